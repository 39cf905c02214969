//! Causes that a text seems to speak of. Suggestions are shown, and counted only where the archive
//! says so.

mod words;

use super::cause::{Cause, CauseId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use words::words;

/// A cause that words of a text point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Which cause.
    pub id: CauseId,
    /// The words that led to it, as they stand in the text, in the order of the text.
    pub words: Vec<String>,
    /// How strongly: the number of words of all phrases that were found, each phrase once, and one
    /// more for each phrase that was found again.
    pub score: usize,
}

/// Words that name a cause only beside others: every outage is about some server and some change.
const TOO_COMMON: &[&str] = &[
    "abuse",
    "access",
    "admin",
    "alerting",
    "architecture",
    "attack",
    "automation",
    "backlog",
    "backup",
    "bootstrap",
    "breach",
    "bug",
    "capacity",
    "change",
    "communication",
    "compatibility",
    "config",
    "configuration",
    "congestion",
    "connectivity",
    "corruption",
    "data",
    "database",
    "defect",
    "deletion",
    "dependency",
    "deploy",
    "deployment",
    "disk",
    "documentation",
    "edge",
    "escalation",
    "expired",
    "exposure",
    "external",
    "failover",
    "fire",
    "flood",
    "generator",
    "growth",
    "hardware",
    "heat",
    "host",
    "identity",
    "infra",
    "infrastructure",
    "isolation",
    "kernel",
    "load",
    "logic",
    "loss",
    "maintenance",
    "migration",
    "monitoring",
    "network",
    "networking",
    "operations",
    "operator",
    "os",
    "other",
    "overload",
    "ownership",
    "package",
    "parsing",
    "partition",
    "permission",
    "pipeline",
    "power",
    "process",
    "provider",
    "proxy",
    "query",
    "queue",
    "race",
    "region",
    "release",
    "replication",
    "resilience",
    "restore",
    "retries",
    "review",
    "rollout",
    "route",
    "saturation",
    "scale",
    "scheduler",
    "secret",
    "security",
    "server",
    "software",
    "spike",
    "staffing",
    "storage",
    "storm",
    "supplier",
    "testing",
    "threshold",
    "time",
    "timeout",
    "unknown",
    "upgrade",
    "vault",
    "vendor",
    "weather",
    "zone",
];

/// Most suggestions for one text.
const MOST: usize = 3;

/// So many other words may stand between those of a phrase: "the certificate *had silently* expired".
const GAPS: usize = 2;

/// Finds causes in texts. Made once for many texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suggester {
    /// Phrases by their first word.
    phrases: BTreeMap<String, Vec<Phrase>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    id: CauseId,
    words: Vec<String>,
}

impl Suggester {
    /// Learns what points to each cause: its names, its title, and the signs that the taxonomy lists.
    /// Only causes without sub-causes are suggested, and nothing below `unknown`.
    pub fn new(causes: &BTreeMap<CauseId, Cause>) -> Suggester {
        let mut phrases: BTreeMap<String, Vec<Phrase>> = BTreeMap::new();
        let groups: BTreeSet<CauseId> = causes
            .keys()
            .filter(|id| !id.is_top())
            .map(CauseId::top)
            .collect();
        let leaves = causes
            .values()
            .filter(|cause| !groups.contains(&cause.id) && !cause.id.is_unknown());
        for cause in leaves {
            for words in telling(cause) {
                let Some(first) = words.first().cloned() else {
                    continue;
                };
                let of_first = phrases.entry(first).or_default();
                let is_known = |phrase: &Phrase| phrase.id == cause.id && phrase.words == words;
                if !of_first.iter().any(is_known) {
                    let id = cause.id.clone();
                    of_first.push(Phrase { id, words });
                }
            }
        }
        Suggester { phrases }
    }

    /// Suggests causes that the words of a text point to, the strongest first.
    ///
    /// ```
    /// # use casebook::model::Taxonomy;
    /// let found = Taxonomy::built_in().suggest("Nobody noticed that the TLS certificate had expired.");
    /// assert_eq!(found[0].id.as_str(), "identity-certificates/certificate-expiry");
    /// assert_eq!(found[0].words, ["certificate had expired"]);
    /// ```
    pub fn suggest(&self, text: &str) -> Vec<Suggestion> {
        let words: Vec<(&str, String)> = words(text).collect();
        let mut found: BTreeMap<&CauseId, BTreeMap<&[String], Hits>> = BTreeMap::new();
        for at in 0..words.len() {
            for phrase in self.phrases.get(&words[at].1).into_iter().flatten() {
                if let Some(end) = end_of(&phrase.words, &words[at..]) {
                    let of_cause = found.entry(&phrase.id).or_default();
                    let hits = of_cause.entry(&phrase.words).or_insert(Hits {
                        at,
                        end: at + end,
                        again: false,
                    });
                    hits.again |= hits.at != at;
                }
            }
        }
        let mut suggestions: Vec<Suggestion> = found
            .into_iter()
            .map(|(id, phrases)| suggestion(id, phrases, &words))
            .collect();
        suggestions.sort_by(|a, b| (Reverse(a.score), &a.id).cmp(&(Reverse(b.score), &b.id)));
        suggestions.truncate(MOST);
        suggestions
    }
}

/// Where a phrase was found.
struct Hits {
    at: usize,
    end: usize,
    again: bool,
}

fn suggestion(
    id: &CauseId,
    phrases: BTreeMap<&[String], Hits>,
    words: &[(&str, String)],
) -> Suggestion {
    let score = phrases
        .iter()
        .map(|(phrase, hits)| phrase.len() + usize::from(hits.again))
        .sum();
    let mut places: Vec<(usize, usize)> =
        phrases.values().map(|hits| (hits.at, hits.end)).collect();
    // Of two that begin together the longer one says it; one within another says nothing new.
    places.sort_by_key(|(at, end)| (*at, Reverse(*end)));
    let mut shown: Vec<String> = Vec::new();
    let mut covered = 0;
    for (at, end) in places {
        if end > covered {
            covered = end;
            let text: Vec<&str> = words[at..end].iter().map(|(word, _)| *word).collect();
            let text = text.join(" ");
            if !shown.contains(&text) {
                shown.push(text);
            }
        }
    }
    Suggestion {
        id: id.clone(),
        words: shown,
        score,
    }
}

/// What points to a cause. A single word among its names must be a rare one; signs are taken as they
/// are.
fn telling(cause: &Cause) -> impl Iterator<Item = Vec<String>> {
    let last = cause.id.as_str().rsplit('/').next().unwrap_or_default();
    let names = cause.aliases.iter().map(String::as_str);
    let names = names.chain([last, cause.title.as_str()]);
    let is_telling = |name: &&str| {
        let is_one = !name.contains([' ', '-', '_']);
        !is_one || (name.chars().count() > 2 && !TOO_COMMON.contains(&name.to_lowercase().as_str()))
    };
    let signs = cause.signs.iter().map(String::as_str);
    names.filter(is_telling).chain(signs).map(|name| {
        let stems = words(name).map(|(_, stem)| stem);
        stems.filter(|stem| !stem.is_empty()).collect()
    })
}

/// Finds a phrase at the beginning of some words and returns where it ends. Few other words may stand
/// between those of the phrase, and no sentence ends within it.
fn end_of(phrase: &[String], words: &[(&str, String)]) -> Option<usize> {
    let mut gaps = GAPS;
    let mut at = 0;
    for wanted in phrase {
        loop {
            let (_, stem) = words.get(at)?;
            at += 1;
            if stem == wanted {
                break;
            }
            if gaps == 0 || stem.is_empty() {
                return None;
            }
            gaps -= 1;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use crate::model::Taxonomy;

    fn check(text: &str, expected: &[(&str, usize, &str)]) {
        let found = Taxonomy::built_in().suggest(text);
        let seen: Vec<(&str, usize, String)> = found
            .iter()
            .map(|found| (found.id.as_str(), found.score, found.words.join(", ")))
            .collect();
        let seen: Vec<(&str, usize, &str)> = seen
            .iter()
            .map(|(id, score, words)| (*id, *score, words.as_str()))
            .collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn phrases_of_a_text_point_to_causes() {
        check(
            "It was the expired certificate.",
            &[(
                "identity-certificates/certificate-expiry",
                2,
                "expired certificate",
            )],
        );
        check(
            "A single point of failure, and no alert fired.",
            &[
                (
                    "resilience-design/single-point-of-failure",
                    4,
                    "single point of failure",
                ),
                ("detection-response/no-alert", 2, "no alert"),
            ],
        );
        check(
            "Clients were retrying: a retry storm, a thundering herd.",
            &[(
                "resilience-design/retry-storm",
                4,
                "retry storm, thundering herd",
            )],
        );
    }

    #[test]
    fn few_words_may_stand_between_but_no_full_stop() {
        check(
            "The certificate had quietly expired.",
            &[(
                "identity-certificates/certificate-expiry",
                2,
                "certificate had quietly expired",
            )],
        );
        check("We bought a certificate. It expired.", &[]);
    }

    #[test]
    fn what_is_said_again_counts_once_more() {
        check("DNS.", &[("network/dns", 1, "DNS")]);
        check("DNS and DNS and DNS.", &[("network/dns", 2, "DNS")]);
    }

    #[test]
    fn words_of_every_outage_point_nowhere() {
        check("The change to the server took time and load was high.", &[]);
        check("", &[]);
    }
}

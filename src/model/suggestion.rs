//! Causes that a text seems to speak of. Suggestions are shown to authors and never counted.

use super::cause::{CauseId, Taxonomy};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A cause that words of a text point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Which cause.
    pub id: CauseId,
    /// The words that led to it, as the taxonomy writes them.
    pub words: Vec<String>,
    /// How strongly: longer phrases weigh more, and so do several different ones.
    pub score: usize,
}

/// Words that name a cause only beside others: every outage is about some server and some change.
const TOO_COMMON: &[&str] = &[
    "change",
    "changes",
    "time",
    "process",
    "load",
    "scale",
    "software",
    "server",
    "hardware",
    "infra",
    "admin",
    "operator",
    "storage",
    "pipeline",
    "database",
    "external",
    "release",
    "deploy",
    "deployment",
    "rollout",
    "upgrade",
    "growth",
    "review",
    "testing",
    "host",
    "zone",
    "data",
    "loss",
    "logic",
    "package",
    "power",
    "edge",
    "query",
    "queue",
    "backup",
    "restore",
    "kernel",
    "os",
    "server",
    "config",
    "configuration",
    "network",
    "networking",
    "connectivity",
    "security",
    "operations",
    "capacity",
    "dependency",
    "monitoring",
    "alerting",
    "automation",
    "maintenance",
    "region",
    "proxy",
    "routes",
    "spike",
    "communication",
    "documentation",
    "vendor",
    "permission",
    "permissions",
    "secrets",
    "scheduler",
    "architecture",
    "resilience",
    "identity",
    "unknown",
    "corruption",
    "disk",
    "host",
    "failover",
    "migration",
    "abuse",
    "heat",
    "fire",
    "storm",
    "weather",
    "flood",
    "provider",
    "staffing",
    "ownership",
    "escalation",
    "threshold",
    "isolation",
    "bug",
    "attack",
    "breach",
    "other",
    "compatibility",
    "firewall",
    "bootstrap",
    "retries",
    "deletion",
    "exposure",
    "partition",
    "congestion",
];

/// Most suggestions for one text.
const MOST: usize = 3;

impl Taxonomy {
    /// Suggests sub-causes that the words of a text point to, the strongest first.
    ///
    /// ```
    /// # use casebook::model::Taxonomy;
    /// let found = Taxonomy::built_in().suggest("The TLS certificate had expired; DNS was fine.");
    /// assert!(found.iter().any(|found| found.id.as_str() == "network/dns"));
    /// ```
    pub fn suggest(&self, text: &str) -> Vec<Suggestion> {
        let words = words(text);
        let mut found: BTreeMap<CauseId, Suggestion> = BTreeMap::new();
        for cause in self
            .iter()
            .filter(|cause| !cause.id.is_top() && cause.id.top().as_str() != "unknown")
        {
            let last = cause.id.as_str().rsplit('/').next().unwrap_or_default();
            let names = cause
                .aliases
                .iter()
                .map(String::as_str)
                .chain([last, cause.title.as_str()]);
            for name in names {
                let phrase = self::words(name);
                if is_telling(&phrase) && stands_in(&phrase, &words) {
                    let entry = found.entry(cause.id.clone()).or_insert_with(|| Suggestion {
                        id: cause.id.clone(),
                        words: Vec::new(),
                        score: 0,
                    });
                    let shown = name.to_lowercase().replace('-', " ");
                    if !entry.words.contains(&shown) {
                        entry.score += phrase.len();
                        entry.words.push(shown);
                    }
                }
            }
        }
        let mut found: Vec<Suggestion> = found.into_values().collect();
        found.sort_by(|a, b| (Reverse(a.score), &a.id).cmp(&(Reverse(b.score), &b.id)));
        found.truncate(MOST);
        found
    }
}

/// Lower-case words; a plural `s` goes, so that "retries" and "limits" meet "retry" and "limit".
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| singular(&word.to_lowercase()))
        .collect()
}

fn singular(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => format!("{stem}y"),
        _ => match word.strip_suffix('s') {
            Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem.to_owned(),
            _ => word.to_owned(),
        },
    }
}

/// One word must be a rare one; several together tell by themselves.
fn is_telling(phrase: &[String]) -> bool {
    match phrase {
        [] => false,
        [word] => word.chars().count() > 2 && !TOO_COMMON.contains(&word.as_str()),
        _ => true,
    }
}

fn stands_in(phrase: &[String], words: &[String]) -> bool {
    words.windows(phrase.len()).any(|window| window == phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = Taxonomy::built_in().suggest(text);
        let seen: Vec<&str> = found.iter().map(|found| found.id.as_str()).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn phrases_of_a_text_point_to_causes() {
        check(
            "The expired certificate was not renewed.",
            &["identity-certificates/certificate-expiry"],
        );
        check(
            "A single point of failure, and no alert fired.",
            &[
                "resilience-design/single-point-of-failure",
                "detection-response/no-alert",
            ],
        );
        check(
            "Clients started a retry storm.",
            &["resilience-design/retry-storm"],
        );
    }

    #[test]
    fn words_of_every_outage_point_nowhere() {
        check("The change to the server took time and load was high.", &[]);
        check("", &[]);
    }
}

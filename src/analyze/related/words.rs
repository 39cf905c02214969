//! The rare words of reports: what they are about, where the taxonomy has no name for it.

use crate::model::Incident;
use foldhash::{HashMap, HashSet};
use std::borrow::Cow;

/// Most bytes of a summary and of contributing factors that are looked at.
const MOST_BYTES: usize = 1_500;

/// Most words of one report that count: its rarest.
const MOST_WORDS: usize = 20;

/// Words that say how reports are written and not what happened. All are in the form that `folded`
/// gives them.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "able", "about", "above", "according", "across", "actual", "added", "affect", "affected",
    "after", "afternoon", "again", "against", "all", "allow", "allowed", "almost", "alone",
    "along", "already", "also", "although", "alway", "among", "and", "another", "answer", "any",
    "anything", "april", "are", "around", "august", "aware", "away", "back", "bad", "became",
    "because", "become", "been", "before", "began", "begin", "behavior", "behaviour", "being",
    "belonged", "below", "beside", "better", "between", "beyond", "both", "bring", "brought",
    "but", "call", "called", "came", "can", "cannot", "carried", "case", "cause", "caused",
    "causing", "certain", "change", "changed", "clear", "close", "com", "common", "complete",
    "completely", "contain", "continued", "could", "course", "customer", "day", "december",
    "decide", "decided", "did", "different", "direct", "directly", "does", "doing", "done", "down",
    "due", "during", "each", "earlier", "early", "easily", "effect", "either", "else", "end",
    "ended", "enough", "error", "even", "evening", "event", "eventually", "ever", "every",
    "everything", "everywhere", "exact", "exactly", "example", "except", "expected", "experienced",
    "fact", "failed", "failing", "failure", "fairly", "far", "fast", "fault", "february", "few",
    "final", "finally", "find", "first", "five", "fix", "fixed", "follow", "followed", "following",
    "for", "found", "four", "friday", "from", "full", "further", "gave", "general", "generally",
    "get", "give", "given", "gmt", "goes", "going", "gone", "good", "got", "great", "had", "half",
    "happen", "happened", "happening", "has", "have", "having", "held", "here", "high", "higher",
    "hit", "hour", "how", "however", "html", "http", "idea", "immediately", "impact", "impacted",
    "important", "incident", "include", "including", "increased", "inside", "instead", "intended",
    "into", "involved", "issue", "item", "its", "itself", "january", "july", "june", "just",
    "keep", "keeping", "kept", "kind", "knew", "know", "known", "large", "largely", "last", "late",
    "later", "least", "leave", "led", "left", "less", "let", "level", "like", "likely", "line",
    "little", "local", "long", "longer", "look", "looked", "looking", "lost", "low", "made",
    "main", "major", "make", "making", "manner", "many", "march", "may", "mean", "meaning",
    "meant", "might", "minute", "moment", "monday", "month", "more", "morning", "most", "mostly",
    "move", "moved", "much", "multiple", "must", "namely", "natural", "nature", "near", "nearly",
    "need", "needed", "never", "new", "next", "night", "nine", "non", "none", "normal", "not",
    "nothing", "notice", "noticed", "november", "now", "number", "observed", "obvious", "occurred",
    "october", "off", "often", "old", "once", "one", "only", "onto", "open", "org", "other",
    "ought", "our", "out", "outage", "outside", "over", "own", "part", "pass", "passed", "past",
    "people", "per", "period", "person", "piece", "place", "plan", "point", "possible", "possibly",
    "postmortem", "present", "previous", "prior", "probably", "problem", "purpose", "put", "quick",
    "quickly", "quite", "ran", "range", "rather", "reached", "really", "reason", "recent",
    "recently", "related", "remain", "remained", "remaining", "report", "reported", "require",
    "required", "resolved", "responsible", "rest", "result", "resulted", "return", "returned",
    "right", "root", "run", "running", "said", "same", "saturday", "saw", "second", "see", "seen",
    "sense", "sent", "separate", "september", "serve", "service", "set", "seven", "several",
    "severe", "short", "shortly", "should", "show", "showed", "shown", "side", "similar", "simple",
    "simply", "since", "single", "six", "slow", "small", "some", "something", "soon", "specific",
    "start", "started", "state", "still", "stood", "stop", "stopped", "subsequent", "successfully",
    "such", "sudden", "suddenly", "sufficient", "suggest", "sunday", "supposed", "sure", "system",
    "take", "taken", "team", "tell", "ten", "tend", "than", "that", "the", "their", "them", "then",
    "there", "therefore", "these", "they", "thing", "third", "this", "those", "though", "three",
    "through", "thursday", "thus", "time", "today", "together", "told", "tomorrow", "too", "took",
    "total", "toward", "tried", "trigger", "triggered", "true", "tuesday", "turn", "turned", "two",
    "type", "unable", "under", "understand", "unexpected", "unexpectedly", "unfortunately",
    "unlike", "until", "unusual", "upon", "usage", "use", "used", "useful", "user", "using",
    "usual", "usually", "utc", "various", "very", "via", "want", "was", "way", "wednesday", "week",
    "well", "went", "were", "what", "when", "where", "whether", "which", "while", "who", "whole",
    "whose", "why", "will", "with", "within", "without", "word", "work", "worked", "working",
    "would", "wrong", "www", "year", "yesterday", "yet", "you", "your",
];

/// Returns what is looked at of each report, in small letters.
pub(super) fn texts<'a>(
    incidents: &[&'a Incident],
    factors: impl Fn(&'a Incident) -> Cow<'a, str>,
) -> Vec<String> {
    let text = |incident: &&'a Incident| {
        let summary = incident.summary.as_ref().map_or("", |text| &text.value);
        let title = &incident.title.value;
        let factors = factors(incident);
        [title, head(summary), head(&factors)]
            .join("\n")
            .to_lowercase()
    };
    incidents.iter().map(text).collect()
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Returns the rare words, each with the incidents that have it among their rarest.
pub(super) fn rare(texts: &[String], incidents: &[&Incident]) -> Vec<(String, Vec<u32>)> {
    let words: Vec<Vec<&str>> = texts
        .iter()
        .zip(incidents)
        .map(|(text, incident)| distinct(text, incident))
        .collect();
    let mut counts: HashMap<&str, u32> = HashMap::default();
    for word in words.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let most = u32::try_from(texts.len() / 10).unwrap_or(u32::MAX).max(3);
    let mut having: HashMap<&str, Vec<u32>> = HashMap::default();
    for (at, words) in words.iter().enumerate() {
        let counted = words.iter().map(|word| (counts[word], *word));
        let mut rare: Vec<(u32, &str)> = counted
            .filter(|(count, _)| (2..=most).contains(count))
            .collect();
        rare.sort_unstable();
        for (_, word) in rare.into_iter().take(MOST_WORDS) {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            having.entry(word).or_default().push(at);
        }
    }
    let mut rare: Vec<(String, Vec<u32>)> = having
        .into_iter()
        .map(|(word, having)| (word.to_owned(), having))
        .collect();
    rare.sort_unstable();
    rare
}

/// The words of a text that may be rare, each once, in any order. Names of its services are no words: sharing
/// them counts already.
fn distinct<'t>(text: &'t str, incident: &Incident) -> Vec<&'t str> {
    let services: Vec<String> = incident
        .services
        .iter()
        .map(|service| service.value.to_lowercase())
        .collect();
    let is_service = |word: &str| services.iter().any(|service| service.contains(word));
    let words: HashSet<&str> = words(text).map(folded).collect();
    let words = words.into_iter();
    words
        .filter(|word| PLAIN.binary_search(word).is_err() && !is_service(word))
        .collect()
}

/// Runs of letters and digits that hold three letters or more.
fn words(text: &str) -> impl Iterator<Item = &str> {
    const FEWEST: usize = 3;
    const LONGEST: usize = 40;
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        word.len() >= FEWEST
            && word.len() <= LONGEST
            && word.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST
    })
}

/// One form for one and many: `replicas` is `replica`.
fn folded(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if one.len() > 3 && !one.ends_with(['s', 'u', 'i']) => one,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::{PLAIN, folded, words};

    #[test]
    fn plain_words_are_in_order_and_in_one_form() {
        assert!(PLAIN.is_sorted_by(|one, other| one < other));
        for word in PLAIN {
            assert_eq!(folded(word), *word);
        }
    }

    #[test]
    fn words_hold_letters() {
        let text = "dns-lookups of db1 at 10:40, 99% replicas: größe";
        let found: Vec<&str> = words(text).map(folded).collect();
        assert_eq!(found, ["dns", "lookup", "replica", "größe"]);
    }
}

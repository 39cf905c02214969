//! What kind of event an entry is, from the words it uses.

use super::label_names::{self, Field};
use super::parts::label;
use super::phrases::{
    ACKNOWLEDGED, BY_FIRST_WORD, DECLARED, DETECTED, MITIGATED, Phrase, RESOLVED, STARTED,
};
use crate::model::{Event, EventKind, Origin, Sourced};

/// Words before a phrase that turn it round: "not resolved", "until everything is working".
const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "still",
    "isn",
    "wasn",
    "aren",
    "weren",
    "cannot",
    "can",
    "once",
    "if",
    "until",
    "when",
    "should",
    "will",
    "would",
    "could",
    "might",
    "may",
    "hope",
    "hoping",
    "partially",
    "nearly",
    "almost",
    "attempt",
    "attempts",
    "trying",
    "tried",
    "without",
    "before",
    "be",
    "wait",
    "waiting",
    "expected",
];

/// Marks every event whose words say what kind it is. Of each milestone one event remains: the
/// last resolution, and the first of all others, where it comes in an order that makes sense.
pub(super) fn mark(events: &mut [Event]) {
    let mut kinds: Vec<Option<EventKind>> =
        events.iter().map(|event| kind_of(&event.text)).collect();
    thin_out(&mut kinds);
    for (event, kind) in events.iter_mut().zip(kinds) {
        event.kind = kind.map(|kind| Sourced::inferred(kind, Origin::Words, event.span.clone()));
    }
}

fn thin_out(kinds: &mut [Option<EventKind>]) {
    // What starts failing later starts failing again.
    let starts = kinds
        .iter()
        .take(EARLY)
        .position(|kind| *kind == Some(STARTED));
    let begun = starts.unwrap_or(0);
    let first = |kind| {
        let from = if kind == STARTED { 0 } else { begun };
        kinds[from..]
            .iter()
            .position(|other| *other == Some(kind))
            .map(|at| from + at)
    };
    let known = first(ACKNOWLEDGED).into_iter().chain(first(DECLARED)).min();
    let last_resolved = kinds.iter().rposition(|other| *other == Some(RESOLVED));
    let kept: Vec<Option<EventKind>> = kinds
        .iter()
        .enumerate()
        .map(|(i, kind)| {
            let kind = (*kind)?;
            let is_first = matches!(kind, EventKind::Milestone(_)) && first(kind) == Some(i);
            match kind {
                RESOLVED => (last_resolved == Some(i)).then_some(kind),
                MITIGATED if !is_first => Some(EventKind::Attempt),
                MITIGATED => last_resolved.is_none_or(|last| i < last).then_some(kind),
                // Reports that come in when the response is under way detect nothing.
                DETECTED => {
                    let is_news = known.is_none_or(|known| i < known) && !is_under_way(&kinds[..i]);
                    (is_first && is_news).then_some(kind)
                }
                STARTED => (starts == Some(i)).then_some(kind),
                EventKind::Milestone(_) => is_first.then_some(kind),
                _ => Some(kind),
            }
        })
        .collect();
    kinds.copy_from_slice(&kept);
}

/// Nobody tries more than one repair of what has not been noticed.
fn is_under_way(before: &[Option<EventKind>]) -> bool {
    let attempts = before
        .iter()
        .filter(|kind| **kind == Some(EventKind::Attempt));
    attempts.count() > 1
}

/// How many events at the head may be the start.
const EARLY: usize = 3;

/// Finds the kind that the first sentences of an entry suggest.
pub(super) fn kind_of(text: &str) -> Option<EventKind> {
    by_label(text).or_else(|| {
        let opening = opening_of(text);
        let words = words_of(&opening);
        let spoken = words.iter().enumerate().flat_map(|(at, word)| {
            let phrases = BY_FIRST_WORD.get(word).into_iter().flatten();
            phrases
                .filter(move |phrase| at < reach(phrase.kind))
                .map(move |phrase| (at, phrase))
        });
        spoken
            .filter(|&(at, phrase)| says(&words, at, phrase))
            .min_by_key(|(_, phrase)| phrase.rank)
            .map(|(_, phrase)| phrase.kind)
    })
}

/// How many words of an entry may speak of a kind. An end is often told after what brought it;
/// everything else is what the entry opens with, or it is about something else.
fn reach(kind: EventKind) -> usize {
    match kind {
        RESOLVED | MITIGATED => 60,
        EventKind::Milestone(_) => 25,
        _ => 12,
    }
}

/// `**Detection:** …`, or an entry that is a milestone's name and nothing else.
fn by_label(text: &str) -> Option<EventKind> {
    let name = match label(text) {
        Some((name, _)) => &text[name],
        None => text.lines().next()?,
    };
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    match label_names::field(name) {
        Some(Field::Milestone(milestone)) => Some(EventKind::Milestone(milestone)),
        Some(Field::Detection) => Some(DETECTED),
        _ => None,
    }
}

/// The opening of an entry in small letters: its first paragraph, and the second where the first
/// is a short label.
fn opening_of(text: &str) -> String {
    const SHORT: usize = 60;
    const LONGEST_OPENING: usize = 600;
    let first = text.find("\n\n").unwrap_or(text.len());
    let second = text.get(first + 2..).and_then(|rest| rest.find("\n\n"));
    let mut end = if first < SHORT {
        second.map_or(text.len(), |at| first + 2 + at)
    } else {
        first
    };
    end = end.min(LONGEST_OPENING);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_lowercase()
}

/// The words of an opening, without code and addresses.
fn words_of(opening: &str) -> Vec<&str> {
    const ENOUGH: usize = 60;
    // What stands between backticks is every second piece; a fence ends the words.
    let prose = opening
        .split("```")
        .next()
        .unwrap_or_default()
        .split('`')
        .step_by(2);
    prose
        .flat_map(str::split_whitespace)
        .filter(|chunk| !chunk.contains("://"))
        .flat_map(|chunk| chunk.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .take(ENOUGH)
        .collect()
}

/// Says whether a phrase whose first word stands at a place goes on there.
fn says(words: &[&str], at: usize, phrase: &Phrase) -> bool {
    let rest = &words[at + 1..];
    let goes_on = rest.len() >= phrase.next.len()
        && rest
            .iter()
            .zip(&phrase.next)
            .all(|(word, wanted)| word == wanted);
    let ends = phrase.later.is_none_or(|later| {
        rest.iter()
            .skip(phrase.next.len())
            .any(|word| *word == later)
    });
    goes_on && ends && !is_turned_round(&words[..at], phrase.kind)
}

/// Only ends need care: a denied alert is rare, a denied resolution is not.
fn is_turned_round(before: &[&str], kind: EventKind) -> bool {
    const NEAR: usize = 3;
    matches!(kind, RESOLVED | MITIGATED)
        && before
            .iter()
            .rev()
            .take(NEAR)
            .any(|word| NEGATIONS.contains(word))
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn words_suggest_a_kind() {
        for (text, kind) in [
            ("**Detection:** The pager rang", Some("detected")),
            ("**Recovery:** Opened the valve", Some("mitigated")),
            ("Fault occurs", Some("started")),
            ("First detected", Some("detected")),
            ("Incident declared", Some("declared")),
            ("Repaired", Some("mitigated")),
            ("Resolved", Some("resolved")),
            ("PagerDuty alert fired for high latency", Some("detected")),
            ("Incident declared, rollback attempted", Some("declared")),
            ("Everything is back to normal", Some("resolved")),
            ("Service is not back to normal", None),
            ("We released 1.2 with the fix", Some("resolved")),
            ("The old pump solved the issue", Some("mitigated")),
            ("Root cause identified: a full disk", Some("identified")),
            ("First engineer acknowledges the page", Some("acknowledged")),
            ("Rolled back the release", Some("attempt")),
            ("Posted on the status page", Some("communicated")),
            ("Deployed version 12", Some("change")),
            ("Lunch", None),
            ("", None),
        ] {
            assert_eq!(kind_of(text).map(|kind| kind.as_str()), kind, "{text:?}");
        }
    }
}

#![doc = include_str!("blameful_language.md")]

use super::phrase::Phrases;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    name: "blameful-language",
    level: Level::Warning,
    docs: include_str!("blameful_language.md"),
    run: Run::Incident(run),
};

/// Words that judge a person, each with what to write instead.
const WORDS: [(&str, &str); 33] = [
    (
        "human error",
        "what made the slip easy to make and hard to notice",
    ),
    (
        "human mistake",
        "what made the slip easy to make and hard to notice",
    ),
    (
        "operator error",
        "what the operator saw, and what the tool allowed",
    ),
    (
        "pilot error",
        "what the crew saw, and what the instruments showed",
    ),
    (
        "should have known",
        "what was known then, and where the rest was written",
    ),
    (
        "should have noticed",
        "what was shown, and what else asked for attention",
    ),
    ("should have checked", "why the check was left to memory"),
    (
        "should have been more careful",
        "what would have caught it without care",
    ),
    (
        "needs to be more careful",
        "what would have caught it without care",
    ),
    (
        "need to be more careful",
        "what would have caught it without care",
    ),
    (
        "be more careful next time",
        "what would have caught it without care",
    ),
    (
        "could have been avoided if",
        "what was missing, without the hindsight",
    ),
    (
        "failed to notice",
        "what was shown, and what else asked for attention",
    ),
    ("failed to follow", "how the work is done usually, and why"),
    (
        "failed to realise",
        "what it looked like from where they stood",
    ),
    (
        "failed to realize",
        "what it looked like from where they stood",
    ),
    (
        "neglected to",
        "`did not`, and what usually reminds people of it",
    ),
    (
        "forgot to",
        "`did not`, and what usually reminds people of it",
    ),
    ("careless", "what the work looked like to those who did it"),
    (
        "carelessly",
        "what the work looked like to those who did it",
    ),
    (
        "carelessness",
        "what the work looked like to those who did it",
    ),
    (
        "negligence",
        "what the work looked like to those who did it",
    ),
    ("negligent", "what the work looked like to those who did it"),
    (
        "sloppy",
        "what was left out, and what there was no time for",
    ),
    ("lazy engineer", "what there was no time for"),
    (
        "incompetent",
        "what knowledge was missing, and where it could be found",
    ),
    (
        "incompetence",
        "what knowledge was missing, and where it could be found",
    ),
    ("stupid", "why it made sense at the time"),
    ("idiotic", "why it made sense at the time"),
    ("is to blame", "`contributed`"),
    ("was to blame", "`contributed`"),
    ("are to blame", "`contributed`"),
    (
        "was the fault of",
        "`was changed by`, or leave the person out",
    ),
];

/// Words that turn the meaning round: "no human error", "blameless".
const DENIALS: [&str; 5] = ["no", "not", "never", "isn't", "wasn't"];

static PHRASES: LazyLock<Option<Phrases>> =
    LazyLock::new(|| Phrases::new(WORDS.iter().map(|(phrase, _)| *phrase)));

fn run(_: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let Some(phrases) = &*PHRASES else {
        return;
    };
    for (passage, words) in report.prose().passages() {
        if passage.is_quoted {
            continue;
        }
        for (phrase, found) in phrases.find(words) {
            if is_quoted(words, found.end) || is_denied(&words[..found.start]) {
                continue;
            }
            let span = passage.span.start + found.start..passage.span.start + found.end;
            let finding = report.at(span, format!("`{phrase}` judges a person"));
            let instead = WORDS.iter().find(|(word, _)| *word == phrase);
            finding.help = instead.map(|(_, instead)| format!("write {instead}"));
        }
    }
}

/// `"human error"` in quotation marks is somebody else's judgement.
fn is_quoted(words: &str, end: usize) -> bool {
    words[end..]
        .trim_start_matches([',', '.'])
        .starts_with(['"', '\u{201D}', '\u{2019}', '\u{AB}', '\u{BB}'])
}

fn is_denied(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    DENIALS
        .iter()
        .any(|denial| last.eq_ignore_ascii_case(denial))
}

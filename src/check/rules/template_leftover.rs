#![doc = include_str!("template_leftover.md")]

use crate::check::prose::Passage;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    name: "template-leftover",
    level: Level::Warning,
    docs: include_str!("template_leftover.md"),
    run: Run::Incident(run),
};

/// Words that are placeholders where nothing else stands beside them.
const ALONE: [&str; 10] = [
    "TODO",
    "TBD",
    "TBA",
    "TBC",
    "FIXME",
    "XXX",
    "[name]",
    "[text]",
    "[date]",
    "[description]",
];

/// Words that are placeholders wherever they stand; case counts.
const ANYWHERE: [&str; 8] = [
    "DATE RANGE",
    "Short event description",
    "[Your name]",
    "[your name]",
    "[INSERT",
    "[insert ",
    "<insert ",
    "Lorem ipsum",
];

static PLACEHOLDERS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(ANYWHERE).ok());

/// Forms of times that are placeholders where a value would begin; elsewhere they explain values.
const FIRST: [&str; 8] = [
    "HH:mm",
    "HH:MM",
    "hh:mm",
    "YYYY-MM-DD",
    "yyyy-mm-dd",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "XX:XX",
];

fn run(_: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    for (passage, words) in report.prose().passages() {
        let Some((at, leftover)) = leftover(passage, words) else {
            continue;
        };
        let span = passage.span.start + at..passage.span.start + at + leftover.len();
        report
            .at(span, format!("`{leftover}` is left over from a template"))
            .help = Some("write what belongs there, or remove the line".to_owned());
    }
}

/// The placeholder of a passage, and where it begins.
fn leftover<'w>(passage: &Passage, words: &'w str) -> Option<(usize, &'w str)> {
    if passage.is_quoted {
        return None;
    }
    let is_around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '.' | ':' | '*' | '_');
    let at = words.len() - words.trim_start_matches(is_around).len();
    let alone = words.trim_matches(is_around);
    let is_alone = |words: &str| ALONE.iter().any(|word| words.eq_ignore_ascii_case(word));
    if is_alone(alone) || is_bracketed(alone) {
        return Some((at, alone));
    }
    // `Number of users: TBD`
    if let Some((label, value)) = alone.rsplit_once(": ")
        && is_alone(value.trim())
    {
        let value_at = at + label.len() + 2 + value.len() - value.trim_start().len();
        return Some((value_at, value.trim()));
    }
    let first = FIRST.iter().find(|form| alone.starts_with(**form));
    first.map(|form| (at, *form)).or_else(|| {
        PLACEHOLDERS
            .iter()
            .flat_map(|placeholders| placeholders.find_iter(words))
            .map(|found| (found.start(), ANYWHERE[found.pattern().as_usize()]))
            .find(|(at, word)| stands_alone(words, *at, word))
    })
}

/// `[Title]`, `[Name of the service]`: what a form asks for, and nothing else.
fn is_bracketed(words: &str) -> bool {
    let inner = words
        .strip_prefix('[')
        .and_then(|words| words.strip_suffix(']'));
    inner.is_some_and(|inner| {
        inner.len() > 2
            && inner.split(' ').count() <= 5
            && inner.chars().all(|c| c.is_alphabetic() || c == ' ')
    })
}

/// Letters on either side make it a part of another word.
fn stands_alone(words: &str, at: usize, word: &str) -> bool {
    let ends = |text: &str| text.ends_with(char::is_alphanumeric);
    let begins = |text: &str| text.starts_with(char::is_alphanumeric);
    !ends(&words[..at]) && (word.ends_with(' ') || !begins(&words[at + word.len()..]))
}

//! Finds phrases in words: whole words, any space between them.

use crate::source::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// Phrases that are looked for together, in one pass over a text.
#[derive(Debug)]
pub(super) struct Phrases {
    /// Finds the first words of the phrases.
    heads: AhoCorasick,
    /// The phrases of each first word.
    phrases: Vec<Vec<String>>,
}

impl Phrases {
    /// Makes ready to look for phrases; ASCII letters match in either case. `None` when there are
    /// more than one pass can look for.
    pub(super) fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Option<Phrases> {
        let mut of_heads: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for phrase in phrases {
            let head = phrase.split(' ').next().unwrap_or(phrase);
            of_heads.entry(head).or_default().push(phrase.to_owned());
        }
        let heads = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            // No first word reaches into the next word, so that none hides another.
            .match_kind(MatchKind::LeftmostLongest)
            .build(of_heads.keys())
            .ok()?;
        Some(Phrases {
            heads,
            phrases: of_heads.into_values().collect(),
        })
    }

    /// Returns the phrases of a text and where each stands.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (&'t str, Span)> {
        self.heads.find_iter(text).flat_map(move |head| {
            let at = head.start();
            let is_start = !text[..at].ends_with(char::is_alphanumeric);
            let phrases = &self.phrases[head.pattern().as_usize()];
            phrases
                .iter()
                .filter(move |_| is_start)
                .filter_map(move |phrase| {
                    let end = end_of(text, at, phrase)?;
                    let is_end = !text[end..].starts_with(char::is_alphanumeric);
                    is_end.then_some((phrase.as_str(), at..end))
                })
        })
    }
}

fn end_of(text: &str, at: usize, phrase: &str) -> Option<usize> {
    let mut rest = &text[at..];
    for (i, word) in phrase.split(' ').enumerate() {
        if i > 0 {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        let found = rest.get(..word.len())?;
        if !found.eq_ignore_ascii_case(word) {
            return None;
        }
        rest = &rest[word.len()..];
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn only_whole_words_are_found() {
        let phrases = Phrases::new(["human error", "stupid", "human nature", "is to blame"]);
        let phrases = phrases.expect("few phrases");
        for (text, expected) in [
            ("it was Human   error.", "human error 7..20"),
            ("human errors, inhuman error", ""),
            ("so stupid, stupidly stupid", "stupid 3..9, stupid 20..26"),
            ("humanerror", ""),
            ("human\u{e9} error, human natur\u{e9}", ""),
            ("who is to blame", "is to blame 4..15"),
        ] {
            let found: Vec<String> = phrases
                .find(text)
                .map(|(phrase, at)| format!("{phrase} {at:?}"))
                .collect();
            assert_eq!(found.join(", "), expected, "{text}");
        }
    }
}

//! Finds phrases in words: whole words, any space between them.

use crate::source::Span;

/// Returns where a phrase stands in a text; both are in lower case.
pub(super) fn find<'t>(text: &'t str, phrase: &'t str) -> impl Iterator<Item = Span> + 't {
    let first = phrase.split(' ').next().unwrap_or(phrase);
    text.match_indices(first).filter_map(move |(at, _)| {
        let is_start = !text[..at].ends_with(char::is_alphanumeric);
        let end = end_of(text, at, phrase).filter(|_| is_start)?;
        (!text[end..].starts_with(char::is_alphanumeric)).then_some(at..end)
    })
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
        rest = rest.strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn only_whole_words_are_found() {
        for (text, phrase, expected) in [
            ("it was human   error.", "human error", "7..20"),
            ("human errors, inhuman error", "human error", ""),
            ("so stupid, stupidly stupid", "stupid", "3..9 20..26"),
            ("humanerror", "human error", ""),
        ] {
            let found: Vec<String> = find(text, phrase).map(|at| format!("{at:?}")).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}

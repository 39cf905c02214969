//! The words of a text, as far as a suggestion looks at them.

/// The words of a text, each with its stem; the end of a sentence or a paragraph is a word without
/// one.
pub(super) fn words(text: &str) -> impl Iterator<Item = (&str, String)> {
    // Lines of a paragraph belong together.
    let parts = text
        .split("\n\n")
        .flat_map(|paragraph| paragraph.split(['.', '!', '?', ';', ':', '|']));
    parts.flat_map(|part| {
        let words = part.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        words
            .map(|word| (word, stem(&word.to_lowercase())))
            .chain([("", String::new())])
    })
}

/// What inflected forms of a word have in common, roughly: "expires", "expired" and "expiry" meet.
fn stem(word: &str) -> String {
    let cut = |ending: &str, least: usize| {
        word.strip_suffix(ending)
            .filter(|stem| stem.chars().count() >= least && !stem.ends_with('s'))
    };
    let stem = cut("ing", 4)
        .or_else(|| cut("ies", 3))
        .or_else(|| cut("ied", 3))
        .or_else(|| cut("es", 4))
        .or_else(|| cut("ed", 4))
        .or_else(|| cut("s", 3))
        .unwrap_or(word);
    let short = stem.strip_suffix(['e', 'y']);
    short
        .filter(|short| short.chars().count() >= 3)
        .unwrap_or(stem)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn inflected_forms_meet() {
        for (a, b) in [
            ("expires", "expired"),
            ("retries", "retrying"),
            ("leaks", "leaking"),
            ("caches", "cached"),
            ("limits", "limit"),
            ("queries", "query"),
        ] {
            assert_eq!(stem(a), stem(b));
        }
        for (word, kept) in [
            ("dns", "dns"),
            ("process", "process"),
            ("os", "os"),
            ("bus", "bus"),
        ] {
            assert_eq!(stem(word), kept);
        }
    }
}

//! Reads Markdown into events that know where they stand, within bounds.

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, TextMergeWithOffset};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// An event and its bytes in the source.
pub(super) type Located<'a> = (Event<'a>, Range<usize>);

/// What we read beyond CommonMark.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// Link reference definitions (`[label]: address`) of a whole report, for rendering parts of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References(BTreeMap<String, (String, String)>);

impl References {
    /// Collects the definitions in `text`.
    pub fn read(text: &str) -> References {
        if !text.contains("]:") {
            return References::default();
        }
        let text = bounded(text);
        let parser = Parser::new_ext(&text, OPTIONS);
        let definitions = parser
            .reference_definitions()
            .iter()
            .map(|(label, definition)| {
                let title = definition.title.as_deref().unwrap_or_default();
                (fold(label), (definition.dest.to_string(), title.to_owned()))
            });
        References(definitions.collect())
    }

    fn get<'a>(&self, label: &str) -> Option<(CowStr<'a>, CowStr<'a>)> {
        if self.0.is_empty() {
            return None;
        }
        let (target, title) = self.0.get(&fold(label))?;
        Some((target.clone().into(), title.clone().into()))
    }
}

/// Labels match without regard to case and to the amount of space in them.
fn fold(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Reads bounded text; links that it does not define are looked up in `references`.
pub(super) fn read<'a>(text: &'a str, references: Option<&References>) -> Vec<Located<'a>> {
    let look_up = |link: BrokenLink<'a>| references?.get(&link.reference);
    let parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(look_up));
    TextMergeWithOffset::new(parser.into_offset_iter()).collect()
}

/// Returns the index after the end of the element that starts at `start`.
pub(super) fn after(events: &[Located<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (i, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    events.len()
}

/// Markers of quotes and lists that one line may start with. The parser visits each of them for
/// every line that continues the paragraph, so that a line of a million takes it hours.
const DEEPEST: usize = 100;

// Control characters stand for the markers beyond, byte for byte, until they are printed.
const MARKERS: [(u8, char); 6] = [
    (b'>', '\x11'),
    (b'-', '\x12'),
    (b'+', '\x13'),
    (b'*', '\x14'),
    (b'.', '\x16'),
    (b')', '\x17'),
];

/// Returns `text` with nesting that no reader could follow taken as text. Offsets stay the same.
pub(super) fn bounded(text: &str) -> Cow<'_, str> {
    let mut bounded: Option<Vec<u8>> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(excess) = excess(line) {
            let bytes = bounded.get_or_insert_with(|| text.as_bytes().to_vec());
            for byte in &mut bytes[start + excess.start..start + excess.end] {
                if let Some((_, hidden)) = MARKERS.iter().find(|(marker, _)| marker == byte) {
                    *byte = *hidden as u8;
                }
            }
        }
        start += line.len();
    }
    match bounded.map(String::from_utf8) {
        Some(Ok(bounded)) => Cow::Owned(bounded),
        // ASCII for ASCII keeps it UTF-8.
        Some(Err(_)) | None => Cow::Borrowed(text),
    }
}

/// Returns the part of a line's leading markers that is too deep.
fn excess(line: &str) -> Option<Range<usize>> {
    let bytes = line.as_bytes();
    let mut n = 0;
    let mut from = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if is_marker(bytes, at) {
            n += 1;
            if n > DEEPEST {
                from = from.or(Some(at));
            }
        } else if !matches!(byte, b' ' | b'\t' | b'0'..=b'9') {
            break;
        }
        at += 1;
    }
    // `- - -` is a rule, however long.
    let is_rule = |of: u8| line.trim().bytes().all(|b| b == of || b == b' ');
    from.filter(|_| !is_rule(b'-') && !is_rule(b'*'))
        .map(|from| from..at)
}

fn is_marker(bytes: &[u8], at: usize) -> bool {
    let before_space = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
    match bytes[at] {
        b'>' => true,
        b'-' | b'+' | b'*' => before_space,
        b'.' | b')' => before_space && at > 0 && bytes[at - 1].is_ascii_digit(),
        _ => false,
    }
}

/// Returns text as it was before [`bounded`].
pub(super) fn restored(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| ('\x11'..='\x17').contains(&c);
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let shown = |c| {
        MARKERS
            .iter()
            .find(|(_, hidden)| *hidden == c)
            .map_or(c, |(marker, _)| char::from(*marker))
    };
    Cow::Owned(text.chars().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::{bounded, restored};
    use std::borrow::Cow;

    #[test]
    fn only_absurd_nesting_is_taken_as_text() {
        for text in [
            "> > a",
            "- - - b",
            "----",
            &"-".repeat(500),
            &format!("> {}", "-".repeat(500)),
            &"* ".repeat(300),
            &"9".repeat(300),
        ] {
            assert!(matches!(bounded(text), Cow::Borrowed(_)), "{text}");
        }
        for text in [
            ">".repeat(200) + "a",
            "a\n".to_owned() + &"1. ".repeat(200) + "b\n> c",
        ] {
            let bounded = bounded(&text);
            assert_ne!(bounded, text);
            assert_eq!(bounded.len(), text.len());
            assert_eq!(restored(&bounded), text);
        }
    }
}

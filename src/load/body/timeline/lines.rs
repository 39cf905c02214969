//! Lines of a timeline: where entries begin in a paragraph, times at the end, indentation.

use crate::config::DateOrder;
use crate::load::time::{Reading, find_all, read_at_start};
use crate::source::Span;

/// Returns where the lines of a paragraph begin that start with a time.
///
/// Text that was wrapped may have a line that happens to begin with one; a line only counts when
/// the one before it looks finished.
pub(super) fn entry_starts(text: &str, order: Option<DateOrder>) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    let mut before: Option<&str> = None;
    for line in lines(text) {
        let reading = read_at_start(line, order);
        let dated = reading.is_some_and(|r| r.clock.is_some() || r.date.is_some() || r.is_unknown);
        if dated && before.is_none_or(looks_finished) {
            starts.push(at);
        }
        before = Some(line.trim_end_matches(['\n', '\r']));
        at += line.len();
    }
    starts
}

/// Lines as they are shown: a line also ends at `<br>`.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
        .flat_map(|line| {
            line.split_inclusive("<br>")
                .flat_map(|part| part.split_inclusive("<br/>"))
        })
        .flat_map(|part| part.split_inclusive("<br />"))
}

fn looks_finished(line: &str) -> bool {
    const WRAPPED_AT_LEAST: usize = 60;
    let hard = line.ends_with("  ")
        || line.ends_with('\\')
        || line.ends_with("<br>")
        || line.ends_with("<br/>")
        || line.ends_with("<br />");
    let line = line.trim_end();
    hard || line.len() < WRAPPED_AT_LEAST || line.ends_with(['.', '!', '?', ':', ')'])
}

/// A time at the end of a line, and the words before it.
#[derive(Debug)]
pub(super) struct Trailing {
    pub(super) reading: Reading,
    pub(super) time: Span,
    pub(super) text: String,
}

/// Reads `First detected 2020-08-14 10:43` and `Resolved: 16:30 UTC`.
pub(super) fn trailing_time(text: &str, order: Option<DateOrder>) -> Option<Trailing> {
    let line = text.lines().next()?;
    let reading = find_all(line, order).last()?;
    let tail = line.get(reading.span.end..)?.trim();
    let closed = tail
        .chars()
        .all(|c| matches!(c, '.' | ')' | ']' | '*' | '_' | '`' | ';' | ','));
    if !closed || reading.clock.is_none() && reading.date.is_none() {
        return None;
    }
    let head = line.get(..reading.span.start)?;
    let words = head
        .trim_end()
        .trim_end_matches([':', '-', '–', '—', '(', '[', ',', '@', '*', '_', '`', '='])
        .trim();
    let rest = text.get(line.len()..).unwrap_or_default();
    (!words.is_empty()).then(|| Trailing {
        time: reading.span.clone(),
        text: format!("{words}{rest}"),
        reading,
    })
}

/// Returns Markdown from inside an item as if it stood by itself: lines after the first lose the
/// indentation that `column_of` has on its line.
pub(in crate::load::body) fn dedented(source: &str, column_of: usize, span: &Span) -> String {
    let line_start = source
        .get(..column_of)
        .and_then(|head| head.rfind('\n'))
        .map_or(0, |at| at + 1);
    let column = column_of - line_start;
    let text = source.get(span.clone()).unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split_inclusive('\n').enumerate() {
        out.push_str(if i == 0 {
            line
        } else {
            without_indent(line, column)
        });
    }
    out.trim_end().to_owned()
}

fn without_indent(line: &str, column: usize) -> &str {
    let mut width = 0;
    for (at, c) in line.char_indices() {
        if width >= column || !matches!(c, ' ' | '\t' | '>') {
            return &line[at..];
        }
        width += if c == '\t' { 4 } else { 1 };
    }
    if line.ends_with('\n') { "\n" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::{dedented, entry_starts, trailing_time};

    #[test]
    fn lines_that_begin_with_a_time_start_entries() {
        for (text, starts) in [
            ("10:15 a\n10:20 b", vec![0, 8]),
            ("intro\n10:15 a", vec![6]),
            ("no times here", vec![]),
            ("10:15 a<br>10:20 b<br />10:25 c", vec![0, 11, 24]),
            (
                "10:15 the pods were restarted one after the other and we waited until\n10:20 came",
                vec![0],
            ),
        ] {
            assert_eq!(entry_starts(text, None), starts, "{text:?}");
        }
    }

    #[test]
    fn times_at_the_end_are_taken_off() {
        for (text, expected) in [
            (
                "First detected 2020-08-14 10:43",
                Some(("First detected", "2020-08-14 10:43")),
            ),
            (
                "Incident declared: 2022-11-15 16:05",
                Some(("Incident declared", "2022-11-15 16:05")),
            ),
            (
                "**Resolved** (16:05 UTC).",
                Some(("**Resolved**", "16:05 UTC")),
            ),
            ("Resolved at 16:05", Some(("Resolved", "at 16:05"))),
            ("It took until 16:05 to resolve", None),
            ("16:05", None),
        ] {
            let found = trailing_time(text, None).map(|t| (t.text, text[t.time].to_owned()));
            let found = found.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn indentation_of_an_item_goes() {
        let source = "- a\n  - b\n    - c\n\n  d\n";
        assert_eq!(dedented(source, 2, &(3..source.len())), "\n- b\n  - c\n\nd");
    }
}

//! Differences between files, line by line.

use super::spans::{Spans, lines};

/// Marks the text.
pub(super) fn mark(spans: &mut Spans<'_>) {
    let code = spans.code;
    for (line, place) in lines(code, 0..code.len()) {
        let is_header = [
            "diff ",
            "index ",
            "+++ ",
            "--- ",
            "similarity ",
            "rename ",
            "new file ",
        ]
        .iter()
        .any(|header| line.starts_with(header));
        let class = match line.bytes().next() {
            _ if is_header => "c",
            Some(b'@') => "k",
            Some(b'+' | b'>') => "i",
            Some(b'-' | b'<') => "d",
            _ => continue,
        };
        spans.mark(place, class);
    }
}

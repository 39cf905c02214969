//! Requests and responses as they go over the wire.

use super::spans::{Spans, lines};
use super::{log, syntax, syntaxes};
use std::ops::Range;

/// Marks the text.
pub(super) fn mark(spans: &mut Spans<'_>) {
    let code = spans.code;
    for (i, (line, place)) in lines(code, 0..code.len()).enumerate() {
        if line.trim().is_empty() {
            return body(spans, place.end..code.len());
        }
        if i == 0 {
            first_line(spans, line, place.start);
        } else if let Some(colon) = line.find(':') {
            spans.mark(place.start..place.start + colon, "a");
        }
    }
}

fn first_line(spans: &mut Spans<'_>, line: &str, start: usize) {
    let mut at = start;
    for word in line.split(' ') {
        let status = word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
        let class = match word.bytes().next() {
            Some(b'5') if status => Some("e"),
            Some(b'4') if status => Some("w"),
            _ if status => Some("n"),
            _ if word.starts_with("HTTP/") => Some("k"),
            _ if at == start => Some("k"),
            _ => None,
        };
        if let Some(class) = class {
            spans.mark(at..at + word.len(), class);
        }
        at += word.len() + 1;
    }
}

fn body(spans: &mut Spans<'_>, range: Range<usize>) {
    let is_json = spans.code[range.clone()]
        .trim_start()
        .starts_with(['{', '[']);
    match syntaxes::syntax("json").filter(|_| is_json) {
        Some(json) => syntax::mark(spans, range, json),
        None => log::mark(spans, range),
    }
}

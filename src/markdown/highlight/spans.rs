//! Collects marks on a text and writes it once, escaped.

use crate::markdown::html::push_text;
use std::ops::Range;

/// A text that is being marked from front to back.
pub(super) struct Spans<'a> {
    out: &'a mut String,
    /// The text.
    pub(super) code: &'a str,
    written: usize,
}

impl<'a> Spans<'a> {
    pub(super) fn new(out: &'a mut String, code: &'a str) -> Spans<'a> {
        Spans {
            out,
            code,
            written: 0,
        }
    }

    /// Marks a part that lies after all that is marked; an empty one is left alone.
    pub(super) fn mark(&mut self, range: Range<usize>, class: &str) {
        if range.is_empty() || range.start < self.written {
            return;
        }
        push_text(self.out, &self.code[self.written..range.start]);
        self.out.push_str("<span class=\"");
        self.out.push_str(class);
        self.out.push_str("\">");
        push_text(self.out, &self.code[range.clone()]);
        self.out.push_str("</span>");
        self.written = range.end;
    }

    /// Writes what is left.
    pub(super) fn finish(self) {
        push_text(self.out, &self.code[self.written..]);
    }
}

/// Returns the lines of a part of the text, without their ends, each with its place.
pub(super) fn lines(code: &str, range: Range<usize>) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut start = range.start;
    code[range].split_inclusive('\n').map(move |line| {
        let text = line.trim_end_matches(['\n', '\r']);
        let place = start..start + text.len();
        start += line.len();
        (text, place)
    })
}

/// Returns the length of the front of `text` whose bytes are all wanted. Wanted must be ASCII.
pub(super) fn run(text: &str, is_wanted: impl Fn(u8) -> bool) -> usize {
    text.bytes()
        .take_while(|byte| byte.is_ascii() && is_wanted(*byte))
        .count()
}

//! What surrounds a time: brackets and emphasis around it, separators after it.

use super::scan::{Scan, is_dash};
use crate::source::Span;

/// Brackets and emphasis opened before a time.
#[derive(Debug, Clone, Default)]
pub(super) struct Opened {
    marks: Vec<Mark>,
    /// An emoji before everything else.
    picture: Span,
}

#[derive(Debug, Clone)]
struct Mark {
    close: &'static str,
    span: Span,
    is_emphasis: bool,
}

const MARKS: &[(&str, &str, bool)] = &[
    ("**", "**", true),
    ("__", "__", true),
    ("*", "*", true),
    ("_", "_", true),
    ("`", "`", true),
    ("<b>", "</b>", true),
    ("<strong>", "</strong>", true),
    ("[", "]", false),
    ("(", ")", false),
    ("\"", "\"", false),
];

/// How deep brackets and emphasis around a time may nest.
const DEEPEST: usize = 4;

impl Opened {
    /// Steps over blanks and whatever opens before a time.
    pub(super) fn read(scan: &mut Scan<'_>) -> Opened {
        let mut opened = Opened::default();
        scan.spaces();
        opened.picture = picture(scan);
        while opened.marks.len() < DEEPEST {
            let mut ahead = *scan;
            escape(&mut ahead);
            let found = MARKS.iter().find(|(open, _, _)| ahead.eat_text(open));
            let Some(&(_, close, is_emphasis)) = found else {
                break;
            };
            opened.marks.push(Mark {
                close,
                span: scan.at..ahead.at,
                is_emphasis,
            });
            *scan = ahead;
            scan.spaces();
        }
        opened
    }

    /// Steps over whatever closes after a time. Returns `false` when the time is the text of a
    /// link, which cannot be cut in two.
    pub(super) fn close(&mut self, scan: &mut Scan<'_>) -> bool {
        while let Some(mark) = self.marks.last() {
            let mut ahead = *scan;
            ahead.spaces();
            escape(&mut ahead);
            if !ahead.eat_text(mark.close) {
                break;
            }
            if mark.close == "]" && matches!(ahead.peek(), Some('(' | '[')) {
                return false;
            }
            self.marks.pop();
            *scan = ahead;
        }
        true
    }

    /// Says whether a bracket is still open that no link explains: then the time is part of
    /// something longer.
    pub(super) fn has_bracket(&self, rest: &str) -> bool {
        let line = rest.lines().next().unwrap_or_default();
        let is_link = |mark: &Mark| mark.close == "]" && line.contains("](");
        self.marks
            .iter()
            .any(|mark| !mark.is_emphasis && !is_link(mark))
    }

    /// Returns what belongs to the words after the time: what is still open, and an emoji.
    pub(super) fn carried(&self) -> Span {
        let open = self.marks.first().map(|mark| mark.span.start);
        let start = if self.picture.is_empty() {
            open
        } else {
            Some(self.picture.start)
        };
        let end = self
            .marks
            .last()
            .map_or(self.picture.end, |mark| mark.span.end);
        start.map_or(0..0, |start| start..end)
    }
}

/// Steps over an emoji and the blanks after it.
fn picture(scan: &mut Scan<'_>) -> Span {
    const LONGEST_PICTURE: usize = 8;
    let start = scan.at;
    for _ in 0..LONGEST_PICTURE {
        // Arrows, dingbats, emoji, and what joins and varies them.
        let part = scan.eat_if(|c| {
            matches!(u32::from(c), 0x2190..=0x21FF | 0x2300..=0x23FF | 0x25A0..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF)
                || matches!(c, '\u{200D}' | '\u{FE0F}')
        });
        if part.is_none() {
            break;
        }
    }
    if scan.at > start {
        scan.spaces();
    }
    start..scan.at
}

/// Steps over a backslash before punctuation, as exporters write them.
pub(super) fn escape(scan: &mut Scan<'_>) {
    if scan.peek() == Some('\\') && scan.peek_second().is_some_and(|c| c.is_ascii_punctuation()) {
        scan.bump();
    }
}

/// Steps over what separates a time from the words about it. Says whether there was anything.
pub(super) fn separator(scan: &mut Scan<'_>, opened: &mut Opened) -> bool {
    let start = scan.at;
    let mut marks = 0;
    for _ in 0..6 {
        let before = scan.at;
        scan.spaces();
        opened.close(scan);
        if marks < 2 && mark(scan, marks > 0) {
            marks += 1;
        }
        if scan.at == before {
            break;
        }
    }
    scan.at > start
}

/// Steps over one separator. A second one must stand free, or it belongs to the words: `- -5 %`.
fn mark(scan: &mut Scan<'_>, must_stand_free: bool) -> bool {
    let mut ahead = *scan;
    escape(&mut ahead);
    let sign = ahead.eat_if(|c| is_dash(c) || ":：|,;→·•.>=".contains(c));
    if let Some(sign) = sign {
        // `--`, `---`, `->`, `=>`, `::`
        let goes_on = |c: char| c == sign || c == '>' && (is_dash(sign) || sign == '=');
        while ahead.eat_if(goes_on).is_some() {}
    } else if !ahead.eat_one_of_texts(&["&ndash;", "&mdash;", "&rarr;"]) {
        return false;
    }
    if must_stand_free && ahead.peek().is_some_and(|c| !c.is_whitespace()) {
        return false;
    }
    *scan = ahead;
    true
}

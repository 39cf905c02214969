//! HTML and XML.

use super::spans::{Spans, run};

/// Marks the text.
pub(super) fn mark(spans: &mut Spans<'_>) {
    let code = spans.code;
    let mut at = 0;
    while let Some(offset) = code[at..].find(['<', '&']) {
        let start = at + offset;
        let rest = &code[start..];
        at = if let Some(reference) = rest.strip_prefix('&') {
            let name = run(reference, |b| b.is_ascii_alphanumeric() || b == b'#');
            let is_whole = name > 0 && reference[name..].starts_with(';');
            let end = start + if is_whole { name + 2 } else { 0 };
            spans.mark(start..end, "n");
            end.max(start + 1)
        } else if rest.starts_with("<!--") {
            let end = start + rest.find("-->").map_or(rest.len(), |end| end + 3);
            spans.mark(start..end, "c");
            end
        } else {
            tag(spans, start + 1)
        };
    }
}

/// Marks a tag from after its `<`; returns where it ends.
fn tag(spans: &mut Spans<'_>, start: usize) -> usize {
    let code = spans.code;
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b"-_:.".contains(&b);
    let mut at = start + run(&code[start..], |b| b"/?!".contains(&b));
    let name = run(&code[at..], is_name);
    if name == 0 {
        return at;
    }
    spans.mark(at..at + name, "k");
    at += name;
    while let Some(c) = code[at..].chars().next() {
        match c {
            '>' => return at + 1,
            '<' => return at,
            '"' | '\'' => {
                let end = code[at + 1..]
                    .find(c)
                    .map_or(code.len(), |end| at + end + 2);
                spans.mark(at..end, "s");
                at = end;
            }
            _ => {
                let name = run(&code[at..], is_name);
                spans.mark(at..at + name, "a");
                at += name.max(c.len_utf8());
            }
        }
    }
    at
}

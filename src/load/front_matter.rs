//! Cuts a report into front matter and body.

use crate::source::Span;
use std::sync::Arc;

/// Which language the front matter is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// A report in two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The front matter without its fences.
    pub(crate) front_matter: Option<(Language, Span)>,
    /// Everything below.
    pub(crate) body: Span,
    /// The opening fence, when nothing closes it.
    pub(crate) unclosed: Option<Span>,
}

/// Cuts a report. A file without front matter is all body; so is one that merely starts with a
/// rule (`---`) and goes on with text.
pub(crate) fn split(text: &str) -> Parts {
    let start = if text.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8()
    } else {
        0
    };
    let start = start + blank_lines(&text[start..]);
    let all_body = Parts {
        front_matter: None,
        body: start..text.len(),
        unclosed: None,
    };
    let (language, fences): (_, &[&str]) = match first_line(&text[start..]) {
        "---" => (Language::Yaml, &["---", "..."]),
        "+++" => (Language::Toml, &["+++"]),
        _ => return all_body,
    };
    let content = start + line_length(&text[start..]);
    if !holds_a_key(&text[content..]) {
        return empty_front_matter(text, start, content, fences).unwrap_or(all_body);
    }
    let mut at = content;
    while at < text.len() {
        let length = line_length(&text[at..]);
        if fences.contains(&text[at..at + length].trim_end()) {
            return Parts {
                front_matter: Some((language, content..at)),
                body: at + length..text.len(),
                unclosed: None,
            };
        }
        at += length;
    }
    let end = unclosed_end(text, content);
    Parts {
        front_matter: Some((language, content..end)),
        body: end..text.len(),
        unclosed: Some(start..start + 3),
    }
}

/// Returns the number of bytes of the lines at the start that hold nothing.
fn blank_lines(text: &str) -> usize {
    let mut length = 0;
    while length < text.len() {
        let line = line_length(&text[length..]);
        if !text[length..length + line].trim().is_empty() {
            break;
        }
        length += line;
    }
    length
}

fn first_line(text: &str) -> &str {
    text[..line_length(text)].trim_end()
}

fn line_length(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |newline| newline + 1)
}

/// `---` directly followed by `---` is front matter that says nothing.
fn empty_front_matter(text: &str, start: usize, content: usize, fences: &[&str]) -> Option<Parts> {
    let blank = blank_lines(&text[content..]);
    let fence = content + blank;
    (start == 0 && fences.contains(&first_line(&text[fence..]))).then(|| Parts {
        front_matter: None,
        body: fence + line_length(&text[fence..])..text.len(),
        unclosed: None,
    })
}

/// Says whether the first line that is neither blank nor a comment looks like `key: value`,
/// `key = value` or `[table]`.
fn holds_a_key(text: &str) -> bool {
    let line = text
        .split('\n')
        .map(str::trim_end)
        .find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let Some(line) = line else { return false };
    let key_end = line
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '"' | '\'')))
        .unwrap_or(line.len());
    let key = line[..key_end].trim();
    let after = &line[key_end..];
    !key.is_empty() && (after == ":" || after.starts_with(": ") || after.starts_with('='))
        || (line.starts_with(['[', '{']) && !line.contains("]("))
}

/// Where front matter that nobody closed ends: at the first blank line or heading.
fn unclosed_end(text: &str, content: usize) -> usize {
    let mut at = content;
    while at < text.len() {
        let length = line_length(&text[at..]);
        let line = text[at..at + length].trim_end();
        if line.is_empty() || line.starts_with("# ") || line.starts_with("## ") {
            break;
        }
        at += length;
    }
    at
}

/// Blanks template tags (`<% .. %>`, `{% .. %}`) so that no place in the file moves.
pub(crate) fn without_template_tags(text: Arc<str>, path: &str) -> Arc<str> {
    if path.to_lowercase().ends_with(".erb") && text.contains("<%") {
        blank(&text, "<%", "%>").into()
    } else {
        text
    }
}

fn blank(text: &str, open: &str, close: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let Some(length) = rest[start..].find(close) else {
            break;
        };
        let end = start + length + close.len();
        blanked.push_str(&rest[..start]);
        for byte in rest[start..end].bytes() {
            blanked.push(if byte == b'\n' { '\n' } else { ' ' });
        }
        rest = &rest[end..];
    }
    blanked.push_str(rest);
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, front_matter: Option<&str>, body: &str) {
        let parts = split(text);
        let seen = parts.front_matter.map(|(_, span)| &text[span]);
        assert_eq!((seen, &text[parts.body]), (front_matter, body), "{text:?}");
    }

    #[test]
    fn front_matter_is_cut_off() {
        check("---\na: 1\n---\nbody", Some("a: 1\n"), "body");
        check(
            "\u{FEFF}---\r\na: 1\r\n---\r\nbody",
            Some("a: 1\r\n"),
            "body",
        );
        check("\n\n---\na: 1\n...\nbody", Some("a: 1\n"), "body");
        check("+++\na = 1\n+++\nbody", Some("a = 1\n"), "body");
        check("---\n---\nbody", None, "body");
    }

    #[test]
    fn a_rule_at_the_top_is_not_front_matter() {
        check(
            "---\n\nWords.\n\n---\nMore.",
            None,
            "---\n\nWords.\n\n---\nMore.",
        );
        check("# Title\n---\na: 1", None, "# Title\n---\na: 1");
        check("", None, "");
    }

    #[test]
    fn what_nobody_closed_ends_at_the_first_blank_line() {
        check("---\na: 1\nb: 2\n\n# T\n", Some("a: 1\nb: 2\n"), "\n# T\n");
        assert!(split("---\na: 1").unclosed.is_some());
    }

    #[test]
    fn template_tags_leave_no_gap() {
        let text = blank("a <%= é\n %> b <% open", "<%", "%>");
        assert_eq!(
            text,
            format!("a {}\n    b <% open", " ".repeat("<%= é".len()))
        );
        assert_eq!(text.len(), "a <%= é\n %> b <% open".len());
    }
}

//! Takes raw HTML in reports apart: tags with their attributes, text, and nothing else.
//!
//! What comes out is never printed as it was written: names are looked up in a list, attributes
//! are written anew. So a misreading here can cost an author some markup, but not let any through.

use crate::markdown::html::push_text;
use std::borrow::Cow;
use std::ops::Range;

/// A part of raw HTML. Comments, declarations and the contents of scripts are left out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Characters, with their references as written.
    Text(&'a str),
    /// `<name attributes>`.
    Open(Tag<'a>),
    /// `</name>`.
    Close(String),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    /// As written, the first of each name counts.
    pub(super) attributes: Vec<Attribute<'a>>,
}

/// `name="value"`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    /// In lower case.
    pub(super) name: String,
    /// What is between the quotes.
    pub(super) value: &'a str,
    /// Where that is.
    pub(super) span: Range<usize>,
}

impl Tag<'_> {
    /// Returns the value of an attribute, character references resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let found = self
            .attributes
            .iter()
            .find(|attribute| attribute.name == name)?;
        Some(decode(found.value))
    }
}

/// Elements whose contents are not markup; neither shown nor run.
const RAW_TEXT: [&str; 9] = [
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
];

/// More than any honest tag has.
const MOST_ATTRIBUTES: usize = 64;

/// Returns the parts of `html` in order.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut lexer = Lexer {
        html,
        at: 0,
        pieces: Vec::new(),
    };
    let mut text = 0;
    while let Some(offset) = html[lexer.at..].find('<') {
        let start = lexer.at + offset;
        lexer.at = start;
        if lexer.markup(text) {
            text = lexer.at;
        } else {
            lexer.at = start + 1;
        }
    }
    lexer.text(text..html.len());
    lexer.pieces
}

struct Lexer<'a> {
    html: &'a str,
    at: usize,
    pieces: Vec<Piece<'a>>,
}

impl<'a> Lexer<'a> {
    fn text(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece::Text(&self.html[range]));
        }
    }

    /// Reads what starts with the `<` here; false when it is only that character.
    fn markup(&mut self, text: usize) -> bool {
        let start = self.at;
        let rest = &self.html[start + 1..];
        let mut bytes = rest.bytes();
        match (bytes.next(), bytes.next()) {
            (Some(b'!' | b'?'), _) => {
                self.text(text..start);
                self.at = self.end_of_declaration(start);
            }
            (Some(b'/'), Some(letter)) if letter.is_ascii_alphabetic() => {
                self.text(text..start);
                self.at = start + 2;
                let name = self.name();
                self.at = self.after('>');
                self.pieces.push(Piece::Close(name));
            }
            (Some(letter), _) if letter.is_ascii_alphabetic() => {
                self.text(text..start);
                self.at = start + 1;
                self.open();
            }
            _ => return false,
        }
        true
    }

    fn end_of_declaration(&mut self, start: usize) -> usize {
        let rest = &self.html[start..];
        let (skip, end) = match rest {
            _ if rest.starts_with("<!-->") => (0, ">"),
            _ if rest.starts_with("<!--->") => (0, ">"),
            _ if rest.starts_with("<!--") => (4, "-->"),
            _ if rest.starts_with("<![CDATA[") => (9, "]]>"),
            _ if rest.starts_with("<?") => (2, "?>"),
            _ => (0, ">"),
        };
        let length = rest[skip..].find(end).map(|found| skip + found + end.len());
        start + length.unwrap_or(rest.len())
    }

    fn open(&mut self) {
        let name = self.name();
        let mut attributes = Vec::new();
        let is_whole = self.attributes(&mut attributes);
        if let Some(raw) = RAW_TEXT.iter().find(|raw| **raw == name) {
            self.at = self.end_of_raw_text(raw);
        } else if is_whole {
            self.pieces.push(Piece::Open(Tag { name, attributes }));
        }
    }

    /// Reads attributes up to and with the `>`; false when the tag never ends.
    fn attributes(&mut self, attributes: &mut Vec<Attribute<'a>>) -> bool {
        loop {
            self.skip(|b| b.is_ascii_whitespace() || b == b'/');
            match self.peek() {
                None => return false,
                Some(b'>') => {
                    self.at += 1;
                    return true;
                }
                Some(_) => {
                    let attribute = self.attribute();
                    if attributes.len() < MOST_ATTRIBUTES {
                        attributes.push(attribute);
                    }
                }
            }
        }
    }

    fn attribute(&mut self) -> Attribute<'a> {
        let start = self.at;
        self.at += 1;
        self.skip(|b| !b.is_ascii_whitespace() && !b"/>=".contains(&b));
        let name = self.html[start..self.at].to_ascii_lowercase();
        self.skip(|b| b.is_ascii_whitespace());
        let span = if self.peek() == Some(b'=') {
            self.at += 1;
            self.skip(|b| b.is_ascii_whitespace());
            self.value()
        } else {
            self.at..self.at
        };
        Attribute {
            name,
            value: &self.html[span.clone()],
            span,
        }
    }

    fn value(&mut self) -> Range<usize> {
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                self.at = start;
                self.skip(|b| b != quote);
                let end = self.at;
                self.at = (end + 1).min(self.html.len());
                start..end
            }
            _ => {
                let start = self.at;
                self.skip(|b| !b.is_ascii_whitespace() && b != b'>');
                start..self.at
            }
        }
    }

    fn name(&mut self) -> String {
        let start = self.at;
        self.skip(|b| !b.is_ascii_whitespace() && !b"/>".contains(&b));
        self.html[start..self.at].to_ascii_lowercase()
    }

    fn end_of_raw_text(&self, name: &str) -> usize {
        let bytes = self.html.as_bytes();
        let mut at = self.at;
        while let Some(offset) = self.html[at..].find("</") {
            let end = at + offset + 2 + name.len();
            if bytes
                .get(at + offset + 2..end)
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
            {
                return self.html[end..]
                    .find('>')
                    .map_or(bytes.len(), |found| end + found + 1);
            }
            at += offset + 2;
        }
        bytes.len()
    }

    /// All stops are ASCII, so the position is always between characters.
    fn skip(&mut self, while_: impl Fn(u8) -> bool) {
        let bytes = self.html.as_bytes();
        while self.at < bytes.len() && while_(bytes[self.at]) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.html.as_bytes().get(self.at).copied()
    }

    fn after(&self, end: char) -> usize {
        self.html[self.at..]
            .find(end)
            .map_or(self.html.len(), |found| self.at + found + 1)
    }
}

/// Resolves numeric references and those of markup's own characters. Other names stay as they
/// are written and are shown so: in an address they can do no harm.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        match reference(rest) {
            Some((c, length)) => {
                decoded.push(c);
                rest = &rest[length..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Writes text with the references in it; true if some were left for a parser that knows them.
pub(super) fn push_references(out: &mut String, text: &str) -> bool {
    let mut rest = text;
    let mut has_left = false;
    while let Some(start) = rest.find('&') {
        push_text(out, &rest[..start]);
        rest = &rest[start..];
        let length = match reference(rest) {
            Some((c, length)) => {
                push_text(out, c.encode_utf8(&mut [0; 4]));
                length
            }
            None => {
                let name = rest[1..]
                    .bytes()
                    .take(32)
                    .take_while(u8::is_ascii_alphanumeric)
                    .count();
                let is_name = name > 0 && rest[1 + name..].starts_with(';');
                out.push_str(if is_name { "&" } else { "&amp;" });
                has_left |= is_name;
                1
            }
        };
        rest = &rest[length..];
    }
    push_text(out, rest);
    has_left
}

/// Returns the character that a text starting with `&` refers to, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    let known = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&nbsp;", '\u{A0}'),
    ];
    if let Some((name, c)) = known.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*c, name.len()));
    }
    let digits = text.strip_prefix("&#")?;
    let (digits, radix, prefix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 3),
        None => (digits, 10, 2),
    };
    let length = digits
        .bytes()
        .take_while(|b| char::from(*b).is_digit(radix))
        .count();
    if length == 0 {
        return None;
    }
    let number = u32::from_str_radix(&digits[..length], radix).ok();
    let c = number
        .and_then(char::from_u32)
        .filter(|c| *c != '\0')
        .unwrap_or('\u{FFFD}');
    let semicolon = usize::from(digits[length..].starts_with(';'));
    Some((c, prefix + length + semicolon))
}

#[cfg(test)]
mod tests {
    use super::{Piece, decode, pieces};

    fn shown(html: &str) -> String {
        let shown = pieces(html).into_iter().map(|piece| match piece {
            Piece::Text(text) => format!("{text:?}"),
            Piece::Close(name) => format!("/{name}"),
            Piece::Open(tag) => {
                let attributes = tag
                    .attributes
                    .iter()
                    .map(|a| format!(" {}={}", a.name, a.value));
                format!("{}{}", tag.name, attributes.collect::<String>())
            }
        });
        shown.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn html_is_taken_apart() {
        for (html, expected) in [
            ("a<b>c</B >d", r#""a" | b | "c" | /b | "d""#),
            ("<IMG SRC='x' alt=y z/>", "img src=x alt=y z="),
            ("<a href=\"a>b\">", "a href=a>b"),
            (
                "a<!-- <b> -->c<!-->d<?php '>' ?>e<!DOCTYPE x>f",
                r#""a" | "c" | "d" | "e" | "f""#,
            ),
            ("<!-- open", ""),
            ("1 < 2 <3 </ x", r#""1 < 2 <3 </ x""#),
            ("<script>a<b></b></SCRIPT x>c", r#""c""#),
            ("<style>a", ""),
            ("<b x='never closed>y", ""),
            ("<img/onerror=x>", "img onerror=x"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn references_are_resolved() {
        for (text, decoded) in [
            ("a&amp;b&#106;&#x6A;&#X6a", "a&bjjj"),
            ("&colon;&x;&", "&colon;&x;&"),
            (
                "&#0;&#xD800;&#99999999999;&#;",
                "\u{FFFD}\u{FFFD}\u{FFFD}&#;",
            ),
        ] {
            assert_eq!(decode(text), decoded);
        }
    }
}

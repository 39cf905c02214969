//! Marks code by a table of what its language looks like.

use super::log;
use super::spans::{Spans, run};
use std::borrow::Cow;
use std::ops::Range;

/// What a language looks like.
#[derive(Debug)]
pub(super) struct Syntax {
    /// What reports call it.
    pub(super) names: &'static [&'static str],
    /// With spaces between them; in lower case where `ignores_case`.
    pub(super) keywords: &'static str,
    /// Whether `SELECT` is `select`.
    pub(super) ignores_case: bool,
    /// What begins a comment that ends with the line.
    pub(super) comments: &'static [&'static str],
    /// What begins and ends a longer comment.
    pub(super) block_comment: Option<(&'static str, &'static str)>,
    /// Quotes, longer ones first.
    pub(super) quotes: &'static [Quote],
    /// What makes a name a key.
    pub(super) keys: Keys,
    /// Characters that begin a variable, or that other words may hold.
    pub(super) sigils: &'static [u8],
    /// Characters of a word beyond letters, digits and `_`.
    pub(super) letters: &'static [u8],
}

/// A kind of string.
#[derive(Debug)]
pub(super) struct Quote {
    /// What begins and ends it.
    pub(super) mark: &'static str,
    /// Whether `\` takes away the meaning of what follows.
    pub(super) has_escapes: bool,
    /// Whether it goes on in the next line.
    pub(super) has_lines: bool,
}

/// What makes a name a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Nothing.
    None,
    /// A colon, then a space or the end of the line; or a colon after a string.
    Colon,
    /// An equals sign, where the name begins the line. `[name]` on a line is a section.
    Equals,
}

/// Marks a part of the text.
pub(super) fn mark(spans: &mut Spans<'_>, range: Range<usize>, syntax: &Syntax) {
    let mut lexer = Lexer {
        spans,
        syntax,
        at: range.start,
        end: range.end,
        line: range.start,
        open_until: 0,
    };
    while lexer.at < lexer.end {
        lexer.step();
    }
}

struct Lexer<'a, 'b> {
    spans: &'a mut Spans<'b>,
    syntax: &'a Syntax,
    at: usize,
    end: usize,
    /// Where the line begins.
    line: usize,
    /// End of a line in which a quote has no end: those after it are characters.
    open_until: usize,
}

impl<'b> Lexer<'_, 'b> {
    fn rest(&self) -> &'b str {
        &self.spans.code[self.at..self.end]
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            self.at = self.end;
            return;
        };
        if c == '\n' {
            self.at += 1;
            self.line = self.at;
        } else if self.comment(rest) || self.quote(rest) || self.section(rest) {
        } else if self.syntax.sigils.contains(&(rest.as_bytes()[0])) && self.is_word_start() {
            self.sigil(rest);
        } else if c.is_ascii_digit() {
            self.number(rest);
        } else if c.is_alphabetic() || c == '_' {
            self.word(rest);
        } else {
            self.at += c.len_utf8();
        }
    }

    fn take(&mut self, length: usize, class: &str) {
        self.spans.mark(self.at..self.at + length, class);
        self.at += length;
    }

    fn comment(&mut self, rest: &str) -> bool {
        let syntax = self.syntax;
        if let Some((open, close)) = syntax.block_comment
            && let Some(inside) = rest.strip_prefix(open)
        {
            let length = inside
                .find(close)
                .map_or(inside.len(), |end| end + close.len());
            self.take(open.len() + length, "c");
            return true;
        }
        let starts = |mark: &&&str| rest.starts_with(**mark);
        // `a#b` is a word in most languages where `#` begins a comment.
        let is_apart = |mark: &&str| *mark != "#" && *mark != ";" || self.is_word_start();
        if syntax.comments.iter().find(starts).is_some_and(is_apart) {
            self.take(rest.find('\n').unwrap_or(rest.len()), "c");
            return true;
        }
        false
    }

    /// Tells whether what is here stands at the beginning of a line or after a space or bracket.
    fn is_word_start(&self) -> bool {
        let before = self.spans.code[self.line..self.at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '\\')
    }

    fn quote(&mut self, rest: &str) -> bool {
        let Some(quote) = self
            .syntax
            .quotes
            .iter()
            .find(|quote| rest.starts_with(quote.mark))
        else {
            return false;
        };
        // The apostrophe of `don't`.
        if self.at < self.open_until || (quote.mark == "'" && !self.is_word_start()) {
            return false;
        }
        let inside = &rest[quote.mark.len()..];
        match end_of_string(inside, quote) {
            Some(length) => {
                let length = quote.mark.len() + length;
                let is_key = self.syntax.keys == Keys::Colon
                    && rest[length..].trim_start_matches(' ').starts_with(':');
                self.take(length, if is_key { "a" } else { "s" });
                true
            }
            None => {
                self.open_until = self.at + rest.find('\n').unwrap_or(rest.len());
                false
            }
        }
    }

    fn section(&mut self, rest: &str) -> bool {
        if self.syntax.keys != Keys::Equals || self.at != self.line || !rest.starts_with('[') {
            return false;
        }
        let line = rest.split('\n').next().unwrap_or(rest);
        let length = line.rfind(']').map_or(0, |end| end + 1);
        self.take(length, "k");
        length > 0
    }

    /// Marks `$name`, `${name}`, `@name`, `-f` and `--flag`.
    fn sigil(&mut self, rest: &str) {
        let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        let length = if rest.starts_with("${") {
            let line = rest.split('\n').next().unwrap_or(rest);
            line.find('}').map_or(1, |end| end + 1)
        } else if rest.starts_with('-') {
            let dashes = run(rest, |b| b == b'-');
            let is_apart = self.spans.code[self.line..self.at].ends_with([' ', '\t']);
            let name = run(&rest[dashes..], is_name);
            if dashes <= 2 && is_apart && name > 0 {
                dashes + name
            } else {
                0
            }
        } else {
            let name = run(&rest[1..], |b| is_name(b) && b != b'-');
            if name > 0 { name + 1 } else { 0 }
        };
        if length > 1 {
            self.take(length, "a");
        } else {
            self.at += 1;
        }
    }

    fn number(&mut self, rest: &str) {
        if let Some(length) = log::time(rest) {
            return self.take(length, "t");
        }
        if let Some(length) = log::address(rest) {
            return self.take(length, "a");
        }
        let length = run(rest, |b| b.is_ascii_alphanumeric() || b"._%".contains(&b));
        self.take(rest[..length].trim_end_matches('.').len().max(1), "n");
    }

    fn word(&mut self, rest: &str) {
        let syntax = self.syntax;
        let is_letter = |c: char| {
            c.is_alphanumeric()
                || c == '_'
                || u8::try_from(c).is_ok_and(|b| syntax.letters.contains(&b))
        };
        let length = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        if self.is_key(&rest[length..]) {
            return self.take(length, "a");
        }
        let keyword = match syntax.ignores_case {
            true => Cow::Owned(word.to_ascii_lowercase()),
            false => Cow::Borrowed(word),
        };
        let is_keyword = syntax.keywords.split(' ').any(|known| known == keyword);
        if is_keyword {
            self.take(length, "k");
        } else {
            self.at += length;
        }
    }

    fn is_key(&self, after: &str) -> bool {
        let after_space = after.trim_start_matches(' ');
        match self.syntax.keys {
            Keys::None => false,
            Keys::Colon => after
                .strip_prefix(':')
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n', '\r'])),
            Keys::Equals => {
                let starts_line = self.spans.code[self.line..self.at].trim().is_empty();
                starts_line && after_space.starts_with('=') && !after_space.starts_with("==")
            }
        }
    }
}

/// Returns the length of the rest of a string, its end included; `None` if it has none in the line.
fn end_of_string(inside: &str, quote: &Quote) -> Option<usize> {
    let mut at = 0;
    while let Some(c) = inside[at..].chars().next() {
        if inside[at..].starts_with(quote.mark) {
            return Some(at + quote.mark.len());
        }
        if c == '\n' && !quote.has_lines {
            return None;
        }
        at += c.len_utf8();
        if c == '\\' && quote.has_escapes {
            let escaped = inside[at..].chars().next().filter(|c| *c != '\n');
            at += escaped.map_or(0, char::len_utf8);
        }
    }
    quote.has_lines.then_some(inside.len())
}

//! Text to terms.

use super::values::{self, Values};
use super::{Field, Filter, Note, Query, Term, What, nearest};
use std::ops::Range;

/// Reads a query. Any text is one.
///
/// ```
/// let query = casebook::query::parse("service:api \"connection pool\" -test");
/// assert_eq!(query.terms.len(), 3);
/// assert!(query.terms[2].not && query.notes.is_empty());
/// ```
pub fn parse(text: &str) -> Query {
    let mut reader = Reader {
        text,
        at: 0,
        query: Query::default(),
    };
    loop {
        reader.skip_space();
        if reader.at >= text.len() {
            return reader.query;
        }
        reader.term();
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    query: Query,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }

    fn term(&mut self) {
        let start = self.at;
        let not = self.rest().strip_prefix('-').is_some_and(turns_around);
        self.at += usize::from(not);
        if self.peek().is_some_and(is_quote) {
            let words = self.quoted();
            if !words.trim().is_empty() {
                self.push(What::Phrase(words.to_owned()), not, start);
            }
            return;
        }
        match self.name() {
            Some((name, Some(field))) => {
                self.at += name.len() + 1;
                let values = self.values();
                self.filter(field, &values, not, start);
            }
            Some((name, None)) => {
                let span = self.at..self.at + name.len() + 1;
                self.unknown(name, span);
                self.word(not, start);
            }
            None => self.word(not, start),
        }
    }

    /// A name with a colon behind it, and the field that it stands for. Of unknown names only those
    /// count that something other than `/` and `:` follows: `http://` and `std::` are words.
    fn name(&self) -> Option<(&'t str, Option<Field>)> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-')?;
        let behind = rest[end..].strip_prefix(':').filter(|_| end > 1)?;
        let name = &rest[..end];
        let field = Field::from_name(name);
        let is_word = behind.starts_with(['/', ':']) || behind.starts_with(is_space);
        (field.is_some() || !(is_word || behind.is_empty())).then_some((name, field))
    }

    fn unknown(&mut self, name: &str, span: Range<usize>) {
        let fields = Field::ALL
            .iter()
            .flat_map(|(_, names)| names.iter().copied());
        let more = match nearest(&name.to_lowercase(), fields) {
            Some(near) => format!("; did you mean `{near}:`?"),
            None => String::new(),
        };
        let text = format!("`{name}:` is not a filter, so it is looked for as words{more}");
        self.query.notes.push(Note { span, text });
    }

    fn word(&mut self, not: bool, start: usize) {
        let rest = self.rest();
        let end = rest.find(is_space).unwrap_or(rest.len());
        let text = rest[..end].to_owned();
        self.at += end;
        let open = self.at == self.text.len();
        self.push(What::Word { text, open }, not, start);
    }

    /// What stands between quotes; one that is never closed reaches to the end.
    fn quoted(&mut self) -> &'t str {
        let open = self.peek().map_or(0, char::len_utf8);
        let inner = &self.rest()[open..];
        match inner.find(is_quote) {
            Some(end) => {
                let close = inner[end..].chars().next().map_or(0, char::len_utf8);
                self.at += open + end + close;
                &inner[..end]
            }
            None => {
                self.at = self.text.len();
                inner
            }
        }
    }

    /// Values behind a filter's name, separated by commas, each quoted or without spaces.
    fn values(&mut self) -> Vec<&'t str> {
        let mut values = Vec::new();
        loop {
            let value = if self.peek().is_some_and(is_quote) {
                self.quoted()
            } else {
                let rest = self.rest();
                let end = rest.find(|c| is_space(c) || c == ',').unwrap_or(rest.len());
                self.at += end;
                &rest[..end]
            };
            if !value.trim().is_empty() {
                values.push(value.trim());
            }
            if self.peek() != Some(',') {
                return values;
            }
            self.at += 1;
        }
    }

    fn filter(&mut self, field: Field, values: &[&str], not: bool, start: usize) {
        let span = start..self.at;
        let Values { test, notes } = values::read(field, values);
        for text in notes {
            let span = span.clone();
            self.query.notes.push(Note { span, text });
        }
        if let Some(test) = test {
            self.push(What::Filter(Filter { field, test }), not, start);
        }
    }

    fn push(&mut self, what: What, not: bool, start: usize) {
        let span = start..self.at;
        self.query.terms.push(Term { what, not, span });
    }
}

/// Says whether a `-` turns around what stands behind it. `-f` and `--force` are options of a
/// command that somebody pasted.
fn turns_around(behind: &str) -> bool {
    let end = behind.find(is_space).unwrap_or(behind.len());
    let word = &behind[..end];
    let is_option = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    !is_option && !word.starts_with('-')
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}')
}

//! A message: words with slots, read once and said often.

use super::plural::Form;
use crate::markdown::html::{Html, push_text};
use std::collections::BTreeSet;

/// What a slot of a message is filled with.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// A number, printed as the language groups its digits. `n` also chooses the plural form.
    Number(i64),
    /// Text, escaped where it becomes markup.
    Text(&'a str),
    /// Markup, printed as it is.
    Html(&'a Html),
}

impl From<usize> for Arg<'_> {
    fn from(n: usize) -> Self {
        Arg::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Arg<'_> {
    fn from(n: i64) -> Self {
        Arg::Number(n)
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a Html> for Arg<'a> {
    fn from(html: &'a Html) -> Self {
        Arg::Html(html)
    }
}

/// Elements that a message may name without an argument: `{b}24{/b} months`.
const ELEMENTS: [&str; 5] = ["b", "code", "em", "kbd", "strong"];

/// What a language says under one id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The same for every number.
    Text(Text),
    /// A form for each class of numbers; the last one, `other`, is always there.
    Plural(Box<[Option<Text>; 6]>),
    /// Words in an order that means something: months, weekdays.
    List(Vec<String>),
}

impl Message {
    /// Returns the text for a form.
    pub(super) fn text(&self, form: Form) -> Option<&Text> {
        match self {
            Message::Text(text) => Some(text),
            Message::Plural(forms) => forms[form as usize]
                .as_ref()
                .or(forms[Form::Other as usize].as_ref()),
            Message::List(_) => None,
        }
    }

    /// Returns every text of it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Text> {
        let (one, forms) = match self {
            Message::Text(text) => (Some(text), None),
            Message::Plural(forms) => (None, Some(forms.iter().flatten())),
            Message::List(_) => (None, None),
        };
        one.into_iter().chain(forms.into_iter().flatten())
    }

    /// Says whether it is only space between words, or nothing at all.
    pub(super) fn is_blank(&self) -> bool {
        self.texts().all(|text| text.written.trim().is_empty())
    }

    /// Returns the names of its slots.
    pub fn slots(&self) -> BTreeSet<&str> {
        self.texts().flat_map(Text::slots).collect()
    }
}

/// Words with slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// As it stands in the file.
    pub(super) written: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    /// `{name}`.
    Slot(String),
    /// `{name}` before a `{/name}`.
    Open(String),
    /// `{/name}`.
    Close(String),
}

impl Text {
    /// Reads `Words with {slots}, {link}pairs of slots{/link}, and {{braces}}`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn read(written: &str) -> Result<Text, String> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = written;
        while let Some(at) = rest.find(['{', '}']) {
            words.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            if rest[at + 1..].starts_with(brace) {
                words.push_str(brace);
                rest = &rest[at + 2..];
                continue;
            }
            let Some(end) = rest[at..].find('}').filter(|_| brace == "{") else {
                return Err(format!(
                    "`{brace}` stands alone; write `{brace}{brace}` for the sign itself"
                ));
            };
            let name = &rest[at + 1..at + end];
            let (is_end, bare) = match name.strip_prefix('/') {
                Some(bare) => (true, bare),
                None => (false, name),
            };
            let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if bare.is_empty() || !bare.chars().all(is_name) {
                return Err(format!(
                    "`{{{name}}}` is no name of a slot: those are letters in lower case and `_`"
                ));
            }
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            rest = &rest[at + end + 1..];
            pieces.push(if is_end {
                Piece::Close(bare.to_owned())
            } else if rest.contains(&format!("{{/{bare}}}")) {
                Piece::Open(bare.to_owned())
            } else {
                Piece::Slot(bare.to_owned())
            });
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        nested(&pieces)?;
        Ok(Text {
            written: written.to_owned(),
            pieces,
        })
    }

    /// Returns the names of its slots, and of the pairs that need an argument or are elements.
    pub(super) fn slots(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Slot(name) | Piece::Open(name) => Some(name.as_str()),
            Piece::Words(_) | Piece::Close(_) => None,
        })
    }

    /// Returns the names that need an argument.
    pub(super) fn needs(&self) -> impl Iterator<Item = &str> {
        self.slots().filter(|name| !ELEMENTS.contains(name))
    }

    /// Returns the words where there is nothing to fill in.
    pub(super) fn plain(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Words(words)] => Some(words),
            _ => None,
        }
    }

    /// Says it as text: pairs are left out, markup is an error of the caller.
    pub(super) fn push<'a>(
        &self,
        out: &mut String,
        fill: impl Fn(&mut String, Arg<'_>),
        arg: impl Fn(&str) -> Option<Arg<'a>>,
    ) {
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Slot(name) => match arg(name) {
                    Some(arg) => fill(out, arg),
                    None => missing(out, name),
                },
                Piece::Open(_) | Piece::Close(_) => {}
            }
        }
    }

    /// Says it as markup.
    pub(super) fn push_html<'a>(
        &self,
        out: &mut String,
        fill: impl Fn(&mut String, Arg<'_>),
        arg: impl Fn(&str) -> Option<Arg<'a>>,
    ) {
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => push_text(out, words),
                Piece::Slot(name) => match arg(name) {
                    Some(arg) => fill(out, arg),
                    None => missing(out, name),
                },
                Piece::Open(name) => match arg(name) {
                    Some(Arg::Html(markup)) => out.push_str(markup.as_str()),
                    Some(arg) => {
                        out.push_str("<a href=\"");
                        fill(out, arg);
                        out.push_str("\">");
                    }
                    None => {
                        out.push('<');
                        out.push_str(name);
                        out.push('>');
                    }
                },
                Piece::Close(name) => {
                    out.push_str("</");
                    out.push_str(match arg(name) {
                        Some(Arg::Html(markup)) => element(markup.as_str()),
                        Some(_) => "a",
                        None => name,
                    });
                    out.push('>');
                }
            }
        }
    }
}

/// Holds that pairs stand one in another.
fn nested(pieces: &[Piece]) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Open(name) => open.push(name),
            Piece::Close(name) if open.pop() != Some(name) => {
                return Err(format!("`{{/{name}}}` ends what does not begin there"));
            }
            _ => {}
        }
    }
    match open.pop() {
        Some(name) => Err(format!("`{{{name}}}` has no end")),
        None => Ok(()),
    }
}

/// The name of the element that markup opens.
fn element(markup: &str) -> &str {
    let name = markup.trim_start_matches('<');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    &name[..end.unwrap_or(name.len())]
}

/// A test holds that the arguments of our own calls are complete; a reader would rather see the name
/// of what is missing than nothing.
fn missing(out: &mut String, name: &str) {
    debug_assert!(false, "the slot `{name}` is not filled");
    out.push('{');
    out.push_str(name);
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::{Arg, Text};
    use crate::markdown::html::{Html, push_text};

    fn html(written: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut out = String::new();
        Text::read(written).expect("a message").push_html(
            &mut out,
            |out, arg| match arg {
                Arg::Number(n) => out.push_str(&n.to_string()),
                Arg::Text(text) => push_text(out, text),
                Arg::Html(html) => out.push_str(html.as_str()),
            },
            |wanted| {
                let found = args.iter().find(|(name, _)| *name == wanted);
                found.map(|(_, arg)| *arg)
            },
        );
        out
    }

    #[test]
    fn slots_are_filled_and_nothing_else_is_markup() {
        let bold = Html::trusted("<b>2</b>".to_owned());
        let link = Html::trusted("<a class=\"x\" href=\"#y\">".to_owned());
        for (written, args, expected) in [
            ("", &[][..], ""),
            ("a < {x}", &[("x", Arg::Text("<i>"))], "a &lt; &lt;i&gt;"),
            (
                "{n} of {b}all{/b}",
                &[("n", (&bold).into())],
                "<b>2</b> of <b>all</b>",
            ),
            (
                "See {to}there{/to}.",
                &[("to", "a.html?q=\"".into())],
                "See <a href=\"a.html?q=&quot;\">there</a>.",
            ),
            (
                "See {to}there{/to}.",
                &[("to", (&link).into())],
                "See <a class=\"x\" href=\"#y\">there</a>.",
            ),
            ("{{x}}", &[], "{x}"),
        ] {
            assert_eq!(html(written, args), expected, "{written}");
        }
    }

    #[test]
    fn slips_are_told() {
        for (written, told) in [
            ("a { b", "stands alone"),
            ("a } b", "stands alone"),
            ("{Name}", "no name of a slot"),
            ("{}", "no name of a slot"),
            ("{/a}b", "ends what does not begin"),
            ("{a}{b}x{/a}{/b}", "ends what does not begin"),
        ] {
            let fault = Text::read(written).expect_err(written);
            assert!(fault.contains(told), "{written}: {fault}");
        }
    }
}

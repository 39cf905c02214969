//! Keeps the tags that authors write in balance with those of their Markdown.
//!
//! Authors open and close elements in the midst of Markdown. Each piece of Markdown is a boundary
//! that their tags do not cross: what they leave open inside it is closed at its end, and an end
//! tag without a start inside it is dropped. So whatever they write, the page stays well formed.

use super::elements::{Content, Element, Place};
use super::labels::Labels;
use crate::markdown::html::{push_attribute, push_text};

/// Elements of an author's that may be open at once; more are dropped, their text stays.
const DEEPEST: usize = 32;

#[derive(Debug, Clone, Copy)]
enum Open {
    Markdown(Content),
    Author {
        element: &'static Element,
        name: &'static str,
    },
}

/// The elements that are open, Markdown's and the author's.
#[derive(Debug)]
pub(super) struct Author<'a> {
    open: Vec<Open>,
    n_author: usize,
    n_links: usize,
    // Set right after `<details>`, which is invalid without a summary as its first element.
    needs_summary: bool,
    labels: Labels<'a>,
    /// Whether any tag of an author has been written.
    pub(super) has_written: bool,
}

impl<'a> Author<'a> {
    pub(super) fn new(content: Content, labels: Labels<'a>) -> Author<'a> {
        Author {
            open: vec![Open::Markdown(content)],
            n_author: 0,
            n_links: 0,
            needs_summary: false,
            labels,
            has_written: false,
        }
    }

    /// Tells whether a link of the author's is open, within which there can be no other.
    pub(super) fn is_in_link(&self) -> bool {
        self.n_links > 0
    }

    /// Prepares for a block of Markdown: closes what cannot hold one.
    pub(super) fn before_block(&mut self, out: &mut String) {
        self.settle(out);
        while let Some(Open::Author { element, .. }) = self.open.last() {
            if element.content == Content::Flow {
                break;
            }
            self.pop(out);
        }
    }

    /// Prepares for words or inline markup.
    pub(super) fn before_text(&mut self, out: &mut String) {
        self.settle(out);
        while self.content() == Content::Parts && self.is_author_on_top() {
            self.pop(out);
        }
    }

    /// Notes that an element of Markdown's begins.
    pub(super) fn enter(&mut self, content: Content) {
        self.open.push(Open::Markdown(content));
    }

    /// Closes what the author left open in the element of Markdown's that ends.
    pub(super) fn leave(&mut self, out: &mut String) {
        self.close_all(out);
        // The outermost one stays: the text is inside something until its very end.
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// Closes all that the author has open inside the innermost element of Markdown's.
    pub(super) fn close_all(&mut self, out: &mut String) {
        self.settle(out);
        while self.is_author_on_top() {
            self.pop(out);
        }
    }

    /// Closes what cannot go on after a block of raw HTML, such as an unfinished `<b>`.
    pub(super) fn end_block(&mut self, out: &mut String) {
        while let Some(Open::Author { element, .. }) = self.open.last() {
            if element.content != Content::Phrasing {
                break;
            }
            self.pop(out);
        }
    }

    /// Writes the start tag of `element` under the name `name`, or nothing where it cannot be.
    pub(super) fn open(
        &mut self,
        out: &mut String,
        element: &'static Element,
        name: &'static str,
        attributes: &str,
    ) {
        let is_summary = element.name == "summary";
        if is_summary != self.needs_summary {
            if is_summary {
                return;
            }
            self.settle(out);
        }
        if !self.make_room(out, element) {
            return;
        }
        self.needs_summary = false;
        self.has_written = true;
        out.push('<');
        out.push_str(name);
        out.push_str(attributes);
        out.push('>');
        if element.content != Content::Void {
            self.open.push(Open::Author { element, name });
            self.n_author += 1;
            self.n_links += usize::from(name == "a");
            self.needs_summary = name == "details";
        }
    }

    /// Writes the end tag, and those of what is still open inside; nothing if there was no start.
    pub(super) fn close(&mut self, out: &mut String, name: &str) {
        let is_open = self
            .open
            .iter()
            .rev()
            .map_while(|open| match open {
                Open::Author { element, .. } => Some(element.name),
                Open::Markdown(_) => None,
            })
            .any(|open| open == name);
        if !is_open {
            return;
        }
        self.settle(out);
        while self.pop(out) != name {}
    }

    fn make_room(&mut self, out: &mut String, element: &Element) -> bool {
        if self.n_author >= DEEPEST || (element.name == "a" && self.is_in_link()) {
            return false;
        }
        match element.place {
            Place::Line => {
                self.before_text(out);
                matches!(self.content(), Content::Flow | Content::Phrasing)
            }
            Place::Block => {
                if matches!(self.open.last(), Some(Open::Author { element, .. }) if element.name == "p")
                {
                    self.pop(out);
                }
                self.content() == Content::Flow
            }
            Place::Within(parents) => self.return_to(out, parents),
        }
    }

    /// Closes elements whose end tags may be left out until one of `parents` is innermost.
    fn return_to(&mut self, out: &mut String, parents: &[&str]) -> bool {
        let mut n = 0;
        for open in self.open.iter().rev() {
            match open {
                Open::Author { element, .. } if parents.contains(&element.name) => {
                    for _ in 0..n {
                        self.pop(out);
                    }
                    return true;
                }
                Open::Author { element, .. } if element.may_stay_open() => n += 1,
                _ => return false,
            }
        }
        false
    }

    fn settle(&mut self, out: &mut String) {
        if std::mem::take(&mut self.needs_summary) {
            out.push_str("<summary>");
            push_text(out, self.labels.details);
            out.push_str("</summary>");
        }
    }

    fn content(&self) -> Content {
        match self.open.last() {
            Some(Open::Markdown(content)) => *content,
            Some(Open::Author { element, .. }) => element.content,
            None => Content::Flow,
        }
    }

    /// Tells whether paragraphs may stand here.
    pub(super) fn is_flow(&self) -> bool {
        self.content() == Content::Flow
    }

    fn is_author_on_top(&self) -> bool {
        matches!(self.open.last(), Some(Open::Author { .. }))
    }

    fn pop(&mut self, out: &mut String) -> &'static str {
        let Some(Open::Author { element, name }) = self.open.pop() else {
            return "";
        };
        self.n_author -= 1;
        self.n_links -= usize::from(name == "a");
        out.push_str("</");
        out.push_str(name);
        out.push('>');
        element.name
    }
}

/// Writes an attribute whose value is a number, if it is one.
pub(super) fn push_number(out: &mut String, name: &str, value: &str) {
    let digits = value.trim().trim_end_matches("px");
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        push_attribute(out, name, digits);
    }
}

//! The words of a report that people read: without code, addresses and markup.

use crate::model::Incident;
use crate::source::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What is read beyond CommonMark.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM);

/// A heading, a paragraph, an item of a list, a cell of a table, or a value of front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// From its first word to its last, in the report's file.
    pub span: Span,
    /// Whether somebody else's words are quoted.
    pub is_quoted: bool,
}

/// All passages of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose {
    /// As long as the file; what is no word is blank, so that places stay what they are.
    text: String,
    passages: Vec<Passage>,
}

impl Prose {
    /// Reads the values of front matter that hold words, then the body.
    pub fn read(file: &str, incident: &Incident) -> Prose {
        let mut reader = Reader {
            file,
            text: file.bytes().map(|_| b' ').collect(),
            passages: Vec::new(),
            open: None,
            quotes: Vec::new(),
        };
        for span in stated_words(incident) {
            reader.stated(span);
        }
        let body = incident.body.span.clone();
        let markdown = file.get(body.clone()).unwrap_or_default();
        for (event, at) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
            reader.take(&event, body.start + at.start..body.start + at.end);
        }
        reader.close();
        Prose {
            text: String::from_utf8_lossy(&reader.text).into_owned(),
            passages: reader.passages,
        }
    }

    /// Returns every passage with its words, which are as long as its span.
    pub fn passages(&self) -> impl Iterator<Item = (&Passage, &str)> {
        self.passages.iter().map(|passage| {
            let words = self.text.get(passage.span.clone()).unwrap_or_default();
            (passage, words)
        })
    }
}

fn stated_words(incident: &Incident) -> Vec<Span> {
    let texts = [
        Some(&incident.title),
        incident.summary.as_ref(),
        incident.impact.as_ref(),
    ];
    let texts = texts
        .into_iter()
        .flatten()
        .filter(|text| text.origin.is_stated())
        .map(|text| text.span.clone());
    let events = incident
        .timeline
        .iter()
        .filter(|event| event.origin.is_stated());
    let actions = incident
        .actions
        .iter()
        .filter(|action| action.origin.is_stated());
    let causes = incident
        .causes
        .iter()
        .filter(|cause| cause.id.origin.is_stated());
    texts
        .chain(causes.map(|cause| cause.span.clone()))
        .chain(events.map(|event| event.span.clone()))
        .chain(actions.map(|action| action.span.clone()))
        .collect()
}

struct Reader<'a> {
    file: &'a str,
    text: Vec<u8>,
    passages: Vec<Passage>,
    open: Option<Passage>,
    /// Quotations that are open, and whether each quotes somebody: a note in a box does not.
    quotes: Vec<bool>,
}

impl Reader<'_> {
    /// YAML around the words stays; only code is blanked.
    fn stated(&mut self, span: Span) {
        let Some(written) = self.file.get(span.clone()) else {
            return;
        };
        let mut at = span.start;
        for (i, piece) in written.split('`').enumerate() {
            if i % 2 == 0 {
                self.copy(at..at + piece.len());
            }
            at += piece.len() + 1;
        }
        self.passages.push(Passage {
            span,
            is_quoted: false,
        });
    }

    fn take(&mut self, event: &Event<'_>, at: Span) {
        match event {
            Event::Text(_) if self.open.as_ref().is_none_or(|open| !open.span.is_empty()) => {
                let is_quoted = self.quotes.contains(&true);
                let open = self.open.get_or_insert_with(|| Passage {
                    span: at.clone(),
                    is_quoted,
                });
                open.span.end = at.end;
                self.copy(at);
            }
            // Code is no text: an open passage of no length holds its place until it ends.
            Event::Start(Tag::CodeBlock(_)) => {
                self.close();
                self.open = Some(Passage {
                    span: at.start..at.start,
                    is_quoted: false,
                });
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                self.close();
                self.quotes.push(kind.is_none());
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.close();
                self.quotes.pop();
            }
            Event::Start(tag) if !is_inline(&tag.to_end()) => self.close(),
            Event::End(end) if !is_inline(end) => self.close(),
            _ => {}
        }
    }

    fn copy(&mut self, span: Span) {
        if let (Some(to), Some(from)) = (self.text.get_mut(span.clone()), self.file.get(span)) {
            to.copy_from_slice(from.as_bytes());
        }
    }

    fn close(&mut self) {
        self.passages
            .extend(self.open.take().filter(|open| !open.span.is_empty()));
    }
}

fn is_inline(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

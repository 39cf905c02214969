//! A body as a sequence of blocks, each with its words and how they look.

use crate::source::Span;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::sync::Arc;

/// How words look, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Format(u8);

impl Format {
    /// Bold.
    pub const STRONG: Format = Format(1);
    /// Italic.
    pub const EMPHASIS: Format = Format(2);
    /// Code.
    pub const CODE: Format = Format(4);
    /// Struck out.
    pub const STRUCK: Format = Format(8);

    /// Whether these words look so.
    pub fn has(self, other: Format) -> bool {
        self.0 & other.0 != 0
    }

    fn with(self, other: Format) -> Format {
        Format(self.0 | other.0)
    }
}

/// A word, a sign, a cell's border, or a line of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What it says.
    pub text: Arc<str>,
    /// Whether a space stands before it.
    pub spaced: bool,
    /// How it looks.
    pub format: Format,
    /// Where it leads.
    pub target: Option<Arc<str>>,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A heading of a level.
    Heading(u8),
    /// Text.
    Paragraph,
    /// Text in a quotation.
    Quote,
    /// An entry of a list.
    Item {
        /// How deep, from 1.
        depth: usize,
        /// Whether it is numbered.
        is_numbered: bool,
        /// Whether it is ticked, in a list of tasks.
        is_done: Option<bool>,
    },
    /// A row of a table.
    Row {
        /// Whether it is the head.
        is_head: bool,
    },
    /// Code; each word is a line.
    Code,
    /// A line across the page.
    Rule,
}

/// A block of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub shape: Shape,
    /// What it says.
    pub words: Vec<Word>,
    /// Where it begins in the file.
    pub(super) start: usize,
}

/// What stands between the cells of a row.
const BORDER: &str = "|";

/// Returns the words as plain text.
pub(super) fn plain<'w>(words: impl Iterator<Item = &'w Word>) -> String {
    let mut text = String::new();
    for word in words {
        if word.spaced && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// Returns a block of lines as it was.
pub(super) fn raw(block: &Block) -> String {
    let lines: Vec<&str> = block.words.iter().map(|word| &*word.text).collect();
    lines.join("\n")
}

/// A text as one block of lines.
pub(super) fn lines(text: &str) -> Block {
    Block {
        shape: Shape::Code,
        words: text
            .lines()
            .map(|line| Word {
                text: line.into(),
                spaced: false,
                format: Format::default(),
                target: None,
            })
            .collect(),
        start: 0,
    }
}

/// Reads the blocks of a body, which is `span` of its file.
pub(super) fn blocks(file: &str, span: Span) -> Vec<Block> {
    let body = file.get(span.clone()).unwrap_or_default();
    let mut reader = Reader {
        base: span.start,
        ..Reader::default()
    };
    for (event, at) in Parser::new_ext(body, crate::markdown::OPTIONS).into_offset_iter() {
        reader.take(event, &at);
    }
    reader.flush();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    base: usize,
    blocks: Vec<Block>,
    open: Option<Block>,
    /// Whether a space goes before the next word.
    is_spaced: bool,
    formats: Vec<Format>,
    targets: Vec<Arc<str>>,
    /// Whether each open list is numbered.
    lists: Vec<bool>,
    quotes: usize,
    /// The text of a block of code or HTML.
    raw: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, at: &Span) {
        let at = self.base + at.start;
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                match &mut self.raw {
                    Some(raw) => raw.push_str(&text),
                    None => self.words(&text, Format::default(), at),
                }
            }
            Event::Code(text) => self.words(&text, Format::CODE, at),
            Event::Html(text) => match &mut self.raw {
                Some(raw) => raw.push_str(&text),
                None => self.words(&text, Format::default(), at),
            },
            Event::InlineHtml(text) => self.words(&text, Format::default(), at),
            Event::FootnoteReference(name) => {
                self.words(&format!("[{name}]"), Format::default(), at);
            }
            Event::SoftBreak | Event::HardBreak => self.is_spaced = true,
            Event::TaskListMarker(done) => {
                if let Some(Shape::Item { is_done, .. }) =
                    self.open.as_mut().map(|open| &mut open.shape)
                {
                    *is_done = Some(done);
                }
            }
            Event::Rule => {
                self.begin(Shape::Rule, at);
                self.blocks.extend(self.open.take());
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Shape::Heading(level as u8), at),
            Tag::Paragraph => {
                // The first paragraph of an entry is the entry.
                let is_begun = self.open.as_ref().is_some_and(|open| {
                    open.words.is_empty() && matches!(open.shape, Shape::Item { .. })
                });
                if !is_begun {
                    self.begin(self.text_shape(), at);
                }
            }
            Tag::List(start) => {
                self.flush();
                self.lists.push(start.is_some());
            }
            Tag::Item => {
                let shape = Shape::Item {
                    depth: self.lists.len(),
                    is_numbered: self.lists.last().copied().unwrap_or_default(),
                    is_done: None,
                };
                self.begin(shape, at);
            }
            Tag::TableHead => self.begin(Shape::Row { is_head: true }, at),
            Tag::TableRow => self.begin(Shape::Row { is_head: false }, at),
            Tag::TableCell => {
                if self.open.as_ref().is_some_and(|row| !row.words.is_empty()) {
                    self.is_spaced = true;
                    self.words(BORDER, Format::default(), at);
                }
                self.is_spaced = true;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.begin(Shape::Code, at);
                self.raw = Some(String::new());
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::FootnoteDefinition(name) => {
                self.begin(Shape::Paragraph, at);
                self.words(&format!("[{name}]: "), Format::default(), at);
            }
            Tag::Emphasis => self.formats.push(Format::EMPHASIS),
            Tag::Strong => self.formats.push(Format::STRONG),
            Tag::Strikethrough => self.formats.push(Format::STRUCK),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.targets.push(dest_url.as_ref().into());
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.formats.pop();
            }
            TagEnd::Link | TagEnd::Image => {
                self.targets.pop();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                let raw = self.raw.take().unwrap_or_default();
                if let Some(open) = &mut self.open {
                    open.words = lines(&raw).words;
                }
                self.flush();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::TableHead
            | TagEnd::TableRow => self.flush(),
            _ => {}
        }
    }

    fn text_shape(&self) -> Shape {
        if self.quotes > 0 {
            Shape::Quote
        } else {
            Shape::Paragraph
        }
    }

    fn begin(&mut self, shape: Shape, start: usize) {
        self.flush();
        self.open = Some(Block {
            shape,
            words: Vec::new(),
            start,
        });
    }

    fn flush(&mut self) {
        self.is_spaced = false;
        self.blocks
            .extend(self.open.take().filter(|open| !open.words.is_empty()));
    }

    fn words(&mut self, text: &str, format: Format, at: usize) {
        let shape = self.text_shape();
        let open = self.open.get_or_insert_with(|| Block {
            shape,
            words: Vec::new(),
            start: at,
        });
        let format = self.formats.iter().copied().fold(format, Format::with);
        for (word, spaced) in split(text) {
            let spaced = spaced || std::mem::take(&mut self.is_spaced);
            open.words.push(Word {
                text: word.into(),
                spaced: spaced && !open.words.is_empty(),
                format,
                target: self.targets.last().cloned(),
            });
        }
        self.is_spaced |= text.ends_with(char::is_whitespace);
    }
}

/// Cuts a text into words and signs, and tells of each whether a space is before it. In scripts
/// without spaces each letter is a word.
pub(super) fn split(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let trimmed = rest.trim_start();
        let spaced = trimmed.len() < rest.len();
        let mut chars = trimmed.char_indices();
        let (_, first) = chars.next()?;
        let end = if is_part(first) {
            let after = chars.find(|&(at, c)| !(is_part(c) || joins(trimmed, at, c)));
            after.map_or(trimmed.len(), |(at, _)| at)
        } else {
            first.len_utf8()
        };
        let (word, after) = trimmed.split_at(end);
        rest = after;
        Some((word, spaced))
    })
}

fn is_part(c: char) -> bool {
    let stands_alone = matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF);
    (c.is_alphanumeric() || c == '_') && !stands_alone
}

/// `don't`, `14:16`, `v1.2.3`, `us-east-1` are words.
fn joins(text: &str, at: usize, c: char) -> bool {
    matches!(c, '\'' | '’' | ':' | '.' | '-' | '/' | '@')
        && text[at + c.len_utf8()..]
            .chars()
            .next()
            .is_some_and(is_part)
}

//! The blocks of a body, with their places in the report's file.

use crate::source::Span;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    /// A list, with the number it starts at.
    List(Option<u64>),
    /// An item, with the tick of a task list.
    Item(Option<bool>),
    Table,
    TableHead,
    TableRow,
    Cell,
    Quote,
    Code,
    Html,
    Rule,
    Other,
}

/// A block of Markdown.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// All of it, markers included.
    pub(super) span: Span,
    /// From its first word to its last, for blocks that hold words: headings, paragraphs, cells.
    pub(super) words: Span,
    pub(super) children: Vec<Block>,
}

/// A body, parsed once. Everything else works on spans.
pub(super) struct Outline<'a> {
    /// The report's file.
    pub(super) source: &'a str,
    /// The body.
    pub(super) span: Span,
    pub(super) blocks: Vec<Block>,
    /// Pieces of plain text and code, by place.
    texts: Vec<(usize, CowStr<'a>)>,
    /// Where links and images begin and what they point to.
    links: Vec<(usize, CowStr<'a>)>,
}

/// The Markdown that reports are written in.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

impl<'a> Outline<'a> {
    /// Parses the body, which is `span` of the file.
    pub(super) fn parse(source: &'a str, span: Span) -> Outline<'a> {
        let body = source.get(span.clone()).unwrap_or_default();
        let mut builder = Builder {
            base: span.start,
            open: vec![block(Kind::Other, span.clone())],
            in_tight: false,
            too_deep: 0,
            texts: Vec::new(),
            links: Vec::new(),
        };
        for (event, at) in Parser::new_ext(body, options()).into_offset_iter() {
            builder.take(event, at);
        }
        let Builder {
            mut open,
            texts,
            links,
            ..
        } = builder;
        Outline {
            source,
            span,
            blocks: open.swap_remove(0).children,
            texts,
            links,
        }
    }

    /// Returns the Markdown of a span.
    pub(super) fn markdown(&self, span: &Span) -> &'a str {
        self.source.get(span.clone()).unwrap_or_default()
    }

    /// Returns the words of a span without markup.
    pub(super) fn plain(&self, span: &Span) -> String {
        let after = self.texts.partition_point(|(at, _)| *at < span.start);
        let mut plain = String::new();
        for (at, text) in self.texts[after.saturating_sub(1)..]
            .iter()
            .take_while(|(at, _)| *at < span.end)
        {
            plain.push_str(self.within(*at, text, span));
        }
        plain.trim().to_owned()
    }

    /// Returns the part of a piece of text that lies in a span. Text that differs from its source,
    /// as entities and breaks do, is taken whole or not at all.
    fn within<'t>(&self, at: usize, text: &'t str, span: &Span) -> &'t str {
        let is_verbatim = self.source.get(at..at + text.len()) == Some(text);
        if !is_verbatim {
            return if at >= span.start { text } else { "" };
        }
        let from = span.start.saturating_sub(at);
        let to = span.end.saturating_sub(at).min(text.len());
        text.get(from.min(to)..to).unwrap_or_default()
    }

    /// Returns what the links of a span point to, bare addresses included, each once.
    pub(super) fn links(&self, span: &Span) -> Vec<String> {
        let first = self.links.partition_point(|(at, _)| *at < span.start);
        let mut found: Vec<String> = self.links[first..]
            .iter()
            .take_while(|(at, _)| *at < span.end)
            .map(|(_, link)| link.to_string())
            .collect();
        for address in bare_addresses(self.markdown(span)) {
            found.push(address.to_owned());
        }
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|link| seen.insert(link.clone()));
        found
    }
}

/// Addresses that stand in the text as they are.
fn bare_addresses(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find("http")?..];
            let ends = |c: char| c.is_whitespace() || ")]>\"|`<".contains(c);
            let end = rest.find(ends).unwrap_or(rest.len());
            let (address, after) = rest.split_at(end);
            rest = after;
            if address.starts_with("http://") || address.starts_with("https://") {
                return Some(address.trim_end_matches(['.', ',', ';', ':', '*', '_']));
            }
        }
    })
}

struct Builder<'a> {
    base: usize,
    /// The blocks that are open, outermost first; never empty.
    open: Vec<Block>,
    /// The innermost is a paragraph that the parser did not name.
    in_tight: bool,
    /// How many blocks are open below the deepest that is kept.
    too_deep: usize,
    texts: Vec<(usize, CowStr<'a>)>,
    links: Vec<(usize, CowStr<'a>)>,
}

/// How deep blocks may nest. Readers recurse, and one line of `- - - -` nests without end.
const DEEPEST: usize = 24;

fn block(kind: Kind, span: Span) -> Block {
    Block {
        kind,
        words: span.start..span.start,
        span,
        children: Vec::new(),
    }
}

impl<'a> Builder<'a> {
    fn take(&mut self, event: Event<'a>, at: Span) {
        let at = at.start + self.base..at.end + self.base;
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(end) => self.end(end),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.inline(&at);
                self.texts.push((at.start, text));
            }
            Event::SoftBreak | Event::HardBreak => {
                self.texts.push((at.start, CowStr::Borrowed(" ")))
            }
            Event::InlineHtml(_) | Event::FootnoteReference(_) => self.inline(&at),
            Event::Html(_) => {}
            Event::TaskListMarker(done) => {
                if let Some(item) = self
                    .open
                    .iter_mut()
                    .rev()
                    .find(|b| matches!(b.kind, Kind::Item(_)))
                {
                    item.kind = Kind::Item(Some(done));
                }
            }
            Event::Rule => {
                self.close_tight();
                self.add(block(Kind::Rule, at));
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, at: Span) {
        let kind = match tag {
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::Paragraph => Kind::Paragraph,
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Item(None),
            Tag::Table(_) => Kind::Table,
            Tag::TableHead => Kind::TableHead,
            Tag::TableRow => Kind::TableRow,
            Tag::TableCell => Kind::Cell,
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(_) => Kind::Code,
            Tag::HtmlBlock => Kind::Html,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((at.start, dest_url));
                return self.inline(&at);
            }
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {
                return self.inline(&at);
            }
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => Kind::Other,
        };
        self.close_tight();
        if self.too_deep > 0 || self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return self.inline(&at);
        }
        self.open.push(block(kind, at));
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {}
            _ if self.too_deep > 0 => self.too_deep -= 1,
            _ => {
                self.close_tight();
                self.close();
            }
        }
    }

    /// Words outside a paragraph, as items of tight lists have them, get one of their own.
    fn inline(&mut self, at: &Span) {
        let innermost = self.open.last().map(|block| block.kind);
        let is_kept = self.too_deep == 0;
        if is_kept && matches!(innermost, Some(Kind::Item(_) | Kind::Other | Kind::Quote)) {
            self.open.push(block(Kind::Paragraph, at.clone()));
            self.in_tight = true;
        }
        if let Some(holder) = self.open.last_mut() {
            if holder.words.is_empty() {
                holder.words = at.clone();
            }
            holder.words.end = holder.words.end.max(at.end);
        }
    }

    /// Closes a paragraph that the parser did not name.
    fn close_tight(&mut self) {
        if std::mem::take(&mut self.in_tight) {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.open.len() > 1
            && let Some(mut closed) = self.open.pop()
        {
            closed.span.end = closed.span.end.max(closed.words.end);
            self.add(closed);
        }
    }

    fn add(&mut self, block: Block) {
        if let Some(holder) = self.open.last_mut() {
            holder.children.push(block);
        }
    }
}

//! Writes the blocks of a text: paragraphs, headings, lists, quotes and code.

use super::Context;
use super::anchors::Anchors;
use super::author::Author;
use super::elements::Content;
use super::events::{Located, after, restored};
use super::footnotes::{self, Footnotes};
use super::highlight;
use super::outline::Outline;
use super::table::Table;
use crate::markdown::html::{push_attribute, push_text};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};
use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

/// Lists and quotes in one another that are shown as such. Deeper ones keep their text.
const DEEPEST: usize = 48;

/// Turns events into markup.
pub(super) struct Writer<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) events: &'a [Located<'a>],
    pub(super) outline: &'a Outline,
    pub(super) footnotes: Footnotes,
    pub(super) author: Author<'a>,
    pub(super) table: Table,
    pub(super) anchors: Anchors<'a>,
    pub(super) out: String,
    /// Level of the last heading; 0 before the first.
    pub(super) level: u8,
    /// Words of the last heading.
    pub(super) above: &'a str,
    /// For every link that is open: where its text starts and where it leads, if it is printed.
    pub(super) links: Vec<(usize, Option<String>)>,
    /// For every emphasis that is open, whether it is printed.
    pub(super) emphases: Vec<bool>,
    containers: Vec<bool>,
    skip: Range<usize>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        context: &'a Context<'a>,
        events: &'a [Located<'a>],
        outline: &'a Outline,
        content: Content,
    ) -> Writer<'a> {
        Writer {
            context,
            events,
            outline,
            footnotes: Footnotes::read(events),
            author: Author::new(content, context.labels),
            table: Table::default(),
            anchors: Anchors::find(events, context.anchors),
            out: String::with_capacity(events.len() * 24),
            level: 0,
            above: "",
            links: Vec::new(),
            emphases: Vec::new(),
            containers: Vec::new(),
            skip: context.skip.clone().unwrap_or_default(),
        }
    }

    /// Writes these events, which must hold whole elements.
    pub(super) fn write(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.event(at);
        }
    }

    /// Writes what begins here and returns where to go on.
    fn event(&mut self, at: usize) -> usize {
        let events = self.events;
        match &events[at].0 {
            Event::Start(tag) if self.is_skipped(tag, at) => return after(events, at),
            Event::Start(tag) => return self.start(tag, at),
            Event::End(end) => self.end(*end),
            Event::Text(text) => self.text(text),
            Event::Code(code) => self.code(code),
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => {
                self.author.before_block(&mut self.out);
                self.out.push_str("<hr>\n");
            }
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::TaskListMarker(is_done) => self.task(*is_done),
        }
        at + 1
    }

    fn is_skipped(&self, tag: &Tag<'_>, at: usize) -> bool {
        self.skip.contains(&self.events[at].1.start)
            && self.containers.is_empty()
            && matches!(tag, Tag::Heading { .. } | Tag::Paragraph | Tag::HtmlBlock)
    }

    fn start(&mut self, tag: &Tag<'a>, at: usize) -> usize {
        match tag {
            Tag::Paragraph => {
                self.author.before_block(&mut self.out);
                self.out.push_str("<p");
                self.anchors.push(&mut self.out, at);
                self.out.push('>');
                self.author.enter(Content::Phrasing);
            }
            Tag::Heading { .. } => return self.heading(at),
            Tag::BlockQuote(kind) => self.quote(*kind),
            Tag::CodeBlock(kind) => return self.code_block(kind, at),
            Tag::HtmlBlock => return self.html_block(at),
            Tag::List(start) => self.list(*start),
            Tag::Item => self.item(at),
            Tag::FootnoteDefinition(_) => return self.footnotes.after(at),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(at),
            Tag::TableCell => self.start_cell(at),
            Tag::Image { .. } => return self.image(at),
            _ => self.start_inline(tag),
        }
        at + 1
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph => self.leave("</p>\n"),
            TagEnd::BlockQuote(Some(_)) => self.leave_container("</div>\n"),
            TagEnd::BlockQuote(None) => self.leave_container("</blockquote>\n"),
            TagEnd::List(true) => self.leave_container("</ol>\n"),
            TagEnd::List(false) => self.leave_container("</ul>\n"),
            TagEnd::Item => self.leave_container("</li>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            _ => self.end_inline(end),
        }
    }

    pub(super) fn leave(&mut self, tag: &str) {
        self.author.leave(&mut self.out);
        self.out.push_str(tag);
    }

    /// Writes a heading, and beside it a link to itself: inside, a screen reader would read it out
    /// with every heading.
    fn heading(&mut self, at: usize) -> usize {
        let next = after(self.events, at);
        let outline = self.outline;
        let Some(heading) = outline.at(at) else {
            return next;
        };
        self.level = heading.level;
        self.above = &heading.text;
        self.author.before_block(&mut self.out);
        let _ = write!(self.out, "<div class=\"heading\"><h{}", heading.level);
        push_attribute(&mut self.out, "id", &heading.id);
        self.out.push('>');
        self.author.enter(Content::Phrasing);
        self.write(at + 1..next - 1);
        self.author.leave(&mut self.out);
        let _ = write!(
            self.out,
            "</h{}><a class=\"anchor\" href=\"#",
            heading.level
        );
        super::address::push_href(&mut self.out, &heading.id);
        self.out.push('"');
        self.push_label(self.context.labels.permalink, &heading.text);
        self.out.push_str(">#</a></div>\n");
        next
    }

    /// Writes ` aria-label="label: about"`.
    pub(super) fn push_label(&mut self, label: &str, about: &str) {
        let name = match about {
            "" => label.to_owned(),
            _ => format!("{label}{}{about}", self.context.labels.colon),
        };
        push_attribute(&mut self.out, "aria-label", &name);
    }

    /// Notes that a list, an item or a quote begins; false where it is too deep to be one.
    fn enter_container(&mut self) -> bool {
        let is_shown = self.containers.len() < DEEPEST;
        self.containers.push(is_shown);
        is_shown
    }

    fn leave_container(&mut self, tag: &str) {
        if self.containers.pop() == Some(true) {
            self.leave(tag);
        }
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.author.before_block(&mut self.out);
        if !self.enter_container() {
            return;
        }
        self.author.enter(Content::Flow);
        let labels = &self.context.labels;
        let (class, title) = match kind {
            None => return self.out.push_str("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", labels.note),
            Some(BlockQuoteKind::Tip) => ("tip", labels.tip),
            Some(BlockQuoteKind::Important) => ("important", labels.important),
            Some(BlockQuoteKind::Warning) => ("warning", labels.warning),
            Some(BlockQuoteKind::Caution) => ("caution", labels.caution),
        };
        // A note, not a landmark: a page may hold many.
        let _ = write!(
            self.out,
            "<div class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">"
        );
        push_text(&mut self.out, title);
        self.out.push_str("</p>\n");
    }

    fn list(&mut self, start: Option<u64>) {
        self.author.before_block(&mut self.out);
        if !self.enter_container() {
            return;
        }
        self.author.enter(Content::Flow);
        let _ = match start {
            None => write!(self.out, "<ul>"),
            Some(1) => write!(self.out, "<ol>"),
            Some(start) => write!(self.out, "<ol start=\"{start}\">"),
        };
        self.out.push('\n');
    }

    fn item(&mut self, at: usize) {
        if !self.enter_container() {
            return self.out.push_str("<br>");
        }
        self.author.enter(Content::Flow);
        let mut next = self.events[at + 1..].iter().map(|(event, _)| event);
        let is_task = match next.next() {
            Some(Event::Start(Tag::Paragraph)) => {
                matches!(next.next(), Some(Event::TaskListMarker(_)))
            }
            first => matches!(first, Some(Event::TaskListMarker(_))),
        };
        self.out.push_str("<li");
        self.anchors.push(&mut self.out, at);
        self.out
            .push_str(if is_task { " class=\"task\">" } else { ">" });
    }

    fn task(&mut self, is_done: bool) {
        let labels = &self.context.labels;
        let (checked, label) = if is_done {
            (" checked", labels.done)
        } else {
            ("", labels.open)
        };
        let _ = write!(self.out, "<input type=\"checkbox\" disabled{checked}");
        push_attribute(&mut self.out, "aria-label", label);
        self.out.push_str("> ");
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, at: usize) -> usize {
        let next = after(self.events, at);
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_ascii_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let language = restored(language);
        self.author.before_block(&mut self.out);
        // Long lines scroll, and what scrolls must be in reach of the keyboard.
        self.out.push_str("<pre tabindex=\"0\" role=\"group\"");
        self.push_label(self.context.labels.code, &language);
        self.out.push_str("><code");
        if !language.is_empty() {
            push_attribute(&mut self.out, "class", &format!("language-{language}"));
        }
        self.out.push('>');
        let code = self.block_text(at, next);
        highlight::push(&mut self.out, &code, &language);
        self.out.push_str("</code></pre>\n");
        next
    }

    /// Returns the text of a block of code or raw HTML.
    pub(super) fn block_text(&self, at: usize, next: usize) -> String {
        let mut content = String::new();
        for (event, _) in &self.events[at..next] {
            if let Event::Text(text) | Event::Html(text) = event {
                content.push_str(&restored(text));
            }
        }
        content
    }

    /// Writes the footnotes after the text.
    pub(super) fn write_footnotes(&mut self) {
        let body = mem::take(&mut self.out);
        let mut contents = Vec::new();
        self.write_notes(&mut contents);
        self.footnotes.add_unreferenced();
        self.write_notes(&mut contents);
        self.out = body;
        if contents.is_empty() {
            return;
        }
        self.out
            .push_str("<section class=\"footnotes\" role=\"doc-endnotes\"");
        self.push_label(self.context.labels.footnotes, "");
        self.out.push_str(">\n<ol>\n");
        for (i, content) in contents.iter().enumerate() {
            self.push_note(i + 1, content);
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    /// Writes those that have a number and are not written; this may give numbers to others.
    fn write_notes(&mut self, contents: &mut Vec<String>) {
        while let Some(note) = self.footnotes.note(contents.len() + 1) {
            self.author.enter(Content::Flow);
            self.write(note.content);
            self.author.leave(&mut self.out);
            contents.push(mem::take(&mut self.out));
        }
    }

    fn push_note(&mut self, number: usize, content: &str) {
        let prefix = self.context.id_prefix;
        self.out.push_str("<li");
        push_attribute(&mut self.out, "id", &footnotes::note_id(prefix, number));
        self.out.push('>');
        // The way back goes at the end of the last paragraph.
        let in_paragraph = content.strip_suffix("</p>\n");
        self.out.push_str(in_paragraph.unwrap_or(content));
        let n_references = self
            .footnotes
            .note(number)
            .map_or(0, |note| note.n_references);
        for reference in 1..=n_references {
            self.out
                .push_str(" <a class=\"back\" role=\"doc-backlink\" href=\"#");
            let id = footnotes::reference_id(prefix, number, reference);
            super::address::push_href(&mut self.out, &id);
            let about = if reference == 1 {
                format!("{number}")
            } else {
                format!("{number}-{reference}")
            };
            push_attribute_pair(&mut self.out, self.context.labels.back, &about);
            self.out.push_str(">\u{21A9}\u{FE0E}</a>");
        }
        if in_paragraph.is_some() {
            self.out.push_str("</p>");
        }
        self.out.push_str("</li>\n");
    }
}

/// Ends an `href` and writes a name of two parts.
pub(super) fn push_attribute_pair(out: &mut String, label: &str, about: &str) {
    out.push('"');
    push_attribute(out, "aria-label", &format!("{label} {about}"));
}

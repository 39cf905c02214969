//! Markdown to markup that is safe, valid and readable without the page around it.

mod address;
mod author;
mod autolink;
mod destinations;
mod elements;
mod events;
mod footnotes;
mod highlight;
pub mod html;
mod inline;
mod labels;
mod outline;
mod plain;
mod raw;
mod sanitize;
mod table;
mod tags;
mod writer;

pub use address::{Link, LinkKind};
pub use destinations::{Destination, destinations};
pub use events::References;
pub use labels::Labels;
pub use outline::Heading;
pub use plain::plain_text;

use crate::config::RawHtml;
use crate::markdown::html::Html;
use elements::Content;
use events::Located;
use outline::{Frame, Outline};
use pulldown_cmark::{CowStr, Event};
use std::ops::Range;
use writer::Writer;

/// What rendering needs to know beyond the text.
#[derive(Clone)]
pub struct Context<'a> {
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Says what the destination of a link becomes. Asked for links of raw HTML and bare addresses
    /// too; not for `#heading` of this text. What it returns is still checked.
    pub link: &'a dyn Fn(&str) -> Link,
    /// Says what the source of an image becomes.
    pub image: &'a dyn Fn(&str) -> Link,
    /// Goes before every id, so that two texts on one page do not collide.
    pub id_prefix: &'a str,
    /// The level of the topmost headings on the page.
    pub heading_base: u8,
    /// Bytes of the title, which the page does not repeat: blocks that start there are left out.
    pub skip: Option<Range<usize>>,
    /// Link definitions of the whole, where the text is a part of a report.
    pub references: Option<&'a References>,
    /// Words in the language of the site.
    pub labels: Labels<'a>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Context {
            raw_html: RawHtml::default(),
            link: &Link::as_written,
            image: &Link::as_written,
            id_prefix: "",
            heading_base: 2,
            skip: None,
            references: None,
            labels: Labels::ENGLISH,
        }
    }
}

/// A text as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// Its markup: whole elements.
    pub html: Html,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
}

/// Renders a text. Any input gives well-formed markup that runs nothing, in time that is in
/// proportion to its size.
///
/// ```
/// # use casebook::markdown::{Context, render};
/// let rendered = render("Restarted *twice*.", &Context::default());
/// assert_eq!(rendered.html.as_str(), "<p>Restarted <em>twice</em>.</p>\n");
/// ```
pub fn render(text: &str, context: &Context<'_>) -> Rendered {
    let text = events::bounded(text);
    let events = events::read(&text, context.references);
    let frame = Frame {
        base: context.heading_base,
        prefix: context.id_prefix,
    };
    let skip = context.skip.clone().unwrap_or_default();
    let outline = Outline::read(&events, frame, &skip);
    let mut writer = Writer::new(context, &events, &outline, Content::Flow);
    writer.write(0..events.len());
    writer.finish();
    writer.write_footnotes();
    let html = markup(writer);
    Rendered {
        html,
        headings: outline.into_headings(),
    }
}

/// Renders one line: what a paragraph holds, without the paragraph. Marks that begin a block
/// elsewhere, such as `#` and `-`, are characters here.
///
/// ```
/// # use casebook::markdown::{Context, inline};
/// let html = inline("# of `5xx`", &Context::default());
/// assert_eq!(html.as_str(), "# of <code>5xx</code>");
/// ```
pub fn inline(text: &str, context: &Context<'_>) -> Html {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Html::default();
    }
    // No block begins with a comma, and emphasis may begin after a space.
    let line = format!("{LEAD}{line}");
    let mut events = events::read(&line, context.references);
    remove_lead(&mut events);
    let outline = Outline::default();
    let mut writer = Writer::new(context, &events, &outline, Content::Phrasing);
    writer.write(1..events.len().saturating_sub(1).max(1));
    writer.finish();
    markup(writer)
}

const LEAD: &str = ", ";

fn remove_lead(events: &mut [Located<'_>]) {
    if let Some((Event::Text(text), _)) = events.get_mut(1) {
        let rest = text.strip_prefix(LEAD).unwrap_or(text).to_owned();
        *text = CowStr::from(rest);
    }
}

fn markup(writer: Writer<'_>) -> Html {
    let markup = if writer.has_raw_html() {
        sanitize::sanitize(&writer.out)
    } else {
        writer.out
    };
    Html::trusted(markup)
}

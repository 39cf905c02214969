//! Markdown to markup that is safe, valid and readable without the page around it.

mod address;
mod anchors;
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
pub(crate) use events::OPTIONS;
pub use events::References;
pub use labels::Labels;
pub use outline::Heading;
pub use plain::{Stretch, plain_text, stretches};

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
    /// Says how wide and how high an image is in pixels, by its source as it is written.
    pub image_size: &'a dyn Fn(&str) -> Option<(u32, u32)>,
    /// Goes before every id, so that two texts on one page do not collide.
    pub id_prefix: &'a str,
    /// The level of the topmost headings on the page.
    pub heading_base: u8,
    /// Bytes of the title, which the page does not repeat: blocks that start there are left out.
    pub skip: Option<Range<usize>>,
    /// Ids of items, rows and paragraphs, by a place in them; the page has each of them once, in any
    /// case.
    pub anchors: &'a [(usize, String)],
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
            image_size: &|_| None,
            id_prefix: "",
            heading_base: 2,
            skip: None,
            anchors: &[],
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
    match markup(writer) {
        Some(html) => Rendered {
            html,
            headings: outline.into_headings(),
        },
        None => render(&text, &escaping(context)),
    }
}

/// Returns the headings of a text, each with the address that a link to it needs.
///
/// ```
/// # use casebook::markdown::headings;
/// assert_eq!(headings("## Lessons learned")[0].id, "lessons-learned");
/// ```
pub fn headings(text: &str) -> Vec<Heading> {
    let bounded = events::bounded(text);
    let frame = Frame {
        base: 2,
        prefix: "",
    };
    Outline::read(&events::read(&bounded, None), frame, &(0..0)).into_headings()
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
    markup(writer).unwrap_or_else(|| inline(text, &escaping(context)))
}

const LEAD: &str = ", ";

fn remove_lead(events: &mut [Located<'_>]) {
    if let Some((Event::Text(text), _)) = events.get_mut(1) {
        let rest = text.strip_prefix(LEAD).unwrap_or(text).to_owned();
        *text = CowStr::from(rest);
    }
}

/// Returns the markup; `None` where raw HTML makes too much work. Nothing is too much to escape.
fn markup(writer: Writer<'_>) -> Option<Html> {
    let mut markup = if writer.has_raw_html() {
        sanitize::sanitize(&writer.out)?
    } else {
        writer.out
    };
    let anchors = writer.anchors.rest();
    if !anchors.is_empty() {
        markup.insert_str(0, &anchors);
    }
    Some(Html::trusted(markup))
}

fn escaping<'a>(context: &Context<'a>) -> Context<'a> {
    Context {
        raw_html: RawHtml::Escape,
        ..context.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{Context, Link, LinkKind, References, inline, render};

    fn check(text: &str, expected: &str) {
        let html = render(text, &Context::default()).html;
        assert_eq!(html.as_str().trim_end(), expected, "{text}");
    }

    #[test]
    fn lines_are_rendered() {
        check(
            "a *b* **c** ~~d~~ `e<` \\\nf",
            "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;</code> <br>\nf</p>",
        );
        check(
            "[a](b.md) [c](https://d.e 'f\"')",
            "<p><a href=\"b.md\">a</a> <a href=\"https://d.e\" rel=\"noopener\" title=\"f&quot;\">c</a></p>",
        );
        check(
            "www.a.b",
            "<p><a href=\"http://www.a.b\" rel=\"noopener\">www.a.b</a></p>",
        );
        check(
            "[see www.a.b](c) `www.a.b`",
            "<p><a href=\"c\">see www.a.b</a> <code>www.a.b</code></p>",
        );
        check(
            "![a *b*](c.png)",
            "<p><img src=\"c.png\" alt=\"a b\" loading=\"lazy\" decoding=\"async\"></p>",
        );
        check(
            "[![](c.png)](d)",
            "<p><a href=\"d\"><img src=\"c.png\" alt=\"c.png\" loading=\"lazy\" decoding=\"async\"></a></p>",
        );
        check(
            "[a](javascript:b) ![c](data:d) <javascript:e>",
            "<p>a c javascript:e</p>",
        );
        check("[](b) []()", "<p><a href=\"b\">b</a> <a href=\"\"></a></p>");
    }

    #[test]
    fn blocks_are_rendered() {
        check("> a", "<blockquote>\n<p>a</p>\n</blockquote>");
        check(
            "> [!WARNING]\n> a",
            "<div class=\"alert alert-warning\" role=\"note\"><p class=\"alert-title\">Warning</p>\n<p>a</p>\n</div>",
        );
        check(
            "3. a\n4. b",
            "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>",
        );
        check(
            "- [x] a\n\n- [ ] b",
            "<ul>\n<li class=\"task\"><p><input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</p>\n</li>\n\
             <li class=\"task\"><p><input type=\"checkbox\" disabled aria-label=\"Not done\"> b</p>\n</li>\n</ul>",
        );
        check(
            "```sh x\nls\n```",
            "<pre tabindex=\"0\" role=\"group\" aria-label=\"Code: sh\"><code class=\"language-sh\">ls\n</code></pre>",
        );
        check(
            "    a",
            "<pre tabindex=\"0\" role=\"group\" aria-label=\"Code\"><code>a</code></pre>",
        );
        check(
            "# A *b*\n## A b",
            "<div class=\"heading\"><h2 id=\"a-b\">A <em>b</em></h2><a class=\"anchor\" href=\"#a-b\" aria-label=\"Link to section: A b\">#</a></div>\n\
             <div class=\"heading\"><h3 id=\"a-b-1\">A b</h3><a class=\"anchor\" href=\"#a-b-1\" aria-label=\"Link to section: A b\">#</a></div>",
        );
        check(
            "# a {#b .c onclick=d}\n",
            "<div class=\"heading\"><h2 id=\"a-b-c-onclickd\">a {#b .c onclick=d}</h2><a class=\"anchor\" href=\"#a-b-c-onclickd\" aria-label=\"Link to section: a {#b .c onclick=d}\">#</a></div>",
        );
    }

    #[test]
    fn the_page_decides_where_links_lead_and_what_it_skips() {
        let text = "# Title\n\n[a](a.md) ![b](b.png) [c](#one) [d](gone.md) https://e.f\n\n# One\n\n[x][y]";
        let link = |target: &str| match target {
            "gone.md" => Link::dropped(),
            _ if target.contains("://") => Link::as_written(target),
            _ => Link {
                href: target.replace(".md", ".html"),
                kind: LinkKind::Internal,
            },
        };
        let image = |target: &str| Link {
            href: format!("img/{target}"),
            kind: LinkKind::Internal,
        };
        let references = References::read("[Y]: z.md");
        let context = Context {
            link: &link,
            image: &image,
            id_prefix: "p-",
            heading_base: 3,
            skip: Some(0..7),
            references: Some(&references),
            ..Context::default()
        };
        let rendered = render(text, &context);
        assert_eq!(
            rendered.html.as_str(),
            "<p><a href=\"a.html\">a</a> <img src=\"img/b.png\" alt=\"b\" loading=\"lazy\" decoding=\"async\"> \
             <a href=\"#p-one\">c</a> d <a href=\"https://e.f\" rel=\"noopener\">https://e.f</a></p>\n\
             <div class=\"heading\"><h3 id=\"p-one\">One</h3><a class=\"anchor\" href=\"#p-one\" aria-label=\"Link to section: One\">#</a></div>\n\
             <p><a href=\"z.html\">x</a></p>\n"
        );
        let headings = rendered.headings.iter().map(|heading| heading.id.as_str());
        assert_eq!(headings.collect::<Vec<_>>(), ["p-one"]);
    }

    #[test]
    fn a_line_has_no_blocks() {
        for (text, expected) in [
            ("", ""),
            ("# a\n- b\n\n> c", "# a - b &gt; c"),
            ("*a* _b_ `c`", "<em>a</em> <em>b</em> <code>c</code>"),
            ("1. [a](b) <b>c <div>d", "1. <a href=\"b\">a</a> <b>c d</b>"),
            ("10:26 | a | b", "10:26 | a | b"),
            ("    code", "code"),
            ("[a]: b", "[a]: b"),
            (
                "https://a.b",
                "<a href=\"https://a.b\" rel=\"noopener\">https://a.b</a>",
            ),
            ("<!-- a -->b", "b"),
            (", a", ", a"),
            ("```", "```"),
        ] {
            assert_eq!(
                inline(text, &Context::default()).as_str(),
                expected,
                "{text}"
            );
        }
    }
}

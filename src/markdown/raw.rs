//! Writes the raw HTML of reports, as far as it is allowed.

use super::author::push_number;
use super::elements::{self, Element};
use super::events::{after, restored};
use super::inline::push_link;
use super::tags::{self, Piece, Tag};
use super::writer::Writer;
use crate::config::RawHtml;
use crate::markdown::html::{push_attribute, push_text};

const HEADINGS: [&str; 7] = ["h1", "h1", "h2", "h3", "h4", "h5", "h6"];

impl Writer<'_> {
    /// Writes a block of raw HTML, whose lines are events of their own.
    pub(super) fn html_block(&mut self, at: usize) -> usize {
        let next = after(self.events, at);
        let html = self.block_text(at, next);
        match self.context.raw_html {
            RawHtml::Sanitize => self.sanitize(&html),
            RawHtml::Escape => self.escape(&html),
        }
        self.author.end_block(&mut self.out);
        self.out.push('\n');
        next
    }

    /// Writes a tag in a line.
    pub(super) fn raw_html(&mut self, html: &str) {
        match self.context.raw_html {
            RawHtml::Sanitize => self.sanitize(&restored(html)),
            RawHtml::Escape => self.escape(&restored(html)),
        }
    }

    fn sanitize(&mut self, html: &str) {
        for piece in tags::pieces(html) {
            match piece {
                Piece::Text(text) => self.raw_text(text),
                Piece::Open(tag) => self.author_tag(&tag),
                Piece::Close(name) => self.author.close(&mut self.out, &name),
            }
        }
    }

    fn raw_text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.out.push_str(text);
        }
        self.author.before_text(&mut self.out);
        // What `has_written` brings about resolves references that we know no character for.
        self.author.has_written |= tags::push_references(&mut self.out, text);
    }

    fn author_tag(&mut self, tag: &Tag<'_>) {
        let Some(element) = elements::element(&tag.name) else {
            return;
        };
        let mut attributes = String::new();
        if let Some(title) = tag.attribute("title") {
            push_attribute(&mut attributes, "title", &title);
        }
        match element.name {
            "a" => return self.author_link(tag, element, attributes),
            "img" => return self.author_image(tag, attributes),
            "details" if tag.attribute("open").is_some() => attributes.push_str(" open"),
            "td" | "th" => push_numbers(&mut attributes, tag, &["colspan", "rowspan"]),
            _ => {}
        }
        let is_heading = HEADINGS.contains(&element.name);
        let name = if is_heading {
            HEADINGS[usize::from(self.level_below())]
        } else {
            element.name
        };
        self.author.open(&mut self.out, element, name, &attributes);
    }

    /// Returns the level of a heading in raw HTML: under the last one of Markdown's, whatever its
    /// own number says, so that no level is skipped.
    fn level_below(&self) -> u8 {
        match self.level {
            0 => self.context.heading_base.clamp(1, 6),
            level => (level + 1).min(6),
        }
    }

    fn author_link(&mut self, tag: &Tag<'_>, element: &'static Element, mut attributes: String) {
        let target = tag.attribute("href");
        let link = target.and_then(|target| self.destination(target.trim()));
        if let Some(link) = link.filter(|_| self.links.is_empty()) {
            push_link(&mut attributes, &link);
            self.author.open(&mut self.out, element, "a", &attributes);
        }
    }

    fn author_image(&mut self, tag: &Tag<'_>, mut attributes: String) {
        push_numbers(&mut attributes, tag, &["width", "height"]);
        let alt = tag.attribute("alt").unwrap_or_default();
        let target = tag.attribute("src").unwrap_or_default();
        self.author.before_text(&mut self.out);
        self.author.has_written = true;
        self.push_image(target.trim(), alt.trim(), &attributes);
    }

    /// Shows raw HTML as text, except for a few tags without attributes. Comments vanish.
    fn escape(&mut self, html: &str) {
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            self.escaped_text(&rest[..start]);
            rest = &rest[start..];
            if rest.starts_with("<!--") {
                rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            } else if let Some((name, is_end, length)) = plain_tag(rest) {
                self.plain(&name, is_end);
                rest = &rest[length..];
            } else {
                self.escaped_text("<");
                rest = &rest[1..];
            }
        }
        self.escaped_text(rest);
    }

    fn plain(&mut self, name: &str, is_end: bool) {
        let Some(element) = elements::element(name) else {
            return;
        };
        if is_end {
            return self.author.close(&mut self.out, name);
        }
        if element.place == elements::Place::Line {
            self.open_paragraph();
        }
        self.author.open(&mut self.out, element, element.name, "");
    }

    fn escaped_text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.out.push_str(text);
        }
        self.open_paragraph();
        self.author.before_text(&mut self.out);
        push_text(&mut self.out, text);
    }

    /// Shown as text, a block is a paragraph.
    fn open_paragraph(&mut self) {
        if let Some(paragraph) = elements::element("p").filter(|_| self.author.is_flow()) {
            self.author.open(&mut self.out, paragraph, "p", "");
        }
    }
}

fn push_numbers(out: &mut String, tag: &Tag<'_>, names: &[&str]) {
    for name in names {
        if let Some(value) = tag.attribute(name) {
            push_number(out, name, &value);
        }
    }
}

/// Returns the name of one of the few tags that always pass, if `html` starts with it, whether it
/// is an end tag, and its length.
fn plain_tag(html: &str) -> Option<(String, bool, usize)> {
    let is_end = html.starts_with("</");
    let name = &html[if is_end { 2 } else { 1 }..];
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, tail) = name.split_at(length);
    let name = name.to_ascii_lowercase();
    let tail = tail.trim_start_matches([' ', '/']);
    let is_plain = tail.starts_with('>') && elements::is_plain(&name);
    is_plain.then(|| (name, is_end, html.len() - tail.len() + 1))
}

impl Writer<'_> {
    /// Tells whether the whole is to be sanitised once more by someone else's rules.
    pub(super) fn has_raw_html(&self) -> bool {
        self.author.has_written && self.context.raw_html == RawHtml::Sanitize
    }

    /// Closes all that is open.
    pub(super) fn finish(&mut self) {
        self.author.close_all(&mut self.out);
    }
}

#[cfg(test)]
mod tests {
    use crate::config::RawHtml;
    use crate::markdown::{Context, render};

    fn check(raw_html: RawHtml, text: &str, expected: &str) {
        let context = Context {
            raw_html,
            ..Context::default()
        };
        let html = render(text, &context).html;
        assert_eq!(html.as_str().replace('\n', ""), expected, "{text}");
    }

    #[test]
    fn harmless_html_stays() {
        for (text, expected) in [
            ("a<br>b <kbd>c</kbd>", "<p>a<br>b <kbd>c</kbd></p>"),
            (
                "a <b class=x id=y onclick=z style=w>c</b>",
                "<p>a <b>c</b></p>",
            ),
            (
                "<a href='x' title='t'>b</a>",
                "<p><a title=\"t\" href=\"x\">b</a></p>",
            ),
            ("<a href='&#106;avascript:x'>b</a>", "<p>b</p>"),
            (
                "<img src=a.png width=40px height=x>",
                "<img src=\"a.png\" alt=\"\" width=\"40\" loading=\"lazy\" decoding=\"async\">",
            ),
            (
                "<details open><summary>A</summary>\n\n*b*\n\n</details>",
                "<details open=\"\"><summary>A</summary><p><em>b</em></p></details>",
            ),
            (
                "<details>\n\nb\n\n</details>",
                "<details><summary>Details</summary><p>b</p></details>",
            ),
            (
                "<table><tr><td colspan=2>a<td>b</table>",
                "<table><tbody><tr><td colspan=\"2\">a</td><td>b</td></tr></tbody></table>",
            ),
            ("<center>a</center>", "a"),
            ("a <!-- b\nc --> d", "<p>a  d</p>"),
            ("<!--\n\na\n-->\n\nb", "<p>b</p>"),
            (
                "<div>&copy; &amp;lt; &#1;</div>",
                "<div>© &amp;lt; \u{FFFD}</div>",
            ),
        ] {
            check(RawHtml::Sanitize, text, expected);
        }
    }

    #[test]
    fn the_page_stays_well_formed() {
        for (text, expected) in [
            ("a <b>c\n\nd", "<p>a <b>c</b></p><p>d</p>"),
            ("*a <b>c* d</b>", "<p><em>a <b>c</b></em> d</p>"),
            ("a</div></p> b", "<p>a b</p>"),
            (
                "> <div>\n\na",
                "<blockquote><div></div></blockquote><p>a</p>",
            ),
            ("a <div>b</div>", "<p>a b</p>"),
            ("<p>\n\na\n\n</p>", "<p></p><p>a</p>"),
            ("<ul>\n\na\n\n<li>b</ul>", "<ul></ul><p>a</p>b"),
            ("[a <a href=b>c</a>](d)", "<p><a href=\"d\">a c</a></p>"),
            (
                "<a href=b>\nhttps://c.d [e](f)</a>",
                "<a href=\"b\">https://c.d [e](f)</a>",
            ),
            (
                "# a\n\n<h1>b</h1>",
                "<div class=\"heading\"><h2 id=\"a\">a</h2><a class=\"anchor\" href=\"#a\" aria-label=\"Link to section: a\">#</a></div><h3>b</h3>",
            ),
        ] {
            check(RawHtml::Sanitize, text, expected);
        }
    }

    #[test]
    fn escaped_html_is_shown_except_for_a_few_tags() {
        for (text, expected) in [
            (
                "a<br/>b <KBD>c</kbd> <b>d",
                "<p>a<br>b <kbd>c</kbd> <b>d</b></p>",
            ),
            ("<b class=x>c</b>", "<p>&lt;b class=x&gt;c</p>"),
            ("<div>\na\n</div>", "<p>&lt;div&gt;a&lt;/div&gt;</p>"),
            (
                "<script>a</script>",
                "<p>&lt;script&gt;a&lt;/script&gt;</p>",
            ),
            (
                "<details><summary>a</summary>\n\nb\n\n</details>",
                "<details><summary>a</summary><p>b</p></details>",
            ),
            ("a <!-- b --> c", "<p>a  c</p>"),
            ("<!-- a --> &amp; b", "<p> &amp;amp; b</p>"),
        ] {
            check(RawHtml::Escape, text, expected);
        }
    }
}

//! Lists where the links and images of a text lead, and where in the source they say so.

use super::autolink;
use super::events::{self, Located};
use super::tags::{self, Piece};
use pulldown_cmark::{Event, LinkType, Parser, RefDefs, Tag, TagEnd};
use std::ops::Range;

/// Where a link or an image leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The bytes of the address in the source; those of the whole link where it cannot be told
    /// apart.
    pub span: Range<usize>,
    /// The address, references and escapes resolved.
    pub target: String,
    /// Whether it is to be shown in place.
    pub is_image: bool,
}

/// Returns the destinations of links and images, bare addresses and raw HTML included, in the
/// order of the text. Code and comments have none.
///
/// ```
/// # use casebook::markdown::destinations;
/// let text = "see ![graph](load.png)";
/// let found = destinations(text);
/// assert_eq!((&text[found[0].span.clone()], found[0].is_image), ("load.png", true));
/// ```
pub fn destinations(text: &str) -> Vec<Destination> {
    // A link needs one of these.
    if !text.contains(['[', '<', '@']) && !text.contains("://") && !contains_www(text) {
        return Vec::new();
    }
    let bounded = events::bounded(text);
    let parser = bounded
        .contains("]:")
        .then(|| Parser::new_ext(&bounded, events::OPTIONS));
    let mut finder = Finder {
        text: &bounded,
        definitions: parser.as_ref().map(Parser::reference_definitions),
        found: Vec::new(),
        open: Vec::new(),
        html: RawHtml::default(),
        is_code: false,
        end: 0,
    };
    for located in &events::read(&bounded, None) {
        finder.read(located);
    }
    finder
        .found
        .sort_by_key(|destination| destination.span.start);
    finder.found
}

fn contains_www(text: &str) -> bool {
    memchr::memchr_iter(b'.', text.as_bytes()).any(|at| {
        let before = text.as_bytes().get(at.saturating_sub(3)..at);
        before.is_some_and(|before| before.eq_ignore_ascii_case(b"www"))
    })
}

struct Finder<'a> {
    text: &'a str,
    definitions: Option<&'a RefDefs<'a>>,
    found: Vec<Destination>,
    // Links and images that are open, with the span of the address unless it follows the words.
    open: Vec<(Destination, Option<Range<usize>>)>,
    html: RawHtml,
    is_code: bool,
    // Where the event before ends; at the end of a link, where its words do.
    end: usize,
}

impl Finder<'_> {
    fn read(&mut self, (event, range): &Located<'_>) {
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            }) => {
                let mailto = if *link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                self.open(*link_type, format!("{mailto}{dest_url}"), id, range, false);
            }
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                id,
                ..
            }) => {
                self.open(*link_type, dest_url.to_string(), id, range, true);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.close(range),
            Event::Start(Tag::CodeBlock(_)) => self.is_code = true,
            Event::End(TagEnd::CodeBlock) => self.is_code = false,
            Event::Text(text) if self.open.is_empty() && !self.is_code => self.bare(text, range),
            Event::Html(html) => self.html.add(html, range),
            Event::InlineHtml(html) => {
                self.html.add(html, range);
                self.found.append(&mut self.html.take());
            }
            Event::End(TagEnd::HtmlBlock) => self.found.append(&mut self.html.take()),
            _ => {}
        }
        self.end = match event {
            Event::Start(Tag::Image { .. }) => range.start + 2,
            Event::Start(_) => range.start + 1,
            _ => range.end,
        };
    }

    fn open(
        &mut self,
        kind: LinkType,
        target: String,
        id: &str,
        range: &Range<usize>,
        is_image: bool,
    ) {
        let span = match kind {
            LinkType::Inline => None,
            LinkType::Autolink | LinkType::Email => Some(range.start + 1..range.end - 1),
            _ => Some(self.in_definition(id).unwrap_or_else(|| range.clone())),
        };
        let destination = Destination {
            span: range.clone(),
            target,
            is_image,
        };
        self.open.push((destination, span));
    }

    fn close(&mut self, range: &Range<usize>) {
        if let Some((destination, span)) = self.open.pop() {
            let after_words = self.end..range.end.saturating_sub(1);
            let span = span.or_else(|| self.address(after_words, "]("));
            let span = span.unwrap_or_else(|| range.clone());
            self.found.push(Destination {
                span,
                ..destination
            });
        }
    }

    fn in_definition(&self, id: &str) -> Option<Range<usize>> {
        let definition = self.definitions?.get(id)?;
        self.address(definition.span.clone(), "]:")
    }

    /// Returns where the address stands that follows `mark` in this part of the source.
    fn address(&self, part: Range<usize>, mark: &str) -> Option<Range<usize>> {
        let text = self.text.get(part.clone())?;
        let after = text.find(mark)? + mark.len();
        let address = text[after..].trim_start();
        let start = part.start + text.len() - address.len();
        Some(match address.strip_prefix('<') {
            Some(address) => start + 1..start + 1 + address.find('>')?,
            None => start..start + address.find(char::is_whitespace).unwrap_or(address.len()),
        })
    }

    fn bare(&mut self, text: &str, range: &Range<usize>) {
        let is_as_written = self.text.get(range.clone()) == Some(text);
        for bare in autolink::find(text) {
            let target = bare.target(text);
            let exact = range.start + bare.range.start..range.start + bare.range.end;
            let span = if is_as_written { exact } else { range.clone() };
            self.found.push(Destination {
                span,
                target,
                is_image: false,
            });
        }
    }
}

/// Raw HTML whose lines may stand apart in the source, as in a quote.
#[derive(Debug, Default)]
struct RawHtml {
    html: String,
    // Where each line starts in `html` and where it stands in the source.
    lines: Vec<(usize, Range<usize>)>,
}

impl RawHtml {
    fn add(&mut self, line: &str, range: &Range<usize>) {
        self.lines.push((self.html.len(), range.clone()));
        self.html.push_str(line);
    }

    /// Returns the destinations in what was added, and forgets it.
    fn take(&mut self) -> Vec<Destination> {
        let RawHtml { html, lines } = std::mem::take(self);
        let mut found = Vec::new();
        for piece in tags::pieces(&html) {
            let Piece::Open(tag) = piece else { continue };
            let (name, is_image) = match tag.name.as_str() {
                "a" => ("href", false),
                "img" => ("src", true),
                _ => continue,
            };
            if let Some(attribute) = tag
                .attributes
                .iter()
                .find(|attribute| attribute.name == name)
            {
                let target = tags::decode(attribute.value).trim().to_owned();
                let span = in_source(&lines, &attribute.span);
                found.push(Destination {
                    span,
                    target,
                    is_image,
                });
            }
        }
        found
    }
}

fn in_source(lines: &[(usize, Range<usize>)], span: &Range<usize>) -> Range<usize> {
    let place = |at: usize| {
        let after = lines.partition_point(|(start, _)| *start <= at);
        let line = after.checked_sub(1).and_then(|line| lines.get(line));
        line.map_or(at, |(start, range)| {
            (range.start + at - start).min(range.end)
        })
    };
    place(span.start)..place(span.end)
}

#[cfg(test)]
mod tests {
    use super::destinations;

    fn check(text: &str, expected: &str) {
        let shown = destinations(text).into_iter().map(|found| {
            let mark = if found.is_image { "!" } else { "" };
            format!("{mark}{}={}", &text[found.span], found.target)
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" | "), expected, "{text}");
    }

    #[test]
    fn destinations_point_at_the_address() {
        check(
            "[a](b.md#c) ![*d*](<e f.png> \"t\")",
            "b.md#c=b.md#c | !e f.png=e f.png",
        );
        check(
            "[](x) [`a](b)`](  y\n'b') [z](a\\_b)",
            "x=x | y=y | a\\_b=a_b",
        );
        check("[![a](i.png)](l.md)", "!i.png=i.png | l.md=l.md");
        check(
            "é [a][B] [c][] [c]\n\n[b]: <u v> 'x'\n[c]:\n w",
            "u v=u v | w=w | w=w",
        );
        check(
            "<https://a.b> <c@d.e>",
            "https://a.b=https://a.b | c@d.e=mailto:c@d.e",
        );
        check(
            "see www.a.b, https://c.d.",
            "www.a.b=http://www.a.b | https://c.d=https://c.d",
        );
        check("`https://a.b` <!-- [a](b) --> [no]", "");
        check("    https://a.b\n\n```\nhttps://c.d\n```", "");
    }

    #[test]
    fn raw_html_has_destinations_too() {
        check(
            "a <a href='b?x&amp;y'> <img\nsrc=c.png>",
            "b?x&amp;y=b?x&y | !c.png=c.png",
        );
        check(
            "> <div>\n> <img alt='x'\n>  src=\"d.png\">\n> </div>",
            "!d.png=d.png",
        );
    }
}

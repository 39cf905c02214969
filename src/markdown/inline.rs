//! Writes what stands in a line: words, emphasis, links and images.

use super::address::{self, Link, LinkKind};
use super::autolink;
use super::elements::Content;
use super::events::{after, restored};
use super::footnotes;
use super::plain::words;
use super::writer::{Writer, push_attribute_pair};
use crate::markdown::html::{push_attribute, push_text};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::fmt::Write as _;

/// Emphases in one another that are shown as such. Deeper ones keep their text.
const DEEPEST: usize = 32;

impl Writer<'_> {
    pub(super) fn text(&mut self, text: &str) {
        self.author.before_text(&mut self.out);
        let text = restored(text);
        if !self.links.is_empty() || self.author.is_in_link() {
            return push_text(&mut self.out, &text);
        }
        let mut written = 0;
        for bare in autolink::find(&text) {
            let Some(link) = address::resolve(&bare.target(&text), self.context.link) else {
                continue;
            };
            push_text(&mut self.out, &text[written..bare.range.start]);
            self.push_anchor(&link, "");
            push_text(&mut self.out, &text[bare.range.clone()]);
            self.out.push_str("</a>");
            written = bare.range.end;
        }
        push_text(&mut self.out, &text[written..]);
    }

    pub(super) fn code(&mut self, code: &str) {
        self.author.before_text(&mut self.out);
        self.out.push_str("<code>");
        push_text(&mut self.out, &restored(code));
        self.out.push_str("</code>");
    }

    pub(super) fn start_inline(&mut self, tag: &Tag<'_>) {
        self.author.before_text(&mut self.out);
        match tag {
            Tag::Emphasis => self.start_emphasis("<em>"),
            Tag::Strong => self.start_emphasis("<strong>"),
            Tag::Strikethrough => self.start_emphasis("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let target = restored(dest_url);
                match link_type {
                    LinkType::Email => self.start_link(&format!("mailto:{target}"), title),
                    _ => self.start_link(&target, title),
                }
            }
            _ => {}
        }
    }

    pub(super) fn end_inline(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis => self.end_emphasis("</em>"),
            TagEnd::Strong => self.end_emphasis("</strong>"),
            TagEnd::Strikethrough => self.end_emphasis("</del>"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn start_emphasis(&mut self, tag: &str) {
        let is_shown = self.emphases.len() < DEEPEST;
        self.emphases.push(is_shown);
        if is_shown {
            self.out.push_str(tag);
            self.author.enter(Content::Phrasing);
        }
    }

    fn end_emphasis(&mut self, tag: &str) {
        if self.emphases.pop() == Some(true) {
            self.leave(tag);
        }
    }

    fn start_link(&mut self, target: &str, title: &str) {
        let link = if self.author.is_in_link() {
            None
        } else {
            self.destination(target)
        };
        if let Some(link) = &link {
            self.push_anchor(link, title);
        }
        self.author.enter(Content::Phrasing);
        self.links
            .push((self.out.len(), link.map(|link| link.href)));
    }

    fn end_link(&mut self) {
        let Some((start, href)) = self.links.pop() else {
            return;
        };
        self.author.leave(&mut self.out);
        let Some(href) = href else {
            return;
        };
        // A link without words could not be seen, named or followed.
        if self.out[start..].trim().is_empty() {
            push_text(&mut self.out, &href);
        }
        self.out.push_str("</a>");
    }

    /// Returns where a link of the text leads, by way of the prefix if it is to one of its headings.
    pub(super) fn destination(&self, target: &str) -> Option<Link> {
        match target.strip_prefix('#') {
            Some(slug) if self.outline.has(slug) => {
                let href = format!("#{}{slug}", self.context.id_prefix);
                Some(Link {
                    href,
                    kind: LinkKind::Internal,
                })
            }
            _ => address::resolve(target, self.context.link),
        }
    }

    fn push_anchor(&mut self, link: &Link, title: &str) {
        self.out.push_str("<a");
        push_link(&mut self.out, link);
        if !title.is_empty() {
            push_attribute(&mut self.out, "title", &restored(title));
        }
        self.out.push('>');
    }

    pub(super) fn image(&mut self, at: usize) -> usize {
        let next = after(self.events, at);
        if let Event::Start(Tag::Image {
            dest_url, title, ..
        }) = &self.events[at].0
        {
            let alt = words(&self.events[at..next]);
            self.author.before_text(&mut self.out);
            let mut title_attribute = String::new();
            if !title.is_empty() {
                push_attribute(&mut title_attribute, "title", &restored(title));
            }
            self.push_image(&restored(dest_url), &alt, &title_attribute);
        }
        next
    }

    /// Writes an image, or what it says instead where its address is not one to load.
    pub(super) fn push_image(&mut self, target: &str, alt: &str, attributes: &str) {
        let image = address::resolve(target, self.context.image);
        let Some(image) = image.filter(|image| !image.href.trim().is_empty()) else {
            return push_text(&mut self.out, alt);
        };
        let is_link = self.links.iter().any(|(_, href)| href.is_some()) || self.author.is_in_link();
        let alt = if alt.is_empty() && is_link {
            address::file_name(target)
        } else {
            alt
        };
        self.out.push_str("<img src=\"");
        address::push_href(&mut self.out, &image.href);
        self.out.push('"');
        push_attribute(&mut self.out, "alt", alt);
        self.out.push_str(attributes);
        let is_sized = [" width=", " height="]
            .iter()
            .any(|name| attributes.contains(name));
        if let Some((width, height)) = (self.context.image_size)(target).filter(|_| !is_sized) {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }

    pub(super) fn footnote_reference(&mut self, label: &str) {
        self.author.before_text(&mut self.out);
        let Some((number, reference)) = self.footnotes.refer(label) else {
            return push_text(&mut self.out, &format!("[^{}]", restored(label)));
        };
        if !self.links.is_empty() || self.author.is_in_link() {
            let _ = write!(self.out, "<sup>{number}</sup>");
            return;
        }
        let prefix = self.context.id_prefix;
        self.out
            .push_str("<sup class=\"footnote\"><a role=\"doc-noteref\"");
        push_attribute(
            &mut self.out,
            "id",
            &footnotes::reference_id(prefix, number, reference),
        );
        self.out.push_str(" href=\"#");
        address::push_href(&mut self.out, &footnotes::note_id(prefix, number));
        push_attribute_pair(
            &mut self.out,
            self.context.labels.footnote,
            &number.to_string(),
        );
        let _ = write!(self.out, ">{number}</a></sup>");
    }
}

/// Writes ` href="…"`, and what a link to elsewhere needs.
pub(super) fn push_link(out: &mut String, link: &Link) {
    out.push_str(" href=\"");
    address::push_href(out, &link.href);
    out.push('"');
    if link.kind == LinkKind::External {
        out.push_str(" rel=\"noopener\"");
    }
}

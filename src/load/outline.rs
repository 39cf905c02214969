//! The headings and links of a body, found in one pass.

use crate::model::{Body, Section};
use crate::source::Span;
use crate::tree::Found;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A link or image of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Destination {
    /// As written.
    pub(crate) written: String,
    /// Whether it is an image.
    pub(crate) image: bool,
    /// The address, or the whole link where the address stands elsewhere (reference links).
    pub(crate) span: Span,
}

/// What one pass over a body finds.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The body with its sections.
    pub(crate) body: Body,
    /// The first level-one heading, as plain text.
    pub(crate) title: Option<Found<String>>,
    /// Its links.
    pub(crate) destinations: Vec<Destination>,
}

struct Heading {
    level: u8,
    title: String,
    span: Span,
}

/// Reads headings and links of the body in `range` of `text`.
pub(crate) fn outline(text: &str, range: Span) -> Outline {
    let mut headings: Vec<Heading> = Vec::new();
    let mut destinations = Vec::new();
    let mut open: Option<Heading> = None;
    let slice = &text[range.clone()];
    for (event, at) in Parser::new_ext(slice, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES)
        .into_offset_iter()
    {
        let at = range.start + at.start..range.start + at.end;
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let span = at.start..at.start + text[at].trim_end().len();
                open = Some(Heading {
                    level: depth(level),
                    title: String::new(),
                    span,
                });
            }
            Event::End(TagEnd::Heading(_)) => headings.extend(open.take()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut open {
                    heading.title.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut open {
                    heading.title.push(' ');
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                destinations.push(destination(text, at, &dest_url, false));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                destinations.push(destination(text, at, &dest_url, true));
            }
            _ => {}
        }
    }
    let title = headings
        .iter()
        .find(|heading| heading.level == 1 && !heading.title.trim().is_empty())
        .map(|heading| Found {
            value: heading.title.trim().to_owned(),
            span: heading.span.clone(),
        });
    let body = Body {
        title_heading: None,
        sections: sections(&headings, range.end),
        span: range,
    };
    Outline {
        body,
        title,
        destinations,
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

fn destination(text: &str, at: Span, url: &str, image: bool) -> Destination {
    // The address stands last in `[words](address)`; escapes and references are shown whole.
    let inside = text[at.clone()].rfind(url).filter(|_| !url.is_empty());
    let span = inside.map_or(at.clone(), |start| {
        at.start + start..at.start + start + url.len()
    });
    Destination {
        written: url.to_owned(),
        image,
        span,
    }
}

fn sections(headings: &[Heading], end: usize) -> Vec<Section> {
    headings
        .iter()
        .enumerate()
        .map(|(i, heading)| {
            let next = headings[i + 1..]
                .iter()
                .find(|next| next.level <= heading.level);
            Section {
                kind: None,
                title: heading.title.trim().to_owned(),
                level: heading.level,
                heading: heading.span.clone(),
                content: heading.span.end..next.map_or(end, |next| next.span.start),
            }
        })
        .collect()
}

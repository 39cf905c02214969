//! The text of a report, with its timelines drawn where the author put them.

use super::timeline::{self, Timeline};
use crate::error::Error;
use crate::markdown::html::Html;
use crate::markdown::{Context, Heading, References, plain_text, render};
use crate::model::{Incident, Section, SectionKind, TimelineLayout};
use crate::render::Book;
use crate::theme::{Template, Variables};
use schemars::JsonSchema;
use serde::Serialize;

/// A text that is ready to print.
pub(super) struct Body {
    /// The summary and the impact that it begins with; they stand before a timeline of front matter.
    pub(super) opening: Option<Html>,
    /// The rest of its markup; none when there is no more.
    pub(super) html: Option<Html>,
    /// The headings of the opening.
    pub(super) opening_headings: Vec<Heading>,
    /// Those of the rest.
    pub(super) headings: Vec<Heading>,
}

const EVENTS: Template<View> = Template::new("events.html");
/// What its template may name.
pub(super) const VARIABLES: Variables = EVENTS.variables();

/// Data of `events.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    timeline: Timeline,
}

/// Renders the body. Where a timeline stands, the Markdown gets a placeholder, so that headings,
/// footnotes and link definitions around it stay those of one text.
pub(super) fn body(incident: &Incident, book: &Book, context: &Context<'_>) -> Result<Body, Error> {
    let file = &book.sources.get(incident.source).text;
    let text = incident.body_text(file);
    let references = References::read(text);
    let context = Context {
        references: Some(&references),
        ..context.clone()
    };
    let Marked {
        text: marked,
        mark,
        layouts,
        skip,
        moved,
    } = Marked::new(incident, file);
    let rendered = render(
        &marked,
        &Context {
            skip,
            anchors: &anchors(incident, &moved),
            ..context.clone()
        },
    );
    let mut html = rendered.html.as_str().to_owned();
    for (i, layout) in layouts.iter().enumerate() {
        let timeline = timeline::of_body(incident, layout, file, i, &context, book.language());
        let drawn = book.theme.render(&EVENTS, &View { timeline })?;
        put(
            &mut html,
            &format!("{mark}{i}x</p>"),
            &String::from_utf8_lossy(&drawn),
        );
    }
    let opening = take_opening(&mut html, &format!("{mark}{OPENING}</p>"));
    let (opening_headings, headings) = rendered
        .headings
        .into_iter()
        .partition(|heading| opening.contains(&format!("id=\"{}\"", heading.id)));
    let shown = |html: String| (!html.trim().is_empty()).then(|| Html::trusted(html));
    Ok(Body {
        opening: shown(opening),
        html: shown(html),
        opening_headings,
        headings,
    })
}

/// Takes what stands before the placeholder at the end of the opening, and the placeholder away.
fn take_opening(html: &mut String, placeholder: &str) -> String {
    let Some(at) = html.find(placeholder) else {
        return String::new();
    };
    let start = html[..at].rfind("<p").unwrap_or(at);
    let rest = html.split_off(at + placeholder.len());
    html.truncate(start);
    std::mem::replace(html, rest)
}

/// Puts a drawing where the paragraph of its placeholder stands. An address that the paragraph has
/// stays one.
fn put(html: &mut String, placeholder: &str, drawn: &str) {
    let Some(at) = html.find(placeholder) else {
        return;
    };
    let Some(start) = html[..at].rfind("<p") else {
        return;
    };
    let drawn = match html[start + "<p".len()..at].trim_end_matches('>') {
        "" => drawn.to_owned(),
        attributes => format!("<div{attributes}>{drawn}</div>"),
    };
    html.replace_range(start..at + placeholder.len(), &drawn);
}

/// Where places behind placeholders are now.
#[derive(Default)]
struct Moved {
    /// Places of the text with where they are in the text with placeholders.
    marks: Vec<(usize, usize)>,
}

impl Moved {
    fn note(&mut self, place: usize, now: usize) {
        self.marks.push((place, now));
    }

    fn now(&self, place: usize) -> usize {
        let before = self.marks.iter().rev().find(|(mark, _)| *mark <= place);
        before.map_or(place, |(mark, now)| now + (place - mark))
    }
}

/// An id for each action that the body has, so that the page of actions can lead to it.
fn anchors(incident: &Incident, moved: &Moved) -> Vec<(usize, String)> {
    let start = incident.body.span.start;
    let of_body = incident
        .actions
        .iter()
        .filter(|action| !action.origin.is_stated());
    of_body
        .map(|action| {
            let place = moved.now(action.span.start.saturating_sub(start));
            (place, action.id.clone())
        })
        .collect()
}

/// A body with a placeholder in the place of each timeline.
pub(in crate::render) struct Marked<'m> {
    /// The Markdown.
    pub(in crate::render) text: String,
    /// What a placeholder begins with; its number and an `x` follow.
    pub(in crate::render) mark: String,
    /// The timelines.
    pub(in crate::render) layouts: Vec<&'m TimelineLayout>,
    /// The title, which the page does not repeat.
    pub(in crate::render) skip: Option<std::ops::Range<usize>>,
    /// Where places behind placeholders are now.
    moved: Moved,
}

impl Marked<'_> {
    /// Marks the body of an incident. `file` is the text of its report.
    pub(in crate::render) fn new<'m>(incident: &'m Incident, file: &str) -> Marked<'m> {
        let text = incident.body_text(file);
        let start = incident.body.span.start;
        let mark = placeholder(text);
        let layouts = distinct(&incident.body.timelines, start, text.len());
        let mut marked = String::with_capacity(text.len());
        let mut copied = 0;
        let mut moved = Moved::default();
        for (span, edit) in edits(incident, &layouts) {
            if span.start < copied {
                continue;
            }
            marked.push_str(&text[copied..span.start]);
            match edit {
                Edit::Opening => marked.push_str(&format!("\n\n{mark}{OPENING}\n\n")),
                Edit::Heading(level) => marked.extend(["#".repeat(level.into()).as_str(), " "]),
                Edit::Timeline(i, layout) => {
                    let label = layout.label.clone().and_then(|label| file.get(label));
                    if let Some(words) = label.map(plain_text) {
                        let words = words.trim().replace('*', "\\*");
                        marked.push_str(&format!("\n\n**{words}**"));
                    }
                    marked.push_str(&format!("\n\n{mark}{i}x\n\n"));
                }
            }
            copied = span.end;
            moved.note(copied, marked.len());
        }
        marked.push_str(&text[copied..]);
        // The title stands before all placeholders, or is not where it was.
        let first = layouts
            .first()
            .map_or(usize::MAX, |layout| layout.span.start);
        let skip = incident
            .body
            .title_heading
            .clone()
            .filter(|span| span.end <= first);
        let skip = skip.map(|span| {
            let length = span.len();
            let at = moved.now(span.start.saturating_sub(start));
            at..at + length
        });
        Marked {
            text: marked,
            mark,
            layouts,
            skip,
            moved,
        }
    }
}

/// What a page has in another way than the text.
enum Edit<'e> {
    /// A line that is the name of a section and nothing else: a heading like others.
    Heading(u8),
    /// A timeline by its number.
    Timeline(usize, &'e TimelineLayout),
    /// The end of the opening.
    Opening,
}

/// What follows the mark in the placeholder at the end of the opening.
const OPENING: &str = "opening";

/// What is done to a body, in order, by places of the body.
fn edits<'e>(
    incident: &Incident,
    layouts: &[&'e TimelineLayout],
) -> Vec<(std::ops::Range<usize>, Edit<'e>)> {
    let start = incident.body.span.start;
    let timelines = layouts.iter().enumerate().map(|(i, layout)| {
        let span = layout.span.start - start..layout.span.end - start;
        (span, Edit::Timeline(i, layout))
    });
    let bare = incident
        .body
        .sections
        .iter()
        .filter(|section| section.is_bare);
    let headings = bare.filter_map(|section| {
        let at = section.heading.start.checked_sub(start)?;
        Some((at..at, Edit::Heading(section.level)))
    });
    let opening = opening_end(incident)
        .and_then(|end| end.checked_sub(start))
        .map(|end| (end..end, Edit::Opening));
    // The opening ends before what begins at the same place.
    let mut edits: Vec<_> = opening
        .into_iter()
        .chain(timelines)
        .chain(headings)
        .collect();
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    edits
}

/// The most bytes of a section that a reader has before the timeline: some 200 words.
const OPENING_LENGTH: usize = 1_500;

/// Where the summary and the impact end that a body begins with, in the file. Who is in a hurry reads
/// them first, so a timeline of front matter stands after them.
fn opening_end(incident: &Incident) -> Option<usize> {
    if !incident
        .timeline
        .iter()
        .any(|event| event.origin.is_stated())
    {
        return None;
    }
    let is_title =
        |section: &Section| Some(&section.heading) == incident.body.title_heading.as_ref();
    let mut end = None;
    let sections = incident.body.sections.iter();
    for section in sections.filter(|section| !is_title(section)) {
        let is_within = end.is_some_and(|end| section.heading.start < end);
        let is_opening = matches!(
            section.kind,
            Some(SectionKind::Summary | SectionKind::Impact | SectionKind::PlainWords)
        );
        // What is longer tells the story.
        let is_short = section.content.len() <= OPENING_LENGTH;
        match (is_within, is_opening && is_short) {
            (true, _) => {}
            (false, true) => end = Some(section.content.end),
            (false, false) => return end.or_else(|| introduction_end(incident, section)),
        }
    }
    end
}

/// Where the words before the first heading end. They introduce what follows, unless front matter
/// has a summary that does.
fn introduction_end(incident: &Incident, first: &Section) -> Option<usize> {
    let has_summary = incident
        .summary
        .as_ref()
        .is_some_and(|summary| summary.origin.is_stated());
    let length = first.heading.start.checked_sub(incident.body.span.start)?;
    (!has_summary && length <= OPENING_LENGTH).then_some(first.heading.start)
}

/// A word that the text does not have.
fn placeholder(text: &str) -> String {
    let mut mark = "cbtimeline".to_owned();
    while text.contains(&mark) {
        mark.push('q');
    }
    mark
}

/// Layouts that lie in the body, in order, none within another.
fn distinct(layouts: &[TimelineLayout], start: usize, length: usize) -> Vec<&TimelineLayout> {
    let mut end = start;
    layouts
        .iter()
        .filter(|layout| {
            let fits = layout.span.start >= end && layout.span.end <= start + length;
            if fits {
                end = layout.span.end;
            }
            fits
        })
        .collect()
}

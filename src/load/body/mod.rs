//! What the Markdown of a report says: sections, timelines, actions, and the values that front
//! matter leaves out.
//!
//! The body is parsed once; every reader here works on the spans of its blocks. Nothing is an
//! error: what cannot be understood stays ordinary Markdown.

mod actions;
#[cfg(test)]
mod any_text;
mod durations;
mod facts;
#[cfg(test)]
mod inference;
mod kinds;
mod label_names;
mod labels;
mod milestones;
mod names;
mod outline;
mod parts;
mod phrases;
mod prose;
mod timeline;
mod title;
mod track;
mod zones;

pub use title::trimmed_title;

use crate::config::{Config, DateOrder};
use crate::load::time::{Context, DateVotes, find_all, resolve};
use crate::model::{
    Action, Asides, Body, Detection, Event, Milestone, Moment, Origin, Person, Piece, Section,
    SectionKind, Sourced, StatedDuration, TimelineLayout, Zone, ZoneOrigin, ZoneUse,
};
use crate::source::Span;
use chrono::{Datelike, NaiveDate};
use facts::Facts;
use milestones::Clues;
use outline::Outline;
use parts::{Covered, Part};
use std::collections::BTreeMap;
use timeline::Timelines;

/// What is known of a report besides its body.
#[derive(Debug, Clone)]
pub struct Given<'g> {
    /// The file's name without its ending; the folder's for an `index.md`.
    pub stem: &'g str,
    /// book.toml.
    pub config: &'g Config,
    /// The zone that front matter states.
    pub zone: Option<ZoneUse>,
    /// The day that front matter says the incident began on.
    pub started: Option<NaiveDate>,
    /// Where front matter states the title.
    pub title: Option<Span>,
}

/// What a body says. Front matter, where it says something, goes first.
#[derive(Debug, Clone)]
pub struct BodyReading {
    /// Where the parts of the body are.
    pub body: Body,
    /// The first heading without dates and boilerplate, else the file's name.
    pub title: Sourced<String>,
    /// The id of one of book.toml's levels.
    pub status: Option<Sourced<String>>,
    /// The id of one of book.toml's levels.
    pub severity: Option<Sourced<String>>,
    /// Who wrote the report, else who led the response.
    pub authors: Vec<Sourced<Person>>,
    /// What was hurt: ids where book.toml knows the name, else the name as written.
    pub services: Vec<Sourced<String>>,
    /// Categories and keywords.
    pub tags: Vec<Sourced<String>>,
    /// How it was noticed.
    pub detection: Option<Sourced<Detection>>,
    /// What set it off, in Markdown.
    pub trigger: Option<Sourced<String>>,
    /// The first paragraph of the summary.
    pub summary: Option<Sourced<String>>,
    /// The first paragraph or list about impact.
    pub impact: Option<Sourced<String>>,
    /// The turning points, each with where it comes from.
    pub milestones: BTreeMap<Milestone, Sourced<Moment>>,
    /// When the report was published.
    pub published: Option<Sourced<Moment>>,
    /// The entries of every timeline, in order.
    pub timeline: Vec<Event>,
    /// Follow-up work.
    pub actions: Vec<Action>,
    /// Contributing factors in the author's words: the entries of a list, else paragraphs.
    pub factors: Vec<Span>,
    /// The zone that the body states, for times without one.
    pub zone: Option<ZoneUse>,
    /// Which way round dates such as `03/04/2024` are, as far as the report shows.
    pub date_order: Option<DateOrder>,
}

/// Reads the body of a report, which is `span` of its file.
///
/// ```
/// # use casebook::config::Config;
/// # use casebook::load::body::{Given, read};
/// let text = "# Queue stuck\n\n## Timeline\n\n- 2024-03-02 10:15 - Alert\n- 10:40 - Drained\n";
/// let config = Config::default();
/// let given = Given { stem: "queue", config: &config, zone: None, started: None, title: None };
/// let reading = read(text, 0..text.len(), &given);
/// assert_eq!(reading.title.value, "Queue stuck");
/// assert_eq!(reading.timeline[1].text, "Drained");
/// ```
pub fn read(text: &str, span: Span, given: &Given<'_>) -> BodyReading {
    let outline = Outline::parse(text, span);
    let heading = title::heading(&outline, given.config);
    let title_heading = heading.map(|block| block.span.clone());
    let parts = parts::parts(&outline, given.config, title_heading.as_ref());
    let labels = labels::labels(&outline, &parts);
    let mut surroundings = Surroundings::of(&outline, &parts, &labels, given);
    let Timelines {
        mut events,
        layouts,
        zone,
    } = timelines(&outline, &parts, &surroundings.setting());
    kinds::mark(&mut events);
    surroundings.adopt(zone);
    let actions = actions::read(&outline, &parts, surroundings.context.order);
    let clues = surroundings.clues(&events);
    let milestones = milestones::infer(&clues);
    let labelled = milestones::labelled(&clues);
    let facts = Facts::read(
        &outline,
        &parts,
        &labels,
        given.config,
        &surroundings.context,
    );
    let asides = Asides {
        action_statuses: actions.unknown,
        unknown_levels: facts.unknown_levels,
        labelled,
        ..surroundings.asides()
    };
    BodyReading {
        title: title::title(&outline, heading, given.stem),
        status: facts.status,
        severity: facts.severity,
        authors: facts.authors,
        services: facts.services,
        tags: facts.tags,
        detection: facts.detection,
        trigger: facts.trigger,
        summary: facts.summary,
        impact: facts.impact,
        published: facts.published,
        milestones,
        actions: actions.actions,
        factors: facts::factors(&parts),
        date_order: surroundings.context.order,
        zone: surroundings.noted_zone,
        body: Body {
            span: outline.span.clone(),
            title_heading,
            sections: sections(&parts, &layouts, &events),
            timelines: layouts,
            asides,
        },
        timeline: events,
    }
}

/// Says whether a text is a report that a wiki exported as plain text: no heading is marked as one,
/// and several lines of their own are names of sections.
pub fn is_plain_export(text: &str, config: &Config) -> bool {
    parts::is_plain_export(&Outline::parse(text, 0..text.len()), config)
}

/// Timelines as people write them, else the updates of a status page.
fn timelines(outline: &Outline<'_>, parts: &[Part<'_>], setting: &timeline::Setting) -> Timelines {
    let timelines = timeline::read(outline, parts, setting);
    if timelines.events.is_empty() {
        return track::read(outline.source, &outline.span, setting).unwrap_or(timelines);
    }
    timelines
}

/// Everything that dates are worked out from.
struct Surroundings<'s, 'a> {
    outline: &'s Outline<'a>,
    given: &'s Given<'s>,
    context: Context,
    labels: &'s [labels::Label],
    durations: Vec<StatedDuration>,
    /// The zone that the body states.
    noted_zone: Option<ZoneUse>,
    title_date: Option<prose::Dated>,
    /// The month that the title names, where it names no day.
    title_month: Option<prose::Dated>,
    told: prose::Told,
    /// Ends that running text tells with day and clock.
    told_ends: Vec<prose::Dated>,
    stem_date: Option<crate::load::time::Reading>,
}

impl<'s, 'a> Surroundings<'s, 'a> {
    fn of(
        outline: &'s Outline<'a>,
        parts: &[Part<'_>],
        labels: &'s [labels::Label],
        given: &'s Given<'s>,
    ) -> Surroundings<'s, 'a> {
        let zone = zones::remark(outline).or_else(|| facts::zone(outline, labels));
        let noted_zone = zone.map(|zone| ZoneUse {
            zone: zone.zone,
            origin: ZoneOrigin::Report,
            written: Some(zone.written),
        });
        let body = outline.markdown(&outline.span);
        let order = date_order(body, noted_zone.as_ref(), given);
        let heading = title::heading(outline, given.config);
        let titles = || {
            let words = given.title.iter().chain(heading.map(|block| &block.words));
            words.filter_map(|words| Some((outline.source.get(words.clone())?, words.start)))
        };
        let mut surroundings = Surroundings {
            outline,
            given,
            context: Context {
                zone: zone_use(noted_zone.clone(), given),
                day: given.started,
                year: None,
                order,
            },
            labels,
            durations: milestones::stated_durations(outline, labels),
            noted_zone,
            title_date: titles().find_map(|(text, at)| prose::date_in(text, at, order)),
            title_month: titles().find_map(|(text, at)| prose::month_in(text, at, order)),
            told: prose::told(outline, &prose::telling_paragraphs(outline, parts), order),
            told_ends: prose::told_ends(
                outline,
                &Covered::by(parts, &[SectionKind::Timeline]),
                order,
            ),
            stem_date: prose::date_in_stem(given.stem),
        };
        surroundings.settle_day();
        surroundings
    }

    /// Takes over the zone that the timeline states: what it says of its times goes for all.
    fn adopt(&mut self, zone: Option<ZoneUse>) {
        if let Some(zone) = zone {
            self.context.zone = zone.clone();
            self.noted_zone = Some(zone);
        }
    }

    fn clues<'c>(&'c self, events: &'c [Event]) -> Clues<'c, 'a> {
        Clues {
            outline: self.outline,
            context: &self.context,
            labels: self.labels,
            durations: &self.durations,
            events,
            title: self.title_date.as_ref(),
            month: self.title_month.as_ref(),
            told: &self.told,
            stem: self.stem_date.as_ref(),
        }
    }

    fn asides(&self) -> Asides {
        let day = |dated: &prose::Dated| Some((prose::day_of(&dated.reading)?, dated.span.clone()));
        let told_end = |dated: &prose::Dated| {
            let (at, _) = resolve(&dated.reading, &self.context)?;
            Some(Sourced::inferred(at, Origin::Prose, dated.span.clone()))
        };
        Asides {
            durations: self.durations.clone(),
            title_day: self.title_date.as_ref().and_then(day),
            file_day: self.stem_date.as_ref().and_then(prose::day_of),
            either_way: match self.context.order {
                Some(_) => Vec::new(),
                None => either_way(self.outline.source, &self.outline.span).collect(),
            },
            unread_keys: Vec::new(),
            labelled: Vec::new(),
            unknown_levels: Vec::new(),
            action_statuses: Vec::new(),
            told_ends: self.told_ends.iter().filter_map(told_end).collect(),
        }
    }

    /// Finds the day that clocks without one belong to. Front matter's goes first.
    fn settle_day(&mut self) {
        if self.context.day.is_none() {
            // Days without a year need one to be read at all: the file's name often has it.
            let named = self
                .stem_date
                .as_ref()
                .and_then(|reading| resolve(reading, &self.context));
            self.context.year = named.map(|(at, _)| at.local.year());
            let told_end = self.told_ends.last().and_then(|end| end.day);
            self.context.day = milestones::likely_day(&self.clues(&[])).or(told_end);
        }
    }

    fn setting(&self) -> timeline::Setting {
        timeline::Setting {
            zone: self.context.zone.clone(),
            order: self.context.order,
            day: self.context.day,
            year: self.context.year,
            limit: self.given.config.limits.events,
        }
    }
}

/// Dates of some text of which either number may be the month.
pub(super) fn either_way<'t>(text: &'t str, span: &Span) -> impl Iterator<Item = Span> + 't {
    let start = span.start;
    let text = text.get(span.clone()).unwrap_or_default();
    let text = if may_go_either_way(text) { text } else { "" };
    find_all(text, None)
        .filter(|reading| {
            reading
                .date
                .is_some_and(|date| date.is_order_open && date.year.is_some())
        })
        .map(move |reading| start + reading.span.start..start + reading.span.end)
}

/// Whether a text has anything like `3/4/21` or `3-4-2021`: most texts need no closer look.
fn may_go_either_way(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let rest = bytes.iter().skip(from).take(3);
        rest.take_while(|byte| byte.is_ascii_digit()).count()
    };
    let digits_before = |to: usize| {
        let before = bytes[..to].iter().rev().take(3);
        before.take_while(|byte| byte.is_ascii_digit()).count()
    };
    memchr::memchr2_iter(b'/', b'-', bytes).any(|at| {
        let (first, second) = (digits_before(at), digits(at + 1));
        let is_small = |n| n == 1 || n == 2;
        is_small(first)
            && is_small(second)
            && bytes.get(at + 1 + second) == Some(&bytes[at])
            && digits(at + 2 + second) > 0
    })
}

/// The zone of times that state none: a remark in the body, front matter, book.toml, else UTC.
fn zone_use(noted: Option<ZoneUse>, given: &Given<'_>) -> ZoneUse {
    let book = || {
        given.config.timezone.map(|tz| ZoneUse {
            zone: Zone::Named(tz),
            origin: ZoneOrigin::Book,
            written: None,
        })
    };
    noted
        .or_else(|| given.zone.clone())
        .or_else(book)
        .unwrap_or_else(ZoneUse::assumed)
}

/// Which way round dates are: as the report's own dates show, as book.toml says, as is the custom
/// where the zone is.
fn date_order(body: &str, noted: Option<&ZoneUse>, given: &Given<'_>) -> Option<DateOrder> {
    let zone = noted
        .or(given.zone.as_ref())
        .map(|zone| zone.zone)
        .or_else(|| given.config.timezone.map(Zone::Named));
    DateVotes::count(body)
        .order()
        .or(given.config.date_order)
        .or_else(|| zones::custom_order(zone?))
}

/// The sections as pages list them: headings inside a timeline are entries of it, and a timeline
/// whose days stand beside it reaches to their end.
fn sections(parts: &[Part<'_>], layouts: &[TimelineLayout], events: &[Event]) -> Vec<Section> {
    let mut sections = parts::sections(parts);
    // Timelines are in the order of the file and apart from each other.
    let at_or_after = |at: usize| {
        let next = layouts.partition_point(|layout| layout.span.end <= at);
        layouts.get(next)
    };
    sections.retain(|section| {
        let at = section.heading.start;
        !at_or_after(at).is_some_and(|layout| is_entry(layout, events, at))
    });
    for section in &mut sections {
        let layout = at_or_after(section.content.start)
            .filter(|layout| layout.span.start == section.content.start);
        if let Some(layout) = layout.filter(|_| section.kind == Some(SectionKind::Timeline)) {
            section.content.end = section.content.end.max(layout.span.end);
        }
    }
    sections
}

/// Says whether a heading at a place belongs to an entry of a timeline or names a day in it.
fn is_entry(layout: &TimelineLayout, events: &[Event], at: usize) -> bool {
    let end = |piece: &Piece| match piece {
        Piece::Event(event) => events.get(*event).map_or(0, |event| event.span.end),
        Piece::Text(span) | Piece::Structure(span) => span.end,
    };
    // Pieces are in the order of the file.
    let next = layout.pieces.partition_point(|piece| end(piece) <= at);
    match layout.pieces.get(next) {
        Some(Piece::Event(event)) => events
            .get(*event)
            .is_some_and(|event| event.span.contains(&at)),
        Some(Piece::Structure(span)) => span.contains(&at),
        _ => false,
    }
}

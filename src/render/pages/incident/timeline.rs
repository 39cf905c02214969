//! The timeline of an incident: clock time, time since the start, days and gaps made visible.

use crate::analyze::durations::{Length, between};
use crate::language::Language;
use crate::markdown::html::Html;
use crate::markdown::{Context, plain_text, render};
use crate::model::{
    Event, EventKind as Kind, Incident, Milestone, Moment, Piece, Precision, TimelineLayout,
};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Events, and what stands between them, with a note on their zone.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Timeline {
    note: String,
    /// Whether readers choose above it how times are shown: above the first of a page only.
    has_ways: bool,
    entries: Vec<Entry>,
}

/// One line of a timeline.
#[derive(Debug, Default, Serialize, JsonSchema)]
struct Entry {
    /// Permalink: made from the time, so that an event added before it does not move it. Only
    /// events have one.
    id: Option<String>,
    /// `mile detected` and the like.
    class: Option<String>,
    /// The day, where it differs from that of the event before.
    day: Option<String>,
    /// Words about a long silence before it.
    gap: Option<String>,
    machine: Option<String>,
    /// The clock, or what there is instead.
    clock: String,
    /// The time as the author wrote it, where that says more or other things than the clock.
    written: Option<String>,
    /// Time since the start.
    elapsed: Option<String>,
    /// What kind of event it is.
    kind: Option<String>,
    /// Whether the kind is inferred.
    kind_inferred: bool,
    text: Html,
}

/// Returns the timeline of front matter, if there is one.
pub(super) fn of_front_matter(
    incident: &Incident,
    context: &Context<'_>,
    language: &Language,
) -> Option<Timeline> {
    if !has_own(incident) {
        return None;
    }
    let pieces: Vec<Piece> = (0..incident.timeline.len()).map(Piece::Event).collect();
    Some(Writer::new(incident, context, language, ("", 0)).write(&pieces))
}

/// Says whether front matter has a timeline.
fn has_own(incident: &Incident) -> bool {
    let mut events = incident.timeline.iter();
    events.any(|event| event.origin.is_stated())
}

/// Returns a timeline of the body. `file` is the text of the report, `number` the timeline's place
/// among those of the body.
pub(super) fn of_body(
    incident: &Incident,
    layout: &TimelineLayout,
    file: &str,
    number: usize,
    context: &Context<'_>,
    language: &Language,
) -> Timeline {
    Writer::new(incident, context, language, (file, number)).write(&layout.pieces)
}

struct Writer<'w> {
    incident: &'w Incident,
    context: &'w Context<'w>,
    language: &'w Language,
    file: &'w str,
    start: Option<&'w Moment>,
    number: usize,
    addresses: Addresses,
    previous: Option<&'w Moment>,
    /// The author's own day heading stands right above.
    has_day_heading: bool,
    /// The usual time between two events, in seconds.
    usual: i64,
}

impl<'w> Writer<'w> {
    fn new(
        incident: &'w Incident,
        context: &'w Context<'w>,
        language: &'w Language,
        (file, number): (&'w str, usize),
    ) -> Self {
        let start = incident.at(Milestone::Started).filter(|at| at.has_clock());
        let (addresses, previous, has_day_heading) = (Addresses::new(number), None, false);
        Writer {
            incident,
            context,
            language,
            file,
            start,
            number,
            addresses,
            previous,
            has_day_heading,
            usual: 0,
        }
    }

    fn write(mut self, pieces: &[Piece]) -> Timeline {
        let events = pieces.iter().filter_map(|piece| match piece {
            Piece::Event(index) => self.incident.timeline.get(*index),
            _ => None,
        });
        let events: Vec<&Event> = events.collect();
        self.usual = usual(&events);
        let note = note(events.into_iter(), self.language);
        let entries: Vec<Entry> = pieces
            .iter()
            .enumerate()
            .filter_map(|(i, piece)| self.entry(i, piece))
            .collect();
        let is_first = self.number == 0 && (self.file.is_empty() || !has_own(self.incident));
        let has_ways = is_first && entries.iter().any(|entry| entry.elapsed.is_some());
        Timeline {
            note,
            has_ways,
            entries,
        }
    }

    fn entry(&mut self, place: usize, piece: &Piece) -> Option<Entry> {
        match piece {
            Piece::Event(index) => {
                let event = self.incident.timeline.get(*index)?;
                Some(self.event(event, place))
            }
            Piece::Text(span) => {
                let text = self.rendered(self.file.get(span.clone())?, place);
                (!text.as_str().trim().is_empty()).then(|| Entry {
                    text,
                    class: Some("between".to_owned()),
                    ..Entry::default()
                })
            }
            Piece::Structure(span) => {
                let written = self.file.get(span.clone())?;
                let words = plain_text(written);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                self.has_day_heading = words.contains(char::is_numeric);
                let is_told = self.has_day_heading || !names_two_columns(written);
                (is_told && !words.is_empty()).then(|| Entry {
                    text: Html::escape(&words),
                    class: Some("head".to_owned()),
                    ..Entry::default()
                })
            }
        }
    }

    fn event(&mut self, event: &'w Event, place: usize) -> Entry {
        let at = event.at.as_ref();
        let clock = clock(event, self.language);
        let entry = Entry {
            id: Some(self.addresses.next(event)),
            class: event
                .milestone()
                .map(|milestone| format!("mile {}", milestone.as_str())),
            day: at
                .filter(|_| !self.has_day_heading)
                .and_then(|at| self.new_day(at)),
            gap: at.and_then(|at| self.gap(at)),
            machine: at.map(words::machine),
            written: (event.written.trim() != clock && !event.written.trim().is_empty())
                .then(|| plain_text(&event.written)),
            elapsed: at.and_then(|at| self.elapsed(at)),
            kind: kind(event).map(|id| self.language.say(id).to_owned()),
            kind_inferred: event
                .kind
                .as_ref()
                .is_some_and(|kind| !kind.origin.is_stated()),
            text: self.rendered(&event.text, place),
            clock,
        };
        self.has_day_heading = false;
        self.previous = at.or(self.previous);
        entry
    }

    fn rendered(&self, text: &str, place: usize) -> Html {
        let prefix = format!("e{}-{place}-", self.number);
        let context = Context {
            id_prefix: &prefix,
            heading_base: 3,
            skip: None,
            ..self.context.clone()
        };
        render(text, &context).html
    }

    fn new_day(&self, at: &Moment) -> Option<String> {
        let is_known = self
            .previous
            .is_some_and(|before| before.local.date() == at.local.date());
        let precision = at.precision.min(Precision::Day);
        (!is_known).then(|| {
            words::long(
                &Moment {
                    precision,
                    approximate: false,
                    ..at.clone()
                },
                self.language,
            )
            .text
        })
    }

    /// A silence worth a word: an hour or more, within a day or across days; a month or more where
    /// only days are known. What is usual in this timeline is no silence.
    fn gap(&self, at: &Moment) -> Option<String> {
        let length = between(self.previous?, at)?;
        let worth_a_word = match length.has_clock {
            true => 3_600,
            false => 30 * 86_400,
        };
        (length.seconds >= worth_a_word.max(2 * self.usual)).then(|| {
            let exact = Length {
                approximate: false,
                ..length
            };
            let time = words::length(&exact, self.language);
            let args = [("time", (&time).into())];
            self.language.with("incident.later-by", &args)
        })
    }

    fn elapsed(&self, at: &Moment) -> Option<String> {
        let length = between(self.start?, at).filter(|length| length.has_clock)?;
        let exact = Length {
            approximate: false,
            ..length
        };
        Some(if length.seconds == 0 {
            self.language.say("incident.start").to_owned()
        } else {
            let time = words::length(&exact, self.language);
            let args = [("time", (&time).into())];
            self.language.with("incident.since-start", &args)
        })
    }
}

/// Addresses of events, in the order of the page. Two events of one minute get `-2`; a second
/// timeline of a page has its number in all of them.
pub(in crate::render) struct Addresses {
    number: String,
    seen: BTreeMap<String, usize>,
}

impl Addresses {
    /// Begins the addresses of a timeline, by its place among those of the page.
    pub(in crate::render) fn new(number: usize) -> Addresses {
        let number = match number {
            0 => String::new(),
            number => format!("{}-", number + 1),
        };
        let seen = BTreeMap::new();
        Addresses { number, seen }
    }

    /// Returns the address of the next event.
    pub(in crate::render) fn next(&mut self, event: &Event) -> String {
        let number = &self.number;
        let base = match &event.at {
            Some(at) => at
                .local
                .format(&format!("cb-at-{number}%Y%m%d-%H%M"))
                .to_string(),
            None => format!("cb-at-{number}unknown"),
        };
        let count = self.seen.entry(base.clone()).or_default();
        *count += 1;
        if *count == 1 {
            base
        } else {
            format!("{base}-{count}")
        }
    }
}

/// What stands at an event for its time.
pub(in crate::render) fn clock(event: &Event, language: &Language) -> String {
    let start = match (&event.at, event.clock) {
        (Some(at), _) if at.has_clock() => words::clock(at, language),
        (Some(at), _) => return day_words(at, language),
        (None, Some(clock)) => clock.format("%H:%M").to_string(),
        (None, None) => return language.say("incident.no-time").to_owned(),
    };
    match event.until.as_ref().filter(|until| until.has_clock()) {
        Some(until) => {
            let until = words::clock(until, language);
            let args = [("from", (&start).into()), ("to", (&until).into())];
            language.with("incident.clocks", &args)
        }
        None => start,
    }
}

/// What stands in the place of the clock when only the day is known.
fn day_words(at: &Moment, language: &Language) -> String {
    match at.precision {
        Precision::Year | Precision::Month => words::short(at, language).text,
        _ => words::day_of_year(at.local.date(), language),
    }
}

/// The message that says of what kind an event is.
/// Whether a text is the head of a table with two columns. `| Time | Event |` says nothing that a list
/// does not; `| Time (PT) | Event |` might.
fn names_two_columns(text: &str) -> bool {
    let line = text.trim().lines().next().unwrap_or_default();
    line.trim().trim_matches('|').matches('|').count() == 1 && !line.contains('(')
}

fn kind(event: &Event) -> Option<&'static str> {
    Some(match event.kind.as_ref()?.value {
        Kind::Milestone(Milestone::Started) => "incident.started",
        Kind::Milestone(Milestone::Detected) => "incident.detected",
        Kind::Milestone(Milestone::Acknowledged) => "incident.acknowledged",
        Kind::Milestone(Milestone::Declared) => "incident.declared",
        Kind::Milestone(Milestone::Identified) => "incident.identified",
        Kind::Milestone(Milestone::Mitigated) => "incident.mitigated",
        Kind::Milestone(Milestone::Resolved) => "incident.resolved",
        Kind::Escalated => "incident.escalated",
        Kind::Communicated => "incident.communicated",
        Kind::Change => "incident.change",
        Kind::Attempt => "incident.attempt",
        Kind::Note => return None,
    })
}

/// The median time between two events, in seconds; 0 where they are too few to have a rhythm.
fn usual(events: &[&Event]) -> i64 {
    const RHYTHM: usize = 5;
    let moments: Vec<&Moment> = events
        .iter()
        .filter_map(|event| event.at.as_ref())
        .collect();
    if moments.len() < RHYTHM {
        return 0;
    }
    let mut steps: Vec<i64> = moments
        .windows(2)
        .filter_map(|pair| Some(between(pair[0], pair[1])?.seconds))
        .collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).copied().unwrap_or_default()
}

fn note<'e>(mut events: impl Iterator<Item = &'e Event>, language: &Language) -> String {
    match events.find_map(|event| event.at.as_ref().filter(|at| at.has_clock())) {
        Some(at) => {
            let zone = words::zone(&at.zone, at.local, language);
            language.with("incident.times-in", &[("zone", (&zone).into())])
        }
        None => language.say("incident.only-days").to_owned(),
    }
}

//! The timeline of an incident: clock time, time since the start, days and gaps made visible.

use crate::analyze::durations::{Length, between};
use crate::markdown::html::Html;
use crate::markdown::{Context, render};
use crate::model::{Event, EventKind as Kind, Incident, Milestone, Moment, Precision};
use crate::render::words;
use serde::Serialize;
use std::collections::BTreeMap;

/// The events with a note on their zone.
#[derive(Debug, Serialize)]
pub(super) struct Timeline {
    note: String,
    events: Vec<EventView>,
}

#[derive(Debug, Serialize)]
struct EventView {
    /// Permalink: made from the time, so that an event added before it does not move it.
    id: String,
    /// `mile detected` and the like.
    class: Option<String>,
    /// The day, where it differs from that of the event before.
    day: Option<String>,
    /// Words about a long silence before it.
    gap: Option<String>,
    machine: Option<String>,
    /// The clock, or what there is instead.
    clock: String,
    /// Time since the start.
    elapsed: Option<String>,
    /// What kind of event it is.
    kind: Option<&'static str>,
    text: Html,
}

/// Returns the timeline of front matter, if there is one.
pub(super) fn timeline(incident: &Incident, context: &Context<'_>) -> Option<Timeline> {
    let events: Vec<&Event> = incident
        .timeline
        .iter()
        .filter(|event| event.origin.is_stated())
        .collect();
    if events.is_empty() {
        return None;
    }
    let start = incident.at(Milestone::Started).filter(|at| at.has_clock());
    let mut ids = Ids::default();
    let mut previous: Option<&Moment> = None;
    let mut views = Vec::new();
    for (number, event) in events.iter().enumerate() {
        let prefix = format!("e{number}-");
        let context = Context {
            id_prefix: &prefix,
            heading_base: 3,
            ..context.clone()
        };
        views.push(EventView {
            id: ids.of(event),
            class: class(event),
            day: event.at.as_ref().and_then(|at| new_day(at, previous)),
            gap: event.at.as_ref().and_then(|at| gap(at, previous)),
            machine: event.at.as_ref().map(words::machine),
            clock: clock(event),
            elapsed: event.at.as_ref().and_then(|at| elapsed(start?, at)),
            kind: kind(event),
            text: render(&event.text, &context).html,
        });
        previous = event.at.as_ref().or(previous);
    }
    Some(Timeline {
        note: note(&events),
        events: views,
    })
}

/// Distinct ids: two events of one minute get `-2`.
#[derive(Default)]
struct Ids {
    seen: BTreeMap<String, usize>,
}

impl Ids {
    fn of(&mut self, event: &Event) -> String {
        let base = match &event.at {
            Some(at) => at.local.format("cb-at-%Y%m%d-%H%M").to_string(),
            None => "cb-at-unknown".to_owned(),
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

fn class(event: &Event) -> Option<String> {
    event
        .milestone()
        .map(|milestone| format!("mile {}", milestone.as_str()))
}

fn new_day(at: &Moment, previous: Option<&Moment>) -> Option<String> {
    let is_known = previous.is_some_and(|before| before.local.date() == at.local.date());
    let precision = at.precision.min(Precision::Day);
    (!is_known).then(|| {
        words::long(&Moment {
            precision,
            approximate: false,
            ..at.clone()
        })
        .text
    })
}

/// A silence worth a word: an hour or more, within a day or across days.
fn gap(at: &Moment, previous: Option<&Moment>) -> Option<String> {
    const WORTH_A_WORD: i64 = 3_600;
    let length = between(previous?, at)?;
    (length.has_clock && length.seconds >= WORTH_A_WORD).then(|| {
        let exact = Length {
            approximate: false,
            ..length
        };
        format!("{exact} later")
    })
}

fn clock(event: &Event) -> String {
    let start = match (&event.at, event.clock) {
        (Some(at), _) if at.has_clock() => words::clock(at),
        (Some(at), _) => return day_words(at),
        (None, Some(clock)) => clock.format("%H:%M").to_string(),
        (None, None) => return "no time".to_owned(),
    };
    match event.until.as_ref().filter(|until| until.has_clock()) {
        Some(until) => format!("{start}–{}", words::clock(until)),
        None => start,
    }
}

/// What stands in the place of the clock when only the day is known.
fn day_words(at: &Moment) -> String {
    match at.precision {
        Precision::Year => at.local.format("%Y").to_string(),
        Precision::Month => at.local.format("%b %Y").to_string(),
        _ => at.local.format("%-d %b").to_string(),
    }
}

fn elapsed(start: &Moment, at: &Moment) -> Option<String> {
    let length = between(start, at).filter(|length| length.has_clock)?;
    let exact = Length {
        approximate: false,
        ..length
    };
    Some(if length.seconds == 0 {
        "start".to_owned()
    } else {
        format!("+{exact}")
    })
}

fn kind(event: &Event) -> Option<&'static str> {
    Some(match event.kind.as_ref()?.value {
        Kind::Milestone(Milestone::Started) => "Started",
        Kind::Milestone(Milestone::Detected) => "Detected",
        Kind::Milestone(Milestone::Acknowledged) => "Acknowledged",
        Kind::Milestone(Milestone::Declared) => "Declared",
        Kind::Milestone(Milestone::Identified) => "Cause identified",
        Kind::Milestone(Milestone::Mitigated) => "Mitigated",
        Kind::Milestone(Milestone::Resolved) => "Resolved",
        Kind::Escalated => "Escalated",
        Kind::Communicated => "Communicated",
        Kind::Change => "Change",
        Kind::Attempt => "Attempt",
        Kind::Note => return None,
    })
}

fn note(events: &[&Event]) -> String {
    let Some(at) = events
        .iter()
        .find_map(|event| event.at.as_ref().filter(|at| at.has_clock()))
    else {
        return "Only days are known.".to_owned();
    };
    format!("Times in {}.", words::zone(&at.zone, at.local))
}

//! The turning points of an incident, from whatever in the body says when they were.

mod stated;
mod told;

pub(super) use stated::stated_durations;

use super::label_names::Field;
use super::labels::Label;
use super::outline::Outline;
use super::prose::{self, Dated, Told};
use crate::load::time::{Context, Reading, find, read_at_start, resolve, zone_note};
use crate::model::{
    Event, EventKind, Milestone, Moment, Origin, Sourced, StatedDuration, ZoneOrigin, ZoneUse,
};
use crate::source::Span;
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeMap;

/// Everything that milestones are worked out from.
pub(super) struct Clues<'c, 'a> {
    pub(super) outline: &'c Outline<'a>,
    pub(super) context: &'c Context,
    pub(super) labels: &'c [Label],
    pub(super) durations: &'c [StatedDuration],
    pub(super) events: &'c [Event],
    pub(super) title: Option<&'c Dated>,
    /// The month that the title names.
    pub(super) month: Option<&'c Dated>,
    pub(super) told: &'c Told,
    pub(super) stem: Option<&'c Reading>,
}

/// The milestones that are known, each with where it comes from.
pub(super) type Milestones = BTreeMap<Milestone, Sourced<Moment>>;

/// The milestones that labelled lines state, those that contradict others included. A day alone,
/// as `Date:` gives it, may be that of the report.
pub(super) fn labelled(clues: &Clues<'_, '_>) -> Vec<(Milestone, Sourced<Moment>)> {
    let labels: Vec<Label> = clues
        .labels
        .iter()
        .filter(|label| matches!(label.field, Field::Milestone(_)))
        .cloned()
        .collect();
    let mut found = Milestones::new();
    let clues = Clues {
        labels: &labels,
        events: &[],
        ..*clues
    };
    from_labels(&clues, &mut found);
    found.into_iter().collect()
}

/// Works milestones out. Labelled values come first, then events of a known kind, then the first
/// and the last event, then the title, running text and the file's name.
pub(super) fn infer(clues: &Clues<'_, '_>) -> Milestones {
    let mut found = Milestones::new();
    from_labels(clues, &mut found);
    told::from_confirmed_range(clues, &mut found);
    stated::from_durations(clues, &mut found);
    from_typed_events(clues.events, &mut found);
    from_first_and_last(clues, &mut found);
    told::from_told(clues, &mut found);
    weakest_starts(clues, &mut found);
    put_in_order(clues, &mut found);
    found
}

fn add(found: &mut Milestones, milestone: Milestone, moment: Moment, origin: Origin, span: Span) {
    found
        .entry(milestone)
        .or_insert_with(|| Sourced::inferred(moment, origin, span));
}

fn from_labels(clues: &Clues<'_, '_>, found: &mut Milestones) {
    for label in clues.labels {
        let text = clues.outline.markdown(&label.value);
        let milestone = match label.field {
            Field::Milestone(milestone) => milestone,
            Field::Day => Milestone::Started,
            // `Status: Resolved at 2020-04-15 15:09 UTC`
            Field::Status if text.to_lowercase().starts_with("resolved") => Milestone::Resolved,
            _ => continue,
        };
        let order = clues.context.order;
        let Some(reading) = read_at_start(text, order).or_else(|| find(text, order)) else {
            continue;
        };
        let mut context = clues.context.clone();
        if let Some(zone) = zone_note(&label.name) {
            context.zone = ZoneUse {
                zone: zone.zone,
                origin: ZoneOrigin::Report,
                written: Some(zone.written),
            };
        }
        let Some((at, until)) = resolve(&reading, &context) else {
            continue;
        };
        let span = label.value.start + reading.span.start..label.value.start + reading.span.end;
        if let Some(until) =
            until.filter(|until| milestone == Milestone::Started && until.has_clock())
        {
            add(
                found,
                Milestone::Resolved,
                until,
                label.origin,
                span.clone(),
            );
        }
        add(found, milestone, at, label.origin, span);
    }
    sharpen(clues, found);
}

/// A labelled day is the day of the first event; that event says more exactly when.
fn sharpen(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let Some(started) = found.get_mut(&Milestone::Started) else {
        return;
    };
    let first = clues.events.iter().find_map(|event| {
        let at = event.at.as_ref().filter(|at| at.has_clock())?;
        (at.local.date() == started.value.local.date()).then_some((event, at))
    });
    if let Some((event, at)) = first.filter(|_| !started.value.has_clock()) {
        *started = Sourced::inferred(at.clone(), Origin::FirstEvent, event.time_span.clone());
    }
}

fn from_typed_events(events: &[Event], found: &mut Milestones) {
    for event in events {
        let Some(EventKind::Milestone(milestone)) = event.kind.as_ref().map(|kind| kind.value)
        else {
            continue;
        };
        if let Some(at) = &event.at {
            add(
                found,
                milestone,
                at.clone(),
                Origin::TypedEvent,
                event.time_span.clone(),
            );
        }
    }
}

/// How many events at the head are a dormant trigger: days before everything else, which follows
/// closely.
fn dormant(timed: &[(&Event, &Moment)]) -> usize {
    const LONG_BEFORE: TimeDelta = TimeDelta::hours(24);
    const FEWEST_LEFT: usize = 3;
    const MOST_DORMANT: usize = 2;
    (1..timed
        .len()
        .saturating_sub(FEWEST_LEFT - 1)
        .min(MOST_DORMANT + 1))
        .rfind(|&i| {
            let gap = timed[i].1.instant() - timed[i - 1].1.instant();
            let rest = timed[timed.len() - 1].1.instant() - timed[i].1.instant();
            gap > LONG_BEFORE && rest < gap
        })
        .unwrap_or(0)
}

/// Which event the incident began with. Events before the day in the title lead up to it, and so
/// does a dormant trigger, unless the report counts its durations from there.
fn first_of_incident(clues: &Clues<'_, '_>, dated: &[(&Event, &Moment)]) -> usize {
    let on_its_day = titled_day(clues).and_then(|day| {
        let first = dated.iter().position(|(_, at)| at.local.date() == day)?;
        let all_before = dated[..first].iter().all(|(_, at)| at.local.date() < day);
        all_before.then_some(first)
    });
    if let Some(first) = on_its_day {
        return first;
    }
    let first = if dated.iter().all(|(_, at)| at.has_clock()) {
        dormant(dated)
    } else {
        0
    };
    let is_counted = first > 0 && {
        let gap = dated[first].1.instant() - dated[0].1.instant();
        clues
            .durations
            .iter()
            .any(|stated| stated.minutes >= gap.num_minutes())
    };
    if is_counted { 0 } else { first }
}

/// The day that the title names.
fn titled_day(clues: &Clues<'_, '_>) -> Option<NaiveDate> {
    prose::day_of(&clues.title?.reading)
}

fn from_first_and_last(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let dated: Vec<(&Event, &Moment)> = clues
        .events
        .iter()
        .filter_map(|event| Some((event, event.at.as_ref()?)))
        .collect();
    let first = first_of_incident(clues, &dated);
    if let Some((event, at)) = dated.get(first) {
        add(
            found,
            Milestone::Started,
            (*at).clone(),
            Origin::FirstEvent,
            event.time_span.clone(),
        );
    }
    let ended =
        found.contains_key(&Milestone::Mitigated) || found.contains_key(&Milestone::Resolved);
    if let Some((event, at)) = dated.last().filter(|_| dated.len() > 1 && !ended) {
        add(
            found,
            Milestone::Resolved,
            (*at).clone(),
            Origin::LastEvent,
            event.time_span.clone(),
        );
    }
}

fn weakest_starts(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let told = clues.told.date.as_ref();
    let dated = [(clues.title, Origin::Title), (told, Origin::Prose)];
    for (dated, origin) in dated {
        if let Some(dated) = dated
            && let Some((at, _)) = resolve(&dated.reading, clues.context)
        {
            add(found, Milestone::Started, at, origin, dated.span.clone());
        }
    }
    if let Some((at, _)) = clues
        .stem
        .and_then(|reading| resolve(reading, clues.context))
    {
        add(found, Milestone::Started, at, Origin::FileName, 0..0);
    }
    if let Some(dated) = clues.month
        && let Some((at, _)) = resolve(&dated.reading, clues.context)
    {
        add(
            found,
            Milestone::Started,
            at,
            Origin::Title,
            dated.span.clone(),
        );
    }
}

/// An inferred end before an inferred start is a misreading; the weaker end goes.
fn put_in_order(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let Some(started) = found.get(&Milestone::Started).map(|at| at.value.clone()) else {
        return;
    };
    for milestone in [Milestone::Mitigated, Milestone::Resolved] {
        let is_early = found
            .get(&milestone)
            .is_some_and(|at| at.value.latest_instant() < started.instant());
        if is_early {
            found.remove(&milestone);
        }
    }
    let resolved = found
        .get(&Milestone::Resolved)
        .map(|at| at.value.latest_instant());
    let is_late = found
        .get(&Milestone::Mitigated)
        .is_some_and(|at| resolved.is_some_and(|end| end < at.value.instant()));
    if is_late {
        found.remove(&Milestone::Mitigated);
    }
    start_with_the_earliest(clues, found);
}

/// What was noticed before it began, began then; unless an event says in words that it began
/// later, for then what was noticed was something else.
fn start_with_the_earliest(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let noticed = [
        Milestone::Detected,
        Milestone::Acknowledged,
        Milestone::Declared,
    ];
    let earliest = noticed
        .iter()
        .filter_map(|milestone| found.get(milestone))
        .min_by_key(|at| at.value.instant())
        .cloned();
    let (Some(first), Some(start)) = (earliest, found.get_mut(&Milestone::Started)) else {
        return;
    };
    let is_early = first.value.latest_instant() < start.value.instant();
    if !is_early || start.origin != Origin::FirstEvent {
        return;
    }
    let begun = start.value.clone();
    if titled_day(clues) == Some(begun.local.date()) {
        // What was noticed before the day in the title was noticed of something else.
        found.retain(|milestone, at| {
            !noticed.contains(milestone) || at.value.latest_instant() >= begun.instant()
        });
    } else {
        *start = first;
    }
}

/// The day of the incident as labels, title, running text or the file's name give it, for clocks
/// that stand alone.
pub(super) fn likely_day(clues: &Clues<'_, '_>) -> Option<NaiveDate> {
    let labelled = clues.labels.iter().find_map(|label| {
        let is_day = matches!(
            label.field,
            Field::Day | Field::Milestone(Milestone::Started | Milestone::Detected)
        );
        let text = clues.outline.markdown(&label.value);
        let reading = find(text, clues.context.order).filter(|_| is_day)?;
        reading.date?.day?;
        resolve(&reading, clues.context)
    });
    let dated = |dated: Option<&Dated>| resolve(&dated?.reading, clues.context);
    let found = labelled
        .or_else(|| dated(clues.title))
        .or_else(|| dated(clues.told.date.as_ref()))
        .or_else(|| resolve(clues.stem?, clues.context));
    found.map(|(at, _)| at.local.date())
}

//! The turning points of an incident, from whatever in the body says when they were.

use super::durations;
use super::label_names::Field;
use super::labels::Label;
use super::outline::Outline;
use super::prose::{Dated, Told};
use crate::load::time::{Context, Reading, find, read_at_start, resolve, zone_note};
use crate::model::{
    Event, EventKind, Milestone, Moment, Origin, Sourced, StatedDuration, ZoneOrigin, ZoneUse,
};
use crate::source::Span;
use chrono::{NaiveDate, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that milestones are worked out from.
pub(super) struct Clues<'c, 'a> {
    pub(super) outline: &'c Outline<'a>,
    pub(super) context: &'c Context,
    pub(super) labels: &'c [Label],
    pub(super) durations: &'c [StatedDuration],
    pub(super) events: &'c [Event],
    pub(super) title: Option<&'c Dated>,
    pub(super) told: &'c Told,
    pub(super) stem: Option<&'c Reading>,
}

/// The milestones that are known, each with where it comes from.
pub(super) type Milestones = BTreeMap<Milestone, Sourced<Moment>>;

/// Works milestones out. Labelled values come first, then events of a known kind, then the first
/// and the last event, then the title, running text and the file's name.
pub(super) fn infer(clues: &Clues<'_, '_>) -> Milestones {
    let mut found = Milestones::new();
    from_labels(clues, &mut found);
    from_confirmed_range(clues, &mut found);
    from_durations(clues, &mut found);
    from_typed_events(clues.events, &mut found);
    from_first_and_last(clues, &mut found);
    from_told(clues, &mut found);
    weakest_starts(clues, &mut found);
    put_in_order(&mut found);
    found
}

/// Reads the durations that labels state.
pub(super) fn stated_durations(outline: &Outline<'_>, labels: &[Label]) -> Vec<StatedDuration> {
    labels
        .iter()
        .filter_map(|label| {
            let until = match label.field {
                Field::TimeToDetect => Milestone::Detected,
                Field::TimeToRepair => Milestone::Mitigated,
                Field::TimeToRecover | Field::Duration => Milestone::Resolved,
                _ => return None,
            };
            Some(StatedDuration {
                until,
                label: label.name.clone(),
                minutes: durations::minutes(outline.markdown(&label.value))?,
                span: label.value.clone(),
            })
        })
        .collect()
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

/// "Down from 16:58 to 18:46", and the timeline has events at both times.
fn from_confirmed_range(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let Some(range) = &clues.told.range else {
        return;
    };
    let mut context = clues.context.clone();
    context.day = clues
        .events
        .iter()
        .find_map(|event| event.at.as_ref())
        .map(|at| at.local.date())
        .or(context.day);
    let Some((start, Some(end))) = resolve(&range.reading, &context) else {
        return;
    };
    let is_event = |moment: &Moment| {
        let at = |event: &Event| event.at.as_ref().map(|at| at.local);
        clues
            .events
            .iter()
            .any(|event| at(event) == Some(moment.local))
    };
    if is_event(&start) && is_event(&end) {
        add(
            found,
            Milestone::Started,
            start,
            Origin::Prose,
            range.span.clone(),
        );
        add(
            found,
            Milestone::Resolved,
            end,
            Origin::Prose,
            range.span.clone(),
        );
    }
}

/// "Time to detection: 5 minutes, time to recovery: 68 minutes" fits one event as the start: the
/// one with others exactly so much later.
fn from_durations(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let timed: Vec<(&Event, &Moment)> = clues
        .events
        .iter()
        .filter_map(|event| Some((event, event.at.as_ref().filter(|at| at.has_clock())?)))
        .collect();
    let after = |start: &Moment, minutes: i64| {
        timed
            .iter()
            .find(|(_, at)| at.instant() - start.instant() == TimeDelta::minutes(minutes))
    };
    let best = timed
        .iter()
        .enumerate()
        .map(|(i, (_, start))| {
            let fits: BTreeSet<i64> = clues
                .durations
                .iter()
                .map(|stated| stated.minutes)
                .filter(|&minutes| minutes > 0 && after(start, minutes).is_some())
                .collect();
            (fits.len(), i)
        })
        .max_by_key(|&(fits, i)| (fits, std::cmp::Reverse(i)));
    let Some((fits, i)) = best.filter(|&(fits, _)| fits > 0) else {
        return;
    };
    let (event, start) = timed[i];
    let leads = i == dormant(&timed);
    if fits < 2 && !leads {
        return;
    }
    for stated in clues.durations.iter().filter(|stated| stated.minutes > 0) {
        if let Some((event, at)) = after(start, stated.minutes) {
            // "Recovery" is when service was back; the lasting fix may be later.
            let milestone = match stated.until {
                Milestone::Resolved => Milestone::Mitigated,
                milestone => milestone,
            };
            add(
                found,
                milestone,
                (*at).clone(),
                Origin::TypedEvent,
                event.time_span.clone(),
            );
        }
    }
    if fits >= 2 {
        add(
            found,
            Milestone::Started,
            start.clone(),
            Origin::TypedEvent,
            event.time_span.clone(),
        );
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

fn from_first_and_last(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let dated: Vec<(&Event, &Moment)> = clues
        .events
        .iter()
        .filter_map(|event| Some((event, event.at.as_ref()?)))
        .collect();
    let all_timed = dated.iter().all(|(_, at)| at.has_clock());
    let first = if all_timed { dormant(&dated) } else { 0 };
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

/// What running text says, where there are no events.
fn from_told(clues: &Clues<'_, '_>, found: &mut Milestones) {
    let on_its_day = |dated: &Dated| {
        let mut context = clues.context.clone();
        context.day = dated.day.or(context.day);
        resolve(&dated.reading, &context)
    };
    if let Some(start) = clues
        .told
        .start
        .as_ref()
        .filter(|_| !found.contains_key(&Milestone::Started))
        && let Some((at, until)) = on_its_day(start)
    {
        add(
            found,
            Milestone::Started,
            at,
            Origin::Prose,
            start.span.clone(),
        );
        if let Some(until) = until {
            add(
                found,
                Milestone::Resolved,
                until,
                Origin::Prose,
                start.span.clone(),
            );
        }
    }
    if let Some(end) = clues.told.end.as_ref().filter(|_| clues.events.is_empty())
        && let Some((at, _)) = on_its_day(end)
    {
        // An end in its own words beats the end of a range about some part of it.
        let later = found.get(&Milestone::Resolved).is_none_or(|known| {
            known.origin == Origin::Prose && known.value.instant() < at.instant()
        });
        if later {
            let told = Sourced::inferred(at, Origin::Prose, end.span.clone());
            found.insert(Milestone::Resolved, told);
        }
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
}

/// An inferred end before an inferred start is a misreading; the weaker end goes.
fn put_in_order(found: &mut Milestones) {
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
    // What was noticed before it began began then.
    let earliest = found
        .iter()
        .filter(|(milestone, _)| {
            matches!(
                milestone,
                Milestone::Detected | Milestone::Declared | Milestone::Acknowledged
            )
        })
        .map(|(_, at)| at.clone())
        .min_by_key(|at| at.value.instant());
    if let (Some(first), Some(start)) = (earliest, found.get_mut(&Milestone::Started)) {
        let weak = matches!(start.origin, Origin::FirstEvent | Origin::TypedEvent);
        if weak && first.value.latest_instant() < start.value.instant() {
            *start = first;
        }
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

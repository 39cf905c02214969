//! Durations that a report states, and the events they fit.

use super::super::durations;
use super::super::label_names::Field;
use super::super::labels::Label;
use super::super::outline::Outline;
use super::{Clues, Milestones, add, dormant};
use crate::model::{Event, Milestone, Moment, Origin, StatedDuration};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeSet, HashMap};

/// Reads the durations that labels state.
pub(in crate::load::body) fn stated_durations(
    outline: &Outline<'_>,
    labels: &[Label],
) -> Vec<StatedDuration> {
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

/// "Time to detection: 5 minutes, time to recovery: 68 minutes" fits one event as the start: the
/// one with others exactly so much later.
pub(super) fn from_durations(clues: &Clues<'_, '_>, found: &mut Milestones) {
    const MOST_DURATIONS: usize = 8;
    let timed: Vec<(&Event, &Moment)> = clues
        .events
        .iter()
        .filter_map(|event| Some((event, event.at.as_ref().filter(|at| at.has_clock())?)))
        .collect();
    let stated: Vec<&StatedDuration> = clues
        .durations
        .iter()
        .filter(|stated| stated.minutes > 0)
        .take(MOST_DURATIONS)
        .collect();
    let ends = Ends::of(&timed);
    let Some(fit) = best_fit(&timed, &stated, &ends) else {
        return;
    };
    let (event, start) = timed[fit.start];
    // One fit may be chance, unless it counts from where the incident began.
    if fit.count < 2 && fit.start != dormant(&timed) {
        return;
    }
    for stated in stated {
        if let Some((event, at)) = ends.after(start, stated.minutes) {
            // "Recovery" is when service was back; the lasting fix may be later.
            let milestone = match stated.until {
                Milestone::Resolved => Milestone::Mitigated,
                milestone => milestone,
            };
            add(
                found,
                milestone,
                at.clone(),
                Origin::TypedEvent,
                event.time_span.clone(),
            );
        }
    }
    if fit.count >= 2 {
        add(
            found,
            Milestone::Started,
            start.clone(),
            Origin::TypedEvent,
            event.time_span.clone(),
        );
    }
}

/// Events by their instants.
struct Ends<'e> {
    by_instant: HashMap<DateTime<Utc>, (&'e Event, &'e Moment)>,
}

impl<'e> Ends<'e> {
    fn of(timed: &[(&'e Event, &'e Moment)]) -> Ends<'e> {
        let mut by_instant = HashMap::new();
        for (event, at) in timed {
            by_instant.entry(at.instant()).or_insert((*event, *at));
        }
        Ends { by_instant }
    }

    fn after(&self, start: &Moment, minutes: i64) -> Option<(&'e Event, &'e Moment)> {
        let end = start
            .instant()
            .checked_add_signed(TimeDelta::minutes(minutes))?;
        self.by_instant.get(&end).copied()
    }
}

/// An event as the start, and how many different durations end at another event.
struct Fit {
    start: usize,
    count: usize,
}

fn best_fit(
    timed: &[(&Event, &Moment)],
    stated: &[&StatedDuration],
    ends: &Ends<'_>,
) -> Option<Fit> {
    let fits = timed.iter().enumerate().map(|(i, (_, start))| {
        let minutes: BTreeSet<i64> = stated
            .iter()
            .map(|stated| stated.minutes)
            .filter(|&minutes| ends.after(start, minutes).is_some())
            .collect();
        Fit {
            start: i,
            count: minutes.len(),
        }
    });
    fits.filter(|fit| fit.count > 0)
        .max_by_key(|fit| (fit.count, std::cmp::Reverse(fit.start)))
}

//! Points in time and the distances between them, as findings name them.

use crate::model::{Incident, Moment};
use crate::source::Span;
use chrono::TimeDelta;

/// A point in time of a report.
#[derive(Debug)]
pub struct Time<'a> {
    /// What it is called: `started`, or nothing for an event.
    pub name: Option<&'static str>,
    /// When.
    pub at: &'a Moment,
    /// Where it stands; empty when not in the text.
    pub span: &'a Span,
}

/// Returns the milestones of a report, then the times of its events.
pub fn times(incident: &Incident) -> impl Iterator<Item = Time<'_>> {
    let milestones = incident.milestones.iter().map(|(milestone, at)| Time {
        name: Some(milestone.as_str()),
        at: &at.value,
        span: &at.span,
    });
    let events = incident.timeline.iter().flat_map(|event| {
        [event.at.as_ref(), event.until.as_ref()]
            .into_iter()
            .flatten()
            .map(|at| Time {
                name: None,
                at,
                span: &event.time_span,
            })
    });
    milestones.chain(events)
}

/// Spells a distance: `72 min`, `3 h 5 min`, `94 days`.
pub fn spell(distance: TimeDelta) -> String {
    let minutes = distance.num_minutes();
    match minutes.abs() {
        0..=179 => format!("{minutes} min"),
        180..=10_079 if minutes % 60 == 0 => format!("{} h", minutes / 60),
        180..=10_079 => format!("{} h {} min", minutes / 60, minutes.abs() % 60),
        _ => format!("{} days", distance.num_days()),
    }
}

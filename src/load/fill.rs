//! Fills what front matter leaves out with what the body says. What is stated always goes first.

use super::body::BodyReading;
use super::report::Stated;
use crate::markdown::plain_text;
use crate::model::{Event, EventKind, Incident, Milestone, Moment, Origin, Sourced};
use crate::source::Span;
use std::collections::BTreeMap;

/// Joins the two halves of a report. `text` is its file.
pub(super) fn fill(stated: Stated, reading: BodyReading, text: &str) -> Incident {
    let mut incident = stated.incident;
    let has_own_timeline = !incident.timeline.is_empty();
    type_events(&mut incident.timeline, &incident.milestones);
    from_typed_events(&mut incident.milestones, &incident.timeline);
    add_milestones(&mut incident.milestones, reading.milestones);
    incident.body = reading.body;
    if incident.title.value.is_empty() {
        incident.title = reading.title;
    } else {
        incident.body.title_heading = incident
            .body
            .title_heading
            .filter(|span| is_title(text, span, &incident.title.value));
    }
    if has_own_timeline {
        incident.body.timelines.clear();
    } else {
        incident.timeline = reading.timeline;
    }
    if incident.actions.is_empty() {
        incident.actions = reading.actions;
    }
    super::distinct_ids(&mut incident.actions);
    incident.status = incident.status.or(reading.status);
    incident.severity = incident.severity.or(reading.severity);
    incident.detection = incident.detection.or(reading.detection);
    incident.trigger = incident.trigger.or(reading.trigger);
    incident.summary = incident.summary.or(reading.summary);
    incident.impact = incident.impact.or(reading.impact);
    incident.published = incident.published.or(reading.published);
    fill_list(&mut incident.authors, reading.authors);
    fill_list(&mut incident.services, reading.services);
    fill_list(&mut incident.tags, reading.tags);
    incident.factors = reading.factors;
    incident
}

/// Beside a stated title, only a heading of the first level, or one that says the same, is the
/// title again; any other opens a section.
fn is_title(text: &str, heading: &Span, title: &str) -> bool {
    let heading = text.get(heading.clone()).unwrap_or_default().trim();
    heading.starts_with("# ") || heading.contains("\n=") || plain_text(heading).trim() == title
}

fn fill_list<T>(stated: &mut Vec<T>, inferred: Vec<T>) {
    if stated.is_empty() {
        *stated = inferred;
    }
}

/// An event at the very minute of a stated milestone is that milestone, unless the author typed it.
fn type_events(events: &mut [Event], milestones: &BTreeMap<Milestone, Sourced<Moment>>) {
    for (milestone, at) in milestones.iter().filter(|(_, at)| at.value.has_clock()) {
        let kind = EventKind::Milestone(*milestone);
        if events
            .iter()
            .any(|event| event.kind.as_ref().is_some_and(|known| known.value == kind))
        {
            continue;
        }
        let instant = at.value.instant();
        let mut here = events.iter_mut().filter(|event| {
            event
                .at
                .as_ref()
                .is_some_and(|moment| moment.has_clock() && moment.instant() == instant)
        });
        if let (Some(event), None) = (here.next(), here.next())
            && event.kind.is_none()
        {
            event.kind = Some(Sourced::inferred(kind, Origin::Stated, at.span.clone()));
        }
    }
}

/// Typed events are milestones: the first of a kind, but the last one that ends something.
fn from_typed_events(milestones: &mut BTreeMap<Milestone, Sourced<Moment>>, events: &[Event]) {
    for milestone in Milestone::ALL {
        let mut typed = events
            .iter()
            .filter(|event| event.milestone() == Some(milestone) && event.at.is_some());
        let event = match milestone {
            Milestone::Mitigated | Milestone::Resolved => typed.next_back(),
            _ => typed.next(),
        };
        if let Some((event, at)) = event.and_then(|event| event.at.clone().map(|at| (event, at))) {
            milestones
                .entry(milestone)
                .or_insert_with(|| Sourced::inferred(at, Origin::TypedEvent, event.span.clone()));
        }
    }
}

/// Takes milestones that the body gives, unless they contradict what is stated: a guess never
/// turns an incident's order round.
fn add_milestones(
    milestones: &mut BTreeMap<Milestone, Sourced<Moment>>,
    inferred: BTreeMap<Milestone, Sourced<Moment>>,
) {
    let stated = milestones.clone();
    for (milestone, at) in inferred {
        let fits = stated.iter().all(|(other, known)| {
            if *other < milestone {
                known.value.instant() <= at.value.latest_instant()
            } else {
                at.value.instant() <= known.value.latest_instant()
            }
        });
        if fits {
            milestones.entry(milestone).or_insert(at);
        }
    }
}

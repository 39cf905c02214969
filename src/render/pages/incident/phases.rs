//! The phases of an incident: a bar to scale, and the milestones in words below it.

use crate::analyze::durations::between;
use crate::markdown::html::Html;
use crate::model::{Incident, Milestone, Moment};
use crate::render::charts::phases::{self, Phase};
use crate::render::words;
use serde::Serialize;

/// The bar and its milestones.
#[derive(Debug, Serialize)]
pub(super) struct Phases {
    chart: Option<Html>,
    points: Vec<Point>,
}

#[derive(Debug, Serialize)]
struct Point {
    /// `started`, `detected`, `mitigated` or `resolved`.
    id: &'static str,
    title: &'static str,
    machine: Option<String>,
    when: String,
    /// How long after the start.
    took: Option<String>,
    inferred: bool,
}

/// The milestones that the bar shows, with what each ends.
const SHOWN: [(Milestone, &str, &str); 4] = [
    (Milestone::Started, "Started", ""),
    (Milestone::Detected, "Detected", "detect"),
    (Milestone::Mitigated, "Mitigated", "mitigate"),
    (Milestone::Resolved, "Resolved", "resolve"),
];

/// Returns the phases where at least two milestones are known.
pub(super) fn phases(incident: &Incident) -> Option<Phases> {
    let known: Vec<_> = SHOWN
        .iter()
        .filter_map(|shown| incident.milestones.get(&shown.0).map(|at| (shown, at)))
        .collect();
    let start = incident.at(Milestone::Started);
    let points: Vec<Point> = SHOWN
        .iter()
        .map(
            |(milestone, title, _)| match incident.milestones.get(milestone) {
                Some(at) => {
                    let when = words::long(&at.value);
                    Point {
                        id: milestone.as_str(),
                        title,
                        machine: Some(when.machine),
                        when: when.text,
                        took: start.and_then(|start| after(start, &at.value, *milestone)),
                        inferred: !at.origin.is_stated(),
                    }
                }
                None => Point {
                    id: milestone.as_str(),
                    title,
                    machine: None,
                    when: "not stated".to_owned(),
                    took: None,
                    inferred: false,
                },
            },
        )
        .collect();
    (known.len() >= 2).then(|| Phases {
        chart: chart(incident),
        points,
    })
}

fn after(start: &Moment, at: &Moment, milestone: Milestone) -> Option<String> {
    let length = between(start, at)?;
    match (milestone, length.seconds) {
        (Milestone::Started, _) => None,
        (_, 0) if length.has_clock => Some("at once".to_owned()),
        _ if length.has_clock => Some(format!("after {length}")),
        _ => Some(length.to_string()),
    }
}

/// Draws the bar where all its ends have clock times; days alone would claim a scale that nobody
/// knows.
fn chart(incident: &Incident) -> Option<Html> {
    let mut previous = incident.at(Milestone::Started)?;
    let mut bars = Vec::new();
    let mut words = Vec::new();
    for (milestone, title, class) in &SHOWN[1..] {
        let Some(at) = incident.at(*milestone) else {
            continue;
        };
        let length = between(previous, at)?;
        if !length.has_clock {
            return None;
        }
        // A milestone that falls together with the one before it has no phase of its own.
        if length.seconds > 0 {
            bars.push(Phase {
                class,
                seconds: length.seconds,
            });
            words.push(format!("{} {length}", title.to_lowercase()));
        }
        previous = at;
    }
    let title = format!("Phases to scale: {}", words.join(", then "));
    (!bars.is_empty()).then(|| phases::phases(&bars, &title))
}

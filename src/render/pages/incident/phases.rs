//! The phases of an incident: a bar to scale with its key, or where clocks are missing the
//! milestones alone.

use crate::analyze::durations::{Length, between};
use crate::language::Language;
use crate::markdown::html::Html;
use crate::model::{Incident, Milestone, Moment, Sourced};
use crate::render::charts::phases::{self, Phase};
use crate::render::words::{self, When};
use schemars::JsonSchema;
use serde::Serialize;

/// The bar, or what is known instead.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Phases {
    /// The bar; none where its ends have no clock times, because days alone would claim a scale
    /// that nobody knows.
    chart: Option<Html>,
    /// The parts of the bar, in order.
    key: Vec<Part>,
    /// The milestones, where there is no bar.
    points: Vec<Point>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Part {
    /// `detect`, `mitigate` or `resolve`.
    class: &'static str,
    /// How long it took.
    took: String,
    /// What ended it.
    until: String,
    /// When that was.
    when: When,
    inferred: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Point {
    title: String,
    /// `None` where the report does not say.
    when: Option<When>,
    /// How long after the start.
    took: Option<String>,
    inferred: bool,
}

/// The milestones that the bar shows: title, class of the part that it ends, words for that.
const SHOWN: [(Milestone, &str, &str, &str); 4] = [
    (Milestone::Started, "incident.started", "", ""),
    (
        Milestone::Detected,
        "incident.detected",
        "detect",
        "incident.until-detected",
    ),
    (
        Milestone::Mitigated,
        "incident.mitigated",
        "mitigate",
        "incident.until-mitigated",
    ),
    (
        Milestone::Resolved,
        "incident.resolved",
        "resolve",
        "incident.until-resolved",
    ),
];

/// Returns the phases where at least two milestones are known.
pub(super) fn phases(incident: &Incident, is_over: bool, language: &Language) -> Option<Phases> {
    let known = SHOWN
        .iter()
        .filter(|shown| incident.milestones.contains_key(&shown.0))
        .count();
    if known < 2 {
        return None;
    }
    Some(bar(incident, is_over, language).unwrap_or_else(|| Phases {
        chart: None,
        key: Vec::new(),
        points: points(incident, language),
    }))
}

/// The bar, where all its ends have clock times and stand in order.
fn bar(incident: &Incident, is_over: bool, language: &Language) -> Option<Phases> {
    let start = incident.milestones.get(&Milestone::Started)?;
    let mut previous = &start.value;
    let mut bars = Vec::new();
    let mut key = Vec::new();
    for (milestone, _, class, until) in &SHOWN[1..] {
        let Some(at) = incident.milestones.get(milestone) else {
            continue;
        };
        let length = between(previous, &at.value).filter(|length| length.has_clock)?;
        // Where nobody says that users were well before the end, they were hurt until then.
        let is_last = *milestone == Milestone::Resolved;
        let class = if is_last && incident.at(Milestone::Mitigated).is_none() {
            "mitigate"
        } else {
            class
        };
        // A milestone that falls together with the one before it has no phase of its own.
        if length.seconds > 0 {
            bars.push(Phase {
                class,
                seconds: length.seconds,
            });
            key.push(part((class, until), length, at, &start.value, language));
        }
        previous = &at.value;
    }
    let title = title(&key, is_over, language);
    (!bars.is_empty()).then(|| Phases {
        chart: Some(phases::phases(&bars, !is_over, &title)),
        key,
        points: Vec::new(),
    })
}

/// The bar in words.
fn title(key: &[Part], is_over: bool, language: &Language) -> String {
    let parts = key.iter().map(|part| {
        let args = [
            ("time", (&part.took).into()),
            ("until", (&part.until).into()),
        ];
        language.with("incident.phase", &args)
    });
    let then = |before: String, next: String| {
        let args = [("before", (&before).into()), ("next", (&next).into())];
        language.with("incident.phase-then", &args)
    };
    let list = parts.reduce(then).unwrap_or_default();
    let id = match is_over {
        true => "incident.phases-to-scale",
        false => "incident.phases-to-scale-open",
    };
    language.with(id, &[("list", (&list).into())])
}

fn part(
    (class, until): (&'static str, &'static str),
    length: Length,
    at: &Sourced<Moment>,
    start: &Moment,
    language: &Language,
) -> Part {
    Part {
        class,
        took: words::length(&length, language),
        until: language.say(until).to_owned(),
        when: words::after(&at.value, start, language),
        inferred: !at.origin.is_stated(),
    }
}

fn points(incident: &Incident, language: &Language) -> Vec<Point> {
    let start = incident.at(Milestone::Started);
    SHOWN
        .iter()
        .map(|(milestone, title, ..)| {
            let at = incident.milestones.get(milestone);
            Point {
                title: language.say(title).to_owned(),
                when: at.map(|at| words::long(&at.value, language)),
                took: at.and_then(|at| took(start?, &at.value, *milestone, language)),
                inferred: at.is_some_and(|at| !at.origin.is_stated()),
            }
        })
        .collect()
}

fn took(start: &Moment, at: &Moment, milestone: Milestone, language: &Language) -> Option<String> {
    let length = between(start, at)?;
    match (milestone, length.seconds) {
        (Milestone::Started, _) => None,
        (_, 0) if length.has_clock => Some(language.say("incident.at-once").to_owned()),
        _ if length.has_clock => {
            let time = words::length(&length, language);
            Some(language.with("incident.after", &[("time", (&time).into())]))
        }
        _ => Some(words::length(&length, language)),
    }
}

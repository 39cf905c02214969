#![doc = include_str!("event_outside_incident.md")]

use crate::check::times::spell;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, Milestone, Moment, Origin, Sourced};
use chrono::TimeDelta;

pub(super) static RULE: Rule = Rule {
    name: "event-outside-incident",
    level: Level::Hint,
    docs: include_str!("event_outside_incident.md"),
    run: Run::Incident(run),
};

/// So long before and after an incident things still happen that belong to it.
const FAR: TimeDelta = TimeDelta::days(30);

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let known = |milestone| {
        let at = incident.milestones.get(&milestone);
        at.filter(|at| is_independent(at))
    };
    let (started, resolved) = (known(Milestone::Started), known(Milestone::Resolved));
    for event in &incident.timeline {
        // Background is told in years and days.
        let Some(at) = event.at.as_ref().filter(|at| at.has_clock()) else {
            continue;
        };
        let early = started.map(|start| {
            (
                start.value.instant() - at.latest_instant(),
                "before it `started`",
                start,
            )
        });
        let late = resolved.map(|end| {
            (
                at.instant() - end.value.latest_instant(),
                "after it was `resolved`",
                end,
            )
        });
        let Some((distance, words, bound)) = early
            .into_iter()
            .chain(late)
            .find(|(distance, ..)| *distance > FAR)
        else {
            continue;
        };
        let message = format!(
            "the event at {} is {} {words} ({})",
            at.written_text(),
            spell(distance),
            bound.value.written_text()
        );
        report.at(event.time_span.clone(), message).help = Some(help(at, &bound.value));
    }
}

/// What was worked out from the events says nothing about them.
fn is_independent(at: &Sourced<Moment>) -> bool {
    matches!(
        at.origin,
        Origin::Stated | Origin::LabelledLine | Origin::Table | Origin::Title
    )
}

fn help(at: &Moment, bound: &Moment) -> String {
    use chrono::Datelike;
    let same_year = at.local.with_year(bound.local.year());
    match same_year.filter(|moved| (*moved - bound.local).abs() <= FAR) {
        Some(_) => format!(
            "is the year {} and not {}?",
            bound.local.year(),
            at.local.year()
        ),
        None => "is the date right? what lies so far off may belong into the text".to_owned(),
    }
}

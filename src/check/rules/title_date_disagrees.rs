#![doc = include_str!("title_date_disagrees.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, Origin};
use chrono::{NaiveDate, TimeDelta};

pub(super) static RULE: Rule = Rule {
    name: "title-date-disagrees",
    level: Level::Warning,
    docs: include_str!("title_date_disagrees.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let Some((day, span)) = &incident.body.asides.title_day else {
        return;
    };
    let started = incident
        .milestones
        .values()
        .min_by_key(|at| at.value.instant());
    let Some(started) = started.filter(|at| !matches!(at.origin, Origin::Title | Origin::FileName))
    else {
        return;
    };
    let days = |at: chrono::DateTime<chrono::Utc>| at.date_naive();
    let last = incident
        .milestones
        .values()
        .map(|at| days(at.value.latest_instant()))
        .max();
    let first = days(started.value.instant());
    if (before(first)..=after(last.unwrap_or(first))).contains(day) {
        return;
    }
    let related = report.place(started.span.clone());
    let message = format!(
        "the title says {day}, and the first that is known of the incident is {}",
        started.value.written_text()
    );
    let finding = report.at(span.clone(), message);
    if !started.span.is_empty() {
        finding
            .related
            .push((related, "the first that is known".to_owned()));
    }
    finding.help = Some("correct one of the two, or leave the date out of the title".to_owned());
}

/// Zones move a time by a day at most.
fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_signed(TimeDelta::days(1)).unwrap_or(day)
}

fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(1)).unwrap_or(day)
}

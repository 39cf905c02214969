#![doc = include_str!("file_name_date_disagrees.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, Origin, Precision};
use chrono::TimeDelta;

pub(super) static RULE: Rule = Rule {
    name: "file-name-date-disagrees",
    level: Level::Hint,
    docs: include_str!("file_name_date_disagrees.md"),
    run: Run::Incident(run),
};

/// File names often have the day of publication; reviews of old faults take months.
const LATE: TimeDelta = TimeDelta::days(180);

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let Some(named) = incident.body.asides.file_day else {
        return;
    };
    let milestones = || incident.milestones.values();
    let Some(first) = milestones().min_by_key(|at| at.value.instant()) else {
        return;
    };
    if first.origin == Origin::FileName || first.value.precision < Precision::Day {
        return;
    }
    let start = first.value.local.date();
    let last = milestones()
        .map(|at| at.value.local.date())
        .max()
        .unwrap_or(start);
    let (distance, words) = if start - named > TimeDelta::days(1) {
        (start - named, "before the incident started")
    } else if named - last > LATE {
        (named - last, "after the incident")
    } else {
        return;
    };
    let message = format!(
        "the file's name says {named}, {} days {words} ({start})",
        distance.num_days()
    );
    report.at(first.span.clone(), message).help = Some(
        "correct the time, or rename the file; the name is the address of the page".to_owned(),
    );
}

#![doc = include_str!("draft_too_old.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;
use chrono::TimeDelta;

pub(super) static RULE: Rule = Rule {
    name: "draft-too-old",
    level: Level::Hint,
    docs: include_str!("draft_too_old.md"),
    run: Run::Incident(run),
};

/// Memory does not last longer.
const OLD: TimeDelta = TimeDelta::days(30);

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    let Some(status) = incident
        .status
        .as_ref()
        .filter(|_| given.is_draft(incident))
    else {
        return;
    };
    let Some(started) = incident.started() else {
        return;
    };
    let age = given.today - started.latest_instant().date_naive();
    if age <= OLD {
        return;
    }
    let message = format!(
        "the report is still `{}`, {} days after the incident started ({})",
        status.value,
        age.num_days(),
        started.written_text()
    );
    report.at(status.span.clone(), message).help =
        Some("finish it with what is known, and say what is not".to_owned());
}

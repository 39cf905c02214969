#![doc = include_str!("action_overdue.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::config::{Due, DueBy};
use crate::diagnostic::Level;
use crate::diagnostic::human::counted;
use crate::model::{Action, Incident};
use chrono::TimeDelta;

pub(super) static RULE: Rule = Rule {
    name: "action-overdue",
    level: Level::Warning,
    docs: include_str!("action_overdue.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    for action in &incident.actions {
        if let Some(due) = given.config.policy.overdue(incident, action, given.today) {
            note(action, due, given.today - due.day, report);
        }
    }
}

fn note(action: &Action, due: Due, late: TimeDelta, report: &mut Report<'_>) {
    let late = counted(usize::try_from(late.num_days()).unwrap_or(0), "day");
    let stated = action.due.as_ref().map(|due| due.span.clone());
    let span = stated.unwrap_or_else(|| action.span.clone());
    let message = format!("the action was due on {}, {late} ago", due.day);
    let finding = report.at(span, message);
    finding.help = Some(match due.by {
        DueBy::Date => "mark it as done or rejected, or give it a new date".to_owned(),
        DueBy::Policy { .. } => "mark it as done or rejected, or give it a date".to_owned(),
    });
    if let DueBy::Policy { days, since } = due.by {
        let days = counted(days as usize, "day");
        finding.label = Some(format!(
            "book.toml gives it {days} after {}",
            since.as_str()
        ));
    }
}

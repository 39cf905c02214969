#![doc = include_str!("action_overdue.md")]

use crate::check::times::spell;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{ActionStatus, Incident};

pub(super) static RULE: Rule = Rule {
    name: "action-overdue",
    level: Level::Warning,
    docs: include_str!("action_overdue.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    for action in &incident.actions {
        let Some(due) = action.due.as_ref().filter(|due| due.value < given.today) else {
            continue;
        };
        let status = action.status.as_ref().map(|status| status.value);
        if matches!(status, Some(ActionStatus::Done | ActionStatus::Rejected)) {
            continue;
        }
        let late = given.today - due.value;
        let late = match late.num_days() {
            1 => "1 day".to_owned(),
            days if days < 3 => format!("{days} days"),
            _ => spell(late),
        };
        let message = format!("the action was due on {}, {late} ago", due.value);
        report.at(due.span.clone(), message).help =
            Some("mark it as done or rejected, or give it a new date".to_owned());
    }
}

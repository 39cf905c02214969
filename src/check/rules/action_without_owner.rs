#![doc = include_str!("action_without_owner.md")]

use super::each_or_all;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{ActionStatus, Incident};

pub(super) static RULE: Rule = Rule {
    name: "action-without-owner",
    level: Level::Warning,
    docs: include_str!("action_without_owner.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let is_over = |status| matches!(status, Some(ActionStatus::Done | ActionStatus::Rejected));
    let (mut without, mut open) = (Vec::new(), 0);
    for action in &incident.actions {
        if is_over(action.status.as_ref().map(|status| status.value)) {
            continue;
        }
        open += 1;
        // A ticket knows who has it.
        if action.owner.is_none() && action.links.is_empty() {
            without.push(action.span.clone());
        }
    }
    let (each, all) = ("the action has no owner", "has an owner");
    each_or_all::note(report, &without, open, (each, all), HELP);
}

const HELP: &str = "name one person or team: `(@team-payments)`, or `owner:` in front matter";

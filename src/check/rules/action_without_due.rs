#![doc = include_str!("action_without_due.md")]

use super::each_or_all;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "action-without-due",
    level: Level::Hint,
    docs: include_str!("action_without_due.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let is_open =
        |status: &crate::model::Sourced<crate::model::ActionStatus>| status.value.is_open();
    let (mut without, mut open) = (Vec::new(), 0);
    for action in &incident.actions {
        if !action.status.as_ref().is_some_and(is_open) {
            continue;
        }
        open += 1;
        if action.due.is_none() && action.links.is_empty() {
            without.push(action.span.clone());
        }
    }
    let each = "the open action has no date by which it is to be done";
    let all = "has a date by which it is to be done";
    each_or_all::note(report, &without, open, (each, all), HELP);
}

const HELP: &str = "add one: `(due 2024-04-15)`, or `due:` in front matter";

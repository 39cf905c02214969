#![doc = include_str!("action_without_due.md")]

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
    for action in &incident.actions {
        let is_open = action
            .status
            .as_ref()
            .is_some_and(|status| status.value.is_open());
        if !is_open || action.due.is_some() || !action.links.is_empty() {
            continue;
        }
        report
            .at(
                action.span.clone(),
                "the open action has no date by which it is to be done",
            )
            .help = Some("add one: `(due 2024-04-15)`, or `due:` in front matter".to_owned());
    }
}

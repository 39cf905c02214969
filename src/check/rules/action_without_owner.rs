#![doc = include_str!("action_without_owner.md")]

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
    for action in &incident.actions {
        let status = action.status.as_ref().map(|status| status.value);
        let is_over = matches!(status, Some(ActionStatus::Done | ActionStatus::Rejected));
        // A ticket knows who has it.
        if is_over || action.owner.is_some() || !action.links.is_empty() {
            continue;
        }
        report
            .at(action.span.clone(), "the action has no owner")
            .help = Some(
            "name one person or team: `(@team-payments)`, or `owner:` in front matter".to_owned(),
        );
    }
}

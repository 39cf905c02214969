#![doc = include_str!("done_with_open_actions.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "done-with-open-actions",
    level: Level::Hint,
    docs: include_str!("done_with_open_actions.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    let last = given.config.statuses.last().map(|level| &level.id);
    let Some(status) = incident
        .status
        .as_ref()
        .filter(|status| Some(&status.value) == last)
    else {
        return;
    };
    let open: Vec<_> = incident
        .actions
        .iter()
        .filter(|action| action.standing().is_some_and(|standing| standing.is_open()))
        .collect();
    let Some(first) = open.first() else { return };
    let related = report.place(first.span.clone());
    let count = crate::diagnostic::human::counted(open.len(), "action");
    let message = format!("the report is `{}` with {count} open", status.value);
    let finding = report.at(status.span.clone(), message);
    finding
        .related
        .push((related, "the first open action".to_owned()));
    finding.help = Some(
        "fine where work is tracked elsewhere: set `done-with-open-actions = \"allow\"` in [check]"
            .to_owned(),
    );
}

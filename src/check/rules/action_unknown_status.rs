#![doc = include_str!("action_unknown_status.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{ActionStatus, Incident};
use crate::tree::nearest;

pub(super) static RULE: Rule = Rule {
    name: "action-unknown-status",
    level: Level::Warning,
    docs: include_str!("action_unknown_status.md"),
    run: Run::Incident(run),
};

/// Statuses of front matter are read, and found unknown, with the rest of it.
fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let are_read = incident
        .actions
        .iter()
        .any(|action| !action.origin.is_stated());
    if !are_read {
        return;
    }
    for span in &incident.body.asides.action_statuses {
        let written = report.text().get(span.clone()).unwrap_or_default().trim();
        let words = ActionStatus::ALL.map(ActionStatus::as_str);
        let near = nearest(&written.to_lowercase(), words);
        let message = format!("`{written}` says nothing known of how far the action is");
        let finding = report.at(span.clone(), message);
        finding.label = Some("expected `proposed`, `open`, `done` or `rejected`".to_owned());
        finding.help = near.map(|near| format!("did you mean `{near}`?"));
    }
}

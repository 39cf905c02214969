#![doc = include_str!("missing_date.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "missing-date",
    level: Level::Warning,
    docs: include_str!("missing_date.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let is_unread = incident.body.asides.unread_keys.contains(&"started");
    if incident.started().is_none() && !is_unread {
        report.whole("nothing says when the incident began").help =
            Some("add `started:` with as much as is known: a year, a day, a minute".to_owned());
    }
}

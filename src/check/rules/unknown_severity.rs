#![doc = include_str!("unknown_severity.md")]

use super::unknown_level;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, LevelKind};

pub(super) static RULE: Rule = Rule {
    name: "unknown-severity",
    level: Level::Warning,
    docs: include_str!("unknown_severity.md"),
    run: Run::Incident(run),
};

/// Front matter is found unknown while it is read.
fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    let levels = &given.config.severities;
    unknown_level::note(incident, LevelKind::Severity, "severity", levels, report);
}

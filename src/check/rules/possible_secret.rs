#![doc = include_str!("possible_secret.md")]

use super::secret;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "possible-secret",
    level: Level::Error,
    docs: include_str!("possible_secret.md"),
    run: Run::Incident(run),
};

fn run(_: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    for secret in secret::find(report.text()) {
        let masked = secret::masked(&report.text()[secret.span.clone()]);
        let finding = report.at(
            secret.span,
            format!("`{masked}` looks like {}", secret.kind.name),
        );
        if !secret.kind.is_certain {
            finding.level = Level::Warning;
        }
        finding.help = Some(
            "revoke it where it was issued, then replace it by `[removed]`; git remembers the old text"
                .to_owned(),
        );
    }
}

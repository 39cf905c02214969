#![doc = include_str!("unknown_service.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "unknown-service",
    level: Level::Warning,
    docs: include_str!("unknown_service.md"),
    run: Run::Incident(run),
};

/// Front matter is found unknown while it is read. In the body, only what is nearly a service of
/// book.toml is a slip; people name other things there, too.
fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    let inferred = incident
        .services
        .iter()
        .filter(|service| !service.origin.is_stated());
    for service in inferred {
        let is_known = given.config.services.contains_key(&service.value);
        let Some(near) = given
            .config
            .near_service(&service.value)
            .filter(|_| !is_known)
        else {
            continue;
        };
        // The value may be one of several on its line.
        let written = report.text().get(service.span.clone()).unwrap_or_default();
        let start = service.span.start + written.find(service.value.as_str()).unwrap_or_default();
        let span = if written.contains(service.value.as_str()) {
            start..start + service.value.len()
        } else {
            service.span.clone()
        };
        let message = format!("service `{}` is not listed in book.toml", service.value);
        report.at(span, message).help = Some(format!("did you mean `{near}`?"));
    }
}

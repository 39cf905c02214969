//! Holds labelled values of a body against the levels of book.toml.

use crate::check::Report;
use crate::config::{NamedLevel, near_level};
use crate::model::{Incident, LevelKind};

/// Notes values that are nearly a level. A body may use words of its own for how things stand, so
/// what resembles none is left alone.
pub(super) fn note(
    incident: &Incident,
    kind: LevelKind,
    key: &str,
    levels: &[NamedLevel],
    report: &mut Report<'_>,
) {
    let unknown = incident.body.asides.unknown_levels.iter();
    for (_, span) in unknown.filter(|(of, _)| *of == kind) {
        let written = report.text().get(span.clone()).unwrap_or_default();
        let Some(near) = near_level(written, levels) else {
            continue;
        };
        let message = format!("{key} `{written}` is not one of the configured levels");
        report.at(span.clone(), message).help = Some(format!("did you mean `{near}`?"));
    }
}

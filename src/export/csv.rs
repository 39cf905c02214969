//! One row an incident, for spreadsheets.

use super::view::{Archive, Incident, Time};
use crate::sheet::Sheet;

const COLUMNS: [&str; 24] = [
    "slug",
    "path",
    "title",
    "status",
    "severity",
    "started",
    "detected",
    "acknowledged",
    "declared",
    "identified",
    "mitigated",
    "resolved",
    "published",
    "services",
    "causes",
    "trigger",
    "detection",
    "mitigation",
    "tags",
    "authors",
    "events",
    "actions",
    "actions open",
    "sources",
];

/// Prints all incidents; several values in one cell are separated by `; `.
pub fn print(archive: &Archive) -> String {
    let mut sheet = Sheet::new(&COLUMNS);
    for incident in &archive.incidents {
        sheet.row(&row(incident));
    }
    sheet.finish()
}

fn row(incident: &Incident) -> [String; 24] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let time = |value: &Option<Time>| {
        value
            .as_ref()
            .map(|at| at.instant.clone())
            .unwrap_or_default()
    };
    let open = |action: &&super::view::Action| action.done != Some(true);
    [
        incident.slug.clone(),
        incident.path.clone(),
        incident.title.clone(),
        text(&incident.status),
        text(&incident.severity),
        time(&incident.started),
        time(&incident.detected),
        time(&incident.acknowledged),
        time(&incident.declared),
        time(&incident.identified),
        time(&incident.mitigated),
        time(&incident.resolved),
        time(&incident.published),
        incident.services.join("; "),
        incident
            .causes
            .iter()
            .map(|cause| cause.id.as_str())
            .collect::<Vec<_>>()
            .join("; "),
        text(&incident.trigger),
        incident
            .detection
            .map_or("", |detection| detection.as_str())
            .to_owned(),
        incident
            .mitigation
            .map_or("", |mitigation| mitigation.as_str())
            .to_owned(),
        incident.tags.join("; "),
        incident
            .authors
            .iter()
            .map(|person| person.name.as_str())
            .collect::<Vec<_>>()
            .join("; "),
        incident.timeline.len().to_string(),
        incident.actions.len().to_string(),
        incident.actions.iter().filter(open).count().to_string(),
        incident.sources.join("; "),
    ]
}

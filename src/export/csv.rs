//! One row an incident, for spreadsheets.

use super::view::{Archive, Incident, Time};

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
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for incident in &archive.incidents {
        let _ = writer.write_record(row(incident).iter().map(|cell| inert(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
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

/// Spreadsheets run cells that begin like a formula; an apostrophe makes them text.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn formulas_are_inert() {
        for (cell, printed) in [("=1+1", "'=1+1"), ("@x", "'@x"), ("a=1", "a=1"), ("", "")] {
            assert_eq!(inert(cell), printed);
        }
    }
}

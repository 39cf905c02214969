//! An incident as one line of a list, for people and for programs.

use super::paint;
use crate::analyze::{durations, facts};
use crate::config::Config;
use crate::model::{Incident, Precision};
use crate::query::Note;
use serde::Serialize;

/// An incident for programs. Names and meanings of fields are promises.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// Its address: the page is `incidents/<slug>.html`.
    slug: String,
    /// Its file, relative to the folder of reports.
    path: String,
    title: String,
    /// The day it began, or the month or year where no more is known.
    started: Option<String>,
    duration_seconds: Option<i64>,
    severity: Option<String>,
    status: Option<String>,
    services: Vec<String>,
    causes: Vec<String>,
    tags: Vec<String>,
    detection: Option<String>,
}

impl Entry {
    pub(super) fn new(incident: &Incident) -> Entry {
        let facts = facts::of(incident);
        Entry {
            slug: incident.slug.to_string(),
            path: incident.path.clone(),
            title: incident.title.value.clone(),
            started: started(incident),
            duration_seconds: facts.duration,
            severity: facts.severity,
            status: facts.status,
            services: facts.services,
            causes: facts.causes,
            tags: facts.tags,
            detection: facts.detection,
        }
    }
}

fn started(incident: &Incident) -> Option<String> {
    let at = incident.started()?;
    let form = match at.precision {
        Precision::Year => "%Y",
        Precision::Month => "%Y-%m",
        _ => "%Y-%m-%d",
    };
    Some(at.local.format(form).to_string())
}

/// Prints incidents as a table: day, severity, length, title.
pub(super) fn table(incidents: &[&Incident], config: &Config) -> String {
    let rows: Vec<[String; 3]> = incidents
        .iter()
        .map(|incident| columns(incident, config))
        .collect();
    let widest = |column: usize| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or(0)
    };
    let widths = [widest(0), widest(1), widest(2)];
    let mut table = String::new();
    for (row, incident) in rows.iter().zip(incidents) {
        for (column, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
            table.push_str(&format!("{column:width$}  "));
        }
        table.push_str(&incident.title.value);
        table.push('\n');
    }
    table
}

/// Day, severity and length, each empty where it is not known.
pub(super) fn columns(incident: &Incident, config: &Config) -> [String; 3] {
    let severity = incident.severity.as_ref().map(|level| {
        let level = config.severity(&level.value).map(|level| &level.title);
        level.cloned().unwrap_or_default()
    });
    let lasted = durations::impact(incident).map(|length| length.to_string());
    [
        started(incident).unwrap_or_else(|| "no date".to_owned()),
        severity.unwrap_or_default(),
        lasted.unwrap_or_default(),
    ]
}

/// What there is to say about a query, one line a note.
pub(super) fn notes(notes: &[Note]) -> String {
    const NOTE: &str = "\u{1b}[1;33m";
    let lines: Vec<String> = notes
        .iter()
        .map(|note| format!("{}: {}", paint("note", NOTE), note.text))
        .collect();
    lines.join("\n")
}

//! An incident as one row of a list.

use crate::analyze::durations;
use crate::config::Config;
use crate::language::Language;
use crate::model::{Incident, Milestone};
use crate::render::words::{self, When};
use crate::render::{Book, incident_address};
use schemars::JsonSchema;
use serde::Serialize;

/// One row.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Row {
    /// What links to it from elsewhere name.
    id: Option<String>,
    /// Address of its page, from the root of the site.
    href: String,
    /// What happened.
    title: String,
    /// When it began.
    date: Option<When>,
    /// How bad it was.
    severity: Option<Severity>,
    /// How long users were hurt.
    lasted: Option<String>,
    /// That no end is stated, where the incident may still go on.
    open: Option<String>,
    /// Services, and the status if it is not the last one, or why it is listed; separated by dots.
    details: String,
}

impl Row {
    /// Lets links from elsewhere lead here.
    pub(super) fn anchored(self, id: Option<String>) -> Row {
        Row { id, ..self }
    }
}

/// A severity with the rank that colours it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Severity {
    /// What pages call it.
    pub(super) title: String,
    /// 1 for the worst, at most 4.
    pub(super) rank: usize,
    /// Address of its page, from the root of the site.
    pub(super) href: String,
}

/// Makes rows of incidents.
pub(super) fn rows<'a>(incidents: impl Iterator<Item = &'a Incident>, book: &Book) -> Vec<Row> {
    incidents.map(|incident| row(incident, book)).collect()
}

fn row(incident: &Incident, book: &Book) -> Row {
    row_with(
        incident,
        details(incident, &book.config, book.language()),
        book,
    )
}

/// Services, and the status of a report that is not finished; separated by dots.
pub(in crate::render) fn details(
    incident: &Incident,
    config: &Config,
    language: &Language,
) -> String {
    let mut details: Vec<String> = incident
        .services
        .iter()
        .map(|service| config.service_title(&service.value).to_owned())
        .collect();
    // A cluster that lists thirty services says nothing with the thirtieth.
    let more = details.len().saturating_sub(4);
    details.truncate(4);
    if more > 0 {
        details.push(language.counted("list.more-services", more));
    }
    details.extend(durations::unfinished(incident, config).map(str::to_owned));
    details.join(" · ")
}

/// Makes a row that says something else of its incident.
pub(super) fn row_with(incident: &Incident, details: String, book: &Book) -> Row {
    Row {
        id: None,
        href: incident_address(&incident.slug),
        title: incident.title.value.clone(),
        date: incident
            .started()
            .map(|at| words::short(at, book.language())),
        severity: severity(incident, book),
        lasted: durations::impact(incident).map(|length| words::length(&length, book.language())),
        open: durations::goes_on(incident, &book.config)
            .then(|| book.say("incident.not-over").to_owned()),
        details,
    }
}

/// The status of a report that is not finished.
pub(super) fn unfinished(incident: &Incident, book: &Book) -> Option<String> {
    durations::unfinished(incident, &book.config).map(str::to_owned)
}

/// The severity of an incident.
pub(super) fn severity(incident: &Incident, book: &Book) -> Option<Severity> {
    let id = &incident.severity.as_ref()?.value;
    let rank = book
        .config
        .severities
        .iter()
        .position(|level| level.id == *id)?;
    let level = &book.config.severities[rank];
    let page = crate::model::Slug::from_name(&level.id)?;
    Some(Severity {
        title: level.title.clone(),
        rank: (rank + 1).min(4),
        href: format!("severities/{page}.html"),
    })
}

/// Says whether users are well again, as far as the report tells.
pub(super) fn is_over(incident: &Incident, book: &Book) -> bool {
    let finished = incident.status.is_some() && unfinished(incident, book).is_none();
    incident.ended().is_some() || finished || incident.at(Milestone::Started).is_none()
}

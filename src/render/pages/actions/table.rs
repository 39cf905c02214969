//! All actions for spreadsheets: `actions.csv`.

use super::row::{address, found, owner};
use crate::analyze::actions::Entry;
use crate::config::DueBy;
use crate::markdown::plain_text;
use crate::model::{Action, Incident};
use crate::render::Book;
use crate::sheet::Sheet;

const COLUMNS: [&str; 15] = [
    "incident",
    "title",
    "severity",
    "services",
    "id",
    "action",
    "status",
    "kind",
    "owner",
    "due",
    "due by",
    "days overdue",
    "age in days",
    "links",
    "address",
];

/// Prints all actions, of the latest incidents first.
pub(super) fn table(book: &Book) -> String {
    let mut sheet = Sheet::new(&COLUMNS);
    for entry in &book.analysis.actions.entries {
        if let Some((incident, action)) = found(entry, book) {
            sheet.row(&row(entry, incident, action, book));
        }
    }
    sheet.finish()
}

fn row(entry: &Entry, incident: &Incident, action: &Action, book: &Book) -> [String; 15] {
    let severity = incident.severity.as_ref();
    let services = incident.services.iter();
    let site = book.config.html.site_url.as_ref();
    let number = |number: Option<i64>| number.map_or_else(String::new, |days| days.to_string());
    [
        incident.slug.to_string(),
        incident.title.value.clone(),
        severity.map_or_else(String::new, |severity| severity.value.clone()),
        services
            .map(|service| service.value.as_str())
            .collect::<Vec<_>>()
            .join("; "),
        action.id.clone(),
        plain_text(&action.title),
        entry
            .standing
            .map_or("", |standing| standing.as_str())
            .to_owned(),
        entry.kind.map_or("", |kind| kind.as_str()).to_owned(),
        owner(action, book).unwrap_or_default(),
        entry
            .due
            .map_or_else(String::new, |due| due.day.to_string()),
        match entry.due.map(|due| due.by) {
            Some(DueBy::Date) => "date",
            Some(DueBy::Policy { .. }) => "policy",
            None => "",
        }
        .to_owned(),
        number(entry.late),
        number(entry.age.map(|(age, _)| age)),
        action.links.join("; "),
        site.map_or_else(String::new, |site| {
            format!("{site}{}", address(incident, action))
        }),
    ]
}

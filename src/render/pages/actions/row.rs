//! One action as a row of a list, with the incident that asked for it.

use crate::analyze::actions::Entry;
use crate::config::DueBy;
use crate::markdown::plain_text;
use crate::model::{Action, ActionKind, Incident};
use crate::render::pages::row::{Severity, severity};
use crate::render::words::{When, day, lasting, short};
use crate::render::{Book, incident_address};
use schemars::JsonSchema;
use serde::Serialize;

/// One row.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::render::pages) struct ActionRow {
    /// The action on the page of its incident, from the root of the site.
    href: String,
    /// What is to be done.
    title: String,
    /// When it is due; of what is over or silent about its status, when the incident began.
    when: Option<When>,
    /// What stands there otherwise: how old it is.
    since: Option<String>,
    /// By how much it is overdue.
    late: Option<String>,
    /// How old it is, where it has a date.
    age: Option<String>,
    /// How bad the incident was.
    severity: Option<Severity>,
    /// Owner, kind and what else is known; separated by dots.
    details: String,
    /// What happened.
    incident: String,
    /// Tickets and documents.
    links: Vec<Ticket>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Ticket {
    href: String,
    title: String,
}

/// Makes rows of entries; those of reports that are not there are left out.
pub(in crate::render::pages) fn action_rows(entries: &[Entry], book: &Book) -> Vec<ActionRow> {
    entries
        .iter()
        .filter_map(|entry| {
            let (incident, action) = found(entry, book)?;
            Some(row(entry, incident, action, book))
        })
        .collect()
}

/// Finds the incident and the action that an entry stands for.
pub(in crate::render::pages) fn found<'b>(
    entry: &Entry,
    book: &'b Book,
) -> Option<(&'b Incident, &'b Action)> {
    let slug = book.analysis.newest_first.get(entry.incident)?;
    let incident = book.corpus.get(slug)?;
    Some((incident, incident.actions.get(entry.index)?))
}

/// Returns where an action stands, from the root of the site.
pub(in crate::render::pages) fn address(incident: &Incident, action: &Action) -> String {
    format!("{}#{}", incident_address(&incident.slug), action.id)
}

/// The message that names a kind.
pub(in crate::render::pages) fn kind_title(kind: Option<ActionKind>) -> &'static str {
    match kind {
        Some(ActionKind::Prevent) => "actions.prevent",
        Some(ActionKind::Detect) => "actions.detect",
        Some(ActionKind::Mitigate) => "actions.mitigate",
        Some(ActionKind::Process) => "actions.process",
        None => "actions.no-kind",
    }
}

/// Returns what pages call the owner of an action.
pub(super) fn owner(action: &Action, book: &Book) -> Option<String> {
    let name = &action.owner.as_ref()?.value;
    let entry = book.config.people.get(name);
    let title = entry.and_then(|entry| entry.title.as_ref());
    Some(title.unwrap_or(name).clone())
}

fn row(entry: &Entry, incident: &Incident, action: &Action, book: &Book) -> ActionRow {
    let by_policy = entry
        .due
        .is_some_and(|due| matches!(due.by, DueBy::Policy { .. }));
    let details = [
        owner(action, book),
        entry
            .kind
            .map(|kind| book.say(kind_title(Some(kind))).to_owned()),
        by_policy.then(|| book.say("actions.date-by-policy").to_owned()),
    ];
    let time = |id: &str, days: i64| {
        let time = lasting(days, book.language());
        book.with(id, &[("time", (&time).into())])
    };
    let age = entry.age.map(|(age, _)| time("actions.old", age));
    let when = match entry.due {
        Some(due) if entry.is_left() => Some(day(due.day, book.language())),
        _ if entry.is_left() => None,
        _ => incident.started().map(|at| short(at, book.language())),
    };
    ActionRow {
        href: address(incident, action),
        title: plain_text(&action.title),
        when,
        since: age.clone().filter(|_| entry.due.is_none()),
        late: entry.late.map(|late| time("incident.late", late)),
        age: age.filter(|_| entry.due.is_some()),
        severity: severity(incident, book),
        details: details
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        incident: incident.title.value.clone(),
        links: tickets(action),
    }
}

/// The first links of an action that lead to the web.
fn tickets(action: &Action) -> Vec<Ticket> {
    const MOST: usize = 2;
    let web = action.links.iter().filter(|link| {
        let lower = link.trim().to_lowercase();
        lower.starts_with("https://") || lower.starts_with("http://")
    });
    web.take(MOST)
        .map(|link| Ticket {
            href: link.clone(),
            title: crate::render::words::shown_address(link, 40),
        })
        .collect()
}

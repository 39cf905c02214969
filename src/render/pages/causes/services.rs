//! Causes against services.

use super::roles::Cell;
use super::sentence::some_of;
use super::{address, title};
use crate::model::{CauseId, Slug};
use crate::render::Book;
use crate::render::charts::heat;
use crate::render::pages::parts::part_id;
use crate::render::pages::services;
use crate::render::words::sentences;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Most services in the table.
const MOST: usize = 12;

/// Which causes hit which services.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Services {
    heads: Vec<super::Link>,
    rows: Vec<Row>,
    note: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    href: String,
    title: String,
    cells: Vec<Cell>,
}

/// The services of the table: those with the most coded incidents, two at least.
pub(super) fn shown(book: &Book) -> &[(Slug, usize)] {
    let services = &book.analysis.common_causes.services;
    let several = services.partition_point(|(_, count)| *count > 1);
    &services[..several.min(MOST)]
}

/// Counts causes by service; nothing where no service has two coded incidents.
pub(super) fn services(ids: &[CauseId], book: &Book) -> Option<Services> {
    let causes = &book.analysis.common_causes;
    let shown = shown(book);
    if shown.is_empty() {
        return None;
    }
    let counts: BTreeMap<(&CauseId, &Slug), usize> = ids
        .iter()
        .filter_map(|id| Some((id, causes.stats.get(id)?)))
        .flat_map(|(id, stat)| {
            stat.services
                .iter()
                .map(move |(service, n)| ((id, service), *n))
        })
        .collect();
    let count = |id: &CauseId, service: &Slug| counts.get(&(id, service)).copied().unwrap_or(0);
    let cells = || {
        shown
            .iter()
            .flat_map(|(service, _)| ids.iter().map(move |id| (id, service)))
    };
    let most = cells()
        .map(|(id, service)| count(id, service))
        .max()
        .unwrap_or(0);
    let heads: Vec<&CauseId> = ids
        .iter()
        .filter(|id| shown.iter().any(|(service, _)| count(id, service) > 0))
        .collect();
    let rows = shown.iter().map(|(service, _)| Row {
        href: services::address(service),
        title: service_title(service, book),
        cells: heads
            .iter()
            .map(|id| Cell {
                count: count(id, service),
                heat: heat(count(id, service), most),
                words: book.with(
                    "causes.on-service",
                    &[
                        ("cause", (&title(id, book)).into()),
                        ("service", (&service_title(service, book)).into()),
                    ],
                ),
                href: format!("{}#{}", address(id), part_id("on", service.as_str())),
            })
            .collect(),
    });
    Some(Services {
        rows: rows.collect(),
        heads: heads
            .iter()
            .map(|id| super::Link {
                href: address(id),
                title: title(id, book),
            })
            .collect(),
        note: note(shown.len(), book),
    })
}

/// Says which services are not in the table.
fn note(shown: usize, book: &Book) -> String {
    let others = book.analysis.common_causes.services.len() - shown;
    let fewer = some_of(&[(others, "causes.services-fewer")], book.language());
    let several = book.say("causes.several-services").to_owned();
    sentences(&[several, fewer.concat()], book.language())
}

/// Returns what pages call a service, by the address of its page.
pub(super) fn service_title(id: &Slug, book: &Book) -> String {
    let terms = &book.analysis.services;
    let term = terms.iter().find(|term| term.id == *id);
    term.map_or_else(|| id.to_string(), |term| term.title.clone())
}

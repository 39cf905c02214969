//! Numbers that open to the incidents behind them: `parts.html`.

use crate::markdown::html::Html;
use crate::model::Incident;
use crate::render::charts::bar;
use crate::render::words::short;
use crate::render::{Book, incident_address};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::Serialize;

/// Most incidents below a part.
const INCIDENTS: usize = 8;

/// An incident that a number is made of.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct IncidentLink {
    /// From the root of the site.
    pub(super) href: String,
    pub(super) title: String,
    /// When it began.
    pub(super) when: Option<String>,
}

/// Incidents taken apart in one way.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Parts {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Part {
    /// Where the incidents of the part are listed on this page.
    pub(super) id: String,
    pub(super) title: String,
    /// A page about what they have in common, from the root of the site.
    pub(super) href: Option<String>,
    /// What that page is called.
    pub(super) link: String,
    pub(super) count: usize,
    pub(super) bar: Html,
    pub(super) note: String,
    pub(super) incidents: Vec<IncidentLink>,
    pub(super) more: usize,
    /// Where all of them are, from the root of the site: a search, where filters can say it.
    pub(super) search: Option<String>,
}

/// Makes a part of a whole from the places of its incidents.
pub(super) fn part(id: String, title: String, places: &[usize], whole: usize, book: &Book) -> Part {
    Part {
        id,
        title,
        href: None,
        link: String::new(),
        count: places.len(),
        bar: bar::bar(places.len(), whole),
        note: String::new(),
        incidents: links(&places[..places.len().min(INCIDENTS)], book),
        more: places.len().saturating_sub(INCIDENTS),
        search: None,
    }
}

/// Where a page lists incidents with something in common.
pub(super) fn part_id(kind: &str, of: &str) -> String {
    format!("{kind}-{}", of.replace('/', "-"))
}

/// Returns the address of a search.
pub(super) fn search(query: &str) -> String {
    let encoded = utf8_percent_encode(query, NON_ALPHANUMERIC);
    format!("search.html?q={encoded}")
}

/// Returns the incidents at some places, as links.
pub(super) fn links(places: &[usize], book: &Book) -> Vec<IncidentLink> {
    let incidents = places.iter().filter_map(|place| book.nth(*place));
    incidents
        .map(|incident| incident_link(incident, book))
        .collect()
}

/// Returns an incident as a link.
pub(super) fn incident_link(incident: &Incident, book: &Book) -> IncidentLink {
    IncidentLink {
        href: incident_address(&incident.slug),
        title: incident.title.value.clone(),
        when: incident.started().map(|at| short(at, book.language()).text),
    }
}

//! Incidents that name no cause, and what their words suggest: shown apart, counted nowhere.

use super::{Link, address, full_title};
use crate::analyze::causes::coverage::{Coding, coding};
use crate::model::Incident;
use crate::render::Book;
use crate::render::pages::parts::{IncidentLink, incident_link, links};
use schemars::JsonSchema;
use serde::Serialize;

/// Most incidents, and most causes, on the page.
const INCIDENTS: usize = 20;
const CAUSES: usize = 10;
const OF_A_CAUSE: usize = 5;

/// What is not coded.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Uncoded {
    /// How many, by why.
    incidents: Vec<UncodedRow>,
    more: usize,
    /// Causes that words suggest, the most frequent first.
    suggested: Vec<SuggestedRow>,
    suggested_more: usize,
    /// How many incidents those are of.
    suggested_of: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct UncodedRow {
    link: IncidentLink,
    /// `names only that the cause is unknown`
    why: &'static str,
    /// `Network: DNS (the resolver)`
    suggestions: Vec<Words>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Words {
    id: String,
    title: String,
    /// The words that led to it.
    words: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SuggestedRow {
    id: String,
    title: String,
    /// Its page, where any incident has it as a fact.
    page: Option<Link>,
    count: usize,
    incidents: Vec<IncidentLink>,
    more: usize,
}

/// Lists what is not coded; nothing where everything is.
pub(super) fn uncoded(book: &Book) -> Option<Uncoded> {
    let causes = &book.analysis.common_causes;
    let coverage = &causes.coverage;
    let uncoded = coverage.incidents - coverage.coded;
    if uncoded == 0 {
        return None;
    }
    let incidents = book
        .incidents(&book.analysis.newest_first)
        .filter(|incident| {
            incident
                .causes
                .iter()
                .all(|cause| cause.id.value.is_unknown())
        });
    let suggested = causes
        .suggested
        .iter()
        .take(CAUSES)
        .map(|found| SuggestedRow {
            id: found.id.to_string(),
            title: full_title(&found.id, book),
            page: causes.stats.contains_key(&found.id).then(|| Link {
                href: address(&found.id),
                title: full_title(&found.id, book),
            }),
            count: found.incidents.len(),
            incidents: links(
                &found.incidents[..found.incidents.len().min(OF_A_CAUSE)],
                book,
            ),
            more: found.incidents.len().saturating_sub(OF_A_CAUSE),
        });
    Some(Uncoded {
        incidents: incidents.take(INCIDENTS).map(|it| row(it, book)).collect(),
        more: uncoded.saturating_sub(INCIDENTS),
        suggested: suggested.collect(),
        suggested_more: causes.suggested.len().saturating_sub(CAUSES),
        suggested_of: coverage.suggested,
    })
}

fn row(incident: &Incident, book: &Book) -> UncodedRow {
    let suggestions = incident.suggestions.iter().map(|found| Words {
        id: found.id.to_string(),
        title: full_title(&found.id, book),
        words: found
            .words
            .iter()
            .map(|words| format!("“{words}”"))
            .collect::<Vec<_>>()
            .join(", "),
    });
    UncodedRow {
        link: incident_link(incident, book),
        why: match coding(incident) {
            Coding::UnknownOnly => "The cause is unknown",
            Coding::Unrecognised => "Its causes are not in the list",
            Coding::Coded | Coding::Uncoded => "",
        },
        suggestions: suggestions.collect(),
    }
}

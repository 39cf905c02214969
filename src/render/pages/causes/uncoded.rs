//! Incidents that name no cause, and what their words suggest: shown apart, counted nowhere.

use super::{Link, address, full_title};
use crate::analyze::causes::coverage::{Coding, coding};
use crate::markdown::html::Html;
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
    /// Why it does not count, and what its words suggest; nothing where there is neither.
    note: Html,
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
    let why = match coding(incident) {
        Coding::UnknownOnly => book.say("causes.why-unknown"),
        Coding::Unrecognised => book.say("causes.why-unrecognised"),
        Coding::Coded | Coding::Uncoded => "",
    };
    let suggestions = incident.suggestions.iter().map(|found| {
        let words = found.words.iter();
        let words: Vec<String> = words
            .map(|words| book.with("causes.quoted", &[("words", words.into())]))
            .collect();
        let words = words.join(book.say("lists.comma"));
        let id = found.id.to_string();
        let args = [("id", (&id).into()), ("words", (&words).into())];
        book.html("causes.suggestion", &args)
    });
    let suggestions = suggestions.reduce(|before, next| {
        let args = [("before", (&before).into()), ("next", (&next).into())];
        book.html("causes.suggestion-next", &args)
    });
    let note = match (suggestions, why) {
        (None, why) => Html::escape(why),
        (Some(found), "") => book.html("causes.perhaps", &[("suggestions", (&found).into())]),
        (Some(found), why) => {
            let args = [("why", why.into()), ("suggestions", (&found).into())];
            book.html("causes.why-perhaps", &args)
        }
    };
    UncodedRow {
        link: incident_link(incident, book),
        note,
    }
}

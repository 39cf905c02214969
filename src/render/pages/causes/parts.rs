//! The incidents of a cause, by what else they have in common: each number with its incidents.

use super::roles::{meaning, role_title};
use super::services::service_title;
use super::{IncidentLink, address, links, part_id, title};
use crate::analyze::causes::pairs::Pair;
use crate::analyze::causes::stat::CauseStat;
use crate::markdown::html::Html;
use crate::model::{CauseId, Incident, Role, Slug};
use crate::render::Book;
use crate::render::charts::bar;
use crate::render::pages::services;
use serde::Serialize;
use std::collections::BTreeSet;

/// Most incidents below a part; the page lists all of them further down.
const INCIDENTS: usize = 8;

/// Most services.
const SERVICES: usize = 10;

/// Incidents taken apart in one way.
#[derive(Debug, Serialize)]
pub(super) struct Parts {
    id: &'static str,
    title: &'static str,
    note: String,
    parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    /// Where the incidents of the part are listed on this page.
    id: String,
    title: String,
    /// A page about what they have in common, from the root of the site.
    href: Option<String>,
    /// What that page is called.
    link: &'static str,
    count: usize,
    bar: Html,
    note: String,
    incidents: Vec<IncidentLink>,
    more: usize,
}

/// Takes the incidents of a cause apart.
pub(super) fn parts(id: &CauseId, stat: &CauseStat, book: &Book) -> Vec<Parts> {
    let all = [
        roles(id, stat, book),
        services(stat, book),
        severities(stat, book),
        companions(id, book),
    ];
    all.into_iter().filter(|it| !it.parts.is_empty()).collect()
}

fn part(id: String, title: String, places: &[usize], whole: usize, book: &Book) -> Part {
    Part {
        id,
        title,
        href: None,
        link: "",
        count: places.len(),
        bar: bar::bar(places.len(), whole),
        note: String::new(),
        incidents: links(&places[..places.len().min(INCIDENTS)], book),
        more: places.len().saturating_sub(INCIDENTS),
    }
}

/// The places of a cause's incidents that something is true of.
fn places(stat: &CauseStat, book: &Book, is: impl Fn(&Incident) -> bool) -> Vec<usize> {
    let places = stat.incidents.iter().copied();
    places
        .filter(|place| book.nth(*place).is_some_and(&is))
        .collect()
}

fn roles(id: &CauseId, stat: &CauseStat, book: &Book) -> Parts {
    let has = |incident: &Incident, role: Role| {
        let mut causes = incident.causes.iter();
        causes.any(|cause| {
            let of = &cause.id.value;
            cause.role == role && (of == id || (id.is_top() && of.top() == *id))
        })
    };
    let parts = Role::ALL.iter().map(|role| Part {
        note: meaning(*role).to_owned(),
        ..part(
            part_id("as", role.as_str()),
            role_title(*role).to_owned(),
            &places(stat, book, |incident| has(incident, *role)),
            stat.incidents.len(),
            book,
        )
    });
    Parts {
        id: "roles",
        title: "The part it played",
        note: String::new(),
        parts: parts
            .filter(|part| part.count > 0 && !id.is_unknown())
            .collect(),
    }
}

fn services(stat: &CauseStat, book: &Book) -> Parts {
    // The table of all causes leads here, so its services are here however rare they are.
    let in_table: BTreeSet<Slug> = super::services::shown(book)
        .into_iter()
        .map(|(service, _)| service)
        .collect();
    let shown: Vec<&Slug> = stat
        .services
        .iter()
        .enumerate()
        .filter(|(on, (service, _))| *on < SERVICES || in_table.contains(service))
        .map(|(_, (service, _))| service)
        .collect();
    let is_on = |incident: &Incident, service: &Slug| {
        let mut names = incident.services.iter();
        names.any(|name| Slug::from_name(&name.value).as_ref() == Some(service))
    };
    let parts = shown.iter().map(|service| Part {
        href: Some(services::address(service)),
        link: "The service",
        ..part(
            part_id("on", service.as_str()),
            service_title(service, book),
            &places(stat, book, |incident| is_on(incident, service)),
            stat.incidents.len(),
            book,
        )
    });
    let parts: Vec<Part> = parts.collect();
    let notes = [
        (
            stat.services.len() - parts.len(),
            "service",
            "is rarer",
            "are rarer",
        ),
        (stat.without_service, "incident", "names none", "name none"),
    ];
    let notes: Vec<String> = notes
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, what, one, many)| match n {
            1 => format!("One {what} {one}."),
            n => format!("{n} {what}s {many}."),
        })
        .collect();
    Parts {
        id: "services",
        title: "Services",
        note: notes.join(" "),
        parts,
    }
}

fn severities(stat: &CauseStat, book: &Book) -> Parts {
    let is = |incident: &Incident, level: &str| {
        let severity = incident.severity.as_ref();
        severity.is_some_and(|severity| severity.value == level)
    };
    let levels = book.config.severities.iter();
    let parts = levels.filter_map(|level| {
        let id = Slug::from_name(&level.id)?;
        Some(Part {
            href: Some(format!("severities/{id}.html")),
            link: "The severity",
            ..part(
                part_id("severity", id.as_str()),
                level.title.clone(),
                &places(stat, book, |incident| is(incident, &level.id)),
                stat.incidents.len(),
                book,
            )
        })
    });
    Parts {
        id: "severities",
        title: "Severity",
        note: match stat.without_severity {
            0 => String::new(),
            1 => "One incident states none.".to_owned(),
            n => format!("{n} incidents state none."),
        },
        parts: parts.filter(|part| part.count > 0).collect(),
    }
}

fn companions(id: &CauseId, book: &Book) -> Parts {
    let causes = &book.analysis.common_causes;
    let pairs = if id.is_top() {
        &causes.pairs
    } else {
        &causes.sub_pairs
    };
    let whole = causes.stats.get(id).map_or(0, |stat| stat.incidents.len());
    let parts = pairs.iter().filter_map(|pair| {
        let other = match () {
            () if pair.a == *id => &pair.b,
            () if pair.b == *id => &pair.a,
            () => return None,
        };
        Some(Part {
            note: measures(pair),
            href: Some(address(other)),
            link: "The cause",
            ..part(
                part_id("with", other.as_str()),
                title(other, book),
                &pair.incidents,
                whole,
                book,
            )
        })
    });
    Parts {
        id: "with",
        title: "Comes together with",
        note: match id.is_top() {
            true => String::new(),
            false => "Sub-causes that it shares three incidents with, or more.".to_owned(),
        },
        parts: parts.collect(),
    }
}

fn measures(pair: &Pair) -> String {
    match (pair.jaccard, pair.lift) {
        (Some(jaccard), Some(lift)) => {
            format!("{lift:.1} times as often as by chance (lift), Jaccard index {jaccard:.2}")
        }
        _ => String::new(),
    }
}

//! The incidents of a cause, by what else they have in common: each number with its incidents.

use super::roles::{meaning, role_title};
use super::sentence::some_of;
use super::services::service_title;
use super::{address, title};
use crate::analyze::causes::pairs::Pair;
use crate::analyze::causes::stat::CauseStat;
use crate::model::{CauseId, Incident, Role, Slug};
use crate::render::Book;
use crate::render::pages::parts::{self, Part, Parts, part, part_id};
use crate::render::pages::services;
use crate::render::words::sentences;
use std::collections::{BTreeMap, BTreeSet};

/// Most services.
const SERVICES: usize = 10;

/// The incidents of a cause with their places, the latest first.
type Placed<'b> = [(usize, &'b Incident)];

/// Takes the incidents of a cause apart.
pub(super) fn parts(id: &CauseId, stat: &CauseStat, book: &Book) -> Vec<Parts> {
    let places = stat.incidents.iter();
    let incidents: Vec<(usize, &Incident)> = places
        .filter_map(|place| Some((*place, book.nth(*place)?)))
        .collect();
    let all = [
        roles(id, &incidents, book),
        services(id, stat, &incidents, book),
        severities(id, stat, &incidents, book),
        companions(id, book),
    ];
    all.into_iter().filter(|it| !it.parts.is_empty()).collect()
}

/// Returns a search for incidents of a cause that pass another filter, too.
fn search(id: &CauseId, filter: &str, value: &str) -> Option<String> {
    Some(parts::search(&format!("cause:{id} {filter}:{value}")))
}

/// The places of incidents that something is true of.
fn places(incidents: &Placed<'_>, is: impl Fn(&Incident) -> bool) -> Vec<usize> {
    let found = incidents.iter().filter(|(_, incident)| is(incident));
    found.map(|(place, _)| *place).collect()
}

fn roles(id: &CauseId, incidents: &Placed<'_>, book: &Book) -> Parts {
    let has = |incident: &Incident, role: Role| {
        let mut causes = incident.causes.iter();
        causes.any(|cause| {
            let of = &cause.id.value;
            cause.role == role && (of == id || (id.is_top() && of.top() == *id))
        })
    };
    let parts = Role::ALL.iter().map(|role| Part {
        note: meaning(*role, book),
        ..part(
            part_id("as", role.as_str()),
            role_title(*role, book),
            &places(incidents, |incident| has(incident, *role)),
            incidents.len(),
            book,
        )
    });
    Parts {
        id: "roles",
        title: book.say("causes.parts-role").to_owned(),
        note: String::new(),
        parts: parts
            .filter(|part| part.count > 0 && !id.is_unknown())
            .collect(),
    }
}

fn services(id: &CauseId, stat: &CauseStat, incidents: &Placed<'_>, book: &Book) -> Parts {
    // The table of all causes leads here, so its services are here however rare they are.
    let in_table = super::services::shown(book).iter();
    let mut wanted: BTreeSet<&Slug> = in_table.map(|(service, _)| service).collect();
    let first = stat.services.iter().take(SERVICES);
    wanted.extend(first.map(|(service, _)| service));
    let mut found: BTreeMap<Slug, Vec<usize>> = BTreeMap::new();
    for (place, incident) in incidents {
        let names = incident.services.iter();
        let names: BTreeSet<Slug> = names
            .filter_map(|name| Slug::from_name(&name.value))
            .collect();
        for service in names.into_iter().filter(|it| wanted.contains(it)) {
            found.entry(service).or_default().push(*place);
        }
    }
    let shown = stat.services.iter().filter_map(|(service, _)| {
        let places = found.get(service)?;
        let anchor = part_id("on", service.as_str());
        Some(Part {
            search: search(id, "service", service.as_str()),
            href: Some(services::address(service)),
            link: book.say("causes.the-service").to_owned(),
            ..part(
                anchor,
                service_title(service, book),
                places,
                incidents.len(),
                book,
            )
        })
    });
    let parts: Vec<Part> = shown.collect();
    Parts {
        id: "services",
        title: book.say("causes.parts-service").to_owned(),
        note: not_shown(
            stat.services.len() - parts.len(),
            stat.without_service,
            book,
        ),
        parts,
    }
}

/// Says which services are not listed, and how many incidents have none.
fn not_shown(rarer: usize, without: usize, book: &Book) -> String {
    let notes = [
        (rarer, "causes.services-rarer"),
        (without, "causes.names-no-service"),
    ];
    sentences(&some_of(&notes, book.language()), book.language())
}

fn severities(cause: &CauseId, stat: &CauseStat, incidents: &Placed<'_>, book: &Book) -> Parts {
    let is = |incident: &Incident, level: &str| {
        let severity = incident.severity.as_ref();
        severity.is_some_and(|severity| severity.value == level)
    };
    let levels = book.config.severities.iter();
    let parts = levels.filter_map(|level| {
        let id = Slug::from_name(&level.id)?;
        Some(Part {
            search: search(cause, "severity", id.as_str()),
            href: Some(format!("severities/{id}.html")),
            link: book.say("causes.the-severity").to_owned(),
            ..part(
                part_id("severity", id.as_str()),
                level.title.clone(),
                &places(incidents, |incident| is(incident, &level.id)),
                incidents.len(),
                book,
            )
        })
    });
    Parts {
        id: "severities",
        title: book.say("causes.parts-severity").to_owned(),
        note: some_of(
            &[(stat.without_severity, "causes.states-no-severity")],
            book.language(),
        )
        .concat(),
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
            note: measures(pair, book),
            search: search(id, "cause", other.as_str()),
            href: Some(address(other)),
            link: book.say("causes.the-cause").to_owned(),
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
        title: book.say("causes.parts-with").to_owned(),
        note: match id.is_top() {
            true => String::new(),
            false => book.say("causes.parts-with-note").to_owned(),
        },
        parts: parts.collect(),
    }
}

fn measures(pair: &Pair, book: &Book) -> String {
    let (Some(jaccard), Some(lift)) = (pair.jaccard, pair.lift) else {
        return String::new();
    };
    let (lift, jaccard) = (format!("{lift:.1}"), format!("{jaccard:.2}"));
    let decimal = |printed| book.language().decimal(printed);
    book.with(
        "causes.measures",
        &[
            ("lift", decimal(&lift).as_ref().into()),
            ("jaccard", decimal(&jaccard).as_ref().into()),
        ],
    )
}

//! Services, severities and tags with the incidents that name them.

use crate::config::Config;
use crate::model::{Incident, Slug};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Something that incidents have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its address.
    pub id: Slug,
    /// What pages call it.
    pub title: String,
    /// One or two sentences, where book.toml has them.
    pub description: Option<String>,
    /// Who runs it, where book.toml says so; only of services.
    pub owner: Option<String>,
    /// Its incidents, the latest first.
    pub incidents: Vec<Slug>,
}

/// Services, the most frequent first.
pub fn services(newest: &[&Incident], config: &Config) -> Vec<Term> {
    let named = newest.iter().flat_map(|incident| {
        incident
            .services
            .iter()
            .map(|service| (service.value.as_str(), &incident.slug))
    });
    let mut terms = gathered(named);
    for term in &mut terms {
        let entry = config
            .services
            .iter()
            .find(|(id, _)| Slug::from_name(id).as_ref() == Some(&term.id));
        if let Some((id, service)) = entry {
            term.title = config.service_title(id).to_owned();
            term.description = service.description.clone();
            term.owner = service.owner.clone();
        }
    }
    most_frequent_first(terms)
}

/// Tags, the most frequent first.
pub(super) fn tags(newest: &[&Incident]) -> Vec<Term> {
    let named = newest.iter().flat_map(|incident| {
        incident
            .tags
            .iter()
            .map(|tag| (tag.value.as_str(), &incident.slug))
    });
    most_frequent_first(gathered(named))
}

/// Severities that are in use, in the order of the configuration.
pub(super) fn severities(newest: &[&Incident], config: &Config) -> Vec<Term> {
    let of = |id: &str| -> Vec<Slug> {
        let same = |incident: &&&Incident| {
            incident
                .severity
                .as_ref()
                .is_some_and(|level| level.value == id)
        };
        newest
            .iter()
            .filter(same)
            .map(|incident| incident.slug.clone())
            .collect()
    };
    config
        .severities
        .iter()
        .filter_map(|level| {
            let incidents = of(&level.id);
            let id = Slug::from_name(&level.id).filter(|_| !incidents.is_empty())?;
            let (title, description) = (level.title.clone(), level.description.clone());
            Some(Term {
                id,
                title,
                description,
                owner: None,
                incidents,
            })
        })
        .collect()
}

/// Names that differ only in case, accents and punctuation are one; it is called as it was written
/// first.
fn gathered<'a>(named: impl Iterator<Item = (&'a str, &'a Slug)>) -> Vec<Term> {
    let mut terms: BTreeMap<Slug, Term> = BTreeMap::new();
    for (name, incident) in named {
        let Some(id) = Slug::from_name(name) else {
            continue;
        };
        let term = terms.entry(id.clone()).or_insert_with(|| Term {
            id,
            title: name.to_owned(),
            description: None,
            owner: None,
            incidents: Vec::new(),
        });
        if term.incidents.last() != Some(incident) {
            term.incidents.push(incident.clone());
        }
    }
    terms.into_values().collect()
}

fn most_frequent_first(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_by(|a, b| {
        (Reverse(a.incidents.len()), &a.title, &a.id).cmp(&(
            Reverse(b.incidents.len()),
            &b.title,
            &b.id,
        ))
    });
    terms
}

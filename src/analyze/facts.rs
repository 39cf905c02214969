//! The facts of an incident that filters look at, and the names that filters take.

use super::durations;
use crate::config::Config;
use crate::model::{ActionStatus, Corpus, Detection, Incident};
use crate::query::{Facts, Field, Names};
use chrono::Datelike;
use std::collections::BTreeSet;

/// Returns the facts of an incident.
pub fn of(incident: &Incident) -> Facts {
    let detection = incident.detection.as_ref();
    Facts {
        services: values(&incident.services),
        causes: incident
            .causes
            .iter()
            .map(|cause| cause.id.value.to_string())
            .collect(),
        severity: incident.severity.as_ref().map(|level| level.value.clone()),
        status: incident.status.as_ref().map(|level| level.value.clone()),
        tags: values(&incident.tags),
        detection: detection.map(|detection| detection.value.as_str().to_owned()),
        started: incident.started().map(|at| {
            let day = at.local.date();
            i64::from(day.year()) * 10_000 + i64::from(day.month() * 100 + day.day())
        }),
        duration: duration(incident),
        has: has(incident),
    }
}

fn values(names: &[crate::model::Sourced<String>]) -> Vec<String> {
    names.iter().map(|name| name.value.clone()).collect()
}

/// How long users were hurt, in seconds. "Less than a day" is no length to compare with hours.
fn duration(incident: &Incident) -> Option<i64> {
    let length = durations::impact(incident)?;
    (length.has_clock || length.seconds > 0).then_some(length.seconds)
}

fn has(incident: &Incident) -> Vec<String> {
    let is_open = |status: Option<ActionStatus>| status.is_some_and(ActionStatus::is_open);
    let mut actions = incident.actions.iter();
    let has = [
        ("actions", !incident.actions.is_empty()),
        (
            "open-actions",
            actions.any(|action| is_open(action.status.as_ref().map(|status| status.value))),
        ),
        ("causes", !incident.causes.is_empty()),
        ("date", incident.started().is_some()),
        ("detection", incident.detection.is_some()),
        ("duration", duration(incident).is_some()),
        ("impact", incident.impact.is_some()),
        ("related", !incident.related.is_empty()),
        ("services", !incident.services.is_empty()),
        ("severity", incident.severity.is_some()),
        ("sources", !incident.sources.is_empty()),
        ("timeline", !incident.timeline.is_empty()),
    ];
    let present = has.into_iter().filter(|(_, present)| *present);
    present.map(|(name, _)| name.to_owned()).collect()
}

/// Returns the names of everything that incidents have, with the other names book.toml and the
/// taxonomy give them.
pub fn names(corpus: &Corpus, config: &Config) -> Names {
    let mut names = Names::default();
    let facts: Vec<Facts> = corpus.iter().map(of).collect();
    let all = |values: fn(&Facts) -> &[String]| -> BTreeSet<&str> {
        facts.iter().flat_map(values).map(String::as_str).collect()
    };
    for id in all(|facts| &facts.services) {
        let others = config.services.get(id).map(|service| {
            let title = service.title.iter().chain(&service.aliases);
            title.map(String::as_str).collect::<Vec<_>>()
        });
        names.add(Field::Service, id, others.unwrap_or_default());
    }
    for id in all(|facts| &facts.causes) {
        add_cause(&mut names, id, config);
    }
    for (field, levels, used) in [
        (
            Field::Severity,
            &config.severities,
            all(|facts| facts.severity.as_slice()),
        ),
        (
            Field::Status,
            &config.statuses,
            all(|facts| facts.status.as_slice()),
        ),
    ] {
        for level in levels
            .iter()
            .filter(|level| used.contains(level.id.as_str()))
        {
            let others = level.aliases.iter().chain([&level.title]);
            names.add(field, &level.id, others.map(String::as_str));
        }
    }
    for id in all(|facts| facts.detection.as_slice()) {
        let title = Detection::from_word(id).map(Detection::title);
        names.add(Field::Detection, id, title);
    }
    for id in all(|facts| &facts.tags) {
        names.add(Field::Tag, id, []);
    }
    names
}

/// A cause with its parent, which finds it too.
fn add_cause(names: &mut Names, id: &str, config: &Config) {
    let parent = id.split_once('/').map(|(parent, _)| parent);
    for id in parent.into_iter().chain([id]) {
        let Some(cause) = config.taxonomy.find(id) else {
            continue;
        };
        let others = cause.aliases.iter().chain([&cause.title]);
        names.add(Field::Cause, id, others.map(String::as_str));
    }
}

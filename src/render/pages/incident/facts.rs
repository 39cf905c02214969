//! What is known beside the times: services, detection, authors.

use crate::model::{Incident, Slug};
use crate::render::Book;
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// A label with its values.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Fact {
    label: String,
    values: Vec<Value>,
    /// Whether the values are inferred.
    inferred: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Value {
    text: String,
    /// From the root of the site.
    href: Option<String>,
}

impl Value {
    fn plain(text: impl Into<String>) -> Value {
        Value {
            text: text.into(),
            href: None,
        }
    }
}

/// Returns the facts that are known.
pub(super) fn facts(incident: &Incident, book: &Book) -> Vec<Fact> {
    let config = &book.config;
    let service = |id: &str| Value {
        text: config.service_title(id).to_owned(),
        href: Slug::from_name(id).map(|slug| format!("services/{slug}.html")),
    };
    let tag = |tag: &str| Value {
        text: tag.to_owned(),
        href: Slug::from_name(tag).map(|slug| format!("tags/{slug}.html")),
    };
    let author = |person: &crate::model::Person| {
        let entry = config.people.get(&person.name);
        let title = entry.and_then(|entry| entry.title.as_ref());
        let name = title.unwrap_or(&person.name);
        Value::plain(match person.active {
            true => name.clone(),
            false => book.with("incident.no-longer-here", &[("name", name.into())]),
        })
    };
    let label = |id: &'static str| book.say(id).to_owned();
    let inferred =
        |origin: Option<crate::model::Origin>| origin.is_some_and(|origin| !origin.is_stated());
    let mut facts = vec![
        Fact {
            label: label("incident.services"),
            values: incident
                .services
                .iter()
                .map(|found| service(&found.value))
                .collect(),
            inferred: inferred(incident.services.first().map(|found| found.origin)),
        },
        Fact {
            label: label("incident.noticed-by"),
            values: incident
                .detection
                .iter()
                .map(|found| Value::plain(words::noticed(found.value, book.language())))
                .collect(),
            inferred: inferred(incident.detection.as_ref().map(|found| found.origin)),
        },
        Fact {
            label: label("incident.ended-by"),
            values: incident
                .mitigation
                .iter()
                .map(|found| Value::plain(words::ended(found.value, book.language())))
                .collect(),
            inferred: inferred(incident.mitigation.as_ref().map(|found| found.origin)),
        },
        Fact {
            label: label("incident.trigger"),
            values: incident
                .trigger
                .iter()
                .map(|found| trigger(&found.value, book))
                .collect(),
            inferred: inferred(incident.trigger.as_ref().map(|found| found.origin)),
        },
        Fact {
            label: label("incident.written-by"),
            values: incident
                .authors
                .iter()
                .map(|found| author(&found.value))
                .collect(),
            inferred: inferred(incident.authors.first().map(|found| found.origin)),
        },
        Fact {
            label: label("incident.published"),
            values: incident
                .published
                .iter()
                .map(|at| Value::plain(words::short(&at.value, book.language()).text))
                .collect(),
            inferred: inferred(incident.published.as_ref().map(|at| at.origin)),
        },
        Fact {
            label: label("incident.tags"),
            values: incident
                .tags
                .iter()
                .map(|found| tag(&found.value))
                .collect(),
            inferred: false,
        },
    ];
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

/// A trigger is a cause of the taxonomy, or words.
fn trigger(written: &str, book: &Book) -> Value {
    match book.config.taxonomy.find(written) {
        Some(cause) => {
            let has_page = book.analysis.causes.contains_key(&cause.id);
            Value {
                text: words::cause_title(cause, book.language()),
                href: has_page.then(|| super::super::causes::address(&cause.id)),
            }
        }
        None => Value::plain(written),
    }
}

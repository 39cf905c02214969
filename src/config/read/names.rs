//! `[services]` and `[people]`: what and whom reports may name.

use crate::config::{Config, PersonEntry, Service};
use crate::tree::{Entry, Fields, Log, Value};

pub(super) fn read_names(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    for entry in map_entries(top, "services", log) {
        let Value::Map(keys) = &entry.node.value else {
            continue;
        };
        let mut fields = Fields::new(keys);
        let service = Service {
            title: fields.text("title", log).map(|found| found.value),
            owner: fields.text("owner", log).map(|found| found.value),
            description: fields.text("description", log).map(|found| found.value),
            aliases: fields
                .names("aliases", log)
                .into_iter()
                .map(|found| found.value)
                .collect(),
        };
        fields.finish(
            &["title", "owner", "description", "aliases"],
            "[services.*]",
            log,
        );
        config.services.insert(entry.key.clone(), service);
    }
    for entry in map_entries(top, "people", log) {
        let Value::Map(keys) = &entry.node.value else {
            continue;
        };
        let mut fields = Fields::new(keys);
        let person = PersonEntry {
            title: fields.text("title", log).map(|found| found.value),
            role: fields.text("role", log).map(|found| found.value),
            active: fields.truth("active", log).map(|found| found.value),
        };
        fields.finish(&["title", "role", "active"], "[people.*]", log);
        config.people.insert(entry.key.clone(), person);
    }
}

fn map_entries<'a>(top: &mut Fields<'a>, name: &str, log: &mut Log) -> Vec<&'a Entry> {
    let Some(mut fields) = top.map(name, log) else {
        return Vec::new();
    };
    let entries = fields.rest();
    for entry in &entries {
        if !matches!(entry.node.value, Value::Map(_)) {
            let kind = entry.node.value.kind();
            crate::tree::wrong_type(
                log,
                entry.node.span.clone(),
                &entry.key,
                "a map of keys",
                kind,
            );
        }
    }
    entries
}

//! `[services]`, `[people]` and `[causes]`: what reports may name.

use super::RULE;
use super::values::{choose, set};
use crate::config::{Config, PersonEntry, Service};
use crate::diagnostic::Level;
use crate::model::{Cause, CauseId, Role, Taxonomy};
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
    for entry in map_entries(top, "causes", log) {
        read_cause(entry, &mut config.taxonomy, log);
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

fn read_cause(entry: &Entry, taxonomy: &mut Taxonomy, log: &mut Log) {
    let Value::Map(keys) = &entry.node.value else {
        return;
    };
    let Some(id) = CauseId::new(&entry.key) else {
        let finding = log.add(
            RULE,
            Level::Error,
            entry.key_span.clone(),
            format!("`{}` cannot be the id of a cause", entry.key),
        );
        finding.help =
            Some("ids are lower-case words with hyphens: `group` or `\"group/cause\"`".to_owned());
        return;
    };
    let mut fields = Fields::new(keys);
    let known = taxonomy.get(&id).cloned();
    let mut cause = known.unwrap_or_else(|| Cause {
        title: entry.key.clone(),
        description: String::new(),
        aliases: Vec::new(),
        role: Role::Contributing,
        change: false,
        id,
    });
    set(&mut cause.title, fields.text("title", log));
    set(&mut cause.description, fields.text("description", log));
    cause.aliases.extend(
        fields
            .names("aliases", log)
            .into_iter()
            .map(|found| found.value),
    );
    let roles = Role::ALL.map(|role| (role.as_str(), role));
    if let Some(role) = choose(&mut fields, "role", &roles, log) {
        cause.role = role;
    }
    fields.finish(
        &["title", "description", "aliases", "role"],
        "[causes.*]",
        log,
    );
    taxonomy.insert(cause);
}

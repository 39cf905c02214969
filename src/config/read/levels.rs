//! `[severity]` and `[status]`: how bad incidents can be, and how far reports.

use super::sections::section_kinds;
use super::values::set;
use crate::config::{Config, NamedLevel};
use crate::tree::{Entry, Fields, Log, Value};

pub(super) fn read_levels(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    if let Some(mut severity) = top.map("severity", log) {
        let levels = named_levels(&mut severity, &config.severities, log);
        if !levels.is_empty() {
            config.severities = levels;
        }
        severity.finish(&["levels", "aliases"], "[severity]", log);
    }
    if let Some(mut status) = top.map("status", log) {
        let levels = named_levels(&mut status, &config.statuses, log);
        if !levels.is_empty() {
            config.statuses = levels;
        }
        read_required_sections(&mut status, config, log);
        status.finish(&["levels", "aliases", "required-sections"], "[status]", log);
    }
}

/// A level is an id, or a map with `id`, `title`, `description` and `aliases`.
fn named_levels(
    fields: &mut Fields<'_>,
    defaults: &[NamedLevel],
    log: &mut Log,
) -> Vec<NamedLevel> {
    let mut levels: Vec<NamedLevel> = Vec::new();
    let nodes = fields
        .entry("levels")
        .map_or(&[][..], |entry| crate::tree::nodes_of(&entry.node));
    for node in nodes {
        match &node.value {
            Value::Scalar(scalar) => levels.push(plain_level(&scalar.text, defaults)),
            Value::Map(entries) => levels.extend(level_of_map(entries, defaults, log)),
            other => {
                crate::tree::wrong_type(
                    log,
                    node.span.clone(),
                    "levels",
                    "an id or a map",
                    other.kind(),
                );
            }
        }
    }
    if let Some(mut aliases) = fields.map("aliases", log) {
        let targets = if levels.is_empty() {
            levels.extend_from_slice(defaults);
            &mut levels
        } else {
            &mut levels
        };
        for level in targets.iter_mut() {
            let more = aliases.names(&crate::tree::fold_key(&level.id), log);
            level
                .aliases
                .extend(more.into_iter().map(|found| found.value));
        }
        let known: Vec<&str> = targets.iter().map(|level| level.id.as_str()).collect();
        aliases.finish(&known, "[aliases]", log);
    }
    levels
}

fn plain_level(id: &str, defaults: &[NamedLevel]) -> NamedLevel {
    let known = defaults.iter().find(|level| level.id == id);
    known.cloned().unwrap_or_else(|| NamedLevel {
        id: id.to_owned(),
        title: id.to_owned(),
        description: None,
        aliases: Vec::new(),
        required_sections: Vec::new(),
    })
}

fn level_of_map(entries: &[Entry], defaults: &[NamedLevel], log: &mut Log) -> Option<NamedLevel> {
    let mut fields = Fields::new(entries);
    let id = fields.text("id", log)?;
    let mut level = plain_level(&id.value, defaults);
    set(&mut level.title, fields.text("title", log));
    level.description = fields.text("description", log).map(|found| found.value);
    level.aliases.extend(
        fields
            .names("aliases", log)
            .into_iter()
            .map(|found| found.value),
    );
    level.required_sections = section_kinds(fields.texts("required-sections", log), log);
    fields.finish(
        &["id", "title", "description", "aliases", "required-sections"],
        "a level",
        log,
    );
    Some(level)
}

fn read_required_sections(status: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut required) = status.map("required-sections", log) else {
        return;
    };
    for level in &mut config.statuses {
        let sections = required.texts(&crate::tree::fold_key(&level.id), log);
        if !sections.is_empty() {
            level.required_sections = section_kinds(sections, log);
        }
    }
    let known: Vec<&str> = config
        .statuses
        .iter()
        .map(|level| level.id.as_str())
        .collect();
    required.finish(&known, "[status.required-sections]", log);
}

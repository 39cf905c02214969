//! `[check]`: how much each rule weighs.

use super::RULE;
use super::values::{rest_of, unfit};
use crate::config::Config;
use crate::diagnostic::Level;
use crate::tree::{Entry, Fields, Found, Log, Value, nearest};

/// What [check] holds besides levels.
const PRIVATE_HOSTS: &str = "private-hosts";

/// Levels of rules; a map below the id of a status holds those of its reports.
pub(super) fn read_rules(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    for entry in rest_of(top, "check", log) {
        if crate::tree::fold_key(&entry.key) == PRIVATE_HOSTS {
            let entries = std::slice::from_ref(entry);
            let hosts = Fields::new(entries).texts(PRIVATE_HOSTS, log);
            let host = |found: Found<String>| {
                let name = found.value.trim_start_matches("*.");
                name.trim_start_matches('.').to_lowercase()
            };
            config.private_hosts = hosts.into_iter().map(host).collect();
            continue;
        }
        let Value::Map(rules) = &entry.node.value else {
            if let Some(level) = rule_level(entry, log) {
                let name = crate::tree::fold_key(&entry.key);
                config.rules.insert(name, level);
            }
            continue;
        };
        let Some(status) = config.status(&entry.key).map(|status| status.id.clone()) else {
            unknown_status(entry, config, log);
            continue;
        };
        let levels = rules.iter().filter_map(|entry| {
            let level = rule_level(entry, log)?;
            Some((crate::tree::fold_key(&entry.key), level))
        });
        let levels: Vec<_> = levels.collect();
        config
            .status_rules
            .entry(status)
            .or_default()
            .extend(levels);
    }
}

fn unknown_status(entry: &Entry, config: &Config, log: &mut Log) {
    let ids = config.statuses.iter().map(|status| status.id.as_str());
    let near = nearest(&entry.key, ids);
    let finding = log.add(
        RULE,
        Level::Error,
        entry.key_span.clone(),
        format!("`{}` is not one of the configured statuses", entry.key),
    );
    finding.help = Some(match near {
        Some(near) => format!("did you mean `[check.{near}]`?"),
        None => "`[check]` holds levels of rules, and maps of them by status".to_owned(),
    });
}

/// Reads a level; `Some(None)` means that the rule is off.
fn rule_level(entry: &Entry, log: &mut Log) -> Option<Option<Level>> {
    let word = match &entry.node.value {
        Value::Scalar(scalar) => scalar.text.as_str(),
        _ => "",
    };
    let level = RULE_LEVELS.iter().find(|(name, _)| *name == word);
    if level.is_none() {
        let found = Found {
            value: word.to_owned(),
            span: entry.node.span.clone(),
        };
        unfit(log, &found, &entry.key, "`allow`, `hint`, `warn` or `deny`");
    }
    level.map(|(_, level)| *level)
}

/// What levels of rules are called; nothing means that the rule is off.
pub const RULE_LEVELS: &[(&str, Option<Level>)] = &[
    ("allow", None),
    ("off", None),
    ("hint", Some(Level::Hint)),
    ("warn", Some(Level::Warning)),
    ("warning", Some(Level::Warning)),
    ("deny", Some(Level::Error)),
    ("error", Some(Level::Error)),
];

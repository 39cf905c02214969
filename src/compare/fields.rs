//! Front matter, key by key.

use crate::config::Config;
use crate::load::keys::canonical;
use crate::tree::{Entry, Value};

/// A key with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    key: String,
    values: Vec<String>,
}

impl Field {
    pub(super) fn line(&self) -> String {
        format!("{}: {}", self.key, self.values.join(", "))
    }
}

/// A key whose value changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The key, as front matter usually has it.
    pub key: String,
    /// What it held: one entry for each of a list. Empty when it was not there.
    pub old: Vec<String>,
    /// What it holds now.
    pub new: Vec<String>,
}

/// Events and actions are compared as such.
const APART: [&str; 2] = ["timeline", "actions"];

/// Returns the keys of front matter in its order.
pub(super) fn fields(entries: &[Entry], config: &Config) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for entry in entries {
        let key = canonical(&entry.key, config);
        if APART.contains(&key.as_str()) {
            continue;
        }
        let values = values(&entry.node.value);
        match fields.iter_mut().find(|field| field.key == key) {
            Some(field) => field.values.extend(values),
            None => fields.push(Field { key, values }),
        }
    }
    fields
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::List(nodes) => nodes.iter().map(|node| text(&node.value)).collect(),
        value => vec![text(value)],
    }
}

/// A value on one line.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Scalar(scalar) => scalar.text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::List(nodes) => {
            let texts: Vec<String> = nodes.iter().map(|node| text(&node.value)).collect();
            texts.join(", ")
        }
        Value::Map(entries) => {
            let texts: Vec<String> = entries
                .iter()
                .map(|entry| format!("{}: {}", entry.key, text(&entry.node.value)))
                .collect();
            texts.join(", ")
        }
    }
}

/// Returns what changed: keys of the newer version in its order, then those that are gone. Order
/// alone is no change.
pub(super) fn changes(old: &[Field], new: &[Field]) -> Vec<FieldChange> {
    let of = |fields: &[Field], key: &str| {
        let found = fields.iter().find(|field| field.key == key);
        found.map_or_else(Vec::new, |field| field.values.clone())
    };
    let gone = old
        .iter()
        .filter(|field| new.iter().all(|it| it.key != field.key));
    new.iter()
        .chain(gone)
        .map(|field| FieldChange {
            key: field.key.clone(),
            old: of(old, &field.key),
            new: of(new, &field.key),
        })
        .filter(|change| {
            let sorted = |values: &[String]| {
                let mut values = values.to_vec();
                values.sort_unstable();
                values
            };
            sorted(&change.old) != sorted(&change.new)
        })
        .collect()
}

//! TOML to the same tree.

use super::{Entry, Log, Node, Scalar, Value};
use crate::diagnostic::Level;
use crate::source::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads the TOML in `range` of `text`. Syntax errors are logged under `rule`; whatever can be
/// read is returned.
pub fn read_toml(text: &str, range: Span, rule: &'static str, log: &mut Log) -> Vec<Entry> {
    let offset = range.start;
    let (table, errors) = DeTable::parse_recoverable(&text[range]);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let finding = log.add(
            rule,
            Level::Error,
            offset + span.start..offset + span.end,
            format!(
                "TOML cannot be read here: {}",
                error.message().replace('\n', "; ")
            ),
        );
        finding.help =
            Some("text stands in quotes, lists in `[ ]`, sections below `[name]` lines".to_owned());
    }
    entries(table.into_inner(), offset)
}

fn entries(table: DeTable<'_>, offset: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| {
            let span = key.span();
            Entry {
                key: key.into_inner().into_owned(),
                key_span: offset + span.start..offset + span.end,
                node: node(value, offset),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    entries
}

fn node(value: Spanned<DeValue<'_>>, offset: usize) -> Node {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => scalar(text, true),
        DeValue::Integer(number) => scalar(number.as_str(), false),
        DeValue::Float(number) => scalar(number.as_str(), false),
        DeValue::Boolean(truth) => scalar(if truth { "true" } else { "false" }, false),
        DeValue::Datetime(datetime) => scalar(datetime.to_string(), false),
        DeValue::Array(array) => {
            Value::List(array.into_iter().map(|value| node(value, offset)).collect())
        }
        DeValue::Table(table) => Value::Map(entries(table, offset)),
    };
    Node {
        span: offset + span.start..offset + span.end,
        value,
    }
}

fn scalar(text: impl Into<String>, quoted: bool) -> Value {
    Value::Scalar(Scalar {
        text: text.into(),
        quoted,
    })
}

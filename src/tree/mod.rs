//! YAML and TOML as one tree that keeps every value as it was written, with its place.
//!
//! Front matter and book.toml are both read through it. Values stay text until somebody knows
//! what they should be: `no`, `12:30` and `1628` mean what their field means, not what a YAML
//! schema guesses.

mod fields;
mod mend;
mod toml;
mod yaml;

pub use self::toml::read_toml;
pub use self::yaml::read_yaml;
pub use fields::{Fields, Found, fold_key, nearest};
pub(crate) use fields::{nodes_of, split_names, wrong_type};
pub(crate) use mend::quoted;

use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Place, SourceId, Span};

/// Deepest nesting that is read.
pub const MAX_DEPTH: usize = 16;
/// Most values that are read from one file.
pub const MAX_NODES: usize = 20_000;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the value, in the whole file.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A value as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: `key:`, `~` or `null`.
    Null,
    /// Text, a number, a date, a truth value: whatever its field makes of it.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the file.
    Map(Vec<Entry>),
}

/// A single value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text, escapes resolved.
    pub text: String,
    /// Whether it stood in quotes or in a text block.
    pub quoted: bool,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

impl Value {
    /// Returns what kind of value it is, in plain words.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Scalar(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a map of keys",
        }
    }

    /// Turns the value into JSON; numbers and truth values that were not quoted become such.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Scalar(scalar) => scalar.to_json(),
            Value::List(nodes) => nodes.iter().map(|node| node.value.to_json()).collect(),
            Value::Map(entries) => entries
                .iter()
                .map(|entry| (entry.key.clone(), entry.node.value.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}

impl Scalar {
    fn to_json(&self) -> serde_json::Value {
        if !self.quoted {
            match self.text.as_str() {
                "true" => return true.into(),
                "false" => return false.into(),
                text => {
                    // Only what JSON prints the same way: `007` and `1_000` stay text.
                    let number = text.parse::<i64>().ok().filter(|n| n.to_string() == text);
                    if let Some(number) = number {
                        return number.into();
                    }
                }
            }
        }
        self.text.clone().into()
    }
}

/// Collects what is wrong in one file.
#[derive(Debug)]
pub struct Log {
    /// The file.
    pub file: SourceId,
    /// What is wrong in it.
    pub findings: Vec<Diagnostic>,
}

impl Log {
    /// Starts an empty log of a file.
    pub fn new(file: SourceId) -> Log {
        Log {
            file,
            findings: Vec::new(),
        }
    }

    /// Notes a finding at some bytes of the file and returns it for more words.
    pub fn add(
        &mut self,
        rule: &'static str,
        level: Level,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = Place {
            file: self.file,
            span,
        };
        self.findings
            .push(Diagnostic::new(rule, level, place, message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Names a place of this file.
    pub fn place(&self, span: Span) -> Place {
        Place {
            file: self.file,
            span,
        }
    }
}

//! Findings as JSON, for programs.

use super::{Diagnostic, Level};
use crate::source::{Place, Sources};
use schemars::JsonSchema;
use serde::Serialize;

/// Version of the document. Fields may come; when one changes or goes, this number rises.
pub const VERSION: u32 = 1;

/// What `casebook check --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Findings<'a> {
    /// Version of the format.
    pub version: u32,
    /// The findings, by file and place.
    pub findings: Vec<Finding<'a>>,
}

/// A finding as programs read it. Fields are promises: more may come, none goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding<'a> {
    /// The rule's name.
    pub rule: &'a str,
    /// `error`, `warning` or `hint`.
    pub level: Level,
    /// What is wrong.
    pub message: &'a str,
    /// Words at the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'a str>,
    /// The way out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'a str>,
    /// The place to look first.
    #[serde(flatten)]
    pub place: Range<'a>,
    /// What else belongs to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related<'a>>,
}

/// Another place with its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Related<'a> {
    /// The place.
    #[serde(flatten)]
    pub place: Range<'a>,
    /// The words.
    pub message: &'a str,
}

/// A range of a file; lines and columns count from one, columns in characters, ends are exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Range<'a> {
    /// The file.
    pub file: &'a str,
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// The column after the last one.
    pub end_column: usize,
}

/// Turns a finding into what programs read.
pub fn finding<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Finding<'a> {
    Finding {
        rule: finding.rule,
        level: finding.level,
        message: &finding.message,
        label: finding.label.as_deref(),
        help: finding.help.as_deref(),
        place: range(&finding.place, sources),
        related: finding
            .related
            .iter()
            .map(|(place, words)| Related {
                place: range(place, sources),
                message: words,
            })
            .collect(),
    }
}

/// Turns a place into what programs read.
pub fn range<'a>(place: &Place, sources: &'a Sources) -> Range<'a> {
    let file = sources.get(place.file);
    let start = file.line_column(place.span.start);
    let end = file.line_column(place.span.end.max(place.span.start));
    Range {
        file: &file.name,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// Prints findings as one JSON document: `{"version": 1, "findings": [..]}`.
pub fn print(findings: &[Diagnostic], sources: &Sources) -> String {
    let document = Findings {
        version: VERSION,
        findings: findings.iter().map(|each| finding(each, sources)).collect(),
    };
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// Returns the JSON Schema of the document.
pub fn schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::default()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Findings<'_>>()
}

//! Findings as SARIF 2.1.0, which code-scanning services and editors read.

use super::fingerprint::fingerprints;
use super::json::{Range, range};
use super::{Diagnostic, Level, RulePage};
use crate::source::{Place, Sources};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Words<'a>,
    help: Help<'a>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Words<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "casebook/v1")]
    own: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// Prints findings as one SARIF log, with the rules that they name.
pub fn print(findings: &[Diagnostic], sources: &Sources, pages: &[RulePage]) -> String {
    let pages: Vec<&RulePage> = pages
        .iter()
        .filter(|page| findings.iter().any(|finding| finding.rule == page.name))
        .collect();
    let results = findings
        .iter()
        .zip(fingerprints(findings, sources))
        .map(|(finding, own)| Outcome {
            rule_id: finding.rule,
            rule_index: pages.iter().position(|page| page.name == finding.rule),
            level: level(finding.level),
            message: message(finding),
            locations: [location(&finding.place, sources)],
            related_locations: related(finding, sources),
            partial_fingerprints: Fingerprints { own },
        })
        .collect();
    let driver = Driver {
        name: "casebook",
        version: env!("CARGO_PKG_VERSION"),
        rules: pages.into_iter().map(rule).collect(),
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

fn rule(page: &RulePage) -> Rule<'static> {
    Rule {
        id: page.name,
        short_description: Words {
            text: page.docs.lines().next().unwrap_or_default(),
        },
        help: Help {
            text: page.docs,
            markdown: page.docs,
        },
        default_configuration: Configuration {
            level: level(page.level),
        },
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Hint => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

fn message(finding: &Diagnostic) -> Message {
    let mut text = finding.message.clone();
    if let Some(label) = &finding.label {
        text.push_str(&format!("\n{label}"));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    Message { text }
}

fn related(finding: &Diagnostic, sources: &Sources) -> Vec<Location> {
    finding
        .related
        .iter()
        .enumerate()
        .map(|(i, (place, words))| Location {
            id: Some(i + 1),
            message: Some(Message {
                text: words.clone(),
            }),
            ..location(place, sources)
        })
        .collect()
}

fn location(place: &Place, sources: &Sources) -> Location {
    let Range {
        file,
        line,
        column,
        end_line,
        end_column,
    } = range(place, sources);
    Location {
        id: None,
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(file) },
            region: Region {
                start_line: line,
                start_column: column,
                end_line,
                end_column,
            },
        },
        message: None,
    }
}

const IN_A_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A relative address, or one with `file:` where reports lie somewhere else.
fn uri(name: &str) -> String {
    let encoded = utf8_percent_encode(name, IN_A_PATH);
    if name.starts_with('/') {
        format!("file://{encoded}")
    } else {
        encoded.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_become_addresses() {
        for (name, expected) in [
            ("incidents/a.md", "incidents/a.md"),
            (
                "incidents/100% lost: é?.md",
                "incidents/100%25%20lost%3A%20%C3%A9%3F.md",
            ),
            ("/srv/a b.md", "file:///srv/a%20b.md"),
        ] {
            assert_eq!(uri(name), expected);
        }
    }
}

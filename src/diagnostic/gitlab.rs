//! Findings as GitLab's code-quality report, which merge requests show.

use super::fingerprint::fingerprints;
use super::json::range;
use super::{Diagnostic, Level};
use crate::source::Sources;
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Prints findings as one JSON list.
pub fn print(findings: &[Diagnostic], sources: &Sources) -> String {
    let issues: Vec<Issue<'_>> = findings
        .iter()
        .zip(fingerprints(findings, sources))
        .map(|(finding, fingerprint)| {
            let place = range(&finding.place, sources);
            Issue {
                description: match &finding.help {
                    Some(help) => format!("{} ({help})", finding.message),
                    None => finding.message.clone(),
                },
                check_name: finding.rule,
                fingerprint,
                severity: severity(finding.level),
                location: Location {
                    path: place.file,
                    lines: Lines {
                        begin: place.line,
                        end: place.end_line,
                    },
                },
            }
        })
        .collect();
    serde_json::to_string_pretty(&issues).unwrap_or_default()
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Hint => "info",
        Level::Warning => "minor",
        Level::Error => "major",
    }
}

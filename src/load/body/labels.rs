//! Labelled values of a body: lines, two-column tables, short sections.

use super::outline::{Block, Kind, Outline};
use super::parts::{Part, label};
use crate::model::{Milestone, Origin};
use crate::source::Span;

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Milestone(Milestone),
    /// "Date": the day of the incident.
    Day,
    Published,
    Status,
    Severity,
    Author,
    Lead,
    Services,
    Tags,
    Zone,
    Trigger,
    Detection,
    TimeToDetect,
    TimeToRecover,
    TimeToRepair,
    Duration,
}

/// A label and its value.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) field: Field,
    /// The label as written.
    pub(super) name: String,
    /// Where the value stands.
    pub(super) value: Span,
    pub(super) origin: Origin,
}

/// Names of labels, folded: small letters, single blanks, without brackets.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Milestone(Milestone::Started),
        &[
            "start",
            "started",
            "start time",
            "started at",
            "start date",
            "incident start",
            "incident started",
            "outage start",
            "outage started",
            "impact start",
            "impact started",
            "began",
            "issue start",
            "issue started",
            "start of incident",
            "start of outage",
            "start of impact",
            "incident start time",
            "incident began",
            "fault start",
            "fault occurs",
            "fault occurred",
            "time started",
            "beginning",
            "degradation start",
            "outage began",
        ],
    ),
    (
        Field::Milestone(Milestone::Detected),
        &[
            "detected",
            "detected at",
            "first detected",
            "fault detected",
            "time detected",
            "time of detection",
            "incident detected",
            "issue detected",
            "discovered",
            "noticed",
        ],
    ),
    (
        Field::Milestone(Milestone::Acknowledged),
        &["acknowledged", "acknowledged at", "time acknowledged"],
    ),
    (
        Field::Milestone(Milestone::Declared),
        &[
            "declared",
            "declared at",
            "incident declared",
            "incident opened",
        ],
    ),
    (
        Field::Milestone(Milestone::Identified),
        &[
            "identified at",
            "cause identified",
            "root cause identified",
            "issue identified",
        ],
    ),
    (
        Field::Milestone(Milestone::Mitigated),
        &[
            "mitigated",
            "mitigated at",
            "time mitigated",
            "repaired",
            "restored",
            "service restored",
            "impact end",
            "impact ended",
            "end of impact",
            "incident mitigated",
            "recovered",
            "recovered at",
        ],
    ),
    (
        Field::Milestone(Milestone::Resolved),
        &[
            "resolved",
            "resolved at",
            "time resolved",
            "end",
            "ended",
            "end time",
            "ended at",
            "end date",
            "incident end",
            "incident ended",
            "outage end",
            "outage ended",
            "incident resolved",
            "issue resolved",
            "end of incident",
            "end of outage",
            "fixed",
            "fixed at",
            "closed",
            "incident end time",
            "resolution time",
            "issue end",
            "degradation end",
        ],
    ),
    (
        Field::Day,
        &[
            "date",
            "dates",
            "incident date",
            "date of incident",
            "date of the incident",
            "outage date",
            "date of outage",
            "event date",
            "when",
            "date and time",
            "date time",
            "date of event",
            "occurred",
            "incident dates",
            "time",
            "time of incident",
            "incident time",
            "datum",
            "fecha",
        ],
    ),
    (
        Field::Published,
        &[
            "published",
            "published on",
            "publication date",
            "date published",
            "report date",
            "postmortem date",
            "post mortem date",
            "date of report",
            "written on",
            "document date",
        ],
    ),
    (
        Field::Status,
        &[
            "status",
            "report status",
            "postmortem status",
            "document status",
            "incident status",
            "current status",
        ],
    ),
    (
        Field::Severity,
        &[
            "severity",
            "sev",
            "priority",
            "severity level",
            "incident severity",
            "impact level",
            "criticality",
        ],
    ),
    (
        Field::Author,
        &[
            "author",
            "authors",
            "written by",
            "report author",
            "prepared by",
            "postmortem owner",
            "owner",
            "owners",
            "document owner",
            "report owner",
            "reporter",
            "autor",
            "writer",
        ],
    ),
    (
        Field::Lead,
        &[
            "incident lead",
            "incident commander",
            "incident manager",
            "lead",
            "commander",
            "incident leader",
            "ic",
            "lead responder",
            "response lead",
            "incident owner",
        ],
    ),
    (
        Field::Services,
        &[
            "service",
            "services",
            "affected service",
            "affected services",
            "services affected",
            "service affected",
            "impacted services",
            "impacted service",
            "services impacted",
            "component",
            "components",
            "affected components",
            "affected systems",
            "systems affected",
            "impacted systems",
            "system",
            "systems",
            "product",
            "affected product",
            "affected products",
            "products affected",
        ],
    ),
    (
        Field::Tags,
        &[
            "tags",
            "tag",
            "keywords",
            "labels",
            "category",
            "categories",
        ],
    ),
    (Field::Zone, &["timezone", "time zone", "zone"]),
    (Field::Trigger, &["trigger", "triggered by"]),
    (
        Field::Detection,
        &[
            "detection",
            "detected by",
            "detection method",
            "how detected",
            "discovered by",
            "reported by",
            "how was it detected",
        ],
    ),
    (
        Field::TimeToDetect,
        &[
            "time to detection",
            "time to detect",
            "ttd",
            "mttd",
            "detection time",
            "time to discovery",
        ],
    ),
    (
        Field::TimeToRecover,
        &[
            "time to recovery",
            "time to recover",
            "time to resolve",
            "time to resolution",
            "ttr",
            "mttr",
            "time to restore",
            "recovery time",
            "time to fix",
        ],
    ),
    (
        Field::TimeToRepair,
        &["time to repair", "time to mitigate", "time to mitigation"],
    ),
    (
        Field::Duration,
        &[
            "duration",
            "incident duration",
            "outage duration",
            "total duration",
            "downtime",
            "total downtime",
            "length",
            "length of outage",
            "duration of outage",
            "duration of incident",
            "impact duration",
        ],
    ),
];

/// Finds every label with a known name, in the order of the file.
pub(super) fn labels(outline: &Outline<'_>, parts: &[Part<'_>]) -> Vec<Label> {
    let mut found = Vec::new();
    for block in &outline.blocks {
        collect(outline, block, &mut found);
    }
    for part in parts.iter().filter(|part| !part.is_item()) {
        found.extend(short_section(part));
    }
    found.retain(|label| !outline.markdown(&label.value).trim().is_empty());
    found.sort_by_key(|label| label.value.start);
    found
}

/// Finds out what a label names.
pub(super) fn field(name: &str) -> Option<Field> {
    let mut depth = 0usize;
    let plain: String = name
        .chars()
        .filter(|&c| {
            depth += usize::from(matches!(c, '(' | '['));
            let keep = depth == 0;
            depth = depth.saturating_sub(usize::from(matches!(c, ')' | ']')));
            keep
        })
        .map(|c| {
            if matches!(c, '/' | '-' | '_' | '&') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let folded: Vec<String> = plain
        .to_lowercase()
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|word| !word.is_empty() && !matches!(word.as_str(), "utc" | "gmt" | "cet" | "cest"))
        .collect();
    let folded = folded.join(" ");
    NAMES
        .iter()
        .find(|(_, names)| names.contains(&folded.as_str()))
        .map(|(field, _)| *field)
}

fn collect(outline: &Outline<'_>, block: &Block, found: &mut Vec<Label>) {
    match block.kind {
        Kind::Paragraph => {
            let mut at = block.words.start;
            for line in outline.markdown(&block.words).split_inclusive('\n') {
                found.extend(line_label(line, at));
                at += line.len();
            }
        }
        Kind::Table => table(outline, block, found),
        Kind::List(_) | Kind::Item(_) | Kind::Quote => {
            for child in &block.children {
                collect(outline, child, found);
            }
        }
        _ => {}
    }
}

/// `**Date:** 2024-03-02`, `**Date**: 2024-03-02`, `Date: 2024-03-02`.
fn line_label(line: &str, at: usize) -> Option<Label> {
    let lead = line.len() - line.trim_start().len();
    let text = line.trim();
    let (name, value) = match label(text) {
        Some((name, value)) => (&text[name], value),
        None => plain_label(text)?,
    };
    Some(Label {
        field: field(name)?,
        name: name.to_owned(),
        value: at + lead + value..at + lead + text.len(),
        origin: Origin::LabelledLine,
    })
}

fn plain_label(text: &str) -> Option<(&str, usize)> {
    const LONGEST_LABEL: usize = 40;
    let colon = text.find(':')?;
    let name = text[..colon].trim_matches(['*', '_', '`', ' ']);
    let value = text[colon + 1..].trim_start_matches(['*', '_', '`', ' ']);
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    (capital && name.len() <= LONGEST_LABEL).then_some((name, text.len() - value.len()))
}

/// Rows of a two-column table; a table of known heads above one row.
fn table(outline: &Outline<'_>, table: &Block, found: &mut Vec<Label>) {
    let mut add = |name: &Block, value: &Block| {
        let text = outline.plain(&name.words);
        if let Some(field) = field(text.trim_end_matches(':')) {
            found.push(Label {
                field,
                name: text,
                value: value.words.clone(),
                origin: Origin::Table,
            });
        }
    };
    let columns = table.children.first().map_or(0, |head| head.children.len());
    match table.children.as_slice() {
        rows if columns == 2 && (rows.len() > 2 || !is_upright(outline, rows)) => {
            for row in rows {
                if let [name, value] = row.children.as_slice() {
                    add(name, value);
                }
            }
        }
        [head, row] => {
            for (name, value) in head.children.iter().zip(&row.children) {
                add(name, value);
            }
        }
        _ => {}
    }
}

/// Both heads are labels, so that the values stand below them.
fn is_upright(outline: &Outline<'_>, rows: &[Block]) -> bool {
    rows.first().is_some_and(|head| {
        head.children
            .iter()
            .all(|cell| field(outline.plain(&cell.words).trim_end_matches(':')).is_some())
    })
}

/// `## Severity`, and one short paragraph or list below it.
fn short_section(part: &Part<'_>) -> Option<Label> {
    const LONGEST_VALUE: usize = 120;
    let field =
        field(&part.title).filter(|field| !matches!(field, Field::Detection | Field::Trigger))?;
    let first = part.blocks.first()?;
    let value = match first.kind {
        Kind::Paragraph => first.words.clone(),
        Kind::List(_) => first.span.clone(),
        _ => return None,
    };
    (value.len() <= LONGEST_VALUE).then(|| Label {
        field,
        name: part.title.clone(),
        value,
        origin: Origin::Section,
    })
}

#[cfg(test)]
mod tests {
    use super::labels;
    use crate::config::Config;
    use crate::load::body::outline::Outline;
    use crate::load::body::parts::parts;

    fn check(body: &str, expected: &[&str]) {
        let outline = Outline::parse(body, 0..body.len());
        let parts = parts(&outline, &Config::default(), None);
        let found: Vec<String> = labels(&outline, &parts)
            .iter()
            .map(|label| format!("{:?}={}", label.field, outline.markdown(&label.value)))
            .collect();
        assert_eq!(found, expected, "{body:?}");
    }

    #[test]
    fn labels_are_found_in_lines_tables_and_sections() {
        check("**Date:** 2024-03-02\n", &["Day=2024-03-02"]);
        check(
            "**Date**: 2024-03-02  \n**Severity** - high\n",
            &["Day=2024-03-02", "Severity=high"],
        );
        check("Outage Start (UTC): 10:15\n", &["Milestone(Started)=10:15"]);
        check(
            "- Time to detection: 5 minutes\n- Category: Network\n",
            &["TimeToDetect=5 minutes", "Tags=Network"],
        );
        check("- *Status*: done\n", &["Status=done"]);
        check(
            "| Date | 2024-03-02 |\n|---|---|\n| Severity | high |\n",
            &["Day=2024-03-02", "Severity=high"],
        );
        check(
            "| Severity | Status |\n|---|---|\n| high | done |\n",
            &["Severity=high", "Status=done"],
        );
        check("## Severity\n\nhigh\n", &["Severity=high"]);
        check("We saw: nothing\nNote: status quo\n", &[]);
        check("**Date:**\n", &[]);
    }
}

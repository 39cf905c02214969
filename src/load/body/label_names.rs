//! What labels are called.

use crate::model::Milestone;
use std::collections::HashMap;
use std::sync::LazyLock;

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
    Summary,
    Impact,
    Trigger,
    Detection,
    TimeToDetect,
    TimeToRecover,
    TimeToRepair,
    Duration,
}

/// Fields by the names of labels: small letters, single blanks, without brackets.
static BY_NAME: LazyLock<HashMap<&'static str, Field>> = LazyLock::new(|| {
    let all = NAMES.iter().rev();
    all.flat_map(|(field, names)| names.split(", ").map(move |name| (name, *field)))
        .collect()
});

const NAMES: &[(Field, &str)] = &[
    (
        Field::Summary,
        "summary, description, tldr, tl dr, what happened",
    ),
    (
        Field::Impact,
        "impact, user impact, customer impact, business impact",
    ),
    (
        Field::Milestone(Milestone::Started),
        "start, started, start time, started at, start date, incident start, incident \
         started, outage start, outage started, impact start, impact started, began, issue \
         start, issue started, start of incident, start of outage, start of impact, incident \
         start time, incident began, fault start, fault occurs, fault occurred, time started, \
         beginning, degradation start, outage began",
    ),
    (
        Field::Milestone(Milestone::Detected),
        "detected, detected at, first detected, fault detected, time detected, time of \
         detection, incident detected, issue detected, discovered, noticed",
    ),
    (
        Field::Milestone(Milestone::Acknowledged),
        "acknowledged, acknowledged at, time acknowledged",
    ),
    (
        Field::Milestone(Milestone::Declared),
        "declared, declared at, incident declared, incident opened",
    ),
    (
        Field::Milestone(Milestone::Identified),
        "identified at, cause identified, root cause identified, issue identified",
    ),
    (
        Field::Milestone(Milestone::Mitigated),
        "mitigated, mitigated at, time mitigated, repaired, restored, service restored, \
         impact end, impact ended, end of impact, incident mitigated, recovered, recovered at",
    ),
    (
        Field::Milestone(Milestone::Resolved),
        "resolved, resolved at, time resolved, end, ended, end time, ended at, end date, \
         incident end, incident ended, outage end, outage ended, incident resolved, issue \
         resolved, end of incident, end of outage, fixed, fixed at, closed, incident end \
         time, resolution time, issue end, degradation end",
    ),
    (
        Field::Day,
        "date, dates, incident date, date of incident, date of the incident, outage date, \
         date of outage, event date, when, date and time, date time, date of event, occurred, \
         incident dates, time, time of incident, incident time, datum, fecha",
    ),
    (
        Field::Published,
        "published, published on, publication date, date published, report date, postmortem \
         date, post mortem date, date of report, written on, document date",
    ),
    (
        Field::Status,
        "status, report status, postmortem status, document status, incident status, current \
         status",
    ),
    (
        Field::Severity,
        "severity, sev, priority, severity level, incident severity, impact level, \
         criticality",
    ),
    (
        Field::Author,
        "author, authors, written by, report author, prepared by, postmortem owner, owner, \
         owners, document owner, report owner, reporter, autor, writer",
    ),
    (
        Field::Lead,
        "incident lead, incident commander, incident manager, lead, commander, incident \
         leader, ic, lead responder, response lead, incident owner",
    ),
    (
        Field::Services,
        "service, services, affected service, affected services, services affected, service \
         affected, impacted services, impacted service, services impacted, component, \
         components, affected components, affected systems, systems affected, impacted \
         systems, system, systems, product, affected product, affected products, products \
         affected",
    ),
    (
        Field::Tags,
        "tags, tag, keywords, labels, category, categories",
    ),
    (Field::Zone, "timezone, time zone, zone"),
    (Field::Trigger, "trigger, triggered by"),
    (
        Field::Detection,
        "detection, detected by, detection method, how detected, discovered by, reported by, \
         how was it detected",
    ),
    (
        Field::TimeToDetect,
        "time to detection, time to detect, ttd, mttd, detection time, time to discovery",
    ),
    (
        Field::TimeToRecover,
        "time to recovery, time to recover, time to resolve, time to resolution, ttr, mttr, \
         time to restore, recovery time, time to fix",
    ),
    (
        Field::TimeToRepair,
        "time to repair, time to mitigate, time to mitigation",
    ),
    (
        Field::Duration,
        "duration, incident duration, outage duration, total duration, downtime, total \
         downtime, length, length of outage, duration of outage, duration of incident, impact \
         duration",
    ),
];

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
    BY_NAME.get(folded.as_str()).copied()
}

#![doc = include_str!("missing_section.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, SectionKind};

pub(super) static RULE: Rule = Rule {
    name: "missing-section",
    level: Level::Warning,
    docs: include_str!("missing_section.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    let Some(status) = &incident.status else {
        return;
    };
    let Some(level) = given.config.status(&status.value) else {
        return;
    };
    for &kind in &level.required_sections {
        if has(incident, kind) {
            continue;
        }
        let message = format!(
            "the report is `{}` and has no section about `{}`",
            level.id,
            kind.as_str()
        );
        let key = match key(kind) {
            Some(key) => format!(", or `{key}` to the front matter"),
            None => String::new(),
        };
        let help = format!("add a heading `## {}`{key}", title(kind));
        report.at(status.span.clone(), message).help = Some(help);
    }
}

fn has(incident: &Incident, kind: SectionKind) -> bool {
    let is_stated = match kind {
        SectionKind::Summary => incident.summary.is_some(),
        SectionKind::Impact => incident.impact.is_some(),
        SectionKind::Timeline => !incident.timeline.is_empty(),
        SectionKind::Trigger => incident.trigger.is_some(),
        SectionKind::Detection => incident.detection.is_some(),
        SectionKind::ContributingFactors => !incident.causes.is_empty(),
        SectionKind::Resolution => incident.mitigation.is_some(),
        SectionKind::Actions => !incident.actions.is_empty(),
        _ => false,
    };
    is_stated
        || incident
            .body
            .sections
            .iter()
            .any(|section| section.kind == Some(kind))
}

fn key(kind: SectionKind) -> Option<&'static str> {
    Some(match kind {
        SectionKind::Summary => "summary",
        SectionKind::Impact => "impact",
        SectionKind::Timeline => "timeline",
        SectionKind::Trigger => "trigger",
        SectionKind::Detection => "detection",
        SectionKind::ContributingFactors => "causes",
        SectionKind::Resolution => "mitigation",
        SectionKind::Actions => "actions",
        _ => return None,
    })
}

fn title(kind: SectionKind) -> String {
    let words = kind.as_str().replace('-', " ");
    let first = words.chars().next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(words.chars().skip(1)).collect()
}

#![doc = include_str!("empty_section.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "empty-section",
    level: Level::Warning,
    docs: include_str!("empty_section.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    if given.is_draft(incident) {
        return;
    }
    for section in &incident.body.sections {
        let content = report
            .text()
            .get(section.content.clone())
            .unwrap_or_default();
        let is_title = incident.body.title_heading.as_ref() == Some(&section.heading);
        if is_title || has_words(content) {
            continue;
        }
        report
            .at(
                section.heading.clone(),
                format!("the section `{}` is empty", section.title),
            )
            .help =
            Some("write what belongs there, if only `None`, or remove the heading".to_owned());
    }
}

/// Comments of a template are no content.
fn has_words(content: &str) -> bool {
    let mut rest = content;
    while let Some((before, comment)) = rest.split_once("<!--") {
        if before.contains(char::is_alphanumeric) {
            return true;
        }
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    rest.contains(char::is_alphanumeric)
}

#![doc = include_str!("uncoded_causes.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "uncoded-causes",
    level: Level::Hint,
    docs: include_str!("uncoded_causes.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    let stated = incident
        .causes
        .iter()
        .any(|cause| cause.id.origin.is_stated());
    let is_tried = stated || incident.body.asides.unread_keys.contains(&"causes");
    if is_tried || given.is_draft(incident) {
        return;
    }
    let words: usize = incident
        .factors
        .iter()
        .filter_map(|factor| report.text().get(factor.clone()))
        .map(|words| words.split_whitespace().count())
        .sum();
    let help = match incident.suggestions.as_slice() {
        [] => "add `causes: [...]` with ids of the taxonomy to the front matter".to_owned(),
        found => {
            let ids: Vec<&str> = found.iter().map(|found| found.id.as_str()).collect();
            let words: Vec<String> = found
                .iter()
                .flat_map(|found| &found.words)
                .map(|word| format!("`{word}`"))
                .collect();
            format!(
                "the words {} suggest `causes: [{}]`",
                words.join(", "),
                ids.join(", ")
            )
        }
    };
    let tells = incident
        .factors
        .first()
        .filter(|_| words >= FEWEST_WORDS)
        .cloned();
    let finding = match tells {
        Some(span) => report.at(
            span,
            "the causes are told in words, and `causes` codes none of them",
        ),
        None if given.has_coded => report.whole("`causes` is not set, as it is in other reports"),
        None => return,
    };
    finding.help = Some(help);
}

/// Fewer words say "to be found out".
const FEWEST_WORDS: usize = 6;

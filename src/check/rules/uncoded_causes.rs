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
    if !incident.causes.is_empty() || given.is_draft(incident) {
        return;
    }
    let words: usize = incident
        .factors
        .iter()
        .filter_map(|factor| report.text().get(factor.clone()))
        .map(|words| words.split_whitespace().count())
        .sum();
    let tells = incident
        .factors
        .first()
        .filter(|_| words >= FEWEST_WORDS)
        .cloned();
    let others_code = || given.corpus.iter().any(|other| !other.causes.is_empty());
    let finding = match tells {
        Some(span) => report.at(
            span,
            "the causes are told in words, and `causes` codes none of them",
        ),
        None if others_code() => report.whole("`causes` is not set, as it is in other reports"),
        None => return,
    };
    finding.help =
        Some("add `causes: [...]` with ids of the taxonomy to the front matter".to_owned());
}

/// Fewer words say "to be found out".
const FEWEST_WORDS: usize = 6;

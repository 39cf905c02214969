#![doc = include_str!("milestone_order.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, Milestone};

pub(super) static RULE: Rule = Rule {
    name: "milestone-order",
    level: Level::Warning,
    docs: include_str!("milestone_order.md"),
    run: Run::Incident(run),
};

/// Pairs that must follow each other. A cause may be identified before anybody declares anything,
/// so not every pair of the list is one.
const PAIRS: [(Milestone, Milestone); 6] = [
    (Milestone::Started, Milestone::Detected),
    (Milestone::Detected, Milestone::Acknowledged),
    (Milestone::Started, Milestone::Mitigated),
    (Milestone::Mitigated, Milestone::Resolved),
    (Milestone::Started, Milestone::Resolved),
    (Milestone::Detected, Milestone::Resolved),
];

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let labelled = &incident.body.asides.labelled;
    // Reading drops an end before the start; what the author wrote is still there.
    let at = |milestone: Milestone| {
        let of_label = || {
            labelled
                .iter()
                .find(|(of, _)| *of == milestone)
                .map(|(_, at)| at)
        };
        incident.milestones.get(&milestone).or_else(of_label)
    };
    let mut blamed = Vec::new();
    for (earlier, later) in PAIRS {
        let (Some(first), Some(second)) = (at(earlier), at(later)) else {
            continue;
        };
        // A day may be any time of that day, so only what cannot be is flagged.
        if second.value.latest_instant() >= first.value.instant() || blamed.contains(&later) {
            continue;
        }
        blamed.push(later);
        let related = report.place(first.span.clone());
        let finding = report.at(
            second.span.clone(),
            format!(
                "`{}` ({}) is before `{}` ({})",
                later.as_str(),
                second.value.written_text(),
                earlier.as_str(),
                first.value.written_text()
            ),
        );
        finding
            .related
            .push((related, format!("`{}` is here", earlier.as_str())));
        finding.help =
            Some("check the day, and whether both times are in the same zone".to_owned());
    }
}

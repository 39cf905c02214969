#![doc = include_str!("milestone_disagrees.md")]

use crate::check::times::spell;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Event, Incident, Milestone, Moment};

pub(super) static RULE: Rule = Rule {
    name: "milestone-disagrees",
    level: Level::Warning,
    docs: include_str!("milestone_disagrees.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    labels(incident, report);
    told_end(incident, report);
    for (milestone, stated) in &incident.milestones {
        if !stated.origin.is_stated() {
            continue;
        }
        let same_kind: Vec<(&Event, &Moment)> = incident
            .timeline
            .iter()
            .filter(|event| event.milestone() == Some(*milestone))
            .filter_map(|event| Some((event, event.at.as_ref()?)))
            .collect();
        if same_kind
            .iter()
            .any(|(_, at)| can_be_same(at, &stated.value))
        {
            continue;
        }
        let Some((event, at)) = same_kind
            .into_iter()
            .find(|(event, at)| is_typed(event) || is_slip(at, &stated.value))
        else {
            continue;
        };
        let related = report.place(event.time_span.clone());
        let name = milestone.as_str();
        let distance = at.instant() - stated.value.instant();
        let message = format!(
            "`{name}` is {}, and the timeline says {}, {} {}",
            stated.value.written_text(),
            at.written_text(),
            spell(distance.abs()),
            if distance < chrono::TimeDelta::zero() {
                "earlier"
            } else {
                "later"
            },
        );
        let finding = report.at(stated.span.clone(), message);
        finding
            .related
            .push((related, format!("the event that is `{name}`")));
        finding.help = Some(format!(
            "correct one of the two; without `{name}` in the front matter the event counts"
        ));
    }
}

/// Labelled lines of the body, against front matter.
fn labels(incident: &Incident, report: &mut Report<'_>) {
    for (milestone, labelled) in &incident.body.asides.labelled {
        let Some(stated) = incident.milestones.get(milestone) else {
            continue;
        };
        if !stated.origin.is_stated() || can_be_same(&labelled.value, &stated.value) {
            continue;
        }
        let name = milestone.as_str();
        let related = report.place(labelled.span.clone());
        let message = format!(
            "`{name}` is {}, and a line below says {}",
            stated.value.written_text(),
            labelled.value.written_text(),
        );
        let finding = report.at(stated.span.clone(), message);
        finding.related.push((related, "the line".to_owned()));
        finding.help = Some("correct one of the two; the front matter counts".to_owned());
    }
}

/// An end that running text tells, against the timeline: while it goes on with the response, nothing
/// was resolved.
fn told_end(incident: &Incident, report: &mut Report<'_>) {
    let Some(resolved) = incident.milestones.get(&Milestone::Resolved) else {
        return;
    };
    let end = &resolved.value;
    // Where reports tell of several ends, one of them is of some part.
    let [told] = incident.body.asides.told_ends.as_slice() else {
        return;
    };
    let mitigated = incident.at(Milestone::Mitigated);
    let is_known = [Some(end), mitigated]
        .into_iter()
        .flatten()
        .any(|at| can_be_same(&told.value, at));
    if told.span == resolved.span || !end.has_clock() || is_known {
        return;
    }
    let between = incident.timeline.iter().filter(|event| {
        let at = event.at.as_ref().filter(|at| at.has_clock());
        at.is_some_and(|at| {
            at.instant() > told.value.latest_instant() && at.instant() < end.instant()
        })
    });
    let Some(event) = between.min_by_key(|event| event.at.as_ref().map(Moment::instant)) else {
        return;
    };
    let event_at = event
        .at
        .as_ref()
        .map_or_else(String::new, Moment::written_text);
    let related = report.place(event.time_span.clone());
    let distance = end.instant() - told.value.instant();
    let message = format!(
        "the text says that it was over at {}, and the timeline goes on from {event_at} to {}, {} later",
        told.value.written_text(),
        end.written_text(),
        spell(distance),
    );
    let finding = report.at(told.span.clone(), message);
    finding
        .related
        .push((related, "the response goes on".to_owned()));
    finding.help = Some("correct one of the two, or say what was over at that time".to_owned());
}

/// Whether the author says what kind of event it is; else its words suggest it.
fn is_typed(event: &Event) -> bool {
    event
        .kind
        .as_ref()
        .is_some_and(|kind| kind.origin.is_stated())
}

/// The same time of another day is a slip even where only words say that the two belong together.
fn is_slip(a: &Moment, b: &Moment) -> bool {
    a.has_clock() && b.has_clock() && a.local.time() == b.local.time()
}

fn can_be_same(a: &Moment, b: &Moment) -> bool {
    (a.approximate || b.approximate)
        || (a.instant() <= b.latest_instant() && b.instant() <= a.latest_instant())
}

#![doc = include_str!("single_event_timeline.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "single-event-timeline",
    level: Level::Hint,
    docs: include_str!("single_event_timeline.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let [event] = incident.timeline.as_slice() else {
        return;
    };
    report
        .at(event.time_span.clone(), "the timeline has one event")
        .help = Some("add how it was noticed and what ended it, or tell it in the text".to_owned());
}

//! What a report says, whatever it is written like: the measure of a safe fix.

use crate::model::{Action, Event, Incident, Moment, Sourced};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// Says whether everything that was known still is, and is the same. More may be known.
pub(super) fn is_kept(before: &Incident, after: &Incident) -> bool {
    let after = meaning(after);
    meaning(before)
        .into_iter()
        .all(|(field, said)| after.get(&field) == Some(&said))
}

/// Every field that says something, without its origin and its place.
fn meaning(incident: &Incident) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    let mut say = |field: &str, words: Option<String>| {
        if let Some(words) = words {
            said.insert(field.to_owned(), words);
        }
    };
    say("title", Some(incident.title.value.clone()));
    say("status", one(&incident.status));
    say("severity", one(&incident.severity));
    say("authors", many(&incident.authors));
    say("services", many(&incident.services));
    say("tags", many(&incident.tags));
    say("trigger", one(&incident.trigger));
    say("detection", one(&incident.detection));
    say("mitigation", one(&incident.mitigation));
    say("summary", one(&incident.summary));
    say("impact", one(&incident.impact));
    say("sources", many(&incident.sources));
    say("related", many(&incident.related));
    say("audience", one(&incident.audience));
    for (milestone, at) in &incident.milestones {
        say(milestone.as_str(), Some(moment(&at.value)));
    }
    say(
        "published",
        incident.published.as_ref().map(|at| moment(&at.value)),
    );
    let causes = incident.causes.iter();
    let causes: Vec<_> = causes.map(|it| (&it.id.value, it.role, &it.note)).collect();
    say(
        "causes",
        (!causes.is_empty()).then(|| format!("{causes:?}")),
    );
    for (key, value) in &incident.extra {
        say(&format!("extra {key}"), Some(value.to_string()));
    }
    let events: Vec<String> = incident.timeline.iter().map(event).collect();
    say("timeline", (!events.is_empty()).then(|| events.join("\n")));
    let actions: Vec<String> = incident.actions.iter().map(action).collect();
    say("actions", (!actions.is_empty()).then(|| actions.join("\n")));
    said
}

fn one<T: Debug>(value: &Option<Sourced<T>>) -> Option<String> {
    value.as_ref().map(|value| format!("{:?}", value.value))
}

fn many<T: Debug>(values: &[Sourced<T>]) -> Option<String> {
    let values: Vec<&T> = values.iter().map(|value| &value.value).collect();
    (!values.is_empty()).then(|| format!("{values:?}"))
}

/// A day is a day wherever it is read; a time of day needs its zone.
fn moment(at: &Moment) -> String {
    let zone = if at.has_clock() {
        at.zone.zone.to_string()
    } else {
        String::new()
    };
    format!("{} {:?} {} {zone}", at.local, at.precision, at.approximate)
}

fn event(event: &Event) -> String {
    let at = event.at.as_ref().map(moment);
    let until = event.until.as_ref().map(moment);
    let kind = event.kind.as_ref().map(|kind| kind.value);
    format!("{at:?} {:?} {until:?} {kind:?} {}", event.clock, event.text)
}

fn action(action: &Action) -> String {
    let kind = action.kind.as_ref().map(|kind| kind.value);
    let status = action.status.as_ref().map(|status| status.value);
    format!(
        "{} {} {:?} {kind:?} {status:?} {:?} {:?}",
        action.id,
        action.title,
        one(&action.owner),
        one(&action.due),
        action.links
    )
}

//! Values that front matter leaves out and the report holds elsewhere.

use super::Inferred;
use super::front::{Front, FrontZone};
use super::scalar::{list_scalar, scalar};
use crate::config::Config;
use crate::diagnostic::{Edit, Fix};
use crate::load::moments::Clock;
use crate::model::{
    EventKind, Incident, Milestone, Moment, Origin, Person, Precision, Sourced, Zone, ZoneOrigin,
    ZoneUse,
};

/// A list that is longer than this goes over several lines.
const LONGEST_LINE: usize = 80;

/// A value to be written.
struct Value {
    key: &'static str,
    value: String,
    origin: Origin,
}

/// Finds what may be stated: milestones that events of the front matter's own timeline pass, and,
/// where asked for, everything that was worked out from the body.
pub(super) fn fixes(
    front: &Front<'_>,
    incident: &Incident,
    config: &Config,
    inferred: Inferred,
) -> Vec<Fix> {
    let values = match inferred {
        Inferred::Left => passed(front, incident, config),
        Inferred::Written => inferred_values(front, incident, config),
    };
    if front.exists() {
        return values
            .iter()
            .filter_map(|value| stated(front, value))
            .collect();
    }
    created(front, &values).into_iter().collect()
}

fn stated(front: &Front<'_>, value: &Value) -> Option<Fix> {
    let edit = front.stating(value.key, &value.value)?;
    let shown: Vec<&str> = value.value.split_whitespace().collect();
    Some(Fix {
        description: format!(
            "`{}: {}` is now stated ({})",
            value.key,
            shown.join(" "),
            value.origin.as_str()
        ),
        edits: vec![edit],
    })
}

fn created(front: &Front<'_>, values: &[Value]) -> Option<Fix> {
    let lines: String = values
        .iter()
        .map(|value| format!("{}: {}{}", value.key, value.value, front.newline))
        .collect();
    let keys: Vec<String> = values
        .iter()
        .map(|value| format!("`{}`", value.key))
        .collect();
    (!values.is_empty()).then(|| Fix {
        description: format!("front matter now states {}", keys.join(", ")),
        edits: vec![front.creating(&lines)],
    })
}

/// Takes a fix apart into ones that can be judged alone: the lines of new front matter.
pub(super) fn apart(fix: Fix) -> Vec<Fix> {
    let [edit] = fix.edits.as_slice() else {
        return vec![fix];
    };
    let newline = if edit.replacement.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let fence = format!("---{newline}");
    let Some((lines, end)) = edit
        .replacement
        .strip_prefix(&fence)
        .and_then(|rest| rest.rsplit_once(&fence))
    else {
        return vec![fix];
    };
    // A line that is indented goes on with the value above it.
    let mut keys: Vec<String> = Vec::new();
    for line in lines.split_inclusive('\n') {
        match keys.last_mut() {
            Some(last) if line.starts_with([' ', '-']) => last.push_str(line),
            _ => keys.push(line.to_owned()),
        }
    }
    keys.into_iter()
        .map(|lines| Fix {
            description: format!(
                "front matter now states `{}`",
                lines.split(':').next().unwrap_or_default()
            ),
            edits: vec![Edit {
                span: edit.span.clone(),
                replacement: format!("{fence}{lines}{fence}{end}"),
            }],
        })
        .collect()
}

/// Milestones that the author typed in the timeline of the front matter.
fn passed(front: &Front<'_>, incident: &Incident, config: &Config) -> Vec<Value> {
    let is_typed = |milestone: Milestone, at: &Sourced<Moment>| {
        incident.timeline.iter().any(|event| {
            event.span == at.span
                && event.origin.is_stated()
                && event.kind.as_ref().is_some_and(|kind| {
                    kind.origin.is_stated() && kind.value == EventKind::Milestone(milestone)
                })
        })
    };
    incident
        .milestones
        .iter()
        .filter(|(milestone, at)| at.origin == Origin::TypedEvent && is_typed(**milestone, at))
        .filter_map(|(milestone, at)| moment(milestone.as_str(), at, front.zone, config))
        .collect()
}

fn inferred_values(front: &Front<'_>, incident: &Incident, config: &Config) -> Vec<Value> {
    let mut values = Vec::new();
    if incident.title.origin == Origin::FileName && has_words(&incident.title.value) {
        values.push(Value {
            key: "title",
            value: scalar(&incident.title.value),
            origin: Origin::FileName,
        });
    }
    values.extend(word("status", incident.status.as_ref()));
    values.extend(word("severity", incident.severity.as_ref()));
    values.extend(list("authors", &incident.authors, front, person));
    values.extend(list("services", &incident.services, front, |name| {
        list_scalar(name)
    }));
    let shared = shared_zone(front, incident);
    let zone = match &shared {
        Some(at) => FrontZone {
            zone: at.value.zone.zone,
            is_said: true,
        },
        None => front.zone,
    };
    for (milestone, at) in &incident.milestones {
        values.extend(moment(milestone.as_str(), at, zone, config));
    }
    if let Some(at) = &incident.published {
        values.extend(moment("published", at, zone, config));
    }
    values.extend(shared.map(|at| Value {
        key: "timezone",
        value: scalar(&at.value.zone.zone.to_string()),
        origin: at.origin,
    }));
    values
}

/// Returns one of the times whose zone the body names, where all of them have the same: then the
/// zone is said once.
fn shared_zone<'i>(front: &Front<'_>, incident: &'i Incident) -> Option<&'i Sourced<Moment>> {
    let mut timed = incident
        .milestones
        .values()
        .chain(&incident.published)
        .filter(|at| at.value.has_clock());
    let first = timed.next()?;
    let zone = &first.value.zone;
    let is_shared = |at: &Sourced<Moment>| {
        !at.origin.is_stated() && is_said(&at.value) && at.value.zone.zone == zone.zone
    };
    (!front.zone.is_said && is_shared(first) && timed.all(is_shared)).then_some(first)
}

/// Says whether the report names the zone of a time.
fn is_said(moment: &Moment) -> bool {
    matches!(moment.zone.origin, ZoneOrigin::Stated | ZoneOrigin::Report)
}

/// A number or an identifier is no title: that the report has none is better said than hidden.
fn has_words(title: &str) -> bool {
    let is_word = |word: &&str| word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
    title.split_whitespace().filter(is_word).count() > 1
}

fn word(key: &'static str, found: Option<&Sourced<String>>) -> Option<Value> {
    let found = found.filter(|found| !found.origin.is_stated())?;
    Some(Value {
        key,
        value: scalar(&found.value),
        origin: found.origin,
    })
}

fn person(person: &Person) -> String {
    let name = list_scalar(&person.name);
    if person.active {
        name
    } else {
        format!("{{name: {name}, active: false}}")
    }
}

fn list<T>(
    key: &'static str,
    found: &[Sourced<T>],
    front: &Front<'_>,
    write: impl Fn(&T) -> String,
) -> Option<Value> {
    let origin = found.first()?.origin;
    if found.iter().any(|found| found.origin.is_stated()) {
        return None;
    }
    let written: Vec<String> = found.iter().map(|found| write(&found.value)).collect();
    let short = format!("[{}]", written.join(", "));
    let value = if key.len() + short.len() + 2 <= LONGEST_LINE {
        short
    } else {
        let lines = written
            .iter()
            .map(|written| format!("{}  - {written}", front.newline));
        lines.collect()
    };
    Some(Value { key, value, origin })
}

/// Writes a time so that it is read back as the same one: with its zone where that is not the one
/// that times without a zone have.
fn moment(
    key: &'static str,
    at: &Sourced<Moment>,
    zone: FrontZone,
    config: &Config,
) -> Option<Value> {
    if at.origin.is_stated() {
        return None;
    }
    let moment = &at.value;
    let mark = if moment.approximate { "~" } else { "" };
    let plain = format!("{mark}{}", moment.written_text());
    let goes_without_saying = zone.zone == moment.zone.zone && (zone.is_said || !is_said(moment));
    let forms = if moment.has_clock() && !goes_without_saying {
        zone_names(moment)
            .into_iter()
            .map(|zone| format!("{plain} {zone}"))
            .collect()
    } else {
        vec![plain]
    };
    let clock = Clock {
        zone: ZoneUse {
            zone: zone.zone,
            origin: ZoneOrigin::Report,
            written: None,
        },
        order: config.date_order,
    };
    let reads_back = |form: &String| {
        clock.moment(form).is_some_and(|read| {
            read.local == moment.local
                && read.precision == moment.precision
                && read.approximate == moment.approximate
                && (!moment.has_clock() || read.zone.zone == moment.zone.zone)
        })
    };
    let value = forms.into_iter().find(reads_back)?;
    let is_hour_alone = moment.precision == Precision::Hour;
    (!is_hour_alone).then_some(Value {
        key,
        value,
        origin: at.origin,
    })
}

fn zone_names(moment: &Moment) -> Vec<String> {
    let mut names = vec![moment.zone.zone.to_string()];
    if let Zone::Named(_) = moment.zone.zone {
        names.extend(moment.zone.written.clone());
    }
    names
}

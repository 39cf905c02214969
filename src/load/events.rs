//! The timeline of front matter: maps with `at`, `kind` and `text`, or short lines.

use super::moments::{Clock, EventTime};
use super::report::read_word;
use crate::config::Config;
use crate::diagnostic::{Edit, Fix, Level};
use crate::model::{Event, EventKind, Moment, Origin};
use crate::source::Span;
use crate::tree::{Entry, Fields, Found, Log, Node, Value, nodes_of, quoted, wrong_type};
use chrono::NaiveDate;

/// Reads the events in the order of the file. `day` is the day of the first milestone, for short
/// entries before any day is named.
pub(super) fn read(
    entry: Option<&Entry>,
    file: &str,
    clock: &Clock,
    day: Option<NaiveDate>,
    config: &Config,
    log: &mut Log,
) -> Vec<Event> {
    let Some(entry) = entry else {
        return Vec::new();
    };
    let nodes = nodes_of(&entry.node);
    if nodes.len() > config.limits.events {
        let message = format!(
            "the timeline has {} events; {} are read",
            nodes.len(),
            config.limits.events
        );
        let finding = log.add("too-large", Level::Error, entry.key_span.clone(), message);
        finding.help = Some("raise `events` in [limits] of book.toml".to_owned());
    }
    let mut events = Vec::new();
    let mut previous: Option<Moment> = None;
    for node in nodes.iter().take(config.limits.events) {
        if let Some(event) = read_event(node, file, clock, day, previous.as_ref(), log) {
            previous = event.at.clone().or(previous);
            events.push(event);
        }
    }
    events
}

fn read_event(
    node: &Node,
    file: &str,
    clock: &Clock,
    day: Option<NaiveDate>,
    previous: Option<&Moment>,
    log: &mut Log,
) -> Option<Event> {
    match &node.value {
        Value::Null => None,
        Value::Scalar(scalar) => {
            let found = Found {
                value: scalar.text.trim().to_owned(),
                span: node.span.clone(),
            };
            Some(short_event(&found, clock, day, previous, log))
        }
        Value::Map(entries) if is_short(entries, clock) => {
            let found = split_by_colon(node, file, log);
            Some(short_event(&found, clock, day, previous, log))
        }
        Value::Map(entries) => Some(map_event(entries, node, clock, day, previous, log)),
        Value::List(_) => {
            wrong_type(log, node.span.clone(), "timeline", "an event", "a list");
            None
        }
    }
}

/// `10:26 Raised: by users` is a map for YAML, of which the first key begins with a time.
fn is_short(entries: &[Entry], clock: &Clock) -> bool {
    let key = entries.first().map(|entry| entry.key.as_str());
    key.is_some_and(|key| {
        key.starts_with(|c: char| c.is_ascii_digit()) && clock.at_start(key).is_some()
    })
}

/// The entry as it is written.
fn split_by_colon(node: &Node, file: &str, log: &mut Log) -> Found<String> {
    let written = file.get(node.span.clone()).unwrap_or_default();
    let words: Vec<&str> = written.split_whitespace().collect();
    let value = words.join(" ");
    let message = "the event holds `: ` and is not in quotes";
    let finding = log.add(
        "invalid-front-matter",
        Level::Warning,
        node.span.clone(),
        message,
    );
    finding.label = Some("read as plain text".to_owned());
    let quoted = quoted(&value);
    finding.help = Some(format!(
        "other YAML readers take it for a key and a value; write `- {quoted}`"
    ));
    if value == written {
        finding.fix = Some(Fix {
            description: "an event of the timeline is now in quotes".to_owned(),
            edits: vec![Edit {
                span: node.span.clone(),
                replacement: quoted,
            }],
        });
    }
    Found {
        value,
        span: node.span.clone(),
    }
}

/// `10:26 Raised by users`: a time, then text; the day carries on.
fn short_event(
    found: &Found<String>,
    clock: &Clock,
    day: Option<NaiveDate>,
    previous: Option<&Moment>,
    log: &mut Log,
) -> Event {
    let Some(reading) = clock.at_start(&found.value) else {
        unreadable(log, found.span.clone(), &found.value);
        return untimed(found.value.clone(), found.span.clone());
    };
    let time = clock.event(&reading, day, previous);
    let start = found.span.start;
    let place = |offset: usize| (start + offset).min(found.span.end);
    Event {
        at: time.at,
        clock: time.clock,
        until: time.until,
        kind: None,
        text: found.value[reading.rest..].trim().to_owned(),
        written: found.value[reading.span.clone()].to_owned(),
        origin: Origin::Stated,
        time_span: place(reading.span.start)..place(reading.span.end),
        span: found.span.clone(),
    }
}

fn untimed(text: String, span: Span) -> Event {
    Event {
        at: None,
        clock: None,
        until: None,
        kind: None,
        text,
        written: String::new(),
        origin: Origin::Stated,
        time_span: span.start..span.start,
        span,
    }
}

fn map_event(
    entries: &[Entry],
    node: &Node,
    clock: &Clock,
    day: Option<NaiveDate>,
    previous: Option<&Moment>,
    log: &mut Log,
) -> Event {
    let mut fields = Fields::named(entries, |key| match crate::tree::fold_key(key).as_str() {
        "time" | "when" | "date" | "timestamp" => "at".to_owned(),
        "description" | "event" | "what" | "message" => "text".to_owned(),
        "end" | "to" => "until".to_owned(),
        "type" => "kind".to_owned(),
        other => other.to_owned(),
    });
    let mut event = untimed(String::new(), node.span.clone());
    if let Some(at) = fields.text("at", log) {
        event.time_span = at.span.clone();
        match whole_time(&at.value, clock, day, previous) {
            Some(time) => (event.at, event.clock, event.until) = (time.at, time.clock, time.until),
            None => unreadable(log, at.span, &at.value),
        }
        event.written = at.value;
    }
    if let Some(until) = fields.text("until", log) {
        match whole_time(&until.value, clock, day, event.at.as_ref().or(previous)) {
            Some(time) => event.until = time.at,
            None => unreadable(log, until.span, &until.value),
        }
    }
    event.kind = read_word(&mut fields, "kind", &EventKind::ALL, EventKind::as_str, log);
    event.text = fields
        .text("text", log)
        .map(|text| text.value)
        .unwrap_or_default();
    fields.finish(&["at", "until", "kind", "text"], "a timeline event", log);
    event
}

fn whole_time(
    text: &str,
    clock: &Clock,
    day: Option<NaiveDate>,
    previous: Option<&Moment>,
) -> Option<EventTime> {
    let reading = clock
        .at_start(text)
        .filter(|reading| text[reading.rest..].trim().is_empty())?;
    Some(clock.event(&reading, day, previous))
}

fn unreadable(log: &mut Log, span: Span, written: &str) {
    let shown: String = written.chars().take(40).collect();
    let message = format!("no time can be read at the start of `{shown}`");
    let finding = log.add("event-unreadable", Level::Warning, span, message);
    finding.help = Some(
        "begin with a time such as `10:26`, `2024-03-02 10:26` or `2024-03-02`; the event is shown without one"
            .to_owned(),
    );
}

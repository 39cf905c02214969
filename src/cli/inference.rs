//! `casebook check --explain-inference`: every value of a report, and where it comes from.

use crate::model::{Event, Incident, Moment, Origin, Sourced, ZoneOrigin};
use crate::source::{Place, Sources, Span};

/// A value, ready to print.
struct Row {
    field: String,
    value: String,
    origin: Origin,
    span: Span,
}

/// Prints every value of an incident with its origin and its line.
pub(super) fn explain(incident: &Incident, sources: &Sources) -> String {
    let rows = rows(incident);
    let widest = |text: fn(&Row) -> &str, most: usize| {
        rows.iter()
            .map(|row| text(row).chars().count())
            .max()
            .unwrap_or(0)
            .min(most)
    };
    let (field, value) = (widest(|row| &row.field, 16), widest(|row| &row.value, 48));
    let name = &sources.get(incident.source).name;
    let mut printed = format!("{name}\n");
    for row in &rows {
        let at = sources.line_column(&Place {
            file: incident.source,
            span: row.span.clone(),
        });
        let place = if row.span.end > 0 {
            format!(", line {}", at.line)
        } else {
            String::new()
        };
        printed.push_str(&format!(
            "  {:field$}  {:value$}  {}{place}\n",
            row.field,
            shortened(&row.value, value),
            row.origin.as_str(),
        ));
    }
    if incident.causes.is_empty() {
        for found in &incident.suggestions {
            let words: Vec<String> = found.words.iter().map(|word| format!("`{word}`")).collect();
            printed.push_str(&format!(
                "  {:field$}  {:value$}  suggested by {}; not counted\n",
                "cause?",
                found.id.as_str(),
                words.join(", ")
            ));
        }
    }
    printed
}

fn shortened(text: &str, most: usize) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(3)).collect();
    format!("{cut}...")
}

fn rows(incident: &Incident) -> Vec<Row> {
    let mut rows = vec![row("title", &incident.title, |title| title.clone())];
    let mut add = |found: Option<Row>| rows.extend(found);
    add(incident
        .status
        .as_ref()
        .map(|found| row("status", found, String::clone)));
    add(incident
        .severity
        .as_ref()
        .map(|found| row("severity", found, String::clone)));
    for (milestone, moment) in &incident.milestones {
        add(Some(row(milestone.as_str(), moment, in_words)));
    }
    add(incident
        .published
        .as_ref()
        .map(|found| row("published", found, in_words)));
    for author in &incident.authors {
        add(Some(row("author", author, |person| person.name.clone())));
    }
    for service in &incident.services {
        add(Some(row("service", service, String::clone)));
    }
    for cause in &incident.causes {
        add(Some(row("cause", &cause.id, |id| {
            format!("{id} ({})", cause.role.as_str())
        })));
    }
    add(incident
        .trigger
        .as_ref()
        .map(|found| row("trigger", found, String::clone)));
    add(incident
        .detection
        .as_ref()
        .map(|found| row("detection", found, |it| it.as_str().to_owned())));
    add(incident
        .mitigation
        .as_ref()
        .map(|found| row("mitigation", found, |it| it.as_str().to_owned())));
    add(incident
        .summary
        .as_ref()
        .map(|found| row("summary", found, String::clone)));
    add(incident
        .impact
        .as_ref()
        .map(|found| row("impact", found, String::clone)));
    rows.extend(incident.timeline.iter().map(event_row));
    for action in &incident.actions {
        let origin = action.origin;
        let status = action
            .status
            .as_ref()
            .map_or("", |status| status.value.as_str());
        let value = if status.is_empty() {
            action.title.clone()
        } else {
            format!("[{status}] {}", action.title)
        };
        rows.push(Row {
            field: "action".to_owned(),
            value,
            origin,
            span: action.span.clone(),
        });
    }
    rows
}

fn row<T>(field: &str, found: &Sourced<T>, words: impl Fn(&T) -> String) -> Row {
    Row {
        field: field.to_owned(),
        value: words(&found.value),
        origin: found.origin,
        span: found.span.clone(),
    }
}

fn event_row(event: &Event) -> Row {
    let at = match (&event.at, event.clock) {
        (Some(at), _) => in_words(at),
        (None, Some(clock)) => format!("{} on a day that is not known", clock.format("%H:%M")),
        (None, None) => "no time".to_owned(),
    };
    let field = event
        .kind
        .as_ref()
        .map_or("event", |kind| kind.value.as_str())
        .to_owned();
    Row {
        field,
        value: format!("{at}: {}", event.text),
        origin: event.origin,
        span: event.span.clone(),
    }
}

fn in_words(moment: &Moment) -> String {
    let zone = match moment.zone.origin {
        ZoneOrigin::Assumed => format!("{}, assumed", moment.zone.zone),
        _ => moment.zone.zone.to_string(),
    };
    let about = if moment.approximate { "about " } else { "" };
    format!("{about}{} ({zone})", moment.written_text())
}

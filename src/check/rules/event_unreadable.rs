#![doc = include_str!("event_unreadable.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Event, Incident, Precision};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "event-unreadable",
    level: Level::Warning,
    docs: include_str!("event_unreadable.md"),
    run: Run::Incident(run),
};

/// Events of front matter are found unreadable while they are read.
fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    for layout in &incident.body.timelines {
        for (at, token) in entries(report.text(), &layout.span) {
            let is_read = || {
                let mut events = incident.timeline.iter().map(|event| &event.time_span);
                events.any(|time| time.contains(&at) || time.start == at)
            };
            if !is_time(token) && !is_read() {
                note(at..at + token.len(), token, report);
            }
        }
    }
    let of_body = incident
        .timeline
        .iter()
        .filter(|event| !event.origin.is_stated());
    for event in of_body {
        if let Some((at, token)) = lost_clock(event, report.text()) {
            note(at..at + token.len(), token, report);
        }
    }
}

fn note(span: Span, token: &str, report: &mut Report<'_>) {
    report
        .at(span, format!("no time can be read in `{token}`"))
        .help = Some(
        "write a time such as `10:26`, `2024-03-02 10:26` or `2024-03-02`; without one it is no event of its own"
            .to_owned(),
    );
}

/// What stands where the time of an entry would: at the start of a list item, outside code.
fn entries<'t>(text: &'t str, span: &Span) -> Vec<(usize, &'t str)> {
    let mut found = Vec::new();
    let (mut at, mut is_code) = (span.start, false);
    for line in text
        .get(span.clone())
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let words = line.trim_start();
        is_code ^= words.starts_with("```") || words.starts_with("~~~");
        let item = ["- ", "* ", "+ "]
            .iter()
            .find_map(|mark| words.strip_prefix(mark));
        if let Some(item) = item.filter(|_| !is_code) {
            let item = item.trim_start_matches([' ', '*', '_', '[', '`', '~']);
            let token = time_like(item);
            if !token.is_empty() {
                found.push((
                    at + (line.len() - words.len()) + (words.len() - item.len()),
                    token,
                ));
            }
        }
        at += line.len();
    }
    found
}

/// The digits that look like a clock or a date: `24:50`, `9:5`, `2026-10-32 09:00`.
fn time_like(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '-' | ' ')))
        .unwrap_or(text.len());
    let token = text[..end].trim_end_matches([' ', '-', ':']);
    let is_clock = |part: &str| {
        let mut sides = part.split(':');
        let is_short = |side: Option<&str>| side.is_some_and(|side| matches!(side.len(), 1 | 2));
        is_short(sides.next()) && is_short(sides.next())
    };
    let is_date = |part: &str| part.split('-').map(str::len).eq([4, 2, 2]);
    let mut parts = token.split(' ').filter(|part| !part.is_empty());
    match (parts.next(), parts.next(), parts.next()) {
        (Some(one), None, None) if is_clock(one) || is_date(one) => token,
        (Some(date), Some(clock), None) if is_date(date) && is_clock(clock) => token,
        _ => "",
    }
}

/// Whether every part of it is in its range.
fn is_time(token: &str) -> bool {
    let date_and_clock = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
    date_and_clock
        .iter()
        .any(|form| chrono::NaiveDateTime::parse_from_str(token, form).is_ok())
        || chrono::NaiveDate::parse_from_str(token, "%Y-%m-%d").is_ok()
        || (token
            .split(':')
            .next_back()
            .is_some_and(|last| last.len() == 2)
            && ["%H:%M", "%H:%M:%S"]
                .iter()
                .any(|form| chrono::NaiveTime::parse_from_str(token, form).is_ok()))
}

/// `2026-10-02 09:77`, of which only the day could be read.
fn lost_clock<'t>(event: &Event, text: &'t str) -> Option<(usize, &'t str)> {
    let at = event.at.as_ref()?;
    if at.precision != Precision::Day {
        return None;
    }
    let lost = |from: usize| {
        let rest = text.get(from..)?;
        let words = rest.trim_start_matches([' ', 'T']);
        let token = time_like(words);
        let is_clock = token.contains(':') && !token.contains('-');
        (is_clock && !is_time(token)).then_some((from + rest.len() - words.len(), token))
    };
    let span = &event.time_span;
    let blank = text.get(span.clone())?.rfind(' ').map(|at| span.start + at);
    lost(span.end).or_else(|| lost(blank?))
}

#[cfg(test)]
mod tests {
    use super::{is_time, time_like};

    #[test]
    fn only_what_should_be_a_time_is_held_to_it() {
        for (text, token, is_one) in [
            ("24:50 paged", "24:50", false),
            ("9:5 b", "9:5", false),
            ("09:05 b", "09:05", true),
            ("2026-10-32 09:00 z", "2026-10-32 09:00", false),
            ("2026-13-45 - z", "2026-13-45", false),
            ("2026-10-02 09:00:10 z", "2026-10-02 09:00:10", true),
            ("404 errors", "", true),
            ("10-20 requests", "", true),
            ("3:1 ratio", "3:1", false),
            ("words", "", true),
        ] {
            assert_eq!(time_like(text), token, "{text}");
            assert!(token.is_empty() || is_time(token) == is_one, "{text}");
        }
    }
}

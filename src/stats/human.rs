//! The numbers for people at a terminal.

use super::view::{Cause, Comparison, Facet, Item, Length, Stats};
use crate::analyze::durations;
use std::fmt::Write as _;

/// Most services, sub-causes and incidents in a list.
const MOST: usize = 8;

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// Prints what an on-call engineer or a manager asks first.
pub fn print(stats: &Stats) -> String {
    let mut out = format!("{BOLD}{}{PLAIN}\n{}\n", stats.title, whole(stats));
    if stats.incidents == 0 {
        return out;
    }
    let mut section = |title: &str, note: &str, rows: Vec<Vec<String>>| {
        if rows.is_empty() {
            return;
        }
        let note = if note.is_empty() {
            String::new()
        } else {
            format!("  {note}")
        };
        let _ = write!(out, "\n{BOLD}{title}{PLAIN}{note}\n{}", table(&rows));
    };
    section("How long it takes", "", durations_table(stats));
    section("By severity", "", severities(stats));
    let causes = &stats.causes;
    let of = format!(
        "shares of the {} incidents that name causes, with 95 % intervals",
        causes.coded
    );
    section(
        "What keeps breaking",
        &of,
        cause_rows(&causes.groups, usize::MAX),
    );
    section("More exactly", "", cause_rows(&causes.sub_causes, MOST));
    section("Where", "", items(&stats.services, MOST));
    section(
        "How it was noticed",
        &silent(&stats.detection),
        items(&stats.detection.values, MOST),
    );
    section(
        "What ended it",
        &silent(&stats.mitigation),
        items(&stats.mitigation.values, MOST),
    );
    if let Some(change) = &stats.change {
        section("Beside the time before", "", compared(change));
    }
    section("Actions", "", actions(stats));
    section("What came back", "", came_back(stats));
    out
}

/// `34 incidents`, `5 of 34 incidents: service:api, since 2026-07-01`
fn whole(stats: &Stats) -> String {
    let mut asked = Vec::new();
    if !stats.query.is_empty() {
        asked.push(stats.query.clone());
    }
    asked.extend(stats.since.as_ref().map(|day| format!("since {day}")));
    asked.extend(stats.until.as_ref().map(|day| format!("until {day}")));
    let ending = if stats.archive == 1 { "" } else { "s" };
    if asked.is_empty() {
        return format!("{} incident{ending}", stats.archive);
    }
    let mut words = format!(
        "{} of {} incident{ending}: {}",
        stats.incidents,
        stats.archive,
        asked.join(", ")
    );
    if stats.undated > 0 {
        let _ = write!(words, " ({} undated left out)", stats.undated);
    }
    words
}

/// Seconds in two units at most.
pub(super) fn took(seconds: f64) -> String {
    durations::Length::exactly(seconds as i64).to_string()
}

pub(super) fn interval(length: &Length) -> String {
    match (length.low, length.high) {
        (Some(low), Some(high)) => format!("{} to {}", took(low), took(high)),
        _ => String::new(),
    }
}

fn maybe(seconds: Option<f64>) -> String {
    seconds.map(took).unwrap_or_default()
}

fn lengths(length: &Length) -> [String; 6] {
    [
        length.n.to_string(),
        maybe(length.median),
        interval(length),
        maybe(length.p75),
        maybe(length.p90),
        maybe(length.longest.map(|seconds| seconds as f64)),
    ]
}

const LENGTHS: [&str; 6] = ["n", "median", "95 % interval", "p75", "p90", "longest"];

fn durations_table(stats: &Stats) -> Vec<Vec<String>> {
    let mut rows = vec![heads(&[""], &LENGTHS, &["left out"])];
    for duration in &stats.durations {
        let mut row = vec![duration.name.to_owned()];
        row.extend(lengths(&duration.length));
        row.push(duration.left_out.total().to_string());
        rows.push(row);
    }
    rows
}

fn severities(stats: &Stats) -> Vec<Vec<String>> {
    if stats
        .severities
        .iter()
        .all(|severity| severity.id.is_none())
    {
        return Vec::new();
    }
    let mut rows = vec![heads(&["", "incidents"], &LENGTHS, &[])];
    for severity in &stats.severities {
        let title = severity.title.clone();
        let mut row = vec![
            title.unwrap_or_else(|| "none stated".to_owned()),
            severity.count.to_string(),
        ];
        row.extend(lengths(&severity.impact));
        rows.push(row);
    }
    rows
}

fn heads(before: &[&str], lengths: &[&str], after: &[&str]) -> Vec<String> {
    let all = before.iter().chain(lengths).chain(after);
    all.map(|head| (*head).to_owned()).collect()
}

fn cause_rows(causes: &[Cause], most: usize) -> Vec<Vec<String>> {
    let rows = causes.iter().take(most).map(|cause| {
        let share = cause.share.proportion();
        vec![
            format!("{} ({})", cause.title, cause.id),
            cause.share.count.to_string(),
            share.percent().unwrap_or_default(),
            share.interval_percent().unwrap_or_default(),
        ]
    });
    rows.collect()
}

fn items(items: &[Item], most: usize) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = items
        .iter()
        .take(most)
        .map(|item| {
            vec![
                item.title.clone(),
                item.share.count.to_string(),
                item.share.proportion().percent().unwrap_or_default(),
            ]
        })
        .collect();
    if items.len() > most {
        rows.push(vec![format!("and {} more", items.len() - most)]);
    }
    rows
}

fn silent(facet: &Facet) -> String {
    match facet.unknown {
        0 => String::new(),
        1 => "one report does not say".to_owned(),
        n => format!("{n} reports do not say"),
    }
}

fn compared(change: &Comparison) -> Vec<Vec<String>> {
    let mut rows = vec![heads(&["", "incidents"], &LENGTHS, &[])];
    for period in [&change.recent, &change.before] {
        let mut row = vec![
            format!("{} to {}", period.first, period.last),
            period.incidents.to_string(),
        ];
        row.extend(lengths(&period.impact));
        rows.push(row);
    }
    rows.push(vec![verdict(change)]);
    rows
}

/// What the difference is worth.
pub(super) fn verdict(change: &Comparison) -> String {
    let count = match change.incidents {
        Some(word) => format!("{word} incidents than chance explains"),
        None => "the numbers of incidents are not distinguishable".to_owned(),
    };
    let known = change.recent.impact.low.is_some() && change.before.impact.low.is_some();
    match change.impact {
        Some(word) => format!("{count}; they hurt for {word}"),
        None if known => format!("{count}, nor are their lengths"),
        None => count,
    }
}

fn actions(stats: &Stats) -> Vec<Vec<String>> {
    let actions = &stats.actions;
    let rows = [
        ("open", actions.open),
        ("proposed", actions.proposed),
        ("of these overdue", actions.overdue),
        ("done", actions.done),
        ("rejected", actions.rejected),
        ("without a status", actions.unknown),
    ];
    let rows = rows.into_iter().filter(|(_, n)| *n > 0);
    rows.map(|(title, n)| vec![title.to_owned(), n.to_string()])
        .collect()
}

fn came_back(stats: &Stats) -> Vec<Vec<String>> {
    let entries = stats.came_back.iter().take(MOST);
    let mut rows: Vec<Vec<String>> = entries
        .map(|entry| {
            let began = entry.began.clone();
            vec![format!("{}  {}", began.unwrap_or_default(), entry.title)]
        })
        .collect();
    let more = stats.came_back.len().saturating_sub(MOST);
    if more > 0 {
        rows.push(vec![format!("and {more} more")]);
    }
    rows
}

/// Lines of columns: the first one to the left, all others to the right.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|at| {
            // A sentence in a row of its own makes no column wide.
            let cells = rows.iter().filter(|row| row.len() > 1 || columns == 1);
            let cells = cells.filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::from("  ");
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            if at == 0 {
                let _ = write!(line, "{cell:width$}");
            } else {
                let _ = write!(line, "  {cell:>width$}");
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

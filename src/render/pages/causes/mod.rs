//! Causes: what keeps breaking, and a page for each. Every number comes from
//! [`crate::analyze::causes`]; `docs/causes.md` says how it is made.

mod index;
mod one;
mod overview;
mod parts;
mod ranking;
mod rates;
mod recurrences;
mod roles;
mod sentence;
mod services;
mod together;
mod trend;
mod uncoded;

use super::paged::{self, ROWS};
use crate::analyze::causes::quarters::Quarter;
use crate::analyze::causes::stat::CauseStat;
use crate::analyze::durations::Length;
use crate::error::Error;
use crate::model::{CauseId, Incident};
use crate::render::words::short;
use crate::render::{Book, Plan, incident_address};
use serde::Serialize;
use std::collections::BTreeMap;

/// An incident that a number is made of.
#[derive(Debug, Serialize)]
struct IncidentLink {
    /// From the root of the site.
    href: String,
    title: String,
    /// When it began.
    when: Option<String>,
}

/// A link, from the root of the site.
#[derive(Debug, Serialize)]
struct Link {
    href: String,
    title: String,
}

/// Returns the address of a cause's page.
pub(super) fn address(id: &CauseId) -> String {
    format!("causes/{id}.html")
}

/// Returns what pages call a cause.
pub(super) fn title(id: &CauseId, book: &Book) -> String {
    book.config
        .taxonomy
        .get(id)
        .map_or_else(|| id.to_string(), |cause| cause.title.clone())
}

/// Returns what tells a cause apart from those of other groups: `Network: DNS`.
fn full_title(id: &CauseId, book: &Book) -> String {
    match id.is_top() {
        true => title(id, book),
        false => format!("{}: {}", title(&id.top(), book), title(id, book)),
    }
}

fn description(id: &CauseId, book: &Book) -> Option<String> {
    let cause = book.config.taxonomy.get(id)?;
    (!cause.description.is_empty()).then(|| cause.description.clone())
}

/// Adds the page of all causes, and a page for each that any incident has; more for causes of many
/// incidents.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("causes.html".to_owned(), "causes.html", overview::view)?;
    let book = plan.book.clone();
    for (id, stat) in &book.analysis.common_causes.stats {
        for number in 0..paged::count(stat.incidents.len(), ROWS) {
            let at = paged::address(&address(id), number);
            let id = id.clone();
            plan.page(at, "cause.html", move |book, at| {
                one::view(&id, number, book, at)
            })?;
        }
    }
    Ok(())
}

/// Returns the incidents at some places, as links.
fn links(places: &[usize], book: &Book) -> Vec<IncidentLink> {
    let incidents = places.iter().filter_map(|place| book.nth(*place));
    incidents.map(incident_link).collect()
}

fn incident_link(incident: &Incident) -> IncidentLink {
    IncidentLink {
        href: incident_address(&incident.slug),
        title: incident.title.value.clone(),
        when: incident.started().map(|at| short(at).text),
    }
}

/// The part of a cause's page that lists incidents with something in common.
fn part_id(kind: &str, of: &str) -> String {
    format!("{kind}-{}", of.replace('/', "-"))
}

/// Where on the pages of a cause the incidents of each quarter begin.
struct QuarterPlaces {
    first: String,
    /// How many incidents stand before the first one of the quarter.
    begins: BTreeMap<Quarter, usize>,
}

impl QuarterPlaces {
    fn new(id: &CauseId, stat: &CauseStat, book: &Book) -> QuarterPlaces {
        let mut begins = BTreeMap::new();
        for (on, place) in stat.incidents.iter().enumerate() {
            if let Some(quarter) = book.nth(*place).and_then(Quarter::of_incident) {
                begins.entry(quarter).or_insert(on);
            }
        }
        QuarterPlaces {
            first: address(id),
            begins,
        }
    }

    /// Returns where the incidents of a quarter are listed, from the root of the site.
    fn address(&self, quarter: Quarter) -> Option<String> {
        let page = self.begins.get(&quarter)? / ROWS;
        let page = paged::address(&self.first, page);
        Some(format!("{page}#{}", quarter_id(quarter)))
    }
}

fn quarter_id(quarter: Quarter) -> String {
    format!("q{}-{}", quarter.year(), quarter.number())
}

/// A sum of times in two units at most: `3 days 5 h`.
fn lasting(seconds: i64) -> String {
    let length = Length {
        seconds,
        has_clock: true,
        approximate: false,
    };
    length.to_string()
}

/// A number with its thousands apart: `24,980`.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How dark a cell of a table is: 1 to 5; 0 for nothing.
fn heat(count: usize, most: usize) -> usize {
    (5 * count).div_ceil(most.max(1)).min(5)
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{grouped, heat, listed};

    #[test]
    fn cells_are_dark_by_fifths() {
        for (count, most, expected) in [
            (0, 9, 0),
            (1, 9, 1),
            (2, 9, 2),
            (9, 9, 5),
            (1, 1, 5),
            (0, 0, 0),
        ] {
            assert_eq!(heat(count, most), expected, "{count} of {most}");
        }
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, words) in [
            (0, "0"),
            (999, "999"),
            (24_980, "24,980"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(grouped(number), words);
        }
    }

    #[test]
    fn lists_read_as_sentences() {
        let words = ["a", "b", "c"].map(str::to_owned);
        for (n, expected) in [(0, ""), (1, "a"), (2, "a and b"), (3, "a, b and c")] {
            assert_eq!(listed(&words[..n]), expected);
        }
    }
}

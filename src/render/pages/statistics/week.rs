//! When in the week incidents begin.

use crate::analyze::statistics::hours::{FROM, Hours, OFFICE_BY_CHANCE};
use crate::render::Book;
use crate::render::charts::heat;
use crate::render::pages::parts::{Part, part, part_id};
use crate::render::words::counted;
use schemars::JsonSchema;
use serde::Serialize;

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Hours in a column of the table.
const TOGETHER: usize = 3;

/// The week as a table.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Week {
    /// What it is of, and how many began in office hours.
    note: String,
    heads: Vec<String>,
    rows: Vec<Day>,
    /// The incidents of each day.
    parts: Vec<Part>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Day {
    title: &'static str,
    href: String,
    count: usize,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Cell {
    count: usize,
    heat: usize,
    href: String,
    /// For those who do not see where in the table it stands.
    words: String,
}

/// Returns the week, where there are enough incidents for it.
pub(super) fn week(book: &Book) -> Option<Week> {
    let hours = &book.analysis.statistics.hours;
    if !hours.is_enough() {
        return None;
    }
    let counts: Vec<Vec<usize>> = hours
        .days
        .iter()
        .map(|day| {
            let columns = day.chunks(TOGETHER);
            columns
                .map(|hours| hours.iter().map(Vec::len).sum())
                .collect()
        })
        .collect();
    let most = counts.iter().flatten().copied().max().unwrap_or(0);
    let heads: Vec<String> = (0..24)
        .step_by(TOGETHER)
        .map(|hour| format!("{hour:02}–{:02}", hour + TOGETHER))
        .collect();
    let rows = DAYS.iter().zip(&counts).map(|(title, counts)| {
        let href = format!("#{}", part_id("on", &title.to_lowercase()));
        let cells = counts.iter().zip(&heads).map(|(count, head)| Cell {
            count: *count,
            heat: heat(*count, most),
            href: href.clone(),
            words: format!("{title}, {head}"),
        });
        Day {
            title,
            cells: cells.collect(),
            count: counts.iter().sum(),
            href: href.clone(),
        }
    });
    let rows = rows.collect();
    let parts = DAYS.iter().zip(&hours.days).map(|(title, day)| {
        let mut places: Vec<usize> = day.iter().flatten().copied().collect();
        places.sort_unstable();
        let id = part_id("on", &title.to_lowercase());
        part(id, (*title).to_owned(), &places, hours.n, book)
    });
    Some(Week {
        note: note(hours),
        parts: parts.filter(|part| part.count > 0).collect(),
        heads,
        rows,
    })
}

fn note(hours: &Hours) -> String {
    let office = hours.office();
    let mut words = format!(
        "By the clock on the wall of each incident, from {} whose start is known to the hour",
        counted(hours.n, "incident")
    );
    if hours.assumed > 0 {
        words.push_str(&format!(" ({} in a zone that is assumed)", hours.assumed));
    }
    words.push('.');
    if let (Some(percent), Some(interval)) = (office.percent(), office.interval_percent()) {
        words.push_str(&format!(
            " {percent} ({interval}) began from Monday to Friday between 9:00 and 17:00; {:.0} % would by chance.",
            100.0 * OFFICE_BY_CHANCE
        ));
    }
    words
}

/// Says why there is no week.
pub(super) fn why_not(hours: &Hours) -> String {
    format!(
        "Shown from {FROM} incidents on whose start is known to the hour; there are {}.",
        hours.n
    )
}

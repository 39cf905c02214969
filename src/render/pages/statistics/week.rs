//! When in the week incidents begin.

use crate::analyze::statistics::hours::{FROM, Hours, OFFICE_BY_CHANCE};
use crate::language::Language;
use crate::render::Book;
use crate::render::charts::heat;
use crate::render::pages::parts::{Part, part, part_id};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// What addresses within the page call the days.
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
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
    title: String,
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
        .map(|hour| {
            let (from, to) = (format!("{hour:02}"), format!("{:02}", hour + TOGETHER));
            let args = [("from", (&from).into()), ("to", (&to).into())];
            book.with("statistics.hours", &args)
        })
        .collect();
    let title = |day: usize| book.language().nth("dates.weekdays", day);
    let rows = DAYS
        .iter()
        .zip(&counts)
        .enumerate()
        .map(|(day, (id, counts))| {
            let title = title(day);
            let href = format!("#{}", part_id("on", id));
            let cells = counts.iter().zip(&heads).map(|(count, head)| Cell {
                count: *count,
                heat: heat(*count, most),
                href: href.clone(),
                words: book.with(
                    "statistics.day-hours",
                    &[("day", title.into()), ("hours", head.into())],
                ),
            });
            Day {
                title: title.to_owned(),
                cells: cells.collect(),
                count: counts.iter().sum(),
                href: href.clone(),
            }
        });
    let rows = rows.collect();
    let parts = DAYS.iter().zip(&hours.days).enumerate();
    let parts = parts.map(|(at, (id, day))| {
        let mut places: Vec<usize> = day.iter().flatten().copied().collect();
        places.sort_unstable();
        let id = part_id("on", id);
        part(id, title(at).to_owned(), &places, hours.n, book)
    });
    Some(Week {
        note: note(hours, book.language()),
        parts: parts.filter(|part| part.count > 0).collect(),
        heads,
        rows,
    })
}

fn note(hours: &Hours, language: &Language) -> String {
    let office = hours.office();
    let n = ("n", hours.n.into());
    let of = match hours.assumed {
        0 => language.with("statistics.week-note", &[n]),
        assumed => language.with(
            "statistics.week-note-assumed",
            &[n, ("assumed", assumed.into())],
        ),
    };
    let percent = words::share(office, language);
    let Some((percent, interval)) = percent.zip(words::share_interval(office, language)) else {
        return of;
    };
    let chance = words::percent(100.0 * OFFICE_BY_CHANCE, language);
    let office = language.with(
        "statistics.week-office",
        &[
            ("percent", (&percent).into()),
            ("interval", (&interval).into()),
            ("chance", (&chance).into()),
        ],
    );
    words::sentences(&[of, office], language)
}

/// Says why there is no week.
pub(super) fn why_not(hours: &Hours, language: &Language) -> String {
    let args = [("from", FROM.into()), ("n", hours.n.into())];
    language.with("statistics.week-few", &args)
}

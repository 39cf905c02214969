//! The last 24 months as a strip of columns.

use super::row::severity;
use super::years;
use crate::markdown::html::Html;
use crate::model::{Incident, Precision};
use crate::render::Book;
use crate::render::charts::months::{self, Month};
use crate::render::words;
use chrono::{Datelike, Months, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

/// Incidents by month.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Strip {
    chart: Html,
    sentence: String,
    /// How many there are.
    pub(super) total: usize,
    /// Months that have any: the drawing as a table.
    rows: Vec<Count>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Count {
    month: String,
    href: String,
    count: usize,
}

/// Counts incidents of this month and the 23 before it, by severity.
/// `root` is the way to the root of the site.
pub(super) fn strip<'a>(
    incidents: impl Iterator<Item = &'a Incident>,
    root: &str,
    book: &Book,
) -> Strip {
    let this_month = book.today.with_day(1).unwrap_or(book.today);
    let first = this_month
        .checked_sub_months(Months::new(23))
        .unwrap_or(this_month);
    let days: Vec<NaiveDate> = (0..24)
        .filter_map(|on| first.checked_add_months(Months::new(on)))
        .collect();
    let mut months: Vec<Month> = days
        .iter()
        .enumerate()
        .map(|(i, day)| month(i, *day, book))
        .collect();
    // Two labels side by side would touch.
    if months
        .iter()
        .skip(1)
        .take(2)
        .any(|month| month.year.is_some())
    {
        months[0].year = None;
    }
    for incident in incidents {
        // A year alone is in no month.
        let Some(at) = incident
            .started()
            .filter(|at| at.precision > Precision::Year)
        else {
            continue;
        };
        let date = at.local.date();
        let on = (date.year() - first.year()) * 12 + date.month0() as i32 - first.month0() as i32;
        let rank = severity(incident, book).map_or(4, |severity| severity.rank);
        if let Some(month) = usize::try_from(on).ok().and_then(|on| months.get_mut(on)) {
            month.counts[rank.clamp(1, 4) - 1] += 1;
            month
                .href
                .get_or_insert_with(|| format!("{root}{}", years::month_address(at, book)));
        }
    }
    let total: usize = months.iter().map(Month::total).sum();
    let sentence = book.counted("list.in-months", total);
    let rows = months.iter().filter_map(|month| {
        Some(Count {
            month: month.name.clone(),
            href: month.href.clone()?,
            count: month.total(),
        })
    });
    Strip {
        rows: rows.collect(),
        chart: months::months(&months, book.language()),
        sentence,
        total,
    }
}

fn month(i: usize, day: NaiveDate, book: &Book) -> Month {
    Month {
        name: words::month(day, book.language()),
        letter: words::month_initial(day, book.language()).to_owned(),
        year: (i == 0 || day.month() == 1).then(|| day.year()),
        counts: [0; 4],
        href: None,
    }
}

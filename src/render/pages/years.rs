//! The incidents of a year, month by month.

use super::paged::{self, Pages, ROWS};
use super::row::{Row, rows};
use super::terms::Crumb;
use crate::analyze::month_of;
use crate::error::Error;
use crate::model::{Incident, Moment, Precision};
use crate::render::frame::{About, Frame};
use crate::render::words::month_name;
use crate::render::{Book, Plan};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

const PAGE: Template<View> = Template::new("year.html");
/// What its template may name.
pub(super) const VARIABLES: Variables = PAGE.variables();

/// Data of `year.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    page: Frame,
    crumbs: Vec<Crumb>,
    sentence: String,
    months: Vec<MonthGroup>,
    pages: Pages,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MonthGroup {
    /// `m3`; nothing where a page goes on with the month of the page before.
    id: Option<String>,
    title: String,
    rows: Vec<Row>,
}

/// Returns the address of a year's page.
pub(super) fn address(year: i32) -> String {
    format!("years/{year}.html")
}

/// Returns where the month of a moment begins; the year's page where no month is known.
pub(super) fn month_address(at: &Moment, book: &Book) -> String {
    let (year, month) = (at.local.year(), at.local.month());
    let first = address(year);
    let begins = book.analysis.months.get(&(year, month));
    match begins.filter(|_| at.precision > Precision::Year) {
        Some(begins) => format!("{}#m{month}", paged::address(&first, begins / ROWS)),
        None => first,
    }
}

/// Adds a page for each year, and more for years of many incidents.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let years: Vec<(i32, usize)> = plan
        .book
        .analysis
        .years
        .iter()
        .map(|(year, slugs)| (*year, slugs.len()))
        .collect();
    for (year, n) in years {
        for number in 0..paged::count(n, ROWS) {
            let at = paged::address(&address(year), number);
            plan.page(at, &PAGE, move |book, at| Ok(view(year, number, book, at)))?;
        }
    }
    Ok(())
}

fn view(year: i32, number: usize, book: &Book, at: &SitePath) -> View {
    let years = &book.analysis.years;
    let slugs = years.get(&year).map_or(&[][..], Vec::as_slice);
    let name = year.to_string();
    let title = book.with("list.of-year", &[("year", (&name).into())]);
    let title = paged::title(&title, number, book.language());
    let sentence = book.counted("terms.latest-first", slugs.len());
    let described = [("title", (&title).into()), ("sentence", (&sentence).into())];
    let about = About {
        title: &title,
        description: &book.with("list.described", &described),
        json_ld: None,
    };
    let shown: Vec<&Incident> = book.incidents(paged::slice(slugs, number, ROWS)).collect();
    let months = shown.chunk_by(|one, other| month_of(one) == month_of(other));
    View {
        page: Frame::new(book, at, about),
        crumbs: vec![Crumb {
            href: "incidents.html".to_owned(),
            title: book.say("page.incidents").to_owned(),
        }],
        sentence,
        months: months
            .map(|incidents| group(year, incidents, number, book))
            .collect(),
        pages: Pages::new(&address(year), number, slugs.len(), ROWS),
    }
}

fn group(year: i32, incidents: &[&Incident], number: usize, book: &Book) -> MonthGroup {
    let month = incidents.first().and_then(|incident| month_of(incident));
    let begins = month.and_then(|month| book.analysis.months.get(&(year, month)));
    let is_begun = begins.is_some_and(|begins| begins / ROWS < number);
    let name = month.and_then(|month| NaiveDate::from_ymd_opt(year, month, 1));
    MonthGroup {
        id: month.filter(|_| !is_begun).map(|month| format!("m{month}")),
        title: name.map_or_else(
            || book.say("list.no-month").to_owned(),
            |first| month_name(first, book.language()).to_owned(),
        ),
        rows: rows(incidents.iter().copied(), book),
    }
}

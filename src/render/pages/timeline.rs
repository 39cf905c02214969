//! All incidents on one timeline: a line a year, equally long, with a mark for each incident.

use super::row::{Row, rows, severity};
use crate::error::Error;
use crate::markdown::html::Html;
use crate::model::{Incident, Precision, Slug};
use crate::render::charts::year;
use crate::render::frame::{About, Frame};
use crate::render::words::counted;
use crate::render::{Book, Plan, incident_address};
use crate::site::SitePath;
use chrono::Datelike;
use serde::Serialize;

/// Data of `timeline.html`.
#[derive(Debug, Serialize)]
struct View {
    page: Frame,
    sentence: String,
    /// The severities, with the rank that colours them.
    key: Vec<Level>,
    /// The years that have incidents, the latest first.
    years: Vec<Year>,
    /// Incidents that say nothing of when they began.
    undated: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Level {
    rank: usize,
    title: String,
}

#[derive(Debug, Serialize)]
struct Year {
    id: String,
    title: String,
    href: String,
    chart: Html,
    count: String,
    /// Its incidents; none when there are too many to list twice.
    rows: Vec<Row>,
    /// Words about the years without incidents that lie after it.
    silence: Option<String>,
}

/// A year with more incidents than this leads to its own page instead of listing them.
const MOST: usize = 40;

/// Adds the page.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("timeline.html".to_owned(), "timeline.html", view)
}

fn view(book: &Book, at: &SitePath) -> Result<View, Error> {
    let analysis = &book.analysis;
    let sentence = match (
        analysis.years.keys().next(),
        analysis.years.keys().next_back(),
    ) {
        (Some(first), Some(last)) if first != last => {
            format!(
                "{} from {first} to {last}. Each line is one year, January to December.",
                counted(book.corpus.len(), "incident")
            )
        }
        (Some(_), _) => format!(
            "{}. The line is one year, January to December.",
            counted(book.corpus.len(), "incident")
        ),
        _ => "No report says when its incident began.".to_owned(),
    };
    let about = About {
        title: "Timeline",
        description: &sentence,
        json_ld: None,
    };
    let mut years = Vec::new();
    let mut later: Option<i32> = None;
    for (number, slugs) in analysis.years.iter().rev() {
        years.push(one(*number, slugs, later, book));
        later = Some(*number);
    }
    let key = analysis.severities.iter().filter_map(|term| {
        let rank = book
            .config
            .severities
            .iter()
            .position(|level| level.title == term.title)?;
        Some(Level {
            rank: (rank + 1).min(4),
            title: term.title.clone(),
        })
    });
    Ok(View {
        page: Frame::new(book, at, about),
        key: key.collect(),
        years,
        undated: rows(book.incidents(&analysis.undated), book),
        sentence,
    })
}

fn one(number: i32, slugs: &[Slug], later: Option<i32>, book: &Book) -> Year {
    let marks: Vec<year::Mark> = book
        .incidents(slugs)
        .filter_map(|incident| mark(incident, book))
        .collect();
    let count = counted(slugs.len(), "incident");
    let silent = later.map_or(0, |later| later - number - 1);
    let listed = if slugs.len() > MOST { &[][..] } else { slugs };
    Year {
        id: format!("y{number}"),
        title: number.to_string(),
        href: super::incidents::year_address(number),
        chart: year::year(&marks, &format!("{number}: {count}")),
        rows: rows(book.incidents(listed), book),
        silence: match silent {
            0 => None,
            1 => Some(format!("No report of {}.", number + 1)),
            n => Some(format!(
                "No report of the {n} years {} to {}.",
                number + 1,
                number + n
            )),
        },
        count,
    }
}

/// A mark stands at the day; what is known only to the month or year stands in its middle.
fn mark(incident: &Incident, book: &Book) -> Option<year::Mark> {
    let at = incident.started()?;
    let middle = match at.precision {
        Precision::Year => 183.0,
        Precision::Month => 15.0,
        _ => 0.0,
    };
    let when = crate::render::words::short(at).text;
    Some(year::Mark {
        day: f64::from(at.local.ordinal0()) + middle,
        rank: severity(incident, book).map_or(0, |severity| severity.rank),
        href: incident_address(&incident.slug),
        title: format!("{when}: {}", incident.title.value),
    })
}

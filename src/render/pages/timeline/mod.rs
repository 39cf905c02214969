//! All incidents on one timeline: a row a year, equally long, with a mark for each incident; then
//! the same as a list.

mod axis;
mod data;
mod spans;
mod stretches;

use super::causes;
use super::row::{Row, rows, severity};
use crate::analyze::durations;
use crate::analyze::terms::Term;
use crate::error::Error;
use crate::markdown::html::Html;
use crate::model::{Incident, Precision, Slug};
use crate::render::charts::years::{self, Line, Mark};
use crate::render::frame::{About, Frame};
use crate::render::{Book, Plan, incident_address};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use chrono::Datelike;
use schemars::JsonSchema;
use serde::Serialize;

const PAGE: Template<View> = Template::new("timeline.html");
/// What its template may name.
pub(super) const VARIABLES: Variables = PAGE.variables();

/// Data of `timeline.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    page: Frame,
    sentence: String,
    /// The severities, with the rank that colours them.
    key: Vec<Level>,
    /// The zone of the axis.
    zone: &'static str,
    /// What one may choose from.
    facets: Vec<Facet>,
    /// The rows.
    chart: Html,
    /// The years that have incidents, the latest first.
    years: Vec<Year>,
    /// Incidents that say nothing of when they began.
    undated: Vec<Row>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Level {
    rank: usize,
    title: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Year {
    id: String,
    title: String,
    href: String,
    count: String,
    /// Its incidents; none when there are too many to list once more.
    rows: Vec<Row>,
}

/// Something that incidents are told apart by.
#[derive(Debug, Serialize, JsonSchema)]
struct Facet {
    /// Its name in addresses.
    name: &'static str,
    title: String,
    /// What is said of incidents that leave it open.
    none: String,
    options: Vec<Choice>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Choice {
    value: String,
    title: String,
}

/// A year with more incidents than this leads to its own page instead of listing them.
const MOST: usize = 40;

/// Adds the page.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("timeline.html".to_owned(), &PAGE, view)?;
    plan.add("timeline-data.js".to_owned(), |book, _| data::script(book))
}

fn view(book: &Book, at: &SitePath) -> Result<View, Error> {
    let analysis = &book.analysis;
    // Those without a date stand below, in a list of their own.
    let n = book.corpus.len() - analysis.undated.len();
    let sentence = match (
        analysis.years.keys().next(),
        analysis.years.keys().next_back(),
    ) {
        (Some(first), Some(last)) if first != last => {
            let (first, last) = (first.to_string(), last.to_string());
            let (first, last) = (("first", (&first).into()), ("last", (&last).into()));
            book.with("timeline.from-to", &[("n", n.into()), first, last])
        }
        (Some(_), _) => book.counted("timeline.counted", n),
        _ => book.say("timeline.undated").to_owned(),
    };
    let about = About {
        title: book.say("page.timeline"),
        description: &sentence,
        json_ld: None,
    };
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
        zone: axis::zone(book).name(),
        facets: facets(book),
        chart: years::years(&lines(book), book.language()),
        years: analysis
            .years
            .iter()
            .rev()
            .map(|(number, slugs)| one(*number, slugs, book))
            .collect(),
        undated: rows(book.incidents(&analysis.undated), book),
        sentence,
    })
}

fn facets(book: &Book) -> Vec<Facet> {
    let analysis = &book.analysis;
    let of_terms = |terms: &[Term]| {
        let choices = terms.iter().map(|term| Choice {
            value: term.id.to_string(),
            title: term.title.clone(),
        });
        choices.collect::<Vec<Choice>>()
    };
    let mut services = of_terms(&analysis.services);
    services.sort_by_cached_key(|service| service.title.to_lowercase());
    let causes = analysis.causes.keys().map(|id| Choice {
        value: id.to_string(),
        title: match id.is_top() {
            true => causes::title(id, book),
            false => format!("– {}", causes::title(id, book)),
        },
    });
    let severities = book.config.severities.iter().map(|level| Choice {
        value: level.id.clone(),
        title: level.title.clone(),
    });
    let said = |id: &'static str| book.say(id).to_owned();
    let facet = |name, title, none, options| Facet {
        name,
        title: said(title),
        none: said(none),
        options,
    };
    vec![
        facet(
            "service",
            "timeline.service",
            "timeline.no-service",
            services,
        ),
        facet(
            "cause",
            "timeline.cause",
            "timeline.no-cause",
            causes.collect(),
        ),
        facet(
            "severity",
            "timeline.severity",
            "timeline.no-severity",
            severities.collect(),
        ),
    ]
}

/// The latest year comes first. Years that nobody reports of are one line, however many they are: an
/// archive may hold 1628 and today.
fn lines(book: &Book) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut later: Option<i32> = None;
    for (number, slugs) in book.analysis.years.iter().rev() {
        lines.extend(later.and_then(|later| silence(*number, later, book)));
        lines.push(Line::Year {
            name: number.to_string(),
            href: super::years::address(*number),
            marks: book
                .incidents(slugs)
                .filter_map(|incident| mark(incident, book))
                .collect(),
        });
        later = Some(*number);
    }
    lines
}

fn silence(earlier: i32, later: i32, book: &Book) -> Option<Line> {
    let years = i64::from(later) - i64::from(earlier) - 1;
    let (first, last) = ((earlier + 1).to_string(), (later - 1).to_string());
    let words = match years {
        ..=0 => return None,
        1 => book.with("timeline.silent-year", &[("year", (&first).into())]),
        n => {
            let (first, last) = (("first", (&first).into()), ("last", (&last).into()));
            book.with("timeline.silent-years", &[("n", n.into()), first, last])
        }
    };
    Some(Line::Silence(words))
}

fn one(number: i32, slugs: &[Slug], book: &Book) -> Year {
    let listed = if slugs.len() > MOST { &[][..] } else { slugs };
    Year {
        id: format!("y{number}"),
        title: number.to_string(),
        href: super::years::address(number),
        rows: rows(book.incidents(listed), book),
        count: book.counted("causes.incidents", slugs.len()),
    }
}

/// A mark stands at the day; what is known only to the month or year stands in its middle.
fn mark(incident: &Incident, book: &Book) -> Option<Mark> {
    let at = incident.started()?;
    let first = f64::from(at.local.ordinal0());
    let days = match at.precision {
        Precision::Year => Some(366.0),
        Precision::Month => Some(30.4),
        _ => None,
    };
    let when = crate::render::words::short(at, book.language()).text;
    let lasted = durations::impact(incident).map_or(0.0, |length| length.seconds as f64 / 86_400.0);
    Some(Mark {
        day: first + days.map_or(0.0, |days| days / 2.0),
        vague: days.map(|days| (first, first + days)),
        lasted,
        rank: severity(incident, book).map_or(0, |severity| severity.rank),
        href: incident_address(&incident.slug),
        title: book.with(
            "timeline.mark",
            &[
                ("when", (&when).into()),
                ("title", (&incident.title.value).into()),
            ],
        ),
    })
}

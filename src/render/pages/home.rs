//! The first page: what this archive is, what happened last, what keeps breaking.

use super::row::{Row, rows, severity};
use crate::error::Error;
use crate::markdown::html::Html;
use crate::markdown::plain_text;
use crate::model::{ActionStatus, CauseId, Incident, Precision, Slug};
use crate::render::charts::bar;
use crate::render::charts::months::{self, Month};
use crate::render::frame::{About, Frame};
use crate::render::words::counted;
use crate::render::{Book, Plan, incident_address};
use crate::site::SitePath;
use chrono::{Datelike, Months};
use serde::Serialize;
use std::cmp::Reverse;

/// Data of `home.html`.
#[derive(Debug, Serialize)]
struct View {
    page: Frame,
    /// What the archive is.
    description: Option<String>,
    /// A few numbers.
    figures: Vec<Figure>,
    /// The latest incidents.
    rows: Vec<Row>,
    /// How many incidents there are.
    total: usize,
    /// The most frequent top-level causes.
    causes: Vec<Cause>,
    /// How many incidents name a cause.
    coded: usize,
    /// Incidents by month.
    months: Strip,
    /// Actions that are open, of the latest incidents first.
    actions: Vec<Action>,
    /// How many more there are.
    actions_left: usize,
}

#[derive(Debug, Serialize)]
struct Figure {
    /// What stands before the number, if anything.
    before: Option<&'static str>,
    label: String,
    value: usize,
}

#[derive(Debug, Serialize)]
struct Cause {
    href: String,
    title: String,
    count: usize,
    bar: Html,
}

#[derive(Debug, Serialize)]
struct Strip {
    chart: Html,
    sentence: String,
}

#[derive(Debug, Serialize)]
struct Action {
    title: Html,
    href: String,
    incident: String,
    /// How many more open actions the incident has.
    more: usize,
}

/// Adds the page.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("index.html".to_owned(), "home.html", view)
}

fn view(book: &Book, at: &SitePath) -> Result<View, Error> {
    const LATEST: usize = 8;
    let analysis = &book.analysis;
    let description = book.config.description.clone();
    let latest = &analysis.newest_first[..analysis.newest_first.len().min(LATEST)];
    let (actions, actions_left) = open_actions(book);
    let about = About {
        title: &book.config.title,
        description: description.as_deref().unwrap_or_default(),
        json_ld: Some(serde_json::json!({ "@type": "WebSite" })),
    };
    Ok(View {
        page: Frame::new(book, at, about),
        figures: figures(book),
        rows: rows(book.incidents(latest), book),
        total: book.corpus.len(),
        causes: causes(book),
        coded: book
            .corpus
            .iter()
            .filter(|incident| !incident.causes.is_empty())
            .count(),
        months: strip(book),
        description,
        actions,
        actions_left,
    })
}

fn figures(book: &Book) -> Vec<Figure> {
    let analysis = &book.analysis;
    let figure = |value: usize, noun: &str| {
        let label = counted(value, noun)
            .split_once(' ')
            .map_or_else(String::new, |(_, noun)| noun.to_owned());
        Figure {
            before: None,
            label,
            value,
        }
    };
    let mut figures = vec![figure(book.corpus.len(), "incident")];
    if let (Some(first), Some(last)) = (
        analysis.years.keys().next(),
        analysis.years.keys().next_back(),
    ) && first != last
    {
        figures.push(Figure {
            before: Some("since"),
            label: String::new(),
            value: usize::try_from(*first).unwrap_or(0),
        });
    }
    if !analysis.services.is_empty() {
        figures.push(figure(analysis.services.len(), "service"));
    }
    let open: usize = book
        .corpus
        .iter()
        .map(|incident| {
            incident
                .actions
                .iter()
                .filter(|action| is_open(action))
                .count()
        })
        .sum();
    if open > 0 {
        figures.push(figure(open, "open action"));
    }
    figures
}

fn is_open(action: &crate::model::Action) -> bool {
    action
        .status
        .as_ref()
        .is_some_and(|status| status.value.is_open())
}

fn causes(book: &Book) -> Vec<Cause> {
    const MOST: usize = 6;
    let mut tops: Vec<(&CauseId, &Vec<Slug>)> = book
        .analysis
        .causes
        .iter()
        .filter(|(id, _)| id.is_top() && id.as_str() != "unknown")
        .collect();
    tops.sort_by_key(|(id, slugs)| (Reverse(slugs.len()), (*id).clone()));
    let whole = tops.first().map_or(0, |(_, slugs)| slugs.len());
    tops.into_iter()
        .take(MOST)
        .map(|(id, slugs)| Cause {
            href: super::causes::address(id),
            title: super::causes::title(id, book),
            count: slugs.len(),
            bar: bar::bar(slugs.len(), whole),
        })
        .collect()
}

/// Counts incidents of this month and the 23 before it, by severity.
fn strip(book: &Book) -> Strip {
    let this_month = book.today.with_day(1).unwrap_or(book.today);
    let first = this_month
        .checked_sub_months(Months::new(23))
        .unwrap_or(this_month);
    let mut months: Vec<Month> = (0..24)
        .filter_map(|on| first.checked_add_months(Months::new(on)))
        .enumerate()
        .map(|(i, month)| Month {
            name: month.format("%B %Y").to_string(),
            letter: month.format("%b").to_string().chars().next().unwrap_or(' '),
            year: (i == 0 || month.month() == 1).then(|| month.year()),
            counts: [0; 4],
        })
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
    for incident in book.corpus.iter() {
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
        }
    }
    let total: usize = months.iter().flat_map(|month| month.counts).sum();
    let sentence = format!("{} in the last 24 months", counted(total, "incident"));
    Strip {
        chart: months::months(&months, &format!("{sentence}, by month and severity")),
        sentence,
    }
}

/// Open actions of the latest incidents, the first of each, with how many more there are.
fn open_actions(book: &Book) -> (Vec<Action>, usize) {
    const MOST: usize = 5;
    let mut actions = Vec::new();
    let mut left = 0;
    for incident in book.incidents(&book.analysis.newest_first) {
        let open = |action: &&crate::model::Action| {
            action
                .status
                .as_ref()
                .is_some_and(|status| status.value == ActionStatus::Open)
        };
        let mut of_this = incident.actions.iter().filter(open);
        let Some(first) = of_this.next() else {
            continue;
        };
        if actions.len() == MOST {
            left += 1 + of_this.count();
            continue;
        }
        actions.push(Action {
            title: Html::escape(&plain_text(&first.title)),
            href: href(incident, first),
            incident: incident.title.value.clone(),
            more: of_this.count(),
        });
    }
    (actions, left)
}

fn href(incident: &Incident, action: &crate::model::Action) -> String {
    format!("{}#{}", incident_address(&incident.slug), action.id)
}

//! Causes by quarter: a small drawing for each, all to one scale, and one table.

use super::sentence::some_of;
use super::{QuarterPlaces, address, title};
use crate::analyze::causes::Causes;
use crate::analyze::causes::quarters::{Quarter, Window};
use crate::analyze::causes::stat::CauseStat;
use crate::language::Language;
use crate::markdown::html::Html;
use crate::model::CauseId;
use crate::render::Book;
use crate::render::charts::columns::{Column, Words, columns};
use crate::render::words::{self, sentences};
use schemars::JsonSchema;
use serde::Serialize;

/// Most drawings.
const MOST: usize = 12;

/// What trends there are.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Trends {
    /// From when to when, to what scale, and what is left out.
    note: String,
    panels: Vec<Panel>,
    /// The heads of the table, beside the quarter.
    heads: Vec<super::Link>,
    /// Quarters that have any incident, the latest first.
    rows: Vec<QuarterRow>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Panel {
    href: String,
    title: String,
    /// `12 incidents`
    count: String,
    chart: Html,
}

#[derive(Debug, Serialize, JsonSchema)]
struct QuarterRow {
    quarter: String,
    /// Coded incidents.
    coded: usize,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Cell {
    count: usize,
    href: Option<String>,
}

/// One cause by quarter.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Trend {
    chart: Html,
    note: String,
    rows: Vec<TrendRow>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TrendRow {
    quarter: String,
    count: usize,
    href: String,
    /// Coded incidents of the quarter.
    coded: usize,
}

/// Draws the most frequent causes; nothing where no incident of theirs is within the window.
pub(super) fn trends(ids: &[CauseId], book: &Book) -> Option<Trends> {
    let causes = &book.analysis.common_causes;
    let shown: Vec<(&CauseId, &CauseStat, QuarterPlaces)> = ids
        .iter()
        .take(MOST)
        .filter_map(|id| Some((id, causes.stats.get(id)?)))
        .map(|(id, stat)| (id, stat, QuarterPlaces::new(id, stat, book)))
        .collect();
    let counts = shown.iter().flat_map(|(_, stat, _)| &stat.trend);
    let most = counts.copied().max().filter(|most| *most > 0)?;
    let window = &causes.window;
    let panels = shown.iter().map(|(id, stat, places)| Panel {
        href: address(id),
        title: title(id, book),
        count: book.counted("causes.incidents", stat.trend.iter().sum()),
        chart: drawing(
            &title(id, book),
            stat,
            places,
            window,
            (most.max(2), 40),
            ("", book.language()),
        ),
    });
    Some(Trends {
        note: note(
            window,
            most,
            ids.len().saturating_sub(MOST),
            book.language(),
        ),
        panels: panels.collect(),
        heads: shown
            .iter()
            .map(|(id, ..)| super::Link {
                href: address(id),
                title: title(id, book),
            })
            .collect(),
        rows: table(&shown, causes, book.language()),
    })
}

/// The numbers of the drawings, the latest quarter first.
fn table(
    shown: &[(&CauseId, &CauseStat, QuarterPlaces)],
    causes: &Causes,
    language: &Language,
) -> Vec<QuarterRow> {
    let quarters: Vec<Quarter> = causes.window.quarters().collect();
    let row = |(on, quarter): (usize, &Quarter)| QuarterRow {
        quarter: words::quarter(*quarter, language),
        coded: causes.coded_by_quarter.get(on).copied().unwrap_or(0),
        cells: shown
            .iter()
            .map(|(_, stat, places)| Cell {
                count: stat.trend.get(on).copied().unwrap_or(0),
                href: places.address(*quarter),
            })
            .collect(),
    };
    let rows = quarters.iter().enumerate().rev().map(row);
    rows.filter(|row| row.coded > 0).collect()
}

fn note(window: &Window, most: usize, more: usize, language: &Language) -> String {
    let said = [
        scale("causes.trends-note", window, most, language),
        outside((window.before, window.after, window.undated), language),
        some_of(&[(more, "causes.no-drawing")], language).concat(),
    ];
    sentences(&said, language)
}

/// From when to when, and to what scale.
fn scale(id: &str, window: &Window, most: usize, language: &Language) -> String {
    let stretch = stretch(window, language);
    language.with(id, &[("n", most.into()), ("stretch", (&stretch).into())])
}

/// `2016 Q4 to 2026 Q4`
fn stretch(window: &Window, language: &Language) -> String {
    let (first, last) = (window.quarters().next(), window.quarters().last());
    match (first, last) {
        (Some(first), Some(last)) => {
            let (first, last) = (
                words::quarter(first, language),
                words::quarter(last, language),
            );
            let args = [("first", (&first).into()), ("last", (&last).into())];
            language.with("dates.stretch", &args)
        }
        _ => String::new(),
    }
}

/// What is not drawn, and why.
fn outside((before, after, undated): (usize, usize, usize), language: &Language) -> String {
    let parts = some_of(
        &[
            (before, "causes.began-before"),
            (after, "causes.began-after"),
            (undated, "causes.undated"),
        ],
        language,
    );
    if parts.is_empty() {
        return String::new();
    }
    let list = language.listed(&parts);
    language.with("causes.not-drawn", &[("list", (&list).into())])
}

/// Draws one cause by itself.
pub(super) fn trend(id: &CauseId, stat: &CauseStat, root: &str, book: &Book) -> Option<Trend> {
    let causes = &book.analysis.common_causes;
    let most = stat.trend.iter().copied().max().filter(|most| *most > 0)?;
    let places = QuarterPlaces::new(id, stat, book);
    let window = &causes.window;
    let row = |(on, quarter): (usize, Quarter)| {
        let count = stat.trend.get(on).copied().filter(|count| *count > 0)?;
        Some(TrendRow {
            quarter: words::quarter(quarter, book.language()),
            count,
            href: places.address(quarter)?,
            coded: causes.coded_by_quarter.get(on).copied().unwrap_or(0),
        })
    };
    let quarters: Vec<(usize, Quarter)> = window.quarters().enumerate().collect();
    Some(Trend {
        chart: drawing(
            &title(id, book),
            stat,
            &places,
            window,
            (most.max(4), 64),
            (root, book.language()),
        ),
        note: sentences(
            &[
                scale("causes.trend-note", window, most, book.language()),
                outside((stat.before, stat.after, stat.undated), book.language()),
            ],
            book.language(),
        ),
        rows: quarters.into_iter().rev().filter_map(row).collect(),
    })
}

fn drawing(
    title: &str,
    stat: &CauseStat,
    places: &QuarterPlaces,
    window: &Window,
    (most, height): (usize, usize),
    (root, language): (&str, &Language),
) -> Html {
    let quarters: Vec<Quarter> = window.quarters().collect();
    let labels = labels(&quarters);
    let drawn: Vec<Column> = quarters
        .iter()
        .zip(&stat.trend)
        .zip(labels)
        .map(|((quarter, count), label)| Column {
            name: words::quarter(*quarter, language),
            label,
            count: *count,
            href: places.address(*quarter).map(|href| format!("{root}{href}")),
        })
        .collect();
    let said: Vec<String> = drawn
        .iter()
        .filter(|column| column.count > 0)
        .map(|column| {
            let args = [
                ("n", column.count.into()),
                ("quarter", (&column.name).into()),
            ];
            language.with("causes.in-quarter", &args)
        })
        .collect();
    let stretch = stretch(window, language);
    let stretch = ("stretch", (&stretch).into());
    let description = match said.len() {
        0 => language.with("causes.chart-none", &[stretch]),
        1..=12 => {
            let list = said.join(language.say("lists.comma"));
            language.with("causes.chart-some", &[stretch, ("list", (&list).into())])
        }
        n => language.with("causes.chart-many", &[stretch, ("n", n.into())]),
    };
    let words = Words {
        title: &language.with("causes.chart-title", &[("cause", title.into())]),
        description: &description,
    };
    columns(&drawn, most, height, words, language)
}

/// Years below their first quarters, as many as fit on a telephone.
fn labels(quarters: &[Quarter]) -> Vec<Option<String>> {
    let every = match quarters.len() {
        0..=12 => 1,
        13..=24 => 2,
        _ => 3,
    };
    let first = quarters.first().map_or(0, |quarter| {
        quarter.year() + i64::from(quarter.number() > 1)
    });
    quarters
        .iter()
        .map(|quarter| {
            let is_due = quarter.number() == 1 && (quarter.year() - first) % every == 0;
            is_due.then(|| quarter.year().to_string())
        })
        .collect()
}

//! The first page: what this archive is, what happened last, what keeps breaking, what is left to do.

use super::actions::{ActionRow, action_rows};
use super::row::{Row, rows};
use super::strip::{Strip, strip};
use crate::error::Error;
use crate::language::Language;
use crate::markdown::html::Html;
use crate::model::CauseId;
use crate::render::charts::{bar, spark};
use crate::render::frame::{About, Frame};
use crate::render::words::quarter;
use crate::render::{Book, Plan};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

const PAGE: Template<View> = Template::new("home.html");
/// What its template may name.
pub(super) const VARIABLES: Variables = PAGE.variables();

/// Data of `home.html`.
#[derive(Debug, Serialize, JsonSchema)]
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
    /// What their numbers and columns are.
    causes_note: String,
    /// Incidents by month.
    strip: Strip,
    /// The most urgent actions.
    actions: Vec<ActionRow>,
    /// What stands there, where there are any actions.
    actions_note: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Figure {
    /// A number in bold with what it counts.
    text: Html,
    /// Where it leads.
    href: Option<&'static str>,
    /// Whether it asks for something.
    urgent: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Cause {
    href: String,
    title: String,
    count: usize,
    bar: Html,
    /// The last quarters as columns, and in words.
    spark: Html,
    trend: String,
}

/// Adds the page.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("index.html".to_owned(), &PAGE, view)
}

fn view(book: &Book, at: &SitePath) -> Result<View, Error> {
    const LATEST: usize = 8;
    let analysis = &book.analysis;
    let description = book.config.description.clone();
    let latest = &analysis.newest_first[..analysis.newest_first.len().min(LATEST)];
    let about = About {
        title: &book.config.title,
        description: description.as_deref().unwrap_or_default(),
        json_ld: Some(serde_json::json!({ "@type": "WebSite" })),
    };
    let (causes, causes_note) = causes(book);
    let (actions, actions_note) = actions(book);
    Ok(View {
        page: Frame::new(book, at, about),
        figures: figures(book),
        rows: rows(book.incidents(latest), book),
        total: book.corpus.len(),
        causes,
        causes_note,
        strip: strip(book.corpus.iter(), "", book),
        description,
        actions,
        actions_note,
    })
}

fn figures(book: &Book) -> Vec<Figure> {
    let analysis = &book.analysis;
    let tally = &analysis.actions.tally;
    let figure = |id: &str, n: usize, href: &'static str| Figure {
        text: book.html(id, &[("n", n.into())]),
        href: Some(href),
        urgent: false,
    };
    let mut figures = vec![figure(
        "home.incidents",
        book.corpus.len(),
        "incidents.html",
    )];
    let (first, last) = (
        analysis.years.keys().next(),
        analysis.years.keys().next_back(),
    );
    if let (Some(first), Some(last)) = (first, last)
        && first != last
    {
        let year = first.to_string();
        figures.push(Figure {
            text: book.html("home.since", &[("year", (&year).into())]),
            href: None,
            urgent: false,
        });
    }
    if !analysis.services.is_empty() {
        let services = analysis.services.len();
        figures.push(figure("home.services", services, "services.html"));
    }
    if tally.open > 0 {
        figures.push(figure("home.open-actions", tally.open, "actions.html"));
    }
    if tally.overdue() > 0 {
        let overdue = tally.overdue();
        figures.push(Figure {
            urgent: true,
            ..figure("home.overdue-actions", overdue, "actions.html#overdue")
        });
    }
    figures
}

/// The most frequent causes, where there are enough incidents for anything to keep breaking.
fn causes(book: &Book) -> (Vec<Cause>, String) {
    const MOST: usize = 6;
    const ENOUGH: usize = 3;
    const QUARTERS: usize = 8;
    let common = &book.analysis.common_causes;
    let coded = common.coverage.coded;
    if coded < ENOUGH {
        return (Vec::new(), String::new());
    }
    let ranked: Vec<&CauseId> = common.ranking.iter().take(MOST).collect();
    let last = |numbers: &[usize]| numbers[numbers.len().saturating_sub(QUARTERS)..].to_vec();
    let trends = ranked.iter().filter_map(|id| common.stats.get(id));
    let most = trends.flat_map(|stat| last(&stat.trend)).max().unwrap_or(0);
    let quarters: Vec<String> = common
        .window
        .quarters()
        .map(|it| quarter(it, book.language()))
        .collect();
    let quarters = &quarters[quarters.len().saturating_sub(QUARTERS)..];
    let causes = ranked.into_iter().filter_map(|id| {
        let stat = common.stats.get(id)?;
        let trend = last(&stat.trend);
        Some(Cause {
            href: super::causes::address(id),
            title: super::causes::title(id, book),
            count: stat.incidents.len(),
            bar: bar::bar(stat.incidents.len(), coded),
            spark: spark::spark(&trend, most.max(2)),
            trend: trend_words(&trend, quarters, book.language()),
        })
    });
    let end = |quarter: Option<&'_ String>| quarter.map_or("", |it| it.as_str()).to_owned();
    let (first, latest) = (end(quarters.first()), end(quarters.last()));
    let note = book.with(
        "home.causes-note",
        &[
            ("n", coded.into()),
            ("first", (&first).into()),
            ("last", (&latest).into()),
        ],
    );
    (causes.collect(), note)
}

/// `by quarter: 2 in 2025 Q4, 1 in 2026 Q2`.
fn trend_words(trend: &[usize], quarters: &[String], language: &Language) -> String {
    let some: Vec<String> = trend
        .iter()
        .zip(quarters)
        .filter(|(n, _)| **n > 0)
        .map(|(n, quarter)| {
            let args = [("n", (*n).into()), ("quarter", quarter.into())];
            language.with("home.trend-quarter", &args)
        })
        .collect();
    if some.is_empty() {
        return language.say("home.trend-none").to_owned();
    }
    let some = some.join(language.say("lists.comma"));
    language.with("home.trend", &[("quarters", (&some).into())])
}

/// The most urgent actions, and how many there are of each.
fn actions(book: &Book) -> (Vec<ActionRow>, Option<String>) {
    const MOST: usize = 5;
    let ledger = &book.analysis.actions;
    let tally = &ledger.tally;
    if tally.total() == 0 {
        return (Vec::new(), None);
    }
    // The most urgent one of each incident: a list of one report's actions says less.
    let mut seen = BTreeSet::new();
    let mut left = ledger.left();
    left.retain(|entry| seen.insert(entry.incident));
    let parts = [
        (tally.overdue(), "home.overdue"),
        (tally.open, "home.open"),
        (tally.proposed, "home.proposed"),
        (tally.done, "home.done"),
        (tally.unknown, "home.no-status"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, id)| book.counted(id, *n))
        .collect();
    let counts = parts.join(book.say("lists.comma"));
    let note = book.with("home.actions-note", &[("counts", (&counts).into())]);
    let shown = &left[..left.len().min(MOST)];
    (action_rows(shown, book), Some(note))
}

#[cfg(test)]
mod tests {
    use super::trend_words;
    use crate::language::Language;

    #[test]
    fn trends_are_told_in_words() {
        let quarters = ["2025 Q4".to_owned(), "2026 Q1".to_owned()];
        let said = |trend: &[usize]| trend_words(trend, &quarters, &Language::english());
        assert_eq!(said(&[0, 3]), "by quarter: 3 in 2026 Q1");
        assert_eq!(said(&[2, 3]), "by quarter: 2 in 2025 Q4, 3 in 2026 Q1");
        assert_eq!(said(&[0, 0]), "none of late");
    }
}

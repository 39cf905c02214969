//! The first page: what this archive is, what happened last, what keeps breaking, what is left to do.

use super::actions::{ActionRow, action_rows};
use super::row::{Row, rows};
use super::strip::{Strip, strip};
use crate::error::Error;
use crate::markdown::html::Html;
use crate::model::CauseId;
use crate::render::charts::{bar, spark};
use crate::render::frame::{About, Frame};
use crate::render::words::counted;
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
    /// How many incidents there are, in words.
    total: String,
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
    /// What stands before the number, if anything.
    before: Option<&'static str>,
    label: String,
    value: usize,
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
        total: counted(book.corpus.len(), "incident"),
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
    let figure = |value: usize, noun: &str, href: &'static str| {
        let label = counted(value, noun);
        let label = label.split_once(' ').map_or("", |(_, noun)| noun);
        Figure {
            before: None,
            label: label.to_owned(),
            value,
            href: Some(href),
            urgent: false,
        }
    };
    let mut figures = vec![figure(book.corpus.len(), "incident", "incidents.html")];
    let (first, last) = (
        analysis.years.keys().next(),
        analysis.years.keys().next_back(),
    );
    if let (Some(first), Some(last)) = (first, last)
        && first != last
    {
        figures.push(Figure {
            before: Some("since"),
            label: String::new(),
            value: usize::try_from(*first).unwrap_or(0),
            href: None,
            urgent: false,
        });
    }
    if !analysis.services.is_empty() {
        let services = analysis.services.len();
        figures.push(figure(services, "service", "services.html"));
    }
    if tally.open > 0 {
        figures.push(figure(tally.open, "open action", "actions.html"));
    }
    if tally.overdue() > 0 {
        figures.push(Figure {
            label: "overdue".to_owned(),
            urgent: true,
            ..figure(tally.overdue(), "", "actions.html#overdue")
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
        .map(|quarter| quarter.to_string())
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
            trend: trend_words(&trend, quarters),
        })
    });
    let note = format!(
        "How many of the {coded} incidents that name any cause name one of each kind. Small columns: the same by quarter, {} to {}.",
        quarters.first().map_or("", String::as_str),
        quarters.last().map_or("", String::as_str)
    );
    (causes.collect(), note)
}

/// `By quarter: 2 in 2025 Q4, 1 in 2026 Q2.`
fn trend_words(trend: &[usize], quarters: &[String]) -> String {
    let some: Vec<String> = trend
        .iter()
        .zip(quarters)
        .filter(|(n, _)| **n > 0)
        .map(|(n, quarter)| format!("{n} in {quarter}"))
        .collect();
    if some.is_empty() {
        "none of late".to_owned()
    } else {
        format!("by quarter: {}", some.join(", "))
    }
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
        (tally.overdue(), "overdue"),
        (tally.open, "open"),
        (tally.proposed, "proposed"),
        (tally.done, "done"),
        (tally.unknown, "without a status"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    let shown = &left[..left.len().min(MOST)];
    (
        action_rows(shown, book),
        Some(format!("{}.", parts.join(", "))),
    )
}

#[cfg(test)]
mod tests {
    use super::trend_words;

    #[test]
    fn trends_are_told_in_words() {
        let quarters = ["2025 Q4".to_owned(), "2026 Q1".to_owned()];
        assert_eq!(trend_words(&[0, 3], &quarters), "by quarter: 3 in 2026 Q1");
        assert_eq!(trend_words(&[0, 0], &quarters), "none of late");
    }
}

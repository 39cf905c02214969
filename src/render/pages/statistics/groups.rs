//! Tables: by severity, by year, and what reports tell.

use crate::analyze::statistics::Statistics;
use crate::analyze::statistics::periods::Group;
use crate::language::Language;
use crate::markdown::html::Html;
use crate::model::Slug;
use crate::render::Book;
use crate::render::charts::bar;
use crate::render::pages::parts::{IncidentLink, incident_link, search};
use crate::render::words::{self, took, took_from_to};
use schemars::JsonSchema;
use serde::Serialize;

/// Incidents that have something in common.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct GroupRow {
    title: String,
    href: Option<String>,
    count: usize,
    /// How many of them are timed.
    n: usize,
    median: String,
    interval: String,
    p90: String,
    longest: Option<IncidentLink>,
    longest_took: String,
}

fn row<K>(group: &Group<K>, title: String, href: Option<String>, book: &Book) -> GroupRow {
    let sample = &group.impact.sample;
    let language = book.language();
    let words =
        |seconds: Option<f64>| seconds.map_or_else(String::new, |it| took(it as i64, language));
    let longest = group.impact.longest();
    GroupRow {
        title,
        href,
        count: group.incidents.len(),
        n: sample.n(),
        median: words(sample.median()),
        interval: group
            .impact
            .interval
            .map(|interval| took_from_to(interval, language))
            .unwrap_or_default(),
        p90: words(sample.percentile(90)),
        longest: longest.and_then(|(_, at)| {
            let incident = book.nth(*group.incidents.get(at)?)?;
            Some(incident_link(incident, book))
        }),
        longest_took: longest.map_or_else(String::new, |(seconds, _)| took(seconds, language)),
    }
}

/// Returns severities, the worst first.
pub(super) fn severities(book: &Book) -> Vec<GroupRow> {
    let groups = &book.analysis.statistics.severities;
    if groups.iter().all(|group| group.key.is_none()) {
        return Vec::new();
    }
    let rows = groups.iter().map(|group| {
        let level = group.key.as_ref().and_then(|id| book.config.severity(id));
        let page = level.and_then(|level| Slug::from_name(&level.id));
        let title = level.map_or_else(
            || book.say("statistics.severity-none").to_owned(),
            |level| level.title.clone(),
        );
        row(
            group,
            title,
            page.map(|page| format!("severities/{page}.html")),
            book,
        )
    });
    rows.collect()
}

/// Returns years, the latest first.
pub(super) fn years(book: &Book) -> Vec<GroupRow> {
    let groups = &book.analysis.statistics.years;
    let rows = groups.iter().map(|group| {
        let year = group.key;
        row(
            group,
            year.to_string(),
            Some(format!("years/{year}.html")),
            book,
        )
    });
    rows.collect()
}

/// How many reports tell something.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Told {
    key: &'static str,
    count: usize,
    percent: String,
    inferred: usize,
    bar: Html,
    /// A search for those that do not, where filters can say it.
    missing: Option<String>,
    without: usize,
}

/// Returns what reports tell.
pub(super) fn told(statistics: &Statistics, language: &Language) -> Vec<Told> {
    let all = statistics.told.iter().map(|told| {
        let without = told.share.of - told.share.count;
        let known = [
            "severity",
            "services",
            "causes",
            "detection",
            "impact",
            "timeline",
            "actions",
        ];
        Told {
            key: told.key,
            count: told.share.count,
            percent: words::share(told.share, language).unwrap_or_default(),
            inferred: told.inferred,
            bar: bar::bar(told.share.count, told.share.of),
            missing: (without > 0 && known.contains(&told.key))
                .then(|| search(&format!("-has:{}", told.key))),
            without,
        }
    });
    all.collect()
}

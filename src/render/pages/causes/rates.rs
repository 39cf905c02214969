//! Rates that others published, beside ours.

use super::{Link, address, title};
use crate::analyze::causes::rates::{Compared, Study, With, compared};
use crate::markdown::html::Html;
use crate::render::Book;
use crate::render::charts::interval::{Axis, interval};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;

/// A study beside ours.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StudyView {
    source: &'static str,
    title: &'static str,
    address: &'static str,
    counted: &'static str,
    axis: Html,
    rates: Vec<RateRow>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct RateRow {
    name: &'static str,
    theirs: &'static str,
    ours: String,
    interval: String,
    count: String,
    chart: Html,
    /// The page of the cause, where it is one.
    href: Option<String>,
    /// `higher`, `lower`, or nothing that can be told.
    differs: &'static str,
    /// What of ours is counted; links where they have pages.
    with: Vec<Counterpart>,
}

/// A cause, with a page where any incident has it.
#[derive(Debug, Serialize, JsonSchema)]
struct Counterpart {
    link: Option<Link>,
    title: String,
}

/// Compares with every study; nothing where no incident is coded.
pub(super) fn studies(book: &Book) -> Vec<StudyView> {
    let causes = &book.analysis.common_causes;
    if causes.coverage.coded == 0 {
        return Vec::new();
    }
    let studies = compared(causes, &book.config.taxonomy);
    studies
        .into_iter()
        .map(|(study, rates)| view(study, &rates, book))
        .collect()
}

fn view(study: &'static Study, rates: &[Compared], book: &Book) -> StudyView {
    let theirs = |compared: &Compared| {
        compared
            .rate
            .percent
            .parse()
            .map_or(0.0, |it: f64| it / 100.0)
    };
    let causes = &book.analysis.common_causes;
    let axis = Axis::of(rates.iter().map(|it| it.ours), rates.iter().map(theirs));
    let rows = rates.iter().map(|compared| RateRow {
        name: compared.rate.name,
        theirs: compared.rate.percent,
        ours: compared.ours.percent().unwrap_or_default(),
        interval: compared.ours.interval_percent().unwrap_or_default(),
        count: format!("{} of {}", compared.ours.count, compared.ours.of),
        chart: interval(compared.ours, axis, Some(theirs(compared))),
        href: match compared.causes.as_slice() {
            [id] if causes.stats.contains_key(id) => Some(address(id)),
            _ => None,
        },
        differs: match compared.differs {
            Some(Ordering::Greater) => "ours is higher",
            Some(Ordering::Less) => "ours is lower",
            _ => "no difference that can be told",
        },
        with: with(compared, book),
    });
    StudyView {
        source: study.source,
        title: study.title,
        address: study.address,
        counted: study.counted,
        rates: rows.collect(),
        axis: axis.drawing(),
    }
}

fn with(compared: &Compared, book: &Book) -> Vec<Counterpart> {
    let words = |title: &str| Counterpart {
        link: None,
        title: title.to_owned(),
    };
    match compared.rate.with {
        With::Several => vec![words("several causes")],
        With::Change => vec![words("related to a change")],
        With::Any(_) => compared
            .causes
            .iter()
            .map(|id| {
                let has_page = book.analysis.common_causes.stats.contains_key(id);
                Counterpart {
                    link: has_page.then(|| Link {
                        href: address(id),
                        title: id.to_string(),
                    }),
                    title: title(id, book),
                }
            })
            .collect(),
    }
}

//! Rates that others published, beside ours.

use super::{Link, address, title};
use crate::analyze::causes::rates::{Compared, Study, StudyId, With, compared};
use crate::markdown::html::Html;
use crate::render::Book;
use crate::render::charts::interval::{Axis, interval};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;

/// A study beside ours.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StudyView {
    source: &'static str,
    title: &'static str,
    address: &'static str,
    counted: String,
    axis: Html,
    rates: Vec<RateRow>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct RateRow {
    name: &'static str,
    theirs: String,
    ours: String,
    interval: String,
    count: String,
    chart: Html,
    /// The page of the cause, where it is one.
    href: Option<String>,
    /// `higher`, `lower`, or nothing that can be told.
    differs: String,
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
        theirs: {
            let number = book.language().decimal(compared.rate.percent);
            book.with("numbers.percent", &[("number", number.as_ref().into())])
        },
        ours: words::share(compared.ours, book.language()).unwrap_or_default(),
        interval: words::share_interval(compared.ours, book.language()).unwrap_or_default(),
        count: words::some_of(compared.ours, book.language()),
        chart: interval(compared.ours, axis, Some(theirs(compared)), book.language()),
        href: match compared.causes.as_slice() {
            [id] if causes.stats.contains_key(id) => Some(address(id)),
            _ => None,
        },
        differs: book
            .say(match compared.differs {
                Some(Ordering::Greater) => "causes.ours-higher",
                Some(Ordering::Less) => "causes.ours-lower",
                _ => "causes.ours-alike",
            })
            .to_owned(),
        with: with(compared, book),
    });
    StudyView {
        source: study.source,
        title: study.title,
        address: study.address,
        counted: book.say(counted(study)).to_owned(),
        rates: rows.collect(),
        axis: axis.drawing(book.language()),
    }
}

/// What a study counted.
fn counted(study: &Study) -> &'static str {
    match study.id {
        StudyId::Triggers => "causes.study-triggers",
        StudyId::RootCauses => "causes.study-root-causes",
        StudyId::Clouds => "causes.study-clouds",
        StudyId::Service => "causes.study-service",
    }
}

fn with(compared: &Compared, book: &Book) -> Vec<Counterpart> {
    let words = |id: &str| Counterpart {
        link: None,
        title: book.say(id).to_owned(),
    };
    match compared.rate.with {
        With::Several => vec![words("causes.compared-several")],
        With::Change => vec![words("causes.compared-change")],
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

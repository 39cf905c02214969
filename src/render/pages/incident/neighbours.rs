//! Other incidents on the page of one: related ones with the reasons, and those of the same time.

use crate::analyze::durations::Length;
use crate::analyze::overlaps::{Overlap, Overlaps};
use crate::analyze::related::Reason;
use crate::model::{CauseId, Slug};
use crate::render::Book;
use crate::render::pages::causes;
use crate::render::pages::row::{Row, row_with};
use schemars::JsonSchema;
use serde::Serialize;

/// Incidents that went on at the same time.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Overlapping {
    rows: Vec<Row>,
    /// How many more there are.
    more: usize,
}

/// Returns the related incidents of a report, each with why, and what went on at the same time and
/// is not among them.
pub(super) fn beside(slug: &Slug, book: &Book) -> (Vec<Row>, Option<Overlapping>) {
    let Some(own) = book.analysis.position(slug) else {
        return (Vec::new(), None);
    };
    let neighbours = book.neighbours();
    let similar = neighbours.related.of(own);
    let nothing = Overlaps::default();
    let overlaps = neighbours.overlaps.get(own).unwrap_or(&nothing);
    let related = similar.iter().filter_map(|similar| {
        let mut nearest = overlaps.nearest.iter();
        let with = nearest.find(|overlap| overlap.incident == similar.incident);
        let reasons = similar
            .reasons
            .iter()
            .map(|reason| reason_words(reason, book));
        let reasons: Vec<String> = reasons
            .chain(with.map(|it| overlap_words(it, book)))
            .collect();
        Some(row_with(
            book.nth(similar.incident)?,
            reasons.join(" · "),
            book,
        ))
    });
    let is_related = |at: usize| similar.iter().any(|similar| similar.incident == at);
    let others = overlaps.nearest.iter().filter_map(|overlap| {
        let incident = book
            .nth(overlap.incident)
            .filter(|_| !is_related(overlap.incident))?;
        Some(row_with(incident, overlap_words(overlap, book), book))
    });
    let others: Vec<Row> = others.collect();
    let overlapping = (!others.is_empty()).then(|| Overlapping {
        rows: others,
        more: overlaps.total - overlaps.nearest.len(),
    });
    (related.collect(), overlapping)
}

fn reason_words(reason: &Reason, book: &Book) -> String {
    let causes = |ids: &[CauseId]| {
        let titles = ids.iter().map(|id| causes::title(id, book));
        titles.collect::<Vec<_>>().join(", ")
    };
    let services = |ids: &[String]| {
        let titles = ids.iter().map(|id| book.config.service_title(id));
        titles.collect::<Vec<_>>().join(", ")
    };
    match reason {
        Reason::Named => "named in this report".to_owned(),
        Reason::NamedThere => "its report names this one".to_owned(),
        Reason::Causes(ids) => format!("same {}: {}", many(ids, "cause"), causes(ids)),
        Reason::Groups(ids) => format!("causes of one kind: {}", causes(ids)),
        Reason::Services(ids) => format!("same {}: {}", many(ids, "service"), services(ids)),
        Reason::Words(words) => format!("both speak of {}", words.join(", ")),
    }
}

fn many<T>(things: &[T], noun: &str) -> String {
    let ending = if things.len() == 1 { "" } else { "s" };
    format!("{noun}{ending}")
}

fn overlap_words(overlap: &Overlap, book: &Book) -> String {
    let Some(seconds) = overlap.seconds else {
        return "both go on".to_owned();
    };
    if seconds < 60 {
        return "at the same time".to_owned();
    }
    let length = Length {
        seconds,
        has_clock: true,
        approximate: false,
    };
    format!(
        "at the same time for {} or more",
        crate::render::words::length(&length, book.language())
    )
}

//! Other incidents on the page of one: related ones with the reasons, and those of the same time.

use crate::analyze::durations::Length;
use crate::analyze::overlaps::Overlap;
use crate::analyze::related::Reason;
use crate::model::{CauseId, Slug};
use crate::render::Book;
use crate::render::pages::causes;
use crate::render::pages::row::{Row, row_with};
use serde::Serialize;

/// Incidents that went on at the same time.
#[derive(Debug, Serialize)]
pub(super) struct Overlapping {
    rows: Vec<Row>,
    /// How many more there are.
    more: usize,
}

/// Returns the related incidents of a report, each with why.
pub(super) fn related(slug: &Slug, book: &Book) -> Vec<Row> {
    let Some(own) = book.analysis.position(slug) else {
        return Vec::new();
    };
    let neighbours = book.neighbours();
    let overlaps = neighbours.overlaps.get(own);
    let similar = neighbours.related.of(own);
    let rows = similar.iter().filter_map(|similar| {
        let mut words: Vec<String> = similar
            .reasons
            .iter()
            .map(|reason| reason_words(reason, book))
            .collect();
        let with = overlaps.and_then(|overlaps| {
            let mut nearest = overlaps.nearest.iter();
            nearest.find(|overlap| overlap.incident == similar.incident)
        });
        words.extend(with.map(overlap_words));
        Some(row_with(
            book.nth(similar.incident)?,
            words.join(" · "),
            book,
        ))
    });
    rows.collect()
}

/// Returns what went on at the same time and is not listed as related.
pub(super) fn overlapping(slug: &Slug, book: &Book) -> Option<Overlapping> {
    let own = book.analysis.position(slug)?;
    let neighbours = book.neighbours();
    let overlaps = neighbours.overlaps.get(own).filter(|all| all.total > 0)?;
    let similar = neighbours.related.of(own);
    let is_related = |at: usize| similar.iter().any(|similar| similar.incident == at);
    let others: Vec<&Overlap> = overlaps
        .nearest
        .iter()
        .filter(|overlap| !is_related(overlap.incident))
        .collect();
    let rows = others.iter().filter_map(|overlap| {
        let words = overlap_words(overlap);
        Some(row_with(book.nth(overlap.incident)?, words, book))
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| Overlapping {
        rows,
        more: overlaps.total - overlaps.nearest.len(),
    })
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

fn overlap_words(overlap: &Overlap) -> String {
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
    format!("at the same time for {length} or more")
}

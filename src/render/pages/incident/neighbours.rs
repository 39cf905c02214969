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
        titles.collect::<Vec<_>>().join(book.say("lists.comma"))
    };
    let services = |ids: &[String]| {
        let titles = ids.iter().map(|id| book.config.service_title(id));
        titles.collect::<Vec<_>>().join(book.say("lists.comma"))
    };
    let said =
        |id, n: usize, list: String| book.with(id, &[("n", n.into()), ("list", (&list).into())]);
    match reason {
        Reason::Named => book.say("incident.named").to_owned(),
        Reason::NamedThere => book.say("incident.named-there").to_owned(),
        Reason::Causes(ids) => said("incident.same-causes", ids.len(), causes(ids)),
        Reason::Groups(ids) => book.with("incident.same-kind", &[("list", (&causes(ids)).into())]),
        Reason::Services(ids) => said("incident.same-services", ids.len(), services(ids)),
        Reason::Words(words) => {
            let words = words.join(book.say("lists.comma"));
            book.with("incident.same-words", &[("list", (&words).into())])
        }
    }
}

fn overlap_words(overlap: &Overlap, book: &Book) -> String {
    let Some(seconds) = overlap.seconds else {
        return book.say("incident.both-go-on").to_owned();
    };
    if seconds < 60 {
        return book.say("incident.same-time").to_owned();
    }
    let length = Length {
        seconds,
        has_clock: true,
        approximate: false,
    };
    let time = crate::render::words::length(&length, book.language());
    book.with("incident.same-time-for", &[("time", (&time).into())])
}

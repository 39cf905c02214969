//! When incidents were, as exactly as that is known.

use super::axis::{day_on_axis, first_second, last_second, today};
use crate::analyze::durations;
use crate::model::{Incident, Milestone, Moment, Sourced};
use crate::render::Book;

/// An incident that says when it began.
pub(super) struct Dated<'a> {
    /// Which one.
    pub(super) incident: &'a Incident,
    /// The first second that it may have begun in.
    pub(super) first: i64,
    /// The last second that it may have lasted until, as far as that is known.
    pub(super) last: i64,
    /// What is known of both ends.
    pub(super) shape: Shape,
}

/// All that do, by start and then by slug.
pub(super) fn dated(book: &Book) -> Vec<Dated<'_>> {
    let dated = book.corpus.iter().filter_map(|incident| {
        let start = start(incident)?;
        let first = first_second(&start.value, book);
        let shape = shape(incident, (first, start), book);
        let goes_on = shape.bits & GOES_ON != 0;
        let ends = shape.length.and_then(|_| end(incident));
        let last = [
            Some(last_second(&start.value, book)),
            ends.map(|end| last_second(&end.value, book)),
            goes_on.then(|| today(book)),
        ];
        Some(Dated {
            incident,
            first,
            last: last.into_iter().flatten().max().unwrap_or(first),
            shape,
        })
    });
    let mut dated: Vec<Dated<'_>> = dated.collect();
    dated.sort_by_key(|one| (one.first, &one.incident.slug));
    dated
}

/// How long an incident lasted at least, and what is known of it, packed: the lowest three bits are
/// the precision of the start (0 year .. 5 second), the next three that of the end, then one bit for
/// each of the constants below.
pub(super) struct Shape {
    /// Seconds from the start to the end, each at the earliest; none where no end is known.
    pub(super) length: Option<i64>,
    /// Precisions and marks.
    pub(super) bits: u32,
}

/// Where the precision of the end stands.
const END: u32 = 3;
/// The start is marked as approximate.
const ABOUT_START: u32 = 1 << 6;
/// The end is marked as approximate.
const ABOUT_END: u32 = 1 << 7;
/// No end is stated, and the report is not finished.
const GOES_ON: u32 = 1 << 8;
/// The start is the earliest milestone that is known: it began then or before.
const BEFORE: u32 = 1 << 9;
/// The start was worked out from the report.
const GUESSED_START: u32 = 1 << 10;
/// The end was worked out from the report.
const GUESSED_END: u32 = 1 << 11;
/// In the report's own zone it began a day later than on the axis.
const DAY_LATER: u32 = 1 << 12;
/// In the report's own zone it began a day earlier than on the axis.
const DAY_EARLIER: u32 = 1 << 13;

/// How long it lasted at least, and what is known of both ends.
fn shape(incident: &Incident, (at, start): (i64, &Sourced<Moment>), book: &Book) -> Shape {
    let mut bits = start.value.precision as u32;
    let mut set = |bit: u32, is: bool| bits |= if is { bit } else { 0 };
    set(ABOUT_START, start.value.approximate);
    set(BEFORE, incident.at(Milestone::Started).is_none());
    set(GUESSED_START, !start.origin.is_stated());
    let day = start.value.local.date();
    set(DAY_LATER, day > day_on_axis(at, book));
    set(DAY_EARLIER, day < day_on_axis(at, book));
    // An end before the start is a slip that `check` reports; drawing it would be one more.
    let end = end(incident).filter(|end| last_second(&end.value, book) >= at);
    let Some(end) = end else {
        let goes_on = durations::goes_on(incident, &book.config);
        set(GOES_ON, goes_on && at <= today(book));
        return Shape { length: None, bits };
    };
    set((end.value.precision as u32) << END, true);
    set(ABOUT_END, end.value.approximate);
    set(GUESSED_END, !end.origin.is_stated());
    Shape {
        length: Some((first_second(&end.value, book) - at).max(0)),
        bits,
    }
}

/// As [`Incident::started`] has it, with its origin.
fn start(incident: &Incident) -> Option<&Sourced<Moment>> {
    let milestones = &incident.milestones;
    let earliest = || milestones.values().min_by_key(|at| at.value.instant());
    milestones.get(&Milestone::Started).or_else(earliest)
}

/// As [`Incident::ended`] has it, with its origin.
fn end(incident: &Incident) -> Option<&Sourced<Moment>> {
    let at = |milestone| incident.milestones.get(&milestone);
    at(Milestone::Mitigated).or_else(|| at(Milestone::Resolved))
}

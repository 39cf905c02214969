//! The axis of the timeline: the archive's own zone, and where moments stand on it.

use crate::model::{Moment, Zone, ZoneUse};
use crate::render::Book;
use chrono::{DateTime, NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;

/// The zone of the axis.
pub(super) fn zone(book: &Book) -> Tz {
    book.config.timezone.unwrap_or(Tz::UTC)
}

/// The first second that a moment may be.
pub(super) fn first_second(moment: &Moment, book: &Book) -> i64 {
    on_axis(moment, book).instant().timestamp()
}

/// The last second that a moment may be.
pub(super) fn last_second(moment: &Moment, book: &Book) -> i64 {
    on_axis(moment, book).latest_instant().timestamp()
}

/// The day of an instant on the axis.
pub(super) fn day_on_axis(instant: i64, book: &Book) -> NaiveDate {
    DateTime::from_timestamp(instant, 0)
        .map_or(book.today, |at| at.with_timezone(&zone(book)).date_naive())
}

/// The last second of the day that the site is built for.
pub(super) fn today(book: &Book) -> i64 {
    last_second(&Moment::day(book.today, ZoneUse::assumed()), book)
}

/// A day stays the day that the author wrote, in whatever zone: it is drawn from midnight to
/// midnight of the axis, so that drawing and words agree.
fn on_axis(moment: &Moment, book: &Book) -> Moment {
    let mut moment = moment.clone();
    if !moment.has_clock() {
        moment.zone.zone = Zone::Named(zone(book));
    }
    moment
}

/// Seconds that the wall clock is ahead of UTC, each with the instant from which it is so. The first
/// holds before it, too.
pub(super) fn offsets(zone: Tz, first: i64, last: i64) -> Vec<(i64, i32)> {
    // Clocks that agree eight days apart did not change in between.
    const SPAN: i64 = 8 * 86_400;
    let mut offsets = vec![(first, offset(zone, first))];
    let mut at = first;
    while at <= last {
        let next = at + SPAN;
        if offset(zone, next) != offset(zone, at) {
            let change = change(zone, at, next);
            offsets.push((change, offset(zone, change)));
        }
        at = next;
    }
    offsets
}

/// The second in which the clocks change, between two that differ.
fn change(zone: Tz, mut before: i64, mut after: i64) -> i64 {
    let was = offset(zone, before);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset(zone, middle) == was {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

fn offset(zone: Tz, instant: i64) -> i32 {
    DateTime::from_timestamp(instant, 0).map_or(0, |at| {
        zone.offset_from_utc_datetime(&at.naive_utc())
            .fix()
            .local_minus_utc()
    })
}

#[cfg(test)]
mod tests {
    use super::offsets;
    use chrono_tz::Tz;

    #[test]
    fn clocks_change_where_the_zone_says() {
        let year = (1_609_459_200, 1_640_995_199); // 2021
        assert_eq!(offsets(Tz::UTC, year.0, year.1), [(year.0, 0)]);
        assert_eq!(
            offsets(Tz::Europe__London, year.0, year.1),
            // 28 March and 31 October, each at 01:00 UTC.
            [(year.0, 0), (1_616_893_200, 3_600), (1_635_642_000, 0)]
        );
        // Before zones, clocks went by the sun.
        let [(_, solar)] = offsets(Tz::America__New_York, -10_772_000_000, -10_771_900_000)[..]
        else {
            panic!("no change in 1628");
        };
        assert_eq!(solar, -17_762);
    }
}

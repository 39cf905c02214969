//! One point in time: a date, a clock, a zone, in any of the orders people write them.

use super::clock::{TimeOfDay, clock, packed_after_date};
use super::date::date;
use super::scan::{Scan, is_dash};
use super::{Clock, PartialDate, Typo, WrittenZone, words, zone};
use crate::config::DateOrder;
use chrono::Weekday;

/// What one end of a range says.
#[derive(Debug, Clone, Default)]
pub(super) struct Point {
    pub(super) date: Option<PartialDate>,
    /// The last day of `10–12 February`.
    pub(super) last_day: Option<PartialDate>,
    pub(super) weekday: Option<Weekday>,
    pub(super) clock: Option<Clock>,
    pub(super) zone: Option<WrittenZone>,
    pub(super) typo: Option<Typo>,
    pub(super) is_approximate: bool,
    /// Needs a separator or an end after it to count as a time.
    pub(super) is_weak: bool,
    /// Ends before trailing doubts such as `(approx)`.
    pub(super) end: usize,
}

/// Steps over a point in time: weekday, date, clock and zone, at least one of the first three.
pub(super) fn point(scan: &mut Scan<'_>, order: Option<DateOrder>) -> Option<Point> {
    let is_word = scan.peek().is_some_and(char::is_alphabetic);
    if is_word && !words::may_start(scan.word()) {
        return None;
    }
    let mut point = Point {
        is_approximate: words::lead_words(scan),
        ..Point::default()
    };
    leading_weekday(scan, &mut point);
    if take_date(scan, order, &mut point) {
        trailing_weekday(scan, &mut point);
        clock_after_date(scan, &mut point);
    } else if take_clock(scan, &mut point) {
        point.is_approximate |= words::trails_off(scan);
        date_after_clock(scan, order, &mut point);
    } else if point.weekday.is_none() {
        return None;
    }
    point.end = scan.at;
    point.is_approximate |= words::trails_off(scan);
    Some(point)
}

fn leading_weekday(scan: &mut Scan<'_>, point: &mut Point) {
    let mut ahead = *scan;
    point.weekday = words::weekday(&mut ahead);
    if point.weekday.is_none() {
        return;
    }
    *scan = ahead;
    // The comma is only part of the time when more of it follows.
    ahead.eat(',');
    ahead.spaces();
    if ahead.eat_one_of(&["the"]) || ahead.eat_text("- ") {
        ahead.spaces();
    }
    if words::lead_words(&mut ahead) {
        point.is_approximate = true;
    }
    let more = date(&mut ahead.clone(), None).is_some() || clock(&mut ahead.clone()).is_some();
    if more {
        *scan = ahead;
    }
}

fn take_date(scan: &mut Scan<'_>, order: Option<DateOrder>, point: &mut Point) -> bool {
    let Some(day) = date(scan, order) else {
        return false;
    };
    point.date = Some(day.date);
    point.last_day = day.until;
    point.typo = day.typo;
    point.is_weak = day.is_weak;
    true
}

fn take_clock(scan: &mut Scan<'_>, point: &mut Point) -> bool {
    let Some(TimeOfDay {
        clock,
        typo,
        is_weak,
    }) = clock(scan)
    else {
        return false;
    };
    point.clock = Some(clock);
    point.typo = point.typo.or(typo);
    point.zone = zone::beside_clock(scan);
    point.is_weak = is_weak && point.zone.is_none() && point.date.is_none();
    true
}

/// `2022-06-14 (Tue)`, `2022-06-14, Tuesday`.
fn trailing_weekday(scan: &mut Scan<'_>, point: &mut Point) {
    let mut ahead = *scan;
    ahead.eat(',');
    ahead.spaces();
    let bracket = ahead.eat('(');
    let Some(day) = words::weekday(&mut ahead) else {
        return;
    };
    if !bracket || ahead.eat(')') {
        point.weekday = Some(day);
        *scan = ahead;
    }
}

/// `T08:21`, ` 08:21`, `, 10:00`, ` at 10`, ` - 10:15`, `: 10:15`.
fn clock_after_date(scan: &mut Scan<'_>, point: &mut Point) {
    // A whole day's zone would be odd; `2021-07-20 (UTC)` is not.
    let mut ahead = *scan;
    if let Some(zone) =
        zone::beside_clock(&mut ahead).filter(|_| !scan.rest().starts_with(['-', '+']))
    {
        point.zone = Some(zone);
        *scan = ahead;
    }
    let mut ahead = *scan;
    if ahead.eat_if(|c| matches!(c, 'T' | 't')).is_none() {
        let spaced = ahead.spaces();
        if ahead.eat_if(|c| matches!(c, ',' | '@' | '|')).is_none() && spaced {
            // A dash between date and time stands free: `2021-06-22 - 08:21`.
            let mut dashed = ahead;
            if dashed.eat_if(|c| is_dash(c) || c == ':').is_some() && dashed.spaces() {
                ahead = dashed;
            }
        }
        ahead.eat(':');
        ahead.spaces();
        point.is_approximate |= words::lead_words(&mut ahead.clone()) && clock_follows(ahead);
        words::lead_words(&mut ahead);
    }
    let zone = point.zone.take();
    if take_clock(&mut ahead, point) {
        *scan = ahead;
    } else if point
        .date
        .is_some_and(|day| day.year.is_some() && day.day.is_some())
        && let Some(packed) = packed_after_date(&mut ahead)
    {
        point.clock = Some(packed.clock);
        *scan = ahead;
    }
    point.zone = point.zone.take().or(zone);
}

fn clock_follows(mut scan: Scan<'_>) -> bool {
    words::lead_words(&mut scan);
    clock(&mut scan).is_some()
}

/// `08:21 on 22 June`, `10:18 AM, Jan 14`, `08:21 2021-06-22`, `16:02 UTC (Monday)`.
fn date_after_clock(scan: &mut Scan<'_>, order: Option<DateOrder>, point: &mut Point) {
    let mut ahead = *scan;
    let comma = ahead.eat(',');
    let spaced = ahead.spaces();
    let bracket = ahead.eat('(');
    let on = ahead.eat_word("on");
    ahead.spaces();
    let weekday = words::weekday(&mut ahead);
    if weekday.is_some() {
        ahead.eat(',');
        ahead.spaces();
    }
    let bound = comma || on || bracket || weekday.is_some();
    let mut dated = Point::default();
    let found = (spaced || comma) && take_date(&mut ahead, order, &mut dated);
    if !found && weekday.is_none() {
        return;
    }
    // `08:03 3/4 of the pods` is no date, nor is `08:03 may 5 pods`; a year or a bond makes one.
    let certain = dated.date.is_some_and(|day| day.year.is_some()) || bound && !dated.is_weak;
    if !certain || bracket && !ahead.eat(')') {
        return;
    }
    point.date = dated.date;
    point.weekday = weekday;
    point.typo = point.typo.or(dated.typo);
    if point.zone.is_none() {
        point.zone = zone::beside_clock(&mut ahead);
    }
    *scan = ahead;
}

//! A time at the start of a text, with what surrounds it, and a time that is the whole text.

use super::clock::share_meridiem;
use super::lead::{Opened, separator};
use super::moment::{Point, point};
use super::scan::{Scan, continues_word, is_dash};
use super::{End, PartialDate, Reading, Typo, words};
use crate::config::DateOrder;
use std::ops::Range;

/// Reads the time that a text starts with.
///
/// ```
/// # use casebook::load::time::read_at_start;
/// let text = "**~13:30 - 13:45 UTC** - Failover";
/// let reading = read_at_start(text, None).expect("starts with a time");
/// assert_eq!(&text[reading.span], "~13:30 - 13:45 UTC");
/// assert_eq!(&text[reading.rest..], "Failover");
/// ```
pub fn read_at_start(text: &str, order: Option<DateOrder>) -> Option<Reading> {
    let reading = first_part(text, order)?;
    Some(with_what_follows(text, reading, order))
}

/// Reads a time up to where emphasis or a separator ends it.
fn first_part(text: &str, order: Option<DateOrder>) -> Option<Reading> {
    let mut scan = Scan::new(text, 0);
    let mut opened = Opened::read(&mut scan);
    let start = scan.at;
    let (mut reading, is_weak) = match unknown(&mut scan) {
        Some(reading) => (reading, false),
        None => range(&mut scan, order).or_else(|| behind_lost_date(&mut scan, order))?,
    };
    reading.span = start..scan.at;
    finish(scan, reading, is_weak, &mut opened)
}

/// `/07/ at : 09:40`: exports lose numbers that a page showed in some special way. What is left of
/// the date says nothing; the clock behind it still counts.
fn behind_lost_date(scan: &mut Scan<'_>, order: Option<DateOrder>) -> Option<(Reading, bool)> {
    let mut ahead = *scan;
    let mut marks = 0;
    for _ in 0..6 {
        let mut further = ahead;
        if further.eat_if(|c| matches!(c, '/' | '.')).is_some() {
            marks += 1;
        } else if further.number().is_none() || further.peek() == Some(':') {
            break;
        }
        ahead = further;
    }
    // A date that is whole has two marks and three numbers, and was read before.
    if marks < 2 {
        return None;
    }
    ahead.spaces();
    if ahead.eat_one_of(&["at"]) {
        ahead.spaces();
    }
    if ahead.eat(':') {
        ahead.spaces();
    }
    let (mut reading, is_weak) = range(&mut ahead, order)?;
    let is_clock = reading.clock.is_some_and(|clock| clock.minute.is_some());
    if is_weak || !is_clock || reading.date.is_some() {
        return None;
    }
    reading.typos.push(Typo::LostDate);
    *scan = ahead;
    Some((reading, false))
}

/// Takes brackets, emphasis and separators off, and turns down what only looked like a time.
fn finish(
    mut scan: Scan<'_>,
    mut reading: Reading,
    is_weak: bool,
    opened: &mut Opened,
) -> Option<Reading> {
    if goes_on(scan) {
        return None;
    }
    if !opened.close(&mut scan) {
        // The text of a link: the entry keeps it, or the link would be lost.
        reading.rest = 0;
        return Some(reading);
    }
    let after_time = scan;
    separator(&mut scan, opened);
    let separated = scan
        .text
        .get(after_time.at..scan.at)
        .is_some_and(|between| !between.trim().is_empty());
    let rest = scan.rest();
    if opened.has_bracket(rest) || is_weak && !separated && !scan.is_at_end() {
        return None;
    }
    reading.carried = opened.carried();
    reading.rest = scan.at;
    Some(reading)
}

/// Joins a zone or a clock that stands outside the emphasis around the rest: `**10:15** (UTC)`,
/// `**2021-06-22** 10:15`.
fn with_what_follows(text: &str, reading: Reading, order: Option<DateOrder>) -> Reading {
    if reading.rest == 0 || !reading.carried.is_empty() || reading.until.is_some() {
        return reading;
    }
    if reading.clock.is_none() {
        return with_clock(text, reading, order);
    }
    // The zone stands right behind what closed; a separator would have ended the time.
    let between = text.get(reading.span.end..reading.rest).unwrap_or_default();
    let is_bare = between
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '*' | '_' | '`'));
    let mut scan = Scan::new(text, reading.rest);
    if reading.zone.is_some() || !is_bare || between.trim().is_empty() {
        return reading;
    }
    let Some(zone) = super::zone::beside_clock(&mut scan) else {
        return reading;
    };
    let end = scan.at;
    separator(&mut scan, &mut Opened::default());
    Reading {
        zone: Some(zone),
        span: reading.span.start..end,
        rest: scan.at,
        ..reading
    }
}

fn with_clock(text: &str, date: Reading, order: Option<DateOrder>) -> Reading {
    if date.date.is_none_or(|day| day.day.is_none()) {
        return date;
    }
    let rest = text.get(date.rest..).unwrap_or_default();
    let joined = first_part(rest, order).filter(|clock| {
        clock.clock.is_some() && clock.date.is_none() && clock.weekday.is_none() && clock.rest > 0
    });
    let Some(clock) = joined else {
        return date;
    };
    let shift = |span: &Range<usize>| date.rest + span.start..date.rest + span.end;
    Reading {
        span: date.span.start..shift(&clock.span).end,
        carried: if clock.carried.is_empty() {
            0..0
        } else {
            shift(&clock.carried)
        },
        rest: date.rest + clock.rest,
        date: date.date,
        weekday: date.weekday,
        zone: clock.zone.or(date.zone),
        is_approximate: date.is_approximate || clock.is_approximate,
        typos: date.typos.into_iter().chain(clock.typos).collect(),
        ..clock
    }
}

/// Reads a text that is a time and nothing else: a value of front matter, a cell of a table.
///
/// ```
/// # use casebook::load::time::exact;
/// assert!(exact("2024-03-02T09:14:00+01:00", None).is_some());
/// assert!(exact("1628", None).is_some());
/// assert!(exact("2024-03-02, a Saturday to remember", None).is_none());
/// ```
pub fn exact(text: &str, order: Option<DateOrder>) -> Option<Reading> {
    if let Some(reading) = year_alone(text) {
        return Some(reading);
    }
    let reading = read_at_start(text, order)?;
    let rest = text.get(reading.rest..)?.trim();
    (reading.rest > 0 && rest.is_empty()).then_some(reading)
}

/// `1628`.
fn year_alone(text: &str) -> Option<Reading> {
    let start = text.len() - text.trim_start().len();
    let mut scan = Scan::new(text, start);
    let number = scan
        .number()
        .filter(|n| n.digits == 4 && (1000..3000).contains(&n.value))?;
    let span = start..scan.at;
    scan.spaces();
    scan.is_at_end().then(|| Reading {
        date: Some(PartialDate {
            year: i32::try_from(number.value).ok(),
            month: None,
            day: None,
            is_order_open: false,
        }),
        span,
        rest: text.len(),
        ..Reading::default()
    })
}

/// Says whether the word or number at the cursor goes on, so that it was no time.
fn goes_on(scan: Scan<'_>) -> bool {
    match scan.peek() {
        Some('%') => true,
        Some('/' | '_' | '\\') => scan.peek_second().is_some_and(continues_word),
        Some(':' | '.') => scan.peek_second().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => continues_word(c) && scan.before().is_some_and(continues_word),
        None => false,
    }
}

/// `--:--`, `??:??`, `2X:XX`: there is a time, and nobody knows it.
fn unknown(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut ahead = *scan;
    let blank = |c: char| is_dash(c) || matches!(c, '?' | '_' | 'X' | 'x');
    let mut blanks = 0;
    for place in 0..4 {
        if place == 2 && !ahead.eat(':') {
            return None;
        }
        let sign = ahead.eat_if(|c| blank(c) || c.is_ascii_digit() && place < 2)?;
        blanks += usize::from(blank(sign));
    }
    if blanks < 3 || ahead.peek().is_some_and(continues_word) {
        return None;
    }
    words::trails_off(&mut ahead);
    *scan = ahead;
    Some(Reading {
        is_unknown: true,
        ..Reading::default()
    })
}

/// Steps over one point in time or a range of two.
pub(super) fn range(scan: &mut Scan<'_>, order: Option<DateOrder>) -> Option<(Reading, bool)> {
    let joins = if scan.word().eq_ignore_ascii_case("between") {
        Joins::AlsoAnd
    } else {
        Joins::Range
    };
    let mut start = match hours_to(*scan) {
        Some((first, at)) => {
            scan.at = at;
            first
        }
        None => point(scan, order)?,
    };
    let mut ahead = *scan;
    if unknown_end(&mut ahead) && start.clock.is_some() {
        *scan = ahead;
        let mut reading = joined(start, None);
        reading.typos.push(Typo::UnknownEnd);
        return Some((reading, false));
    }
    let end = if start.clock.is_some() || start.date.is_some() {
        range_end(scan, order, &start, joins)
    } else {
        None
    };
    if let (Some(first), Some(last)) =
        (start.clock.as_mut(), end.as_ref().and_then(|end| end.clock))
    {
        share_meridiem(first, last);
    }
    let is_weak = start.is_weak && end.as_ref().is_none_or(|end| end.is_weak);
    Some((joined(start, end), is_weak))
}

/// The hour of `10-11am` and `10 to 11 pm`, which only its end shows to be one.
fn hours_to(mut scan: Scan<'_>) -> Option<(Point, usize)> {
    let is_approximate = words::lead_words(&mut scan);
    let hour = scan
        .number()
        .filter(|n| n.digits <= 2 && (1..=12).contains(&n.value))?;
    let at = scan.at;
    let mut ahead = scan;
    connector(&mut ahead, Joins::Range)?;
    let end = super::clock::clock(&mut ahead)?;
    let read = end.clock.has_meridiem && end.clock.hour != 0;
    read.then(|| {
        let first = Point {
            clock: Some(super::Clock {
                hour: hour.value,
                minute: None,
                second: None,
                has_meridiem: false,
            }),
            is_approximate,
            end: at,
            ..Point::default()
        };
        (first, at)
    })
}

/// Which words may stand between the ends of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joins {
    /// Those that always do.
    Range,
    /// "and" as well: `between 10:00 and 11:00`.
    AlsoAnd,
}

/// `-`, ` – `, ` to `, ` until `, `->`.
fn connector(scan: &mut Scan<'_>, joins: Joins) -> Option<()> {
    let mut ahead = *scan;
    ahead.spaces();
    super::lead::escape(&mut ahead);
    if ahead.eat_if(|c| is_dash(c) || c == '→').is_some() {
        ahead.eat_if(|c| is_dash(c) || c == '>');
    } else {
        let joined = ahead.eat_one_of(&["to", "until", "till", "til", "through", "bis", "à"])
            || joins == Joins::AlsoAnd && ahead.eat_word("and")
            || ahead.eat_one_of_texts(&["&ndash;", "&mdash;", "&rarr;"]);
        joined.then_some(())?;
    }
    ahead.spaces();
    *scan = ahead;
    Some(())
}

/// `-12:??`, `-??:??`, ` - ?`.
fn unknown_end(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    if connector(&mut ahead, Joins::Range).is_none() {
        return false;
    }
    let mut hour = ahead;
    let numbered = hour.number().is_some_and(|n| n.digits <= 2);
    if numbered
        && hour.eat(':')
        && (hour.eat_text("??") || hour.eat_text("xx") || hour.eat_text("--"))
    {
        *scan = hour;
        return true;
    }
    if ahead.eat_text("??:??")
        || ahead.eat_text("--:--")
        || ahead.eat_text("??")
        || ahead.eat_text("?")
    {
        *scan = ahead;
        return true;
    }
    false
}

fn range_end(
    scan: &mut Scan<'_>,
    order: Option<DateOrder>,
    start: &Point,
    joins: Joins,
) -> Option<Point> {
    let mut ahead = *scan;
    connector(&mut ahead, joins)?;
    let mut end = point(&mut ahead, order)?;
    if start.clock.is_some() && end.clock.is_none() || start.clock.is_none() && end.date.is_none() {
        return None;
    }
    if goes_on(ahead) || end.is_weak && start.is_weak && start.clock.is_none() {
        return None;
    }
    if start.clock.is_none() {
        end.clock = None;
    }
    *scan = ahead;
    Some(end)
}

fn joined(start: Point, end: Option<Point>) -> Reading {
    let mut reading = Reading {
        date: start.date,
        weekday: start.weekday,
        clock: start.clock,
        until: start.last_day.map(|day| End {
            date: Some(day),
            clock: None,
        }),
        zone: start.zone,
        is_approximate: start.is_approximate,
        typos: start.typo.into_iter().collect(),
        ..Reading::default()
    };
    if let Some(end) = end {
        reading.typos.extend(end.typo);
        reading.is_approximate |= end.is_approximate;
        reading.zone = reading.zone.or(end.zone);
        // `May 3 - May 5, 2021`: the year stands once, at the end.
        if let (Some(first), Some(last)) = (reading.date.as_mut(), end.date) {
            first.year = first.year.or(last.year);
        }
        reading.until = Some(End {
            date: end.date,
            clock: end.clock,
        });
    }
    reading
}

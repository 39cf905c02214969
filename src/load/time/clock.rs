//! Times of day: `08:21`, `7:56am`, `15.30`, `14h30`, `1530Z`, `noon`.

use super::scan::{Scan, continues_word, is_dash, is_word};
use super::{Clock, Typo, words, zone};

/// A time of day and what is odd about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimeOfDay {
    pub(super) clock: Clock,
    pub(super) typo: Option<Typo>,
    /// Only a separator or the end makes this a time: `15.30`, `1530`.
    pub(super) is_weak: bool,
}

/// Steps over a time of day.
pub(super) fn clock(scan: &mut Scan<'_>) -> Option<TimeOfDay> {
    let mut ahead = *scan;
    let read = named(&mut ahead)
        .or_else(|| with_minutes(&mut ahead))
        .or_else(|| hour_alone(&mut ahead))
        .or_else(|| packed(&mut ahead))?;
    *scan = ahead;
    Some(read)
}

fn strong(hour: u32, minute: Option<u32>, has_meridiem: bool) -> TimeOfDay {
    TimeOfDay {
        clock: Clock {
            hour,
            minute,
            second: None,
            has_meridiem,
        },
        typo: None,
        is_weak: false,
    }
}

/// `noon`, `12 noon`, `midnight`.
fn named(scan: &mut Scan<'_>) -> Option<TimeOfDay> {
    let mut ahead = *scan;
    if ahead.eat_text("12") {
        ahead.spaces();
    }
    let word = ahead.word();
    let (_, hour) = words::HOURS.iter().find(|(name, _)| is_word(word, name))?;
    ahead.at += word.len();
    *scan = ahead;
    Some(strong(*hour, Some(0), true))
}

/// `8:21`, `08:21:04.123`, `15.30`, `14h30`, `10時30分`, with `am` or `pm`.
fn with_minutes(scan: &mut Scan<'_>) -> Option<TimeOfDay> {
    let mut ahead = *scan;
    let hour = ahead.number().filter(|n| n.digits <= 2 && n.value <= 24)?;
    let separator =
        ahead.eat_if(|c| matches!(c, ':' | '：' | '.' | 'h' | 'H' | '時' | '시' | '点'))?;
    if matches!(separator, '時' | '시' | '点') {
        ahead.spaces();
    }
    let minute = ahead.two_digits(60)?;
    let mut read = strong(hour.value, Some(minute), false);
    if matches!(separator, '時' | '시' | '点') {
        ahead.eat_if(|c| matches!(c, '分' | '분'));
    } else if separator == '.' {
        // `1.24.0` is a version, `2.50%` a share.
        if matches!(ahead.peek(), Some('.' | ',' | '%'))
            && ahead.peek_second().is_none_or(|c| c.is_ascii_digit())
        {
            return None;
        }
        read.is_weak = true;
    } else if separator == ':' {
        read.clock.second = seconds(&mut ahead)?;
    }
    if ahead.peek().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    if hour.value == 24 && (minute, read.clock.second.unwrap_or(0)) != (0, 0) {
        return None;
    }
    if let Some(marker) = meridiem(&mut ahead) {
        apply(&mut read, marker);
    }
    let mut spoken = ahead;
    spoken.spaces();
    if spoken.eat_one_of(&["uhr", "hrs"]) {
        ahead = spoken;
    }
    *scan = ahead;
    Some(read)
}

/// `:04`, `:04.123`, `:04,123`; the fraction is dropped. `None` where what follows is no second.
fn seconds(scan: &mut Scan<'_>) -> Option<Option<u32>> {
    let mut ahead = *scan;
    if !ahead.eat(':') || !ahead.peek().is_some_and(|c| c.is_ascii_digit()) {
        return Some(None);
    }
    let second = ahead.two_digits(61)?.min(59);
    *scan = ahead;
    if ahead.eat_if(|c| matches!(c, '.' | ',')).is_some() && ahead.number().is_some() {
        *scan = ahead;
    }
    Some(Some(second))
}

/// `10 AM`, `10am`, `14h`, `14 Uhr`, `10 o'clock`.
fn hour_alone(scan: &mut Scan<'_>) -> Option<TimeOfDay> {
    let mut ahead = *scan;
    let hour = ahead.number().filter(|n| n.digits <= 2 && n.value <= 24)?;
    let mut read = strong(hour.value, None, false);
    if let Some(marker) = meridiem(&mut ahead).filter(|_| hour.value <= 12) {
        apply(&mut read, marker);
        *scan = ahead;
        return Some(read);
    }
    ahead.spaces();
    let spoken = ahead.eat_one_of(&["uhr", "o’clock"]) || ahead.eat_text("o'clock");
    let tight =
        hour.digits == 2 && ahead.eat_one_of(&["h", "hrs", "hours"]) && ahead.at <= scan.at + 3;
    if spoken || tight {
        read.is_weak = tight;
        *scan = ahead;
        return Some(read);
    }
    if ahead.eat_if(|c| matches!(c, '時' | '시' | '点')).is_some() && ahead.peek() != Some('間')
    {
        *scan = ahead;
        return Some(read);
    }
    None
}

/// `1530Z`, `0915 UTC`, `0915h`, `0915`.
fn packed(scan: &mut Scan<'_>) -> Option<TimeOfDay> {
    let mut ahead = *scan;
    let number = ahead.number().filter(|n| n.digits == 4)?;
    let (hour, minute) = (number.value / 100, number.value % 100);
    if hour > 23 || minute > 59 {
        return None;
    }
    let mut read = strong(hour, Some(minute), false);
    let mut marked = ahead;
    marked.spaces();
    if marked.eat_one_of(&["h", "hrs", "hours"]) {
        *scan = marked;
        return Some(read);
    }
    let zoned = zone::beside_clock(&mut marked).is_some();
    // `2018` is a year unless it begins with a nought.
    if !zoned && number.value >= 1000 {
        return None;
    }
    read.is_weak = !zoned;
    *scan = ahead;
    Some(read)
}

/// `1600` right behind a date, where nothing but a separator follows.
pub(super) fn packed_after_date(scan: &mut Scan<'_>) -> Option<TimeOfDay> {
    let mut ahead = *scan;
    let number = ahead.number().filter(|n| n.digits == 4)?;
    let (hour, minute) = (number.value / 100, number.value % 100);
    let mut tail = ahead;
    tail.spaces();
    let ends = match tail.peek() {
        Some(c) if is_dash(c) => !tail.peek_second().is_some_and(|next| next.is_ascii_digit()),
        Some(c) => "\n\r:|,)]*".contains(c),
        None => true,
    };
    (hour < 24 && minute < 60 && ends).then(|| {
        *scan = ahead;
        strong(hour, Some(minute), false)
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Meridiem {
    Am,
    Pm,
}

/// `am`, ` PM`, ` p.m.`.
fn meridiem(scan: &mut Scan<'_>) -> Option<Meridiem> {
    let mut ahead = *scan;
    ahead.spaces();
    let marker = match ahead.bump()? {
        'a' | 'A' => Meridiem::Am,
        'p' | 'P' => Meridiem::Pm,
        _ => return None,
    };
    let dotted = ahead.eat('.');
    ahead.eat_if(|c| matches!(c, 'm' | 'M'))?;
    if ahead.peek().is_some_and(continues_word) {
        return None;
    }
    if dotted {
        ahead.eat('.');
    }
    *scan = ahead;
    Some(marker)
}

fn apply(read: &mut TimeOfDay, marker: Meridiem) {
    read.is_weak = false;
    let hour = &mut read.clock.hour;
    match (marker, *hour) {
        (Meridiem::Am, 12) => *hour = 0,
        (Meridiem::Pm, 1..=11) => *hour += 12,
        (Meridiem::Pm, 12) | (Meridiem::Am, 0..=11) => {}
        _ => read.typo = Some(Typo::Meridiem),
    }
    read.clock.has_meridiem = true;
}

/// Gives a clock without marker the half of the day that its end has: `9:00-10:00am`.
pub(super) fn share_meridiem(start: &mut Clock, end: Clock) {
    if start.has_meridiem || !end.has_meridiem || start.hour > 12 || start.hour == 0 {
        return;
    }
    let minutes = |clock: Clock| clock.hour * 60 + clock.minute.unwrap_or(0);
    let mut later = *start;
    later.hour = start.hour % 12 + 12;
    let mut earlier = *start;
    earlier.hour = start.hour % 12;
    *start = if minutes(later) <= minutes(end) {
        later
    } else {
        earlier
    };
    start.has_meridiem = true;
}

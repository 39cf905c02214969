//! Dates: `2021-06-22`, `10/14/2022`, `15 December 2024`, `June 14th, 2022`, `2021年7月20日`.

use super::scan::{Number, Scan, continues_word, is_dash};
use super::{PartialDate, Typo, words};
use crate::config::DateOrder;
use chrono::NaiveDate;

/// A date, the end of a range of days such as `10–12 February`, and the slips in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: PartialDate,
    pub(super) until: Option<PartialDate>,
    pub(super) typo: Option<Typo>,
    /// `4/21` is a day only where a clock or a separator follows.
    pub(super) is_weak: bool,
}

/// Steps over a date.
pub(super) fn date(scan: &mut Scan<'_>, order: Option<DateOrder>) -> Option<Day> {
    FORMS.iter().find_map(|form| {
        let (day, end) = form(*scan, order)?;
        (valid(&day.date) && day.until.is_none_or(|until| valid(&until))).then(|| {
            scan.at = end;
            day
        })
    })
}

/// Reads one form and says where it ends.
type Form = fn(Scan<'_>, Option<DateOrder>) -> Option<(Day, usize)>;

/// The first that reads a date wins.
const FORMS: [Form; 5] = [year_first, packed, numbers, day_and_month, month_and_day];

/// A year, a year and month, or a day that exists.
fn valid(date: &PartialDate) -> bool {
    let month_exists = date.month.is_none_or(|month| (1..=12).contains(&month));
    // Without a year the 29th of February may exist.
    let day_exists = match (date.month, date.day) {
        (Some(month), Some(day)) => {
            NaiveDate::from_ymd_opt(date.year.unwrap_or(2000), month, day).is_some()
        }
        (None, Some(_)) => false,
        _ => true,
    };
    month_exists && day_exists && (date.year.is_some() || date.day.is_some())
}

fn plain(year: Option<i32>, month: Option<u32>, day: Option<u32>) -> Day {
    Day {
        date: PartialDate {
            year,
            month,
            day,
            is_order_open: false,
        },
        until: None,
        typo: None,
        is_weak: false,
    }
}

/// Reads the digits of a year; three or five digits are a slip, and the year is left open.
fn year(number: Number) -> Option<(Option<i32>, Option<Typo>)> {
    let value = i32::try_from(number.value).ok()?;
    match number.digits {
        4 if (1000..3000).contains(&value) => Some((Some(value), None)),
        2 if value < 70 => Some((Some(2000 + value), None)),
        2 => Some((Some(1900 + value), None)),
        3 | 5 if number.value.to_string().starts_with(['1', '2']) => Some((None, Some(Typo::Year))),
        _ => None,
    }
}

/// `2021-06-22`, `2021/06/22`, `2021.06.22`, `2021-06`, `2021年6月22日`.
fn year_first(mut scan: Scan<'_>, _: Option<DateOrder>) -> Option<(Day, usize)> {
    let number = scan.number().filter(|n| n.digits >= 3)?;
    let (year, typo) = year(number)?;
    let separator = scan.eat_if(|c| is_dash(c) || matches!(c, '/' | '.' | '年' | '년'))?;
    if matches!(separator, '年' | '년') {
        return ideographic(scan, year?);
    }
    let month = scan.number().filter(|n| n.digits <= 2)?;
    let same = |c: char| {
        if is_dash(separator) {
            is_dash(c)
        } else {
            c == separator
        }
    };
    let mut ahead = scan;
    let day = match ahead.eat_if(same).and_then(|_| ahead.number()) {
        Some(day)
            if day.digits <= 2 && !ahead.peek().is_some_and(|c| c == separator && c != '-') =>
        {
            scan = ahead;
            Some(day.value)
        }
        // `2021-06` stands for the month; `2021/06` and `2021.06` are ratios and versions.
        _ if is_dash(separator) && month.digits == 2 && number.digits == 4 => None,
        _ => return None,
    };
    if day.is_none() && scan.peek().is_some_and(continues_word) {
        return None;
    }
    let mut read = plain(year, Some(month.value), day);
    read.typo = typo;
    Some((read, scan.at))
}

/// After the year: `6月22日`, `6월 22일`, or nothing.
fn ideographic(mut scan: Scan<'_>, year: i32) -> Option<(Day, usize)> {
    let mut ahead = scan;
    ahead.spaces();
    let month = ahead
        .number()
        .filter(|_| ahead.eat_if(|c| matches!(c, '月' | '월')).is_some());
    let Some(month) = month else {
        return Some((plain(Some(year), None, None), scan.at));
    };
    scan = ahead;
    ahead.spaces();
    let day = ahead
        .number()
        .filter(|_| ahead.eat_if(|c| matches!(c, '日' | '일')).is_some());
    if day.is_some() {
        scan = ahead;
    }
    Some((
        plain(Some(year), Some(month.value), day.map(|n| n.value)),
        scan.at,
    ))
}

/// `20210622`.
fn packed(mut scan: Scan<'_>, _: Option<DateOrder>) -> Option<(Day, usize)> {
    let number = scan.number().filter(|n| n.digits == 8)?;
    let year = i32::try_from(number.value / 10_000).ok()?;
    let known = (1900..2100).contains(&year) && !matches!(scan.peek(), Some('.' | ',' | '%'));
    known.then(|| {
        let day = plain(
            Some(year),
            Some(number.value / 100 % 100),
            Some(number.value % 100),
        );
        (day, scan.at)
    })
}

/// `10/14/2022`, `20.07.2021`, `01-05-2024`, `4/21/23`, `4/21`.
fn numbers(mut scan: Scan<'_>, order: Option<DateOrder>) -> Option<(Day, usize)> {
    let first = scan.number().filter(|n| n.digits <= 2)?;
    let separator = scan.eat_if(|c| is_dash(c) || matches!(c, '/' | '.'))?;
    let second = scan.number().filter(|n| n.digits <= 2)?;
    let mut ahead = scan;
    let third = ahead
        .eat_if(|c| c == separator)
        .and_then(|_| ahead.number());
    let (year, typo) = match third {
        Some(number) => {
            scan = ahead;
            year(number).filter(|_| number.digits != 2 || separator != '-')?
        }
        // `10-14` and `10.14` are too many other things.
        None if separator == '/' => (None, None),
        None => return None,
    };
    if scan.peek() == Some(separator) && separator != '-' {
        return None;
    }
    let (a, b) = (first.value, second.value);
    let day_first = match order {
        _ if a > 12 => true,
        _ if b > 12 => false,
        Some(order) => order == DateOrder::DayFirst,
        // Full stops between numbers are a continental habit, and the day comes first there.
        None => separator == '.',
    };
    let (month, day) = if day_first { (b, a) } else { (a, b) };
    let mut read = plain(year, Some(month), Some(day));
    read.is_weak = third.is_none();
    read.date.is_order_open = order.is_none() && separator != '.' && a <= 12 && b <= 12 && a != b;
    read.typo = typo;
    Some((read, scan.at))
}

/// `15 December 2024`, `15-Dec-2024`, `14. Februar`, `3rd of May`, `10–12 February 2021`.
fn day_and_month(mut scan: Scan<'_>, _: Option<DateOrder>) -> Option<(Day, usize)> {
    let first = day_number(&mut scan)?;
    let mut ahead = scan;
    ahead.spaces();
    let dashed = ahead.eat_if(is_dash).is_some();
    ahead.spaces();
    let last = day_number(&mut ahead).filter(|&last| dashed && last > first);
    if last.is_some() {
        scan = ahead;
    }
    let mut joined = scan;
    let bound = joined.eat_if(|c| is_dash(c) || c == '/').is_some();
    if !bound {
        scan.spaces();
        if scan.eat_one_of(&["of", "de"]) {
            scan.spaces();
        }
        joined = scan;
    }
    let month = words::month(&mut joined)?;
    if joined.peek().is_some_and(continues_word)
        && !joined.peek().is_some_and(|c| c.is_ascii_digit())
    {
        return None;
    }
    let (year, end) = trailing_year(joined, bound);
    let mut read = plain(year, Some(month), Some(first));
    if let Some(last) = last {
        read.until = Some(plain(year, Some(month), Some(last)).date);
    }
    Some((read, end))
}

/// `December 15th, 2024`, `Dec 15`, `December 2024`, `May 3rd–5th`.
fn month_and_day(mut scan: Scan<'_>, _: Option<DateOrder>) -> Option<(Day, usize)> {
    let month = words::month(&mut scan)?;
    if !scan.spaces() {
        scan.eat('-');
    }
    scan.eat_word("the");
    scan.spaces();
    let mut ahead = scan;
    if let Some(number) = ahead.number().filter(|n| n.digits == 4) {
        let (year, _) = year(number)?;
        let free = !ahead
            .peek()
            .is_some_and(|c| c == ':' || c == '%' || continues_word(c));
        return free.then(|| (plain(year, Some(month), None), ahead.at));
    }
    let first = day_number(&mut scan)?;
    if scan.peek() == Some(':') && scan.peek_second().is_some_and(|c| c.is_ascii_digit()) {
        return None; // `May 10:15`
    }
    let mut ahead = scan;
    ahead.spaces();
    let dashed = ahead.eat_if(is_dash).is_some();
    ahead.spaces();
    let last = day_number(&mut ahead)
        .filter(|&last| dashed && last > first)
        .filter(|_| {
            !ahead
                .peek()
                .is_some_and(|c| c == ':' || c == '.' || continues_word(c))
        });
    // `May 3 - 5 pods`: only a tight dash or a following year makes it a range.
    let tight =
        scan.peek().is_some_and(is_dash) && !scan.peek_second().is_some_and(char::is_whitespace);
    let (mut year, mut end) = trailing_year(scan, false);
    let mut until = None;
    if let Some(last) = last {
        let (later_year, later_end) = trailing_year(ahead, false);
        if tight || later_year.is_some() {
            (year, end) = (later_year, later_end);
            until = Some(plain(year, Some(month), Some(last)).date);
        }
    }
    let mut read = plain(year, Some(month), Some(first));
    read.until = until;
    Some((read, end))
}

/// A day of the month with its ordinal ending: `3rd`, `14th`, `14.`, `1º`.
fn day_number(scan: &mut Scan<'_>) -> Option<u32> {
    let mut ahead = *scan;
    let day = ahead
        .number()
        .filter(|n| n.digits <= 2 && (1..=31).contains(&n.value))?;
    let ordinal = ahead.eat_one_of(&["st", "nd", "rd", "th", "er"])
        || ahead.eat_if(|c| matches!(c, 'º' | 'ª')).is_some();
    if !ordinal {
        let mut dotted = ahead;
        if dotted.eat('.') && dotted.peek().is_some_and(char::is_whitespace) {
            ahead = dotted;
        }
    }
    let attached = ahead
        .peek()
        .is_some_and(|c| c.is_alphabetic() && continues_word(c));
    // `15Dec2024` is fine, `15pods` is not.
    if attached && words::month(&mut ahead.clone()).is_none() {
        return None;
    }
    *scan = ahead;
    Some(day.value)
}

/// The year after day and month, if one follows: `, 2024`, ` 2024`, `'24`, `-2024`.
fn trailing_year(scan: Scan<'_>, bound: bool) -> (Option<i32>, usize) {
    let mut ahead = scan;
    if bound {
        if ahead.eat_if(|c| is_dash(c) || c == '/').is_none() {
            return (None, scan.at);
        }
    } else {
        ahead.eat('.');
        ahead.eat(',');
        ahead.spaces();
        if ahead.eat_one_of(&["of", "de"]) {
            ahead.spaces();
        }
    }
    let short = ahead.eat_if(|c| matches!(c, '\'' | '’')).is_some();
    let Some(number) = ahead.number() else {
        return (None, scan.at);
    };
    let digits_fit = number.digits == 4 || number.digits == 2 && (short || bound);
    let after = ahead.peek();
    let is_clock = after == Some(':') && ahead.peek_second().is_some_and(|c| c.is_ascii_digit());
    if !digits_fit || is_clock || after.is_some_and(|c| c == '%' || continues_word(c)) {
        return (None, scan.at);
    }
    match year(number) {
        Some((Some(year), _)) => (Some(year), ahead.at),
        _ => (None, scan.at),
    }
}

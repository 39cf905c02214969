//! Dates and counts as a page shows them.

use crate::analyze::durations::Length;
use crate::model::{Moment, Precision, ZoneOrigin, ZoneUse};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::OffsetName;
use schemars::JsonSchema;
use serde::Serialize;

/// A date as people and machines read it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct When {
    /// For `<time datetime>`.
    pub(super) machine: String,
    /// For people.
    pub(super) text: String,
}

/// A moment in full: `21 July 2021, 09:40`.
pub(super) fn long(moment: &Moment) -> When {
    let form = match moment.precision {
        Precision::Year => "%Y",
        Precision::Month => "%B %Y",
        Precision::Day => "%-d %B %Y",
        Precision::Hour | Precision::Minute => "%-d %B %Y, %H:%M",
        Precision::Second => "%-d %B %Y, %H:%M:%S",
    };
    When {
        machine: machine(moment),
        text: about(moment, form),
    }
}

/// The day only: `21 Jul 2021`.
pub(super) fn short(moment: &Moment) -> When {
    let form = match moment.precision {
        Precision::Year => "%Y",
        Precision::Month => "%b %Y",
        _ => "%-d %b %Y",
    };
    When {
        machine: machine(moment),
        text: moment.local.format(form).to_string(),
    }
}

/// A whole day: `21 Jul 2021`.
pub(super) fn day(day: NaiveDate) -> When {
    When {
        machine: day.format("%Y-%m-%d").to_string(),
        text: day.format("%-d %b %Y").to_string(),
    }
}

/// Days as people count them: `35 days`, `14 months`, `3 years`; begun ones do not count.
pub(super) fn lasting(days: i64) -> String {
    let whole = usize::try_from(days).unwrap_or(0);
    match whole {
        0..=90 => counted(whole, "day"),
        91..=730 => counted(whole * 100 / 3_044, "month"),
        _ => counted(whole * 100 / 36_525, "year"),
    }
}

/// An address without its scheme, shortened.
pub(super) fn shown_address(address: &str, most: usize) -> String {
    let bare = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest)
        .trim_end_matches('/');
    shortened(bare, most)
}

fn about(moment: &Moment, form: &str) -> String {
    let text = moment.local.format(form).to_string();
    if moment.approximate {
        format!("about {text}")
    } else {
        text
    }
}

/// A moment as far as it differs from an earlier one: the clock alone on the same day, the year only
/// where it changed.
pub(super) fn after(moment: &Moment, earlier: &Moment) -> When {
    let (day, before) = (moment.local.date(), earlier.local.date());
    let form = match () {
        () if day == before => "%H:%M",
        () if day.year() == before.year() => "%-d %B, %H:%M",
        () => "%-d %B %Y, %H:%M",
    };
    When {
        machine: machine(moment),
        text: about(moment, form),
    }
}

/// The clock alone: `09:40`.
pub(super) fn clock(moment: &Moment) -> String {
    let form = if moment.precision == Precision::Second && has_seconds(moment.local) {
        "%H:%M:%S"
    } else {
        "%H:%M"
    };
    let text = moment.local.format(form).to_string();
    if moment.approximate {
        format!("~{text}")
    } else {
        text
    }
}

fn has_seconds(local: NaiveDateTime) -> bool {
    use chrono::Timelike;
    local.second() != 0
}

/// The valid forms of `datetime`: as much as is known, with the offset where there is a clock.
pub(super) fn machine(moment: &Moment) -> String {
    let local = match moment.precision {
        Precision::Year => return moment.local.format("%Y").to_string(),
        Precision::Month => return moment.local.format("%Y-%m").to_string(),
        Precision::Day => return moment.local.format("%Y-%m-%d").to_string(),
        Precision::Hour | Precision::Minute => moment.local.format("%Y-%m-%dT%H:%M"),
        Precision::Second => moment.local.format("%Y-%m-%dT%H:%M:%S"),
    };
    // Clocks of the time before zones were minutes and seconds apart; HTML knows minutes only.
    let minutes = moment.zone.zone.offset_seconds(moment.local) / 60;
    if minutes == 0 {
        return format!("{local}Z");
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!(
        "{local}{sign}{:02}:{:02}",
        minutes.abs() / 60,
        minutes.abs() % 60
    )
}

/// A zone beside a time: its abbreviation, else its name.
pub(super) fn short_zone(zone: &ZoneUse, at: NaiveDateTime) -> String {
    abbreviation(zone, at).unwrap_or_else(|| zone.zone.to_string())
}

fn abbreviation(zone: &ZoneUse, at: NaiveDateTime) -> Option<String> {
    let crate::model::Zone::Named(tz) = zone.zone else {
        return None;
    };
    let offset = tz.offset_from_utc_datetime(&zone.zone.instant(at).naive_utc());
    let short = offset.abbreviation()?;
    (short.chars().all(char::is_alphabetic) && short != "LMT").then(|| short.to_owned())
}

/// A zone as a sentence names it: `Europe/London (BST)`, `UTC, which is assumed`.
pub(super) fn zone(zone: &ZoneUse, at: NaiveDateTime) -> String {
    let name = zone.zone.to_string();
    let abbreviation = abbreviation(zone, at).filter(|short| *short != name);
    let named = match abbreviation {
        Some(short) => format!("{name} ({short})"),
        None => name,
    };
    match zone.origin {
        ZoneOrigin::Assumed => format!("{named}, which is assumed: the report names no zone"),
        _ => named,
    }
}

/// `1 incident`, `2 incidents`.
pub(super) fn counted(n: usize, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(n as i64))
}

/// Seconds in two units at most, what is left cut off: `3 days 5 h`.
pub(super) fn took(seconds: i64) -> String {
    Length::exactly(seconds).to_string()
}

/// A number with its thousands apart: `24,980`.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Cuts a text for a list or a description, at a word.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    let end = cut
        .rfind(' ')
        .filter(|end| *end > cut.len() / 2)
        .unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Zone, ZoneUse};

    #[test]
    fn moments_are_shown_as_exactly_as_they_are_known() {
        let zone = ZoneUse {
            zone: Zone::Named(chrono_tz::Europe::London),
            origin: ZoneOrigin::Report,
            written: None,
        };
        let local = NaiveDate::from_ymd_opt(2021, 7, 21)
            .and_then(|day| day.and_hms_opt(9, 40, 0))
            .expect("a literal");
        for (precision, machine, text) in [
            (Precision::Year, "2021", "2021"),
            (Precision::Month, "2021-07", "July 2021"),
            (Precision::Day, "2021-07-21", "21 July 2021"),
            (
                Precision::Minute,
                "2021-07-21T09:40+01:00",
                "21 July 2021, 09:40",
            ),
        ] {
            let moment = Moment {
                local,
                precision,
                approximate: false,
                zone: zone.clone(),
            };
            let when = long(&moment);
            assert_eq!((when.machine.as_str(), when.text.as_str()), (machine, text));
        }
        assert_eq!(super::zone(&zone, local), "Europe/London (BST)");
        assert_eq!(short_zone(&zone, local), "BST");
        assert_eq!(short_zone(&ZoneUse::assumed(), local), "UTC");
    }

    #[test]
    fn long_times_are_in_months_and_years() {
        for (days, words) in [
            (0, "0 days"),
            (1, "1 day"),
            (90, "90 days"),
            (100, "3 months"),
            (365, "11 months"),
            (730, "23 months"),
            (731, "2 years"),
            (1_115, "3 years"),
            (145_000, "396 years"),
        ] {
            assert_eq!(lasting(days), words);
        }
    }

    #[test]
    fn texts_are_cut_at_a_word() {
        assert_eq!(shortened("one two three", 40), "one two three");
        assert_eq!(shortened("one two, three", 10), "one two…");
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, words) in [
            (0, "0"),
            (999, "999"),
            (24_980, "24,980"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(grouped(number), words);
        }
    }

    #[test]
    fn lists_read_as_sentences() {
        let words = ["a", "b", "c"].map(str::to_owned);
        for (n, expected) in [(0, ""), (1, "a"), (2, "a and b"), (3, "a, b and c")] {
            assert_eq!(listed(&words[..n]), expected);
        }
    }
}

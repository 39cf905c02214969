//! Points in time as people write them: with a precision, a doubt and a zone.

use chrono::{
    DateTime, Datelike, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset,
    TimeDelta, TimeZone, Utc,
};
use chrono_tz::{OffsetName, Tz};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// How exactly a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
    /// The hour.
    Hour,
    /// The minute.
    Minute,
    /// The second.
    Second,
}

/// A time zone: one of the world's, or a fixed distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A zone of the tz database, with its changes through the year.
    Named(Tz),
    /// A fixed offset.
    Offset(FixedOffset),
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone::Named(Tz::UTC);

    /// Returns the instant of a wall-clock time. Of two (clocks go back) it is the earlier one; in
    /// a gap (clocks go forward) it is reckoned with the offset before the gap.
    pub fn instant(self, local: NaiveDateTime) -> DateTime<Utc> {
        match self {
            Zone::Named(tz) => instant_in(&tz, local),
            Zone::Offset(offset) => instant_in(&offset, local),
        }
    }

    /// Returns the offset from UTC at a wall-clock time, in seconds east.
    pub fn offset_seconds(self, local: NaiveDateTime) -> i32 {
        let utc = self.instant(local).naive_utc();
        match self {
            Zone::Named(tz) => tz.offset_from_utc_datetime(&utc).fix().local_minus_utc(),
            Zone::Offset(offset) => offset.local_minus_utc(),
        }
    }

    /// Returns the wall clock of an instant.
    pub fn local(self, instant: DateTime<Utc>) -> NaiveDateTime {
        match self {
            Zone::Named(tz) => instant.with_timezone(&tz).naive_local(),
            Zone::Offset(offset) => instant.with_timezone(&offset).naive_local(),
        }
    }
}

fn instant_in<T: TimeZone>(zone: &T, local: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        // Gaps are at most a day wide (islands that crossed the date line), and the offset a
        // little earlier is the one the clock on the wall still showed.
        LocalResult::None => {
            let before = local
                .checked_sub_signed(TimeDelta::hours(25))
                .unwrap_or(local);
            match zone.from_local_datetime(&before).earliest() {
                Some(earlier) => {
                    let offset =
                        TimeDelta::seconds(earlier.offset().fix().local_minus_utc().into());
                    local.checked_sub_signed(offset).unwrap_or(local).and_utc()
                }
                None => local.and_utc(),
            }
        }
    }
}

impl fmt::Display for Zone {
    /// The IANA name, or an offset such as `+02:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Zone::Named(tz) => f.write_str(tz.name()),
            Zone::Offset(offset) if offset.local_minus_utc() == 0 => f.write_str("UTC"),
            Zone::Offset(offset) => write!(f, "{offset}"),
        }
    }
}

/// Who says that a zone is the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ZoneOrigin {
    /// The time itself.
    Stated,
    /// The report: its `timezone` key, or a note in the text.
    Report,
    /// book.toml.
    Book,
    /// Nobody: UTC is assumed, and said so.
    Assumed,
}

/// A zone and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneUse {
    /// The zone.
    pub zone: Zone,
    /// Who says so.
    pub origin: ZoneOrigin,
    /// The abbreviation as written (`PST`), where there is one. It names a family, not an offset:
    /// "PST" in July is Pacific time.
    pub written: Option<String>,
}

impl ZoneUse {
    /// UTC, because nobody says anything.
    pub fn assumed() -> ZoneUse {
        ZoneUse {
            zone: Zone::UTC,
            origin: ZoneOrigin::Assumed,
            written: None,
        }
    }

    /// Returns the abbreviation that fits the date, where the written one belongs to the other half
    /// of the year: `PDT` for a "PST" in July.
    pub fn wrong_season(&self, local: NaiveDateTime) -> Option<String> {
        let written = self.written.as_deref()?.to_uppercase();
        let Zone::Named(tz) = self.zone else {
            return None;
        };
        let fitting = abbreviation(tz, local)?;
        let other = abbreviations(tz, local.year());
        (fitting != written && other.contains(&Some(written))).then_some(fitting)
    }
}

/// What clocks of a zone are called in January and in July.
pub fn abbreviations(tz: Tz, year: i32) -> [Option<String>; 2] {
    [1, 7].map(|month| {
        let day = NaiveDate::from_ymd_opt(year, month, 1)?;
        abbreviation(tz, day.and_hms_opt(12, 0, 0)?)
    })
}

fn abbreviation(tz: Tz, local: NaiveDateTime) -> Option<String> {
    let utc = Zone::Named(tz).instant(local).naive_utc();
    tz.offset_from_utc_datetime(&utc)
        .abbreviation()
        .map(str::to_owned)
}

/// A point in time as a person wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The wall clock as written. What the precision does not cover is the earliest possible.
    pub local: NaiveDateTime,
    /// How exactly it is known.
    pub precision: Precision,
    /// Marked as approximate: `~13:30`, `ca. 18:30`.
    pub approximate: bool,
    /// The zone of the wall clock.
    pub zone: ZoneUse,
}

impl Moment {
    /// A whole day.
    pub fn day(date: NaiveDate, zone: ZoneUse) -> Moment {
        Moment {
            local: date.and_time(NaiveTime::MIN),
            precision: Precision::Day,
            approximate: false,
            zone,
        }
    }

    /// Returns the instant, the earliest that the precision allows.
    pub fn instant(&self) -> DateTime<Utc> {
        self.zone.zone.instant(self.local)
    }

    /// Returns the last second that the precision allows, for comparisons that must not claim
    /// more than is known: `2021-07-20` may be any time of that day.
    pub fn latest_instant(&self) -> DateTime<Utc> {
        let date = self.local.date();
        let end = match self.precision {
            Precision::Year => NaiveDate::from_ymd_opt(date_year(date) + 1, 1, 1)
                .map(|next| next.and_time(NaiveTime::MIN)),
            Precision::Month => date
                .checked_add_months(chrono::Months::new(1))
                .map(|next| next.and_time(NaiveTime::MIN)),
            Precision::Day => self.local.checked_add_signed(TimeDelta::days(1)),
            Precision::Hour => self.local.checked_add_signed(TimeDelta::hours(1)),
            Precision::Minute => self.local.checked_add_signed(TimeDelta::minutes(1)),
            Precision::Second => self.local.checked_add_signed(TimeDelta::seconds(1)),
        };
        let end = end.and_then(|end| end.checked_sub_signed(TimeDelta::seconds(1)));
        self.zone.zone.instant(end.unwrap_or(self.local))
    }

    /// Returns the last day that the precision allows, on the wall clock it was written by.
    pub fn latest_day(&self) -> NaiveDate {
        let day = self.local.date();
        let (year, month) = match self.precision {
            Precision::Year => (day.year(), 12),
            Precision::Month => (day.year(), day.month()),
            _ => return day,
        };
        let next = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
        NaiveDate::from_ymd_opt(next.0, next.1, 1)
            .and_then(|first| first.pred_opt())
            .unwrap_or(day)
    }

    /// Says whether a clock time is known, not only a day.
    pub fn has_clock(&self) -> bool {
        self.precision >= Precision::Hour
    }

    /// Returns the wall clock in the machine form: `YYYY-MM-DDTHH:MM`, with seconds where they are
    /// known.
    pub fn local_text(&self) -> String {
        let form = match self.precision {
            Precision::Second => "%Y-%m-%dT%H:%M:%S",
            _ => "%Y-%m-%dT%H:%M",
        };
        self.local.format(form).to_string()
    }

    /// Returns the date as far as it is known: `1628`, `2021-07`, `2021-07-20`.
    pub fn date_text(&self) -> String {
        let form = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            _ => "%Y-%m-%d",
        };
        self.local.format(form).to_string()
    }

    /// Returns what is known in the shortest form a person writes: `1628`, `2021-07`,
    /// `2021-07-20`, `2021-07-20 09:40`.
    pub fn written_text(&self) -> String {
        let form = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
            Precision::Hour | Precision::Minute => "%Y-%m-%d %H:%M",
            Precision::Second => "%Y-%m-%d %H:%M:%S",
        };
        self.local.format(form).to_string()
    }
}

fn date_year(date: NaiveDate) -> i32 {
    date.year()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a literal of this test")
    }

    #[test]
    fn clocks_that_change_are_told_apart() {
        let london = Zone::Named(Tz::Europe__London);
        for (local, utc) in [
            ("2021-07-21 09:40", "2021-07-21 08:40"),
            ("2021-01-21 09:40", "2021-01-21 09:40"),
            // 01:30 does not exist on this day; clocks went from 01:00 to 02:00.
            ("2021-03-28 01:30", "2021-03-28 01:30"),
            // 01:30 exists twice; the earlier one is meant.
            ("2021-10-31 01:30", "2021-10-31 00:30"),
        ] {
            assert_eq!(london.instant(at(local)).naive_utc(), at(utc), "{local}");
        }
    }

    #[test]
    fn a_day_may_be_any_time_of_that_day() {
        let day = Moment::day(at("2021-07-20 00:00").date(), ZoneUse::assumed());
        assert_eq!(
            day.latest_instant().to_rfc3339(),
            "2021-07-20T23:59:59+00:00"
        );
        assert_eq!(day.written_text(), "2021-07-20");
    }
}

//! Times of front matter: whole values, read with the report's zone.

use crate::config::DateOrder;
use crate::model::{Moment, Precision, Zone, ZoneOrigin, ZoneUse};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;

/// What a time needs besides its own words.
pub(crate) struct Clock {
    /// The zone of times that state none.
    pub(crate) zone: ZoneUse,
    /// How `03/04/2024` is read.
    #[allow(dead_code)]
    pub(crate) order: Option<DateOrder>,
}

/// A time at the start of a short timeline entry.
pub(crate) struct EventTime {
    pub(crate) at: Option<Moment>,
    pub(crate) clock: Option<NaiveTime>,
    pub(crate) until: Option<Moment>,
    /// Bytes of the time, with the separator behind it.
    pub(crate) length: usize,
    /// Bytes of the time alone.
    pub(crate) time_length: usize,
}

/// Reads the name of a zone.
pub(crate) fn zone_of(name: &str) -> Option<Zone> {
    name.parse::<Tz>().ok().map(Zone::Named)
}

impl Clock {
    /// Reads a whole value as a time.
    pub(crate) fn moment(&self, text: &str) -> Option<Moment> {
        let (text, approximate) = match text.strip_prefix('~') {
            Some(rest) => (rest.trim_start(), true),
            None => (text, false),
        };
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            let zone = Zone::Offset(*at.offset());
            return Some(Moment {
                local: at.naive_local(),
                precision: Precision::Second,
                approximate,
                zone: ZoneUse {
                    zone,
                    origin: ZoneOrigin::Stated,
                    written: None,
                },
            });
        }
        let (local, precision) = local(text)?;
        Some(Moment {
            local,
            precision,
            approximate,
            zone: self.zone.clone(),
        })
    }

    /// Reads the time of a timeline entry; `previous` is the time of the entry before it.
    pub(crate) fn event(
        &self,
        text: &str,
        day: Option<NaiveDate>,
        previous: Option<&Moment>,
    ) -> Option<EventTime> {
        if let Some(at) = self.moment(text) {
            return Some(EventTime {
                at: Some(at),
                clock: None,
                until: None,
                length: text.len(),
                time_length: text.len(),
            });
        }
        let head = text.split_whitespace().next()?;
        let approximate = head.starts_with('~');
        let (first, second) = match head.trim_start_matches('~').split_once(['-', '–']) {
            Some((a, b)) => (a, Some(b)),
            None => (head.trim_start_matches('~'), None),
        };
        let clock = NaiveTime::parse_from_str(first, "%H:%M").ok()?;
        let day = previous.map(|at| at.local.date()).or(day);
        let at = day.map(|day| {
            let mut local = day.and_time(clock);
            if previous.is_some_and(|before| local < before.local - TimeDelta::hours(6)) {
                local += TimeDelta::days(1);
            }
            Moment {
                local,
                precision: Precision::Minute,
                approximate,
                zone: self.zone.clone(),
            }
        });
        let until = second
            .and_then(|second| NaiveTime::parse_from_str(second, "%H:%M").ok())
            .and_then(|clock| {
                at.as_ref().map(|at| Moment {
                    local: at.local.date().and_time(clock),
                    ..at.clone()
                })
            });
        Some(EventTime {
            clock: at.is_none().then_some(clock),
            at,
            until,
            length: head.len(),
            time_length: head.len(),
        })
    }
}

fn local(text: &str) -> Option<(NaiveDateTime, Precision)> {
    for (form, precision) in [
        ("%Y-%m-%d %H:%M:%S", Precision::Second),
        ("%Y-%m-%dT%H:%M:%S", Precision::Second),
        ("%Y-%m-%d %H:%M", Precision::Minute),
        ("%Y-%m-%dT%H:%M", Precision::Minute),
    ] {
        if let Ok(local) = NaiveDateTime::parse_from_str(text, form) {
            return Some((local, precision));
        }
    }
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let midnight = |date: NaiveDate| date.and_time(NaiveTime::MIN);
    if let Some(date) = day(text) {
        return Some((midnight(date), Precision::Day));
    }
    if text.len() == 7 {
        return Some((midnight(day(&format!("{text}-01"))?), Precision::Month));
    }
    (text.len() == 4)
        .then(|| day(&format!("{text}-01-01")))
        .flatten()
        .map(|date| (midnight(date), Precision::Year))
}

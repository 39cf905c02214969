//! Times of front matter, read with the report's zone.

use super::time::{self, Context, Reading};
use crate::config::DateOrder;
use crate::model::{Moment, Zone, ZoneUse};
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

/// What a time needs besides its own words.
pub(crate) struct Clock {
    /// The zone of times that state none.
    pub(crate) zone: ZoneUse,
    /// How `03/04/2024` is read.
    pub(crate) order: Option<DateOrder>,
}

/// The time of a timeline entry.
pub(crate) struct EventTime {
    /// When; `None` when no day is known.
    pub(crate) at: Option<Moment>,
    /// The time of day where the day is not known.
    pub(crate) clock: Option<NaiveTime>,
    /// The end of a range.
    pub(crate) until: Option<Moment>,
}

/// Reads the name of a zone. A name with a slash must be spelt right: a key of front matter can be
/// mended, unlike the prose of an old report.
pub(crate) fn zone_of(name: &str) -> Option<Zone> {
    match name.parse().map(Zone::Named) {
        Ok(zone) => Some(zone),
        Err(_) if name.contains('/') => None,
        Err(_) => time::zone::read(name),
    }
}

impl Clock {
    /// Reads a whole value as a time.
    pub(crate) fn moment(&self, text: &str) -> Option<Moment> {
        let reading = time::exact(text, self.order)?;
        time::resolve(&reading, &self.context(None)).map(|(moment, _)| moment)
    }

    /// Reads the time at the start of a timeline entry, or an entry that is a time and no more.
    pub(crate) fn at_start(&self, text: &str) -> Option<Reading> {
        time::exact(text, self.order)
            .map(|reading| Reading {
                rest: text.len(),
                ..reading
            })
            .or_else(|| time::read_at_start(text, self.order))
    }

    /// Resolves the time of an entry. The day carries on from the entry before it, past midnight
    /// when the clock jumps back by more than six hours.
    pub(crate) fn event(
        &self,
        reading: &Reading,
        day: Option<NaiveDate>,
        previous: Option<&Moment>,
    ) -> EventTime {
        let day = previous.map(|at| at.local.date()).or(day);
        let resolved = time::resolve(reading, &self.context(day));
        let Some((mut at, mut until)) = resolved else {
            return EventTime {
                at: None,
                clock: clock_of(reading),
                until: None,
            };
        };
        let goes_back =
            previous.is_some_and(|before| at.local + TimeDelta::hours(6) < before.local);
        if reading.date.is_none() && at.has_clock() && goes_back {
            let next = day.and_then(|day| day.checked_add_days(Days::new(1)));
            if let Some((moment, end)) = time::resolve(reading, &self.context(next)) {
                (at, until) = (moment, end);
            }
        }
        EventTime {
            at: Some(at),
            clock: None,
            until,
        }
    }

    fn context(&self, day: Option<NaiveDate>) -> Context {
        Context {
            day,
            order: self.order,
            ..Context::new(self.zone.clone())
        }
    }
}

fn clock_of(reading: &Reading) -> Option<NaiveTime> {
    let clock = reading.clock?;
    let (minute, second) = (clock.minute.unwrap_or(0), clock.second.unwrap_or(0));
    NaiveTime::from_hms_opt(clock.hour, minute, second)
}

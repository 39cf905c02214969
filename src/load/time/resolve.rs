//! From what the words say to an instant, with the help of the surroundings.

use super::{Clock, PartialDate, Reading, WrittenZone, zone};
use crate::config::DateOrder;
use crate::model::{Moment, Precision, Zone, ZoneOrigin, ZoneUse};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// What the surroundings of a time know.
#[derive(Debug, Clone)]
pub struct Context {
    /// The zone of times that state none.
    pub zone: ZoneUse,
    /// The day of times that state none.
    pub day: Option<NaiveDate>,
    /// The year of days that state none, where no day is known either.
    pub year: Option<i32>,
    /// Which way round `03/04/2024` is.
    pub order: Option<DateOrder>,
}

impl Context {
    /// Knows nothing but a zone.
    pub fn new(zone: ZoneUse) -> Context {
        Context {
            zone,
            day: None,
            year: None,
            order: None,
        }
    }
}

/// Turns a reading into a moment and, for a range, its end. `None` when no day is known.
pub fn resolve(reading: &Reading, context: &Context) -> Option<(Moment, Option<Moment>)> {
    let zone = zone_of(reading.zone.as_ref(), context);
    let (day, precision) = day_of(reading, context)?;
    let (local, precision) = at_clock(day, reading.clock, precision)?;
    let moment = Moment {
        local,
        precision,
        approximate: reading.is_approximate || reading.is_unknown,
        zone,
    };
    let until = end_of(reading, context, &moment);
    Some((moment, until))
}

/// Uses the zone beside the time, else the one around it. An abbreviation means what it means in
/// the zone around it, if that knows it.
fn zone_of(written: Option<&WrittenZone>, context: &Context) -> ZoneUse {
    let Some(written) = written else {
        return context.zone.clone();
    };
    let home = match context.zone.zone {
        Zone::Named(home) if context.zone.origin != ZoneOrigin::Assumed => Some(home),
        _ => None,
    };
    let written = zone::at_home(written.clone(), home);
    ZoneUse {
        zone: written.zone,
        origin: ZoneOrigin::Stated,
        written: Some(written.written),
    }
}

fn day_of(reading: &Reading, context: &Context) -> Option<(NaiveDate, Precision)> {
    match (&reading.date, reading.weekday) {
        (Some(date), _) => whole_date(date, context, context.day),
        (None, Some(weekday)) => Some((next(context.day?, weekday)?, Precision::Day)),
        (None, None) if reading.clock.is_some() || reading.is_unknown => {
            Some((context.day?, Precision::Day))
        }
        (None, None) => None,
    }
}

fn whole_date(
    date: &PartialDate,
    context: &Context,
    near: Option<NaiveDate>,
) -> Option<(NaiveDate, Precision)> {
    let date = in_order(*date, context.order);
    let Some(day) = date.day else {
        let precision = if date.month.is_some() {
            Precision::Month
        } else {
            Precision::Year
        };
        return Some((
            NaiveDate::from_ymd_opt(date.year?, date.month.unwrap_or(1), 1)?,
            precision,
        ));
    };
    let month = date.month?;
    let day = match (date.year, near) {
        (Some(year), _) => NaiveDate::from_ymd_opt(year, month, day)?,
        (None, Some(near)) => nearest_year(near, month, day)?,
        (None, None) => NaiveDate::from_ymd_opt(context.year?, month, day)?,
    };
    Some((day, Precision::Day))
}

/// Swaps day and month where the order was open and the surroundings settle it.
fn in_order(mut date: PartialDate, order: Option<DateOrder>) -> PartialDate {
    if date.is_order_open && order == Some(DateOrder::DayFirst) {
        (date.month, date.day) = (date.day, date.month);
    }
    date
}

/// The day of that name nearest to another day: `2 January` beside 31 December is the next year's.
fn nearest_year(near: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    (near.year() - 1..=near.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|at| (*at - near).abs())
}

/// The next such day of the week, the day itself included.
fn next(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let ahead = weekday.days_since(day.weekday());
    day.checked_add_days(Days::new(ahead.into()))
}

fn at_clock(
    day: NaiveDate,
    clock: Option<Clock>,
    precision: Precision,
) -> Option<(NaiveDateTime, Precision)> {
    let Some(clock) = clock.filter(|_| precision == Precision::Day) else {
        return Some((day.and_time(NaiveTime::MIN), precision));
    };
    let precision = match (clock.minute, clock.second) {
        (_, Some(_)) => Precision::Second,
        (Some(_), None) => Precision::Minute,
        // `10 AM` says as much as `10:00`: nobody rounds to a marker.
        (None, None) if clock.has_meridiem => Precision::Minute,
        (None, None) => Precision::Hour,
    };
    let (day, hour) = match clock.hour {
        24 => (day.succ_opt()?, 0),
        hour => (day, hour),
    };
    let time = NaiveTime::from_hms_opt(hour, clock.minute.unwrap_or(0), clock.second.unwrap_or(0))?;
    Some((day.and_time(time), precision))
}

fn end_of(reading: &Reading, context: &Context, start: &Moment) -> Option<Moment> {
    let end = reading.until.as_ref()?;
    let first_day = start.local.date();
    let (day, precision) = match &end.date {
        Some(date) => whole_date(date, context, Some(first_day))?,
        None => (first_day, Precision::Day),
    };
    let (mut local, precision) = at_clock(day, end.clock, precision)?;
    // Without a day of its own, an end before its start is past midnight.
    if end.date.is_none() && local < start.local {
        local = local.checked_add_signed(TimeDelta::days(1))?;
    }
    (local >= start.local).then(|| Moment {
        local,
        precision,
        approximate: reading.is_approximate,
        zone: start.zone.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{exact, read_at_start};
    use super::{Context, resolve};
    use crate::config::DateOrder;
    use crate::model::ZoneUse;
    use chrono::NaiveDate;

    fn check(text: &str, day: Option<(i32, u32, u32)>, expected: &str) {
        let context = Context {
            day: day.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d)),
            order: Some(DateOrder::DayFirst),
            ..Context::new(ZoneUse::assumed())
        };
        let found = exact(text, None)
            .or_else(|| read_at_start(text, None))
            .and_then(|reading| resolve(&reading, &context));
        let shown = found.map(|(at, until)| {
            let end = until.map(|end| format!(" to {}", end.written_text()));
            format!(
                "{}{} {}",
                at.written_text(),
                end.unwrap_or_default(),
                at.zone.zone
            )
        });
        assert_eq!(shown.unwrap_or_default(), expected, "{text:?} on {day:?}");
    }

    #[test]
    fn the_surroundings_fill_in_what_is_missing() {
        let day = Some((2021, 12, 31));
        check("2021-07-20", None, "2021-07-20 UTC");
        check("1628", None, "1628 UTC");
        check("2021-07", None, "2021-07 UTC");
        check("10:26", None, "");
        check("10:26", day, "2021-12-31 10:26 UTC");
        check("24:00", day, "2022-01-01 00:00 UTC");
        check("2 January 10:26", day, "2022-01-02 10:26 UTC");
        check("30 December 10:26", day, "2021-12-30 10:26 UTC");
        check("30 December", None, "");
        check("Monday 10:26", day, "2022-01-03 10:26 UTC");
        check("Friday 10:26", day, "2021-12-31 10:26 UTC");
        check("03/04/2021", None, "2021-04-03 UTC");
        check(
            "23:50-00:10",
            day,
            "2021-12-31 23:50 to 2022-01-01 00:10 UTC",
        );
        check(
            "10:15-10:20 PST",
            day,
            "2021-12-31 10:15 to 2021-12-31 10:20 America/Los_Angeles",
        );
        check("10 AM", day, "2021-12-31 10:00 UTC");
        check(
            "2024-03-02T09:14:00+01:00",
            None,
            "2024-03-02 09:14:00 +01:00",
        );
        check("10–12 February 2021", None, "2021-02-10 to 2021-02-12 UTC");
    }
}

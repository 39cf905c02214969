//! Gives each entry of a timeline its day, zone and instant.

use super::cut::{Cut, Entry};
use crate::config::DateOrder;
use crate::load::time::{Context, Reading, resolve};
use crate::model::{Event, Moment, Origin, Piece, ZoneOrigin, ZoneUse};
use crate::source::Span;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Dates entries one after the other and remembers where it is.
#[derive(Debug)]
pub(super) struct Dating {
    context: Context,
    last: Option<NaiveDateTime>,
    /// Whether the current day was stated and nothing has happened on it yet.
    is_new_day: bool,
    /// Whether clocks run to twelve and start again, without saying which half of the day it is.
    runs_to_twelve: bool,
}

/// An earlier clock than the one before it means the next day only when the step back is longer
/// than this; a shorter one is an entry out of order.
const STEP_BACK: TimeDelta = TimeDelta::hours(6);

impl Dating {
    /// Starts on a day, if one is known.
    pub(super) fn new(
        zone: ZoneUse,
        day: Option<NaiveDate>,
        year: Option<i32>,
        order: Option<DateOrder>,
    ) -> Dating {
        Dating {
            context: Context {
                day,
                year,
                order,
                ..Context::new(zone)
            },
            last: None,
            is_new_day: true,
            runs_to_twelve: false,
        }
    }

    /// Dates the cuts of one timeline.
    pub(super) fn date(&mut self, cuts: Vec<Cut>, events: &mut Vec<Event>) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(cuts.len());
        self.runs_to_twelve = runs_to_twelve(&cuts);
        for cut in cuts {
            match cut {
                Cut::Day { reading, span } => {
                    self.day_heading(&reading);
                    push(&mut pieces, Piece::Structure(span));
                }
                Cut::Heads { span, zone, year } => {
                    if let Some(zone) = zone {
                        self.context.zone = ZoneUse {
                            zone: zone.zone,
                            origin: ZoneOrigin::Report,
                            written: Some(zone.written),
                        };
                    }
                    if let Some(year) = year {
                        self.year_of_column(year);
                    }
                    push(&mut pieces, Piece::Structure(span));
                }
                Cut::Text(span) => push(&mut pieces, Piece::Text(span)),
                Cut::Entry(entry) => {
                    pieces.push(Piece::Event(events.len()));
                    events.push(self.event(entry, events.last()));
                }
            }
        }
        pieces
    }

    /// A year in a column head is nearer than any other.
    fn year_of_column(&mut self, year: i32) {
        self.context.year = Some(year);
        self.context.day = self.context.day.and_then(|day| day.with_year(year));
    }

    fn day_heading(&mut self, reading: &Reading) {
        if let Some((moment, _)) = resolve(reading, &self.context) {
            self.context.day = Some(moment.local.date());
            self.is_new_day = true;
        }
    }

    fn event(&mut self, entry: Entry, before: Option<&Event>) -> Event {
        let (at, until) = match &entry.reading {
            Some(reading) => self.moment(reading),
            // A blank cell means the same time as above.
            None if entry.written.is_empty() => (before.and_then(|event| event.at.clone()), None),
            None => (None, None),
        };
        let clock = entry.reading.as_ref().and_then(|reading| {
            let clock = reading.clock?;
            NaiveTime::from_hms_opt(
                clock.hour % 24,
                clock.minute.unwrap_or(0),
                clock.second.unwrap_or(0),
            )
        });
        Event {
            clock: clock.filter(|_| at.is_none()),
            at,
            until,
            kind: None,
            text: entry.text,
            written: entry.written,
            origin: Origin::Section,
            span: entry.span,
            time_span: entry.time_span,
        }
    }

    fn moment(&mut self, reading: &Reading) -> (Option<Moment>, Option<Moment>) {
        self.turn_the_day(reading);
        let Some((mut at, mut until)) = resolve(reading, &self.context) else {
            return (None, None);
        };
        if self.runs_to_twelve
            && self
                .last
                .is_some_and(|last| at.local < last && !self.is_new_day)
        {
            at.local += HALF_A_DAY;
            until = until.map(|end| Moment {
                local: end.local + HALF_A_DAY,
                ..end
            });
        }
        self.context.day = Some(at.local.date());
        if at.has_clock() {
            self.last = Some(at.local);
            self.is_new_day = false;
        } else if reading.date.is_some() {
            self.is_new_day = true;
        }
        (Some(at), until)
    }

    /// `23:00` and then `00:40` is past midnight, unless the day was just named.
    fn turn_the_day(&mut self, reading: &Reading) {
        if reading.date.is_some() || reading.weekday.is_some() || self.is_new_day {
            return;
        }
        let (Some(last), Some((at, _))) = (self.last, resolve(reading, &self.context)) else {
            return;
        };
        let step = if self.runs_to_twelve {
            STEP_BACK + HALF_A_DAY
        } else {
            STEP_BACK
        };
        if at.has_clock() && last - at.local > step {
            self.context.day = self
                .context
                .day
                .and_then(|day| day.checked_add_days(Days::new(1)));
        }
    }
}

const HALF_A_DAY: TimeDelta = TimeDelta::hours(12);

/// Says whether the clocks of a timeline go past noon as `11:50`, `12:10`, `1:05`: none shows a
/// marker, an hour of the second half of the day, or a nought before the hour.
fn runs_to_twelve(cuts: &[Cut]) -> bool {
    let clocks: Vec<u32> = cuts
        .iter()
        .filter_map(|cut| match cut {
            Cut::Entry(entry) => Some(entry),
            _ => None,
        })
        .filter_map(|entry| {
            let clock = entry.reading.as_ref()?.clock?;
            let is_of_day = clock.has_meridiem || clock.hour > 12 || clock.hour == 0;
            let hour = entry.written.split(':').next().unwrap_or_default();
            let is_padded = hour.ends_with(&format!("0{}", clock.hour));
            Some(if is_of_day || is_padded {
                u32::MAX
            } else {
                clock.hour
            })
        })
        .collect();
    let all_short = clocks.iter().all(|hour| *hour <= 12);
    all_short && clocks.windows(2).any(|pair| pair[0] >= 11 && pair[1] <= 6)
}

/// Adds a piece; empty ones say nothing.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    let is_empty = match &piece {
        Piece::Text(span) | Piece::Structure(span) => Span::is_empty(span),
        Piece::Event(_) => false,
    };
    if !is_empty {
        pieces.push(piece);
    }
}

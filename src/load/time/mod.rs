//! Times as people write them: first what the words say, then which instant that is.
//!
//! Reading is purely syntactic: `08:20 - 08:24` has a clock, an end and no day. [`resolve`] adds
//! what the surroundings know: the day, the year, the zone. Every reader here is a hand-written
//! scanner that looks a bounded distance ahead, so any text is read in time proportional to it.

mod clock;
mod date;
mod find;
mod lead;
mod moment;
mod note;
mod read;
mod resolve;
mod scan;
#[cfg(test)]
mod table;
mod words;
pub mod zone;

pub use find::{DateVotes, find, find_all};
pub use note::zone_note;
pub use read::{exact, read_at_start};
pub use resolve::{Context, resolve};

use crate::model::Zone;
use crate::source::Span;
use chrono::Weekday;

/// A date as written; what was left out is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartialDate {
    /// The year, in four digits.
    pub year: Option<i32>,
    /// The month, 1 to 12. Never without a year or a day.
    pub month: Option<u32>,
    /// The day, 1 to 31. Never without a month.
    pub day: Option<u32>,
    /// Nothing in `03/04/2024` itself says which number is the month, and no order was given: the
    /// month was taken first, and the two may be swapped.
    pub is_order_open: bool,
}

/// A time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The hour, 0 to 24; 24 is the midnight that ends the day.
    pub hour: u32,
    /// The minute, where written.
    pub minute: Option<u32>,
    /// The second, where written.
    pub second: Option<u32>,
    /// Whether "am" or "pm" was written, so that the hour is certain.
    pub has_meridiem: bool,
}

/// A zone as written beside a time or in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenZone {
    /// The words: `PST`, `UTC+2`, `Europe/London`.
    pub written: String,
    /// What they mean.
    pub zone: Zone,
}

/// The end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The day, where it is written again.
    pub date: Option<PartialDate>,
    /// The time of day.
    pub clock: Option<Clock>,
}

/// A slip of the pen that was read as what it must have meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typo {
    /// `20202-02-03`: the year is left to the context.
    Year,
    /// `13:55 PM`: the clock has 24 hours, the marker is ignored.
    Meridiem,
    /// `12:26-12:??`: the end is not known.
    UnknownEnd,
    /// `/07/ at 09:40`: most of the date is lost, and the rest is left out.
    LostDate,
}

/// What the words of a time say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The day.
    pub date: Option<PartialDate>,
    /// The day of the week.
    pub weekday: Option<Weekday>,
    /// The time of day.
    pub clock: Option<Clock>,
    /// The end of a range.
    pub until: Option<End>,
    /// The zone.
    pub zone: Option<WrittenZone>,
    /// Marked as approximate: `~13:30`, `ca. 18:30`.
    pub is_approximate: bool,
    /// The time stands for one that is not known: `--:--`.
    pub is_unknown: bool,
    /// Slips that were put right.
    pub typos: Vec<Typo>,
    /// The time itself, without brackets, emphasis and separators.
    pub span: Span,
    /// Where the words that follow begin. Equal to the start of the text when the time cannot be
    /// cut out without breaking what holds it, such as a link.
    pub rest: usize,
    /// What stands before the time and belongs to the words after it: emphasis or a link that goes
    /// on, an emoji.
    pub carried: Span,
}

//! Dates outside the timeline: in the title, in running text, in the file's name.

use super::kinds;
use super::outline::{Block, Kind, Outline};
use super::parts::{Covered, Part};
use crate::config::DateOrder;
use crate::load::time::{Reading, find, find_all, read_at_start};
use crate::model::{EventKind, Milestone, SectionKind};
use crate::source::Span;
use chrono::NaiveDate;

/// A time that was found, and where.
#[derive(Debug, Clone)]
pub(in crate::load) struct Dated {
    pub(in crate::load) reading: Reading,
    pub(in crate::load) span: Span,
    /// The day it was read on, for a clock that stands alone.
    pub(super) day: Option<NaiveDate>,
}

/// The first whole date of a text, which begins at `at` in the file.
pub(in crate::load) fn date_in(text: &str, at: usize, order: Option<DateOrder>) -> Option<Dated> {
    find_all(text, order)
        .find(|reading| day_of(reading).is_some())
        .map(|reading| Dated {
            span: at + reading.span.start..at + reading.span.end,
            day: day_of(&reading),
            reading,
        })
}

/// The first month of a text, where it names its year: `in December 2019`.
pub(super) fn month_in(text: &str, at: usize, order: Option<DateOrder>) -> Option<Dated> {
    find_all(text, order)
        .find(|reading| {
            let date = reading.date;
            date.is_some_and(|date| date.year.is_some() && date.month.is_some())
        })
        .map(|reading| Dated {
            span: at + reading.span.start..at + reading.span.end,
            day: day_of(&reading),
            reading,
        })
}

/// The date in a file's name.
pub(super) fn date_in_stem(stem: &str) -> Option<Reading> {
    let stem = stem.replace('_', "-");
    read_at_start(&stem, None)
        .filter(|reading| day_of(reading).is_some())
        .or_else(|| find(&stem, None).filter(|reading| day_of(reading).is_some()))
}

/// The day of a reading that names day, month and year.
pub(in crate::load) fn day_of(reading: &Reading) -> Option<NaiveDate> {
    let date = reading.date?;
    NaiveDate::from_ymd_opt(date.year?, date.month?, date.day?)
}

/// The paragraphs that tell what happened: those before the first section, then the summary, then
/// impact and background.
pub(super) fn telling_paragraphs<'o>(
    outline: &'o Outline<'_>,
    parts: &'o [Part<'_>],
) -> Vec<&'o Block> {
    let first_part = parts
        .iter()
        .map(|part| part.heading.start)
        .min()
        .unwrap_or(usize::MAX);
    let mut found: Vec<&Block> = Vec::new();
    let opening = outline
        .blocks
        .iter()
        .take_while(|block| block.span.start < first_part);
    collect(opening, &mut found);
    for kind in [
        SectionKind::Summary,
        SectionKind::Impact,
        SectionKind::Background,
    ] {
        for part in parts.iter().filter(|part| part.kind == Some(kind)) {
            collect(part.blocks.iter(), &mut found);
        }
    }
    found
}

fn collect<'o>(blocks: impl Iterator<Item = &'o Block>, found: &mut Vec<&'o Block>) {
    for block in blocks {
        match block.kind {
            Kind::Paragraph => found.push(block),
            Kind::List(_) | Kind::Item(_) => collect(block.children.iter(), found),
            _ => {}
        }
    }
}

/// What running text tells about the time of an incident.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The first whole date.
    pub(super) date: Option<Dated>,
    /// The first clock, where the words about it say that it was the start: "began at 10:15",
    /// "On 3 May 2021 at 10:15", "from 10:15 to 11:00".
    pub(super) start: Option<Dated>,
    /// The first range of clocks.
    pub(super) range: Option<Dated>,
    /// The last clock in a sentence that says it was over.
    pub(super) end: Option<Dated>,
}

/// A text with more times than this is a log, and tells nothing.
const MOST_TIMES: usize = 200;

/// Reads what paragraphs tell about the time of the incident.
pub(super) fn told(outline: &Outline<'_>, paragraphs: &[&Block], order: Option<DateOrder>) -> Told {
    let mut told = Told::default();
    let mut day = None;
    let mut has_clock = false;
    let mut left = MOST_TIMES;
    for paragraph in paragraphs {
        let text = outline.markdown(&paragraph.words);
        let at = paragraph.words.start;
        for reading in find_all(text, order).take(left) {
            left -= 1;
            day = day_of(&reading).or(day);
            let sentence = sentence_around(text, &reading.span);
            let dated = Dated {
                span: at + reading.span.start..at + reading.span.end,
                day,
                reading,
            };
            if dated.reading.clock.is_some() {
                told.clock(dated, sentence, !has_clock);
                has_clock = true;
            } else if day_of(&dated.reading).is_some() {
                told.date.get_or_insert(dated);
            }
        }
    }
    told
}

/// Times with day and clock in sentences that say that it was over then, but for those in
/// `apart`.
pub(super) fn told_ends(
    outline: &Outline<'_>,
    apart: &Covered,
    order: Option<DateOrder>,
) -> Vec<Dated> {
    let mut paragraphs = Vec::new();
    collect(outline.blocks.iter(), &mut paragraphs);
    let mut left = MOST_TIMES;
    let mut ends = Vec::new();
    for paragraph in paragraphs {
        let at = paragraph.words.start;
        if apart.holds(at) {
            continue;
        }
        let text = outline.markdown(&paragraph.words);
        if !may_have_year(text) {
            continue;
        }
        for reading in find_all(text, order).take(left) {
            left -= 1;
            let day = day_of(&reading);
            let is_moment = reading.clock.is_some() && reading.until.is_none() && day.is_some();
            if is_moment && says_over(sentence_around(text, &reading.span)) {
                ends.push(Dated {
                    span: at + reading.span.start..at + reading.span.end,
                    day,
                    reading,
                });
            }
        }
    }
    ends
}

/// Whether a text has four digits in a row, or `1/2/2`: most paragraphs need no closer look.
fn may_have_year(text: &str) -> bool {
    let mut run = 0;
    let mut marks = 0;
    text.bytes().any(|byte| {
        match byte {
            b'0'..=b'9' => run += 1,
            b'/' | b'-' | b'.' if run > 0 => {
                marks += 1;
                run = 0;
            }
            _ => (run, marks) = (0, 0),
        }
        run == 4 || run > 0 && marks == 2
    })
}

impl Told {
    fn clock(&mut self, dated: Dated, sentence: &str, is_first: bool) {
        let reading = &dated.reading;
        let has_day = day_of(reading).is_some();
        let is_range = reading
            .until
            .as_ref()
            .is_some_and(|until| until.clock.is_some());
        let is_over = says_over(sentence);
        if is_first && (is_range || !is_over && has_day || says_begun(sentence)) {
            self.start = Some(dated.clone());
        }
        if is_range && self.range.is_none() {
            self.range = Some(dated.clone());
        }
        if has_day && self.date.is_none() {
            // Of a clock that may be any moment of the incident only the day is of use.
            let mut day = dated.clone();
            day.reading.clock = None;
            day.reading.until = None;
            self.date = Some(day);
        }
        if is_over && !is_range {
            self.end = Some(dated);
        }
    }
}

fn says_begun(sentence: &str) -> bool {
    const BEGUN: &[&str] = &[
        "began",
        "begun",
        "begins",
        "beginning",
        "started",
        "starting",
        "starts",
        "onset",
        "since",
    ];
    sentence
        .split(|c: char| !c.is_alphabetic())
        .any(|word| BEGUN.contains(&word.to_lowercase().as_str()))
}

fn says_over(sentence: &str) -> bool {
    let over = [Milestone::Resolved, Milestone::Mitigated].map(EventKind::Milestone);
    kinds::kind_of(sentence).is_some_and(|kind| over.contains(&kind))
}

/// The sentence that holds a span. Full stops inside times and names end none.
fn sentence_around<'t>(text: &'t str, span: &Span) -> &'t str {
    const LONGEST_SENTENCE: usize = 400;
    let mut from = span.start.saturating_sub(LONGEST_SENTENCE);
    let mut to = (span.end + LONGEST_SENTENCE).min(text.len());
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let before = text.get(from..span.start).unwrap_or_default();
    let after = text.get(span.end..to).unwrap_or_default();
    let start = [". ", ".\n", "! ", "? "]
        .iter()
        .filter_map(|end| before.rfind(end))
        .max();
    let end = [". ", ".\n", "! ", "? "]
        .iter()
        .filter_map(|end| after.find(end))
        .min();
    let start = start.map_or(from, |at| from + at + 2);
    text.get(start..span.end + end.unwrap_or(after.len()))
        .unwrap_or_default()
}

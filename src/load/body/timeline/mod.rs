//! Timelines in the body, in whatever shape they are written.

mod cut;
mod dating;
mod items;
mod lines;
mod roles;
#[cfg(test)]
mod shapes;
mod table;

use super::outline::{Block, Kind, Outline};
use super::parts::{Covered, Part};
use crate::config::DateOrder;
use crate::load::time::{WrittenZone, find, read_at_start, zone_note};
use crate::model::{Event, SectionKind, TimelineLayout, ZoneOrigin, ZoneUse};
use crate::source::Span;
use chrono::NaiveDate;
use cut::{Cut, Cutter};
use dating::Dating;
pub(super) use lines::dedented;

/// What is known before the timeline is read.
#[derive(Debug)]
pub(super) struct Setting {
    /// The zone of times that state none.
    pub(super) zone: ZoneUse,
    /// Which way round `03/04/2024` is.
    pub(super) order: Option<DateOrder>,
    /// The day of the incident, as well as it is known without the timeline.
    pub(super) day: Option<NaiveDate>,
    /// Its year, if not its day.
    pub(super) year: Option<i32>,
    /// Most events that are read.
    pub(super) limit: usize,
}

/// What the timelines of a body say.
#[derive(Debug, Default)]
pub(super) struct Timelines {
    pub(super) events: Vec<Event>,
    pub(super) layouts: Vec<TimelineLayout>,
    /// The zone that a note beside the timeline states.
    pub(super) zone: Option<ZoneUse>,
}

/// Reads every timeline section; where there is none, whatever else is plainly a timeline.
pub(super) fn read(outline: &Outline<'_>, parts: &[Part<'_>], setting: &Setting) -> Timelines {
    let mut timelines = Timelines::default();
    let mut end = 0;
    for part in parts
        .iter()
        .filter(|part| part.kind == Some(SectionKind::Timeline))
    {
        if part.heading.start < end {
            continue; // Part of a timeline already read.
        }
        let (blocks, content) = extended(outline, part);
        let region = Region {
            blocks,
            title: &part.title,
            inline: part.inline.clone(),
            span: content,
            label: part.is_item().then(|| part.heading.clone()),
        };
        if timelines.add(outline, &region, setting) {
            end = region.span.end;
        }
    }
    if timelines.events.is_empty() {
        for region in unlabelled(outline, parts, setting.order) {
            timelines.add(outline, &region, setting);
        }
    }
    timelines
}

/// A stretch of blocks that is a timeline.
struct Region<'o> {
    blocks: &'o [Block],
    title: &'o str,
    inline: Span,
    span: Span,
    label: Option<Span>,
}

impl Timelines {
    /// Reads a region. Says whether there was an entry in it.
    fn add(&mut self, outline: &Outline<'_>, region: &Region<'_>, setting: &Setting) -> bool {
        let room = setting.limit.saturating_sub(self.events.len());
        let mut cutter = Cutter::new(outline, setting.order, room);
        if !outline.markdown(&region.inline).trim().is_empty() {
            cutter.cuts.push(Cut::Text(region.inline.clone()));
        }
        cutter.cut(region.blocks);
        let cuts = cutter.cuts;
        if !cuts.iter().any(|cut| matches!(cut, Cut::Entry(_))) {
            return false;
        }
        let noted = note(outline, region, &cuts).or_else(|| agreed_zone(&cuts));
        let zone = noted.clone().unwrap_or_else(|| setting.zone.clone());
        let day = first_day(outline, region, &cuts, setting);
        let mut dating = Dating::new(zone, day, setting.year, setting.order);
        let pieces = dating.date(cuts, &mut self.events);
        self.zone = self.zone.take().or(noted);
        self.layouts.push(TimelineLayout {
            span: region.span.clone(),
            label: region.label.clone(),
            pieces,
        });
        true
    }
}

fn of_report(zone: WrittenZone) -> ZoneUse {
    ZoneUse {
        zone: zone.zone,
        origin: ZoneOrigin::Report,
        written: Some(zone.written),
    }
}

/// A zone in the heading, or in a remark before the first entry that speaks of times.
fn note(outline: &Outline<'_>, region: &Region<'_>, cuts: &[Cut]) -> Option<ZoneUse> {
    let remarks = cuts
        .iter()
        .take_while(|cut| !matches!(cut, Cut::Entry(_)))
        .filter_map(|cut| match cut {
            Cut::Text(span) => Some(outline.plain(span)),
            _ => None,
        })
        .filter(|remark| super::zones::speaks_of_times(remark));
    std::iter::once(region.title.to_owned())
        .chain(remarks)
        .find_map(|text| zone_note(&text))
        .map(of_report)
}

/// The zone that the first entry to state one states; it goes for its neighbours too.
fn agreed_zone(cuts: &[Cut]) -> Option<ZoneUse> {
    cuts.iter().find_map(|cut| match cut {
        Cut::Entry(entry) => entry.reading.as_ref()?.zone.clone().map(of_report),
        _ => None,
    })
}

/// The day that clocks before any date belong to: one in the heading or a remark, else the
/// incident's, else the first that an entry names.
fn first_day(
    outline: &Outline<'_>,
    region: &Region<'_>,
    cuts: &[Cut],
    setting: &Setting,
) -> Option<NaiveDate> {
    let order = setting.order;
    let whole = |text: &str| {
        let date = find(text, order)?.date?;
        NaiveDate::from_ymd_opt(date.year?, date.month?, date.day?)
    };
    let remark = || {
        cuts.iter()
            .take_while(|cut| !matches!(cut, Cut::Entry(_) | Cut::Day { .. }))
            .find_map(|cut| match cut {
                Cut::Text(span) => whole(outline.markdown(span)),
                _ => None,
            })
    };
    let entry = || {
        cuts.iter().find_map(|cut| {
            let date = match cut {
                Cut::Entry(entry) => entry.reading.as_ref()?.date?,
                Cut::Day { reading, .. } => reading.date?,
                _ => return None,
            };
            NaiveDate::from_ymd_opt(date.year?, date.month?, date.day?)
        })
    };
    whole(region.title)
        .or_else(remark)
        .or(setting.day)
        .or_else(entry)
}

/// A section's blocks, and those of the sections after it whose headings are times: a timeline
/// whose days stand beside it instead of below it.
fn extended<'o>(outline: &'o Outline<'_>, part: &Part<'o>) -> (&'o [Block], Span) {
    if part.is_item() {
        return (part.blocks, part.content.clone());
    }
    let blocks = &outline.blocks;
    let first = blocks.partition_point(|block| block.span.start < part.content.start);
    let mut end = first + part.blocks.len();
    while let Some(heading) = blocks.get(end) {
        let Kind::Heading(level) = heading.kind else {
            break;
        };
        let text = outline.markdown(&heading.words);
        let Some(reading) = read_at_start(text, None) else {
            break;
        };
        if reading.clock.is_none() && !text[reading.rest..].trim().is_empty() {
            break;
        }
        let after = blocks[end + 1..]
            .iter()
            .position(|later| matches!(later.kind, Kind::Heading(other) if other <= level));
        end = after.map_or(blocks.len(), |after| end + 1 + after);
    }
    let content_end = blocks
        .get(end)
        .map_or(outline.span.end, |next| next.span.start);
    (&blocks[first..end], part.content.start..content_end)
}

/// Tables, lists and headings that are timelines though no heading says so.
fn unlabelled<'o>(
    outline: &'o Outline<'_>,
    parts: &[Part<'_>],
    order: Option<DateOrder>,
) -> Vec<Region<'o>> {
    const FEWEST_ENTRIES: usize = 3;
    let mut regions: Vec<Region<'o>> = Vec::new();
    let blocks = &outline.blocks;
    // Follow-up work has dates of its own.
    let others = Covered::by(
        parts,
        &[
            SectionKind::Actions,
            SectionKind::Attendees,
            SectionKind::Stats,
        ],
    );
    let mut i = 0;
    while i < blocks.len() {
        let run = run_length(outline, &blocks[i..]);
        let stretch = &blocks[i..i + run];
        i += run;
        if others.holds(stretch[0].span.start) {
            continue;
        }
        let mut cutter = Cutter::new(outline, order, usize::MAX);
        cutter.cut(stretch);
        let (mut entries, mut others) = (0, 0);
        for cut in &cutter.cuts {
            match cut {
                Cut::Entry(entry) => {
                    let clocked = entry.reading.as_ref().is_some_and(|r| r.clock.is_some())
                        && !entry.written.starts_with(char::is_alphabetic);
                    *(if clocked { &mut entries } else { &mut others }) += 1;
                }
                Cut::Text(_) => others += 1,
                _ => {}
            }
        }
        if entries >= FEWEST_ENTRIES && others <= entries {
            let span = stretch[0].span.start..stretch[run - 1].span.end;
            regions.push(Region {
                blocks: stretch,
                title: "",
                inline: span.start..span.start,
                span,
                label: None,
            });
        }
    }
    regions
}

/// How many blocks from here may be one timeline: a list or table alone, else a run of headings
/// or paragraphs that begin with times.
fn run_length(outline: &Outline<'_>, blocks: &[Block]) -> usize {
    let timed = |block: &Block| {
        read_at_start(outline.markdown(&block.words), None).is_some_and(|r| r.clock.is_some())
    };
    let first = &blocks[0];
    match first.kind {
        Kind::Heading(level) if timed(first) => blocks
            .iter()
            .position(|block| {
                matches!(block.kind, Kind::Heading(other) if other <= level) && !timed(block)
            })
            .unwrap_or(blocks.len()),
        Kind::Paragraph if timed(first) => blocks
            .iter()
            .position(|block| matches!(block.kind, Kind::Heading(_)))
            .unwrap_or(blocks.len()),
        _ => 1,
    }
}

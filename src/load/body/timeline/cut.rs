//! Cuts the blocks of a timeline into entries, day headings and the text between them.

use super::super::outline::{Block, Kind, Outline};
use super::{lines, table};
use crate::config::DateOrder;
use crate::load::time::{Reading, WrittenZone, read_at_start};
use crate::source::Span;

/// A stretch of a timeline.
#[derive(Debug)]
pub(super) enum Cut {
    Entry(Entry),
    /// A heading, a line or an item that only names the day of the entries after it.
    Day {
        reading: Reading,
        span: Span,
    },
    /// The head of a table, with the zone and the year that its columns name.
    Heads {
        span: Span,
        zone: Option<WrittenZone>,
        year: Option<i32>,
    },
    /// Anything else.
    Text(Span),
}

/// One entry, not yet dated.
#[derive(Debug)]
pub(super) struct Entry {
    /// What its time says. `None` where it has none (a blank cell) or none that can be read.
    pub(super) reading: Option<Reading>,
    /// The time as written.
    pub(super) written: String,
    pub(super) time_span: Span,
    /// What happened, in Markdown.
    pub(super) text: String,
    pub(super) span: Span,
}

/// What an entry begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// A clock, or a time that nobody knows.
    Clock,
    /// A day and words about it.
    DayAndWords,
    /// A day and nothing else.
    DayAlone,
}

pub(super) struct Cutter<'o, 'a> {
    pub(super) outline: &'o Outline<'a>,
    pub(super) order: Option<DateOrder>,
    pub(super) cuts: Vec<Cut>,
    /// How many more entries are read; what is left is text.
    room: usize,
    /// Whether later blocks belong to the last entry, as they do below a heading or a paragraph.
    pub(super) takes_blocks: bool,
}

impl<'o, 'a> Cutter<'o, 'a> {
    pub(super) fn new(
        outline: &'o Outline<'a>,
        order: Option<DateOrder>,
        limit: usize,
    ) -> Cutter<'o, 'a> {
        Cutter {
            outline,
            order,
            cuts: Vec::new(),
            room: limit,
            takes_blocks: false,
        }
    }

    /// Cuts a row of sibling blocks.
    pub(super) fn cut(&mut self, blocks: &[Block]) {
        let mut i = 0;
        while i < blocks.len() {
            let block = &blocks[i];
            let rest = &blocks[i + 1..];
            i += 1;
            match block.kind {
                _ if self.is_full() => self.text(block.span.clone()),
                Kind::Heading(level) => i += self.heading(block, level, rest),
                Kind::Paragraph => self.paragraph(block, rest),
                Kind::List(_) => self.list(block),
                Kind::Table => self.table(block),
                _ => self.other(block),
            }
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.room == 0
    }

    pub(super) fn push_entry(&mut self, entry: Entry) {
        self.room = self.room.saturating_sub(1);
        self.cuts.push(Cut::Entry(entry));
    }

    pub(super) fn text(&mut self, span: Span) {
        self.cuts.push(Cut::Text(span));
        self.takes_blocks = false;
    }

    /// A block without a time of its own.
    pub(super) fn other(&mut self, block: &Block) {
        if self.takes_blocks {
            self.add_to_last(&block.span, self.outline.markdown(&block.span).to_owned());
        } else {
            self.text(block.span.clone());
        }
    }

    /// Gives Markdown to the last entry, so that nothing is left behind.
    pub(super) fn add_to_last(&mut self, span: &Span, markdown: String) {
        if let Some(Cut::Entry(entry)) = self.cuts.last_mut() {
            if !entry.text.is_empty() {
                entry.text.push_str("\n\n");
            }
            entry.text.push_str(markdown.trim_end());
            entry.span.end = span.end;
        } else {
            self.text(span.clone());
        }
    }

    pub(super) fn opening(&self, words: &Span) -> Option<(Reading, Opening)> {
        let text = self.outline.markdown(words);
        let reading = read_at_start(text, self.order)?;
        let first_line_end = text.find('\n').unwrap_or(text.len());
        let alone =
            reading.rest >= first_line_end || text[reading.rest..first_line_end].trim().is_empty();
        let opening = if reading.clock.is_some() || reading.is_unknown {
            Opening::Clock
        } else if alone {
            Opening::DayAlone
        } else if reading.date.is_some() {
            Opening::DayAndWords
        } else {
            return None;
        };
        Some((reading, opening))
    }

    /// Returns how many of the blocks after it belong to the heading's entry.
    fn heading(&mut self, heading: &Block, level: u8, rest: &[Block]) -> usize {
        let Some((reading, opening)) = self.opening(&heading.words) else {
            self.text(heading.span.clone());
            return 0;
        };
        let scope = rest
            .iter()
            .position(|later| matches!(later.kind, Kind::Heading(other) if other <= level))
            .unwrap_or(rest.len());
        if opening != Opening::Clock && self.holds_clocks(&rest[..scope]) {
            self.cuts.push(Cut::Day {
                reading,
                span: heading.span.clone(),
            });
            self.takes_blocks = false;
            return 0;
        }
        if reading.date.is_none() && reading.clock.is_none() && !reading.is_unknown {
            self.text(heading.span.clone());
            return 0;
        }
        let own = rest[..scope]
            .iter()
            .position(|later| {
                matches!(later.kind, Kind::Heading(_)) && self.opening(&later.words).is_some()
            })
            .unwrap_or(scope);
        let entry = self.entry(&heading.words, reading, heading.span.clone());
        self.push_entry(entry);
        for block in &rest[..own] {
            self.add_to_last(&block.span, self.outline.markdown(&block.span).to_owned());
        }
        self.takes_blocks = false;
        own
    }

    /// Says whether any of the blocks begins with a clock, or holds items or rows that do.
    pub(super) fn holds_clocks(&self, blocks: &[Block]) -> bool {
        blocks.iter().any(|block| match block.kind {
            Kind::Heading(_) | Kind::Paragraph => self
                .opening(&block.words)
                .is_some_and(|(_, opening)| opening == Opening::Clock),
            Kind::List(_) | Kind::Item(_) => self.holds_clocks(&block.children),
            Kind::Table => table::Columns::of(self.outline, block, self.order).is_some(),
            _ => false,
        })
    }

    /// Says whether clocks follow before the next line that only names a day.
    fn clocks_follow(&self, rest: &[Block]) -> bool {
        let end = rest
            .iter()
            .position(|later| {
                matches!(later.kind, Kind::Heading(_))
                    || later.kind == Kind::Paragraph
                        && self
                            .opening(&later.words)
                            .is_some_and(|(_, opening)| opening != Opening::Clock)
            })
            .unwrap_or(rest.len());
        self.holds_clocks(&rest[..end])
    }

    fn paragraph(&mut self, paragraph: &Block, rest: &[Block]) {
        let text = self.outline.markdown(&paragraph.words);
        // Something is left out here, so that what follows belongs to no entry above.
        if matches!(text.trim(), "..." | "…") {
            return self.text(paragraph.span.clone());
        }
        let opening = self.opening(&paragraph.words);
        match opening {
            Some((reading, opening)) if self.is_day_line(opening, text, rest) => {
                self.cuts.push(Cut::Day {
                    reading,
                    span: paragraph.span.clone(),
                });
                self.takes_blocks = false;
                return;
            }
            Some((reading, Opening::DayAlone)) if reading.date.is_none() => {
                return self.other(paragraph);
            }
            _ => {}
        }
        let mut starts = lines::entry_starts(text, self.order);
        starts.truncate(self.room);
        let Some(&first) = starts.first() else {
            return self.other(paragraph);
        };
        if first > 0 {
            let head = paragraph.span.start..paragraph.words.start + first;
            if self.takes_blocks {
                let markdown = self.outline.markdown(&head).to_owned();
                self.add_to_last(&head, markdown);
            } else {
                self.text(head);
            }
        }
        for (i, &start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(text.len());
            let words = paragraph.words.start + start..paragraph.words.start + end;
            if let Some((reading, _)) = self.opening(&words) {
                let entry = self.entry(&words, reading, words.clone());
                self.push_entry(entry);
            }
        }
        self.takes_blocks = true;
    }

    fn is_day_line(&self, opening: Opening, text: &str, rest: &[Block]) -> bool {
        match opening {
            Opening::Clock => false,
            Opening::DayAlone => !text.contains('\n') && self.clocks_follow(rest),
            // Words beside the day: only what follows at once makes them a heading.
            Opening::DayAndWords => {
                !text.contains('\n')
                    && rest
                        .first()
                        .is_some_and(|next| matches!(next.kind, Kind::List(_) | Kind::Table))
                    && self.holds_clocks(&rest[..1])
            }
        }
    }

    /// An entry whose words begin with its time.
    pub(super) fn entry(&self, words: &Span, reading: Reading, span: Span) -> Entry {
        let text = self.outline.markdown(words);
        let time_span = words.start + reading.span.start..words.start + reading.span.end;
        let emphasis = text.get(reading.carried.clone()).unwrap_or_default();
        let rest = text.get(reading.rest..).unwrap_or_default();
        Entry {
            written: self.outline.markdown(&time_span).to_owned(),
            text: without_breaks(&format!("{emphasis}{rest}")).to_owned(),
            reading: Some(reading),
            time_span,
            span,
        }
    }

    fn table(&mut self, block: &Block) {
        let Some(columns) = table::Columns::of(self.outline, block, self.order) else {
            return self.other(block);
        };
        let before = self.cuts.len();
        columns.cut(self.outline, block, self.room, &mut self.cuts);
        let entries = self.cuts[before..]
            .iter()
            .filter(|cut| matches!(cut, Cut::Entry(_)));
        self.room = self.room.saturating_sub(entries.count());
        self.takes_blocks = false;
    }
}

/// Line breaks at either end separate an entry from its time or from the next entry.
fn without_breaks(text: &str) -> &str {
    let mut text = text.trim();
    for tag in ["<br>", "<br/>", "<br />"] {
        text = text.trim_start_matches(tag).trim_end_matches(tag).trim();
    }
    text
}

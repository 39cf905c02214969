//! Entries in lists: items that begin with a time, that end with one, that only name a day.

use super::super::outline::{Block, Kind};
use super::cut::{Cut, Cutter, Entry, Opening};
use super::lines;
use crate::load::time::Reading;

impl Cutter<'_, '_> {
    pub(super) fn list(&mut self, list: &Block) {
        let timed = list
            .children
            .iter()
            .any(|item| self.item_opening(item).is_some());
        let nested = !timed
            && list
                .children
                .iter()
                .any(|item| self.holds_clocks(&item.children));
        let trailing = !timed && !nested && self.ends_with_times(list);
        if !timed && !nested && !trailing {
            return self.other(list);
        }
        // Items hold their own words; what stands between lists is not theirs.
        let mut has_entry = false;
        for item in &list.children {
            if self.is_full() {
                self.text(item.span.clone());
            } else if trailing {
                has_entry |= self.trailing_item(item);
            } else {
                has_entry = self.item(item, has_entry);
            }
        }
        self.takes_blocks = false;
    }

    fn item_opening(&self, item: &Block) -> Option<(Reading, Opening)> {
        let first = item
            .children
            .first()
            .filter(|block| block.kind == Kind::Paragraph)?;
        self.opening(&first.words).filter(|(reading, opening)| {
            *opening == Opening::Clock || reading.date.is_some() || reading.weekday.is_some()
        })
    }

    /// Cuts an item; `has_entry` says whether the last cut is an entry of the same list. Returns
    /// the same for the next item.
    fn item(&mut self, item: &Block, has_entry: bool) -> bool {
        let nested = item.children.get(1..).unwrap_or_default();
        match self.item_opening(item) {
            Some((reading, opening)) if opening != Opening::Clock && self.holds_clocks(nested) => {
                let end = item.children[0].span.end;
                let span = item.span.start..end;
                if opening == Opening::DayAndWords {
                    self.cuts.push(Cut::Day {
                        reading,
                        span: span.start..span.start,
                    });
                    self.cuts.push(Cut::Text(span));
                } else {
                    self.cuts.push(Cut::Day { reading, span });
                }
                self.takes_blocks = false;
                self.cut(nested);
                false
            }
            Some((reading, _))
                if reading.clock.is_some() || reading.date.is_some() || reading.is_unknown =>
            {
                let entry = self.item_entry(item, reading);
                self.push_entry(entry);
                true
            }
            _ if self.holds_clocks(nested) => {
                self.text(item.span.start..nested[0].span.start);
                self.cut(nested);
                false
            }
            _ if has_entry => {
                let markdown = lines::dedented(self.outline.source, item.span.start, &item.span);
                self.add_to_last(&item.span, markdown);
                true
            }
            _ => {
                self.text(item.span.clone());
                false
            }
        }
    }

    fn item_entry(&self, item: &Block, reading: Reading) -> Entry {
        let words = &item.children[0].words;
        let mut entry = self.entry(words, reading, item.span.clone());
        let more = words.end..item.span.end;
        let below = lines::dedented(self.outline.source, words.start, &more);
        if !below.trim().is_empty() {
            entry.text.push_str("\n\n");
            entry.text.push_str(below.trim_matches('\n'));
        }
        entry.text = entry.text.trim().to_owned();
        entry
    }

    /// Most items end with a time: `First detected 2020-08-14 10:43`.
    fn ends_with_times(&self, list: &Block) -> bool {
        let ending = list
            .children
            .iter()
            .filter(|item| self.trailing_time(item).is_some())
            .count();
        ending > 0 && ending * 2 >= list.children.len()
    }

    fn trailing_time(&self, item: &Block) -> Option<lines::Trailing> {
        let first = item
            .children
            .first()
            .filter(|block| block.kind == Kind::Paragraph)?;
        lines::trailing_time(self.outline.markdown(&first.words), self.order)
    }

    fn trailing_item(&mut self, item: &Block) -> bool {
        let Some(trailing) = self.trailing_time(item) else {
            self.text(item.span.clone());
            return false;
        };
        let words = &item.children[0].words;
        let mut entry = self.item_entry(item, trailing.reading);
        let time = words.start + trailing.time.start..words.start + trailing.time.end;
        let below = words.end..item.span.end;
        let below = lines::dedented(self.outline.source, words.start, &below);
        entry.written = self.outline.markdown(&time).to_owned();
        entry.time_span = time;
        entry.text = format!("{}\n\n{}", trailing.text, below.trim_matches('\n'))
            .trim()
            .to_owned();
        self.push_entry(entry);
        true
    }
}

//! The words of a range of the alphabet, and where they occur.

use super::code::Numbers;
use std::cmp::Ordering;

/// A range of words. A class is all forms of one word; it belongs to the shard of its first form.
#[derive(Debug, Default)]
pub(super) struct Shard {
    /// Words in order, each with its class, which may belong to an earlier shard.
    pub(super) words: Vec<(String, u32)>,
    /// The first class of this shard.
    pub(super) first: u32,
    /// For each class: how many documents, then for each the step to it and its level.
    pub(super) lists: Lists,
    /// For each class and each of its documents: how many places, then the steps between them.
    /// Empty for the commonest words, which phrases do not check.
    pub(super) places: Lists,
}

/// Encoded lists one after the other.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) text: String,
    /// Where each list ends.
    ends: Vec<u32>,
}

impl Lists {
    /// Adds to the list at the end.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a number to the list at the end.
    pub(super) fn number(&mut self, number: u32) {
        super::code::write(&mut self.text, number);
    }

    /// Ends a list; the next one begins.
    pub(super) fn end(&mut self) {
        self.ends.push(self.text.len() as u32);
    }

    /// Gives back the room that nothing took.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Returns a list.
    pub(super) fn get(&self, number: u32) -> Option<&str> {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text
            .get(start as usize..*self.ends.get(number)? as usize)
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns how long each is.
    pub(super) fn lengths(&self) -> impl Iterator<Item = u32> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.ends.iter().zip(starts).map(|(end, start)| end - start)
    }
}

/// A document that has a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) document: u32,
    /// How much the word counts there, as a level.
    pub(super) level: u8,
}

impl Shard {
    /// Returns the documents of a class.
    pub(super) fn postings(&self, class: u32) -> Vec<Posting> {
        let Some(list) = self.list(class) else {
            return Vec::new();
        };
        let mut numbers = Numbers::new(list);
        let count = numbers.next().unwrap_or(0);
        let mut postings = Vec::with_capacity(count as usize);
        let mut document = 0;
        while let (Some(step), Some(level)) = (numbers.next(), numbers.next()) {
            document += step;
            postings.push(Posting {
                document,
                level: level.min(56) as u8,
            });
        }
        postings
    }

    /// Returns the places of a class, by the order of its documents; `None` where they are not
    /// kept.
    pub(super) fn places(&self, class: u32) -> Option<Vec<Vec<u32>>> {
        let places = self.places.get(class.checked_sub(self.first)?)?;
        if places.is_empty() {
            return None;
        }
        let mut numbers = Numbers::new(places);
        let mut all = Vec::new();
        while let Some(count) = numbers.next() {
            let mut place = 0;
            let steps = numbers.by_ref().take(count as usize);
            all.push(
                steps
                    .map(|step| {
                        place += step;
                        place
                    })
                    .collect(),
            );
        }
        Some(all)
    }

    /// Returns how many documents have a class.
    pub(super) fn count(&self, class: u32) -> u32 {
        self.list(class)
            .and_then(|list| Numbers::new(list).next())
            .unwrap_or(0)
    }

    fn list(&self, class: u32) -> Option<&str> {
        self.lists.get(class.checked_sub(self.first)?)
    }
}

/// Orders words as scripts do: by UTF-16 code units.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() || b.is_ascii() {
        return a.cmp(b);
    }
    a.encode_utf16().cmp(b.encode_utf16())
}

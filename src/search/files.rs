//! An index as the scripts that a browser loads, each when it is needed.
//!
//! A script works from a folder on disk and under a strict content policy, where `fetch` does not.
//! Each calls `casebook.search.put` with its kind and its data.

use super::code;
use super::shard::Lists;
use super::{Document, Entry, Field, Index};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Reports whose titles stand in one file.
const ROWS: usize = 32;

/// Returns how many files of titles there are for so many reports.
pub fn rows(documents: usize) -> usize {
    documents.div_ceil(ROWS)
}

/// A file of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What is loaded first: which files there are, and what holds for all of them.
    Manifest,
    /// The words of a shard and where they occur.
    Words(usize),
    /// Their places, for phrases.
    Places(usize),
    /// What a list of results shows, for some reports.
    Rows(usize),
    /// What a filter looks at: one of [`COLUMNS`].
    Facts(&'static str),
    /// Common words, for those who mistype.
    Usual,
}

/// The facts of all reports, a file each: a search rarely needs more than one.
pub const COLUMNS: [&str; 9] = [
    "started",
    "duration",
    "service",
    "cause",
    "severity",
    "status",
    "tag",
    "detection",
    "has",
];

/// What pages call the values of filters, by filter and id.
pub type Titles = BTreeMap<&'static str, BTreeMap<String, String>>;

impl Index {
    /// Writes a file.
    pub fn file(&self, part: Part, titles: &Titles) -> Vec<u8> {
        match part {
            Part::Manifest => script("manifest", "manifest", &self.manifest(titles)),
            Part::Words(number) => script("words", number, &self.word_shard(number)),
            Part::Places(number) => {
                let places = self.shards.get(number).map(|shard| lists(&shard.places));
                script("places", number, &json!(places))
            }
            Part::Rows(number) => script("rows", number, &self.rows(number)),
            Part::Facts(column) => script("facts", column, &self.facts(column)),
            Part::Usual => script("usual", "usual", &json!(front_coded(self.usual.iter()))),
        }
    }

    fn manifest(&self, titles: &Titles) -> serde_json::Value {
        let mut severities = String::new();
        for document in &self.documents {
            code::write(
                &mut severities,
                document.severity.map_or(0, |level| level as u32 + 1),
            );
        }
        // The first word of each shard, and its first class.
        let shards: Vec<_> = self
            .shards
            .iter()
            .map(|shard| {
                json!([
                    shard.words.first().map_or("", |(word, _)| word),
                    shard.first
                ])
            })
            .collect();
        json!({
            "version": 1,
            "mark": self.mark(),
            "documents": self.documents.len(),
            "levels": self.severities,
            "severities": severities,
            "rows": ROWS,
            "small": self.small,
            "shards": shards,
            "names": self.names.aliases(),
            "titles": titles,
        })
    }

    /// A mark that changes with the index, so that caches do not mix two of them.
    fn mark(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut add = |text: &str| {
            for byte in text.bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for entry in &self.documents {
            add(&entry.slug);
            add(&entry.shown.title);
            add(&format!("{:?}", entry.facts));
        }
        for shard in &self.shards {
            shard.words.iter().for_each(|(word, _)| add(word));
            add(&shard.lists.text);
        }
        format!("{hash:016x}")
    }

    /// Words, each as what it shares with the one before and its rest; the step back to the class
    /// of each, 0 for a new one; and for each class its length and its list.
    fn word_shard(&self, number: usize) -> serde_json::Value {
        let Some(shard) = self.shards.get(number) else {
            return json!({});
        };
        let mut classes = String::new();
        let mut next = shard.first;
        for (_, class) in &shard.words {
            code::write(&mut classes, next - class);
            next += u32::from(next == *class);
        }
        json!({
            "words": front_coded(shard.words.iter().map(|(word, _)| word)),
            "classes": classes,
            "lists": lists(&shard.lists),
        })
    }

    fn rows(&self, number: usize) -> serde_json::Value {
        let rows = self.documents.iter().skip(number * ROWS).take(ROWS);
        let rows = rows.map(|Entry { slug, shown, .. }| {
            json!([slug, shown.title, shown.date, shown.lasted, shown.details])
        });
        rows.collect()
    }

    /// A fact of all documents.
    fn facts(&self, column: &str) -> serde_json::Value {
        let facts = self.documents.iter().map(|entry| &entry.facts);
        let one = |value: &Option<String>| value.iter().cloned().collect();
        match column {
            "started" => json!(days(facts.map(|facts| facts.started))),
            "duration" => json!(lengths(facts.map(|facts| facts.duration))),
            "service" => values(facts.map(|facts| facts.services.clone())),
            "cause" => values(facts.map(|facts| facts.causes.clone())),
            "severity" => values(facts.map(|facts| one(&facts.severity))),
            "status" => values(facts.map(|facts| one(&facts.status))),
            "tag" => values(facts.map(|facts| facts.tags.clone())),
            "detection" => values(facts.map(|facts| one(&facts.detection))),
            _ => values(facts.map(|facts| facts.has.clone())),
        }
    }
}

/// Days as steps from one document to the next; small steps in either direction are small numbers.
fn days(started: impl Iterator<Item = Option<i64>>) -> String {
    let mut column = String::new();
    let mut before = 0;
    for day in started {
        let day = day.map_or(0, |day| {
            let (year, month, day) = (day / 10_000, day / 100 % 100, day % 100);
            (year * 12 + month) * 32 + day
        });
        let step = day - before;
        let number = if step < 0 { -2 * step - 1 } else { 2 * step };
        code::write(&mut column, number as u32);
        before = day;
    }
    column
}

/// Seconds, one more than there are; 0 where it is not known.
fn lengths(durations: impl Iterator<Item = Option<i64>>) -> String {
    let mut column = String::new();
    for seconds in durations {
        let seconds = seconds.and_then(|seconds| u32::try_from(seconds).ok());
        code::write(
            &mut column,
            seconds.map_or(0, |seconds| seconds.saturating_add(1)),
        );
    }
    column
}

/// Values of all documents: the distinct ones in order, and for each document how many it has and
/// which.
fn values(values: impl Iterator<Item = Vec<String>>) -> serde_json::Value {
    let values: Vec<Vec<String>> = values.collect();
    let words: BTreeSet<&String> = values.iter().flatten().collect();
    let words: Vec<&String> = words.into_iter().collect();
    let mut column = String::new();
    for own in &values {
        code::write(&mut column, own.len() as u32);
        for value in own {
            let place = words.binary_search(&value).unwrap_or(0);
            code::write(&mut column, place as u32);
        }
    }
    json!([words, column])
}

/// Texts one after the other, each behind its length.
fn lists(lists: &Lists) -> serde_json::Value {
    let mut lengths = String::new();
    for length in lists.lengths() {
        code::write(&mut lengths, length);
    }
    json!([lengths, lists.text])
}

/// Each word as the number of characters it shares with the one before, and the rest; separated by
/// spaces, which no word has.
fn front_coded<'w>(words: impl Iterator<Item = &'w String>) -> String {
    let mut coded = String::new();
    let mut before: &str = "";
    for word in words {
        let pairs = before.chars().zip(word.chars());
        let shared = pairs
            .take_while(|(a, b)| a == b && (*a as u32) < 0x1_0000)
            .count()
            .min(56);
        code::write(&mut coded, shared as u32);
        coded.extend(word.chars().skip(shared));
        coded.push(' ');
        before = word;
    }
    coded
}

/// Writes the text of a document, for excerpts: its passages with where they stand.
pub fn text(document: &Document) -> Vec<u8> {
    let is_shown = |field: Field| !matches!(field, Field::Title | Field::Facts);
    let passages: Vec<(&str, &str, &str)> = document
        .passages
        .iter()
        .filter(|passage| is_shown(passage.field) && !passage.text.trim().is_empty())
        .map(|passage| (&*passage.anchor, &*passage.label, &*passage.text))
        .collect();
    script("text", &document.slug, &passages)
}

fn script(kind: &str, key: impl Serialize, data: &impl Serialize) -> Vec<u8> {
    let mut script = b"casebook.search.put".to_vec();
    // A list of arguments without its brackets is what stands in a call. Text and numbers always
    // have a JSON form.
    let start = script.len();
    let _ = serde_json::to_writer(&mut script, &(kind, key, data));
    let end = script.len() - 1;
    (script[start], script[end]) = (b'(', b')');
    script.push(b'\n');
    script
}

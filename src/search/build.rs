//! Documents to an index, on all cores.
//!
//! Chunks of documents are cut into words on their own; then the words of all chunks are put in
//! order, forms of one word meet in a class, and the classes of each shard are gathered from all
//! chunks. Nothing depends on which thread did what.

use super::code;
use super::language::Language;
use super::shard::{Shard, order};
use super::text::{folded, words};
use super::{Document, Entry, Index, Setting};
use rayon::prelude::*;
use std::collections::HashMap;

/// Documents that one task reads.
const CHUNK: usize = 128;
/// Bytes of reports for each shard: a file of some 60 KB, half of it on the wire.
const SHARD: u64 = 300_000;
/// Places of a class for each document of the archive, beyond which they are not kept: `the`, `of`.
const MOST_PLACES: u64 = 4;
/// Words that mistyped ones are compared with.
const USUAL: usize = 16_000;
/// How far a report's length weighs, and the steps between levels.
const LENGTH: f64 = 0.6;
const FIRST_LEVEL: f64 = 0.25;
const NEXT_LEVEL: f64 = 1.12;
/// Levels that one character holds.
pub(super) const LEVELS: usize = 57;

/// Returns how many shards an archive of so many bytes gets. A site knows its addresses before
/// anything is read, so the number cannot come from the words.
pub fn shards(bytes: u64) -> usize {
    bytes.div_ceil(SHARD).clamp(1, 4_000) as usize
}

/// Makes an index of `count` documents, the oldest first. `document` is asked for each of them,
/// from many threads.
pub fn build(count: usize, setting: Setting, document: impl Fn(usize) -> Document + Sync) -> Index {
    let language = Language::new(&setting.language);
    let starts: Vec<usize> = (0..count).step_by(CHUNK).collect();
    let mut chunks: Vec<Chunk> = starts
        .into_par_iter()
        .map(|start| {
            let mut chunk = Chunk::default();
            for number in start..(start + CHUNK).min(count) {
                chunk.read(document(number));
            }
            chunk
        })
        .collect();
    let documents = chunks
        .iter_mut()
        .flat_map(|chunk| std::mem::take(&mut chunk.entries));
    let documents: Vec<Entry> = documents.collect();
    let words = Words::gather(&chunks, &language);
    chunks.par_iter_mut().for_each(|chunk| chunk.sort(&words));
    let norms = norms(&chunks);
    let cuts = cuts(&words, &chunks, setting.shards);
    let shards: Vec<Shard> = cuts
        .par_iter()
        .map(|cut| shard(cut.clone(), &words, &chunks, &norms))
        .collect();
    Index {
        usual: usual(&shards),
        documents,
        shards,
        severities: setting.severities,
        names: setting.names,
    }
}

/// What a word does in a document.
#[derive(Clone, Copy)]
struct Use {
    /// The word, as its chunk numbers it; after sorting, as all do.
    word: u32,
    /// The document within its chunk.
    document: u16,
    /// What it counts in short fields and in long ones, in quarters.
    short: u16,
    long: u16,
    /// How many places there are, and where the first of them is.
    count: u16,
    places: u32,
}

/// A run of documents, read.
#[derive(Default)]
struct Chunk {
    entries: Vec<Entry>,
    size: usize,
    numbers: HashMap<String, u32>,
    /// Words in lower case, in the order they were met.
    words: Vec<String>,
    uses: Vec<Use>,
    places: Vec<u32>,
    /// Words in the long fields of each document.
    lengths: Vec<u32>,
}

impl Chunk {
    fn read(&mut self, document: Document) {
        let mut found: Vec<(u32, u32, super::Field)> = Vec::new();
        let (mut place, mut length) = (0, 0);
        for passage in &document.passages {
            let field = passage.field;
            let before = place;
            place = words(&passage.text, place, &mut |word| {
                let number = match self.numbers.get(word.lower.as_ref()) {
                    Some(number) => *number,
                    None => self.number(&word.lower),
                };
                found.push((number, word.place, field));
            });
            length += if field.is_long() { place - before } else { 0 };
            // Phrases do not reach from one passage into the next.
            place += 2;
        }
        found.sort_unstable_by_key(|(number, place, _)| (*number, *place));
        let own = self.size as u16;
        for group in found.chunk_by(|a, b| a.0 == b.0) {
            let mut entry = Use {
                word: group[0].0,
                document: own,
                short: 0,
                long: 0,
                count: group.len().min(usize::from(u16::MAX)) as u16,
                places: self.places.len() as u32,
            };
            for (_, place, field) in group.iter().take(usize::from(entry.count)) {
                let counts = if field.is_long() {
                    &mut entry.long
                } else {
                    &mut entry.short
                };
                *counts = counts.saturating_add(field.weight());
                self.places.push(*place);
            }
            self.uses.push(entry);
        }
        self.lengths.push(length);
        self.size += 1;
        self.entries.push(Entry {
            slug: document.slug,
            shown: document.shown,
            facts: document.facts,
            severity: document.severity,
        });
    }

    fn number(&mut self, lower: &str) -> u32 {
        let number = self.words.len() as u32;
        self.numbers.insert(lower.to_owned(), number);
        self.words.push(lower.to_owned());
        number
    }

    /// Numbers words as all chunks do, and puts uses in the order of classes.
    fn sort(&mut self, words: &Words) {
        let numbers: Vec<u32> = self
            .words
            .iter()
            .map(|lower| words.class_of(lower))
            .collect();
        for entry in &mut self.uses {
            entry.word = numbers[entry.word as usize];
        }
        self.uses
            .sort_unstable_by_key(|entry| (entry.word, entry.document, entry.places));
        self.numbers = HashMap::new();
        self.words = Vec::new();
    }
}

/// All words, in order, with their classes.
struct Words {
    /// Each word without accents, with its class. Classes are numbered by their first words.
    list: Vec<(String, u32)>,
    /// The class of each word in lower case.
    classes: HashMap<String, u32>,
    /// How many classes there are.
    count: u32,
}

impl Words {
    fn gather(chunks: &[Chunk], language: &Language) -> Words {
        let mut lower: Vec<&String> = chunks
            .par_iter()
            .flat_map_iter(|chunk| &chunk.words)
            .collect();
        lower.par_sort_unstable();
        lower.dedup();
        let mut forms: Vec<(String, String, &String)> = lower
            .into_par_iter()
            .map(|lower| (folded(lower).into_owned(), language.stem(lower), lower))
            .collect();
        forms.par_sort_unstable_by(|a, b| {
            order(&a.0, &b.0).then_with(|| (&a.1, a.2).cmp(&(&b.1, b.2)))
        });
        let mut list: Vec<(String, u32)> = Vec::new();
        let mut classes = HashMap::with_capacity(forms.len());
        let mut stems: HashMap<String, u32> = HashMap::new();
        for (folded, stem, lower) in forms {
            // Words that differ only in accents are one word, and so of one class.
            let known = list
                .last()
                .filter(|(word, _)| *word == folded)
                .map(|(_, class)| *class);
            let next = stems.len() as u32;
            let class = known.unwrap_or_else(|| *stems.entry(stem).or_insert(next));
            classes.insert(lower.clone(), class);
            if known.is_none() {
                list.push((folded, class));
            }
        }
        let count = stems.len() as u32;
        Words {
            list,
            classes,
            count,
        }
    }

    fn class_of(&self, lower: &str) -> u32 {
        self.classes.get(lower).copied().unwrap_or(0)
    }
}

/// What a report's length does to words in its long fields.
fn norms(chunks: &[Chunk]) -> Vec<Vec<f64>> {
    let lengths = || chunks.iter().flat_map(|chunk| &chunk.lengths);
    let sum: u64 = lengths().map(|length| u64::from(*length)).sum();
    let average = (sum as f64 / lengths().count().max(1) as f64).max(1.0);
    let norm = |length: &u32| 1.0 - LENGTH + LENGTH * f64::from(*length) / average;
    chunks
        .iter()
        .map(|chunk| chunk.lengths.iter().map(norm).collect())
        .collect()
}

/// A shard to be: its words and its classes.
#[derive(Clone)]
struct Cut {
    words: std::ops::Range<usize>,
    classes: std::ops::Range<u32>,
}

/// Cuts the alphabet into parts of about the same size; a common word may be one by itself, and
/// then others are empty.
fn cuts(words: &Words, chunks: &[Chunk], shards: usize) -> Vec<Cut> {
    let mut sizes = vec![0_u64; words.count as usize];
    for entry in chunks.iter().flat_map(|chunk| &chunk.uses) {
        sizes[entry.word as usize] += 1;
    }
    const WORD: u64 = 3;
    let all = sizes.iter().sum::<u64>() + WORD * words.list.len() as u64;
    let mut cuts = Vec::with_capacity(shards);
    let (mut word, mut class, mut before, mut next) = (0, 0, 0, 0);
    for (i, (_, own)) in words.list.iter().enumerate() {
        let is_first = *own == next;
        let size = WORD + if is_first { sizes[*own as usize] } else { 0 };
        // A word belongs to the part that its middle lies in.
        let part = ((before + size / 2) * shards as u64 / all.max(1)) as usize;
        while cuts.len() < part.min(shards - 1) {
            cuts.push(Cut {
                words: word..i,
                classes: class..next,
            });
            (word, class) = (i, next);
        }
        before += size;
        next += u32::from(is_first);
    }
    while cuts.len() < shards {
        cuts.push(Cut {
            words: word..words.list.len(),
            classes: class..next,
        });
        (word, class) = (words.list.len(), next);
    }
    cuts
}

fn shard(cut: Cut, words: &Words, chunks: &[Chunk], norms: &[Vec<f64>]) -> Shard {
    let mut shard = Shard {
        words: words.list[cut.words.clone()].to_vec(),
        first: cut.classes.start,
        ..Shard::default()
    };
    let levels = levels();
    let documents: u64 = chunks.iter().map(|chunk| chunk.size as u64).sum();
    let mut at: Vec<usize> = chunks
        .iter()
        .map(|chunk| {
            chunk
                .uses
                .partition_point(|entry| entry.word < cut.classes.start)
        })
        .collect();
    let mut gathered = Gathered::default();
    for class in cut.classes {
        gathered.clear();
        let mut base = 0;
        for (i, chunk) in chunks.iter().enumerate() {
            let uses = &chunk.uses[at[i]..];
            let end = uses
                .iter()
                .position(|entry| entry.word != class)
                .unwrap_or(uses.len());
            for same in uses[..end].chunk_by(|a, b| a.document == b.document) {
                gathered.add(same, base, chunk, &norms[i], &levels);
            }
            at[i] += end;
            base += chunk.size as u32;
        }
        let are_kept = gathered.all_places <= MOST_PLACES * documents.max(50);
        shard.lists.push(gathered.list());
        shard.places.push(if are_kept {
            gathered.places.clone()
        } else {
            String::new()
        });
    }
    shard
}

/// The documents of a class, as they come together.
#[derive(Default)]
struct Gathered {
    count: u32,
    last: u32,
    list: String,
    places: String,
    all_places: u64,
    own: Vec<u32>,
}

impl Gathered {
    fn clear(&mut self) {
        (self.count, self.last, self.all_places) = (0, 0, 0);
        self.list.clear();
        self.places.clear();
    }

    /// Adds a document: all forms of the word in it.
    fn add(
        &mut self,
        same: &[Use],
        base: u32,
        chunk: &Chunk,
        norms: &[f64],
        levels: &[f64; LEVELS],
    ) {
        let document = base + u32::from(same[0].document);
        code::write(&mut self.list, document - self.last);
        self.last = document;
        self.count += 1;
        let short: u32 = same.iter().map(|entry| u32::from(entry.short)).sum();
        let long: u32 = same.iter().map(|entry| u32::from(entry.long)).sum();
        let norm = norms[usize::from(same[0].document)];
        let weight = (f64::from(short) + f64::from(long) / norm) / 4.0;
        let level = levels
            .partition_point(|level| *level <= weight)
            .saturating_sub(1);
        code::write(&mut self.list, level as u32);
        self.own.clear();
        for entry in same {
            let start = entry.places as usize;
            self.own
                .extend(&chunk.places[start..start + usize::from(entry.count)]);
        }
        self.own.sort_unstable();
        self.own.dedup();
        code::write(&mut self.places, self.own.len() as u32);
        let mut before = 0;
        for place in &self.own {
            code::write(&mut self.places, place - before);
            before = *place;
        }
        self.all_places += self.own.len() as u64;
    }

    fn list(&self) -> String {
        let mut list = String::with_capacity(self.list.len() + 3);
        code::write(&mut list, self.count);
        list.push_str(&self.list);
        list
    }
}

/// What a level stands for. Multiplication gives the same bits everywhere; powers need not.
pub(super) fn levels() -> [f64; LEVELS] {
    let mut levels = [FIRST_LEVEL; LEVELS];
    for i in 1..LEVELS {
        levels[i] = levels[i - 1] * NEXT_LEVEL;
    }
    levels
}

/// The commonest words of letters only, one of each class, in order.
fn usual(shards: &[Shard]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let mut words: Vec<(u32, &str)> = Vec::new();
    for shard in shards {
        for (word, class) in &shard.words {
            let is_usual =
                (4..=24).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
            if is_usual && *class >= shard.first && seen.insert(*class) {
                words.push((shard.count(*class), word));
            }
        }
    }
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| order(a.1, b.1)));
    words.truncate(USUAL);
    let mut words: Vec<String> = words.into_iter().map(|(_, word)| word.to_owned()).collect();
    words.sort_by(|a, b| order(a, b));
    words
}

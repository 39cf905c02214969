//! Documents to an index, on all cores.
//!
//! Chunks of documents are read on their own: words, forms of one word together, encoded as they
//! will stand in the files. Then the words of all chunks are put in order, and each shard copies its
//! lists together, chunk after chunk. What is copied is dropped a stretch of the alphabet at a time, so
//! that the lists are hardly ever there twice. Nothing depends on which thread did what.

use super::code;
use super::language::Language;
use super::shard::{Lists, Shard, order};
use super::text::{folded, words};
use super::{Document, Entry, Index, Setting};
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use std::ops::Range;

/// Documents that one task reads.
const CHUNK: usize = 192;
/// Stretches of the alphabet that are copied, and dropped, one after the other.
const STRETCHES: usize = 16;
/// Bytes of reports for each shard: two files of some 60 KB, half of it on the wire.
const SHARD: u64 = 240_000;
/// Places of a class for each document of the archive, beyond which they are not kept: `the`, `of`.
const MOST_PLACES: u64 = 3;
/// Words that mistyped ones are compared with.
const USUAL: usize = 12_000;
/// How far a report's length weighs.
const LENGTH: f64 = 0.6;
/// The first level, and the step to each next one.
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
            let mut reader = Reader::new(start, setting.average, &language);
            for number in start..(start + CHUNK).min(count) {
                reader.read(document(number));
            }
            reader.finish()
        })
        .collect();
    let entries = chunks
        .iter_mut()
        .flat_map(|chunk| std::mem::take(&mut chunk.entries));
    let documents: Vec<Entry> = entries.collect();
    let words = Words::gather(&chunks, &language);
    let totals = Totals::of(&mut chunks, &words);
    let cuts = cuts(&words.list, &totals, setting.shards.max(1));
    let stretches: Vec<&[Cut]> = cuts.chunks(cuts.len().div_ceil(STRETCHES)).collect();
    let kept = MOST_PLACES * (count as u64).max(50);
    let mut chunks: Vec<std::vec::IntoIter<Part>> = chunks
        .into_par_iter()
        .map(|chunk| chunk.split(&stretches, &totals, kept).into_iter())
        .collect();
    let mut shards = Vec::with_capacity(cuts.len());
    let mut words = words.list.into_iter();
    for stretch in stretches {
        let parts: Vec<Part> = chunks.iter_mut().filter_map(Iterator::next).collect();
        let own = stretch.iter().map(|cut| {
            let words: Vec<(String, u32)> = words.by_ref().take(cut.words.len()).collect();
            (cut, words)
        });
        let own: Vec<(&Cut, Vec<(String, u32)>)> = own.collect();
        let own = own.into_par_iter();
        shards.par_extend(own.map(|(cut, words)| shard(cut, words, &parts)));
    }
    Index {
        usual: usual(&shards),
        small: language.small,
        documents,
        shards,
        severities: setting.severities,
        names: setting.names,
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

/// What a class does in the documents of a chunk, encoded.
#[derive(Default)]
struct Run {
    /// The class: as the chunk numbers it, and after sorting as all do.
    class: u32,
    documents: u32,
    places: u32,
    /// The first document and the last one.
    first: u32,
    last: u32,
    /// The list without the step to its first document, and the places.
    list: Range<u32>,
    kept: Range<u32>,
}

/// A run of documents, read.
#[derive(Default)]
struct Chunk {
    entries: Vec<Entry>,
    /// Words without accents one after the other, and where each ends.
    text: String,
    ends: Vec<u32>,
    /// One word of each class.
    names: Vec<u32>,
    runs: Vec<Run>,
    lists: String,
    places: String,
}

impl Chunk {
    fn words(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|number| self.word(number))
    }

    fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    /// Numbers classes as all chunks do, and puts runs in their order.
    fn sort(&mut self, classes: &HashMap<&str, u32>) {
        let names = self.names.iter().map(|name| self.word(*name as usize));
        let class_of = |name| classes.get(name).copied().unwrap_or(0);
        let classes: Vec<u32> = names.map(class_of).collect();
        for run in &mut self.runs {
            run.class = classes[run.class as usize];
        }
        self.runs.sort_unstable_by_key(|run| run.class);
        (self.text, self.ends, self.names) = Default::default();
    }

    /// Copies what stands in each stretch of the alphabet to a part of its own, without the places of
    /// classes that have more than are `kept`.
    fn split(self, stretches: &[&[Cut]], totals: &Totals, kept: u64) -> Vec<Part> {
        let mut runs = self.runs.into_iter().peekable();
        let part = |stretch: &&[Cut]| {
            let end = stretch.last().map_or(0, |cut| cut.classes.end);
            let mut part = Part::default();
            while let Some(mut run) = runs.next_if(|run| run.class < end) {
                let list = &self.lists[run.list.start as usize..run.list.end as usize];
                run.list = part.lists.len() as u32..(part.lists.len() + list.len()) as u32;
                part.lists.push_str(list);
                let places = match totals.places[run.class as usize] <= kept {
                    true => &self.places[run.kept.start as usize..run.kept.end as usize],
                    false => "",
                };
                run.kept = part.places.len() as u32..(part.places.len() + places.len()) as u32;
                part.places.push_str(places);
                part.runs.push(run);
            }
            part.shrink();
            part
        };
        stretches.iter().map(part).collect()
    }
}

/// What a chunk knows of a stretch of the alphabet.
#[derive(Default)]
struct Part {
    runs: Vec<Run>,
    lists: String,
    places: String,
}

impl Part {
    fn shrink(&mut self) {
        self.runs.shrink_to_fit();
        self.lists.shrink_to_fit();
        self.places.shrink_to_fit();
    }

    fn list(&self, run: &Run) -> &str {
        &self.lists[run.list.start as usize..run.list.end as usize]
    }

    fn kept(&self, run: &Run) -> &str {
        &self.places[run.kept.start as usize..run.kept.end as usize]
    }
}

/// Where a word was met: its class, its place, what it counts, and in a long field or not.
type Met = (u32, u32, u16, bool);

struct Reader<'r> {
    language: &'r Language,
    average: f64,
    levels: [f64; LEVELS],
    next: u32,
    chunk: Chunk,
    /// The class of each word in lower case.
    known: HashMap<String, u32>,
    /// The class of each stem.
    stems: HashMap<String, u32>,
    met: Vec<Met>,
    /// For each use in a document: class, document, level, and its places.
    uses: Vec<(u32, u32, u32, Range<u32>)>,
    places: Vec<u32>,
}

impl Reader<'_> {
    fn new(start: usize, average: f64, language: &Language) -> Reader<'_> {
        Reader {
            language,
            average: average.max(1.0),
            levels: levels(),
            next: start as u32,
            chunk: Chunk::default(),
            known: HashMap::new(),
            stems: HashMap::new(),
            met: Vec::new(),
            uses: Vec::new(),
            places: Vec::new(),
        }
    }

    fn read(&mut self, document: Document) {
        let mut met = std::mem::take(&mut self.met);
        let mut place = 0;
        for passage in &document.passages {
            let (weight, is_long) = (passage.field.weight(), passage.field.is_long());
            place = words(&passage.text, place, &mut |word| {
                let class = match self.known.get(word.lower.as_ref()) {
                    Some(class) => *class,
                    None => self.class(&word.lower),
                };
                met.push((class, word.place, weight, is_long));
            });
            // Phrases do not reach from one passage into the next.
            place += 2;
        }
        met.sort_unstable();
        let norm = 1.0 - LENGTH + LENGTH * document.length as f64 / self.average;
        for same in met.chunk_by(|a, b| a.0 == b.0) {
            self.add(same, norm);
        }
        met.clear();
        self.met = met;
        self.next += 1;
        self.chunk.entries.push(Entry {
            slug: document.slug,
            shown: document.shown,
            facts: document.facts,
            severity: document.severity,
        });
    }

    /// Adds a class in a document: all forms of the word there.
    fn add(&mut self, same: &[Met], norm: f64) {
        let sum = |wanted: bool| -> u32 {
            let counted = same.iter().filter(|(.., is_long)| *is_long == wanted);
            counted.map(|(_, _, weight, _)| u32::from(*weight)).sum()
        };
        let weight = (f64::from(sum(false)) + f64::from(sum(true)) / norm) / 4.0;
        let level = self.levels.partition_point(|level| *level <= weight);
        let start = self.places.len();
        self.places.extend(same.iter().map(|(_, place, ..)| *place));
        let mut end = self.places.len();
        if end - start > 1 {
            let mut own = self.places.split_off(start);
            own.dedup();
            self.places.append(&mut own);
            end = self.places.len();
        }
        let places = start as u32..end as u32;
        let level = level.saturating_sub(1) as u32;
        self.uses.push((same[0].0, self.next, level, places));
    }

    fn class(&mut self, lower: &str) -> u32 {
        let word = folded(lower);
        let next = self.stems.len() as u32;
        let class = *self.stems.entry(self.language.stem(&word)).or_insert(next);
        let chunk = &mut self.chunk;
        if class == next {
            chunk.names.push(chunk.ends.len() as u32);
        }
        chunk.text.push_str(&word);
        chunk.ends.push(chunk.text.len() as u32);
        self.known.insert(lower.to_owned(), class);
        class
    }

    /// Encodes what was read.
    fn finish(mut self) -> Chunk {
        self.uses
            .sort_unstable_by_key(|(class, document, ..)| (*class, *document));
        let chunk = &mut self.chunk;
        for same in self.uses.chunk_by(|a, b| a.0 == b.0) {
            let mut run = Run {
                class: same[0].0,
                documents: same.len() as u32,
                first: same[0].1,
                last: same[same.len() - 1].1,
                ..Run::default()
            };
            let starts = (chunk.lists.len() as u32, chunk.places.len() as u32);
            let mut before = run.first;
            for (_, document, level, places) in same {
                if *document != run.first {
                    code::write(&mut chunk.lists, document - before);
                }
                before = *document;
                code::write(&mut chunk.lists, *level);
                let places = &self.places[places.start as usize..places.end as usize];
                run.places += places.len() as u32;
                code::write(&mut chunk.places, places.len() as u32);
                let mut at = 0;
                for place in places {
                    code::write(&mut chunk.places, place - at);
                    at = *place;
                }
            }
            run.list = starts.0..chunk.lists.len() as u32;
            run.kept = starts.1..chunk.places.len() as u32;
            chunk.runs.push(run);
        }
        chunk.lists.shrink_to_fit();
        chunk.places.shrink_to_fit();
        self.chunk
    }
}

/// All words, in order, with their classes. Classes are numbered by their first words.
struct Words {
    list: Vec<(String, u32)>,
    /// How many classes there are.
    count: u32,
}

impl Words {
    fn gather(chunks: &[Chunk], language: &Language) -> Words {
        let mut all: Vec<&str> = chunks.iter().flat_map(Chunk::words).collect();
        all.par_sort_unstable_by(|a, b| order(a, b));
        all.dedup();
        all.shrink_to_fit();
        let first = first_of_each_stem(&all, language);
        let (mut list, mut count): (Vec<(String, u32)>, u32) = (Vec::with_capacity(all.len()), 0);
        for (i, (word, first)) in all.into_iter().zip(first).enumerate() {
            let class = match first as usize {
                first if first == i => count,
                first => list[first].1,
            };
            count = count.max(class + 1);
            list.push((word.to_owned(), class));
        }
        Words { list, count }
    }

    /// The classes of words by themselves, while they are looked up.
    fn classes(&self) -> HashMap<&str, u32> {
        let words = self.list.iter();
        words.map(|(word, class)| (word.as_str(), *class)).collect()
    }
}

/// For each word the first one with its stem. Sorting needs less memory than a map of all stems.
fn first_of_each_stem(words: &[&str], language: &Language) -> Vec<u32> {
    let stems: Vec<String> = words.par_iter().map(|word| language.stem(word)).collect();
    let mut by_stem: Vec<u32> = (0..words.len() as u32).collect();
    by_stem.par_sort_unstable_by(|a, b| {
        let (stem_a, stem_b) = (&stems[*a as usize], &stems[*b as usize]);
        stem_a.cmp(stem_b).then(a.cmp(b))
    });
    let mut first = vec![0; words.len()];
    for same in by_stem.chunk_by(|a, b| stems[*a as usize] == stems[*b as usize]) {
        for word in same {
            first[*word as usize] = same[0];
        }
    }
    first
}

/// What all chunks together know of each class.
struct Totals {
    /// How much its lists take, about.
    sizes: Vec<u64>,
    /// How many places it has.
    places: Vec<u64>,
}

impl Totals {
    /// Sorts the chunks and adds them up.
    fn of(chunks: &mut [Chunk], words: &Words) -> Totals {
        let classes = words.classes();
        chunks.par_iter_mut().for_each(|chunk| chunk.sort(&classes));
        let mut totals = Totals {
            sizes: vec![0; words.count as usize],
            places: vec![0; words.count as usize],
        };
        for run in chunks.iter().flat_map(|chunk| &chunk.runs) {
            let class = run.class as usize;
            totals.sizes[class] += u64::from(run.documents + run.places.min(run.documents * 4));
            totals.places[class] += u64::from(run.places);
        }
        totals
    }
}

/// A shard to be: its words and its classes.
struct Cut {
    words: Range<usize>,
    classes: Range<u32>,
}

/// Cuts the alphabet into parts of about the same size; a common word may be one by itself, and
/// then others are empty.
fn cuts(words: &[(String, u32)], totals: &Totals, shards: usize) -> Vec<Cut> {
    const WORD: u64 = 3;
    let sizes = &totals.sizes;
    let all = sizes.iter().sum::<u64>() + WORD * words.len() as u64;
    let mut cuts = Vec::with_capacity(shards);
    let (mut word, mut class, mut before, mut next) = (0, 0, 0, 0);
    for (i, (_, own)) in words.iter().enumerate() {
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
            words: word..words.len(),
            classes: class..next,
        });
        (word, class) = (words.len(), next);
    }
    cuts
}

/// Copies the lists of some classes together.
fn shard(cut: &Cut, words: Vec<(String, u32)>, parts: &[Part]) -> Shard {
    let mut shard = Shard {
        words,
        first: cut.classes.start,
        ..Shard::default()
    };
    let is_before = |run: &Run| run.class < cut.classes.start;
    let mut at: Vec<usize> = parts
        .iter()
        .map(|part| part.runs.partition_point(is_before))
        .collect();
    for class in cut.classes.clone() {
        let mut found: Vec<(&Part, &Run)> = Vec::new();
        for (part, at) in parts.iter().zip(&mut at) {
            if let Some(run) = part.runs.get(*at).filter(|run| run.class == class) {
                found.push((part, run));
                *at += 1;
            }
        }
        merge(&found, &mut shard.lists);
        for (part, run) in &found {
            shard.places.push(part.kept(run));
        }
        shard.lists.end();
        shard.places.end();
    }
    shard.lists.shrink();
    shard.places.shrink();
    shard
}

fn merge(found: &[(&Part, &Run)], lists: &mut Lists) {
    let documents = found.iter().map(|(_, run)| run.documents).sum();
    lists.number(documents);
    let mut last = 0;
    for (part, run) in found {
        lists.number(run.first - last);
        lists.push(part.list(run));
        last = run.last;
    }
}

/// The commonest words of letters only, one of each class, in order.
fn usual(shards: &[Shard]) -> Vec<String> {
    let mut words: Vec<(u32, &str)> = Vec::new();
    for shard in shards {
        let mut next = shard.first;
        for (word, class) in &shard.words {
            let is_usual =
                (4..=24).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
            if is_usual && *class >= next {
                words.push((shard.count(*class), word));
                next = class + 1;
            }
        }
    }
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| order(a.1, b.1)));
    words.truncate(USUAL);
    let mut words: Vec<String> = words.into_iter().map(|(_, word)| word.to_owned()).collect();
    words.sort_by(|a, b| order(a, b));
    words
}

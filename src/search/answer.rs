//! Answers: which incidents a query means, the likeliest first.
//!
//! `themes/default/search.js` ranks the same way from the same data; `tests/search/ranking.json`
//! holds both to one order.

use super::Index;
use super::build::levels;
use super::shard::{Shard, order};
use super::text::{Word, folded, words};
use crate::query::{Note, Query, Term, What};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How soon more of a word stops counting for more.
const SATURATION: f64 = 3.0;
/// How much a word counts that only holds a question together: `why did the`.
const SMALL: f64 = 0.2;
/// How much the latest, and the worst, incident is worth more than the oldest and the mildest.
const RECENT: f64 = 0.04;
const SEVERE: f64 = 0.04;
/// Most words that the beginning of one stands for.
const MOST_ENDINGS: usize = 24;
/// Most words that a note lists.
const MOST_NAMED: usize = 4;
/// Most words that a mistyped one stands for.
const MOST_MEANT: usize = 3;

/// The answer to a query.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Incidents, the likeliest first.
    pub hits: Vec<Hit>,
    /// What there is to say about the query.
    pub notes: Vec<Note>,
    /// Classes of words to mark, with what each says.
    pub(super) marks: BTreeMap<u32, f64>,
}

/// An incident that a query may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Which one, the oldest is 0.
    pub document: usize,
    /// How well it fits; only for comparison within an answer.
    pub score: f64,
}

/// What one word or phrase of a query finds.
#[derive(Debug, Default)]
struct Group {
    /// Classes, with how surely each is meant.
    classes: BTreeMap<u32, f64>,
    /// For a phrase, the documents that have it, with how much it counts.
    exact: Option<BTreeMap<u32, f64>>,
    /// The word or phrase, to say that nothing has it, and its part of the query.
    typed: String,
    span: Range<usize>,
    /// Whether it only holds a question together.
    is_small: bool,
}

impl Group {
    fn is_missing(&self) -> bool {
        let exact = self.exact.as_ref();
        !self.is_small && exact.map_or(self.classes.is_empty(), BTreeMap::is_empty)
    }
}

/// Where a phrase may begin in a document, `None` for anywhere, and what its weakest word is worth.
type Beginning = (Option<BTreeSet<u32>>, f64);

impl Index {
    /// Answers a query.
    pub fn search(&self, query: &Query) -> Answer {
        let mut answer = Answer {
            notes: query.notes.clone(),
            ..Answer::default()
        };
        answer.notes.extend(self.names.unknown(query));
        if query.terms.is_empty() {
            return answer;
        }
        let groups = self.groups(query);
        answer.notes.extend(missing(&groups));
        let without = self.excluded(query);
        let is_wanted = |document: usize| {
            let facts = &self.documents[document].facts;
            !without.contains(&(document as u32)) && query.matches(facts, &self.names)
        };
        let scores = if groups.is_empty() {
            // Filters alone leave nothing to rank by.
            let has_words = query.terms.iter().any(|term| !term.not && is_words(term));
            vec![if has_words { 0.0 } else { 1.0 }; self.documents.len()]
        } else {
            self.scores(&groups, &mut answer.marks)
        };
        answer.hits = scores
            .into_iter()
            .enumerate()
            .filter(|(document, score)| *score > 0.0 && is_wanted(*document))
            .map(|(document, score)| Hit { document, score })
            .collect();
        answer.hits.sort_by(|a, b| {
            let rounded = |score: f64| (score * 1e6).round();
            let by_score = rounded(b.score).total_cmp(&rounded(a.score));
            by_score.then(b.document.cmp(&a.document))
        });
        answer
    }

    fn groups(&self, query: &Query) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        // The word right before, with its group: `fail over` may stand there as `failover`.
        let mut before: Option<(String, usize)> = None;
        for term in query.terms.iter().filter(|term| !term.not) {
            let What::Word { text, open } = &term.what else {
                before = None;
                if let What::Phrase(text) = &term.what {
                    groups.extend(self.phrase(text).map(|group| Group {
                        typed: format!("\"{}\"", text.trim()),
                        span: term.span.clone(),
                        ..group
                    }));
                }
                continue;
            };
            let parts = parts(text);
            if let Some(whole) = parts.whole {
                let group = self.meant(&whole, *open);
                if !group.classes.is_empty() {
                    groups.push(group);
                    before = None;
                    continue;
                }
            }
            let is_one = parts.words.len() == 1;
            let last = parts.words.len();
            for (i, (word, _)) in parts.words.into_iter().enumerate() {
                let mut group = self.meant(&word, *open && i + 1 == last);
                if let Some((first, at)) = before.as_ref().filter(|_| is_one)
                    && let Some(class) = self.class(&format!("{first}{word}"))
                {
                    group.classes.entry(class).or_insert(0.9);
                    if let Some(first) = groups.get_mut(*at) {
                        first.classes.entry(class).or_insert(0.9);
                    }
                }
                group.is_small = self.is_small(&word);
                group.typed.clone_from(&word);
                group.span = term.span.clone();
                before = is_one.then_some((word, groups.len()));
                groups.push(group);
            }
        }
        groups
    }

    /// Scores every document: what each group says, times how much of the query it has.
    fn scores(&self, groups: &[Group], marks: &mut BTreeMap<u32, f64>) -> Vec<f64> {
        let count = self.documents.len();
        let worth: Vec<f64> = levels()
            .map(|level| (SATURATION + 1.0) * level / (SATURATION + level))
            .to_vec();
        let mut scores = vec![0.0; count];
        let mut covered = vec![0.0; count];
        let mut all = 0.0;
        let mut required: Vec<bool> = vec![true; count];
        for group in groups {
            let mut own = vec![0.0_f64; count];
            let mut surest = vec![0.0_f64; count];
            if let Some(exact) = &group.exact {
                for (document, value) in exact {
                    own[*document as usize] = *value;
                    surest[*document as usize] = 1.0;
                }
                for (required, own) in required.iter_mut().zip(&own) {
                    *required &= *own > 0.0;
                }
            } else {
                for (class, sure) in &group.classes {
                    for posting in self.shard_of(*class).postings(*class) {
                        let document = posting.document as usize;
                        let value = sure * worth[usize::from(posting.level)];
                        own[document] = own[document].max(value);
                        surest[document] = surest[document].max(*sure);
                    }
                }
            }
            let having = own.iter().filter(|value| **value > 0.0).count() as f64;
            if having == 0.0 {
                continue;
            }
            let weight = if group.is_small { SMALL } else { 1.0 };
            let rarity = weight * (1.0 + (count as f64 - having + 0.5) / (having + 0.5)).ln();
            all += rarity * surest.iter().copied().fold(0.0, f64::max);
            for class in group.classes.keys() {
                let mark = marks.entry(*class).or_insert(0.0);
                *mark = mark.max(rarity);
            }
            for document in 0..count {
                if own[document] > 0.0 {
                    scores[document] += rarity * own[document];
                    // A guess is no more of the query than it is sure.
                    covered[document] += rarity * surest[document];
                }
            }
        }
        let most = covered.iter().copied().fold(0.0, f64::max);
        for (document, score) in scores.iter_mut().enumerate() {
            // An incident with one of four words is no answer when another has all of them.
            if !required[document] || covered[document] * 2.0 < most {
                *score = 0.0;
                continue;
            }
            let share = covered[document] / all;
            *score *= share * share.sqrt() * self.prior(document);
        }
        scores
    }

    /// Of two that fit alike, the later and the worse one is likelier meant.
    fn prior(&self, document: usize) -> f64 {
        let recent = (document + 1) as f64 / self.documents.len() as f64;
        let severe = match self.documents[document].severity {
            Some(level) if level < self.severities => {
                (self.severities - level) as f64 / self.severities as f64
            }
            _ => 0.0,
        };
        1.0 + RECENT * recent + SEVERE * severe
    }

    /// Documents that a `-word` leaves out.
    fn excluded(&self, query: &Query) -> BTreeSet<u32> {
        let mut excluded = BTreeSet::new();
        for term in query.terms.iter().filter(|term| term.not) {
            let (What::Word { text, .. } | What::Phrase(text)) = &term.what else {
                continue;
            };
            let whole = parts(text)
                .whole
                .filter(|_| matches!(term.what, What::Word { .. }));
            if let Some(class) = whole.and_then(|whole| self.class(&whole)) {
                let postings = self.shard_of(class).postings(class);
                excluded.extend(postings.iter().map(|posting| posting.document));
            } else if let Some(group) = self.phrase(text) {
                excluded.extend(group.exact.unwrap_or_default().into_keys());
            }
        }
        excluded
    }

    /// Words side by side. `None` where there are no words.
    fn phrase(&self, text: &str) -> Option<Group> {
        let parts = parts(text).words;
        let first = parts.first()?.1;
        let mut group = Group {
            exact: Some(BTreeMap::new()),
            ..Group::default()
        };
        let worth = levels().map(|level| (SATURATION + 1.0) * level / (SATURATION + level));
        // For each document the places where the phrase may begin; none yet means anywhere.
        let mut found: Option<BTreeMap<u32, Beginning>> = None;
        for (word, place) in parts {
            let Some(class) = self.class(&word) else {
                return Some(Group {
                    exact: Some(BTreeMap::new()),
                    ..Group::default()
                });
            };
            group.classes.insert(class, 1.0);
            let shard = self.shard_of(class);
            let places = shard.places(class);
            let mut next = BTreeMap::new();
            for (i, posting) in shard.postings(class).iter().enumerate() {
                let before = match &found {
                    Some(found) => match found.get(&posting.document) {
                        Some(before) => before.clone(),
                        None => continue,
                    },
                    None => (None, f64::MAX),
                };
                let own: Option<BTreeSet<u32>> = places.as_ref().map(|places| {
                    let shift = place - first;
                    let own = places[i].iter().filter_map(|at| at.checked_sub(shift));
                    own.filter(|at| before.0.as_ref().is_none_or(|before| before.contains(at)))
                        .collect()
                });
                if own.as_ref().is_some_and(BTreeSet::is_empty) {
                    continue;
                }
                let value = before.1.min(worth[usize::from(posting.level)]);
                next.insert(posting.document, (own.or(before.0), value));
            }
            found = Some(next);
        }
        let found = found.unwrap_or_default().into_iter();
        group.exact = Some(
            found
                .map(|(document, (_, value))| (document, value))
                .collect(),
        );
        Some(group)
    }

    /// The classes that a word means: its own, those it is the beginning of, and, where there are
    /// none, those it is nearest to.
    fn meant(&self, word: &str, open: bool) -> Group {
        let mut classes = BTreeMap::new();
        if let Some(class) = self.class(word) {
            classes.insert(class, 1.0);
        }
        let length = word.chars().count();
        let is_small = !open && self.is_small(word);
        if length >= if open { 2 } else { 4 } && !is_small {
            self.add_endings(word, if open { 0.9 } else { 0.6 }, &mut classes);
        }
        if classes.is_empty() {
            self.add_number(word, &mut classes);
        }
        if classes.is_empty() && length >= 4 && !is_small {
            self.add_nearest(word, &mut classes);
        }
        Group {
            classes,
            ..Group::default()
        }
    }

    fn is_small(&self, word: &str) -> bool {
        self.small.split(' ').any(|small| small == word)
    }

    /// A number and its unit: `500ms` for `500 ms`.
    fn add_number(&self, word: &str, classes: &mut BTreeMap<u32, f64>) {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = &word[..word.len() - unit.len()];
        if let (Some(number), Some(unit)) = (self.class(number), self.class(unit)) {
            classes.extend([(number, 0.6), (unit, 0.2)]);
        }
    }

    fn add_endings(&self, word: &str, sure: f64, classes: &mut BTreeMap<u32, f64>) {
        let length = word.chars().count() as f64;
        let mut endings: Vec<(f64, u32)> = Vec::new();
        let at = self.shard_at(word);
        for (i, shard) in self.shards.iter().enumerate().skip(at).take(2) {
            // The next shard too, where words that begin so reach into it.
            if i > at
                && !shard
                    .words
                    .first()
                    .is_some_and(|(first, _)| first.starts_with(word))
            {
                break;
            }
            let start = shard
                .words
                .partition_point(|(own, _)| order(own, word).is_lt());
            let own = shard.words[start..]
                .iter()
                .take_while(|(own, _)| own.starts_with(word));
            for (own, class) in own.filter(|(own, _)| own != word) {
                let share = length / own.chars().count() as f64;
                endings.push((sure * (0.4 + 0.6 * share), *class));
            }
        }
        endings.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (sure, class) in endings {
            if classes.len() > MOST_ENDINGS {
                break;
            }
            classes.entry(class).or_insert(sure);
        }
    }

    /// Words at most one letter off, two in long words; other endings of the same beginning; or two
    /// words that were run together.
    fn add_nearest(&self, word: &str, classes: &mut BTreeMap<u32, f64>) {
        let letters: Vec<char> = word.chars().collect();
        let shard = self.shards.get(self.shard_at(word));
        let local = shard
            .into_iter()
            .flat_map(|shard| &shard.words)
            .map(|(word, _)| word);
        let candidates: BTreeSet<&String> = self.usual.iter().chain(local).collect();
        let mut near: Vec<(f64, &String)> = Vec::new();
        for candidate in candidates {
            if let Some(sure) = nearness(word, &letters, candidate) {
                near.push((sure, candidate));
            }
        }
        let same = |candidate: &str| beginning(&letters, candidate);
        near.sort_by(|a, b| {
            let by_beginning = || same(b.1).cmp(&same(a.1));
            let by_sureness = b.0.total_cmp(&a.0).then_with(by_beginning);
            by_sureness.then_with(|| order(a.1, b.1))
        });
        let best = near.first().map_or(0.0, |(sure, _)| *sure);
        let near = near.iter().take_while(|(sure, _)| *sure > best - 0.2);
        for (sure, candidate) in near.take(MOST_MEANT) {
            if let Some(class) = self.class(candidate) {
                classes.entry(class).or_insert(*sure);
            }
        }
        if classes.is_empty() {
            let is_usual =
                |part: &String| self.usual.binary_search_by(|own| order(own, part)).is_ok();
            for cut in 3..letters.len().saturating_sub(2) {
                let halves = [
                    letters[..cut].iter().collect(),
                    letters[cut..].iter().collect(),
                ];
                let are_known = halves
                    .iter()
                    .all(|half: &String| half.chars().count() < 4 || is_usual(half));
                let found: Vec<u32> = halves.iter().filter_map(|half| self.class(half)).collect();
                if are_known && found.len() == 2 {
                    classes.extend(found.into_iter().map(|class| (class, 0.6)));
                    return;
                }
            }
        }
    }

    /// The class of a word, exactly as it stands in the index.
    pub(super) fn class(&self, word: &str) -> Option<u32> {
        let shard = self.shards.get(self.shard_at(word))?;
        let found = shard.words.binary_search_by(|(own, _)| order(own, word));
        found.ok().map(|at| shard.words[at].1)
    }

    /// The shard that would have a word.
    fn shard_at(&self, word: &str) -> usize {
        let is_before = |shard: &Shard| {
            shard
                .words
                .first()
                .is_none_or(|(first, _)| order(first, word).is_le())
        };
        // Empty shards stand where a common word took the place of several; they have no first
        // word to go by, so the last one with words counts.
        let mut found = 0;
        for (i, shard) in self.shards.iter().enumerate() {
            if !shard.words.is_empty() {
                if !is_before(shard) {
                    break;
                }
                found = i;
            }
        }
        found
    }

    /// The shard that has a class.
    fn shard_of(&self, class: u32) -> &Shard {
        let after = self.shards.partition_point(|shard| shard.first <= class);
        // Empty shards begin with the class of the next one.
        let shards = self.shards[..after].iter().rev();
        let mut shards = shards.filter(|shard| shard.lists.len() > 0);
        shards.next().unwrap_or(&self.shards[0])
    }
}

/// Says which words and phrases nothing has, so that nobody wonders why results are about the others.
fn missing(groups: &[Group]) -> Option<Note> {
    let missing: Vec<&Group> = groups.iter().filter(|group| group.is_missing()).collect();
    let span = missing.first()?.span.clone();
    let mut named: Vec<String> = missing
        .iter()
        .take(MOST_NAMED)
        .map(|group| format!("`{}`", group.typed))
        .collect();
    if missing.len() > MOST_NAMED {
        named.push(format!("{} more", missing.len() - MOST_NAMED));
    }
    let last = named.pop()?;
    let text = match named.is_empty() {
        true => format!("nothing has {last}"),
        false => format!("nothing has {} or {last}", named.join(", ")),
    };
    Some(Note { span, text })
}

/// How surely a word stands for another one.
fn nearness(word: &str, letters: &[char], candidate: &str) -> Option<f64> {
    // Another number is another thing.
    let digits = |word: &str| {
        word.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    if digits(word) != digits(candidate) {
        return None;
    }
    let other: Vec<char> = candidate.chars().collect();
    let most = if letters.len() < 8 { 1 } else { 2 };
    let same = beginning(letters, candidate);
    if letters.len().abs_diff(other.len()) <= most && other.len() >= 3 {
        let distance = strsim::osa_distance(word, candidate);
        if distance <= most {
            return Some(0.85 - 0.2 * distance as f64 - if same == 0 { 0.1 } else { 0.0 });
        }
    }
    // `zeleted` for `delete`: one letter off beside the ending.
    if strsim::osa_distance(bare(word), bare(candidate)) <= 1 {
        return Some(0.44);
    }
    // `exhausting` for `exhausted`: the same beginning, another ending.
    let rests = letters.len().max(other.len()) - same;
    (same >= 4 && rests <= 4 && same * 5 >= letters.len() * 3).then_some(0.4)
}

/// How many letters two words have in common at the beginning.
fn beginning(letters: &[char], other: &str) -> usize {
    let pairs = letters.iter().zip(other.chars());
    pairs.take_while(|(a, b)| *a == b).count()
}

/// A word without the ending that most of its forms differ in.
fn bare(word: &str) -> &str {
    let endings = ["ing", "ed", "es", "s", "d", "e"];
    let mut bare = endings.iter().filter_map(|end| word.strip_suffix(end));
    let found = bare.find(|bare| bare.chars().count() >= 4);
    found.unwrap_or(word)
}

/// The words of a part of a query, without accents, each with its place.
struct Parts {
    /// The name in one piece, where it is one name.
    whole: Option<String>,
    words: Vec<(String, u32)>,
}

fn parts(text: &str) -> Parts {
    let mut parts = Parts {
        whole: None,
        words: Vec::new(),
    };
    let mut longest = 0;
    words(text, 0, &mut |word: Word<'_>| {
        if !word.is_whole {
            parts
                .words
                .push((folded(&word.lower).into_owned(), word.place));
        } else if word.span.len() > longest {
            longest = word.span.len();
            parts.whole = Some(folded(&word.lower).into_owned());
        }
    });
    parts
}

fn is_words(term: &Term) -> bool {
    !matches!(term.what, What::Filter(_))
}

//! Which block of one version became which of the other.

use super::blocks::{Block, Shape, plain};
use super::words::{self, What, is_same};
use super::{BlockChange, Fate};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;

/// What became of a block, by its place in either version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It is there in both, perhaps with other words.
    Both(usize, usize),
    Removed(usize),
    Added(usize),
    /// It stood elsewhere: the place in the older version, and the one in the newer.
    Moved(usize, usize),
    /// Where it stood.
    MovedAway(usize),
}

impl Step {
    pub(super) fn in_old(&self) -> Option<usize> {
        match *self {
            Step::Both(old, _) | Step::Removed(old) | Step::MovedAway(old) => Some(old),
            Step::Moved(..) | Step::Added(_) => None,
        }
    }

    pub(super) fn in_new(&self) -> Option<usize> {
        match *self {
            Step::Both(_, new) | Step::Moved(_, new) | Step::Added(new) => Some(new),
            Step::Removed(_) | Step::MovedAway(_) => None,
        }
    }
}

/// The steps from one version to the other, in the order of the newer one.
pub(super) struct Aligned {
    pub(super) steps: Vec<Step>,
    /// Whether there were too many blocks to look for those that changed.
    pub(super) is_coarse: bool,
}

/// More blocks than this are compared only as far as they are the same.
const MOST_BLOCKS: usize = 4_000;

/// Between two blocks that are the same, at most this many pairs are looked at.
const MOST_PAIRS: usize = 40_000;

/// Finds the steps from one version to the other.
pub(super) fn align(old: &[Block], new: &[Block]) -> Aligned {
    let mut steps = Vec::with_capacity(new.len());
    let mut is_coarse = old.len().max(new.len()) > MOST_BLOCKS;
    let (head, tail) = common_ends(old, new);
    steps.extend((0..head).map(|at| Step::Both(at, at)));
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let keys = |blocks: &[Block]| -> Vec<String> {
        blocks
            .iter()
            .map(|block| plain(block.words.iter()))
            .collect()
    };
    let ops = match is_coarse {
        true => vec![DiffOp::Replace {
            old_index: 0,
            old_len: old_end - head,
            new_index: 0,
            new_len: new_end - head,
        }],
        false => capture_diff_slices(
            Algorithm::Myers,
            &keys(&old[head..old_end]),
            &keys(&new[head..new_end]),
        ),
    };
    let mut gap: Option<(std::ops::Range<usize>, std::ops::Range<usize>)> = None;
    for op in ops {
        let shift = |range: std::ops::Range<usize>| range.start + head..range.end + head;
        let (olds, news) = (shift(op.old_range()), shift(op.new_range()));
        if let DiffOp::Equal { .. } = op {
            if let Some((olds, news)) = gap.take() {
                pair(old, new, olds, news, &mut steps, &mut is_coarse);
            }
            steps.extend(olds.zip(news).map(|(a, b)| Step::Both(a, b)));
        } else {
            gap = Some(match gap.take() {
                Some((before, ahead)) => (before.start..olds.end, ahead.start..news.end),
                None => (olds, news),
            });
        }
    }
    if let Some((olds, news)) = gap {
        pair(old, new, olds, news, &mut steps, &mut is_coarse);
    }
    steps.extend((0..tail).map(|at| Step::Both(old_end + at, new_end + at)));
    find_moved(old, new, &mut steps);
    Aligned { steps, is_coarse }
}

/// How many blocks are the same at the start and at the end.
fn common_ends(old: &[Block], new: &[Block]) -> (usize, usize) {
    let same = |(a, b): &(&Block, &Block)| is_same(&a.words, &b.words);
    let head = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    (head, tail)
}

/// Pairs blocks that resemble each other, in order, so that their resemblance together is greatest.
fn pair(
    old: &[Block],
    new: &[Block],
    olds: std::ops::Range<usize>,
    news: std::ops::Range<usize>,
    steps: &mut Vec<Step>,
    is_coarse: &mut bool,
) {
    let (n, m) = (olds.len(), news.len());
    let mut pairs = Vec::new();
    if n * m > MOST_PAIRS {
        *is_coarse = true;
    } else if n > 0 && m > 0 {
        let bags: Vec<Bag<'_>> = new[news.clone()].iter().map(Bag::of).collect();
        // best[i][j]: the greatest resemblance of what follows i and j, in thousandths.
        let mut best = vec![vec![0_usize; m + 1]; n + 1];
        let mut alike = vec![vec![0_usize; m]; n];
        for i in (0..n).rev() {
            let bag = Bag::of(&old[olds.start + i]);
            for j in (0..m).rev() {
                alike[i][j] = bag.resemblance(&bags[j]);
                let both = match alike[i][j] {
                    0 => 0,
                    alike => alike + best[i + 1][j + 1],
                };
                best[i][j] = both.max(best[i + 1][j]).max(best[i][j + 1]);
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < n && j < m {
            if alike[i][j] > 0 && best[i][j] == alike[i][j] + best[i + 1][j + 1] {
                pairs.push((olds.start + i, news.start + j));
                (i, j) = (i + 1, j + 1);
            } else if best[i][j] == best[i + 1][j] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    let (mut old_at, mut new_at) = (olds.start, news.start);
    for (a, b) in pairs {
        steps.extend((old_at..a).map(Step::Removed));
        steps.extend((new_at..b).map(Step::Added));
        steps.push(Step::Both(a, b));
        (old_at, new_at) = (a + 1, b + 1);
    }
    steps.extend((old_at..olds.end).map(Step::Removed));
    steps.extend((new_at..news.end).map(Step::Added));
}

/// The words of a block, counted.
struct Bag<'b> {
    counts: HashMap<&'b str, usize>,
    all: usize,
    is_code: bool,
}

impl<'b> Bag<'b> {
    fn of(block: &'b Block) -> Bag<'b> {
        let mut counts = HashMap::new();
        let mut all = 0;
        let is_code = block.shape == Shape::Code;
        // Signs alone make nothing alike.
        let words = block.words.iter().map(|word| &*word.text);
        for word in words.filter(|word| is_code || word.contains(char::is_alphanumeric)) {
            *counts.entry(word).or_default() += 1;
            all += 1;
        }
        Bag {
            counts,
            all,
            is_code,
        }
    }

    /// The share of common words (Dice), in thousandths; 0 where it is too small to say that one
    /// block became the other.
    fn resemblance(&self, other: &Bag<'_>) -> usize {
        const LEAST: usize = 400;
        if self.is_code != other.is_code || self.all + other.all == 0 {
            return 0;
        }
        let common: usize = self
            .counts
            .iter()
            .map(|(word, count)| other.counts.get(word).map_or(0, |there| *count.min(there)))
            .sum();
        let share = 2_000 * common / (self.all + other.all);
        if share < LEAST { 0 } else { share }
    }
}

/// A block that is gone here and new there was moved, if it says enough to be known again.
fn find_moved(old: &[Block], new: &[Block], steps: &mut [Step]) {
    const FEWEST_WORDS: usize = 4;
    let mut gone: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, step) in steps.iter().enumerate().rev() {
        if let Step::Removed(block) = step
            && old[*block].words.len() >= FEWEST_WORDS
        {
            gone.entry(plain(old[*block].words.iter()))
                .or_default()
                .push(at);
        }
    }
    for at in 0..steps.len() {
        let Step::Added(there) = steps[at] else {
            continue;
        };
        let found = gone
            .get_mut(&plain(new[there].words.iter()))
            .and_then(Vec::pop);
        if let Some(from) = found
            && let Step::Removed(here) = steps[from]
        {
            steps[at] = Step::Moved(here, there);
            steps[from] = Step::MovedAway(here);
        }
    }
}

/// What a step did to its block.
pub(super) fn change(
    step: &Step,
    old: &[Block],
    new: &[Block],
    is_coarse: &mut bool,
) -> BlockChange {
    let whole = |fate, what, block: &Block| BlockChange {
        fate,
        shape: block.shape.clone(),
        was: None,
        runs: words::whole(what, &block.words),
    };
    match *step {
        Step::Removed(at) => whole(Fate::Removed, What::Removed, &old[at]),
        Step::MovedAway(at) => whole(Fate::MovedAway, What::Kept, &old[at]),
        Step::Added(at) => whole(Fate::Added, What::Added, &new[at]),
        Step::Moved(_, at) => whole(Fate::Moved, What::Kept, &new[at]),
        Step::Both(before, after) => {
            let (before, after) = (&old[before], &new[after]);
            let (runs, is_too_much) = words::runs(&before.words, &after.words);
            *is_coarse |= is_too_much;
            let has = |what| runs.iter().any(|run| run.what == what);
            let was = (before.shape != after.shape).then(|| before.shape.clone());
            let fate = if has(What::Added) || has(What::Removed) {
                Fate::Changed
            } else if was.is_some() || has(What::Reformatted) {
                Fate::Reformatted
            } else {
                Fate::Kept
            };
            BlockChange {
                fate,
                shape: after.shape.clone(),
                was,
                runs,
            }
        }
    }
}

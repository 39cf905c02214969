//! The words of two blocks against each other.

use super::blocks::Word;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::sync::Arc;

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Nothing.
    Kept,
    /// They are new.
    Added,
    /// They are gone.
    Removed,
    /// They look different, or lead elsewhere.
    Reformatted,
}

/// Words in a row with one fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What became of them.
    pub what: What,
    /// The words: as the newer version has them, unless they are gone.
    pub words: Vec<Word>,
}

/// Larger comparisons are not made word by word: their cost grows with the product.
const MOST_PAIRS: usize = 4_000_000;

/// All words with one fate.
pub(super) fn whole(what: What, words: &[Word]) -> Vec<Run> {
    vec![Run {
        what,
        words: words.to_vec(),
    }]
}

/// Compares words. Says whether that was too much work, so that all of them count as replaced.
pub(super) fn runs(old: &[Word], new: &[Word]) -> (Vec<Run>, bool) {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS && !is_same(old, new) {
        let mut runs = whole(What::Removed, old);
        runs.extend(whole(What::Added, new));
        return (runs, true);
    }
    let texts = |words: &[Word]| -> Vec<Arc<str>> {
        words.iter().map(|word| Arc::clone(&word.text)).collect()
    };
    let mut runs = Runs::default();
    let ops = if is_same(old, new) {
        vec![DiffOp::Equal {
            old_index: 0,
            new_index: 0,
            len: new.len(),
        }]
    } else {
        capture_diff_slices(Algorithm::Myers, &texts(old), &texts(new))
    };
    for op in joined(ops) {
        match op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => {
                for i in 0..len {
                    let (before, after) = (&old[old_index + i], &new[new_index + i]);
                    let is_kept = before.format == after.format && before.target == after.target;
                    let what = if is_kept {
                        What::Kept
                    } else {
                        What::Reformatted
                    };
                    runs.push(what, after);
                }
            }
            DiffOp::Delete {
                old_index, old_len, ..
            } => runs.all(What::Removed, &old[old_index..old_index + old_len]),
            DiffOp::Insert {
                new_index, new_len, ..
            } => runs.all(What::Added, &new[new_index..new_index + new_len]),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                runs.all(What::Removed, &old[old_index..old_index + old_len]);
                runs.all(What::Added, &new[new_index..new_index + new_len]);
            }
        }
    }
    (runs.0, false)
}

/// Joins changes that one kept word or sign parts: `a b c` to `d b e` reads better as one change of
/// three words than as two of one each.
fn joined(ops: Vec<DiffOp>) -> Vec<DiffOp> {
    let mut joined: Vec<DiffOp> = Vec::with_capacity(ops.len());
    let mut ops = ops.into_iter().peekable();
    while let Some(op) = ops.next() {
        let is_small = matches!(op, DiffOp::Equal { len: 1, .. });
        let is_between = is_small
            && ops.peek().is_some_and(is_replacement)
            && joined.last().is_some_and(is_replacement);
        match joined.last_mut() {
            Some(last) if is_between || is_replacement(last) && is_replacement(&op) => {
                let (old, new) = (last.old_range(), last.new_range());
                *last = DiffOp::Replace {
                    old_index: old.start,
                    old_len: op.old_range().end - old.start,
                    new_index: new.start,
                    new_len: op.new_range().end - new.start,
                };
            }
            _ => joined.push(op),
        }
    }
    joined
}

fn is_replacement(op: &DiffOp) -> bool {
    matches!(op, DiffOp::Replace { .. })
}

/// Whether two rows of words say the same.
pub(super) fn is_same(old: &[Word], new: &[Word]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.text == b.text)
}

#[derive(Default)]
struct Runs(Vec<Run>);

impl Runs {
    fn push(&mut self, what: What, word: &Word) {
        match self.0.last_mut().filter(|run| run.what == what) {
            Some(run) => run.words.push(word.clone()),
            None => self.0.extend(whole(what, std::slice::from_ref(word))),
        }
    }

    fn all(&mut self, what: What, words: &[Word]) {
        for word in words {
            self.push(what, word);
        }
    }
}

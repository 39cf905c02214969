//! Causes that incidents have in common.

use super::Named;
use super::stat::CauseStat;
use crate::model::CauseId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer incidents than this are chance: measures of a pair begin here.
pub const SUPPORT: usize = 3;

/// Two causes, and the incidents that have both.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The one whose id comes first.
    pub a: CauseId,
    /// The other.
    pub b: CauseId,
    /// Incidents that have both, the latest first.
    pub incidents: Vec<usize>,
    /// Of the incidents that have either, the part that has both: |A ∩ B| ÷ |A ∪ B| (P. Jaccard,
    /// "Étude comparative de la distribution florale", 1901). `None` below [`SUPPORT`].
    pub jaccard: Option<f64>,
    /// How many times as often they meet as if they had nothing to do with one another:
    /// |A ∩ B| × N ÷ (|A| × |B|), N being the coded incidents (Brin, Motwani, Ullman and Tsur,
    /// "Dynamic itemset counting", SIGMOD 1997, there called interest). `None` below [`SUPPORT`].
    pub lift: Option<f64>,
}

impl Pair {
    fn new(
        (a, b): (CauseId, CauseId),
        incidents: Vec<usize>,
        stats: &BTreeMap<CauseId, CauseStat>,
        coded: usize,
    ) -> Pair {
        let of = |id: &CauseId| stats.get(id).map_or(0, |stat| stat.incidents.len());
        let (both, in_a, in_b) = (incidents.len(), of(&a), of(&b));
        let counts = both >= SUPPORT;
        Pair {
            jaccard: counts.then(|| both as f64 / (in_a + in_b - both) as f64),
            lift: counts.then(|| (both * coded) as f64 / (in_a * in_b) as f64),
            a,
            b,
            incidents,
        }
    }
}

/// Pairs of top-level causes, sub-causes counted with them: every one that occurs.
pub(super) fn of_groups(
    named: &[Named<'_>],
    stats: &BTreeMap<CauseId, CauseStat>,
    coded: usize,
) -> Vec<Pair> {
    let groups = |named: &Named<'_>| -> Vec<CauseId> {
        let tops: BTreeSet<CauseId> = named.ids.iter().map(|id| id.top()).collect();
        tops.into_iter().collect()
    };
    pairs(named, groups, 1, stats, coded)
}

/// Pairs of sub-causes that occur often enough to measure.
pub(super) fn of_subs(
    named: &[Named<'_>],
    stats: &BTreeMap<CauseId, CauseStat>,
    coded: usize,
) -> Vec<Pair> {
    // A pair is no more frequent than either of the two: this keeps the number of pairs small.
    let is_frequent = |id: &CauseId| {
        stats
            .get(id)
            .is_some_and(|stat| stat.incidents.len() >= SUPPORT)
    };
    let subs = |named: &Named<'_>| -> Vec<CauseId> {
        let subs = named
            .ids
            .iter()
            .filter(|id| !id.is_top() && is_frequent(id));
        subs.map(|id| (*id).clone()).collect()
    };
    pairs(named, subs, SUPPORT, stats, coded)
}

/// The ids of an incident come in order, so that each pair has one name.
fn pairs(
    named: &[Named<'_>],
    ids: impl Fn(&Named<'_>) -> Vec<CauseId>,
    least: usize,
    stats: &BTreeMap<CauseId, CauseStat>,
    coded: usize,
) -> Vec<Pair> {
    let mut found: BTreeMap<(CauseId, CauseId), Vec<usize>> = BTreeMap::new();
    for (place, named) in named.iter().enumerate() {
        let ids = ids(named);
        for (i, a) in ids.iter().enumerate() {
            for b in &ids[i + 1..] {
                found.entry((a.clone(), b.clone())).or_default().push(place);
            }
        }
    }
    let mut pairs: Vec<Pair> = found
        .into_iter()
        .filter(|(_, incidents)| incidents.len() >= least)
        .map(|(ids, incidents)| Pair::new(ids, incidents, stats, coded))
        .collect();
    pairs.sort_by(|a, b| {
        let order = |pair: &Pair| Reverse(pair.incidents.len());
        (order(a), &a.a, &a.b).cmp(&(order(b), &b.a, &b.b))
    });
    pairs
}

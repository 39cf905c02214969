//! What came back: the same cause on the same service within a year, or by the author's word.
//!
//! An incident *recurs* when an earlier one shares a service and a leaf cause with it and began at
//! most 365 days before it, by the calendar days on which they began; or when a report relates the
//! two by `related`. Of incidents that began on one day, the one whose clock or slug comes first is
//! the earlier. `unknown` is no cause in this.

use super::Named;
use crate::analyze::proportion::Proportion;
use crate::model::{CauseId, Precision, Slug, Taxonomy};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The longest time between two incidents of a chain.
pub const DAYS: i64 = 365;

/// Incidents of one cause and service, each at most [`DAYS`] after the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The leaf cause that they share.
    pub cause: CauseId,
    /// The services that all of them share.
    pub services: Vec<Slug>,
    /// The incidents, the earliest first; two at least.
    pub incidents: Vec<usize>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recurrences {
    /// Chains, the longest first, then the one that went on last.
    pub chains: Vec<Chain>,
    /// Incidents that follow another one in a chain.
    pub followers: BTreeSet<usize>,
    /// Pairs that a report relates, the earlier one first, each pair once. An undated incident counts
    /// as the earlier.
    pub related: Vec<(usize, usize)>,
    /// How many incidents are the later one of a related pair.
    pub by_word: usize,
    /// Incidents that follow another one, in a chain or by `related`; of all that could: they name a
    /// service and a leaf cause and the day they began, or are the later one of a related pair.
    pub share: Proportion,
}

/// Looks for what came back. Incidents come the latest first.
pub(super) fn recurrences(named: &[Named<'_>], taxonomy: &Taxonomy) -> Recurrences {
    let days: Vec<Option<NaiveDate>> = named.iter().map(|named| day(named)).collect();
    let mut could: BTreeSet<usize> = BTreeSet::new();
    let mut series: BTreeMap<(&CauseId, &Slug), Vec<usize>> = BTreeMap::new();
    // The earliest first.
    for (place, named) in named.iter().enumerate().rev() {
        let leaves = named.ids.iter().filter(|id| taxonomy.is_leaf(id));
        for id in leaves.filter(|_| days[place].is_some()) {
            for service in &named.services {
                series.entry((*id, service)).or_default().push(place);
                could.insert(place);
            }
        }
    }
    let chains = chains(series, &days);
    let followers: BTreeSet<usize> = chains
        .iter()
        .flat_map(|chain| &chain.incidents[1..])
        .copied()
        .collect();
    let related = related(named);
    let by_word: BTreeSet<usize> = related.iter().map(|(_, later)| *later).collect();
    let all: BTreeSet<usize> = followers.union(&by_word).copied().collect();
    could.extend(&all);
    Recurrences {
        share: Proportion::new(all.len(), could.len()),
        chains,
        followers,
        related,
        by_word: by_word.len(),
    }
}

/// The day on which an incident began, where it is known.
fn day(named: &Named<'_>) -> Option<NaiveDate> {
    let at = named.incident.started()?;
    (at.precision >= Precision::Day).then(|| at.local.date())
}

/// Cuts each series where more than a year lies between two incidents. Chains of the same incidents
/// on several services are one.
fn chains(
    series: BTreeMap<(&CauseId, &Slug), Vec<usize>>,
    days: &[Option<NaiveDate>],
) -> Vec<Chain> {
    let mut found: BTreeMap<(CauseId, Vec<usize>), Vec<Slug>> = BTreeMap::new();
    for ((cause, service), mut places) in series {
        // The archive is in the order of instants; days are those of the incidents' own zones.
        places.sort_by_key(|place| (days[*place], Reverse(*place)));
        let near = |a: &usize, b: &usize| match (days[*a], days[*b]) {
            (Some(a), Some(b)) => (b - a).num_days() <= DAYS,
            _ => false,
        };
        for run in places.chunk_by(near).filter(|run| run.len() > 1) {
            found
                .entry((cause.clone(), run.to_vec()))
                .or_default()
                .push(service.clone());
        }
    }
    let mut chains: Vec<Chain> = found
        .into_iter()
        .map(|((cause, incidents), services)| Chain {
            cause,
            services,
            incidents,
        })
        .collect();
    // A smaller place is a later incident.
    chains.sort_by_key(|chain| {
        let last = chain.incidents.last().copied();
        (Reverse(chain.incidents.len()), last, chain.cause.clone())
    });
    chains
}

fn related(named: &[Named<'_>]) -> Vec<(usize, usize)> {
    let places: BTreeMap<&Slug, usize> = named
        .iter()
        .enumerate()
        .map(|(place, named)| (&named.incident.slug, place))
        .collect();
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (place, named) in named.iter().enumerate() {
        let others = named.incident.related.iter();
        for other in others.filter_map(|slug| places.get(&slug.value)) {
            if *other != place {
                // The earlier one has the larger place; the later one is looked up first.
                pairs.insert((place.min(*other), place.max(*other)));
            }
        }
    }
    pairs
        .into_iter()
        .map(|(later, earlier)| (earlier, later))
        .collect()
}

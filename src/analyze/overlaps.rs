//! Incidents that went on at the same time.
//!
//! Two incidents overlap where their *certain windows* share time: from the latest instant that the
//! start can mean to the earliest that the end can mean. `2024-03-02` to `2024-03-04` is certain
//! from the end of the second to the beginning of the fourth of March; a start and an end on one
//! day, with no clock, are certain at no time. An incident without an end is taken to go on only
//! where its report says that it is not finished and it began within the last 30 days. What went on
//! for longer than 30 days overlaps with everything and says nothing: it is left out.

use crate::config::Config;
use crate::model::{Incident, Milestone};
use chrono::{NaiveDate, TimeDelta};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// An incident that went on at the same time as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// Which one, as its place among those that were looked at.
    pub incident: usize,
    /// For how many seconds both went on, at least; nothing while both go on.
    pub seconds: Option<i64>,
}

/// What went on at the same time as one incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overlaps {
    /// Those that began nearest to it, the nearest first.
    pub nearest: Vec<Overlap>,
    /// How many there are, those included.
    pub total: usize,
}

/// Most that are kept of each incident.
const MOST: usize = 5;

/// Nothing that is looked at goes on for longer.
const LONGEST: TimeDelta = TimeDelta::days(30);

/// When an incident went on for certain, in seconds.
#[derive(Debug, Clone, Copy)]
struct Window {
    incident: usize,
    start: i64,
    /// `i64::MAX` while it goes on.
    end: i64,
}

/// Returns what went on at the same time as each incident, in their order.
pub fn overlaps(incidents: &[&Incident], config: &Config, today: NaiveDate) -> Vec<Overlaps> {
    let mut windows: Vec<Window> = incidents
        .iter()
        .enumerate()
        .filter_map(|(at, incident)| {
            let (start, end) = window(incident, config, today)?;
            let incident = at;
            Some(Window {
                incident,
                start,
                end,
            })
        })
        .collect();
    windows.sort_by_key(|window| (window.start, window.incident));
    let mut found = vec![Overlaps::default(); incidents.len()];
    sweep(&windows, &mut found);
    found
}

fn window(incident: &Incident, config: &Config, today: NaiveDate) -> Option<(i64, i64)> {
    let start = incident.at(Milestone::Started)?.latest_instant();
    let end = match incident.ended() {
        Some(end) => end.instant().timestamp(),
        None => {
            let last = config.statuses.last().map(|level| &level.id);
            let status = incident.status.as_ref().map(|status| &status.value);
            let goes_on = status.is_some() && status != last;
            let age = today.signed_duration_since(start.date_naive());
            let is_new = age >= TimeDelta::zero() && age <= LONGEST;
            (goes_on && is_new).then_some(i64::MAX)?
        }
    };
    let start = start.timestamp();
    let is_short = end == i64::MAX || end - start <= LONGEST.num_seconds();
    (start < end && is_short).then_some((start, end))
}

/// Goes through the windows in the order of their starts, with those at hand that have not ended.
fn sweep(windows: &[Window], found: &mut [Overlaps]) {
    let mut active: BTreeSet<usize> = BTreeSet::new();
    let mut ends: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
    for (at, window) in windows.iter().enumerate() {
        while let Some(Reverse((end, ended))) = ends.peek().copied() {
            if end > window.start {
                break;
            }
            ends.pop();
            active.remove(&ended);
        }
        let after = windows
            .partition_point(|other| other.start < window.end)
            .max(at + 1);
        let earlier = active.iter().rev().take(MOST).copied();
        let later = at + 1..after.min(at + 1 + MOST);
        let mut nearest: Vec<usize> = earlier.chain(later).collect();
        nearest.sort_by_key(|other| (windows[*other].start.abs_diff(window.start), *other));
        nearest.truncate(MOST);
        found[window.incident] = Overlaps {
            nearest: nearest
                .into_iter()
                .map(|other| shared(window, &windows[other]))
                .collect(),
            total: active.len() + after - (at + 1),
        };
        active.insert(at);
        ends.push(Reverse((window.end, at)));
    }
}

fn shared(one: &Window, other: &Window) -> Overlap {
    let (start, end) = (one.start.max(other.start), one.end.min(other.end));
    Overlap {
        incident: other.incident,
        seconds: (end < i64::MAX).then_some(end - start),
    }
}

#[cfg(test)]
mod tests {
    use super::{Overlaps, Window, sweep};

    fn found(windows: &[(i64, i64)]) -> Vec<Overlaps> {
        let windows: Vec<Window> = windows
            .iter()
            .enumerate()
            .map(|(incident, (start, end))| Window {
                incident,
                start: *start,
                end: *end,
            })
            .collect();
        let mut found = vec![Overlaps::default(); windows.len()];
        sweep(&windows, &mut found);
        found
    }

    #[test]
    fn windows_that_touch_do_not_overlap() {
        let found = found(&[(0, 10), (5, 20), (10, 12), (20, i64::MAX), (30, i64::MAX)]);
        let seen: Vec<Vec<(usize, Option<i64>)>> = found
            .iter()
            .map(|of| of.nearest.iter().map(|o| (o.incident, o.seconds)).collect())
            .collect();
        assert_eq!(
            seen,
            [
                vec![(1, Some(5))],
                vec![(0, Some(5)), (2, Some(2))],
                vec![(1, Some(2))],
                vec![(4, None)],
                vec![(3, None)],
            ]
        );
    }

    /// Every pair compared with every other gives the same.
    #[test]
    fn the_sweep_finds_what_a_search_of_all_pairs_finds() {
        let mut seed = 7_u64;
        let mut next = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            i64::try_from((seed >> 33) % most).expect("small")
        };
        let mut windows: Vec<(i64, i64)> = (0..200)
            .map(|_| {
                let start = next(1_000);
                (start, start + 1 + next(60))
            })
            .collect();
        windows.sort_unstable();
        for (at, of) in found(&windows).iter().enumerate() {
            let (start, end) = windows[at];
            let all: Vec<usize> = (0..windows.len())
                .filter(|other| *other != at)
                .filter(|other| windows[*other].0 < end && windows[*other].1 > start)
                .collect();
            assert_eq!(of.total, all.len());
            assert_eq!(of.nearest.len(), all.len().min(super::MOST));
            assert!(of.nearest.iter().all(|other| all.contains(&other.incident)));
        }
    }
}

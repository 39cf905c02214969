//! How long a set of incidents hurt users, as far as it is known to the hour or better.

use crate::analyze::durations;
use crate::model::{Incident, Milestone};

/// Time of impact, summed: from the start to mitigation, else to resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Impact {
    /// All of it.
    pub seconds: i64,
    /// The incidents that it is of.
    pub n: usize,
    /// Of those, the ones whose start or end was inferred.
    pub inferred: usize,
    /// Left out: no start, or no end.
    pub without_times: usize,
    /// Left out: start or end is known only to the day or less.
    pub too_coarse: usize,
    /// Left out: the end is before the start.
    pub backwards: usize,
    /// The longest one: its place, and its seconds. Of several, the latest.
    pub longest: Option<(usize, i64)>,
}

impl Impact {
    /// Returns the sum in minutes, rounded to the nearest; half a minute counts as one.
    pub fn minutes(&self) -> i64 {
        (self.seconds + 30).div_euclid(60)
    }

    /// Returns how many incidents were left out.
    pub fn left_out(&self) -> usize {
        self.without_times + self.too_coarse + self.backwards
    }

    pub(super) fn add(&mut self, place: usize, incident: &Incident) {
        let started = incident.milestones.get(&Milestone::Started);
        let ended = [Milestone::Mitigated, Milestone::Resolved]
            .iter()
            .find_map(|milestone| incident.milestones.get(milestone));
        let (Some(started), Some(ended)) = (started, ended) else {
            self.without_times += 1;
            return;
        };
        if !started.value.has_clock() || !ended.value.has_clock() {
            self.too_coarse += 1;
            return;
        }
        let Some(length) = durations::between(&started.value, &ended.value) else {
            self.backwards += 1;
            return;
        };
        self.n += 1;
        self.seconds += length.seconds;
        let is_stated = started.origin.is_stated() && ended.origin.is_stated();
        self.inferred += usize::from(!is_stated);
        if self
            .longest
            .is_none_or(|(_, longest)| length.seconds > longest)
        {
            self.longest = Some((place, length.seconds));
        }
    }
}

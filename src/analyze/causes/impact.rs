//! How long a set of incidents hurt users, as far as it is known to the hour or better.

use crate::analyze::durations;
use crate::analyze::statistics::sample::Sample;
use crate::model::{Incident, Milestone, Moment, Sourced};

/// Time of impact, summed: from the start to mitigation, else to resolution.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    /// Every length in seconds, in the order of the incidents.
    lengths: Vec<i64>,
}

impl Impact {
    /// Returns the sum in minutes, rounded to the nearest; half a minute counts as one.
    pub fn minutes(&self) -> i64 {
        (self.seconds + 30).div_euclid(60)
    }

    /// Returns the median length in seconds, from three incidents on.
    pub fn median(&self) -> Option<f64> {
        Sample::new(self.lengths.iter().copied()).median()
    }

    /// Returns how many incidents were left out.
    pub fn left_out(&self) -> usize {
        self.without_times + self.too_coarse + self.backwards
    }

    pub(super) fn add(&mut self, place: usize, incident: &Incident) {
        let seconds = match seconds(incident) {
            Ok(seconds) => seconds,
            Err(LeftOut::WithoutTimes) => return self.without_times += 1,
            Err(LeftOut::TooCoarse) => return self.too_coarse += 1,
            Err(LeftOut::Backwards) => return self.backwards += 1,
        };
        self.n += 1;
        self.seconds += seconds;
        self.lengths.push(seconds);
        let mut ends = start_and_end(incident)
            .into_iter()
            .flat_map(|(start, end)| [start, end]);
        self.inferred += usize::from(ends.any(|at| !at.origin.is_stated()));
        if self.longest.is_none_or(|(_, longest)| seconds > longest) {
            self.longest = Some((place, seconds));
        }
    }
}

/// Why an incident is part of no sum of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It has no start, or no end.
    WithoutTimes,
    /// Its start or end is known only to the day or less.
    TooCoarse,
    /// It ends before it starts.
    Backwards,
}

/// Returns for how many seconds users were hurt: from the start to mitigation, else to resolution.
///
/// # Errors
/// When that is not known to the hour or better.
pub fn seconds(incident: &Incident) -> Result<i64, LeftOut> {
    let (started, ended) = start_and_end(incident).ok_or(LeftOut::WithoutTimes)?;
    if !started.value.has_clock() || !ended.value.has_clock() {
        return Err(LeftOut::TooCoarse);
    }
    let length = durations::between(&started.value, &ended.value);
    length
        .map(|length| length.seconds)
        .ok_or(LeftOut::Backwards)
}

fn start_and_end(incident: &Incident) -> Option<(&Sourced<Moment>, &Sourced<Moment>)> {
    let ends = [Milestone::Mitigated, Milestone::Resolved];
    let ended = ends
        .iter()
        .find_map(|milestone| incident.milestones.get(milestone));
    Some((incident.milestones.get(&Milestone::Started)?, ended?))
}

#[cfg(test)]
mod tests {
    use super::Impact;

    #[test]
    fn half_a_minute_counts_as_one() {
        for (seconds, minutes) in [(0, 0), (29, 0), (30, 1), (89, 1), (90, 2)] {
            let impact = Impact {
                seconds,
                ..Impact::default()
            };
            assert_eq!(impact.minutes(), minutes, "{seconds}");
        }
    }
}

//! How long one thing took over all incidents, and why some are left out.

use super::sample::Sample;
use crate::analyze::durations::{self, DEFINITIONS};
use crate::config::Config;
use crate::model::{Incident, Milestone, Moment, Sourced};
use schemars::JsonSchema;
use serde::Serialize;

/// From which milestone to which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// The name in data and addresses.
    pub id: &'static str,
    /// The name in words: "time to detect".
    pub name: &'static str,
    /// What it says, in plain words.
    pub meaning: &'static str,
    /// Where it begins.
    pub from: Milestone,
    /// Where it ends: at the first of these that is known.
    pub to: &'static [Milestone],
}

/// What is timed: first how long users were hurt, then the five durations of
/// [`durations::DEFINITIONS`].
pub const TIMINGS: [Ends; 6] = [
    Ends {
        id: "impact",
        name: "time of impact",
        meaning: "from the start until users were no longer hurt, as far as the report tells: to mitigation, else to resolution",
        from: Milestone::Started,
        to: &[Milestone::Mitigated, Milestone::Resolved],
    },
    of_definition("detect", 0, &[Milestone::Detected]),
    of_definition("acknowledge", 1, &[Milestone::Acknowledged]),
    of_definition("identify", 2, &[Milestone::Identified]),
    of_definition("mitigate", 3, &[Milestone::Mitigated]),
    of_definition("resolve", 4, &[Milestone::Resolved]),
];

const fn of_definition(id: &'static str, at: usize, to: &'static [Milestone]) -> Ends {
    let definition = DEFINITIONS[at];
    Ends {
        id,
        name: definition.name,
        meaning: definition.meaning,
        from: definition.from,
        to,
    }
}

impl Ends {
    /// `started to mitigated, else resolved`
    pub fn words(&self) -> String {
        let to: Vec<&str> = self.to.iter().map(|milestone| milestone.as_str()).collect();
        format!("{} to {}", self.from.as_str(), to.join(", else "))
    }

    /// Returns both moments, as far as they are known.
    fn moments<'i>(
        &self,
        incident: &'i Incident,
    ) -> (Option<&'i Sourced<Moment>>, Option<&'i Sourced<Moment>>) {
        let at = |milestone: &Milestone| incident.milestones.get(milestone);
        (at(&self.from), self.to.iter().find_map(at))
    }

    /// Returns for how many seconds it went on.
    ///
    /// # Errors
    /// Why there is no such number.
    pub fn seconds(&self, incident: &Incident, config: &Config) -> Result<i64, Reason> {
        let (from, to) = match self.moments(incident) {
            (Some(from), Some(to)) => (&from.value, &to.value),
            (Some(_), None) if self.is_until_the_end() && durations::goes_on(incident, config) => {
                return Err(Reason::Ongoing);
            }
            (None, _) => return Err(Reason::WithoutBegin),
            (_, None) => return Err(Reason::WithoutEnd),
        };
        if self.to == [Milestone::Detected] && durations::starts_when_detected(incident) {
            return Err(Reason::WithoutBegin);
        }
        if !from.has_clock() || !to.has_clock() {
            return Err(Reason::TooCoarse);
        }
        let length = durations::between(from, to);
        length.map(|length| length.seconds).ok_or(Reason::Backwards)
    }

    fn is_until_the_end(&self) -> bool {
        let mut to = self.to.iter();
        to.all(|to| matches!(to, Milestone::Mitigated | Milestone::Resolved))
    }
}

/// Why an incident has no such length. The first that is true counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The milestone that it would begin with is not known; or it is a start that was only inferred
    /// from the detection.
    WithoutBegin,
    /// It is not over yet: the report is unfinished and names no end.
    Ongoing,
    /// The milestone that it would end with is not known.
    WithoutEnd,
    /// One of the two is known only to the day or less.
    TooCoarse,
    /// The end is before the beginning.
    Backwards,
}

/// How many incidents are left out of a number, by why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct LeftOut {
    /// The milestone that it would begin with is not known; or it is a start that was only inferred
    /// from the detection.
    pub without_begin: usize,
    /// The milestone that it would end with is not known.
    pub without_end: usize,
    /// It is not over yet.
    pub ongoing: usize,
    /// One of the two is known only to the day or less.
    pub too_coarse: usize,
    /// The end is before the beginning.
    pub backwards: usize,
}

impl LeftOut {
    fn add(&mut self, reason: Reason) {
        *match reason {
            Reason::WithoutBegin => &mut self.without_begin,
            Reason::Ongoing => &mut self.ongoing,
            Reason::WithoutEnd => &mut self.without_end,
            Reason::TooCoarse => &mut self.too_coarse,
            Reason::Backwards => &mut self.backwards,
        } += 1;
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.without_begin + self.without_end + self.ongoing + self.too_coarse + self.backwards
    }
}

/// How long something took.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// From when to when.
    pub ends: &'static Ends,
    /// Every length in seconds with the place of its incident: the shortest first, of equal ones the
    /// latest.
    pub lengths: Vec<(i64, usize)>,
    /// The lengths alone.
    pub sample: Sample,
    /// The 95 % interval of the median, in seconds.
    pub interval: Option<(f64, f64)>,
    /// Of those, the ones with a beginning or an end that was inferred.
    pub inferred: usize,
    /// Of those, the ones with a beginning or an end that is marked as approximate.
    pub approximate: usize,
    /// Incidents that are left out.
    pub left_out: LeftOut,
    /// Of those, the ones that are known to the day: places, the latest first.
    pub by_day: Vec<usize>,
}

impl Timing {
    /// Looks at incidents, which come the latest first.
    pub fn of(ends: &'static Ends, newest: &[&Incident], config: &Config) -> Timing {
        let mut timing = Timing {
            ends,
            lengths: Vec::new(),
            sample: Sample::default(),
            interval: None,
            inferred: 0,
            approximate: 0,
            left_out: LeftOut::default(),
            by_day: Vec::new(),
        };
        for (place, incident) in newest.iter().enumerate() {
            match ends.seconds(incident, config) {
                Ok(seconds) => timing.add(seconds, place, incident),
                Err(reason) => {
                    timing.left_out.add(reason);
                    if reason == Reason::TooCoarse && timing.length(incident).is_some() {
                        timing.by_day.push(place);
                    }
                }
            }
        }
        timing.lengths.sort_unstable();
        timing.sample = Sample::new(timing.lengths.iter().map(|(seconds, _)| *seconds));
        timing.interval = timing.sample.median_interval();
        timing
    }

    /// Returns how long it took in one incident, as exactly as that is known.
    pub fn length(&self, incident: &Incident) -> Option<durations::Length> {
        let (from, to) = self.ends.moments(incident);
        durations::between(&from?.value, &to?.value)
    }

    /// Returns the longest one: its seconds and its place.
    pub fn longest(&self) -> Option<(i64, usize)> {
        self.lengths.last().copied()
    }

    fn add(&mut self, seconds: i64, place: usize, incident: &Incident) {
        self.lengths.push((seconds, place));
        let (from, to) = self.ends.moments(incident);
        let either = |is: fn(&Sourced<Moment>) -> bool| from.is_some_and(is) || to.is_some_and(is);
        self.inferred += usize::from(either(|at| !at.origin.is_stated()));
        self.approximate += usize::from(either(|at| at.value.approximate));
    }
}

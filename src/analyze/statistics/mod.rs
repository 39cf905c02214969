//! How long things take, how they are noticed and ended, when they begin, and what reports tell of
//! it. Pure functions of the incidents.
//!
//! Definitions, which pages and `docs/statistics.md` repeat:
//!
//! - A length is from one milestone to another, in seconds, where both are known to the hour or better
//!   and stand in order. Every other incident is left out of it, for one reason, and counted.
//! - Quantiles are of type 7 ([`sample::quantile`]): the median from three lengths on, the 75th and
//!   90th percentile from ten on. There are no means: in archives of incidents one long incident
//!   decides them.
//! - Intervals of medians are bootstrapped ([`bootstrap::median_interval`]), from six lengths on.

pub mod bootstrap;
pub mod coverage;
pub mod hours;
pub mod mix;
pub mod periods;
pub mod sample;
pub mod timing;

use crate::config::Config;
use crate::model::{Detection, Incident, Mitigation};
use chrono::NaiveDate;
use coverage::Told;
use hours::Hours;
use mix::Mix;
use periods::{Change, Group};
use timing::Timing;

/// Numbers of a set of incidents, which are places in the list that was looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statistics {
    /// How many incidents there are.
    pub incidents: usize,
    /// How long things took, by the definitions of [`timing::TIMINGS`], in their order.
    pub timings: Vec<Timing>,
    /// By severity, the worst first; those without one stand last.
    pub severities: Vec<Group<Option<String>>>,
    /// By the year they began in, the latest first.
    pub years: Vec<Group<i32>>,
    /// The last twelve months beside the twelve before.
    pub change: Change,
    /// How incidents were noticed.
    pub detection: Mix<Detection>,
    /// What ended them.
    pub mitigation: Mix<Mitigation>,
    /// When in the week they began.
    pub hours: Hours,
    /// What reports tell.
    pub told: Vec<Told>,
}

impl Statistics {
    /// How long users were hurt.
    pub fn impact(&self) -> Option<&Timing> {
        self.timings.first()
    }
}

/// Looks at incidents, which come the latest first, as of `today`.
pub fn statistics(newest: &[&Incident], config: &Config, today: NaiveDate) -> Statistics {
    Statistics {
        incidents: newest.len(),
        timings: timing::TIMINGS
            .iter()
            .map(|ends| Timing::of(ends, newest, config))
            .collect(),
        severities: periods::by_severity(newest, config),
        years: periods::by_year(newest, config),
        change: periods::last_year(newest, config, today),
        detection: Mix::of(newest, |incident| Some(incident.detection.as_ref()?.value)),
        mitigation: Mix::of(newest, |incident| Some(incident.mitigation.as_ref()?.value)),
        hours: Hours::of(newest),
        told: coverage::told(newest),
    }
}

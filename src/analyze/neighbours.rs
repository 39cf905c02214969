//! The incidents beside each incident: those that resemble it, and those that went on with it.

use super::overlaps::{self, Overlaps};
use super::related::Related;
use crate::config::Config;
use crate::model::Incident;
use chrono::NaiveDate;
use std::borrow::Cow;

/// What pages of single incidents need to know about the others.
#[derive(Debug, Default)]
pub struct Neighbours {
    /// Those that resemble it.
    pub related: Related,
    /// Those that went on at the same time, by the place of the incident.
    pub overlaps: Vec<Overlaps>,
}

impl Neighbours {
    /// Looks at incidents in the order of time. `factors` returns what a report says of why it
    /// happened.
    pub fn new<'a>(
        incidents: &[&'a Incident],
        factors: impl Fn(&'a Incident) -> Cow<'a, str>,
        config: &Config,
        today: NaiveDate,
    ) -> Neighbours {
        Neighbours {
            related: Related::new(incidents, factors),
            overlaps: overlaps::overlaps(incidents, config, today),
        }
    }
}

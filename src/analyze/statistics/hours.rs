//! When in the week incidents begin.

use crate::analyze::proportion::Proportion;
use crate::model::{Incident, Milestone, ZoneOrigin};
use chrono::{Datelike, Timelike};

/// Fewest incidents that the hours of the week are given of: fewer show chance and nothing else.
pub const FROM: usize = 30;

/// The part of a week's hours that is from Monday to Friday, 9:00 to 16:59: 40 of 168.
pub const OFFICE_BY_CHANCE: f64 = 40.0 / 168.0;

/// Incidents by weekday and hour of the wall clock in their own zones, at `started`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours {
    /// Each weekday from Monday on: its hours from 0 to 23, with the places of the incidents.
    pub days: [[Vec<usize>; 24]; 7],
    /// How many there are.
    pub n: usize,
    /// Of those, the ones whose zone is assumed.
    pub assumed: usize,
    /// Incidents that are left out: they name no start, or no clock with it.
    pub left_out: usize,
}

impl Hours {
    pub(super) fn of(incidents: &[&Incident]) -> Hours {
        let mut hours = Hours::default();
        for (place, incident) in incidents.iter().enumerate() {
            let started = incident.at(Milestone::Started);
            let Some(at) = started.filter(|at| at.has_clock()) else {
                hours.left_out += 1;
                continue;
            };
            let day = at.local.weekday().num_days_from_monday() as usize;
            hours.days[day][at.local.hour() as usize].push(place);
            hours.n += 1;
            hours.assumed += usize::from(at.zone.origin == ZoneOrigin::Assumed);
        }
        hours
    }

    /// Says whether there are enough for the numbers to mean anything.
    pub fn is_enough(&self) -> bool {
        self.n >= FROM
    }

    /// Returns the share that began from Monday to Friday, 9:00 to 16:59.
    pub fn office(&self) -> Proportion {
        let days = self.days.iter().take(5);
        let count = days.flat_map(|hours| &hours[9..17]).map(Vec::len).sum();
        Proportion::new(count, self.n)
    }
}

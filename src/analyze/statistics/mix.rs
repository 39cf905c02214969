//! How incidents are spread over the values of a facet.

use crate::analyze::proportion::Proportion;
use crate::model::Incident;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Incidents by one of their facets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mix<T> {
    /// Values with the places of their incidents, the most frequent first, then by value.
    pub parts: Vec<(T, Vec<usize>)>,
    /// Incidents that have any.
    pub known: usize,
    /// Incidents that do not say.
    pub unknown: usize,
}

impl<T> Default for Mix<T> {
    fn default() -> Mix<T> {
        Mix {
            parts: Vec::new(),
            known: 0,
            unknown: 0,
        }
    }
}

impl<T: Ord + Copy> Mix<T> {
    pub(super) fn of(incidents: &[&Incident], facet: impl Fn(&Incident) -> Option<T>) -> Mix<T> {
        let mut parts: BTreeMap<T, Vec<usize>> = BTreeMap::new();
        for (place, incident) in incidents.iter().enumerate() {
            if let Some(value) = facet(incident) {
                parts.entry(value).or_default().push(place);
            }
        }
        let mut parts: Vec<(T, Vec<usize>)> = parts.into_iter().collect();
        parts.sort_by_key(|(value, places)| (Reverse(places.len()), *value));
        let known = parts.iter().map(|(_, places)| places.len()).sum();
        Mix {
            parts,
            known,
            unknown: incidents.len() - known,
        }
    }

    /// Returns the share of a part among those that say.
    pub fn share(&self, places: &[usize]) -> Proportion {
        Proportion::new(places.len(), self.known)
    }
}

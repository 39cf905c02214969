//! All incidents of an archive.

use super::event::Milestone;
use super::incident::Incident;
use super::moment::Moment;
use super::origin::Sourced;
use super::slug::Slug;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All incidents, by slug.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Corpus {
    // Shared, so that a copy in which one incident is another costs little.
    incidents: BTreeMap<Slug, Arc<Incident>>,
}

impl Corpus {
    /// Adds an incident. Gives it back when its slug is taken.
    ///
    /// # Errors
    /// The incident itself, when another one has its slug.
    pub fn insert(&mut self, incident: Incident) -> Result<(), Box<Incident>> {
        if self.incidents.contains_key(&incident.slug) {
            return Err(Box::new(incident));
        }
        self.incidents
            .insert(incident.slug.clone(), Arc::new(incident));
        Ok(())
    }

    /// Puts an incident in the place of the one with its slug.
    pub fn exchange(&mut self, incident: Incident) {
        self.incidents
            .insert(incident.slug.clone(), Arc::new(incident));
    }

    /// Returns an incident by its slug.
    pub fn get(&self, slug: &Slug) -> Option<&Incident> {
        self.incidents.get(slug).map(Arc::as_ref)
    }

    /// Returns the incidents, by slug.
    pub fn iter(&self) -> impl Iterator<Item = &Incident> {
        self.incidents.values().map(Arc::as_ref)
    }

    /// Dates the incidents that nothing else dates.
    pub fn date_undated(&mut self, day_of: impl Fn(&Incident) -> Option<Sourced<Moment>>) {
        for incident in self.incidents.values_mut() {
            if incident.started().is_none()
                && let Some(day) = day_of(incident)
            {
                let incident = Arc::make_mut(incident);
                incident.milestones.insert(Milestone::Started, day);
            }
        }
    }

    /// Returns the incidents, the latest first, undated ones last, ties by slug.
    pub fn newest_first(&self) -> Vec<&Incident> {
        let mut incidents: Vec<&Incident> = self.iter().collect();
        incidents.sort_by_cached_key(|incident| {
            let started = incident.started().map(|at| at.instant());
            (Reverse(started), incident.slug.clone())
        });
        incidents
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.incidents.len()
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.incidents.is_empty()
    }
}

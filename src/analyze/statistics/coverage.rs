//! How many reports tell what numbers are made of.

use crate::analyze::proportion::Proportion;
use crate::model::{Incident, Milestone};

/// How many reports have something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The front-matter key, or what stands for it.
    pub key: &'static str,
    /// How many of all reports have it.
    pub share: Proportion,
    /// Of those, the ones in which it was inferred. Of lists: where their first item was.
    pub inferred: usize,
}

/// Whether an incident has something, and whether that was stated.
type Has = fn(&Incident) -> Option<bool>;

const KEYS: [(&str, Has); 15] = [
    ("started", |it| milestone(it, Milestone::Started)),
    ("detected", |it| milestone(it, Milestone::Detected)),
    ("acknowledged", |it| milestone(it, Milestone::Acknowledged)),
    ("identified", |it| milestone(it, Milestone::Identified)),
    ("mitigated", |it| milestone(it, Milestone::Mitigated)),
    ("resolved", |it| milestone(it, Milestone::Resolved)),
    ("severity", |it| {
        Some(it.severity.as_ref()?.origin.is_stated())
    }),
    ("services", |it| {
        Some(it.services.first()?.origin.is_stated())
    }),
    ("causes", |it| {
        Some(it.causes.first()?.id.origin.is_stated())
    }),
    ("detection", |it| {
        Some(it.detection.as_ref()?.origin.is_stated())
    }),
    ("mitigation", |it| {
        Some(it.mitigation.as_ref()?.origin.is_stated())
    }),
    ("impact", |it| Some(it.impact.as_ref()?.origin.is_stated())),
    ("timeline", |it| {
        Some(it.timeline.first()?.origin.is_stated())
    }),
    ("actions", |it| Some(it.actions.first()?.origin.is_stated())),
    ("published", |it| {
        Some(it.published.as_ref()?.origin.is_stated())
    }),
];

fn milestone(incident: &Incident, milestone: Milestone) -> Option<bool> {
    let at = incident.milestones.get(&milestone)?;
    Some(at.origin.is_stated())
}

pub(super) fn told(incidents: &[&Incident]) -> Vec<Told> {
    let told = KEYS.iter().map(|(key, has)| {
        let found: Vec<bool> = incidents
            .iter()
            .filter_map(|incident| has(incident))
            .collect();
        Told {
            key,
            share: Proportion::new(found.len(), incidents.len()),
            inferred: found.iter().filter(|stated| !**stated).count(),
        }
    });
    told.collect()
}

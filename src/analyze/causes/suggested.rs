//! What words suggest where reports code no cause. Shown apart, and part of no other number.

use super::Named;
use crate::model::CauseId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A cause that the words of incidents suggest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// Which one: always a leaf.
    pub id: CauseId,
    /// Incidents without a cause that counts, whose words suggest it; the latest first.
    pub incidents: Vec<usize>,
}

/// Gathers suggestions by cause: the most frequent first, then by id.
pub(super) fn suggested(named: &[Named<'_>]) -> Vec<Suggested> {
    let mut found: BTreeMap<&CauseId, Vec<usize>> = BTreeMap::new();
    for (place, named) in named.iter().enumerate().filter(|(_, it)| !it.is_coded()) {
        for suggestion in &named.incident.suggestions {
            found.entry(&suggestion.id).or_default().push(place);
        }
    }
    let mut suggested: Vec<Suggested> = found
        .into_iter()
        .map(|(id, incidents)| Suggested {
            id: id.clone(),
            incidents,
        })
        .collect();
    suggested.sort_by_key(|it| (Reverse(it.incidents.len()), it.id.clone()));
    suggested
}

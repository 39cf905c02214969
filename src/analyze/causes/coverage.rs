//! How many incidents name causes, and why the others do not count.

use super::Named;
use crate::model::Incident;
use schemars::JsonSchema;
use serde::Serialize;

/// All incidents, each in one of four groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// All of them.
    pub incidents: usize,
    /// Those that name a cause that is not below `unknown`: what shares are of.
    pub coded: usize,
    /// Those whose only causes are below `unknown`.
    pub unknown_only: usize,
    /// Those that name causes, none of which the taxonomy has.
    pub unrecognised: usize,
    /// Those that name none.
    pub uncoded: usize,
    /// Of the coded ones, those all of whose causes were inferred.
    pub inferred: usize,
    /// Incidents without a cause that counts, whose words suggest some.
    pub suggested: usize,
}

impl Coverage {
    pub(super) fn of(named: &[Named<'_>]) -> Coverage {
        let mut coverage = Coverage {
            incidents: named.len(),
            ..Coverage::default()
        };
        for named in named {
            let incident = named.incident;
            let group = match coding(incident) {
                Coding::Coded => &mut coverage.coded,
                Coding::UnknownOnly => &mut coverage.unknown_only,
                Coding::Unrecognised => &mut coverage.unrecognised,
                Coding::Uncoded => &mut coverage.uncoded,
            };
            *group += 1;
            let is_inferred = super::uses(incident).all(|cause| !cause.id.origin.is_stated());
            let is_suggested = !named.is_coded() && !incident.suggestions.is_empty();
            coverage.suggested += usize::from(is_suggested);
            coverage.inferred += usize::from(named.is_coded() && is_inferred);
        }
        coverage
    }
}

/// How the causes of an incident count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Coding {
    /// It names a cause that is not below `unknown`.
    Coded,
    /// It names causes, all of them below `unknown`.
    UnknownOnly,
    /// It names causes, none of which the taxonomy has.
    Unrecognised,
    /// It names none.
    Uncoded,
}

/// Says how the causes of an incident count.
pub fn coding(incident: &Incident) -> Coding {
    match () {
        () if super::uses(incident).next().is_some() => Coding::Coded,
        () if !incident.causes.is_empty() => Coding::UnknownOnly,
        () if incident.body.asides.unread_keys.contains(&"causes") => Coding::Unrecognised,
        () => Coding::Uncoded,
    }
}

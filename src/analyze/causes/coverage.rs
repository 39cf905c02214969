//! How many incidents name causes, and why the others do not count.

use super::Named;

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
            let group = match () {
                () if named.is_coded() => &mut coverage.coded,
                () if !incident.causes.is_empty() => &mut coverage.unknown_only,
                () if incident.body.asides.unread_keys.contains(&"causes") => {
                    &mut coverage.unrecognised
                }
                () => &mut coverage.uncoded,
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

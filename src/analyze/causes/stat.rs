//! The numbers of one cause.

use super::Named;
use super::impact::Impact;
use super::quarters::{Quarter, Window};
use crate::model::{Action, CauseId, Incident, Role, Slug};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of one cause, its sub-causes included.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CauseStat {
    /// The incidents that have it, the latest first, each once.
    pub incidents: Vec<usize>,
    /// Of those, the ones that name it by itself and none of its sub-causes.
    pub by_itself: usize,
    /// Of those, the ones in which every use of it was inferred.
    pub inferred: usize,
    /// In how many it had which role; of sub-causes with different ones, each counts.
    pub roles: BTreeMap<Role, usize>,
    /// How long those incidents hurt.
    pub impact: Impact,
    /// Incidents by id of the severity.
    pub severities: BTreeMap<String, usize>,
    /// Incidents without a severity.
    pub without_severity: usize,
    /// Services by the address of their page, the most frequent first, then by address.
    pub services: Vec<(Slug, usize)>,
    /// Incidents that name no service.
    pub without_service: usize,
    /// Incidents by quarter of the window.
    pub trend: Vec<usize>,
    /// Incidents that began before the window.
    pub before: usize,
    /// Incidents that began after it.
    pub after: usize,
    /// Incidents of which no more than the year is known, if that.
    pub undated: usize,
    /// Actions of those incidents that are left: open or proposed.
    pub open_actions: usize,
}

/// Gathers the numbers of all causes that incidents have.
pub(super) fn stats(named: &[Named<'_>], window: &Window) -> BTreeMap<CauseId, CauseStat> {
    let mut gathering: BTreeMap<CauseId, Gathering> = BTreeMap::new();
    for (place, named) in named.iter().enumerate() {
        let all = named.incident.causes.iter().map(|cause| &cause.id.value);
        let ids: BTreeSet<CauseId> = all.flat_map(|id| [id.clone(), id.top()]).collect();
        for id in ids {
            gathering
                .entry(id.clone())
                .or_insert_with(|| Gathering::new(window))
                .add(&id, place, named, window);
        }
    }
    let finished = gathering
        .into_iter()
        .map(|(id, gathering)| (id, gathering.finish()));
    finished.collect()
}

/// A statistic in the making.
struct Gathering {
    stat: CauseStat,
    services: BTreeMap<Slug, usize>,
}

impl Gathering {
    fn new(window: &Window) -> Gathering {
        Gathering {
            stat: CauseStat {
                roles: Role::ALL.map(|role| (role, 0)).into(),
                trend: vec![0; window.len],
                ..CauseStat::default()
            },
            services: BTreeMap::new(),
        }
    }

    fn add(&mut self, id: &CauseId, place: usize, named: &Named<'_>, window: &Window) {
        let incident = named.incident;
        let stat = &mut self.stat;
        stat.incidents.push(place);
        let all = || {
            incident
                .causes
                .iter()
                .filter(|cause| is_within(&cause.id.value, id))
        };
        stat.by_itself += usize::from(all().all(|cause| cause.id.value == *id));
        stat.inferred += usize::from(all().all(|cause| !cause.id.origin.is_stated()));
        for role in all().map(|cause| cause.role).collect::<BTreeSet<_>>() {
            *stat.roles.entry(role).or_default() += 1;
        }
        stat.impact.add(place, incident);
        match &incident.severity {
            Some(level) => *stat.severities.entry(level.value.clone()).or_default() += 1,
            None => stat.without_severity += 1,
        }
        for service in &named.services {
            *self.services.entry(service.clone()).or_default() += 1;
        }
        stat.without_service += usize::from(named.services.is_empty());
        stat.open_actions += open_actions(incident);
        match Quarter::of_incident(incident) {
            None => stat.undated += 1,
            Some(quarter) if quarter < window.first => stat.before += 1,
            Some(quarter) => match window.place(quarter) {
                Some(on) => stat.trend[on] += 1,
                None => stat.after += 1,
            },
        }
    }

    fn finish(self) -> CauseStat {
        let mut services: Vec<(Slug, usize)> = self.services.into_iter().collect();
        services.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
        CauseStat {
            services,
            ..self.stat
        }
    }
}

/// Says whether a cause is this one, or a sub-cause of it.
fn is_within(cause: &CauseId, id: &CauseId) -> bool {
    cause == id || (id.is_top() && cause.top() == *id)
}

fn open_actions(incident: &Incident) -> usize {
    let standings = incident.actions.iter().filter_map(Action::standing);
    standings.filter(|standing| standing.is_open()).count()
}

//! What keeps breaking: causes counted over all incidents. Pure functions of the incidents.
//!
//! Definitions, which pages and `docs/causes.md` repeat:
//!
//! - An incident is *coded* when it names at least one cause that is not below `unknown`. Coded
//!   incidents are the whole that every share is of; the others are counted apart, by why.
//! - An incident *has* a cause when it names it, or a sub-cause of it; each incident counts once for
//!   a cause, however many of its sub-causes it names.
//! - An incident *began* at its start, else at its earliest milestone.
//! - A *leaf* is a cause without sub-causes in the taxonomy.

pub mod coverage;
pub mod impact;
pub mod pairs;
pub mod quarters;
pub mod rates;
pub mod recurrences;
pub mod shift;
pub mod stat;
pub mod suggested;

use crate::analyze::proportion::Proportion;
use crate::config::Config;
use crate::model::{CauseId, Incident, Role, Slug, Taxonomy};
use chrono::NaiveDate;
use coverage::Coverage;
use impact::Impact;
use pairs::Pair;
use quarters::Window;
use recurrences::Recurrences;
use shift::Shift;
use stat::CauseStat;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use suggested::Suggested;

/// What keeps breaking. Incidents are places in the list that was looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Causes {
    /// How many incidents name causes, and why others do not count.
    pub coverage: Coverage,
    /// Every cause that any incident has, groups and sub-causes, `unknown` included.
    pub stats: BTreeMap<CauseId, CauseStat>,
    /// Top-level causes without `unknown`: the most frequent first, then by id.
    pub ranking: Vec<CauseId>,
    /// Causes as exact as reports name them, below a top-level one, without `unknown`: the most
    /// frequent first, then by id.
    pub sub_ranking: Vec<CauseId>,
    /// The quarters that trends are over.
    pub window: Window,
    /// Coded incidents by quarter of the window.
    pub coded_by_quarter: Vec<usize>,
    /// Coded incidents with a cause that is about a change.
    pub change_related: Proportion,
    /// Coded incidents with two causes or more, as they name them.
    pub with_several: Proportion,
    /// Coded incidents by service, by the address of its page: the most frequent first, then by address.
    pub services: Vec<(Slug, usize)>,
    /// How long coded incidents hurt, each once.
    pub impact: Impact,
    /// Coded incidents by role that any of their causes has; an incident may have several.
    pub roles: BTreeMap<Role, usize>,
    /// Uses of a cause whose role the report states, of all uses in coded incidents.
    pub stated_roles: Proportion,
    /// Top-level causes that incidents have in common: every pair that occurs.
    pub pairs: Vec<Pair>,
    /// Sub-causes that incidents have in common: pairs that occur at least [`pairs::SUPPORT`] times.
    pub sub_pairs: Vec<Pair>,
    /// What came back.
    pub recurrences: Recurrences,
    /// What words suggest where no cause is coded; part of no other number here.
    pub suggested: Vec<Suggested>,
}

impl Causes {
    /// Returns the share of a cause among coded incidents; `unknown` has none.
    pub fn share(&self, id: &CauseId) -> Option<Proportion> {
        let stat = self.stats.get(id).filter(|_| !id.is_unknown())?;
        Some(Proportion::new(stat.incidents.len(), self.coverage.coded))
    }

    /// Compares the last year of the window with the one before it.
    pub fn shift(&self, id: &CauseId) -> Option<Shift> {
        let stat = self.stats.get(id).filter(|_| !id.is_unknown())?;
        Shift::of(&stat.trend, &self.coded_by_quarter)
    }

    /// Returns the share of coded incidents that have any of some causes.
    pub fn share_of_any(&self, ids: &[CauseId]) -> Proportion {
        let stats = ids.iter().filter_map(|id| self.stats.get(id));
        let incidents: BTreeSet<usize> = stats.flat_map(|stat| &stat.incidents).copied().collect();
        Proportion::new(incidents.len(), self.coverage.coded)
    }
}

/// What one incident contributes to the numbers.
pub(crate) struct Named<'a> {
    pub(crate) incident: &'a Incident,
    /// Causes as they are named, `unknown` left out, each once.
    pub(crate) ids: Vec<&'a CauseId>,
    /// Services, by the address of their pages, each once.
    pub(crate) services: BTreeSet<Slug>,
}

impl<'a> Named<'a> {
    fn new(incident: &'a Incident) -> Named<'a> {
        let known = incident.causes.iter().map(|cause| &cause.id.value);
        let ids: BTreeSet<&CauseId> = known.filter(|id| !id.is_unknown()).collect();
        let services = incident.services.iter();
        Named {
            incident,
            ids: ids.into_iter().collect(),
            services: services
                .filter_map(|service| Slug::from_name(&service.value))
                .collect(),
        }
    }

    fn is_coded(&self) -> bool {
        !self.ids.is_empty()
    }
}

/// Counts the causes of incidents, which come the latest first.
pub fn causes(newest: &[&Incident], config: &Config, today: NaiveDate) -> Causes {
    let named: Vec<Named<'_>> = newest.iter().map(|incident| Named::new(incident)).collect();
    let coverage = Coverage::of(&named);
    let window = Window::of(newest, today);
    let stats = stat::stats(&named, &window);
    let coded = || named.iter().filter(|named| named.is_coded());
    let proportion = |count| Proportion::new(count, coverage.coded);
    let is_change = |named: &&Named<'_>| named.ids.iter().any(|id| is_change(id, &config.taxonomy));
    Causes {
        ranking: ranking(&stats, |id| id.is_top()),
        sub_ranking: ranking(&stats, |id| !id.is_top()),
        coded_by_quarter: window.counts(coded().map(|named| named.incident)),
        change_related: proportion(coded().filter(is_change).count()),
        with_several: proportion(coded().filter(|named| named.ids.len() > 1).count()),
        services: services(coded()),
        impact: impact(&named),
        roles: roles(coded()),
        stated_roles: stated_roles(coded()),
        pairs: pairs::of_groups(&named, &stats, coverage.coded),
        sub_pairs: pairs::of_subs(&named, &stats, coverage.coded),
        recurrences: recurrences::recurrences(&named, &config.taxonomy),
        suggested: suggested::suggested(&named),
        coverage,
        stats,
        window,
    }
}

fn ranking(
    stats: &BTreeMap<CauseId, CauseStat>,
    wanted: impl Fn(&CauseId) -> bool,
) -> Vec<CauseId> {
    let ids = stats
        .iter()
        .filter(|(id, _)| wanted(id) && !id.is_unknown());
    let mut ids: Vec<(&CauseId, &CauseStat)> = ids.collect();
    ids.sort_by_key(|(id, stat)| (Reverse(stat.incidents.len()), *id));
    ids.into_iter().map(|(id, _)| id.clone()).collect()
}

fn is_change(id: &CauseId, taxonomy: &Taxonomy) -> bool {
    taxonomy.get(id).is_some_and(|cause| cause.change)
}

fn services<'n>(coded: impl Iterator<Item = &'n Named<'n>>) -> Vec<(Slug, usize)> {
    let mut counts: BTreeMap<&Slug, usize> = BTreeMap::new();
    for service in coded.flat_map(|named| &named.services) {
        *counts.entry(service).or_default() += 1;
    }
    let mut services: Vec<(Slug, usize)> = counts
        .into_iter()
        .map(|(service, count)| (service.clone(), count))
        .collect();
    services.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    services
}

fn impact(named: &[Named<'_>]) -> Impact {
    let mut impact = Impact::default();
    for (place, named) in named.iter().enumerate().filter(|(_, it)| it.is_coded()) {
        impact.add(place, named.incident);
    }
    impact
}

fn roles<'n>(coded: impl Iterator<Item = &'n Named<'n>>) -> BTreeMap<Role, usize> {
    let mut roles: BTreeMap<Role, usize> = Role::ALL.map(|role| (role, 0)).into();
    for named in coded {
        for role in uses(named.incident)
            .map(|cause| cause.role)
            .collect::<BTreeSet<_>>()
        {
            *roles.entry(role).or_default() += 1;
        }
    }
    roles
}

fn stated_roles<'n>(coded: impl Iterator<Item = &'n Named<'n>>) -> Proportion {
    let uses: Vec<bool> = coded
        .flat_map(|named| uses(named.incident))
        .map(|cause| cause.role_stated)
        .collect();
    let stated = uses.iter().filter(|stated| **stated).count();
    Proportion::new(stated, uses.len())
}

/// The causes of an incident without `unknown`.
fn uses(incident: &Incident) -> impl Iterator<Item = &crate::model::CauseUse> {
    incident
        .causes
        .iter()
        .filter(|cause| !cause.id.value.is_unknown())
}

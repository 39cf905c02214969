//! Numbers and lists taken from all incidents. Pure functions of the corpus.

pub mod actions;
pub mod causes;
pub mod durations;
pub mod facts;
pub mod neighbours;
pub mod overlaps;
pub mod proportion;
pub mod related;
pub mod statistics;
pub mod terms;

use crate::config::Config;
use crate::model::{CauseId, Corpus, Incident, Precision, Slug};
use actions::Ledger;
use chrono::{Datelike, NaiveDate};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use terms::Term;

/// What pages need to know about all incidents together.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The day that "overdue", "ongoing" and "the last 24 months" are counted from.
    pub today: NaiveDate,
    /// Every incident, the latest first, undated ones last.
    pub newest_first: Vec<Slug>,
    /// Where each incident stands in that order.
    positions: BTreeMap<Slug, usize>,
    /// Incidents by the year they began in, the latest first; undated ones are in no year.
    pub years: BTreeMap<i32, Vec<Slug>>,
    /// Where the incidents of a month begin in the list of their year.
    pub months: BTreeMap<(i32, u32), usize>,
    /// Incidents that say nothing of when they began.
    pub undated: Vec<Slug>,
    /// Services, the most frequent first.
    pub services: Vec<Term>,
    /// Severities, the worst first.
    pub severities: Vec<Term>,
    /// Tags, the most frequent first.
    pub tags: Vec<Term>,
    /// Titles that more than one incident has.
    pub shared_titles: BTreeSet<String>,
    /// Follow-up work; its incidents are places in `newest_first`.
    pub actions: Ledger,
    /// Incidents by cause; a parent has those of its sub-causes, each once.
    pub causes: BTreeMap<CauseId, Vec<Slug>>,
    /// What keeps breaking; its incidents are places in `newest_first`.
    pub common_causes: causes::Causes,
    /// How long things take; its incidents are places in `newest_first`.
    pub statistics: statistics::Statistics,
}

impl Analysis {
    /// Returns where an incident stands in `newest_first`.
    pub fn position(&self, slug: &Slug) -> Option<usize> {
        self.positions.get(slug).copied()
    }
}

/// Looks at all incidents, as of `today`.
pub fn analyze(corpus: &Corpus, config: &Config, today: NaiveDate) -> Analysis {
    let newest = corpus.newest_first();
    let mut analysis = Analysis {
        today,
        newest_first: newest
            .iter()
            .map(|incident| incident.slug.clone())
            .collect(),
        positions: newest
            .iter()
            .enumerate()
            .map(|(i, incident)| (incident.slug.clone(), i))
            .collect(),
        services: terms::services(&newest, config),
        severities: terms::severities(&newest, config),
        tags: terms::tags(&newest),
        shared_titles: shared_titles(&newest),
        actions: actions::ledger(&newest, config, today),
        causes: incidents_by_cause(&newest),
        common_causes: causes::causes(&newest, config, today),
        statistics: statistics::statistics(&newest, config, today),
        ..Analysis::default()
    };
    for incident in &newest {
        let slug = incident.slug.clone();
        match incident.started() {
            Some(at) => analysis
                .years
                .entry(at.local.year())
                .or_default()
                .push(slug),
            None => analysis.undated.push(slug),
        }
    }
    order_by_month(&mut analysis, corpus);
    analysis
}

/// Returns the month in which an incident began, where more than the year is known.
pub fn month_of(incident: &Incident) -> Option<u32> {
    let at = incident.started()?;
    (at.precision > Precision::Year).then(|| at.local.month())
}

/// Instants go by the world's clock and months by that of the wall, so that an incident may stand
/// between two of another month. Here each month is put together, those without one last.
fn order_by_month(analysis: &mut Analysis, corpus: &Corpus) {
    for (year, slugs) in &mut analysis.years {
        let month = |slug: &Slug| corpus.get(slug).and_then(month_of);
        slugs.sort_by_cached_key(|slug| Reverse(month(slug)));
        for (at, slug) in slugs.iter().enumerate() {
            if let Some(month) = month(slug) {
                analysis.months.entry((*year, month)).or_insert(at);
            }
        }
    }
}

fn shared_titles(newest: &[&Incident]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let titles = newest.iter().map(|incident| &incident.title.value);
    titles
        .filter(|title| !seen.insert(*title))
        .cloned()
        .collect()
}

fn incidents_by_cause(newest: &[&Incident]) -> BTreeMap<CauseId, Vec<Slug>> {
    let mut causes: BTreeMap<CauseId, Vec<Slug>> = BTreeMap::new();
    for incident in newest {
        for cause in &incident.causes {
            for id in [cause.id.value.clone(), cause.id.value.top()] {
                let slugs = causes.entry(id).or_default();
                if slugs.last() != Some(&incident.slug) {
                    slugs.push(incident.slug.clone());
                }
            }
        }
    }
    causes
}

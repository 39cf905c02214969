//! Incidents that resemble each other, with the reasons why.
//!
//! Each incident has *features*: its causes, the groups of its causes, its services, and the rare
//! words of its title, summary and contributing factors. What two incidents share counts by its kind
//! and by how rare it is among all incidents:
//!
//! ```text
//! rarity(feature) = ln((N + 1) / n) / ln(N + 1)         N incidents, n of them with the feature
//!
//! score = 3 × rarity of each shared cause
//!       + 1 × rarity of each shared group of which no cause is shared
//!       + 2 × rarity of each shared service
//!       + 0.75 × rarity of each shared rare word, the four rarest, where there are two or more
//!       + 1   where both a cause and a service are shared: the same thing broke in the same place
//! ```
//!
//! From a score of 2.5 on an incident is related; pages show the five of the highest scores, and first
//! those that one of the two reports names. A rare word is one that at least two incidents and at
//! most a tenth of all have (three in small archives), and of each text the 20 rarest count.
//!
//! To stay fast in large archives each feature proposes only the incidents next to this one in time,
//! 16 on either side, that have it, too. What is proposed is then compared in full.

mod words;

use crate::model::{CauseId, Incident};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// What two incidents share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// This report names the other one.
    Named,
    /// The other report names this one.
    NamedThere,
    /// The same causes.
    Causes(Vec<CauseId>),
    /// No cause, but causes of the same groups.
    Groups(Vec<CauseId>),
    /// The same services, by their ids.
    Services(Vec<String>),
    /// The same rare words.
    Words(Vec<String>),
}

/// An incident that resembles another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// Which one, as its place among those that were looked at.
    pub incident: usize,
    /// How much, in thousandths; what a report names needs no score.
    pub score: u32,
    /// Why: what reports name, causes, services, words, each of them the rarest first.
    pub reasons: Vec<Reason>,
}

/// Everything that incidents may share, ready to be asked about one of them.
#[derive(Debug, Default)]
pub struct Related {
    /// The features of each incident, in order.
    of: Vec<Vec<u32>>,
    features: Vec<Feature>,
    /// The incidents that have a feature, in order.
    having: Vec<Vec<u32>>,
    /// Which incidents each report names.
    named: Vec<Vec<usize>>,
    /// By which reports each incident is named.
    naming: Vec<Vec<usize>>,
}

#[derive(Debug)]
struct Feature {
    kind: Kind,
    /// What sharing it counts, in thousandths.
    weight: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Cause(CauseId),
    Group(CauseId),
    Service(String),
    Word(String),
}

impl Kind {
    fn weight(&self) -> f64 {
        match self {
            Kind::Cause(_) => 3.0,
            Kind::Service(_) => 2.0,
            Kind::Group(_) => 1.0,
            Kind::Word(_) => 0.75,
        }
    }
}

/// What makes an incident related, in thousandths.
const ENOUGH: u32 = 2_500;
/// What it adds that both a cause and a service are shared.
const SAME_AGAIN: u32 = 1_000;
/// Most that are shown beside those that reports name.
const MOST: usize = 5;
/// Most shared words that count.
const MOST_WORDS: usize = 4;
/// How far, in either direction, a feature looks for others that have it.
const REACH: usize = 16;
/// How many of those proposed are compared in full.
const COMPARED: usize = 24;

impl Related {
    /// Looks at incidents in the order of time. `factors` returns what a report says of why it
    /// happened.
    pub fn new<'a>(
        incidents: &[&'a Incident],
        factors: impl Fn(&'a Incident) -> Cow<'a, str>,
    ) -> Related {
        let texts: Vec<String> = words::texts(incidents, factors);
        let mut related = Related {
            of: vec![Vec::new(); incidents.len()],
            ..Related::default()
        };
        related.add_stated(incidents);
        for (word, having) in words::rare(&texts, incidents) {
            related.add(Kind::Word(word), having, incidents.len());
        }
        related.add_names(incidents);
        related
    }

    fn add_stated(&mut self, incidents: &[&Incident]) {
        let mut kinds: BTreeMap<Kind, Vec<u32>> = BTreeMap::new();
        for (at, incident) in incidents.iter().enumerate() {
            let causes = incident.causes.iter().map(|cause| &cause.id.value);
            let services = incident.services.iter();
            let own = causes
                .flat_map(|id| {
                    let leaf = (!id.is_top()).then(|| Kind::Cause(id.clone()));
                    leaf.into_iter().chain([Kind::Group(id.top())])
                })
                // Not to know the cause is nothing to have in common.
                .filter(|kind| !matches!(kind, Kind::Group(id) if id.as_str() == "unknown"))
                .chain(services.map(|service| Kind::Service(service.value.clone())));
            for kind in own {
                let having = kinds.entry(kind).or_default();
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                if having.last() != Some(&at) {
                    having.push(at);
                }
            }
        }
        for (kind, having) in kinds {
            self.add(kind, having, incidents.len());
        }
    }

    /// Adds a feature, unless only one incident has it.
    fn add(&mut self, kind: Kind, having: Vec<u32>, n: usize) {
        if having.len() < 2 {
            return;
        }
        let all = (n + 1) as f64;
        let rarity = (all / having.len() as f64).ln() / all.ln();
        let weight = (kind.weight() * rarity * 1_000.0).round() as u32;
        let id = u32::try_from(self.features.len()).unwrap_or(u32::MAX);
        for at in &having {
            self.of[*at as usize].push(id);
        }
        self.features.push(Feature { kind, weight });
        self.having.push(having);
    }

    fn add_names(&mut self, incidents: &[&Incident]) {
        let places: HashMap<&str, usize> = incidents
            .iter()
            .enumerate()
            .map(|(at, incident)| (incident.slug.as_str(), at))
            .collect();
        self.named = vec![Vec::new(); incidents.len()];
        self.naming = vec![Vec::new(); incidents.len()];
        for (at, incident) in incidents.iter().enumerate() {
            for slug in &incident.related {
                let other = places.get(slug.value.as_str()).copied();
                if let Some(other) = other.filter(|other| *other != at) {
                    self.named[at].push(other);
                    self.naming[other].push(at);
                }
            }
        }
    }

    /// Returns the incidents related to one: those that its report names, in its order, those that
    /// name it, then those that resemble it most.
    pub fn of(&self, incident: usize) -> Vec<Similar> {
        let (Some(named), Some(naming)) = (self.named.get(incident), self.naming.get(incident))
        else {
            return Vec::new();
        };
        let mut found: Vec<Similar> = Vec::new();
        let stated = named.iter().map(|other| (*other, Reason::Named));
        let stated = stated.chain(naming.iter().map(|other| (*other, Reason::NamedThere)));
        for (other, reason) in stated {
            if found.iter().all(|known| known.incident != other) {
                let mut similar = self.compare(incident, other);
                similar.reasons.insert(0, reason);
                found.push(similar);
            }
        }
        let mut resembling: Vec<Similar> = self
            .proposed(incident)
            .into_iter()
            .filter(|other| found.iter().all(|known| known.incident != *other))
            .map(|other| self.compare(incident, other))
            .filter(|similar| similar.score >= ENOUGH)
            .collect();
        resembling.sort_by_key(|similar| {
            let distance = similar.incident.abs_diff(incident);
            (Reverse(similar.score), distance, similar.incident)
        });
        resembling.truncate(MOST);
        found.extend(resembling);
        found
    }

    /// Incidents that share much with one, as far as its features can see.
    fn proposed(&self, incident: usize) -> Vec<usize> {
        let own = u32::try_from(incident).unwrap_or(u32::MAX);
        // Place and weight in one number: sorting these is most of the work.
        let mut hits: Vec<u64> = Vec::new();
        let place = |hit: u64| (hit >> 32) as u32;
        for feature in &self.of[incident] {
            let having = &self.having[*feature as usize];
            let at = having.partition_point(|other| *other < own);
            let near = &having[at.saturating_sub(REACH)..having.len().min(at + 1 + REACH)];
            let weight = self.features[*feature as usize].weight;
            let hit = |other: &u32| u64::from(*other) << 32 | u64::from(weight);
            hits.extend(near.iter().map(hit));
        }
        hits.sort_unstable();
        let mut sums: Vec<(u32, u32)> = hits
            .chunk_by(|one, other| place(*one) == place(*other))
            .filter(|hits| place(hits[0]) != own)
            .map(|hits| {
                let weights = hits.iter().map(|hit| *hit as u32);
                (weights.sum(), place(hits[0]))
            })
            .collect();
        sums.sort_unstable_by_key(|(sum, other)| (Reverse(*sum), *other));
        sums.truncate(COMPARED);
        sums.into_iter().map(|(_, other)| other as usize).collect()
    }

    /// Compares two incidents by all that they share.
    fn compare(&self, one: usize, other: usize) -> Similar {
        let others = &self.of[other];
        let mut shared: Vec<&Feature> = self.of[one]
            .iter()
            .filter(|feature| others.binary_search(feature).is_ok())
            .map(|feature| &self.features[*feature as usize])
            .collect();
        shared.sort_by_key(|feature| Reverse(feature.weight));
        let mut common = Common::default();
        shared.into_iter().for_each(|feature| common.add(feature));
        let (score, reasons) = common.weighed();
        Similar {
            incident: other,
            score,
            reasons,
        }
    }
}

/// What two incidents have in common, each with what it counts.
#[derive(Default)]
struct Common {
    causes: Vec<(CauseId, u32)>,
    groups: Vec<(CauseId, u32)>,
    services: Vec<(String, u32)>,
    words: Vec<(String, u32)>,
}

impl Common {
    fn add(&mut self, feature: &Feature) {
        let weight = feature.weight;
        match &feature.kind {
            Kind::Cause(id) => self.causes.push((id.clone(), weight)),
            Kind::Group(id) => self.groups.push((id.clone(), weight)),
            Kind::Service(id) => self.services.push((id.clone(), weight)),
            Kind::Word(word) => self.words.push((word.clone(), weight)),
        }
    }

    /// Returns the score and the reasons for it.
    fn weighed(mut self) -> (u32, Vec<Reason>) {
        let causes = &self.causes;
        self.groups
            .retain(|(group, _)| causes.iter().all(|(id, _)| id.top() != *group));
        self.words.truncate(MOST_WORDS);
        // One word in common is chance.
        if self.words.len() < 2 {
            self.words.clear();
        }
        let same_again = !self.causes.is_empty() && !self.services.is_empty();
        let mut score = if same_again { SAME_AGAIN } else { 0 };
        let mut reasons = Vec::new();
        // Groups say little where causes are shared.
        let has_causes = !self.causes.is_empty();
        for reason in [
            Reason::Causes(taken(self.causes, &mut score)),
            Reason::Groups(taken(self.groups, &mut score)),
            Reason::Services(taken(self.services, &mut score)),
            Reason::Words(taken(self.words, &mut score)),
        ] {
            let is_told = match &reason {
                Reason::Causes(ids) => !ids.is_empty(),
                Reason::Groups(ids) => !ids.is_empty() && !has_causes,
                Reason::Services(names) | Reason::Words(names) => !names.is_empty(),
                Reason::Named | Reason::NamedThere => true,
            };
            reasons.extend(is_told.then_some(reason));
        }
        (score, reasons)
    }
}

/// Adds up what shared things count and returns them.
fn taken<T>(shared: Vec<(T, u32)>, score: &mut u32) -> Vec<T> {
    shared
        .into_iter()
        .map(|(thing, weight)| {
            *score += weight;
            thing
        })
        .collect()
}

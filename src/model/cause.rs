//! Contributing factors: the two-level taxonomy, and how an incident uses it.

use super::origin::Sourced;
use super::taxonomy::{BUILT_IN, CHANGES};
use crate::source::Span;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// The id of a cause: `network`, or with a sub-cause `network/dns`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CauseId(String);

impl CauseId {
    /// Accepts `top` or `top/sub`, each of lower-case letters, digits and hyphens.
    pub fn new(id: &str) -> Option<CauseId> {
        let part = |part: &str| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c == '-' || c.is_numeric() || (c.is_alphabetic() && !c.is_uppercase()))
        };
        let parts = id.split('/').collect::<Vec<_>>();
        (parts.len() <= 2 && parts.iter().all(|p| part(p))).then(|| CauseId(id.to_owned()))
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the id of the top-level cause this belongs to; itself if it is one.
    pub fn top(&self) -> CauseId {
        CauseId(self.0.split('/').next().unwrap_or_default().to_owned())
    }

    /// Says whether it is `unknown` or below: no finding, but that there is none.
    pub fn is_unknown(&self) -> bool {
        self.0 == "unknown" || self.0.starts_with("unknown/")
    }

    /// Says whether this is a top-level cause.
    pub fn is_top(&self) -> bool {
        !self.0.contains('/')
    }
}

impl fmt::Display for CauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The part a cause played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It set the incident off.
    Trigger,
    /// It was needed for the incident to happen.
    Contributing,
    /// It lay dormant long before.
    Latent,
    /// It made the incident last longer.
    Prolonging,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 4] = [
        Role::Trigger,
        Role::Contributing,
        Role::Latent,
        Role::Prolonging,
    ];

    /// Returns the word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Trigger => "trigger",
            Role::Contributing => "contributing",
            Role::Latent => "latent",
            Role::Prolonging => "prolonging",
        }
    }
}

/// One cause of the taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Its id, a promise.
    pub id: CauseId,
    /// Its title.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// The role it has when a report states none.
    pub role: Role,
    /// Whether an incident with it came with a change to the system.
    pub change: bool,
}

/// A cause as an incident uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseUse {
    /// Which one, always one of the taxonomy.
    pub id: Sourced<CauseId>,
    /// The part it played.
    pub role: Role,
    /// Whether the report says so; otherwise it is the cause's usual role.
    pub role_stated: bool,
    /// Words of the author about it.
    pub note: Option<String>,
    /// The whole entry.
    pub span: Span,
}

/// All causes a casebook knows, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taxonomy {
    causes: BTreeMap<CauseId, Cause>,
    names: BTreeMap<String, CauseId>,
}

impl Taxonomy {
    /// Returns the causes that come with casebook.
    pub fn built_in() -> Taxonomy {
        let mut taxonomy = Taxonomy {
            causes: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        for entry in BUILT_IN {
            let Some(id) = CauseId::new(entry.id) else {
                continue;
            };
            let role = if id.top().as_str() == "detection-response" {
                Role::Prolonging
            } else {
                Role::Contributing
            };
            taxonomy.insert(Cause {
                id,
                title: entry.title.to_owned(),
                description: entry.description.to_owned(),
                aliases: entry
                    .aliases
                    .iter()
                    .map(|&alias| alias.to_owned())
                    .collect(),
                role,
                change: CHANGES.contains(&entry.id),
            });
        }
        taxonomy
    }

    /// Adds a cause, or replaces the one with the same id.
    pub fn insert(&mut self, cause: Cause) {
        self.names.insert(fold(cause.id.as_str()), cause.id.clone());
        for alias in &cause.aliases {
            // The first owner of a name keeps it: `process` is operations, whoever else wants it.
            self.names
                .entry(fold(alias))
                .or_insert_with(|| cause.id.clone());
        }
        // `cascading-failure` alone says enough where no other cause ends in it.
        if let Some((_, last)) = cause.id.as_str().split_once('/') {
            self.names
                .entry(fold(last))
                .or_insert_with(|| cause.id.clone());
        }
        self.causes.insert(cause.id.clone(), cause);
    }

    /// Returns a cause by its id.
    pub fn get(&self, id: &CauseId) -> Option<&Cause> {
        self.causes.get(id)
    }

    /// Finds a cause by its id or one of its other names; case, `-`, `_` and spaces are folded.
    pub fn find(&self, name: &str) -> Option<&Cause> {
        self.names
            .get(&fold(name))
            .and_then(|id| self.causes.get(id))
    }

    /// Says whether a cause is as exact as the taxonomy gets: it has no sub-causes.
    pub fn is_leaf(&self, id: &CauseId) -> bool {
        self.causes.contains_key(id) && self.subs(id).next().is_none()
    }

    /// Returns the sub-causes of a top-level cause, by id.
    pub fn subs(&self, id: &CauseId) -> impl Iterator<Item = &Cause> {
        let below = CauseId(format!("{id}/"));
        let start = below.clone();
        self.causes
            .range(start..)
            .map(|(_, cause)| cause)
            .take_while(move |cause| cause.id.0.starts_with(&below.0))
    }

    /// Returns every cause, ordered by id: each top-level cause is followed by its sub-causes.
    pub fn iter(&self) -> impl Iterator<Item = &Cause> {
        self.causes.values()
    }
}

fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

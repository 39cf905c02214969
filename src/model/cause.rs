//! Contributing factors: causes, the parts they play, and how an incident names them.

use super::origin::Sourced;
use crate::source::Span;
use schemars::JsonSchema;
use serde::Serialize;
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
    /// Other names it is known by, which reports may write instead of the id.
    pub aliases: Vec<String>,
    /// Words that suggest it where a report tells its causes in prose.
    pub signs: Vec<String>,
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

/// What a report gives as a cause and the taxonomy does not have. It counts nowhere, and its page still
/// says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCause {
    /// As written.
    pub written: String,
    /// Words of the author about it.
    pub note: Option<String>,
}

//! Follow-up work that a report asks for.

use super::origin::{Origin, Sourced};
use crate::source::Span;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// What an action is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ActionKind {
    /// Keeps it from happening again.
    Prevent,
    /// Notices it sooner.
    Detect,
    /// Makes it hurt less.
    Mitigate,
    /// Changes how people work.
    Process,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [ActionKind; 4] = [
        ActionKind::Prevent,
        ActionKind::Detect,
        ActionKind::Mitigate,
        ActionKind::Process,
    ];

    /// Returns the word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            ActionKind::Prevent => "prevent",
            ActionKind::Detect => "detect",
            ActionKind::Mitigate => "mitigate",
            ActionKind::Process => "process",
        }
    }
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ActionStatus {
    /// Suggested, not decided.
    Proposed,
    /// To be done.
    Open,
    /// Finished.
    Done,
    /// Decided against.
    Rejected,
}

impl ActionStatus {
    /// All of them.
    pub const ALL: [ActionStatus; 4] = [
        ActionStatus::Proposed,
        ActionStatus::Open,
        ActionStatus::Done,
        ActionStatus::Rejected,
    ];

    /// Returns the word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            ActionStatus::Proposed => "proposed",
            ActionStatus::Open => "open",
            ActionStatus::Done => "done",
            ActionStatus::Rejected => "rejected",
        }
    }

    /// Reads what front matter or a cell of a table says: one of the words, or one that usually means
    /// it. `None` where it means none of them.
    ///
    /// ```
    /// # use casebook::model::ActionStatus;
    /// assert_eq!(ActionStatus::from_words("In progress"), Some(ActionStatus::Open));
    /// assert_eq!(ActionStatus::from_words("✅"), Some(ActionStatus::Done));
    /// assert_eq!(ActionStatus::from_words("tomorrow"), None);
    /// ```
    pub fn from_words(written: &str) -> Option<ActionStatus> {
        if written.contains(['✅', '✔', '☑']) {
            return Some(ActionStatus::Done);
        }
        let folded = written.to_lowercase().replace(['-', '_', '’', '\''], " ");
        let words = folded
            .trim_matches(|c: char| !c.is_alphanumeric())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        SPELLINGS
            .iter()
            .find(|(_, names)| names.split(", ").any(|name| name == words))
            .map(|(status, _)| *status)
    }

    /// Says whether work is left.
    pub fn is_open(self) -> bool {
        matches!(self, ActionStatus::Proposed | ActionStatus::Open)
    }
}

/// What people write for each status, in small letters, with spaces for hyphens and apostrophes.
const SPELLINGS: &[(ActionStatus, &str)] = &[
    (
        ActionStatus::Done,
        "done, complete, completed, closed, finished, yes, x, resolved, shipped, merged, fixed, \
         deployed, implemented, delivered, released, rolled out",
    ),
    (
        ActionStatus::Open,
        "open, todo, to do, in progress, started, pending, planned, no, not started, not done, \
         ongoing, wip, new, doing, blocked, in review, under review, scheduled, assigned, accepted, \
         on hold, backlog, active, work in progress, reopened",
    ),
    (
        ActionStatus::Proposed,
        "proposed, proposal, idea, suggested, suggestion, under consideration, to be decided, \
         considering, draft",
    ),
    (
        ActionStatus::Rejected,
        "rejected, wontfix, won t fix, wont fix, won t do, wont do, dropped, cancelled, canceled, \
         declined, abandoned, obsolete, duplicate, not needed, no longer needed",
    ),
];

/// What the age of follow-up work counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Since {
    /// The day the report was published.
    Published,
    /// The day users were well again.
    Ended,
    /// The day the incident began.
    Started,
}

impl Since {
    /// Returns the words that sentences use: `30 days after ..`.
    pub fn as_str(self) -> &'static str {
        match self {
            Since::Published => "the report was published",
            Since::Ended => "the incident ended",
            Since::Started => "the incident began",
        }
    }
}

/// A follow-up item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// A stable id within the report, from its title: `a-1f3c9b2e`.
    pub id: String,
    /// What is to be done, in Markdown.
    pub title: String,
    /// Who does it: a person or a team.
    pub owner: Option<Sourced<String>>,
    /// What it is for.
    pub kind: Option<Sourced<ActionKind>>,
    /// How far it is. `None` when the report does not say.
    pub status: Option<Sourced<ActionStatus>>,
    /// By when.
    pub due: Option<Sourced<NaiveDate>>,
    /// Tickets and documents.
    pub links: Vec<String>,
    /// Where it was read: front matter (`Stated`) or the body.
    pub origin: Origin,
    /// The whole entry.
    pub span: Span,
}

impl Action {
    /// Returns how far it is: what the report says. An action with a date and without a status is
    /// open: somebody decided on it, and nobody said that it is done.
    pub fn standing(&self) -> Option<ActionStatus> {
        let status = self.status.as_ref().map(|status| status.value);
        status.or(self.due.as_ref().map(|_| ActionStatus::Open))
    }

    /// Returns the id of an action with this title: the FNV-1a hash of its letters and digits, so
    /// that moving the action or changing its punctuation keeps the id.
    pub fn id_of(title: &str) -> String {
        let mut hash: u32 = 0x811c_9dc5;
        let folded = title
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase);
        for byte in folded.collect::<String>().bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        format!("a-{hash:08x}")
    }
}

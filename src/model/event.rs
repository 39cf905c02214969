//! One entry of a timeline, and the milestones an incident passes.

use super::moment::Moment;
use super::origin::{Origin, Sourced};
use crate::source::Span;
use chrono::NaiveTime;
use serde::Serialize;

/// A turning point that most incidents have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Milestone {
    /// The fault began.
    Started,
    /// Somebody or something noticed.
    Detected,
    /// Somebody took it up.
    Acknowledged,
    /// It was called an incident.
    Declared,
    /// The cause was known.
    Identified,
    /// Users were no longer hurt.
    Mitigated,
    /// It was over.
    Resolved,
}

impl Milestone {
    /// All of them, in the order they are expected.
    pub const ALL: [Milestone; 7] = [
        Milestone::Started,
        Milestone::Detected,
        Milestone::Acknowledged,
        Milestone::Declared,
        Milestone::Identified,
        Milestone::Mitigated,
        Milestone::Resolved,
    ];

    /// Returns the front-matter key.
    pub fn as_str(self) -> &'static str {
        match self {
            Milestone::Started => "started",
            Milestone::Detected => "detected",
            Milestone::Acknowledged => "acknowledged",
            Milestone::Declared => "declared",
            Milestone::Identified => "identified",
            Milestone::Mitigated => "mitigated",
            Milestone::Resolved => "resolved",
        }
    }

    /// Reads a front-matter key.
    pub fn from_key(key: &str) -> Option<Milestone> {
        Milestone::ALL
            .into_iter()
            .find(|milestone| milestone.as_str() == key)
    }
}

/// What happened at an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// A milestone was passed.
    Milestone(Milestone),
    /// More people were called in.
    Escalated,
    /// Users or others were told.
    Communicated,
    /// Something was changed: a deployment, a switch.
    Change,
    /// A repair was tried.
    Attempt,
    /// Anything else.
    Note,
}

impl EventKind {
    /// All of them, milestones first.
    pub const ALL: [EventKind; 12] = [
        EventKind::Milestone(Milestone::Started),
        EventKind::Milestone(Milestone::Detected),
        EventKind::Milestone(Milestone::Acknowledged),
        EventKind::Milestone(Milestone::Declared),
        EventKind::Milestone(Milestone::Identified),
        EventKind::Milestone(Milestone::Mitigated),
        EventKind::Milestone(Milestone::Resolved),
        EventKind::Escalated,
        EventKind::Communicated,
        EventKind::Change,
        EventKind::Attempt,
        EventKind::Note,
    ];

    /// Returns the word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::Milestone(milestone) => milestone.as_str(),
            EventKind::Escalated => "escalated",
            EventKind::Communicated => "communicated",
            EventKind::Change => "change",
            EventKind::Attempt => "attempt",
            EventKind::Note => "note",
        }
    }

    /// Reads the word that reports use.
    pub fn from_word(word: &str) -> Option<EventKind> {
        EventKind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// One entry of a timeline, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When. `None` when no day is known or the time could not be read.
    pub at: Option<Moment>,
    /// The time of day where the day is not known.
    pub clock: Option<NaiveTime>,
    /// The end of a range: `17:02-17:05`.
    pub until: Option<Moment>,
    /// What kind of event it is; inferred kinds say so in their origin.
    pub kind: Option<Sourced<EventKind>>,
    /// What happened, in Markdown.
    pub text: String,
    /// The time as the author wrote it.
    pub written: String,
    /// Where it was read: front matter (`Stated`) or the body.
    pub origin: Origin,
    /// The whole entry.
    pub span: Span,
    /// The time in it.
    pub time_span: Span,
}

impl Event {
    /// Returns the milestone this event passes, if any.
    pub fn milestone(&self) -> Option<Milestone> {
        match self.kind.as_ref()?.value {
            EventKind::Milestone(milestone) => Some(milestone),
            _ => None,
        }
    }
}

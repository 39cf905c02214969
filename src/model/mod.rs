//! The words of the domain, as types.

pub mod action;
pub mod archive;
pub mod cause;
pub mod event;
pub mod facet;
pub mod incident;
pub mod moment;
pub mod origin;
pub mod slug;
pub mod suggestion;
pub mod taxonomy;

pub use action::{Action, ActionKind, ActionStatus, Since};
pub use archive::Corpus;
pub use cause::{Cause, CauseId, CauseUse, Role, UnknownCause};
pub use event::{Event, EventKind, Milestone};
pub use facet::{Detection, Mitigation};
pub use incident::{
    Asides, Asset, Audience, Body, Incident, LevelKind, Link, LinkTarget, Person, Piece, Section,
    SectionKind, StatedDuration, TimelineLayout,
};
pub use moment::{Moment, Precision, Zone, ZoneOrigin, ZoneUse};
pub use origin::{Origin, Sourced};
pub use slug::Slug;
pub use suggestion::Suggestion;
pub use taxonomy::Taxonomy;

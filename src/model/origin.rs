//! Where a value comes from: said by the author, or worked out from the rest of the report.

use crate::source::Span;
use serde::{Serialize, Serializer};

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Front matter says so.
    Stated,
    /// A labelled line of the body: `**Date:** 2024-03-02`.
    LabelledLine,
    /// A row of a two-column table of the body.
    Table,
    /// The text below a section heading.
    Section,
    /// The first level-one heading.
    Heading,
    /// An event of the timeline whose kind is known.
    TypedEvent,
    /// The first event of the timeline.
    FirstEvent,
    /// The last event of the timeline.
    LastEvent,
    /// A date in the title.
    Title,
    /// A date in running text.
    Prose,
    /// The file's name, the weakest: it is often the day of publication.
    FileName,
    /// The first commit that has the report.
    Git,
    /// Words of the text that usually mean it.
    Words,
}

impl Origin {
    /// Says whether the author stated the value in front matter.
    pub fn is_stated(self) -> bool {
        self == Origin::Stated
    }

    /// Returns the words that pages and exports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Stated => "stated",
            Origin::LabelledLine => "inferred from a labelled line",
            Origin::Table => "inferred from a table",
            Origin::Section => "inferred from a section",
            Origin::Heading => "inferred from the first heading",
            Origin::TypedEvent => "inferred from a timeline event",
            Origin::FirstEvent => "inferred from the first timeline event",
            Origin::LastEvent => "inferred from the last timeline event",
            Origin::Title => "inferred from the title",
            Origin::Prose => "inferred from the text",
            Origin::FileName => "inferred from the file name",
            Origin::Git => "inferred from the first commit",
            Origin::Words => "inferred from the words used",
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A value with its origin and its place in the report's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
    /// Where it stands; `0..0` when it stands outside the text (file name, git).
    pub span: Span,
}

impl<T> Sourced<T> {
    /// A value that front matter states.
    pub fn stated(value: T, span: Span) -> Sourced<T> {
        Sourced {
            value,
            origin: Origin::Stated,
            span,
        }
    }

    /// A value that was worked out.
    pub fn inferred(value: T, origin: Origin, span: Span) -> Sourced<T> {
        Sourced {
            value,
            origin,
            span,
        }
    }

    /// Turns the value into another, keeping origin and place.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced {
            value: turn(self.value),
            origin: self.origin,
            span: self.span,
        }
    }
}

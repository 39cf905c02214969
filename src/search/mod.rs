//! "Has this happened before?": the index of an archive, and answers from it.
//!
//! 1. `text` cuts texts into words; `language` says which of them are forms of one.
//! 2. `build` turns documents into an [`Index`]: word shards, each with the words of a range and
//!    where they occur.
//! 3. `files` writes the index as the scripts that a browser loads piece by piece.
//! 4. `answer` ranks, from the same shards, the way `themes/default/search.js` does.
//!
//! docs/search.md has the formulas and the format.

mod answer;
mod build;
mod code;
mod excerpt;
mod files;
mod language;
mod shard;
mod text;

pub use answer::{Answer, Hit};
pub use build::{build, shards};
pub use excerpt::Excerpt;
pub use files::{COLUMNS, Part, Titles, rows, text};

use crate::query::{Facts, Names};
use shard::Shard;

/// A report as a search sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its address: the page is `incidents/<slug>.html`.
    pub slug: String,
    /// What a list of results shows.
    pub shown: Shown,
    /// How long its report is, in bytes; words count the less the longer it is.
    pub length: usize,
    /// What filters look at.
    pub facts: Facts,
    /// The place of its severity among the levels, 0 for the worst.
    pub severity: Option<usize>,
    /// Its text, in the order of the page.
    pub passages: Vec<Passage>,
}

/// What a list of results shows of a report beside the excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// What happened.
    pub title: String,
    /// When it began.
    pub date: String,
    /// How long it lasted.
    pub lasted: String,
    /// Services, and what else a row of a list says.
    pub details: String,
}

/// A stretch of text that an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What kind of text it is.
    pub field: Field,
    /// The part of the page, without `#`; empty for its beginning.
    pub anchor: String,
    /// The heading above it, or the time of the event.
    pub label: String,
    /// Its words, without markup.
    pub text: String,
}

/// A kind of text, by how much its words say about an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The title.
    Title,
    /// Services, causes, tags and the like.
    Facts,
    /// A heading.
    Heading,
    /// The summary.
    Summary,
    /// Who was hurt and how.
    Impact,
    /// An event.
    Timeline,
    /// All other prose.
    Body,
    /// Logs, commands, programs.
    Code,
    /// Addresses of sources.
    Sources,
}

impl Field {
    /// Quarters that a word counts here.
    fn weight(self) -> u16 {
        match self {
            Field::Title => 20,
            Field::Facts | Field::Summary => 10,
            Field::Heading => 8,
            Field::Impact => 6,
            Field::Timeline => 5,
            Field::Body => 4,
            Field::Code => 3,
            Field::Sources => 2,
        }
    }

    /// Whether a word counts the less the longer the report is. Titles and facts are short in long
    /// reports too.
    fn is_long(self) -> bool {
        !matches!(self, Field::Title | Field::Facts | Field::Heading)
    }
}

/// Everything that answers are made from.
#[derive(Debug, Default)]
pub struct Index {
    /// The reports, the oldest first.
    pub(crate) documents: Vec<Entry>,
    /// Words and where they occur, by ranges of the alphabet.
    shards: Vec<Shard>,
    /// Common words, for those who mistype.
    usual: Vec<String>,
    /// Words that only hold a question together, separated by spaces.
    small: &'static str,
    /// How many levels of severity there are.
    severities: usize,
    /// Other names of services, causes and levels.
    names: Names,
}

/// A report without its text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub(crate) slug: String,
    pub(crate) shown: Shown,
    pub(crate) facts: Facts,
    pub(crate) severity: Option<usize>,
}

/// What an index is made for.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// The language of the reports, a BCP 47 tag.
    pub language: String,
    /// How many levels of severity there are.
    pub severities: usize,
    /// Other names of services, causes and levels.
    pub names: Names,
    /// How long reports are on average, in bytes.
    pub average: f64,
    /// How many shards there are to be; see [`shards`].
    pub shards: usize,
}

impl Index {
    /// Returns the slug of a document.
    pub fn slug(&self, document: usize) -> &str {
        self.documents.get(document).map_or("", |entry| &entry.slug)
    }

    /// Returns the names that filters take.
    pub fn names(&self) -> &Names {
        &self.names
    }
}

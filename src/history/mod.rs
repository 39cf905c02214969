//! The versions of each report, as git keeps them.
//!
//! ```text
//! git log ─► Log ─► lineage: which file came from which ─► Histories
//!             ▲                                                │ text of a version
//!           cache                                              ▼
//!                                                     git cat-file --batch
//! ```
//!
//! No git, no repository, or one that git refuses: nothing is known, and a notice says why.

mod blobs;
mod cache;
mod git_log;
mod lineage;
mod log;
mod names;
mod notice;
mod oid;
mod place;
mod read;
mod standing;

pub use notice::{Notice, Reason};

use blobs::Blobs;
use chrono::{DateTime, FixedOffset};
use oid::Oid;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The id of a version that is not committed.
pub const WORKING_COPY: &str = "working-copy";

/// A report as it stands in the folder.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// Its path relative to the folder of reports, with `/`.
    pub path: &'a str,
    /// Its text.
    pub text: Arc<str>,
}

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// A larger text is none.
    pub text_bytes: u64,
    /// A repository of more commits is not read when it would be for the first time.
    pub commits: Option<u32>,
}

/// What git knows of all reports of one folder.
#[derive(Debug, Default)]
pub struct Histories {
    by_path: BTreeMap<String, History>,
    notice: Option<Notice>,
    blobs: Option<Blobs>,
}

/// What git knows of one report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// The versions, the newest first.
    pub versions: Vec<Version>,
    /// Whether there are older ones, which a shallow clone leaves out.
    pub is_cut: bool,
}

/// A report as one commit left it, or as it stands in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// A short name that no other version of the report has: the start of the commit's id, or
    /// [`WORKING_COPY`].
    pub id: String,
    /// The commit; `None` for what is not committed.
    pub commit: Option<String>,
    /// When it was written, by the author's clock. `None` for what is not committed, and where the
    /// commit says nothing that is a time.
    pub at: Option<DateTime<FixedOffset>>,
    /// Who wrote it, by the name that `.mailmap` gives; empty for what is not committed.
    pub author: String,
    /// The first line of the commit's message; empty for what is not committed.
    pub subject: String,
    /// Where the report stood then, relative to the repository.
    pub path: String,
    /// Where it had stood until then, when this version moved it.
    pub moved_from: Option<String>,
    content: Content,
}

/// Where the text of a version is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    Blob(Oid),
    Here(Text),
}

/// The text of a version. Lines end as Unix ends them, and no mark of the encoding is before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// As it was written.
    Read(Arc<str>),
    /// It is no text, or larger than a report may be.
    NotText,
    /// Git does not have it here.
    Missing,
}

impl Histories {
    /// Nothing is known, perhaps for a reason that a reader should hear.
    pub fn none(notice: Option<Notice>) -> Histories {
        Histories {
            notice,
            ..Histories::default()
        }
    }

    /// Returns what is known of the report at a path relative to the folder of reports.
    pub fn of(&self, path: &str) -> Option<&History> {
        self.by_path.get(path)
    }

    /// Returns the paths of all reports that something is known of, with it.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &History)> {
        self.by_path
            .iter()
            .map(|(path, history)| (path.as_str(), history))
    }

    /// Whether nothing is known of any report.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// Returns what a reader should know about what is missing.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Returns the text of a version. Git is asked for it now, by as many threads at once as want to,
    /// and few texts are kept.
    pub fn text(&self, version: &Version) -> Text {
        match (&version.content, &self.blobs) {
            (Content::Here(text), _) => text.clone(),
            (Content::Blob(blob), Some(blobs)) => blobs.text(*blob),
            (Content::Blob(_), None) => Text::Missing,
        }
    }
}

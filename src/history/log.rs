//! All commits with what each changed, from one run of git.
//!
//! What is kept of a commit depends on that commit alone, so a log that grew over many builds is
//! the same as one that was read at once.

use super::oid::Oid;
use foldhash::{HashMap, HashSet};
use std::hash::Hash;

/// Stands for a file that is not there.
pub(super) const NONE: u32 = u32::MAX;

/// Commits with what they changed. Ids, paths, texts and people are numbers here: places in tables.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// The ids of commits; of parents that the clone lacks, too.
    pub(super) ids: Table<Oid>,
    /// Commits by the place of their id; `None` for those that the clone lacks.
    pub(super) commits: Vec<Option<Commit>>,
    /// Paths relative to the repository, as git has them.
    pub(super) paths: Table<Box<[u8]>>,
    /// Ids of texts.
    pub(super) blobs: Table<Oid>,
    /// Names and addresses as commits state them, with a NUL between.
    pub(super) people: Table<Box<[u8]>>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Commit {
    pub(super) parents: Vec<u32>,
    /// When it was made, in seconds.
    pub(super) committed: i64,
    /// When it was written: seconds, and what the author's clock added to them.
    pub(super) written: Option<(i64, i32)>,
    pub(super) author: u32,
    pub(super) subject: Box<str>,
    /// What differs from its first parent.
    pub(super) changes: Vec<Change>,
}

/// What a commit did to a file. One that is added has no old side, one that is deleted no new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) old: Side,
    pub(super) new: Side,
}

impl Change {
    /// Whether a file has another place after it.
    pub(super) fn moves(self) -> bool {
        self.old.is_there() && self.new.is_there() && self.old.path != self.new.path
    }
}

/// A file before or after a commit; both are [`NONE`] where it is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) path: u32,
    pub(super) blob: u32,
}

impl Side {
    pub(super) const ABSENT: Side = Side {
        path: NONE,
        blob: NONE,
    };

    pub(super) fn is_there(self) -> bool {
        self.path != NONE
    }
}

/// Things by number, each once.
#[derive(Debug)]
pub(super) struct Table<T> {
    things: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table {
            things: Vec::new(),
            numbers: HashMap::default(),
        }
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    /// Returns the number of a thing, a new one where it has none yet.
    pub(super) fn number(&mut self, thing: T) -> u32 {
        let next = u32::try_from(self.things.len()).unwrap_or(NONE - 1);
        let things = &mut self.things;
        *self.numbers.entry(thing).or_insert_with_key(|thing| {
            things.push(thing.clone());
            next
        })
    }

    pub(super) fn find(&self, thing: &T) -> Option<u32> {
        self.numbers.get(thing).copied()
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.things.get(number as usize)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.things.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.things.len()
    }
}

/// Endings of files that a report may be or may have been.
const ENDINGS: [&[u8]; 12] = [
    b".md",
    b".markdown",
    b".mdx",
    b".erb",
    b".txt",
    b".text",
    b".rst",
    b".adoc",
    b".asciidoc",
    b".org",
    b".wiki",
    b".textile",
];

impl Log {
    /// Drops what is about files that no report can come from. Returns the paths that have another
    /// ending and stay, because a report came from there.
    pub(super) fn trim(&mut self) -> HashSet<Box<[u8]>> {
        let mut wanted: Vec<bool> = self.paths.iter().map(|path| may_be_report(path)).collect();
        let renames: Vec<(u32, u32)> = self
            .commits
            .iter()
            .flatten()
            .flat_map(|commit| &commit.changes)
            .filter(|change| change.moves())
            .map(|change| (change.old.path, change.new.path))
            .collect();
        let mut odd = HashSet::default();
        loop {
            let before = odd.len();
            for (old, new) in &renames {
                if wanted[*new as usize] && !wanted[*old as usize] {
                    wanted[*old as usize] = true;
                    odd.extend(self.paths.get(*old).cloned());
                }
            }
            if odd.len() == before {
                break;
            }
        }
        let is_wanted = |path: u32| wanted.get(path as usize).is_some_and(|wanted| *wanted);
        for commit in self.commits.iter_mut().flatten() {
            let changes = &mut commit.changes;
            changes.retain(|change| is_wanted(change.old.path) || is_wanted(change.new.path));
            changes.shrink_to_fit();
            if changes.is_empty() {
                commit.subject = Box::default();
            }
        }
        odd
    }

    /// Returns a commit that the clone has.
    pub(super) fn commit(&self, number: u32) -> Option<&Commit> {
        self.commits.get(number as usize)?.as_ref()
    }

    pub(super) fn add(&mut self, number: u32, commit: Commit) {
        let place = number as usize;
        if self.commits.len() <= place {
            self.commits.resize(place + 1, None);
        }
        self.commits[place] = Some(commit);
    }
}

fn may_be_report(path: &[u8]) -> bool {
    let ends_with = |ending: &&[u8]| {
        let start = path.len().checked_sub(ending.len());
        start.is_some_and(|start| path[start..].eq_ignore_ascii_case(ending))
    };
    ENDINGS.iter().any(ends_with)
}

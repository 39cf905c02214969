//! What a reader should know when versions are missing.

use crate::git::Refusal;

/// Why versions are missing, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The reason.
    pub reason: Reason,
    /// One sentence, without a full stop.
    pub message: String,
    /// A way out.
    pub help: String,
}

/// Why versions are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Git is not installed.
    NoGit,
    /// The reports are in no repository.
    NoRepository,
    /// Git refuses a repository that belongs to somebody else.
    Refused,
    /// The clone is shallow.
    Shallow,
    /// The clone lacks what git would have to fetch.
    Partial,
    /// There is no commit yet, or none that has a report.
    NoCommit,
    /// There are very many commits, and nobody asked for them.
    Long,
    /// Git failed.
    Failed,
}

impl Notice {
    /// Whether it only says that there is no history, and none to be expected.
    pub fn is_about_none(&self) -> bool {
        matches!(
            self.reason,
            Reason::NoGit | Reason::NoRepository | Reason::NoCommit
        )
    }

    /// What is said for a reason.
    pub(super) fn of(reason: Reason) -> Notice {
        let (message, help) = match reason {
            Reason::NoGit => (
                "the history of the reports is not known: git is not installed",
                "install git, or switch the history off with `history = false` under [output.html]",
            ),
            Reason::NoRepository => (
                "the history of the reports is not known: they are in no git repository",
                "keep them in one (`git init`), or switch the history off with `history = false` under [output.html]",
            ),
            Reason::Refused => (
                "the history of the reports is not known: git refuses the repository, because it belongs to another user",
                "if you trust it, run `git config --global --add safe.directory` with the path of the repository",
            ),
            Reason::Shallow => (
                "older versions are not known: this is a shallow clone",
                "fetch them with `git fetch --unshallow`; in continuous integration, clone with full depth",
            ),
            Reason::Partial => (
                "some versions are not known: this is a partial clone, and nothing is fetched",
                "fetch everything with `git fetch --refetch --no-filter`",
            ),
            Reason::NoCommit => (
                "the history of the reports is not known: none of them is committed yet",
                "commit them with `git add` and `git commit`",
            ),
            Reason::Long => (
                "the history of the reports is not read: the repository has very many commits",
                "ask for it with `--history`; it takes long only the first time",
            ),
            Reason::Failed => (
                "the history of the reports is not known: git could not read it",
                "`git log` in the folder of reports says more",
            ),
        };
        Notice {
            reason,
            message: message.to_owned(),
            help: help.to_owned(),
        }
    }
}

impl From<&Refusal> for Reason {
    fn from(refusal: &Refusal) -> Reason {
        match refusal {
            Refusal::NotStarted(_) => Reason::NoGit,
            Refusal::Failed(words) if words.contains("dubious ownership") => Reason::Refused,
            Refusal::Failed(words) if words.contains("not a git repository") => {
                Reason::NoRepository
            }
            Refusal::Failed(_) => Reason::Failed,
        }
    }
}

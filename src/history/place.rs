//! Which repository the reports are in, and its log: what was kept with what is new.

use super::cache::{self, Kept};
use super::git_log::{self, Fault, Renames};
use super::log::Log;
use super::notice::Reason;
use super::oid::Oid;
use super::{Bounds, Content, History};
use crate::git;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the reports are in which repository.
pub(super) struct Place {
    /// The newest commit; `None` before the first.
    pub(super) head: Option<Oid>,
    /// The path of the folder of reports relative to the repository, with a slash at its end.
    pub(super) prefix: Vec<u8>,
    /// Where git keeps the repository.
    store: PathBuf,
    /// The commits at which a shallow clone ends.
    pub(super) boundary: Vec<Oid>,
}

impl Place {
    /// Finds the repository around a folder.
    pub(super) fn find(folder: &Path) -> Result<Place, Reason> {
        let ask = |arguments: &[&str]| {
            let answer = git::output(folder, arguments);
            answer.map(|mut answer| {
                if answer.last() == Some(&b'\n') {
                    answer.pop();
                }
                answer
            })
        };
        // Each in a run of its own where a path is the answer, for a path may have several lines.
        let prefix =
            ask(&["rev-parse", "--show-prefix"]).map_err(|refusal| Reason::from(&refusal))?;
        let store =
            ask(&["rev-parse", "--git-common-dir"]).map_err(|refusal| Reason::from(&refusal))?;
        let store = folder.join(path(&store));
        let head = ask(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).ok();
        let boundary = fs::read(store.join("shallow")).unwrap_or_default();
        Ok(Place {
            head: head.and_then(|id| Oid::parse(&id)),
            prefix,
            store,
            boundary: boundary
                .split(|byte| *byte == b'\n')
                .filter_map(Oid::parse)
                .collect(),
        })
    }

    /// All commits from `head` on, and how moves were found.
    pub(super) fn log(
        &self,
        folder: &Path,
        head: Oid,
        bounds: Bounds,
    ) -> Result<(Log, Renames), Reason> {
        if let Some(log) = self.log_since_kept(folder, head) {
            return Ok((log, Renames::Alike));
        }
        if let Some(most) = bounds.commits {
            let more = format!("--max-count={}", u64::from(most) + 1);
            let count = git::output(folder, &["rev-list", "--count", &more, &head.to_string()]);
            let count = count.map_err(|refusal| Reason::from(&refusal))?;
            let count: u64 = String::from_utf8_lossy(&count).trim().parse().unwrap_or(0);
            if count > u64::from(most) {
                return Err(Reason::Long);
            }
        }
        let mut log = Log::default();
        let Err(fault) = git_log::read(folder, head, None, Renames::Alike, &mut log) else {
            log.trim();
            self.keep(head, &log);
            return Ok((log, Renames::Alike));
        };
        // Files that are alike are found by looking into them, and those may not be here.
        let mut log = Log::default();
        match git_log::read(folder, head, None, Renames::Exact, &mut log) {
            Ok(()) => {
                log.trim();
                Ok((log, Renames::Exact))
            }
            Err(_) if self.is_partial() => Err(Reason::Partial),
            Err(_) => Err(reason_of(&fault)),
        }
    }

    /// The log of the last build with what is new since then. `None` where all has to be read.
    fn log_since_kept(&self, folder: &Path, head: Oid) -> Option<Log> {
        let Kept {
            head: since,
            mut log,
        } = cache::load(&self.store, &self.boundary)?;
        if since == head {
            return Some(log);
        }
        // What is reachable from there is in the log, whether `head` descends from it or not.
        let known = log.trim();
        git_log::read(folder, head, Some(since), Renames::Alike, &mut log).ok()?;
        // A report came from a file that was of no interest then, so what was kept lacks it.
        if log.trim().len() > known.len() {
            return None;
        }
        self.keep(head, &log);
        Some(log)
    }

    fn keep(&self, head: Oid, log: &Log) {
        if log.commits.len() >= cache::WORTHWHILE {
            cache::save(&self.store, &self.boundary, head, log);
        }
    }

    /// Whether git may have left out texts when it cloned.
    fn is_partial(&self) -> bool {
        let packs = fs::read_dir(self.store.join("objects").join("pack"));
        packs.into_iter().flatten().flatten().any(|entry| {
            let file = entry.path();
            file.extension().is_some_and(|ending| ending == "promisor")
        })
    }

    /// Whether the text of some version is not here.
    pub(super) fn lacks_texts(&self, folder: &Path, histories: &BTreeMap<String, History>) -> bool {
        if !self.is_partial() {
            return false;
        }
        let mut ids = String::new();
        for version in histories.values().flat_map(|history| &history.versions) {
            if let Content::Blob(oid) = version.content {
                ids.push_str(&format!("{oid}\n"));
            }
        }
        let answer = git::answer(
            folder,
            &["cat-file", "--batch-check", "--buffer"],
            ids.as_bytes(),
        );
        answer.map_or(true, |answer| {
            String::from_utf8_lossy(&answer).contains(" missing")
        })
    }
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn reason_of(fault: &Fault) -> Reason {
    match fault {
        Fault::Git(refusal) => Reason::from(refusal),
        Fault::Io | Fault::Unread => Reason::Failed,
    }
}

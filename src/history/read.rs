//! From a folder of reports to their histories.

use super::blobs::{self, Blobs};
use super::lineage::{Lineages, Node};
use super::log::{self, Fault, Log, NONE, Renames, Side};
use super::notice::{Notice, Reason};
use super::oid::Oid;
use super::{Content, Histories, History, Report, Text, Version, WORKING_COPY};
use crate::git::{self, Refusal};
use chrono::{DateTime, FixedOffset};
use foldhash::{HashMap, HashSet, HashSetExt};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Digits of a commit's id that make the short id of a version.
const SHORT: usize = 10;

/// Where the reports are in which repository.
struct Place {
    /// The newest commit; `None` before the first.
    head: Option<Oid>,
    /// The path of the folder of reports relative to the repository, with a slash at its end.
    prefix: Vec<u8>,
    /// Where git keeps the repository.
    store: PathBuf,
    /// The commits at which a shallow clone ends.
    boundary: Vec<Oid>,
}

impl Histories {
    /// Reads the versions of all reports of a folder. Texts of more than `limit` bytes are none.
    pub fn read(folder: &Path, reports: &[Report<'_>], limit: u64) -> Histories {
        let place = match Place::find(folder) {
            Ok(place) => place,
            Err(reason) => return Histories::none(Some(Notice::of(reason))),
        };
        let Some(head) = place.head else {
            return Histories::none(Some(Notice::of(Reason::NoCommit)));
        };
        let mut log = Log::default();
        let mut notice = None;
        if let Err(fault) = log::read(folder, head, None, Renames::Alike, &mut log) {
            // Alike files are found by looking into them, and those may not be here.
            log = Log::default();
            if log::read(folder, head, None, Renames::Exact, &mut log).is_err() {
                return Histories::none(Some(Notice::of(reason_of(&fault))));
            }
            notice = Some(Notice::of(Reason::Partial));
        }
        if !place.boundary.is_empty() {
            notice = Some(Notice::of(Reason::Shallow));
        }
        let blobs = Blobs::new(folder, limit);
        let by_path = Reading {
            folder,
            place: &place,
            log: &log,
            blobs: &blobs,
            limit,
        }
        .histories(head, reports);
        if by_path.is_empty() && !reports.is_empty() {
            return Histories::none(Some(Notice::of(Reason::NoCommit)));
        }
        Histories {
            by_path,
            notice,
            blobs: Some(blobs),
        }
    }
}

fn reason_of(fault: &Fault) -> Reason {
    match fault {
        Fault::Io(_) => Reason::NoGit,
        Fault::Git(words) => Reason::from(&Refusal::Failed(words.clone())),
        Fault::Unread => Reason::Failed,
    }
}

impl Place {
    fn find(folder: &Path) -> Result<Place, Reason> {
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

/// What is at hand while histories are put together.
struct Reading<'a> {
    folder: &'a Path,
    place: &'a Place,
    log: &'a Log,
    blobs: &'a Blobs,
    limit: u64,
}

impl Reading<'_> {
    fn histories(&self, head: Oid, reports: &[Report<'_>]) -> BTreeMap<String, History> {
        let Some(head) = self.log.ids.find(&head) else {
            return BTreeMap::new();
        };
        let below = (0..)
            .zip(self.log.paths.iter())
            .filter(|(_, path)| path.starts_with(&self.place.prefix))
            .map(|(number, _)| number);
        let lineages = Lineages::follow(self.log, head, below);
        let mut committed: BTreeMap<String, Side> = BTreeMap::new();
        let mut files: Vec<(&[u8], Side)> = lineages
            .files()
            .filter_map(|side| Some((&self.log.paths.get(side.path)?[..], side)))
            .collect();
        files.sort_by_key(|(path, _)| *path);
        for (path, side) in files {
            if let Some(path) = path.strip_prefix(&self.place.prefix[..]) {
                // Reports have the same name where theirs is no UTF-8.
                let path = String::from_utf8_lossy(path).into_owned();
                committed.entry(path).or_insert(side);
            }
        }
        let names = self.names();
        let boundary: HashSet<u32> = self
            .place
            .boundary
            .iter()
            .filter_map(|oid| self.log.ids.find(oid))
            .collect();
        let mut histories = BTreeMap::new();
        let mut known = Vec::new();
        let mut new = Vec::new();
        for report in reports {
            match committed.get(report.path) {
                Some(side) => {
                    let history = self.history(&lineages.of(side.path), &boundary, &names);
                    histories.insert(report.path.to_owned(), history);
                    known.push((report, *side));
                }
                None => new.push(report),
            }
        }
        if histories.is_empty() {
            return histories;
        }
        for report in self.changed(&known) {
            if let Some(history) = histories.get_mut(report.path) {
                history.versions.insert(0, self.working_copy(report));
            }
        }
        for report in new {
            let history = histories.entry(report.path.to_owned()).or_default();
            history.versions.insert(0, self.working_copy(report));
        }
        histories
    }

    fn history(
        &self,
        nodes: &[&Node],
        boundary: &HashSet<u32>,
        names: &HashMap<u32, String>,
    ) -> History {
        let (cut, nodes): (Vec<&Node>, Vec<&Node>) = nodes
            .iter()
            .partition(|node| boundary.contains(&node.commit));
        let ids: Vec<String> = nodes
            .iter()
            .map(|node| self.log.ids.get(node.commit).map(Oid::to_string))
            .map(Option::unwrap_or_default)
            .collect();
        let digits = distinct(&ids);
        let versions = nodes.iter().zip(ids).filter_map(|(node, id)| {
            let commit = self.log.commit(node.commit)?;
            Some(Version {
                id: id.get(..digits).unwrap_or(&id).to_owned(),
                commit: Some(id),
                at: commit.written.and_then(moment),
                author: names.get(&commit.author).cloned().unwrap_or_default(),
                subject: commit.subject.to_string(),
                path: self.shown(node.at.path),
                moved_from: (node.moved_from != NONE).then(|| self.shown(node.moved_from)),
                content: Content::Blob(*self.log.blobs.get(node.at.blob)?),
            })
        });
        History {
            versions: versions.collect(),
            is_cut: !cut.is_empty(),
        }
    }

    fn shown(&self, path: u32) -> String {
        let path = self.log.paths.get(path).map_or(&[][..], |path| path);
        String::from_utf8_lossy(path).into_owned()
    }

    /// The names of all authors, by what commits state.
    fn names(&self) -> HashMap<u32, String> {
        (0..)
            .zip(self.log.people.iter())
            .map(|(number, person)| {
                let name = person.split(|byte| *byte == 0).next().unwrap_or_default();
                (number, String::from_utf8_lossy(name).into_owned())
            })
            .collect()
    }

    /// Which reports differ from what is committed.
    fn changed<'r, 'a>(&self, known: &[(&'r Report<'a>, Side)]) -> Vec<&'r Report<'a>> {
        let oids: Vec<Oid> = known
            .iter()
            .filter_map(|(_, side)| self.log.blobs.get(side.blob).copied())
            .collect();
        let mut changed = Vec::new();
        let compared = self.blobs.each(&oids, |place, committed| {
            let Some((report, _)) = known.get(place) else {
                return;
            };
            let is_same = match &committed {
                Text::Read(text) => **text == *report.text || *text == blobs::plain(&report.text),
                Text::NotText | Text::Missing => true,
            };
            // What was read may differ from what is in the file, so that has the last word.
            if !is_same && self.here(report) != committed {
                changed.push(*report);
            }
        });
        match compared {
            Ok(()) => changed,
            Err(_) => Vec::new(),
        }
    }

    /// The text of a report in the folder.
    fn here(&self, report: &Report<'_>) -> Text {
        let file = self.folder.join(report.path);
        match fs::read(file) {
            Ok(bytes) if bytes.len() as u64 <= self.limit => match blobs::decoded(&bytes) {
                // The run has it in memory already.
                Text::Read(text) if text == report.text => Text::Read(Arc::clone(&report.text)),
                text => text,
            },
            Ok(_) => Text::NotText,
            Err(_) => Text::Read(Arc::clone(&report.text)),
        }
    }

    fn working_copy(&self, report: &Report<'_>) -> Version {
        Version {
            id: WORKING_COPY.to_owned(),
            commit: None,
            at: None,
            author: String::new(),
            subject: String::new(),
            path: format!(
                "{}{}",
                String::from_utf8_lossy(&self.place.prefix),
                report.path
            ),
            moved_from: None,
            content: Content::Here(self.here(report)),
        }
    }
}

/// How many digits tell some ids apart.
fn distinct(ids: &[String]) -> usize {
    let longest = ids.iter().map(String::len).max().unwrap_or(SHORT);
    (SHORT..longest)
        .find(|digits| {
            let mut seen = HashSet::new();
            ids.iter().all(|id| seen.insert(id.get(..*digits)))
        })
        .unwrap_or(longest)
}

fn moment((seconds, zone): (i64, i32)) -> Option<DateTime<FixedOffset>> {
    let zone = FixedOffset::east_opt(zone).or_else(|| FixedOffset::east_opt(0))?;
    Some(DateTime::from_timestamp(seconds, 0)?.with_timezone(&zone))
}

//! From a folder of reports to their histories.

use super::blobs::{self, Blobs};
use super::cache::{self, Kept};
use super::lineage::{Lineages, Node};
use super::log::{self, Fault, Log, NONE, Renames, Side};
use super::notice::{Notice, Reason};
use super::oid::Oid;
use super::{Bounds, Content, Histories, History, Report, Text, Version, WORKING_COPY};
use crate::git;
use chrono::{DateTime, FixedOffset};
use foldhash::{HashMap, HashSet, HashSetExt};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Digits of a commit's id that make the short id of a version.
const SHORT: usize = 10;

/// More files than this are not looked at for where a report that is not committed came from.
const MOST_MOVED: usize = 1_000;

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
    /// Reads the versions of all reports of a folder.
    pub fn read(folder: &Path, reports: &[Report<'_>], bounds: Bounds) -> Histories {
        Histories::try_read(folder, reports, bounds)
            .unwrap_or_else(|reason| Histories::none(Some(Notice::of(reason))))
    }

    fn try_read(
        folder: &Path,
        reports: &[Report<'_>],
        bounds: Bounds,
    ) -> Result<Histories, Reason> {
        let place = Place::find(folder)?;
        let head = place.head.ok_or(Reason::NoCommit)?;
        let (log, renames) = place.log(folder, head, bounds)?;
        let blobs = Blobs::new(folder, bounds.text_bytes);
        let reading = Reading {
            folder,
            place: &place,
            log: &log,
            blobs: &blobs,
            limit: bounds.text_bytes,
        };
        let by_path = reading.histories(head, reports);
        if by_path.is_empty() && !reports.is_empty() {
            return Err(Reason::NoCommit);
        }
        let reason = if !place.boundary.is_empty() {
            Some(Reason::Shallow)
        } else if renames == Renames::Exact || place.lacks_texts(folder, &by_path) {
            Some(Reason::Partial)
        } else {
            None
        };
        Ok(Histories {
            by_path,
            notice: reason.map(Notice::of),
            blobs: Some(blobs),
        })
    }
}

fn reason_of(fault: &Fault) -> Reason {
    match fault {
        Fault::Git(refusal) => Reason::from(refusal),
        Fault::Io | Fault::Unread => Reason::Failed,
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

impl Place {
    /// All commits from `head` on, and how moves were found.
    fn log(&self, folder: &Path, head: Oid, bounds: Bounds) -> Result<(Log, Renames), Reason> {
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
        let Err(fault) = log::read(folder, head, None, Renames::Alike, &mut log) else {
            log.trim();
            self.keep(head, &log);
            return Ok((log, Renames::Alike));
        };
        // Files that are alike are found by looking into them, and those may not be here.
        let mut log = Log::default();
        match log::read(folder, head, None, Renames::Exact, &mut log) {
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
        log::read(folder, head, Some(since), Renames::Alike, &mut log).ok()?;
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
    fn lacks_texts(&self, folder: &Path, histories: &BTreeMap<String, History>) -> bool {
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
        let left = self.left(&committed, &histories);
        for report in new {
            let mut working_copy = self.working_copy(report);
            let mut history = History::default();
            // One that moved, and is not committed there yet, has the same text.
            if let Content::Here(Text::Read(text)) = &working_copy.content
                && let Some(from) = left.get(text)
            {
                history = self.history(&lineages.of(from.path), &boundary, &names);
                working_copy.moved_from = Some(self.shown(from.path));
            }
            history.versions.insert(0, working_copy);
            histories.insert(report.path.to_owned(), history);
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

    /// The names of all authors, by what commits state. `.mailmap` has the last word on them.
    fn names(&self) -> HashMap<u32, String> {
        let stated: Vec<(u32, String, String)> = (0..)
            .zip(self.log.people.iter())
            .map(|(number, person)| {
                let mut parts = person.splitn(2, |byte| *byte == 0);
                let mut part = || String::from_utf8_lossy(parts.next().unwrap_or_default());
                (number, part().into_owned(), part().into_owned())
            })
            .collect();
        let is_plain = |text: &str| !text.contains(['<', '>', '\n', '\r']);
        let asked: Vec<&(u32, String, String)> = stated
            .iter()
            .filter(|(_, name, address)| is_plain(name) && is_plain(address))
            .collect();
        let mut input = String::new();
        for (_, name, address) in &asked {
            input.push_str(&format!("{name} <{address}>\n"));
        }
        let answer = git::answer(self.folder, &["check-mailmap", "--stdin"], input.as_bytes());
        let mapped = answer.map_or_else(
            |_| String::new(),
            |answer| String::from_utf8_lossy(&answer).into_owned(),
        );
        let mut names: HashMap<u32, String> = HashMap::default();
        if mapped.lines().count() == asked.len() {
            for ((number, _, _), line) in asked.into_iter().zip(mapped.lines()) {
                let name = line.rsplit_once('<').map_or(line, |(name, _)| name).trim();
                names.insert(*number, name.to_owned());
            }
        }
        for (number, name, _) in stated {
            names.entry(number).or_insert(name);
        }
        names
    }

    /// Which reports differ from what is committed.
    fn changed<'r, 'a>(&self, known: &[(&'r Report<'a>, Side)]) -> Vec<&'r Report<'a>> {
        // Ids tell of nearly all that they are as they were; git need not be asked for their texts.
        let doubtful: Vec<(&Report<'_>, Oid)> = known
            .par_iter()
            .filter_map(|(report, side)| {
                let oid = *self.log.blobs.get(side.blob)?;
                let text = &report.text;
                let is_same = oid.is_of(text.as_bytes())
                    || text.contains('\r') && oid.is_of(blobs::plain(text).as_bytes());
                (!is_same).then_some((*report, oid))
            })
            .collect();
        let oids: Vec<Oid> = doubtful.iter().map(|(_, oid)| *oid).collect();
        let mut changed = Vec::new();
        if oids.is_empty() {
            return changed;
        }
        let compared = self.blobs.each(&oids, |place, committed| {
            let Some((report, _)) = doubtful.get(place) else {
                return;
            };
            let is_same = match committed {
                // Nobody can tell.
                None => true,
                Some(bytes) if blobs::stands_for_another(bytes) => true,
                // What was read may differ from what is in the file, so that has the last word.
                Some(bytes) => match blobs::decoded(bytes) {
                    Text::Read(text) => {
                        *text == *report.text || self.here(report) == Text::Read(text)
                    }
                    _ => fs::read(self.folder.join(report.path)).is_ok_and(|here| here == bytes),
                },
            };
            if !is_same {
                changed.push(*report);
            }
        });
        match compared {
            Ok(()) => changed,
            Err(_) => Vec::new(),
        }
    }

    /// The files that are committed and not in the folder any more, by their texts.
    fn left(
        &self,
        committed: &BTreeMap<String, Side>,
        histories: &BTreeMap<String, History>,
    ) -> HashMap<Arc<str>, Side> {
        let gone: Vec<(Side, Oid)> = committed
            .iter()
            .filter(|(path, _)| !histories.contains_key(*path))
            .filter(|(path, _)| fs::symlink_metadata(self.folder.join(path)).is_err())
            .filter_map(|(_, side)| Some((*side, *self.log.blobs.get(side.blob)?)))
            .take(MOST_MOVED)
            .collect();
        let oids: Vec<Oid> = gone.iter().map(|(_, oid)| *oid).collect();
        let mut left = HashMap::default();
        if oids.is_empty() {
            return left;
        }
        let read = self.blobs.each(&oids, |place, text| {
            if let (Some(Text::Read(text)), Some((side, _))) =
                (text.map(blobs::decoded), gone.get(place))
            {
                left.entry(text).or_insert(*side);
            }
        });
        // Without them, what moved begins anew until it is committed.
        read.map_or_else(|_| HashMap::default(), |()| left)
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

/// A moment of the years 1 to 9999; commits may state others, which are no times to show.
fn moment((seconds, zone): (i64, i32)) -> Option<DateTime<FixedOffset>> {
    const FIRST: i64 = -62_135_510_400;
    const LAST: i64 = 253_402_214_400;
    if !(FIRST..LAST).contains(&seconds) {
        return None;
    }
    let zone = FixedOffset::east_opt(zone).or_else(|| FixedOffset::east_opt(0))?;
    Some(DateTime::from_timestamp(seconds, 0)?.with_timezone(&zone))
}

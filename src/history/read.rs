//! From a folder of reports to their histories.

use super::blobs::Blobs;
use super::git_log::Renames;
use super::lineage::{Lineages, Node};
use super::log::{Log, NONE, Side};
use super::names;
use super::notice::{Notice, Reason};
use super::oid::Oid;
use super::place::Place;
use super::{Bounds, Content, Histories, History, Report, Text, Version};
use chrono::{DateTime, FixedOffset};
use foldhash::{HashMap, HashSet, HashSetExt};
use std::collections::BTreeMap;
use std::path::Path;

/// Digits of a commit's id that make the short id of a version.
const SHORT: usize = 10;

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

/// What is at hand while histories are put together.
pub(super) struct Reading<'a> {
    pub(super) folder: &'a Path,
    pub(super) place: &'a Place,
    pub(super) log: &'a Log,
    pub(super) blobs: &'a Blobs,
    pub(super) limit: u64,
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
        let names = names::names(self.folder, self.log);
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

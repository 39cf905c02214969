//! What stands in the folder beside what is committed.

use super::blobs;
use super::log::Side;
use super::oid::Oid;
use super::read::Reading;
use super::{Content, History, Report, Text, Version, WORKING_COPY};
use foldhash::HashMap;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

/// More files than this are not looked at for where a report that is not committed came from.
const MOST_MOVED: usize = 1_000;

impl Reading<'_> {
    /// Which reports differ from what is committed.
    pub(super) fn changed<'r, 'a>(&self, known: &[(&'r Report<'a>, Side)]) -> Vec<&'r Report<'a>> {
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
    pub(super) fn left(
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

    /// The version that is not committed.
    pub(super) fn working_copy(&self, report: &Report<'_>) -> Version {
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

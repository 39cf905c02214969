//! A site in the making, in a folder beside the target.

use super::marker::{self, Marker};
use super::swap;
use super::target::{Standing, Target};
use crate::error::Error;
use crate::site::SitePath;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// A site in the making. Dropped, it deletes what its folder holds.
pub(super) struct Stage<'a> {
    root: PathBuf,
    shown: &'a Path,
    marker: &'a Marker,
    standing: &'a Standing,
}

/// What became of a page.
pub(super) enum Put {
    /// It is new or has other bytes than before.
    Written,
    /// It is the file of the old site.
    Unchanged,
}

impl<'a> Stage<'a> {
    /// Creates the folder and its marker.
    pub(super) fn open(
        target: &'a Target,
        standing: &'a Standing,
        marker: &'a Marker,
    ) -> Result<Stage<'a>, Error> {
        let root = create_folder(target)
            .map_err(|source| Error::io("create a folder in", &target.parent, source))?;
        let stage = Stage {
            root,
            shown: &target.shown,
            marker,
            standing,
        };
        marker
            .write(&stage.root)
            .map_err(|source| stage.fault("write", ".casebook", source))?;
        Ok(stage)
    }

    /// Adds one page, unless the old site has it with the same bytes.
    pub(super) fn put(&self, at: &SitePath, page: &[u8]) -> Result<Put, Error> {
        if self.old(at).is_some_and(|old| has_bytes(&old, page)) {
            return Ok(Put::Unchanged);
        }
        let written = in_its_folder(&self.root.join(at.as_str()), |path| {
            File::create_new(path)?.write_all(page)
        });
        match written {
            Ok(()) => Ok(Put::Written),
            Err(error) => Err(self.refusal(at, error)),
        }
    }

    /// Gives the marker the age of the old one when it says the same, so that nothing copies it.
    pub(super) fn carry_over_marker(&self) {
        let Standing::Site(old) = self.standing else {
            return;
        };
        if old.marker != *self.marker {
            return;
        }
        let age = fs::metadata(old.root.join(marker::NAME)).and_then(|data| data.modified());
        let file = File::options()
            .append(true)
            .open(self.root.join(marker::NAME));
        // A file that is copied once too often harms nobody.
        if let (Ok(age), Ok(file)) = (age, file) {
            let _ = file.set_modified(age);
        }
    }

    /// Makes a page of the old site part of the new one, age and all.
    pub(super) fn carry_over(&self, at: &SitePath) -> Result<(), Error> {
        let Some(old) = self.old(at) else {
            return Ok(());
        };
        in_its_folder(&self.root.join(at.as_str()), |path| link(&old, path))
            .map_err(|error| self.refusal(at, error))
    }

    /// Puts the finished site in the place of the old one.
    pub(super) fn replace(self, target: &Target) -> Result<(), Error> {
        if let Standing::Site(old) = self.standing
            && let Ok(metadata) = fs::metadata(&old.root)
        {
            // A group that may read the site today may do so tomorrow; if not, it is still a site.
            let _ = fs::set_permissions(&self.root, metadata.permissions());
        }
        swap::swap_in(&self.root, target, self.standing)
        // Dropping `self` now deletes the old site, which has taken the place of the new one.
    }

    fn old(&self, at: &SitePath) -> Option<PathBuf> {
        match self.standing {
            Standing::Site(old) => Some(old.root.join(at.as_str())),
            Standing::Nothing | Standing::EmptyFolder => None,
        }
    }

    fn refusal(&self, at: &SitePath, error: io::Error) -> Error {
        match error.kind() {
            ErrorKind::AlreadyExists => self.collision(at),
            _ => self.fault("write", at.as_str(), error),
        }
    }

    fn fault(&self, act: &'static str, at: &str, source: io::Error) -> Error {
        Error::io(act, self.shown.join(at), source)
    }

    /// The disk takes two addresses for one file: upper and lower case, or accents.
    fn collision(&self, at: &SitePath) -> Error {
        let mut both = vec![at.as_str()];
        both.extend(self.marker.twins(at.as_str()));
        both.sort_unstable();
        Error::Told(format!(
            "`{}` are one and the same file on this disk\n  = help: rename one of the reports",
            both.join("` and `")
        ))
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        remove(&self.root);
    }
}

/// Deletes what killed builds of this target left beside it: folders with our name and our marker,
/// and empty ones with our name. The caller holds the lock, so none of them is in use.
pub(super) fn tidy(target: &Target) {
    let prefix = target.prefix();
    let Ok(entries) = fs::read_dir(&target.parent) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        // The ending is checked too: `site.casebook-x` may be a target of its own, with builds.
        let ending = name
            .as_encoded_bytes()
            .strip_prefix(prefix.as_encoded_bytes());
        let is_ours = ending.is_some_and(|ending| ending.iter().all(u8::is_ascii_alphanumeric));
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove(&entry.path());
        }
    }
}

/// Deletes a site and its folder, or an empty folder; anything else stays. A failure costs only
/// room on the disk, and the next build tries again.
fn remove(folder: &Path) {
    let removed = match Marker::read(folder) {
        Some(marker) => marker::remove_site(folder, &marker),
        None => marker::remove_unfinished(folder),
    };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            tracing::debug!("cannot tidy `{}`: {error}", folder.display());
        }
        _ => {}
    }
}

/// Creates an empty folder with a fresh name beside the target, as readable as any new folder.
fn create_folder(target: &Target) -> io::Result<PathBuf> {
    let prefix = target.prefix();
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).disable_cleanup(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The mask of the process still applies; the crate's own choice would shut out web servers.
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    Ok(builder.tempdir_in(&target.parent)?.keep())
}

/// Makes a file, and its folder if that is missing.
fn in_its_folder(path: &Path, make: impl Fn(&Path) -> io::Result<()>) -> io::Result<()> {
    match (make(path), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            make(path)
        }
        (made, _) => made,
    }
}

fn link(old: &Path, new: &Path) -> io::Result<()> {
    match fs::hard_link(old, new) {
        // Not every disk has links, and not every file may be linked.
        Err(error) if !matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => {
            copy(old, new)
        }
        linked => linked,
    }
}

fn copy(old: &Path, new: &Path) -> io::Result<()> {
    let (mut from, mut to) = (File::open(old)?, File::create_new(new)?);
    io::copy(&mut from, &mut to)?;
    to.set_modified(from.metadata()?.modified()?)
}

/// Says whether a file holds exactly these bytes. A file that cannot be read does not.
fn has_bytes(path: &Path, page: &[u8]) -> bool {
    let compare = || -> io::Result<bool> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() != page.len() as u64 {
            return Ok(false);
        }
        let mut rest = page;
        let mut buffer = [0; 16 << 10];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(rest.is_empty()),
                n if rest.starts_with(&buffer[..n]) => rest = &rest[n..],
                _ => return Ok(false),
            }
        }
    };
    compare().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{copy, has_bytes, link};
    use std::fs;

    #[test]
    fn bytes_are_compared_to_the_last_one() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("page");
        let page: Vec<u8> = (0..100_000_u32).map(|i| (i % 251) as u8).collect();
        fs::write(&path, &page).expect("writable");
        assert!(has_bytes(&path, &page));
        assert!(!has_bytes(&path, &page[1..]));
        for place in [0, 16_384, 99_999] {
            let mut other = page.clone();
            other[place] ^= 1;
            assert!(!has_bytes(&path, &other), "byte {place}");
        }
        assert!(!has_bytes(&folder.path().join("absent"), b""));
    }

    #[test]
    fn a_copy_keeps_the_age_where_links_are_not_to_be_had() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        fs::write(&old, "page").expect("writable");
        copy(&old, &new).expect("copied");
        copy(&old, &new).expect_err("never overwritten");
        link(&old, &new).expect_err("never overwritten");
        let age = |path| fs::metadata(path).and_then(|meta| meta.modified());
        assert_eq!(age(&old).expect("there"), age(&new).expect("there"));
    }
}

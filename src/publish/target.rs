//! Where a site goes, and what stands there now.

use super::marker::{self, Marker};
use crate::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder a site goes to.
pub(super) struct Target {
    /// As the user named it, for messages.
    pub(super) shown: PathBuf,
    /// The folder it is in, which exists.
    pub(super) parent: PathBuf,
    /// Its name in there.
    pub(super) name: OsString,
}

/// What stands at the target before a build.
pub(super) enum Standing {
    /// Nothing.
    Nothing,
    /// An empty folder.
    EmptyFolder,
    /// A site that casebook made.
    Site(OldSite),
}

/// A site that casebook made earlier.
pub(super) struct OldSite {
    /// Where it is.
    pub(super) root: PathBuf,
    /// What it says about itself.
    pub(super) marker: Marker,
    /// Which of its files are still there.
    pub(super) present: Vec<String>,
}

impl Target {
    /// Works out the parent and the name, and creates the parent.
    pub(super) fn locate(shown: &Path) -> Result<Target, Error> {
        // `.`, `..` and `/` have no name of their own.
        let path = match shown.file_name() {
            Some(_) => shown.to_path_buf(),
            None => fs::canonicalize(shown).map_err(|source| Error::io("find", shown, source))?,
        };
        let Some(name) = path.file_name() else {
            return Err(Error::Told(format!(
                "`{}` is no place for a site\n  = help: name a folder of its own with `--out DIR`",
                shown.display()
            )));
        };
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent)
            .map_err(|source| Error::io("create the folder", &parent, source))?;
        Ok(Target {
            shown: shown.to_path_buf(),
            name: name.to_owned(),
            parent,
        })
    }

    /// Returns the path of the target itself.
    pub(super) fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// Returns the start of the names that belong to builds of this target.
    pub(super) fn prefix(&self) -> OsString {
        let mut prefix = OsString::from(".");
        prefix.push(&self.name);
        prefix.push(".casebook-");
        prefix
    }

    /// Returns a path beside the target, with a name that belongs to its builds.
    pub(super) fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.prefix();
        name.push(ending);
        self.parent.join(name)
    }

    /// Looks at what is there, and refuses what casebook did not make.
    pub(super) fn standing(&self) -> Result<Standing, Error> {
        let root = self.path();
        let kind = match fs::symlink_metadata(&root) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Standing::Nothing),
            Err(error) => return Err(Error::io("look at", &self.shown, error)),
        };
        if kind.is_symlink() {
            return Err(self.refuse(
                "is a symbolic link, which would be lost",
                "name the folder it leads to",
            ));
        }
        if !kind.is_dir() {
            return Err(self.refuse(
                "is a file, and the site needs a folder there",
                "move it away, or choose a folder with `--out DIR`",
            ));
        }
        let mut entries =
            fs::read_dir(&root).map_err(|source| Error::io("read", &self.shown, source))?;
        if entries.next().is_none() {
            return Ok(Standing::EmptyFolder);
        }
        match Marker::read(&root) {
            Some(marker) => self.old_site(root, marker),
            None => Err(Error::ForeignFolder(self.shown.clone())),
        }
    }

    fn old_site(&self, root: PathBuf, marker: Marker) -> Result<Standing, Error> {
        let found = marker::survey(&root, &marker)
            .map_err(|source| Error::io("read", &self.shown, source))?;
        if let Some(first) = found.foreign.first() {
            let count = match found.foreign.len() {
                1 => String::new(),
                n => format!(" and {} more", n - 1),
            };
            let what =
                format!("holds `{first}`{count}, which casebook did not make and would be lost");
            return Err(self.refuse(&what, "move it away, or delete the whole folder"));
        }
        Ok(Standing::Site(OldSite {
            root,
            marker,
            present: found.made,
        }))
    }

    fn refuse(&self, what: &str, help: &str) -> Error {
        Error::Told(format!(
            "`{}` {what}\n  = help: {help}",
            self.shown.display()
        ))
    }
}

impl Standing {
    /// Counts the files of the old site that a new one does not have.
    pub(super) fn files_missing_from(&self, marker: &Marker) -> usize {
        match self {
            Standing::Site(old) => {
                let is_gone = |file: &&String| !marker.lists(file);
                old.present.iter().filter(is_gone).count()
            }
            Standing::Nothing | Standing::EmptyFolder => 0,
        }
    }
}

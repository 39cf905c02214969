//! The file `.casebook` in a site: proof that casebook made the folder, and the list of what it
//! put there. Only what is on the list is ever deleted.

use crate::error::Error;
use crate::site::SitePath;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

/// The file that says casebook made a folder.
pub const NAME: &str = ".casebook";
const FIRST_WORDS: &str = "casebook site ";
const HEAD: &str = "casebook site 1\n\
    Made by casebook, which replaces this folder whole. It put these files here:\n\n";

/// What desktops drop into every folder they show.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The files of a site.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marker {
    files: BTreeSet<String>,
}

/// What is in a folder that has a marker.
pub(super) struct Found {
    /// Listed files.
    pub(super) made: Vec<String>,
    /// Files and links that are neither listed nor litter.
    pub(super) foreign: Vec<String>,
    /// Listed files and litter, as paths; without the marker itself.
    disposable: Vec<PathBuf>,
    /// Folders, the deepest first; without the root.
    folders: Vec<PathBuf>,
}

impl Marker {
    /// Lists the files of a new site, and refuses addresses that no folder can hold.
    pub(super) fn of(addresses: &[&SitePath]) -> Result<Marker, Error> {
        let files: BTreeSet<String> = addresses.iter().map(|at| at.to_string()).collect();
        if files.contains(NAME) {
            return Err(Error::AddressTaken(NAME.to_owned()));
        }
        for file in &files {
            let folders = file.match_indices('/').map(|(end, _)| &file[..end]);
            if let Some(taken) = folders.into_iter().find(|&folder| files.contains(folder)) {
                return Err(Error::Told(format!(
                    "the page `{taken}` is a file where `{file}` needs a folder"
                )));
            }
        }
        Ok(Marker { files })
    }

    /// Reads the marker of a folder. `None` when there is none, or when it is not ours.
    pub(super) fn read(folder: &Path) -> Option<Marker> {
        let path = folder.join(NAME);
        if !fs::symlink_metadata(&path).ok()?.is_file() {
            return None;
        }
        let text = fs::read_to_string(path).ok()?;
        let (head, list) = text.split_once("\n\n")?;
        head.starts_with(FIRST_WORDS).then(|| Marker {
            files: list.lines().map(str::to_owned).collect(),
        })
    }

    /// Writes the marker into a folder, and waits for the disk: a site without its marker after a
    /// power cut would have to be deleted by hand.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let mut text = String::from(HEAD);
        for file in &self.files {
            text.push_str(file);
            text.push('\n');
        }
        let mut marker = fs::File::create_new(folder.join(NAME))?;
        marker.write_all(text.as_bytes())?;
        marker.sync_all()
    }

    /// Says whether a file belongs to the site.
    pub(super) fn lists(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// Returns the files whose names differ from this one only in what some disks fold.
    pub(super) fn twins<'a>(&'a self, file: &'a str) -> impl Iterator<Item = &'a str> {
        let fold = |name: &str| name.nfkd().flat_map(char::to_lowercase).collect::<String>();
        let folded = fold(file);
        self.files
            .iter()
            .map(String::as_str)
            .filter(move |other| *other != file && fold(other) == folded)
    }
}

/// Looks at everything in a folder, without following links.
pub(super) fn survey(folder: &Path, marker: &Marker) -> io::Result<Found> {
    let mut found = Found {
        made: Vec::new(),
        foreign: Vec::new(),
        disposable: Vec::new(),
        folders: Vec::new(),
    };
    let entries = WalkDir::new(folder)
        .min_depth(1)
        .contents_first(true)
        .sort_by_file_name();
    for entry in entries {
        let entry = entry?;
        let name = relative_name(entry.path(), folder);
        let is_litter = LITTER.iter().any(|&litter| entry.file_name() == litter);
        if entry.file_type().is_dir() {
            found.folders.push(entry.into_path());
        } else if name == NAME {
            // It goes last.
        } else if entry.file_type().is_file() && marker.lists(&name) {
            found.disposable.push(entry.into_path());
            found.made.push(name);
        } else if entry.file_type().is_file() && is_litter {
            found.disposable.push(entry.into_path());
        } else {
            found.foreign.push(name);
        }
    }
    Ok(found)
}

/// Deletes a site. The marker goes last, so that a deletion that is cut short can be taken up
/// again; what casebook did not make stays, and the folder with it.
pub(super) fn remove_site(folder: &Path, marker: &Marker) -> io::Result<()> {
    let found = survey(folder, marker)?;
    for file in &found.disposable {
        fs::remove_file(file)?;
    }
    for folder in &found.folders {
        // Fails, as it should, where something foreign is left inside.
        let _ = fs::remove_dir(folder);
    }
    if !found.foreign.is_empty() {
        return Ok(());
    }
    fs::remove_file(folder.join(NAME))?;
    fs::remove_dir(folder)
}

/// Deletes a folder in which nothing was made yet: it is empty, or holds the beginning of a marker
/// that a full disk or a kill cut off.
pub(super) fn remove_unfinished(folder: &Path) -> io::Result<()> {
    let path = folder.join(NAME);
    let is_ours = fs::symlink_metadata(&path).is_ok_and(|data| data.is_file())
        && fs::read(&path).is_ok_and(|text| HEAD.as_bytes().starts_with(&text));
    if is_ours && fs::read_dir(folder)?.count() == 1 {
        fs::remove_file(path)?;
    }
    fs::remove_dir(folder)
}

/// Returns a path below a folder with `/` between its parts. Disks of older Macs take accented
/// letters apart, so they are put together again before they are compared.
fn relative_name(path: &Path, folder: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    let name = parts.join("/");
    if name.is_ascii() {
        return name;
    }
    name.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::{HEAD, Marker};
    use crate::site::SitePath;
    use std::fs;

    #[test]
    fn a_marker_reads_back_what_it_wrote() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let addresses = ["b/c/d.html", "a.html", "b/ü ñ.png"].map(SitePath::new);
        let addresses: Vec<&SitePath> = addresses.iter().flatten().collect();
        let marker = Marker::of(&addresses).expect("no clash");
        marker.write(folder.path()).expect("writable");
        let text = fs::read_to_string(folder.path().join(".casebook")).expect("readable");
        assert_eq!(text, format!("{HEAD}a.html\nb/c/d.html\nb/ü ñ.png\n"));
        assert_eq!(Marker::read(folder.path()), Some(marker));
    }
}

//! Writes the built-in theme out, so that a team can change it.

use super::{FILES, LANGUAGES, TEMPLATES};
use crate::error::Error;
use crate::language;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What an export did.
#[derive(Debug, Default)]
pub struct Exported {
    /// Files that were written.
    pub written: Vec<PathBuf>,
    /// Files that were there already and stay as they are.
    pub kept: Vec<PathBuf>,
}

/// Returns the path of every built-in file below the folder of a theme.
pub fn names() -> impl Iterator<Item = String> {
    built_in().map(|(name, _)| name)
}

/// Every built-in file.
fn built_in() -> impl Iterator<Item = (String, &'static [u8])> {
    let languages = language::BUILT_IN
        .iter()
        .map(|(tag, text)| (format!("{LANGUAGES}/{tag}.toml"), text.as_bytes()));
    let templates = TEMPLATES
        .iter()
        .map(|(name, text)| (format!("templates/{name}"), text.as_bytes()));
    let files = FILES
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), *bytes));
    templates.chain(languages).chain(files)
}

/// Writes the built-in files that `is_wanted` names into a folder. A file that is there already is
/// never touched: it may hold the work of somebody.
///
/// # Errors
/// When a file cannot be written.
pub fn export(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<Exported, Error> {
    let mut exported = Exported::default();
    for (name, bytes) in built_in().filter(|(name, _)| is_wanted(name)) {
        let path = folder.join(&name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|fault| Error::io("write", parent, fault))?;
        }
        let created = fs::File::create_new(&path).and_then(|mut file| file.write_all(bytes));
        match created {
            Ok(()) => exported.written.push(path),
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => exported.kept.push(path),
            Err(fault) => return Err(Error::io("write", &path, fault)),
        }
    }
    Ok(exported)
}

//! Paths of the command line, matched to the files of an archive.

use crate::error::Error;
use crate::load::Scope;
use crate::project::Project;
use crate::source::Sources;
use std::fs;
use std::path::{Path, PathBuf};

/// The files that were asked for, by the names that findings print.
pub(super) struct Wanted {
    /// Paths as they were given, each with its name.
    names: Vec<(PathBuf, String)>,
}

impl Wanted {
    /// Finds what paths mean: as the shell gives them, relative to the current folder or absolute,
    /// or as findings print them.
    pub(super) fn new(paths: &[PathBuf], project: &Project) -> Result<Wanted, Error> {
        let names = paths
            .iter()
            .map(|path| Ok((path.clone(), named(path, project)?)))
            .collect::<Result<_, Error>>()?;
        Ok(Wanted { names })
    }

    /// Makes sure that every path names something: silence would look like praise.
    pub(super) fn found(&self, project: &Project, sources: &Sources) -> Result<(), Error> {
        let is_there = |name: &str| sources.iter().any(|file| is_below(&file.name, name));
        match self.names.iter().find(|(_, name)| !is_there(name)) {
            None => Ok(()),
            Some((path, _)) => Err(Error::Told(format!(
                "`{}` is no report of this archive\n  = help: name a report below `{}`, a folder of reports, or book.toml",
                path.display(),
                project.src.display()
            ))),
        }
    }

    /// Which reports have to be read.
    pub(super) fn scope<'a>(&self, is_wanted: &'a (dyn Fn(&str) -> bool + Sync)) -> Scope<'a> {
        if self.names.is_empty() {
            Scope::All
        } else {
            Scope::Only(is_wanted)
        }
    }

    /// Says whether a file was asked for; without paths, every file is.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|(_, wanted)| is_below(name, wanted))
    }
}

/// A path as findings print it; empty means all of them.
fn named(path: &Path, project: &Project) -> Result<String, Error> {
    // What is not on disk may still be a name that a finding printed.
    let Ok(real) = fs::canonicalize(path) else {
        return Ok(shown(path));
    };
    let real_src = fs::canonicalize(&project.src).unwrap_or_else(|_| project.src.clone());
    if let Ok(below) = real.strip_prefix(&real_src) {
        return Ok(joined(&project.shown_src, &shown(below)));
    }
    let book = &project.sources.get(project.book).name;
    if fs::canonicalize(book).is_ok_and(|book| book == real) {
        return Ok(book.clone());
    }
    if real_src.starts_with(&real) {
        return Ok(String::new());
    }
    Err(Error::Told(format!(
        "`{}` lies outside the archive, whose reports are in `{}`\n  = help: choose another archive with `-C DIR`, or other reports with `--src DIR`",
        path.display(),
        project.src.display()
    )))
}

fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    text.trim_end_matches('/').to_owned()
}

fn joined(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", name) | (name, "") => name.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}

/// Says whether a file is the one of a path, or lies below it.
fn is_below(name: &str, path: &str) -> bool {
    path.is_empty()
        || path == "."
        || name == path
        || name
            .strip_prefix(path)
            .is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lie_below_whole_folders() {
        for (name, path, expected) in [
            ("incidents/a.md", "incidents", true),
            ("incidents/a.md", "incidents/a.md", true),
            ("incidents/a.md", "inc", false),
            ("incidents/a.md", "", true),
        ] {
            assert_eq!(is_below(name, path), expected, "{name} below {path}");
        }
    }
}

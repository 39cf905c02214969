//! Finds the reports below a folder.

use crate::config::Config;
use crate::diagnostic::Level;
use crate::error::Error;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file that holds a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The file.
    pub(super) file: PathBuf,
    /// Its path relative to the folder of reports, with `/`.
    pub(super) path: String,
    /// The name that gives the slug: of the file, or of the folder of an `index.md`.
    pub(super) name: String,
}

/// What the walk saw.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// The reports, sorted by path.
    pub(super) reports: Vec<Found>,
    /// What could not be looked at, and `ignore` patterns that are none: level, path, words.
    pub(super) trouble: Vec<(Level, String, String)>,
}

/// Endings of files that hold reports, the longest first.
const ENDINGS: [&str; 6] = [
    ".html.md.erb",
    ".md.erb",
    ".markdown",
    ".mdx",
    ".md",
    PLAIN_TEXT,
];

/// Plain text may be a log or a note; what a wiki exported shows by the names of its sections.
const PLAIN_TEXT: &str = ".txt";

/// Finds the reports below `src`, at any depth. `README.md`, names that start with `_` or `.`, and
/// what the `ignore` patterns say are none. Symbolic links are not followed: they may lead
/// anywhere.
///
/// # Errors
/// When the folder itself cannot be read.
pub(super) fn walk(src: &Path, config: &Config) -> Result<Walk, Error> {
    std::fs::read_dir(src).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Told(format!(
            "there is no folder `{}`\n  = help: run `casebook init` to start an archive, or name the folder of reports with {}",
            src.display(),
            likely(src).map_or_else(
                || "`--src DIR`".to_owned(),
                |(folder, reports)| format!("`--src {}`: {reports} Markdown files lie there", folder.display()),
            )
        )),
        _ => Error::io("read", src, source),
    })?;
    let mut walk = Walk::default();
    let ignore = patterns(&config.ignore, &mut walk);
    let entries = WalkDir::new(src)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| is_wanted(entry) && !ignore.is_match(relative(src, entry.path())));
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let report = report(src, &entry);
                walk.reports
                    .extend(report.filter(|found| !is_other_text(found, config)));
            }
            Ok(entry) if !entry.file_type().is_dir() && report(src, &entry).is_some() => {
                let words = "is no plain file and is left out; links and pipes are not followed";
                let path = relative(src, entry.path());
                walk.trouble.push((Level::Warning, path, words.to_owned()));
            }
            Ok(_) => {}
            Err(error) => {
                let path = error
                    .path()
                    .map_or_else(String::new, |path| relative(src, path));
                let words = match error.io_error() {
                    Some(error) => format!("cannot be read: {error}"),
                    None => "cannot be read".to_owned(),
                };
                walk.trouble.push((Level::Warning, path, words));
            }
        }
    }
    walk.reports.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(walk)
}

/// The folder that probably holds the reports where the one that is named is not there: that with the
/// most Markdown near it, and how many files that are.
fn likely(src: &Path) -> Option<(PathBuf, usize)> {
    const DEEPEST: usize = 4;
    // A home folder may be searched by mistake, and the message should not take longer than a glance.
    const ENTRIES: usize = 20_000;
    let near = src.ancestors().skip(1).find(|folder| folder.is_dir())?;
    let is_others = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        ["node_modules", "target", "vendor"].contains(&name.as_ref())
    };
    let entries = WalkDir::new(near)
        .min_depth(1)
        .max_depth(DEEPEST)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| is_wanted(entry) && !is_others(entry));
    let is_of_a_time = |folder: &Path| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut folders: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for entry in entries.take(ENTRIES).flatten() {
        // `CONTRIBUTING.md` and the like belong to the repository.
        let is_report = report(near, &entry).is_some_and(|found| {
            !found.path.to_lowercase().ends_with(PLAIN_TEXT)
                && found
                    .name
                    .contains(|c: char| c.is_lowercase() || c.is_numeric())
        });
        let mut folders_above = entry.path().ancestors().skip(1).filter(|_| is_report);
        // A folder for each year or month stands within the one that is meant.
        if let Some(folder) = folders_above.find(|folder| !is_of_a_time(folder) || *folder == near)
        {
            *folders.entry(folder.to_path_buf()).or_default() += 1;
        }
    }
    // Of equals the first by name.
    let (folder, reports) = folders
        .into_iter()
        .rev()
        .max_by_key(|(_, reports)| *reports)?;
    let folder = folder
        .strip_prefix(".")
        .map(Path::to_path_buf)
        .unwrap_or(folder);
    let is_here = folder.as_os_str().is_empty();
    Some((if is_here { PathBuf::from(".") } else { folder }, reports))
        .filter(|(_, reports)| *reports > 1)
}

fn patterns(ignore: &[String], walk: &mut Walk) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in ignore {
        match GlobBuilder::new(pattern).literal_separator(true).build() {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => {
                let words = format!(
                    "the `ignore` pattern `{pattern}` cannot be read: {}",
                    error.kind()
                );
                walk.trouble.push((Level::Error, String::new(), words));
            }
        }
    }
    set.build().unwrap_or_default()
}

fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    if name.starts_with(['_', '.']) {
        return false;
    }
    // A finished site may lie below the folder of reports when that is the whole project.
    !(entry.file_type().is_dir() && entry.path().join(crate::publish::MARKER).exists())
}

fn report(src: &Path, entry: &DirEntry) -> Option<Found> {
    let file_name = entry.file_name().to_string_lossy().into_owned();
    let stem = stem(&file_name)?;
    if stem.is_empty() || stem.eq_ignore_ascii_case("readme") {
        return None;
    }
    let path = relative(src, entry.path());
    Some(Found {
        file: entry.path().to_path_buf(),
        name: name_of(&path),
        path,
    })
}

/// Says whether a file is plain text without the names of sections on lines of their own. One that
/// cannot be looked at is left to those who read reports, who say why.
fn is_other_text(found: &Found, config: &Config) -> bool {
    if !found.path.to_lowercase().ends_with(PLAIN_TEXT) {
        return false;
    }
    let size = std::fs::metadata(&found.file).map_or(0, |data| data.len());
    if size > config.limits.report_bytes {
        return true;
    }
    std::fs::read(&found.file)
        .is_ok_and(|bytes| !super::body::is_plain_export(&String::from_utf8_lossy(&bytes), config))
}

/// Cuts off the ending of a report's file name. `None` when it has none of them.
fn stem(file_name: &str) -> Option<&str> {
    let lower = file_name.to_lowercase();
    let ending = ENDINGS.into_iter().find(|ending| lower.ends_with(ending))?;
    file_name.get(..file_name.len() - ending.len())
}

/// Returns the name of the report at a path below the folder of reports: that of the file, or that
/// of the folder of an `index.md`.
pub(super) fn name_of(path: &str) -> String {
    let (folders, file_name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = stem(file_name).unwrap_or(file_name);
    match folders.rsplit('/').next() {
        Some(folder) if !folder.is_empty() && stem.eq_ignore_ascii_case("index") => {
            folder.to_owned()
        }
        _ => stem.to_owned(),
    }
}

/// Returns a path relative to `base`, with `/`.
pub(crate) fn relative(base: &Path, path: &Path) -> String {
    let path = path.strip_prefix(base).unwrap_or(path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

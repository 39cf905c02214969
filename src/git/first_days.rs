//! When files were first committed. No git, no repository, or one that git refuses: nothing is known.

use super::output;
use chrono::{DateTime, NaiveDate};
use std::collections::BTreeMap;
use std::path::Path;

/// A commit that adds more files than this is an import; its day says nothing about any of them.
const IMPORT: usize = 5;

/// More files than this are not asked for one by one.
const FEW: usize = 16;

/// Returns the day on which each of some files below `folder` was first committed, by its path
/// relative to that folder; perhaps those of other files, too. Days are those of the author's clock.
///
/// A shallow clone knows no first commits, so it gives none.
pub fn first_days(folder: &Path, files: &[&str]) -> BTreeMap<String, NaiveDate> {
    let is_shallow = text(folder, &["rev-parse", "--is-shallow-repository"]);
    if is_shallow.as_deref().map(str::trim) != Some("false") {
        return BTreeMap::new();
    }
    let paths: Vec<String> = match files.len() {
        0..=FEW => files
            .iter()
            .map(|file| format!(":(literal){file}"))
            .collect(),
        _ => vec![".".to_owned()],
    };
    let mut arguments = vec![
        "log",
        "-z",
        "--no-renames",
        "--no-show-signature",
        "--relative",
        "--diff-filter=A",
        "--name-only",
        // Whether a commit is an import shows in the other files that it adds.
        "--full-diff",
        "--format=%x01%aI",
        "--",
    ];
    arguments.extend(paths.iter().map(String::as_str));
    let log = text(folder, &arguments);
    log.map_or_else(BTreeMap::new, |log| read(&log))
}

fn text(folder: &Path, arguments: &[&str]) -> Option<String> {
    let bytes = output(folder, arguments).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads commits, the newest first: a stamp, then the files it adds. An older commit that adds the
/// same file wins.
fn read(log: &str) -> BTreeMap<String, NaiveDate> {
    let mut days = BTreeMap::new();
    for commit in log.split('\u{1}').skip(1) {
        let mut parts = commit.split('\0').map(|part| part.trim_matches('\n'));
        let stamp = parts
            .next()
            .and_then(|stamp| DateTime::parse_from_rfc3339(stamp.trim()).ok());
        let files: Vec<&str> = parts.filter(|file| !file.is_empty()).collect();
        for file in &files {
            match stamp.filter(|_| files.len() <= IMPORT) {
                Some(stamp) => days.insert((*file).to_owned(), stamp.date_naive()),
                None => days.remove(*file),
            };
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_oldest_commit_that_adds_a_file_gives_its_day() {
        let log =
            "\u{1}2024-03-02T09:00:00+01:00\0\na.md\0b c.md\0\u{1}2024-01-01T00:00:00Z\0\na.md\0";
        let days = read(log);
        assert_eq!(days["a.md"].to_string(), "2024-01-01");
        assert_eq!(days["b c.md"].to_string(), "2024-03-02");
    }

    #[test]
    fn an_import_says_nothing() {
        assert!(
            read("\u{1}2024-01-01T00:00:00Z\0\n1\0\u{32}\0\u{33}\0\u{34}\0\u{35}\0\u{36}\0")
                .is_empty()
        );
        assert!(read("").is_empty());
    }
}

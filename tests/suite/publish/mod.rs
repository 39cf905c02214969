//! Publishes to real disks, and looks at what stands there afterwards.

mod disks;
mod kills;
mod rivals;
mod sources;
mod standing;
mod uploads;

use crate::support::TempProject;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// Every file below a folder with its bytes; links and folders count by their names.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    each_file(folder, |path| fs::read(path).unwrap_or_default())
}

/// Every file below a folder with its age.
fn ages(folder: &Path) -> BTreeMap<String, Option<SystemTime>> {
    each_file(folder, |path| {
        fs::metadata(path).and_then(|data| data.modified()).ok()
    })
}

fn each_file<T>(folder: &Path, read: impl Fn(&Path) -> T) -> BTreeMap<String, T> {
    walkdir::WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .filter_map(Result::ok)
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below the folder");
            (path.display().to_string(), read(entry.path()))
        })
        .collect()
}

/// A project of so many reports, each with its own day, words and an action.
fn archive(reports: usize) -> TempProject {
    let project = TempProject::new().file("book.toml", "[book]\ntitle = \"Tests\"\n");
    for number in 0..reports {
        project.write(&report_path(number), report(number, "words"));
    }
    project
}

fn report_path(number: usize) -> String {
    let (month, day) = (1 + number / 28 % 12, 1 + number % 28);
    format!("incidents/2024-{month:02}-{day:02}-case-{number}.md")
}

fn report(number: usize, words: &str) -> String {
    let (month, day) = (1 + number / 28 % 12, 1 + number % 28);
    format!(
        "---\ntitle: Case {number}\nstarted: 2024-{month:02}-{day:02} 09:14 UTC\n\
         resolved: 2024-{month:02}-{day:02} 10:30 UTC\nseverity: SEV2\n---\n\n\
         ## Summary\n\n{words} {number}\n\n## Timeline\n\n- 09:14 Alert fired\n- 10:30 Resolved\n"
    )
}

/// Builds at a fixed day, so that only the reports decide what changes.
const BUILD: [&str; 3] = ["build", "--now", "2024-12-31"];

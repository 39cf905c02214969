//! What holds for any archive: the same input gives the same bytes, and mending twice is mending
//! once.

use crate::support::{TempProject, files, repository};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Reports of many kinds: the sample, and those that show each rule.
fn reports() -> Vec<PathBuf> {
    let root = repository();
    let mut reports = files(&root.join("incidents"), "md");
    reports.extend(files(&root.join("tests/rules"), "md"));
    reports.extend(files(&root.join("tests/fuzz/report"), "md"));
    assert!(reports.len() > 60, "{} reports", reports.len());
    reports
}

/// A project of these reports, written one after the other in this order.
fn project(reports: &[(usize, PathBuf)]) -> TempProject {
    let project = TempProject::new();
    for (number, report) in reports {
        let name = report.file_name().expect("a name").to_string_lossy();
        let text = fs::read(report).expect("readable");
        project.write(&format!("incidents/{number:03}/r{number}-{name}"), text);
    }
    project.write(
        "book.toml",
        fs::read(repository().join("book.toml")).expect("readable"),
    );
    project
}

fn numbered() -> Vec<(usize, PathBuf)> {
    reports().into_iter().enumerate().collect()
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below it");
            (
                path.to_path_buf(),
                fs::read(entry.path()).expect("readable"),
            )
        })
        .collect()
}

fn build(project: &TempProject, threads: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let status = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "--keep-going", "--quiet", "--now", "2026-11-23"])
        .current_dir(project.path())
        .env("RAYON_NUM_THREADS", threads)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(status.code().is_some_and(|code| code <= 1), "{status}");
    let site = contents(&project.path().join("site"));
    assert!(site.len() > 100, "{} files", site.len());
    site
}

#[test]
fn a_build_has_the_same_bytes_whatever_the_threads_and_the_order_of_files() {
    let mut order = numbered();
    let first = build(&project(&order), "1");
    for threads in ["2", "7"] {
        // Disks list files in the order in which they came, or by a hash.
        order.reverse();
        let turn = order.len() / 3;
        order.rotate_left(turn);
        let other = build(&project(&order), threads);
        let names = |site: &BTreeMap<PathBuf, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&first), names(&other));
        for (path, bytes) in &first {
            assert!(other[path] == *bytes, "{} differs", path.display());
        }
    }
}

#[test]
fn mending_twice_is_mending_once() {
    let project = project(&numbered());
    let reports = project.path().join("incidents");
    let before = contents(&reports);
    for fix in [
        &["check", "--fix"][..],
        &["check", "--fix", "--add-inferred"],
    ] {
        project.run(fix);
        let once = contents(&reports);
        assert!(once != before, "{fix:?} mends something");
        let again = project.run(fix);
        for (path, bytes) in contents(&reports) {
            let is_same = once[&path] == bytes;
            assert!(
                is_same,
                "{fix:?} twice: {}\n{}",
                path.display(),
                again.stderr
            );
        }
    }
}

//! What a program that copies changed files (rsync, an S3 sync, git) has to copy after an edit.

use super::{BUILD, ages, archive, contents, report, report_path};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Gives every file an age, so that a file that is written anew shows, however fast the build.
fn age(site: &Path) -> SystemTime {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for name in ages(site).keys() {
        let path = site.join(name);
        if path.is_file() {
            let file = File::options().append(true).open(&path);
            let aged = file.and_then(|file| file.set_modified(long_ago));
            aged.expect("the age is settable");
        }
    }
    long_ago
}

/// Returns the files that are younger than `since`, and those whose bytes differ.
fn changed(
    site: &Path,
    since: SystemTime,
    before: &std::collections::BTreeMap<String, Vec<u8>>,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let young = ages(site)
        .into_iter()
        .filter(|(name, age)| *age != Some(since) && site.join(name).is_file())
        .map(|(name, _)| name)
        .collect();
    let differing = contents(site)
        .into_iter()
        .filter(|(name, bytes)| before.get(name) != Some(bytes))
        .map(|(name, _)| name)
        .collect();
    (young, differing)
}

#[test]
fn one_edited_report_changes_few_files_and_all_others_keep_their_age() {
    let project = archive(60);
    let site = project.path().join("site");
    assert_eq!(project.run(&BUILD).code, 0);
    let before = contents(&site);
    let since = age(&site);

    let unchanged = project.run(&BUILD);
    assert_eq!(unchanged.code, 0, "{}", unchanged.stderr);
    let (young, differing) = changed(&site, since, &before);
    assert!(young.is_empty() && differing.is_empty(), "{young:?}");

    project.write(
        &report_path(30),
        report(30, "other words, amended, of case"),
    );
    let edited = project.run(&BUILD);
    assert_eq!(edited.code, 0, "{}", edited.stderr);
    let (young, differing) = changed(&site, since, &before);
    assert_eq!(young, differing, "what is young has other bytes");
    let page = report_path(30).replace(".md", ".html");
    assert!(young.contains(&page), "{page} not in {young:?}");
    let pages = before.keys().filter(|name| name.ends_with(".html")).count();
    assert!(pages > 60, "{pages} pages");
    assert!(young.len() <= 8, "too many to upload: {young:?}");
    let words = format!("{} written, ", young.len());
    assert!(edited.stderr.contains(&words), "{}", edited.stderr);
}

#[test]
fn a_report_that_comes_or_goes_leaves_the_pages_of_others_alone() {
    let project = archive(60);
    let site = project.path().join("site");
    assert_eq!(project.run(&BUILD).code, 0);
    let since = age(&site);
    fs::remove_file(project.path().join(report_path(59))).expect("removed");
    assert_eq!(project.run(&BUILD).code, 0);
    let kept = ages(&site)
        .into_iter()
        .filter(|(name, age)| name.starts_with("incidents/") && *age == Some(since))
        .count();
    assert!(kept >= 55, "only {kept} of 59 pages keep their age");
    assert!(!site.join(report_path(59).replace(".md", ".html")).exists());
}

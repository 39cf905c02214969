//! What every page of a site keeps to, read from the pages of the sample archive.

use crate::support::{files, repository};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Builds the sample archive and returns each page by its address.
fn pages() -> (tempfile::TempDir, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "--quiet", "--now", "2026-11-23", "--out"])
        .arg(folder.path().join("site"))
        .current_dir(repository())
        .status()
        .expect("the program starts");
    assert!(status.success());
    let site = folder.path().join("site");
    let pages = files(&site, "html")
        .into_iter()
        .map(|file| {
            let at = file.strip_prefix(&site).expect("below it");
            let text = fs::read_to_string(&file).expect("a page");
            (at.to_string_lossy().into_owned(), text)
        })
        .collect();
    (folder, pages)
}

/// Returns the values of an attribute, wherever it stands in a tag.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    page.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// Follows a relative link from a page.
fn target(from: &str, link: &str) -> String {
    let mut path = PathBuf::from(from);
    path.pop();
    for part in link.split('/') {
        if part == ".." {
            path.pop();
        } else {
            path.push(part);
        }
    }
    path.to_string_lossy().into_owned()
}

#[test]
fn every_link_leads_somewhere() {
    let (folder, pages) = pages();
    let site = folder.path().join("site");
    let ids: BTreeMap<&String, BTreeSet<&str>> = pages
        .iter()
        .map(|(at, page)| (at, values(page, "id").into_iter().collect()))
        .collect();
    for (at, page) in pages.iter().filter(|(at, _)| *at != "404.html") {
        for link in values(page, "href").into_iter().chain(values(page, "src")) {
            if link.contains("://") || link.starts_with("data:") {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let path = path.split('?').next().unwrap_or_default();
            let to = if path.is_empty() {
                at.clone()
            } else {
                target(at, path)
            };
            assert!(Path::new(&site).join(&to).is_file(), "{at}: `{link}`");
            if !fragment.is_empty() && !fragment.starts_with("cb-mark-") {
                let found = ids.get(&to).is_some_and(|ids| ids.contains(fragment));
                assert!(found, "{at}: `{link}` names no part of {to}");
            }
        }
    }
}

#[test]
fn nothing_is_inline_and_ids_are_unique() {
    for (at, page) in pages().1 {
        for word in [
            " style=\"",
            "<style",
            " onclick=",
            " onload=",
            "javascript:",
        ] {
            assert!(!page.contains(word), "{at} has `{word}`");
        }
        let ids = values(&page, "id");
        let distinct: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), distinct.len(), "{at} has an id twice");
    }
}

#[test]
fn headings_form_an_outline() {
    for (at, page) in pages().1 {
        let levels: Vec<u32> = page
            .split("<h")
            .skip(1)
            .filter(|rest| rest[1..].starts_with([' ', '>']))
            .filter_map(|rest| rest.chars().next()?.to_digit(10))
            .collect();
        assert_eq!(
            levels.iter().filter(|level| **level == 1).count(),
            1,
            "{at}"
        );
        assert_eq!(levels.first(), Some(&1), "{at}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{at}: {levels:?}");
        }
    }
}

#[test]
fn titles_and_descriptions_tell_pages_apart() {
    let mut seen = BTreeSet::new();
    for (at, page) in pages().1 {
        let title = page
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split('<').next());
        assert!(
            seen.insert(title.expect("a title").to_owned()),
            "{at}: {title:?}"
        );
        assert!(
            page.contains("<meta name=\"description\" content=\"")
                && page.contains("rel=\"canonical\""),
            "{at}"
        );
    }
}

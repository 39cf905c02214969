//! The pages of versions, and what the page of an incident tells of them.

use super::repository::Repository;
use crate::support::{Run, run_in};
use std::fs;

const FIRST: &str = "---
title: Clerks could not open any payslip
status: draft
started: 2024-01-01 09:00
published: 2023-12-31 23:04
timezone: UTC
services: [payslips]
actions:
  - {title: Ask for notice of new rules, status: open}
---

## What was the issue?

The archive refused every request, because our address was not on its list any more.

## Timeline

- 2024-01-01 09:40 - The alert fires
- 14:10 - The provider mails that it is resolved

## Lessons learned

None, as all of it happened at the other end.
";

fn second() -> String {
    FIRST
        .replace("draft", "done")
        .replace("- 14:10", "- 14:16")
        .replace("request, because our", "request,\nbecause our")
}

fn third() -> String {
    second()
        .replace("## What was the issue?", "**What was the issue?**")
        .replace("status: open", "status: done")
        .replace(
            "None, as all of it happened at the other end.",
            "We could have told the clerks, as we saw the alert early.",
        )
}

fn build(repository: &Repository, more: &[&str]) -> Run {
    repository.write("book.toml", "[book]\ntitle = \"T\"\n");
    let mut arguments = vec!["build", "--now", "2024-02-01"];
    arguments.extend(more);
    let run = run_in(repository.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run
}

fn read(repository: &Repository, page: &str) -> String {
    let path = repository.path().join("site/incidents").join(page);
    fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// The pages below the folder of a report, without what git names anew each time.
fn pages(repository: &Repository) -> Vec<String> {
    let folder = repository.path().join("site/incidents/payslips/history");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn written() -> Repository {
    let repository = Repository::new();
    repository
        .write("incidents/payslips.md", FIRST)
        .commit("Write it down");
    repository
        .write("incidents/payslips.md", second())
        .commit("Correct its end");
    repository
        .write("incidents/payslips.md", third())
        .commit("Say what we learned");
    repository
}

#[test]
fn every_version_has_its_line_and_its_page() {
    let repository = written();
    build(&repository, &[]);
    let list = read(&repository, "payslips/history.html");
    for words in [
        "3 versions",
        "First version".to_lowercase().as_str(),
        "status draft → done; timeline: 1 time corrected",
        "actions: 1 done; “Lessons learned”; formatting",
        "Say what we learned",
        "noindex",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
    // Two changes, what changed since publication, and the data of the script.
    let pages = pages(&repository);
    assert_eq!(pages.len(), 4, "{pages:?}");
    assert!(
        pages.contains(&"since-publication.html".to_owned()),
        "{pages:?}"
    );
    let since = read(&repository, "payslips/history/since-publication.html");
    for words in [
        "Formatting changed: it was a heading",
        "<span class=\"hidden\">removed: </span>None, as all of it happened at the other end.</del>",
        "<del><span class=\"hidden\">removed: </span>open</del>",
    ] {
        assert!(since.contains(words), "{words}: {since}");
    }
    // A paragraph that was wrapped anew is unchanged.
    assert!(
        !since.contains("<ins><span class=\"hidden\">added: </span>because"),
        "{since}"
    );
}

#[test]
fn the_page_of_an_incident_tells_what_changed_last_and_since_publication() {
    let repository = written();
    build(&repository, &[]);
    let page = read(&repository, "payslips.html");
    for words in [
        "About this report",
        "actions: 1 done; “Lessons learned”; formatting. <a href=\"../incidents/payslips/history.html\">3 versions</a>",
        "Since publication: status draft → done",
        "Changed since publication",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    repository.write("incidents/payslips.md", format!("{}\nMore.\n", third()));
    build(&repository, &[]);
    let page = read(&repository, "payslips.html");
    assert!(page.contains("Changed since the last commit"), "{page}");
    assert!(pages(&repository).contains(&"working-copy.html".to_owned()));
}

#[test]
fn switched_off_or_with_one_version_there_is_nothing() {
    let repository = written();
    build(&repository, &["--history=off"]);
    assert!(!repository.path().join("site/incidents/payslips").exists());
    assert!(!read(&repository, "payslips.html").contains("About this report"));

    let repository = Repository::new();
    repository
        .write("incidents/payslips.md", FIRST)
        .commit("Write it down");
    build(&repository, &[]);
    assert!(!read(&repository, "payslips.html").contains("About this report"));
    assert!(!repository.path().join("site/incidents/payslips").exists());
}

#[test]
fn versions_that_are_broken_or_no_text_have_their_pages() {
    let repository = Repository::new();
    let report = "incidents/payslips.md";
    repository.write(report, FIRST).commit("Write it down");
    repository
        .write(report, b"\x80\x00\xff".as_slice())
        .commit("Break it");
    repository
        .write(report, FIRST.replace("[payslips]", "[payslips"))
        .commit("Mend half of it");
    repository.write(report, FIRST).commit("Mend it");
    build(&repository, &[]);
    let list = read(&repository, "payslips/history.html");
    assert!(list.contains("4 versions"), "{list}");
    assert!(list.contains("front matter"), "{list}");
    let all: String = pages(&repository)
        .iter()
        .map(|page| read(&repository, &format!("payslips/history/{page}")))
        .collect();
    assert!(all.contains("no text that can be shown"), "{all}");
    assert!(
        all.contains("In one of the versions it does not parse"),
        "{all}"
    );
}

#[test]
fn the_same_repository_gives_the_same_bytes() {
    let repository = written();
    let read_all = || -> Vec<String> {
        let mut all: Vec<String> = pages(&repository)
            .iter()
            .map(|page| read(&repository, &format!("payslips/history/{page}")))
            .collect();
        all.push(read(&repository, "payslips/history.html"));
        all
    };
    build(&repository, &[]);
    let before = read_all();
    fs::remove_dir_all(repository.path().join("site")).expect("removed");
    build(&repository, &[]);
    assert_eq!(before, read_all());
}

#[test]
fn older_versions_stay_out_of_the_sitemap_and_the_search() {
    let repository = written();
    build(&repository, &[]);
    repository.write(
        "book.toml",
        "[book]\ntitle = \"T\"\n[output.html]\nsite-url = \"https://a.example/\"\n",
    );
    let run = run_in(repository.path(), &["build", "--now", "2024-02-01"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let sitemap = fs::read_to_string(repository.path().join("site/sitemap.xml")).expect("a map");
    assert!(sitemap.contains("incidents/payslips.html"), "{sitemap}");
    assert!(!sitemap.contains("history"), "{sitemap}");
    let run = run_in(repository.path(), &["search", "None, as all of it"]);
    assert!(!run.stdout.contains("other end"), "{}", run.stdout);
}

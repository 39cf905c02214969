//! The one test binary: `cargo test --test suite rules` runs what begins with that word.

mod actions;
mod architecture;
mod causes;
mod commonmark;
mod design;
mod documents;
mod dom;
mod editions;
mod exports;
mod feeds;
mod fixes;
mod formats;
mod fuzz;
mod history;
mod hostile;
mod languages;
mod neighbours;
mod pages;
mod plain_text;
mod properties;
#[cfg(unix)]
mod publish;
mod queries;
mod reading;
mod recipes;
mod rules;
mod sample;
mod schemas;
mod searches;
mod serve;
mod sites;
mod statistics;
mod support;
mod themes;
mod timeline;
mod transcripts;
mod words;

/// A test file that is not listed above would never run.
#[test]
fn every_file_of_the_suite_is_listed() {
    let list = include_str!("main.rs");
    for entry in support::files(&support::repository().join("tests/suite"), "rs") {
        let stem = entry
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        if entry
            .parent()
            .is_some_and(|folder| folder.ends_with("suite"))
            && stem != "main"
        {
            assert!(
                list.contains(&format!("mod {stem};")),
                "tests/suite/{stem}.rs is not listed"
            );
        }
    }
}

//! Who may name whom, and other house rules that a program can check.

use crate::support::{files, repository};
use std::fs;

/// Each module with the ones it may use. What is not listed may not be named.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("error", &[]),
    ("sheet", &[]),
    ("site", &["error"]),
    ("model", &["source"]),
    ("diagnostic", &["source"]),
    ("tree", &["source", "diagnostic"]),
    (
        "config",
        &["source", "diagnostic", "error", "model", "tree"],
    ),
    ("project", &["source", "diagnostic", "error", "config"]),
    ("markdown", &["config"]),
    (
        "load",
        &[
            "source",
            "model",
            "diagnostic",
            "config",
            "error",
            "tree",
            "publish",
            "markdown",
        ],
    ),
    (
        "export",
        &["model", "config", "markdown", "sheet", "analyze"],
    ),
    ("stats", &["model", "config", "sheet", "analyze"]),
    (
        "check",
        &[
            "source",
            "model",
            "diagnostic",
            "config",
            "tree",
            "markdown",
            // Fixes read a report again before they accept a new text for it.
            "load",
        ],
    ),
    ("query", &[]),
    ("search", &["query"]),
    ("analyze", &["model", "config", "query"]),
    ("git", &[]),
    ("language", &["source", "error", "tree", "markdown"]),
    (
        "theme",
        &[
            "source", "model", "config", "error", "tree", "language", "markdown",
        ],
    ),
    ("history", &["git"]),
    (
        "compare",
        &[
            "source",
            "model",
            "config",
            "diagnostic",
            "tree",
            "load",
            "markdown",
        ],
    ),
    (
        "render",
        &[
            "model",
            "analyze",
            "search",
            "theme",
            "config",
            "site",
            "diagnostic",
            "error",
            "source",
            "markdown",
            "sheet",
            "query",
            "history",
            "compare",
            "language",
        ],
    ),
    ("publish", &["site", "error"]),
    ("schema", &["check", "config", "load", "model", "tree"]),
    ("scaffold", &["model", "config", "error"]),
    (
        "pipeline",
        &[
            "project",
            "load",
            "check",
            "analyze",
            "render",
            "theme",
            "site",
            "diagnostic",
            "error",
            "model",
            "source",
            "config",
            "git",
            "history",
        ],
    ),
    (
        "serve",
        &["pipeline", "project", "site", "diagnostic", "error"],
    ),
];

#[test]
fn modules_name_only_what_they_may() {
    let src = repository().join("src");
    for file in files(&src, "rs") {
        let path = file.strip_prefix(&src).expect("below src");
        let module = path
            .iter()
            .next()
            .expect("a module")
            .to_string_lossy()
            .replace(".rs", "");
        if ["main", "lib", "cli"].contains(&module.as_str()) {
            continue;
        }
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("`{module}` needs a row in the table of this test"));
        let text = fs::read_to_string(&file).expect("a source file");
        for (number, line) in text.lines().enumerate() {
            for used in line.split("crate::").skip(1) {
                let end = used
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(used.len());
                let used = &used[..end];
                assert!(
                    used == module || allowed.contains(&used) || used.is_empty(),
                    "src/{}:{}: `{module}` may not use `{used}`",
                    path.display(),
                    number + 1
                );
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for file in files(&repository().join("src"), "rs")
        .iter()
        .chain(&files(&repository().join("tests"), "rs"))
    {
        let text = fs::read_to_string(file).expect("a source file");
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//! ") || first.starts_with("#![doc = include_str!"),
            "{} has no `//!` line",
            file.display()
        );
    }
}

#[test]
fn folders_have_names_that_mean_something() {
    for entry in walkdir::WalkDir::new(repository().join("src"))
        .into_iter()
        .filter_map(Result::ok)
    {
        let name = entry.file_name().to_string_lossy().replace(".rs", "");
        let empty = [
            "utils", "util", "helpers", "common", "types", "core", "misc",
        ];
        assert!(
            !empty.contains(&name.as_str()),
            "{}: find the missing noun",
            entry.path().display()
        );
    }
}

//! `--history` and `history` in book.toml, as a user meets them.

use super::repository::{Repository, report};
use std::path::Path;
use std::process::Command;

/// Builds the archive and returns what is said.
fn build(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let site = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "--keep-going", "--now", "2026-01-01", "--root"])
        .arg(folder)
        .arg("--out")
        .arg(site.path().join("site"))
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs(environment.iter().copied())
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    // Whatever git says, the site is made; a report without a date is an error of its own.
    assert!(site.path().join("site/index.html").exists(), "{said}");
    said
}

fn repository() -> Repository {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", report("Outage"))
        .commit("Write");
    repository
}

#[test]
fn who_asks_for_what_git_does_not_have_is_told() {
    let nowhere = Repository::none();
    nowhere.write("incidents/a.md", report("Outage"));
    let wanted = "they are in no git repository\n  = help: keep them in one";
    assert!(build(nowhere.path(), &["--history"], &[]).contains(wanted));
    assert!(build(nowhere.path(), &["--history=on"], &[]).contains(wanted));
    assert!(!build(nowhere.path(), &[], &[]).contains("history"));
    nowhere.write("book.toml", "[output.html]\nhistory = true\n");
    assert!(build(nowhere.path(), &[], &[]).contains(wanted));
    assert!(!build(nowhere.path(), &["--history=off"], &[]).contains("history"));
    assert!(!build(nowhere.path(), &["--history=auto"], &[]).contains("history"));
}

#[test]
fn without_git_there_is_a_site() {
    let repository = repository();
    let empty = tempfile::tempdir().expect("a temporary folder");
    let path = empty.path().display().to_string();
    let said = build(repository.path(), &["--history"], &[("PATH", &path)]);
    assert!(said.contains("git is not installed"), "{said}");
}

#[test]
fn a_repository_of_somebody_else_is_left_to_git() {
    let repository = repository();
    // What git itself is tested with.
    let other = [("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")];
    for arguments in [&["--history"][..], &[]] {
        let said = build(repository.path(), arguments, &other);
        assert!(said.contains("belongs to another user"), "{said}");
        assert!(said.contains("git config --global --add safe.directory"));
    }
}

#[test]
fn a_shallow_clone_is_told_how_to_become_whole() {
    let repository = repository();
    repository
        .write("incidents/a.md", report("Outage") + "More.\n")
        .commit("Say more");
    let clone = tempfile::tempdir().expect("a temporary folder");
    let from = format!("file://{}", repository.path().display());
    let into = clone.path().display().to_string();
    repository.git(&["clone", "--quiet", "--depth=1", &from, &into]);
    let wanted = "git fetch --unshallow";
    assert!(build(clone.path(), &[], &[]).contains(wanted));
    assert!(!build(clone.path(), &["--history=off"], &[]).contains(wanted));
    // Nobody reads versions of what is for the public unless somebody says so.
    std::fs::write(
        clone.path().join("book.toml"),
        "[audience]\ndefault = \"public\"\n",
    )
    .expect("book.toml");
    assert!(!build(clone.path(), &[], &[]).contains(wanted));
    assert!(build(clone.path(), &["--history"], &[]).contains(wanted));
}

#[test]
fn what_a_hook_sets_leads_nowhere_else() {
    let repository = repository();
    let other = Repository::new();
    other.write("x", "").commit("Something else");
    let git = other.path().join(".git").display().to_string();
    let set = [
        ("GIT_DIR", &*git),
        ("GIT_INDEX_FILE", "nowhere"),
        ("GIT_LITERAL_PATHSPECS", "1"),
    ];
    let said = build(repository.path(), &["--history"], &set);
    assert!(!said.contains("history"), "{said}");
}

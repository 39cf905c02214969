//! Clones and worktrees of all kinds.

use super::repository::{BOUNDS, Repository, histories, report, subjects, texts};
use casebook::history::{Bounds, Histories, Reason, Report, WORKING_COPY};
use std::path::{Path, PathBuf};

fn reason(histories: &Histories) -> Option<Reason> {
    histories.notice().map(|notice| notice.reason)
}

/// A repository with two versions of a report, and one of another between them.
fn repository() -> Repository {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", report("Outage"))
        .commit("Write")
        .write("incidents/b.md", report("Other"))
        .commit("Write another")
        .write("incidents/a.md", report("Outage") + "More.\n")
        .commit("Say more");
    repository
}

/// Clones a repository as a server would give it.
fn clone(repository: &Repository, how: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let from = format!("file://{}", repository.path().display());
    let into = folder.path().display().to_string();
    let arguments = [&["clone", "--quiet"], how, &[&from, &into]].concat();
    repository.git(&arguments);
    let reports = folder.path().join("incidents");
    (folder, reports)
}

fn subjects_in(reports: &Path, path: &str) -> Vec<String> {
    let histories = histories(reports);
    subjects(histories.of(path).expect("a history"))
}

#[test]
fn where_a_shallow_clone_ends_is_no_version() {
    let repository = repository();
    let (_folder, reports) = clone(&repository, &["--depth=1"]);
    let known = histories(&reports);
    assert_eq!(reason(&known), Some(Reason::Shallow));
    let notice = known.notice().expect("a notice");
    assert!(notice.help.contains("git fetch --unshallow"));
    let history = known.of("a.md").expect("a history");
    assert!(history.is_cut && history.versions.is_empty());
    std::fs::write(reports.join("a.md"), "# Else\n").expect("a report");
    assert_eq!(subjects_in(&reports, "a.md"), [WORKING_COPY]);

    let (_folder, reports) = clone(&repository, &["--depth=2"]);
    let known = histories(&reports);
    assert_eq!(subjects(known.of("a.md").expect("a history")), ["Say more"]);
    assert!(known.of("a.md").expect("a history").is_cut);
    assert!(known.of("b.md").expect("a history").versions.is_empty());

    // Cut off, but not this one, which was written later.
    repository
        .write("incidents/c.md", report("Third"))
        .commit("Write a third");
    let (_folder, reports) = clone(&repository, &["--depth=2"]);
    let known = histories(&reports);
    assert!(!known.of("c.md").expect("a history").is_cut);
    assert_eq!(known.of("c.md").expect("a history").versions.len(), 1);
}

#[test]
fn texts_that_a_partial_clone_lacks_are_missing_and_not_fetched() {
    let repository = repository();
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    repository.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    repository.git(&["mv", "incidents/b.md", "incidents/moved.md"]);
    repository
        .write("incidents/moved.md", report("Other") + "More.\n")
        .commit("Move and say more");
    let (_folder, reports) = clone(&repository, &["--filter=blob:none"]);
    let known = histories(&reports);
    assert_eq!(reason(&known), Some(Reason::Partial));
    assert_eq!(
        texts(&known, "a.md"),
        [report("Outage") + "More.\n", "Missing".to_owned()]
    );
    // That it moved shows only in texts that are not here.
    assert_eq!(
        subjects(known.of("moved.md").expect("a history")),
        ["Move and say more"]
    );

    let (_folder, reports) = clone(&repository, &["--filter=tree:0"]);
    let known = histories(&reports);
    assert_eq!(reason(&known), Some(Reason::Partial));
    assert!(known.is_empty());
}

#[test]
fn a_worktree_of_a_bare_repository_has_histories() {
    let repository = repository();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bare = folder.path().join("bare.git").display().to_string();
    let tree = folder.path().join("tree").display().to_string();
    let from = repository.path().display().to_string();
    repository.git(&["clone", "--quiet", "--bare", &from, &bare]);
    repository.git(&["-C", &bare, "worktree", "add", "--quiet", &tree, "main"]);
    let reports = folder.path().join("tree/incidents");
    assert_eq!(subjects_in(&reports, "a.md"), ["Say more", "Write"]);
}

#[test]
fn a_worktree_at_another_commit_has_the_histories_of_that() {
    let repository = repository();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tree = folder.path().join("tree").display().to_string();
    repository.git(&["worktree", "add", "--quiet", "--detach", &tree, "main~1"]);
    let reports = folder.path().join("tree/incidents");
    assert_eq!(subjects_in(&reports, "a.md"), ["Write"]);
    assert_eq!(repository.subjects("a.md"), ["Say more", "Write"]);
}

#[test]
fn reports_in_a_submodule_have_the_histories_of_it() {
    let inner = repository();
    let outer = Repository::new();
    outer.write("book.toml", "").commit("Start");
    let from = inner.path().display().to_string();
    outer.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        &from,
        "archive",
    ]);
    outer.commit("Add the archive");
    let reports = outer.path().join("archive/incidents");
    assert_eq!(subjects_in(&reports, "a.md"), ["Say more", "Write"]);
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_not_missed() {
    let repository = repository();
    repository
        .write("incidents/2023/old.md", report("Old"))
        .commit("Write an old one");
    repository.git(&[
        "sparse-checkout",
        "set",
        "--no-cone",
        "/*",
        "!/incidents/2023/",
    ]);
    assert!(!repository.reports().join("2023").exists());
    let known = repository.histories();
    assert_eq!(known.notice(), None);
    assert_eq!(known.iter().count(), 2);
    assert_eq!(repository.subjects("a.md"), ["Say more", "Write"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_of_reports_is_followed() {
    let repository = repository();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let link = elsewhere.path().join("reports");
    std::os::unix::fs::symlink(repository.reports(), &link).expect("a link");
    assert_eq!(subjects_in(&link, "a.md"), ["Say more", "Write"]);
}

#[test]
fn a_repository_with_longer_ids_is_read() {
    let repository = Repository::none();
    repository.git(&[
        "init",
        "--quiet",
        "--initial-branch=main",
        "--object-format=sha256",
    ]);
    repository
        .write("incidents/a.md", report("Outage"))
        .commit("Write");
    let history = repository.history("a.md");
    assert_eq!(
        history.versions[0].commit.as_ref().map(String::len),
        Some(64)
    );
    assert_eq!(texts(&repository.histories(), "a.md"), [report("Outage")]);
}

#[test]
fn without_a_repository_or_a_commit_nothing_is_known() {
    let nowhere = Repository::none();
    nowhere.write("incidents/a.md", "# One\n");
    assert_eq!(reason(&nowhere.histories()), Some(Reason::NoRepository));

    let empty = Repository::new();
    empty.write("incidents/a.md", "# One\n");
    assert_eq!(reason(&empty.histories()), Some(Reason::NoCommit));

    // Committed, but none of the reports.
    empty.git(&["commit", "--quiet", "--allow-empty", "-m", "Start"]);
    assert_eq!(reason(&empty.histories()), Some(Reason::NoCommit));
    assert!(empty.histories().is_empty());
}

#[test]
fn very_many_commits_are_read_when_somebody_asks() {
    let repository = repository();
    let text: std::sync::Arc<str> = report("Other").into();
    let read = |commits| {
        let report = Report {
            path: "b.md",
            text: std::sync::Arc::clone(&text),
        };
        let bounds = Bounds { commits, ..BOUNDS };
        Histories::read(&repository.reports(), &[report], bounds)
    };
    assert_eq!(reason(&read(Some(2))), Some(Reason::Long));
    assert_eq!(reason(&read(Some(3))), None);
    assert_eq!(reason(&read(None)), None);
}

#[test]
fn a_repository_that_lost_something_is_no_failure() {
    let repository = repository();
    let blob = repository.git(&["rev-parse", "main~2:incidents/a.md"]);
    let tree = repository.git(&["rev-parse", "main~1:incidents"]);
    let object = |id: &str| {
        let path = format!(".git/objects/{}/{}", &id[..2], &id[2..]);
        repository.path().join(path)
    };
    std::fs::remove_file(object(&blob)).expect("it is loose");
    let known = repository.histories();
    assert_eq!(texts(&known, "a.md")[1], "Missing");
    std::fs::remove_file(object(&tree)).expect("it is loose");
    assert_eq!(reason(&repository.histories()), Some(Reason::Failed));
}

#[test]
fn a_folder_that_looks_like_a_repository_is_not_taken_for_one() {
    let repository = repository();
    // Reports come from anybody; what lies among them gives git no settings.
    repository.git(&["init", "--quiet", "--bare", "incidents"]);
    assert_eq!(reason(&repository.histories()), Some(Reason::Failed));
}

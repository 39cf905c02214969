//! Which commits are versions of a report.

use super::repository::{Repository, report, subjects, texts};
use casebook::history::WORKING_COPY;

#[test]
fn each_commit_that_changes_a_report_is_a_version() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", "# One\n")
        .commit("Write a report")
        .write("incidents/b.md", "# Other\n")
        .commit("Write another")
        .write("incidents/a.md", "# Two\n")
        .commit("Say more");
    let histories = repository.histories();
    assert_eq!(histories.notice(), None);
    let history = histories.of("a.md").expect("a history");
    assert!(!history.is_cut);
    assert_eq!(subjects(history), ["Say more", "Write a report"]);
    assert_eq!(texts(&histories, "a.md"), ["# Two\n", "# One\n"]);
    let newest = &history.versions[0];
    let commit = repository.git(&["rev-parse", "HEAD"]);
    assert_eq!(newest.id, commit[..10]);
    assert_eq!(newest.commit.as_deref(), Some(&*commit));
    assert_eq!(newest.author, "Ada");
    assert_eq!(newest.path, "incidents/a.md");
    assert_eq!(newest.moved_from, None);
    let at = newest.at.expect("a time").to_rfc3339();
    assert!(
        at.starts_with("2024-01-01T00:0") && at.ends_with("+01:00"),
        "{at}"
    );
}

#[test]
fn what_is_not_committed_is_the_newest_version() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", "# One\n")
        .write("incidents/b.md", "# Other\r\n")
        .commit("Write reports")
        .write("incidents/a.md", "# Two\n")
        .write("incidents/new.md", "# New\n");
    let histories = repository.histories();
    assert_eq!(texts(&histories, "a.md"), ["# Two\n", "# One\n"]);
    assert_eq!(repository.subjects("a.md"), [WORKING_COPY, "Write reports"]);
    assert_eq!(repository.subjects("new.md"), [WORKING_COPY]);
    assert_eq!(repository.subjects("b.md"), ["Write reports"]);
    let working_copy = &histories.of("a.md").expect("a history").versions[0];
    assert_eq!(working_copy.path, "incidents/a.md");
    assert_eq!((&working_copy.commit, working_copy.at), (&None, None));
}

#[test]
fn a_report_that_moved_keeps_its_versions() {
    let repository = Repository::new();
    repository
        .write("notes/outage.md", report("Outage"))
        .commit("Take notes")
        .write("notes/outage.md", report("Outage") + "More.\n")
        .commit("Say more");
    repository.git(&["mv", "notes", "incidents"]);
    repository.commit("Move the folder");
    repository.git(&["mv", "incidents/outage.md", "incidents/database.md"]);
    repository
        .write("incidents/database.md", report("Outage") + "More still.\n")
        .commit("Rename and rewrite");
    let history = repository.history("database.md");
    assert_eq!(
        subjects(&history),
        [
            "Rename and rewrite",
            "Move the folder",
            "Say more",
            "Take notes"
        ]
    );
    let moves: Vec<_> = history
        .versions
        .iter()
        .map(|version| version.moved_from.as_deref())
        .collect();
    assert_eq!(
        moves,
        [
            Some("incidents/outage.md"),
            Some("notes/outage.md"),
            None,
            None
        ]
    );
}

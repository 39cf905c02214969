//! Reports that moved, changed places or were copied.

use super::repository::{Repository, report, subjects};
use casebook::history::{History, WORKING_COPY};

fn moves(history: &History) -> Vec<Option<&str>> {
    let versions = history.versions.iter();
    versions
        .map(|version| version.moved_from.as_deref())
        .collect()
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

#[test]
fn reports_that_change_places_keep_their_versions() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", report("Disk"))
        .commit("Write about a disk")
        .write("incidents/b.md", report("Network"))
        .commit("Write about a network")
        .write("incidents/c.md", report("Mail"))
        .commit("Write about mail");
    // Two, then three in a round, then three in a row.
    repository
        .write("incidents/a.md", report("Network"))
        .write("incidents/b.md", report("Disk"))
        .commit("Swap");
    let history = repository.history("a.md");
    assert_eq!(subjects(&history), ["Swap", "Write about a network"]);
    assert_eq!(moves(&history), [Some("incidents/b.md"), None]);
    assert_eq!(repository.subjects("b.md"), ["Swap", "Write about a disk"]);
    repository
        .write("incidents/b.md", report("Network"))
        .write("incidents/c.md", report("Disk"))
        .write("incidents/a.md", report("Mail"))
        .commit("Turn");
    assert_eq!(repository.subjects("a.md"), ["Turn", "Write about mail"]);
    assert_eq!(
        repository.subjects("b.md"),
        ["Turn", "Swap", "Write about a network"]
    );
    assert_eq!(
        repository.subjects("c.md"),
        ["Turn", "Swap", "Write about a disk"]
    );
    repository
        .write("incidents/d.md", report("Disk"))
        .write("incidents/c.md", report("Network"))
        .write("incidents/b.md", report("Mail"));
    repository.git(&["rm", "--quiet", "--force", "incidents/a.md"]);
    repository.commit("Shift");
    assert_eq!(
        repository.subjects("d.md"),
        ["Shift", "Turn", "Swap", "Write about a disk"]
    );
    assert_eq!(
        repository.subjects("c.md"),
        ["Shift", "Turn", "Swap", "Write about a network"]
    );
    assert_eq!(
        repository.subjects("b.md"),
        ["Shift", "Turn", "Write about mail"]
    );
}

#[test]
fn a_copy_begins_with_itself() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", report("Outage"))
        .commit("Write")
        .write("incidents/b.md", report("Outage"))
        .commit("Copy");
    assert_eq!(repository.subjects("a.md"), ["Write"]);
    assert_eq!(repository.subjects("b.md"), ["Copy"]);
}

#[test]
fn a_new_report_at_the_place_of_one_that_moved_away_is_new() {
    let repository = Repository::new();
    repository
        .write("incidents/latest.md", report("Disk"))
        .commit("Write about a disk");
    repository.git(&["mv", "incidents/latest.md", "incidents/disk.md"]);
    repository
        .commit("Move")
        .write("incidents/latest.md", report("Network"))
        .commit("Write about a network");
    assert_eq!(repository.subjects("latest.md"), ["Write about a network"]);
    assert_eq!(
        repository.subjects("disk.md"),
        ["Move", "Write about a disk"]
    );
}

#[test]
fn a_report_may_come_from_a_file_of_another_kind_and_from_anywhere() {
    let repository = Repository::new();
    repository
        .write("wiki/export/Outage", report("Outage"))
        .write("picture.png", "no picture")
        .commit("Export the wiki")
        .write("wiki/export/Outage", report("Outage") + "Mended.\n")
        .commit("Mend");
    std::fs::create_dir_all(repository.reports()).expect("a folder");
    repository.git(&["mv", "wiki/export/Outage", "incidents/outage.md"]);
    repository.commit("Take over");
    assert_eq!(
        repository.subjects("outage.md"),
        ["Take over", "Mend", "Export the wiki"]
    );
}

#[test]
fn a_move_that_is_not_committed_is_seen() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", report("Outage"))
        .write("incidents/other.md", report("Other"))
        .commit("Write");
    std::fs::rename(
        repository.reports().join("a.md"),
        repository.reports().join("b.md"),
    )
    .expect("it is moved");
    let history = repository.history("b.md");
    assert_eq!(subjects(&history), [WORKING_COPY, "Write"]);
    assert_eq!(moves(&history), [Some("incidents/a.md"), None]);
}

#[test]
fn the_root_of_the_repository_may_be_the_folder_of_reports() {
    let repository = Repository::new();
    repository
        .write("a.md", report("Outage"))
        .commit("Write")
        .write("a.md", report("Outage") + "More.\n")
        .commit("Say more");
    let histories = super::repository::histories(repository.path());
    let history = histories.of("a.md").expect("a history");
    assert_eq!(subjects(history), ["Say more", "Write"]);
}

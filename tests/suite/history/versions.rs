//! Which commits are versions of a report.

use super::repository::{Repository, report, subjects, texts};
use casebook::history::WORKING_COPY;
use std::collections::BTreeSet;

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
fn ends_of_lines_and_modes_make_no_version() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", "# One\n\nText.\n")
        .commit("Write");
    repository.git(&["update-index", "--chmod=+x", "incidents/a.md"]);
    repository.git(&["commit", "--quiet", "-m", "Make it a program"]);
    repository.write("incidents/a.md", "\u{feff}# One\r\n\r\nText.\r\n");
    assert_eq!(repository.subjects("a.md"), ["Write"]);
}

#[test]
fn a_report_that_comes_back_continues() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", report("Outage"))
        .write("incidents/b.md", "# Other\n")
        .commit("Write");
    repository.git(&["rm", "--quiet", "incidents/a.md"]);
    repository
        .commit("Delete")
        .write("incidents/a.md", report("Outage") + "Again.\n")
        .commit("Bring back");
    assert_eq!(repository.subjects("a.md"), ["Bring back", "Write"]);
    assert_eq!(repository.subjects("b.md"), ["Write"]);
}

#[test]
fn a_link_or_another_repository_in_its_place_is_no_version() {
    let repository = Repository::new();
    repository
        .write("incidents/b.md", "# Other\n")
        .write("incidents/a.md", "# One\n");
    repository.commit("Write");
    let link = repository.git(&["hash-object", "-w", "incidents/b.md"]);
    repository.git(&[
        "update-index",
        "--cacheinfo",
        &format!("120000,{link},incidents/a.md"),
    ]);
    repository.git(&["commit", "--quiet", "-m", "Link"]);
    repository.git(&["add", "incidents/a.md"]);
    repository.git(&["commit", "--quiet", "-m", "Write it out"]);
    assert_eq!(repository.subjects("a.md"), ["Write it out", "Write"]);
}

#[test]
fn what_is_no_text_is_listed_without_it() {
    let repository = Repository::new();
    let latin: &[u8] = b"# Ausf\xe4lle\n";
    let wide: Vec<u8> = "\u{feff}# Wide\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (subject, text) in [
        ("Latin", latin),
        ("Binary", b"a\0b"),
        (
            "Pointer",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        ),
        ("Large", &vec![b'a'; 2 << 20]),
        ("Wide", &wide),
        ("Marked", b"\xef\xbb\xbf# Text\r\n"),
        ("Text", b"# Text!\n"),
    ] {
        repository.write("incidents/a.md", text).commit(subject);
    }
    let histories = repository.histories();
    assert_eq!(
        texts(&histories, "a.md"),
        [
            "# Text!\n",
            "# Text\n",
            "# Wide\n",
            "NotText",
            "NotText",
            "NotText",
            "NotText"
        ]
    );
    // What stands for another text tells nothing of it; what is no text is told from what is.
    let newest = |committed: &[u8], here: &str| {
        repository
            .write("incidents/a.md", committed)
            .commit("Write");
        repository.write("incidents/a.md", here);
        repository.subjects("a.md")[0].clone()
    };
    let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n";
    assert_eq!(newest(pointer, "# Whole\n"), "Write");
    assert_eq!(newest(latin, "# Ausfälle\n"), WORKING_COPY);
    repository.write("incidents/a.md", latin);
    assert_eq!(repository.subjects("a.md")[0], "Write");
    // Whichever was asked for before.
    assert_eq!(texts(&histories, "a.md")[0], "# Text!\n");
}

#[test]
fn a_thousand_versions_are_a_thousand_versions() {
    let repository = Repository::new();
    let commits: Vec<_> = (0..1000)
        .map(|number| {
            let text = format!("# Outage\n\nVersion {number}.\n");
            (format!("Write {number}"), "incidents/a.md".to_owned(), text)
        })
        .collect();
    repository.import(&commits);
    let histories = repository.histories();
    let history = histories.of("a.md").expect("a history");
    assert_eq!(history.versions.len(), 1000);
    let texts = texts(&histories, "a.md");
    for (number, (version, text)) in history.versions.iter().zip(texts).enumerate() {
        assert_eq!(version.subject, format!("Write {}", 999 - number));
        assert!(text.contains(&format!("Version {}.", 999 - number)));
    }
    let ids: BTreeSet<_> = history.versions.iter().map(|version| &version.id).collect();
    assert_eq!(ids.len(), 1000);
}

#[test]
fn texts_are_read_by_many_at_once() {
    let repository = Repository::new();
    for number in 0..30 {
        let text = format!("# {number}\n").repeat(5000);
        repository.write("incidents/a.md", text).commit("Write");
    }
    let histories = repository.histories();
    let expected = texts(&histories, "a.md");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(texts(&histories, "a.md"), expected));
        }
    });
}

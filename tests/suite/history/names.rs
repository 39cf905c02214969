//! Names of authors and of files.

use super::repository::{Repository, report, texts};

#[test]
fn mailmap_has_the_last_word_on_names() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", "# One\n")
        .commit("Write")
        .write(".mailmap", "Ada Lovelace <ada@example.org>\n");
    assert_eq!(
        repository.history("a.md").versions[0].author,
        "Ada Lovelace"
    );
}

#[test]
fn odd_names_of_authors_and_odd_messages_are_read() {
    let repository = Repository::new();
    repository.write("incidents/a.md", "# One\n");
    repository.git(&["add", "--all"]);
    repository.git(&[
        "-c",
        "user.name=x",
        "commit",
        "--quiet",
        "--author",
        "Zoë \u{1} :100644 <>",
        "-m",
        "\u{1}:000000 100644 Über\n\nA body.",
    ]);
    let version = &repository.history("a.md").versions[0];
    assert_eq!(version.author, "Zoë \u{1} :100644");
    assert_eq!(version.subject, "\u{1}:000000 100644 Über");
}

#[test]
fn a_commit_in_another_encoding_is_read() {
    let repository = Repository::new();
    repository.write("incidents/a.md", "# One\n");
    repository.git(&["add", "--all"]);
    repository.write("message", b"M\xfcll\n");
    repository.git(&[
        "-c",
        "i18n.commitEncoding=ISO-8859-1",
        "commit",
        "--quiet",
        "--file",
        "message",
    ]);
    assert_eq!(repository.history("a.md").versions[0].subject, "Müll");
}

#[test]
fn odd_names_of_files_are_found() {
    let names = [
        "with space.md",
        "with \"quotes\" and 'more'.md",
        "tab\tand\nnewline.md",
        "-dash.md",
        ":(top)magic*.md",
        "back\\slash.md",
        "\u{1}:100644.md",
        "übermäßig/日本語.md",
    ];
    let repository = Repository::new();
    for name in names {
        if cfg!(windows) && name.contains(['"', '\t', '\n', '*', ':', '\\', '\u{1}']) {
            continue;
        }
        repository.write(&format!("incidents/{name}"), report(name));
    }
    repository.commit("Write");
    let histories = repository.histories();
    for (name, history) in histories.iter() {
        assert_eq!(history.versions.len(), 1, "{name}");
        assert_eq!(texts(&histories, name), [report(name)]);
        assert_eq!(history.versions[0].path, format!("incidents/{name}"));
    }
    if !cfg!(windows) {
        assert_eq!(histories.iter().count(), names.len());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf8_are_found_by_what_reports_are_called() {
    use std::os::unix::ffi::OsStrExt;
    let repository = Repository::new();
    repository.write("incidents/a.md", "# One\n");
    let name = std::ffi::OsStr::from_bytes(b"gr\xfcn.md");
    std::fs::write(repository.reports().join(name), report("Green")).expect("a report");
    repository.commit("Write");
    let history = repository.history("gr\u{fffd}n.md");
    assert_eq!(history.versions[0].subject, "Write");
    assert_eq!(history.versions.len(), 1);
}

#[test]
fn the_folder_of_reports_may_have_an_odd_name() {
    let repository = Repository::new();
    let folder = if cfg!(windows) {
        "Ausfälle [2024]"
    } else {
        "Aus\nfälle [2024] *"
    };
    repository
        .write(&format!("{folder}/a.md"), report("Outage"))
        .commit("Write");
    let histories = super::repository::histories(&repository.path().join(folder));
    let history = histories.of("a.md").expect("a history");
    assert_eq!(history.versions[0].path, format!("{folder}/a.md"));
}

//! Repositories whose settings name programs: none of them runs.

use super::repository::{Repository, report, subjects, texts};
use std::fs;

/// Settings that git obeys in other commands, or did in other versions. `RUN` leaves a mark.
const SETTINGS: [(&str, &str); 16] = [
    ("core.fsmonitor", "RUN"),
    ("core.pager", "RUN"),
    ("pager.log", "RUN"),
    ("core.sshCommand", "RUN"),
    ("core.editor", "RUN"),
    ("core.askPass", "RUN"),
    ("core.gitProxy", "RUN"),
    ("core.alternateRefsCommand", "RUN"),
    ("diff.external", "RUN"),
    ("diff.evil.command", "RUN"),
    ("diff.evil.textconv", "RUN"),
    ("filter.evil.clean", "RUN"),
    ("filter.evil.smudge", "RUN"),
    ("filter.evil.process", "RUN"),
    ("gpg.program", "RUN"),
    ("log.showSignature", "true"),
];

#[cfg(unix)]
#[test]
fn nothing_that_a_repository_names_is_run() {
    use std::os::unix::fs::PermissionsExt;
    let repository = Repository::new();
    repository
        .write("incidents/a.md", report("Outage"))
        .write(".gitattributes", "*.md diff=evil filter=evil\n")
        .commit("Write");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let mark = elsewhere.path().join("mark");
    let program = elsewhere.path().join("program");
    let hooks = elsewhere.path().join("hooks");
    fs::create_dir(&hooks).expect("a folder");
    let script = format!("#!/bin/sh\necho \"$0 $@\" >>'{}'\n", mark.display());
    let mut programs = vec![program.clone()];
    for hook in [
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
    ] {
        programs.push(hooks.join(hook));
    }
    for path in programs {
        fs::write(&path, &script).expect("a program");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    }
    // A commit that says it is signed, so that somebody would check it.
    let plain = repository.git(&["cat-file", "commit", "HEAD"]);
    let signed = plain.replacen(
        "\n\n",
        "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n",
        1,
    );
    repository.write("commit", signed + "\n");
    let signed = repository.git(&["hash-object", "-t", "commit", "-w", "commit"]);
    repository.git(&["update-ref", "refs/heads/main", &signed]);
    for (setting, value) in SETTINGS {
        let value = value.replace("RUN", &program.display().to_string());
        repository.git(&["config", setting, &value]);
    }
    repository.git(&["config", "core.hooksPath", &hooks.display().to_string()]);
    repository.git(&["config", "extensions.partialClone", "origin"]);
    repository.git(&["config", "remote.origin.promisor", "true"]);
    let run = format!("ext::{}", program.display());
    repository.git(&["config", "remote.origin.url", &run]);
    repository.git(&["config", "protocol.ext.allow", "always"]);
    // What git would have to look into, and a text that it would have to fetch.
    repository.write("incidents/a.md", report("Outage") + "More.\n");
    let blob = repository.git(&["rev-parse", "main:incidents/a.md"]);
    fs::remove_file(&mark).ok();
    let histories = repository.histories();
    assert_eq!(
        subjects(histories.of("a.md").expect("a history")),
        ["working-copy", "Write"]
    );
    texts(&histories, "a.md");
    let object = format!(".git/objects/{}/{}", &blob[..2], &blob[2..]);
    fs::remove_file(repository.path().join(object)).expect("it is loose");
    assert_eq!(texts(&repository.histories(), "a.md"), ["Missing"]);
    let ran = fs::read_to_string(&mark).unwrap_or_default();
    assert_eq!(ran, "", "these ran");
    // The test can fail: others do run it.
    super::repository::git(repository.path())
        .args(["status", "--short"])
        .output()
        .expect("git starts");
    assert!(mark.exists());
}

#[test]
fn settings_that_change_what_is_printed_change_nothing() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", report("Outage"))
        .commit("Write");
    repository.git(&["mv", "incidents/a.md", "incidents/b.md"]);
    repository.commit("Move");
    let before = super::repository::all(&repository.histories());
    for (setting, value) in [
        ("format.pretty", "oneline"),
        ("log.date", "relative"),
        ("log.decorate", "full"),
        ("log.diffMerges", "off"),
        ("log.follow", "true"),
        ("log.mailmap", "false"),
        ("log.showRoot", "false"),
        ("log.abbrevCommit", "true"),
        ("color.ui", "always"),
        ("core.abbrev", "4"),
        ("core.quotePath", "true"),
        ("diff.renames", "false"),
        ("diff.renameLimit", "1"),
        ("diff.relative", "true"),
        ("diff.noprefix", "true"),
        ("diff.context", "0"),
        ("diff.statGraphWidth", "1"),
        ("i18n.logOutputEncoding", "UTF-16"),
        ("notes.displayRef", "refs/notes/*"),
        ("core.preferSymlinkRefs", "true"),
    ] {
        repository.git(&["config", setting, value]);
        let after = super::repository::all(&repository.histories());
        assert_eq!(after, before, "with {setting}");
    }
}

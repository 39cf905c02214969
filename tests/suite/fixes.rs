//! `check --fix` and `--diff` as a user runs them.

use crate::support::{TempProject, files, repository};
use std::fs;

const BEFORE: &str =
    "---\ndate: 20/07/2021\nseverity: SEV-2 # for now\n---\n\n# Checkout is down\n";
const AFTER: &str =
    "---\nstarted: 2021-07-20\nseverity: sev2 # for now\n---\n\n# Checkout is down\n";

fn project() -> TempProject {
    TempProject::new()
        .file("incidents/a.md", BEFORE)
        .file("incidents/b.md", "---\nstatus: Complete\n---\n# B\n")
}

#[test]
fn a_difference_is_shown_and_nothing_written() {
    let project = project();
    let run = project.run(&["check", "--diff", "incidents/a.md"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("-date: 20/07/2021\n") && run.stdout.contains("+started: 2021-07-20\n"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("b.md"), "{}", run.stdout);
    assert_eq!(run.stderr, "3 fixes in 1 file; nothing is written\n");
    assert_eq!(project.read("incidents/a.md"), BEFORE);
}

#[test]
fn what_is_fixed_is_said_and_then_nothing_is_left() {
    let project = project();
    let run = project.run(&["check", "--fix"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(
        run.stderr.contains("4 fixes in 2 files\n"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("incidents/a.md: `date` is now `started`\n"),
        "{}",
        run.stderr
    );
    assert_eq!(project.read("incidents/a.md"), AFTER);
    let again = project.run(&["check", "--diff"]);
    assert_eq!((again.code, again.stdout.as_str()), (0, ""));
}

#[test]
fn remaining_findings_are_printed_after_the_fixes() {
    let project = TempProject::new().file(
        "incidents/a.md",
        "---\ntitle: Down: cold\nseverity: horrible\ndate: 2024-03-02\n---\n",
    );
    let run = project.run(&["check", "--fix", "--format", "short"]);
    assert!(
        run.stdout
            .starts_with("incidents/a.md:3:11: warning[unknown-severity]")
            && run.stdout.lines().count() == 1,
        "{}",
        run.stdout
    );
}

#[test]
fn files_that_are_not_as_they_were_read_are_left_alone() {
    let project = TempProject::new()
        .file(
            "incidents/a.md",
            b"---\ndate: 2024-03-02\n---\n\n# Down \xff\n",
        )
        .file(
            "incidents/b.html.md.erb",
            "---\ndate: 2024-03-02\n---\n\n# Down <%= x %>\n",
        );
    let run = project.run(&["check", "--fix"]);
    assert_eq!(
        run.stderr.matches("is left alone").count(),
        2,
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("0 fixes in 0 files"), "{}", run.stderr);
    let text = project.read("incidents/b.html.md.erb");
    assert!(text.contains("date:") && text.contains("<%= x %>"));
}

#[test]
fn inferred_values_are_only_written_when_asked() {
    let project = TempProject::new().file(
        "incidents/a.md",
        "# Down\n\n**Severity:** SEV-2\n\n**Date:** 2024-03-02\n",
    );
    assert_eq!(project.run(&["check", "--diff"]).code, 0);
    assert_eq!(project.run(&["check", "--add-inferred"]).code, 2);
    let run = project.run(&["check", "--fix", "--add-inferred"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        project.read("incidents/a.md"),
        "---\nseverity: sev2\nstarted: 2024-03-02\n---\n\n# Down\n\n**Severity:** SEV-2\n\n**Date:** 2024-03-02\n"
    );
}

#[test]
fn the_sample_archive_stays_without_findings() {
    for inferred in [false, true] {
        let project = TempProject::new();
        let incidents = repository().join("incidents");
        for file in files(&incidents, "md") {
            let path = file
                .strip_prefix(repository())
                .expect("below the repository");
            let text = fs::read(&file).expect("a report");
            project.write(&path.to_string_lossy(), text);
        }
        let mut arguments = vec!["check", "--fix", "--now", "2026-11-23"];
        arguments.extend(inferred.then_some("--add-inferred"));
        let before = project.run(&["check", "--format", "short", "--now", "2026-11-23"]);
        project.run(&arguments);
        let after = project.run(&["check", "--format", "short", "--now", "2026-11-23"]);
        assert_eq!(after.stdout.lines().count(), before.stdout.lines().count());
        arguments[1] = "--diff";
        assert_eq!(project.run(&arguments).stdout, "");
    }
}

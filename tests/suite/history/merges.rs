//! Branches and merges.

use super::repository::{Repository, report};

/// A repository with one report and a branch beside `main`, which is checked out.
fn branched() -> Repository {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", report("Outage"))
        .write("incidents/b.md", report("Other"))
        .commit("Write");
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository
}

fn merge(repository: &Repository) {
    repository.git(&["checkout", "--quiet", "main"]);
    repository.git(&["merge", "--quiet", "--no-ff", "-m", "Merge", "side"]);
}

#[test]
fn a_clean_merge_is_no_version() {
    let repository = branched();
    repository
        .write("incidents/a.md", report("Outage") + "Side.\n")
        .commit("On the side");
    repository.git(&["checkout", "--quiet", "main"]);
    repository
        .write("incidents/b.md", report("Other") + "Main.\n")
        .commit("On main");
    merge(&repository);
    assert_eq!(repository.subjects("a.md"), ["On the side", "Write"]);
    assert_eq!(repository.subjects("b.md"), ["On main", "Write"]);
}

#[test]
fn a_merge_that_joins_two_texts_is_a_version() {
    let repository = branched();
    repository
        .write("incidents/a.md", report("Outage") + "Side.\n")
        .commit("On the side");
    repository.git(&["checkout", "--quiet", "main"]);
    repository
        .write("incidents/a.md", "Main.\n\n".to_owned() + &report("Outage"))
        .commit("On main");
    merge(&repository);
    assert_eq!(
        repository.subjects("a.md"),
        ["Merge", "On main", "On the side", "Write"]
    );
}

#[test]
fn what_a_merge_throws_away_is_no_version() {
    let repository = branched();
    repository
        .write("incidents/a.md", report("Outage") + "Side.\n")
        .commit("On the side");
    repository.git(&["checkout", "--quiet", "main"]);
    repository
        .write("incidents/a.md", report("Outage") + "Main.\n")
        .commit("On main");
    repository.git(&["merge", "--quiet", "-s", "ours", "-m", "Merge", "side"]);
    assert_eq!(repository.subjects("a.md"), ["On main", "Write"]);
}

#[test]
fn a_report_that_moves_on_one_side_and_changes_on_the_other_has_both() {
    for moves_on_main in [true, false] {
        let repository = branched();
        let edit = || {
            repository
                .write("incidents/a.md", report("Outage") + "Edited.\n")
                .commit("Edit");
        };
        let rename = || {
            repository.git(&["mv", "incidents/a.md", "incidents/moved.md"]);
            repository.commit("Rename");
        };
        if moves_on_main {
            edit();
            repository.git(&["checkout", "--quiet", "main"]);
            rename();
        } else {
            rename();
            repository.git(&["checkout", "--quiet", "main"]);
            edit();
        }
        merge(&repository);
        let subjects = repository.subjects("moved.md");
        assert_eq!(subjects.last().map(String::as_str), Some("Write"));
        for wanted in ["Edit", "Rename"] {
            assert!(
                subjects.contains(&wanted.to_owned()),
                "{moves_on_main}: {subjects:?}"
            );
        }
    }
}

#[test]
fn three_branches_merged_at_once_all_count() {
    let repository = Repository::new();
    for name in ["a", "b", "c"] {
        repository.write(&format!("incidents/{name}.md"), report(name));
    }
    repository.commit("Write");
    for name in ["a", "b", "c"] {
        repository.git(&["checkout", "--quiet", "-b", name, "main"]);
        repository
            .write(&format!("incidents/{name}.md"), report(name) + "More.\n")
            .commit(&format!("Edit {name}"));
    }
    repository.git(&["checkout", "--quiet", "main"]);
    repository.git(&["merge", "--quiet", "-m", "Merge", "a", "b", "c"]);
    for name in ["a", "b", "c"] {
        assert_eq!(
            repository.subjects(&format!("{name}.md")),
            [format!("Edit {name}"), "Write".to_owned()]
        );
    }
}

#[test]
fn histories_without_a_common_commit_are_joined() {
    let repository = branched();
    repository.git(&["checkout", "--quiet", "--orphan", "elsewhere"]);
    repository.git(&["rm", "-r", "--quiet", "--force", "."]);
    repository
        .write("incidents/c.md", report("Third"))
        .commit("Write elsewhere");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.git(&[
        "merge",
        "--quiet",
        "--allow-unrelated-histories",
        "-m",
        "Merge",
        "elsewhere",
    ]);
    assert_eq!(repository.subjects("c.md"), ["Write elsewhere"]);
    assert_eq!(repository.subjects("a.md"), ["Write"]);
}

//! What is kept between builds: it changes nothing but the time.

use super::repository::{Repository, all, report};
use std::fs;
use std::path::PathBuf;

/// A repository of so many commits that they are kept.
fn long() -> Repository {
    let repository = Repository::new();
    let commits: Vec<_> = (0..600)
        .map(|number| {
            let name = number % 7;
            let text = format!("{}Version {number}.\n", report(&format!("Outage {name}")));
            (
                format!("Write {number}"),
                format!("incidents/{name}.md"),
                text,
            )
        })
        .collect();
    repository.import(&commits);
    repository
}

fn file(repository: &Repository) -> PathBuf {
    repository.path().join(".git/casebook/history")
}

/// Everything that is known with what is kept, after a look that it is the same without.
fn known(repository: &Repository) -> Vec<(String, casebook::history::History)> {
    let kept = all(&repository.histories());
    fs::remove_file(file(repository)).expect("it was kept");
    let anew = all(&repository.histories());
    assert!(kept == anew, "the same with and without what was kept");
    assert!(file(repository).exists());
    anew
}

#[test]
fn a_second_build_knows_the_same() {
    let repository = long();
    let first = all(&repository.histories());
    assert!(file(&repository).exists());
    assert_eq!(all(&repository.histories()), first);
    assert_eq!(known(&repository), first);
    assert_eq!(first.len(), 7);
    assert_eq!(first[0].1.versions.len(), 86);
}

#[test]
fn few_commits_leave_nothing_behind() {
    let repository = Repository::new();
    repository
        .write("incidents/a.md", "# One\n")
        .commit("Write");
    assert_eq!(repository.subjects("a.md"), ["Write"]);
    assert!(!repository.path().join(".git/casebook").exists());
}

#[test]
fn new_commits_are_joined_to_what_was_kept() {
    let repository = long();
    repository.histories();
    // A branch from far back that moves a report, and a commit on either side.
    repository.git(&["checkout", "--quiet", "-b", "side", "main~300"]);
    repository.git(&["mv", "incidents/3.md", "incidents/moved.md"]);
    repository.commit("Move");
    repository.git(&["checkout", "--quiet", "main"]);
    repository
        .write("incidents/new.md", report("New"))
        .commit("Write a new one");
    repository.git(&["merge", "--quiet", "-m", "Merge", "side"]);
    let known = known(&repository);
    let moved = &known
        .iter()
        .find(|(path, _)| path == "moved.md")
        .expect("it")
        .1;
    let subjects = super::repository::subjects(moved);
    assert!(subjects.contains(&"Move".to_owned()));
    assert_eq!(subjects.last().map(String::as_str), Some("Write 3"));
}

#[test]
fn history_that_was_rewritten_is_read_as_it_is_now() {
    let repository = long();
    repository.histories();
    repository.git(&["reset", "--quiet", "--hard", "main~100"]);
    repository
        .write("incidents/3.md", report("Outage 3"))
        .commit("Another way");
    let known = known(&repository);
    let subjects = super::repository::subjects(&known[3].1);
    assert_eq!(subjects[..2], ["Another way", "Write 493"]);
    // What was kept is of a commit that nobody has any more.
    repository.git(&["reset", "--quiet", "--hard", "main~100"]);
    repository.git(&["reflog", "expire", "--expire=all", "--all"]);
    repository.git(&["gc", "--quiet", "--prune=now"]);
    let subjects = repository.subjects("3.md");
    assert_eq!(subjects[0], "Write 395");
}

#[test]
fn a_report_that_comes_from_a_file_of_no_interest_has_its_past() {
    let repository = long();
    repository
        .write("notes/outage", report("Notes"))
        .commit("Take notes");
    repository
        .write("notes/outage", report("Notes") + "More.\n")
        .commit("Take more notes");
    repository.histories();
    repository.git(&["mv", "notes/outage", "incidents/notes.md"]);
    repository.commit("Take over");
    assert_eq!(
        repository.subjects("notes.md"),
        ["Take over", "Take more notes", "Take notes"]
    );
    known(&repository);
}

#[test]
fn what_is_broken_is_as_good_as_nothing() {
    let repository = long();
    let sound = all(&repository.histories());
    let bytes = fs::read(file(&repository)).expect("it was kept");
    let mut broken = vec![
        Vec::new(),
        b"casebook history 0\n".to_vec(),
        bytes[..bytes.len() / 2].to_vec(),
        [&bytes[..], b"more"].concat(),
        vec![0xFF; 100_000],
    ];
    for at in (0..bytes.len()).step_by(bytes.len() / 40) {
        let mut other = bytes.clone();
        other[at] ^= 0x10;
        broken.push(other);
    }
    for bytes in broken {
        fs::write(file(&repository), bytes).expect("it is broken");
        assert!(all(&repository.histories()) == sound);
    }
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_to_keep_it() {
    let repository = long();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    std::os::unix::fs::symlink(elsewhere.path(), repository.path().join(".git/casebook"))
        .expect("a link");
    assert_eq!(repository.histories().iter().count(), 7);
    let there: Vec<_> = fs::read_dir(elsewhere.path()).expect("a folder").collect();
    assert!(there.is_empty());
}

#[test]
fn a_place_where_nothing_can_be_kept_is_no_failure() {
    let repository = long();
    // A file where the folder would be: nobody can write below it, not even root.
    repository.write(".git/casebook", "");
    assert_eq!(repository.histories().iter().count(), 7);
    assert!(repository.path().join(".git/casebook").is_file());
}

#[test]
fn builds_at_the_same_time_do_not_disturb_each_other() {
    let repository = long();
    let sound = all(&repository.histories());
    fs::remove_file(file(&repository)).expect("it was kept");
    let reports = repository.reports();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert!(all(&super::repository::histories(&reports)) == sound));
        }
    });
    assert_eq!(all(&repository.histories()), sound);
    let left: Vec<_> = fs::read_dir(repository.path().join(".git/casebook"))
        .expect("a folder")
        .collect();
    assert_eq!(left.len(), 1, "no file of a build is left behind");
}

#[test]
fn a_clone_that_became_deeper_is_read_anew() {
    let repository = long();
    let clone = tempfile::tempdir().expect("a temporary folder");
    let from = format!("file://{}", repository.path().display());
    let into = clone.path().display().to_string();
    repository.git(&["clone", "--quiet", "--depth=550", &from, &into]);
    let reports = clone.path().join("incidents");
    let shallow = super::repository::histories(&reports);
    assert!(clone.path().join(".git/casebook/history").exists());
    let count = |histories: &casebook::history::Histories| {
        let versions = histories.iter().map(|(_, history)| history.versions.len());
        versions.sum::<usize>()
    };
    assert_eq!(count(&shallow), 549);
    repository.git(&["-C", &into, "fetch", "--quiet", "--unshallow"]);
    let whole = super::repository::histories(&reports);
    assert_eq!(count(&whole), 600);
    assert_eq!(whole.notice(), None);
}

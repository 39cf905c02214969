//! Made-up years of work, compared with what `git log --follow` finds for each report.

use super::repository::{Repository, report, subjects};
use std::collections::BTreeSet;

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// On one branch, with renames and moves, there is one right answer, and git knows it.
#[test]
fn on_one_branch_versions_are_those_that_git_follows() {
    for seed in 1..=3 {
        let mut dice = Dice(seed);
        let repository = Repository::new();
        let mut places: Vec<String> = Vec::new();
        let mut texts: Vec<String> = Vec::new();
        for step in 0..60 {
            let one = dice.roll(places.len().max(1));
            match dice.roll(10) {
                0..=2 => {
                    places.push(format!(
                        "incidents/{}/report-{step}.md",
                        2020 + dice.roll(3)
                    ));
                    // Unlike each other, so that no report is taken for another one.
                    texts.push(
                        (0..30)
                            .map(|_| {
                                format!("{:x} {:x}\n\n", dice.roll(1 << 30), dice.roll(1 << 30))
                            })
                            .collect(),
                    );
                    repository.write(&places[places.len() - 1], &texts[texts.len() - 1]);
                }
                3 | 4 if !places.is_empty() => {
                    let new = format!("incidents/{}/moved-{step}.md", 2020 + dice.roll(3));
                    let parent = repository.path().join(&new);
                    std::fs::create_dir_all(parent.parent().expect("a folder")).expect("a folder");
                    repository.git(&["mv", &places[one], &new]);
                    if dice.roll(2) == 0 {
                        texts[one].push_str(&format!("Moved in {step}.\n\n"));
                        repository.write(&new, &texts[one]);
                    }
                    places[one] = new;
                }
                5 => {
                    repository.write("notes.txt", report(&format!("{step}")));
                }
                _ if !places.is_empty() => {
                    texts[one].push_str(&format!("More in {step}.\n\n"));
                    repository.write(&places[one], &texts[one]);
                }
                _ => {}
            }
            repository.commit(&format!("Step {step}"));
        }
        let histories = repository.histories();
        assert_eq!(histories.iter().count(), places.len());
        for (path, history) in histories.iter() {
            let path = format!("incidents/{path}");
            let followed = repository.git(&["log", "--follow", "--format=%s", "--", &path]);
            let followed: Vec<&str> = followed.lines().collect();
            assert_eq!(subjects(history), followed, "{path}");
        }
    }
}

/// Where branches come together, each report has the commits that `git log` shows for its path: what
/// a merge threw away is not among them, what it mixed is.
#[test]
fn on_many_branches_versions_are_those_that_git_shows() {
    for seed in 1..=3 {
        let mut dice = Dice(seed);
        let repository = Repository::new();
        for name in 0..4 {
            repository.write(
                &format!("incidents/{name}.md"),
                report(&format!("Outage {name}")),
            );
        }
        repository.commit("Write");
        let mut branches = vec!["main".to_owned()];
        for step in 0..60 {
            let one = branches[dice.roll(branches.len())].clone();
            repository.git(&["checkout", "--quiet", &one]);
            match dice.roll(8) {
                0 | 1 if branches.len() < 5 => {
                    branches.push(format!("branch-{step}"));
                    repository.git(&["checkout", "--quiet", "-b", &branches[branches.len() - 1]]);
                }
                2 | 3 => {
                    let other = branches[dice.roll(branches.len())].clone();
                    let how = ["-Xours", "-Xtheirs", "--strategy=ours"][dice.roll(3)];
                    let subject = format!("Merge {step}");
                    repository.git(&["merge", "--quiet", "--no-ff", how, "-m", &subject, &other]);
                }
                _ => {
                    let path = format!("incidents/{}.md", dice.roll(4));
                    let file = repository.path().join(&path);
                    let text = std::fs::read_to_string(file).expect("a report");
                    let line = format!("sentence {} of", dice.roll(20));
                    let edit = format!("sentence {} in {}", dice.roll(20), dice.roll(3));
                    repository.write(&path, text.replace(&line, &edit));
                    repository.commit(&format!("Step {step}"));
                }
            }
        }
        repository.git(&["checkout", "--quiet", "main"]);
        for branch in &branches[1..] {
            repository.git(&["merge", "--quiet", "-Xours", "-m", "Merge all", branch]);
        }
        let mut merges = 0;
        for (path, history) in repository.histories().iter() {
            let path = format!("incidents/{path}");
            let shown = repository.git(&["log", "--format=%H", "--", &path]);
            let shown: BTreeSet<&str> = shown.lines().collect();
            let versions = history.versions.iter();
            let found: BTreeSet<&str> = versions.flat_map(|v| v.commit.as_deref()).collect();
            assert_eq!(found, shown, "{seed}: {path}");
            let subjects = subjects(history);
            merges += subjects.iter().filter(|s| s.starts_with("Merge")).count();
        }
        assert!(merges > 0, "{seed}: some merges mix what they merge");
    }
}

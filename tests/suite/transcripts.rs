//! The program as a user sees it: files, arguments, output, exit code.
//!
//! A transcript is a file of parts. `-- name --` begins a file of the project, `$ casebook ..` runs
//! the program there, and what follows is what it prints, errors after results, and its exit code
//! if that is not 0. `BLESS=1` writes what is new.

use crate::support::{TempProject, files, repository, snapshot};
use std::fs;

#[test]
fn transcripts_hold() {
    let transcripts = files(&repository().join("tests/transcripts"), "txt");
    assert!(!transcripts.is_empty());
    for path in transcripts {
        let text = fs::read_to_string(&path).expect("a transcript");
        snapshot(&path, &replay(&text));
    }
}

/// Runs a transcript and returns it with what the program prints now.
fn replay(text: &str) -> String {
    let (files, commands) = text.split_at(text.find("$ casebook").expect("a command"));
    let project = TempProject::new();
    for part in files
        .split("\n-- ")
        .map(|part| part.strip_prefix("-- ").unwrap_or(part))
    {
        if let Some((name, content)) = part.split_once(" --\n") {
            project.write(name, content);
        }
    }
    let mut replayed = files.to_owned();
    for line in commands
        .lines()
        .filter(|line| line.starts_with("$ casebook"))
    {
        let arguments: Vec<&str> = line.split_whitespace().skip(2).collect();
        let run = project.run(&arguments);
        let folder = project.path().to_string_lossy().into_owned();
        let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
        replayed.push_str(
            &format!("{line}\n{}{}", run.stdout, run.stderr)
                .replace(&folder, "<project>")
                .replace(&version, "\"<version>\""),
        );
        if run.code != 0 {
            replayed.push_str(&format!("exit code: {}\n", run.code));
        }
    }
    replayed
}

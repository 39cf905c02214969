//! A repository in a temporary folder, and what its histories look like.

use casebook::history::{Bounds, Histories, History, Report, Text, Version};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// As much as the tests read.
pub(super) const BOUNDS: Bounds = Bounds {
    text_bytes: 1 << 20,
    commits: None,
};

/// A repository in a temporary folder that goes when the test ends. Each commit is a minute after
/// the one before it.
pub(super) struct Repository {
    folder: tempfile::TempDir,
    minutes: std::cell::Cell<u32>,
}

impl Repository {
    /// An empty repository with the branch `main`.
    pub(super) fn new() -> Repository {
        let repository = Repository::none();
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// A folder that is no repository.
    pub(super) fn none() -> Repository {
        Repository {
            folder: tempfile::tempdir().expect("a temporary folder"),
            minutes: std::cell::Cell::new(0),
        }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of reports.
    pub(super) fn reports(&self) -> PathBuf {
        self.path().join("incidents")
    }

    pub(super) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Repository {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("below the repository")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    /// Commits everything that is in the folder.
    pub(super) fn commit(&self, subject: &str) -> &Repository {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", subject]);
        self
    }

    /// Runs git and returns what it prints.
    pub(super) fn git(&self, arguments: &[&str]) -> String {
        self.minutes.set(self.minutes.get() + 1);
        let minutes = self.minutes.get();
        let date = format!(
            "2024-01-01T{:02}:{:02}:00+01:00",
            minutes / 60 % 24,
            minutes % 60
        );
        let output = git(self.path())
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .args(arguments)
            .output()
            .expect("git starts");
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Puts in many commits at once. Each is a subject with what it writes: a path and a text. They
    /// follow on the newest commit of `main`, a minute apart.
    pub(super) fn import(&self, commits: &[(String, String, String)]) -> &Repository {
        let mut stream = String::new();
        let has_main = git(self.path())
            .args(["rev-parse", "--verify", "--quiet", "main"])
            .output()
            .is_ok_and(|output| output.status.success());
        for (number, (subject, path, text)) in commits.iter().enumerate() {
            let at = 1_704_070_800 + 60 * number;
            stream.push_str(&format!(
                "commit refs/heads/main\ncommitter Ada <ada@example.org> {at} +0100\ndata {}\n{subject}\n",
                subject.len()
            ));
            if number == 0 && has_main {
                stream.push_str("from refs/heads/main^0\n");
            }
            stream.push_str(&format!(
                "M 100644 inline {path}\ndata {}\n{text}\n",
                text.len()
            ));
        }
        let mut import = git(self.path())
            .args(["fast-import", "--quiet"])
            .stdin(Stdio::piped())
            .spawn()
            .expect("git starts");
        let mut to = import.stdin.take().expect("an input");
        to.write_all(stream.as_bytes()).expect("git reads");
        drop(to);
        assert!(import.wait().expect("git ends").success());
        self.git(&["reset", "--quiet", "--hard", "main"]);
        self
    }

    /// The histories of all reports in `incidents`.
    pub(super) fn histories(&self) -> Histories {
        histories(&self.reports())
    }

    /// The history of one report.
    pub(super) fn history(&self, path: &str) -> History {
        let histories = self.histories();
        let history = histories.of(path);
        history
            .unwrap_or_else(|| panic!("`{path}` has a history; {:?}", histories.notice()))
            .clone()
    }

    /// The subjects of all versions of a report, the newest first.
    pub(super) fn subjects(&self, path: &str) -> Vec<String> {
        subjects(&self.history(path))
    }
}

/// The subjects of all versions, the newest first; of a working copy, its id.
pub(super) fn subjects(history: &History) -> Vec<String> {
    let subject = |version: &Version| match version.commit {
        Some(_) => version.subject.clone(),
        None => version.id.clone(),
    };
    history.versions.iter().map(subject).collect()
}

/// The texts of all versions of a report, the newest first.
pub(super) fn texts(histories: &Histories, path: &str) -> Vec<String> {
    let versions = &histories.of(path).expect("a history").versions;
    versions
        .iter()
        .map(|version| match histories.text(version) {
            Text::Read(text) => text.to_string(),
            other => format!("{other:?}"),
        })
        .collect()
}

/// Reads the histories of all reports in a folder.
pub(super) fn histories(folder: &Path) -> Histories {
    let read: Vec<(String, Arc<str>)> = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| entry.file_name().to_string_lossy().ends_with(".md"))
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below");
            let text = fs::read(entry.path()).expect("a report");
            (
                path.iter()
                    .map(|part| part.to_string_lossy())
                    .collect::<Vec<_>>()
                    .join("/"),
                String::from_utf8_lossy(&text).into(),
            )
        })
        .collect();
    let reports: Vec<Report<'_>> = read
        .iter()
        .map(|(path, text)| Report {
            path,
            text: Arc::clone(text),
        })
        .collect();
    Histories::read(folder, &reports, BOUNDS)
}

/// Git, as it is without the settings of whoever runs the tests.
pub(super) fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder)
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Ada")
        .env("GIT_AUTHOR_EMAIL", "ada@example.org")
        .env("GIT_COMMITTER_NAME", "Ada")
        .env("GIT_COMMITTER_EMAIL", "ada@example.org")
        .stdin(Stdio::null());
    git
}

/// A report of some length, so that one with another line is still like it.
pub(super) fn report(about: &str) -> String {
    let mut text = format!("# {about}\n\n");
    for line in 0..20 {
        text.push_str(&format!("{about}, sentence {line} of its report.\n\n"));
    }
    text
}

/// Everything that is known, to compare.
pub(super) fn all(histories: &Histories) -> Vec<(String, History)> {
    histories
        .iter()
        .map(|(path, history)| (path.to_owned(), history.clone()))
        .collect()
}

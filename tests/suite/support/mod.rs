//! A project in a temporary folder, the program as a user runs it, and comparisons with files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of this repository.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with an ending, sorted.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.is_file() && path.extension().is_some_and(|e| e == ending))
        .collect();
    files.sort();
    files
}

/// A project in a temporary folder that goes when the test ends.
pub(crate) struct TempProject {
    folder: tempfile::TempDir,
}

impl TempProject {
    /// An empty folder.
    pub(crate) fn new() -> TempProject {
        TempProject {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// Writes a file, with the folders it needs.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> TempProject {
        self.write(path, content);
        self
    }

    /// Writes a file, with the folders it needs.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("below the project")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Reads a file.
    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Runs the program in it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.path(), arguments)
    }
}

/// What a run of the program left.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program in a folder, without what the environment of the tests would add.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Run {
        code: status.code().unwrap_or(-1),
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

/// Compares with a file that is part of the repository; `BLESS=1` writes it.
pub(crate) fn snapshot(path: &Path, actual: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, actual).expect("a snapshot");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs; `BLESS=1 cargo test` accepts what is new\n--- expected\n{expected}\n--- actual\n{actual}",
        path.display()
    );
}

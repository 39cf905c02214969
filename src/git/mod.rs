//! Runs git, which only ever reads here, and in a way that lets a repository run nothing.

mod first_days;

pub use first_days::first_days;

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

/// Settings that win over those of the repository. A repository comes from anybody, with settings
/// that name programs: these are the ones that the commands used here would obey.
const SETTINGS: [&str; 10] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "core.untrackedCache=false",
    "log.showSignature=false",
    // What is not here is not fetched.
    "protocol.allow=never",
    // Files among the reports may look like a repository of their own.
    "safe.bareRepository=explicit",
    "i18n.logOutputEncoding=UTF-8",
    "log.showRoot=true",
];

/// What a hook or a script may have set, and what would lead away from the folder asked about.
const ENVIRONMENT: [&str; 16] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// Returns a command of git that is about a folder. What it prints is in English and in UTF-8.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(["--no-pager", "--no-replace-objects"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    for variable in ENVIRONMENT {
        command.env_remove(variable);
    }
    command
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        // Commits have the parents that they state, as on every other machine.
        .env("GIT_GRAFT_FILE", "/dev/null")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Why git gave no answer.
#[derive(Debug)]
pub enum Refusal {
    /// It could not be started.
    NotStarted(io::Error),
    /// It ended with a failure, and these are its words.
    Failed(String),
}

/// Returns what a command of git prints.
///
/// # Errors
/// When git cannot be started, or ends with a failure.
pub fn output(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Refusal> {
    let output = command(folder, arguments)
        .output()
        .map_err(Refusal::NotStarted)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(Refusal::Failed(words(&output.stderr)))
    }
}

/// Returns what a command of git answers to some input.
///
/// # Errors
/// When git cannot be started, or ends with a failure.
pub fn answer(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut child = command(folder, arguments)
        .stdin(Stdio::piped())
        .spawn()
        .map_err(Refusal::NotStarted)?;
    let to = child.stdin.take();
    std::thread::scope(|scope| {
        // It may answer before it has read everything, and both ways are narrow.
        scope.spawn(move || {
            // When it stops reading, its answer says why.
            let _ = to.map(|mut to| to.write_all(input));
        });
        let output = child.wait_with_output().map_err(Refusal::NotStarted)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(Refusal::Failed(words(&output.stderr)))
        }
    })
}

/// Reads what a running git complains of, so that it never waits for a reader. No more than a page
/// of it is kept.
pub fn complaints(child: &mut Child) -> JoinHandle<String> {
    const PAGE: u64 = 4096;
    let from = child.stderr.take();
    std::thread::spawn(move || {
        let Some(mut from) = from else {
            return String::new();
        };
        let mut kept = Vec::new();
        // A pipe that breaks has no more to say.
        let _ = from.by_ref().take(PAGE).read_to_end(&mut kept);
        let _ = io::copy(&mut from, &mut io::sink());
        words(&kept)
    })
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

//! `casebook check --fix` and `--diff`: writes what is safe to write, or shows it.

use super::paths::Wanted;
use super::{CLEAN, CONTENT_HAS_ERRORS, Global, print, say};
use crate::check::fix::{self, FileEdits, Inferred, Options};
use crate::diagnostic::human::counted;
use crate::error::Error;
use crate::pipeline::Checked;
use crate::project::Project;
use crate::publish;
use clap::Args;
use std::fmt::Write as _;

/// What to fix, and whether to write it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
pub(super) struct FixArguments {
    /// Write what is safe to write: canonical spellings of keys, words and dates, quotes, spaces
    /// for tabs
    #[arg(long)]
    pub(super) fix: bool,
    /// Show what `--fix` would write, and write nothing; 1 when something would change
    #[arg(long)]
    pub(super) diff: bool,
    /// Write inferred values into the front matter too: times, status, severity, services, authors
    #[arg(long)]
    add_inferred: bool,
}

impl FixArguments {
    /// Says whether anything about fixes was asked for.
    pub(super) fn is_wanted(&self) -> bool {
        self.fix || self.diff
    }

    /// Refuses what makes no sense together.
    pub(super) fn checked(&self) -> Result<(), Error> {
        if self.add_inferred && !self.is_wanted() {
            return Err(Error::Told(
                "`--add-inferred` says what to write, and nothing asks to write\n  = help: add `--diff` to see it, or `--fix` to write it".to_owned(),
            ));
        }
        Ok(())
    }

    /// Plans the fixes of the files below some paths. A file that must not be written is left out,
    /// and said so.
    pub(super) fn plan(
        &self,
        wanted: &Wanted,
        project: &Project,
        checked: &Checked,
    ) -> Result<Vec<FileEdits>, Error> {
        let options = Options {
            inferred: if self.add_inferred {
                Inferred::Written
            } else {
                Inferred::Left
            },
            today: project.today,
        };
        let files = fix::plan(
            &checked.findings,
            &checked.corpus,
            &checked.sources,
            &project.config,
            &options,
        );
        let mut planned = Vec::new();
        for file in files {
            let name = name_of(&file, checked);
            if !wanted.has(name) {
                continue;
            }
            let path = project.src.join(&file.path);
            match publish::may_rewrite(&project.src, &path, &file.before)? {
                Ok(()) => planned.push(file),
                Err(reason) => say(&format!("`{name}` is left alone: {}", reason.as_str())),
            }
        }
        Ok(planned)
    }
}

fn name_of<'a>(file: &FileEdits, checked: &'a Checked) -> &'a str {
    checked.sources.get(file.file).name.as_str()
}

/// Prints the differences and says how many there are; 1 when there are some.
pub(super) fn show(files: &[FileEdits], checked: &Checked, global: &Global) -> Result<u8, Error> {
    let mut patch = String::new();
    for file in files {
        let name = name_of(file, checked);
        patch.push_str(&fix::unified(name, &file.before, &file.after));
    }
    print(&patch)?;
    if !global.quiet {
        say(&format!("{}; nothing is written", total(files)));
    }
    Ok(if files.is_empty() {
        CLEAN
    } else {
        CONTENT_HAS_ERRORS
    })
}

/// Writes the files and says what was done.
pub(super) fn write(
    files: Vec<FileEdits>,
    project: &Project,
    checked: &Checked,
    global: &Global,
) -> Result<(), Error> {
    let mut written = Vec::new();
    let mut words = String::new();
    for file in files {
        let name = name_of(&file, checked);
        let path = project.src.join(&file.path);
        match publish::rewrite(&project.src, &path, &file.before, &file.after)? {
            Ok(()) => {
                for fix in &file.fixes {
                    let _ = writeln!(words, "{name}: {fix}");
                }
                written.push(file);
            }
            Err(reason) => say(&format!("`{name}` is left alone: {}", reason.as_str())),
        }
    }
    if !global.quiet {
        say(&format!("{words}{}", total(&written)));
    }
    Ok(())
}

fn total(files: &[FileEdits]) -> String {
    let fixes: usize = files.iter().map(|file| file.fixes.len()).sum();
    let word = if fixes == 1 { "fix" } else { "fixes" };
    format!("{fixes} {word} in {}", counted(files.len(), "file"))
}

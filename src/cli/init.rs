//! `casebook init`.

use super::{CLEAN, Global, print, say};
use crate::error::Error;
use crate::scaffold::{self, Ci, InitOptions};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Services with recipes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Service {
    /// GitHub Actions and Pages
    Github,
    /// GitLab CI and Pages
    Gitlab,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
#[command(
    after_help = "Nothing that exists is overwritten.\n\nExamples:\n  casebook init\n  casebook init ~/postmortems --ci github"
)]
pub(super) struct Arguments {
    /// The folder of the archive [default: the one of `--root`]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Add a recipe that checks and publishes the archive
    #[arg(long, value_name = "SERVICE")]
    ci: Option<Service>,
}

/// Starts an archive.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    let folder = arguments.folder.as_ref().unwrap_or(&global.root);
    let ci = arguments.ci.map(|service| match service {
        Service::Github => Ci::GitHub,
        Service::Gitlab => Ci::GitLab,
    });
    let initialized = scaffold::init(folder, &InitOptions { ci })?;
    for path in &initialized.created {
        print(&format!("{}\n", folder.join(path).display()))?;
    }
    if !global.quiet {
        for path in &initialized.kept {
            say(&format!(
                "`{}` was there and stays as it is",
                folder.join(path).display()
            ));
        }
        say(
            "Next: `casebook serve` shows the site, `casebook new \"What happened\"` starts a report.",
        );
    }
    Ok(CLEAN)
}

//! `casebook new`.

use super::{CLEAN, Global, print};
use crate::error::Error;
use crate::scaffold::{self, NewReport};
use clap::Args;

/// Arguments of `new`.
#[derive(Debug, Args)]
#[command(
    after_help = "The report comes from `templates/report.md`, where the project has one, else from a built-in template.\n\nExamples:\n  casebook new \"Checkout returned errors\"\n  casebook new \"Replica lag\" --template database --edit"
)]
pub(super) struct Arguments {
    /// What happened, in one line
    #[arg(value_name = "TITLE")]
    title: String,
    /// Take `templates/NAME.md` of the project
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Who writes it [default: user.name of git]
    #[arg(long = "author", value_name = "NAME")]
    authors: Vec<String>,
    /// Open the report in $VISUAL or $EDITOR
    #[arg(long)]
    edit: bool,
}

/// Writes a report and prints its path.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    let project = global.project()?;
    let authors = if arguments.authors.is_empty() {
        scaffold::authors_from_git(&project.root)
    } else {
        arguments.authors.clone()
    };
    let report = NewReport {
        title: arguments.title.clone(),
        date: project.today,
        authors,
        template: arguments.template.clone(),
    };
    let path = scaffold::new(&project.root, &project.src, &report)?;
    let shown = path.strip_prefix(".").unwrap_or(&path);
    print(&format!("{}\n", shown.display()))?;
    if arguments.edit {
        let editor = std::env::var_os("VISUAL").or_else(|| std::env::var_os("EDITOR"));
        scaffold::open_in_editor(editor.as_deref(), &path)?;
    }
    Ok(CLEAN)
}

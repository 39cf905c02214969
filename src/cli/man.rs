//! `casebook man`.

use super::{CLEAN, print};
use crate::error::Error;
use clap::{Args, Command};
use clap_mangen::Man;

/// Arguments of `man`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  casebook man | man -l -\n  casebook man check | man -l -\n  casebook man > ~/.local/share/man/man1/casebook.1"
)]
pub(super) struct Arguments {
    /// The page of one command; without it, that of the program
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Prints a man page.
pub(super) fn run(arguments: &Arguments, mut program: Command) -> Result<u8, Error> {
    program.build();
    let command = match &arguments.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
            Error::Told(format!(
                "there is no command `{name}`\n  = help: `casebook --help` lists them"
            ))
        })?,
    };
    let title = command.get_display_name().unwrap_or("casebook").to_owned();
    let mut page = Vec::new();
    Man::new(command)
        .title(title)
        .render(&mut page)
        .map_err(|error| Error::io("print", "the man page", error))?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(CLEAN)
}

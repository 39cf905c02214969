//! `casebook completions`.

use super::{CLEAN, print};
use crate::error::Error;
use clap::{Args, Command};
use clap_complete::{Shell, generate};

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  casebook completions bash > ~/.local/share/bash-completion/completions/casebook"
)]
pub(super) struct Arguments {
    /// For which shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the completions of a shell.
pub(super) fn run(arguments: &Arguments, mut command: Command) -> Result<u8, Error> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, "casebook", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(CLEAN)
}

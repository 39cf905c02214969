//! The `casebook` program: collects the arguments, runs, returns the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    casebook::cli::run(std::env::args_os())
}

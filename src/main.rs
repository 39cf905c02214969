//! The `casebook` program: collects the arguments, runs, returns the exit code.

use mimalloc::MiMalloc;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    casebook::cli::run(std::env::args_os())
}

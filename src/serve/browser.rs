//! Shows an address in the reader's browser, where there is one.

use std::process::{Command, Stdio};

/// Starts the browser. Where there is none nothing happens; the address has been printed.
pub(super) fn open(url: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    command
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match command.spawn() {
        Ok(mut started) => {
            // Someone has to wait for it, or it stays in the list of processes.
            std::thread::spawn(move || started.wait());
        }
        Err(error) => tracing::debug!("no browser: {error}"),
    }
}

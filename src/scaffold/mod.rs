//! Writes first files: `init` a project, `new` a report. Nothing that exists is ever overwritten.

mod init;
mod report;
mod template;

pub use init::{Ci, InitOptions, Initialized, init};
pub use report::{NewReport, authors_from_git, new, open_in_editor};

use crate::error::Error;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Whether a file was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    /// It was.
    New,
    /// There is one of that name, and it stays as it is.
    Exists,
}

/// Writes a new file, and the folders it needs.
fn create(path: &Path, text: &str) -> Result<Made, Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|source| Error::io("create the folder", folder, source))?;
    }
    match File::create_new(path) {
        Ok(mut file) => file
            .write_all(text.as_bytes())
            .map(|()| Made::New)
            .map_err(|source| Error::io("write", path, source)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Made::Exists),
        Err(error) => Err(Error::io("create", path, error)),
    }
}

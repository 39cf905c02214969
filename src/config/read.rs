//! Reads book.toml.

use super::Config;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::source::Sources;
use std::path::Path;

/// A configuration with what was wrong in it.
#[derive(Debug)]
pub struct Loaded {
    /// What to use: what could be read, with defaults for the rest.
    pub config: Config,
    /// The text of book.toml, for findings.
    pub sources: Sources,
    /// What is wrong in it.
    pub findings: Vec<Diagnostic>,
}

/// Reads `book.toml` below `root`; an absent file is an empty one.
///
/// # Errors
/// When the file is there but cannot be read.
pub fn load(root: &Path) -> Result<Loaded, Error> {
    let path = root.join("book.toml");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::io("read", &path, error)),
    };
    Ok(read(&text))
}

/// Reads the text of a book.toml.
pub fn read(_text: &str) -> Loaded {
    Loaded {
        config: Config::default(),
        sources: Sources::default(),
        findings: Vec::new(),
    }
}

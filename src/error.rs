//! What can go wrong outside the content: disk, templates, ports, command lines.

use std::io;
use std::path::{Path, PathBuf};

/// A failure of the world around the content. A fault in a report is never one of these.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system refused an act on a path.
    #[error("cannot {act} `{}`: {source}", path.display())]
    Io {
        /// What was tried, as a verb: "read", "create".
        act: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The output folder holds something that casebook did not make.
    #[error(
        "`{}` exists and casebook did not make it\n  = help: choose another folder with `--out DIR`, or move that one away",
        .0.display()
    )]
    ForeignFolder(PathBuf),
    /// Another build is writing to the same output folder.
    #[error("another casebook is building into `{}`\n  = help: wait for it, or choose another folder with `--out DIR`", .0.display())]
    Busy(PathBuf),
    /// Two pages claim one address.
    #[error("two pages claim the address `{0}`")]
    AddressTaken(String),
    /// No page has this address.
    #[error("no page has the address `{0}`")]
    NoSuchPage(String),
    /// A template of the theme does not load or render.
    #[error("{0}")]
    Template(String),
    /// Anything else, with its way out in the text.
    #[error("{0}")]
    Told(String),
}

impl Error {
    /// Names the act and the thing of a failed system call.
    pub fn io(act: &'static str, path: impl AsRef<Path>, source: io::Error) -> Error {
        Error::Io {
            act,
            path: path.as_ref().to_path_buf(),
            source,
        }
    }
}

//! Keeps two builds from working on one target at the same time.

use super::target::Target;
use crate::error::Error;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// The right to build into a target. It ends with the value, or with the process.
pub(super) struct Lock {
    /// Closed after the file is gone from its folder.
    _file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock, or says who has it.
    pub(super) fn take(target: &Target) -> Result<Lock, Error> {
        let path = target.beside("lock");
        loop {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
                .map_err(|source| Error::io("create a file in", &target.parent, source))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Error::Busy(target.shown.clone())),
                // Some network disks know no locks. One build is far more likely than two.
                Err(TryLockError::Error(error)) => {
                    tracing::warn!("cannot lock `{}`: {error}", path.display());
                }
            }
            // The one who had it before may have deleted the file after we opened it; a lock on a
            // file without a name keeps nobody out.
            if is_still_there(&file, &path) {
                return Ok(Lock { _file: file, path });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere a file that others have open cannot be told from its successor, so it stays.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(named)) => (ours.dev(), ours.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_file: &File, _path: &Path) -> bool {
    true
}

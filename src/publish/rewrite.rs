//! Replaces the text of a file of the user's, whole or not at all.

use crate::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Why a file was left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsafe {
    /// Its bytes are not the text that was read: somebody saved it since, or it holds template tags
    /// or bytes that are no text.
    Changed,
    /// It is no plain file of the folder: a link leads out of it.
    Elsewhere,
}

impl Unsafe {
    /// Returns the words for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Unsafe::Changed => "its bytes on disk are not the text that was read",
            Unsafe::Elsewhere => "it lies outside the folder of reports",
        }
    }
}

/// Says whether a file below `folder` may be given another text.
///
/// # Errors
/// When the file cannot be read.
pub fn may_rewrite(folder: &Path, file: &Path, before: &str) -> Result<Result<(), Unsafe>, Error> {
    Ok(real_file(folder, file, before)?.map(|_| ()))
}

/// Gives a file below `folder` another text, if it still has the one it had when it was read. The
/// new text is written beside it and renamed over it, with the permissions of the old one.
///
/// # Errors
/// When the disk refuses.
pub fn rewrite(
    folder: &Path,
    file: &Path,
    before: &str,
    after: &str,
) -> Result<Result<(), Unsafe>, Error> {
    let real = match real_file(folder, file, before)? {
        Ok(real) => real,
        Err(reason) => return Ok(Err(reason)),
    };
    let parent = real.parent().unwrap_or(folder);
    let failed = |source| Error::io("write", file, source);
    let permissions = fs::metadata(&real).map_err(failed)?.permissions();
    let mut beside = tempfile::Builder::new()
        .prefix(".casebook-")
        .tempfile_in(parent)
        .map_err(failed)?;
    beside.write_all(after.as_bytes()).map_err(failed)?;
    beside
        .as_file()
        .set_permissions(permissions)
        .map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    // The last look before the rename: what an editor saved in between wins.
    if let Err(reason) = real_file(folder, file, before)? {
        return Ok(Err(reason));
    }
    beside.persist(&real).map_err(|error| failed(error.error))?;
    Ok(Ok(()))
}

/// Returns where a file really is, when it is below `folder` and has the text that was read.
fn real_file(folder: &Path, file: &Path, before: &str) -> Result<Result<PathBuf, Unsafe>, Error> {
    let failed = |source| Error::io("read", file, source);
    let real = fs::canonicalize(file).map_err(failed)?;
    let folder = fs::canonicalize(folder).map_err(|source| Error::io("read", folder, source))?;
    if !real.starts_with(&folder) {
        return Ok(Err(Unsafe::Elsewhere));
    }
    let bytes = fs::read(&real).map_err(failed)?;
    Ok(if bytes == before.as_bytes() {
        Ok(real)
    } else {
        Err(Unsafe::Changed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_text_that_was_read_is_replaced() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("a.md");
        fs::write(&file, "old").expect("a file");
        let outcome = rewrite(folder.path(), &file, "other", "new").expect("a readable file");
        assert_eq!(outcome, Err(Unsafe::Changed));
        assert_eq!(fs::read_to_string(&file).expect("a file"), "old");
        let outcome = rewrite(folder.path(), &file, "old", "new").expect("a writable file");
        assert_eq!(outcome, Ok(()));
        assert_eq!(fs::read_to_string(&file).expect("a file"), "new");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_links_out_are_not_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a temporary folder");
        let outside = tempfile::tempdir().expect("a temporary folder");
        let (file, target) = (folder.path().join("a.md"), outside.path().join("b.md"));
        fs::write(&file, "old").expect("a file");
        fs::write(&target, "old").expect("a file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions");
        assert_eq!(
            rewrite(folder.path(), &file, "old", "new").expect("written"),
            Ok(())
        );
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        let link = folder.path().join("link.md");
        symlink(&target, &link).expect("a link");
        let outcome = rewrite(folder.path(), &link, "old", "new").expect("a readable file");
        assert_eq!(outcome, Err(Unsafe::Elsewhere));
        assert_eq!(fs::read_to_string(&target).expect("a file"), "old");
    }
}

//! Puts a finished site in the place of the old one.

use super::marker::Marker;
use super::target::{Standing, Target};
use crate::error::Error;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Puts the folder `fresh` in the place of what stands at the target. An old site is then where
/// `fresh` was.
pub(super) fn swap_in(fresh: &Path, target: &Target, standing: &Standing) -> Result<(), Error> {
    let path = target.path();
    let swapped = match standing {
        Standing::Nothing => fs::rename(fresh, &path),
        Standing::EmptyFolder => rename_over_empty(fresh, &path),
        Standing::Site(_) => match exchange(fresh, &path) {
            Ok(()) => Ok(()),
            Err(error) if is_unsupported(&error) => rename_aside(fresh, target),
            Err(error) => Err(error),
        },
    };
    swapped.map_err(|error| explain(error, target))
}

/// Brings back a site that a killed [`rename_aside`] left beside its place. What has that name and
/// is no site of ours stays where it is.
pub(super) fn recover(target: &Target) {
    let (path, aside) = (target.path(), target.beside("aside"));
    let is_absent =
        fs::symlink_metadata(&path).is_err_and(|error| error.kind() == ErrorKind::NotFound);
    if is_absent
        && Marker::read(&aside).is_some()
        && let Err(error) = fs::rename(&aside, &path)
    {
        tracing::warn!("cannot bring back `{}`: {error}", aside.display());
    }
}

/// Exchanges two folders in one step, so that there is no moment without a site.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(fresh: &Path, path: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, fresh, CWD, path, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_fresh: &Path, _path: &Path) -> io::Result<()> {
    Err(io::Error::from(ErrorKind::Unsupported))
}

/// Says whether the kernel or the disk knows no exchange. Old sandboxes forbid what they do not
/// know, so a refusal counts too: the plain renames are then refused just the same.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Unsupported | ErrorKind::InvalidInput | ErrorKind::PermissionDenied
    )
}

/// Moves the old site aside and the new one in. Between the two there is no site for a moment; a
/// kill right then is mended by [`recover`].
fn rename_aside(fresh: &Path, target: &Target) -> io::Result<()> {
    let (path, aside) = (target.path(), target.beside("aside"));
    fs::rename(&path, &aside)?;
    if let Err(error) = fs::rename(fresh, &path) {
        fs::rename(&aside, &path)?;
        return Err(error);
    }
    // `aside` is the name of a whole site, so it is given up before anything is deleted. The new
    // site stands by now; a failure here leaves only something to tidy.
    let _ = fs::rename(&aside, fresh);
    Ok(())
}

fn rename_over_empty(fresh: &Path, path: &Path) -> io::Result<()> {
    match fs::rename(fresh, path) {
        Ok(()) => Ok(()),
        // Only Unix renames over an empty folder.
        Err(_) => fs::remove_dir(path).and_then(|()| fs::rename(fresh, path)),
    }
}

fn explain(error: io::Error, target: &Target) -> Error {
    match error.kind() {
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => Error::Told(format!(
            "`{0}` cannot be replaced, because it is mounted there or part of a container's image\n  \
             = help: build into a folder below it: `--out {0}/site`",
            target.shown.display()
        )),
        _ => Error::io("replace", &target.shown, error),
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, Marker, Target, recover, rename_aside};
    use std::fs;
    use std::path::Path;

    #[test]
    fn without_an_exchange_the_old_site_steps_aside_and_comes_back_if_need_be() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("site");
        let target = Target::locate(&path).expect("a target");
        let fresh = folder.path().join("fresh");
        let make = |path: &Path, name: &str| {
            fs::create_dir(path)
                .and_then(|()| fs::write(path.join(name), ""))
                .expect("made");
        };
        make(&path, "old");
        make(&fresh, "new");
        rename_aside(&fresh, &target).expect("swapped");
        assert!(path.join("new").exists() && fresh.join("old").exists());

        rename_aside(&folder.path().join("absent"), &target).expect_err("nothing to move in");
        assert!(path.join("new").exists());

        fs::rename(&path, target.beside("aside")).expect("moved");
        recover(&target);
        assert!(!path.exists(), "no marker, no site of ours");
        Marker::of(&[])
            .and_then(|marker| {
                let written = marker.write(&target.beside("aside"));
                written.map_err(|error| Error::io("write", &path, error))
            })
            .expect("a marker");
        recover(&target);
        assert!(path.join("new").exists());
        recover(&target);
    }
}

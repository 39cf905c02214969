//! Writes a site to disk: whole or not at all.
//!
//! The new site grows in a folder beside the target, `.site.casebook-a1b2c3`, so that nobody sees a
//! half of it; unchanged files are linked over from the old site and keep their age. One rename
//! then exchanges the two, and the old one is deleted. Whenever the process dies, the target is the
//! old or the new site, complete; what it left beside it is tidied by the next build.
//!
//! Nothing is flushed to the platter except the marker. Waiting for 20,000 files would cost more
//! than everything else together, and a site is made from sources that git holds. A power cut within
//! the seconds after a build may therefore leave pages torn; the next build compares bytes, not
//! times, and mends them.

mod lock;
mod marker;
mod rewrite;
mod stage;
mod swap;
mod target;

use crate::error::Error;
use crate::site::{Site, SitePath};
use lock::Lock;
use marker::Marker;
pub use marker::NAME as MARKER;
pub use rewrite::{Unsafe, may_rewrite, rewrite};
use stage::{Put, Stage};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use target::{Standing, Target};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that have the bytes, and the modification time, they had before.
    pub unchanged: usize,
    /// Files of the old site that the new one lacks.
    pub removed: usize,
    /// Size of the new site.
    pub bytes: u64,
}

/// Renders every page into the folder `target`, replacing the site that an earlier call put there.
///
/// Memory does not grow with the site: each page is written as soon as it is rendered.
///
/// # Errors
/// The first fault of rendering, by address, those of pages that share work before others; a target that casebook did not make or cannot write;
/// another build at work on the same target. The old site then stands as it was.
pub fn publish(site: &Site, target: &Path) -> Result<Published, Error> {
    let target = Target::locate(target)?;
    let _lock = Lock::take(&target)?;
    swap::recover(&target);
    stage::tidy(&target);
    let standing = target.standing()?;
    let addresses: Vec<&SitePath> = site.addresses().collect();
    let marker = Marker::of(&addresses)?;
    let stage = Stage::open(&target, &standing, &marker)?;
    let (mut published, unchanged) = write_changed(site, &addresses, &stage)?;
    published.removed = standing.files_missing_from(&marker);
    if is_news(&published, &standing, &marker) {
        carry_over(&unchanged, &stage)?;
        stage.carry_over_marker();
        stage.replace(&target)?;
    }
    Ok(published)
}

/// Renders every page, writes those that are not in the old site, and returns the others. Pages that
/// share work come first; then `find_first` makes the fault that is reported the first by address,
/// however many threads there are.
fn write_changed<'a>(
    site: &Site,
    addresses: &[&'a SitePath],
    stage: &Stage,
) -> Result<(Published, Vec<&'a SitePath>), Error> {
    let unchanged = Mutex::new(Vec::new());
    let (written, bytes) = (AtomicUsize::new(0), AtomicU64::new(0));
    let write = |at: &&'a SitePath| -> Result<(), Error> {
        let page = site.render(at)?;
        bytes.fetch_add(page.len() as u64, Ordering::Relaxed);
        match stage.put(at, &page)? {
            Put::Written => {
                written.fetch_add(1, Ordering::Relaxed);
            }
            Put::Unchanged => {
                let mut unchanged = unchanged.lock().unwrap_or_else(PoisonError::into_inner);
                unchanged.push(*at);
            }
        }
        Ok(())
    };
    let mut alone: BTreeSet<&SitePath> = addresses.iter().copied().collect();
    for group in site.groups() {
        let pages: Vec<&SitePath> = group.pages.iter().filter_map(|at| alone.take(at)).collect();
        (group.before)();
        let written = first_fault(&pages, write);
        (group.after)();
        written?;
    }
    first_fault(&Vec::from_iter(alone), write)?;
    let unchanged = unchanged
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let published = Published {
        written: written.into_inner(),
        unchanged: unchanged.len(),
        removed: 0,
        bytes: bytes.into_inner(),
    };
    Ok((published, unchanged))
}

/// Links the pages that did not change. It comes last, so that a build that changes nothing costs
/// nothing on the disk.
fn carry_over(unchanged: &[&SitePath], stage: &Stage) -> Result<(), Error> {
    first_fault(unchanged, |at| stage.carry_over(at))
}

fn first_fault<'a>(
    addresses: &[&'a SitePath],
    act: impl Fn(&&'a SitePath) -> Result<(), Error> + Send + Sync,
) -> Result<(), Error> {
    let faults = addresses.par_iter().map(act);
    faults.find_first(Result::is_err).unwrap_or(Ok(()))
}

/// Says whether the old site lacks anything. If not it stays, and so do shells and servers that
/// stand in its folder.
fn is_news(published: &Published, standing: &Standing, marker: &Marker) -> bool {
    match standing {
        Standing::Site(old) => {
            published.written > 0 || published.removed > 0 || old.marker != *marker
        }
        Standing::Nothing | Standing::EmptyFolder => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Published, publish};
    use crate::error::Error;
    use crate::site::{Site, SitePath};
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, SystemTime};
    use tempfile::TempDir;

    /// Builds a site from `address: text` lines; the text `FAULT` makes the page fail.
    fn site(pages: &[(&str, &'static str)]) -> Site {
        let mut site = Site::default();
        for &(at, text) in pages {
            let at = SitePath::new(at).expect("a plain address");
            let name = at.to_string();
            site.insert(at, move || match text {
                "FAULT" => Err(Error::Template(format!("fault in {name}"))),
                text => Ok(text.as_bytes().to_vec()),
            })
            .expect("each address once");
        }
        site
    }

    fn folder() -> TempDir {
        tempfile::tempdir().expect("a folder for the test")
    }

    /// Lists everything below a folder as `path: text` lines, markers left out.
    fn tree(folder: &Path) -> Vec<String> {
        let mut lines: Vec<String> = walkdir::WalkDir::new(folder)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file() && entry.file_name() != ".casebook")
            .map(|entry| {
                let path = entry.path().strip_prefix(folder).expect("below the folder");
                let text = fs::read_to_string(entry.path()).expect("a readable file");
                format!("{}: {text}", path.display())
            })
            .collect();
        lines.sort();
        lines
    }

    #[test]
    fn a_site_is_written_and_replaced_whole() {
        let folder = folder();
        let target = folder.path().join("deep/er/site");
        let first = publish(
            &site(&[("index.html", "one"), ("a/b.html", "b"), ("old.html", "x")]),
            &target,
        );
        let counts = |written, unchanged, removed, bytes| Published {
            written,
            unchanged,
            removed,
            bytes,
        };
        assert_eq!(first.expect("published"), counts(3, 0, 0, 5));
        let second = publish(
            &site(&[("index.html", "two"), ("a/b.html", "b"), ("a/c.html", "")]),
            &target,
        );
        assert_eq!(second.expect("published"), counts(2, 1, 1, 4));
        assert_eq!(
            tree(&folder.path().join("deep/er")),
            [
                "site/a/b.html: b",
                "site/a/c.html: ",
                "site/index.html: two"
            ]
        );
    }

    #[test]
    fn unchanged_files_keep_their_age_and_an_unchanged_site_stays_put() {
        let folder = folder();
        let target = folder.path().join("site");
        publish(&site(&[("a.html", "a"), ("b.html", "b")]), &target).expect("published");
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for name in ["a.html", "b.html"] {
            let file = fs::File::options().append(true).open(target.join(name));
            let aged = file.and_then(|file| file.set_modified(long_ago));
            aged.expect("the age is settable");
        }
        let age = |name: &str| fs::metadata(target.join(name)).and_then(|meta| meta.modified());
        let marker_age = age(".casebook").expect("there is a marker");

        publish(&site(&[("a.html", "a"), ("b.html", "b")]), &target).expect("published");
        assert_eq!(age(".casebook").expect("a marker"), marker_age);
        publish(&site(&[("a.html", "a"), ("b.html", "B")]), &target).expect("published");
        assert_eq!(age("a.html").expect("a page"), long_ago);
        assert!(age("b.html").expect("a page") > long_ago);
    }

    #[test]
    fn a_fault_publishes_nothing_and_the_first_by_address_is_told() {
        let folder = folder();
        let target = folder.path().join("site");
        publish(&site(&[("index.html", "old")]), &target).expect("published");
        for _ in 0..20 {
            let broken = site(&[
                ("a.html", "fine"),
                ("b.html", "FAULT"),
                ("c.html", "FAULT"),
                ("z.html", "FAULT"),
            ]);
            let fault = publish(&broken, &target).expect_err("the pages are broken");
            assert_eq!(fault.to_string(), "fault in b.html");
        }
        assert_eq!(tree(folder.path()), ["site/index.html: old"]);
    }

    #[test]
    fn what_casebook_did_not_make_is_left_alone() {
        let check = |prepare: &dyn Fn(&Path), words: &str| {
            let folder = folder();
            let target = folder.path().join("site");
            prepare(&target);
            let before = tree(folder.path());
            let refusal = publish(&site(&[("index.html", "new")]), &target);
            let refusal = refusal.expect_err(words).to_string();
            assert!(refusal.contains(words), "{refusal}\nlacks {words:?}");
            assert!(!refusal.contains("casebook-"), "{refusal}");
            assert_eq!(tree(folder.path()), before);
        };
        let write = |path: &Path, text: &str| {
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        };
        check(&|site| write(site, "a file"), "is a file");
        check(
            &|site| write(&site.join("thesis.txt"), "years of work"),
            "casebook did not make it",
        );
        // A project keeps a folder of this name; only the marker's own words prove anything.
        check(
            &|site| write(&site.join(".casebook/cache"), "x"),
            "casebook did not make it",
        );
        check(
            &|site| write(&site.join(".casebook"), "my notes"),
            "casebook did not make it",
        );
        check(
            &|target| {
                publish(&site(&[("index.html", "old")]), target).expect("published");
                write(&target.join("notes/thesis.txt"), "years of work");
            },
            "notes/thesis.txt",
        );
        #[cfg(unix)]
        check(
            &|site| {
                let elsewhere = site.with_file_name("elsewhere");
                fs::create_dir(&elsewhere).expect("a folder");
                std::os::unix::fs::symlink(&elsewhere, site).expect("a link");
            },
            "symbolic link",
        );
        #[cfg(unix)]
        check(
            &|target| {
                publish(&site(&[("a/index.html", "old")]), target).expect("published");
                let elsewhere = target.with_file_name("elsewhere");
                fs::rename(target.join("a"), &elsewhere).expect("moved");
                std::os::unix::fs::symlink(&elsewhere, target.join("a")).expect("a link");
            },
            "`a`",
        );
    }

    #[test]
    fn an_empty_folder_and_a_desktops_litter_are_no_obstacle() {
        let folder = folder();
        let target = folder.path().join("site");
        fs::create_dir(&target).expect("a folder");
        publish(&site(&[("index.html", "1")]), &target).expect("published");
        fs::write(target.join(".DS_Store"), "x").expect("a file");
        publish(&site(&[("index.html", "2")]), &target).expect("published");
        assert_eq!(tree(folder.path()), ["site/index.html: 2"]);
    }

    #[test]
    fn places_that_cannot_be_written_are_named() {
        let folder = folder();
        fs::write(folder.path().join("file"), "x").expect("a file");
        for (target, words) in [
            ("file/site", "cannot create the folder"),
            ("absent/..", "cannot find"),
            ("/", "is no place for a site"),
        ] {
            let refusal = publish(&site(&[("index.html", "1")]), &folder.path().join(target));
            let refusal = refusal.expect_err(words).to_string();
            assert!(refusal.contains(words), "{refusal}\nlacks {words:?}");
        }
        assert_eq!(tree(folder.path()), ["file: x"]);
    }

    #[test]
    fn pages_that_cannot_stand_side_by_side_are_told() {
        let folder = folder();
        let target = folder.path().join("site");
        for (pages, words) in [
            (
                [("a", "x"), ("a/b.html", "y")],
                "the page `a` is a file where `a/b.html` needs a folder",
            ),
            ([(".casebook", "x"), ("b", "y")], "`.casebook`"),
        ] {
            let refusal = publish(&site(&pages), &target)
                .expect_err(words)
                .to_string();
            assert!(refusal.contains(words), "{refusal}\nlacks {words:?}");
        }
        let two = publish(&site(&[("A.html", "1"), ("a.html", "2")]), &target);
        // Where the disk folds case the refusal names both; elsewhere both are there.
        match two {
            Ok(_) => assert_eq!(tree(&target), ["A.html: 1", "a.html: 2"]),
            Err(refusal) => assert!(refusal.to_string().contains("`A.html` and `a.html`")),
        }
    }

    #[test]
    fn leftovers_of_killed_builds_are_tidied_and_nothing_else() {
        let folder = folder();
        let target = folder.path().join("site");
        publish(&site(&[("index.html", "old")]), &target).expect("published");
        let beside = |name: &str| folder.path().join(name);
        let leave = |name: &str, files: &[&str]| {
            for file in files {
                let path = beside(name).join(file);
                fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
                fs::write(path, "x").expect("a file");
            }
            fs::copy(target.join(".casebook"), beside(name).join(".casebook")).expect("copied");
        };
        leave(".site.casebook-abc123", &["index.html"]);
        leave(".site.casebook-abc456", &["index.html", "thesis.txt"]);
        leave(".other.casebook-abc123", &["index.html"]);
        fs::create_dir(beside(".site.casebook-abc789")).expect("a folder");
        fs::create_dir(beside(".site.casebook-cut")).expect("a folder");
        fs::write(beside(".site.casebook-cut/.casebook"), "casebook si").expect("a file");
        fs::create_dir(beside(".site.casebook-mine")).expect("a folder");
        fs::write(beside(".site.casebook-mine/.casebook"), "").expect("a file");
        fs::write(beside(".site.casebook-mine/diary.txt"), "x").expect("a file");

        publish(&site(&[("index.html", "new")]), &target).expect("published");
        assert_eq!(
            tree(folder.path()),
            [
                ".other.casebook-abc123/index.html: x",
                ".site.casebook-abc456/thesis.txt: x",
                ".site.casebook-mine/diary.txt: x",
                "site/index.html: new",
            ]
        );
        assert!(!beside(".site.casebook-abc123").exists());
        assert!(!beside(".site.casebook-abc789").exists());
        assert!(!beside(".site.casebook-cut").exists());
        assert!(!beside(".site.casebook-lock").exists());
    }

    #[test]
    fn a_site_that_was_moved_aside_by_a_killed_build_comes_back() {
        let folder = folder();
        let target = folder.path().join("site");
        publish(&site(&[("index.html", "old")]), &target).expect("published");
        fs::rename(&target, folder.path().join(".site.casebook-aside")).expect("moved");
        publish(&site(&[("index.html", "FAULT")]), &target).expect_err("the page is broken");
        assert_eq!(tree(folder.path()), ["site/index.html: old"]);
    }

    #[test]
    fn a_second_build_at_the_same_time_is_turned_away() {
        let folder = folder();
        let target = folder.path().join("site");
        let mut outer = Site::default();
        let inner_target = target.clone();
        let at = SitePath::new("index.html").expect("a plain address");
        let told = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
        let tell = std::sync::Arc::clone(&told);
        let nested = move || {
            let refusal = publish(&site(&[("index.html", "intruder")]), &inner_target);
            *tell.lock().expect("not poisoned") = refusal.expect_err("busy").to_string();
            Ok(b"first".to_vec())
        };
        outer.insert(at, nested).expect("one page");
        publish(&outer, &target).expect("published");
        assert!(
            told.lock()
                .expect("not poisoned")
                .contains("another casebook is building")
        );
        assert_eq!(tree(folder.path()), ["site/index.html: first"]);
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_as_readable_as_any_other_and_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let target = folder.path().join("site");
        let mode = |path: &Path| fs::metadata(path).map(|meta| meta.permissions().mode() & 0o777);
        fs::create_dir(folder.path().join("plain")).expect("a folder");
        publish(&site(&[("index.html", "1")]), &target).expect("published");
        let plain = mode(&folder.path().join("plain")).expect("there");
        assert_eq!(mode(&target).expect("there"), plain);
        fs::set_permissions(&target, fs::Permissions::from_mode(0o750)).expect("settable");
        publish(&site(&[("index.html", "2")]), &target).expect("published");
        assert_eq!(mode(&target).expect("there"), 0o750);
    }
}

//! Our own archive: it must be without findings, and build to the same bytes every time.

use crate::support::{repository, run_in};

#[test]
fn the_sample_archive_is_without_findings() {
    let run = run_in(&repository(), &["check", "--now", "2026-11-23"]);
    assert_eq!((run.stdout.as_str(), run.code), ("", 0), "{}", run.stderr);
}

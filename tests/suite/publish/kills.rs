//! Kills real builds at many moments and looks at what is left on disk.

use casebook::publish::publish;
use casebook::site::{Site, SitePath};
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PAGES: usize = 150;
/// How many builds are killed.
const ROUNDS: usize = 300;
const TARGET: &str = "CASEBOOK_TEST_TARGET";
const EDITION: &str = "CASEBOOK_TEST_EDITION";

/// A site whose pages all name its edition; every third page never changes.
fn site(edition: &str, on_page: impl Fn() + Clone + Send + Sync + 'static) -> Site {
    let mut site = Site::default();
    for page in 0..PAGES {
        let at = SitePath::new(format!("part{}/page{page}.html", page % 7));
        let text = match page % 3 {
            0 => format!("page {page} for ever\n").repeat(200),
            _ => format!("page {page} of edition {edition}\n").repeat(200),
        };
        let on_page = on_page.clone();
        let render = move || {
            on_page();
            Ok(text.clone().into_bytes())
        };
        site.insert(at.expect("a plain address"), render)
            .expect("each address once");
    }
    site
}

/// Not a test by itself: the process that the test below starts and kills. It writes a byte for
/// each page it renders, and one when it is done.
#[test]
fn a_build_that_may_be_killed() {
    let (Ok(target), Ok(edition)) = (std::env::var(TARGET), std::env::var(EDITION)) else {
        return;
    };
    let tell = || {
        let _ = std::io::stderr().write_all(b".");
    };
    publish(&site(&edition, tell), Path::new(&target)).expect("published, unless killed");
    tell();
}

fn start_build(target: &Path, edition: &str) -> Child {
    let program = std::env::current_exe().expect("the test binary");
    Command::new(program)
        .args([
            "--exact",
            "publish::kills::a_build_that_may_be_killed",
            "--nocapture",
        ])
        .env(TARGET, target)
        .env(EDITION, edition)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the test binary starts")
}

/// Waits for so many bytes of progress, then so long.
fn wait_for(build: &mut Child, pages: usize, then: Duration) {
    let progress = build.stderr.as_mut().expect("piped");
    let mut bytes = vec![0; pages];
    progress.read_exact(&mut bytes).expect("the build goes on");
    let start = Instant::now();
    while start.elapsed() < then {
        std::hint::spin_loop();
    }
}

/// Returns the edition of the site, after checking that every page is whole and of that edition.
fn edition_of(target: &Path) -> String {
    let first = fs::read_to_string(target.join("part1/page1.html")).expect("a whole site");
    let edition = first
        .lines()
        .next()
        .and_then(|line| line.rsplit(' ').next())
        .expect("an edition")
        .to_owned();
    let expected = site(&edition, || {});
    for at in expected.addresses() {
        let page = fs::read(target.join(at.as_str())).expect("a whole site");
        assert_eq!(page, expected.render(at).expect("it renders"), "{at}");
    }
    let files = walkdir::WalkDir::new(target).into_iter().filter(|entry| {
        entry
            .as_ref()
            .is_ok_and(|entry| entry.file_type().is_file())
    });
    assert_eq!(
        files.count(),
        PAGES + 1,
        "all pages, the marker, nothing else"
    );
    edition
}

#[test]
fn a_killed_build_leaves_the_old_or_the_new_site_complete() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let target = folder.path().join("site");
    publish(&site("0", || {}), &target).expect("published");
    let (mut old, mut new) = (0, 0);
    let begun = Instant::now();
    for round in 1..=ROUNDS {
        // A busy machine kills less often rather than longer.
        if round > 75 && begun.elapsed() > Duration::from_secs(40) {
            break;
        }
        let before = edition_of(&target);
        let edition = round.to_string();
        let mut build = start_build(&target, &edition);
        // A third of the kills fall into the writing; the others around the exchange and into the
        // deletion of the old site, which come within milliseconds of the last page.
        match round % 3 {
            0 => wait_for(&mut build, round * 2 % PAGES, Duration::ZERO),
            _ => wait_for(
                &mut build,
                PAGES,
                Duration::from_micros((round % 75 * (round % 75) * 4) as u64),
            ),
        }
        build.kill().expect("killed");
        build.wait().expect("gone");
        let after = edition_of(&target);
        match after {
            after if after == edition => new += 1,
            after if after == before => old += 1,
            after => panic!("round {round}: edition {after}"),
        }
    }
    assert!(old > 0 && new > 0, "{old} kills were early, {new} late");

    publish(&site("last", || {}), &target).expect("published");
    assert_eq!(edition_of(&target), "last");
    let left: Vec<_> = fs::read_dir(folder.path())
        .expect("readable")
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .collect();
    assert_eq!(left, ["site"], "everything else is tidied");
}

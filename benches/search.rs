//! Which part of a build's work the search index is.
//!
//! `cargo bench --bench search -- FOLDER` does all the work of a build but the writing, on one
//! thread, three times, and prints the best times. Compare shares; times are those of one machine.

use casebook::check::Strictness;
use casebook::history::Histories;
use casebook::pipeline;
use casebook::project::Project;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Times of one build.
#[derive(Clone, Copy)]
struct Times {
    reading: Duration,
    analysis: Duration,
    index: Duration,
    files: Duration,
    pages: Duration,
}

impl Times {
    fn all(&self) -> Duration {
        self.reading + self.analysis + self.search() + self.pages
    }

    fn search(&self) -> Duration {
        self.index + self.files
    }
}

fn timed<T>(total: &mut Duration, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let result = work();
    *total += begun.elapsed();
    result
}

fn build(project: &Project) -> (Times, usize) {
    let mut times = Times {
        reading: Duration::ZERO,
        analysis: Duration::ZERO,
        index: Duration::ZERO,
        files: Duration::ZERO,
        pages: Duration::ZERO,
    };
    let checked = timed(&mut times.reading, || {
        pipeline::check(project, Strictness::Usual).expect("reports")
    });
    let reports = checked.reports;
    let site = timed(&mut times.analysis, || {
        pipeline::site(project, checked, Histories::none(None)).expect("a site")
    });
    timed(&mut times.index, || {
        site.groups().iter().for_each(|group| (group.before)());
    });
    for address in site.addresses() {
        let kind = match address.as_str().starts_with("search/") {
            true => &mut times.files,
            false => &mut times.pages,
        };
        timed(kind, || site.render(address).expect("a page"));
    }
    (times, reports)
}

fn main() {
    // Cargo adds `--bench`.
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let folder = folder.map_or_else(|| PathBuf::from("."), PathBuf::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1);
    pool.build_global().expect("one thread");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let project = Project::open(&folder, None, today).expect("a project");
    let runs: Vec<_> = (0..3).map(|_| build(&project)).collect();
    let Some((best, reports)) = runs.into_iter().min_by_key(|(times, _)| times.all()) else {
        return;
    };
    println!("{reports} reports in {}, one thread", folder.display());
    for (name, time) in [
        ("reading and checking", best.reading),
        ("analysis", best.analysis),
        ("search: index", best.index),
        ("search: files", best.files),
        ("pages", best.pages),
    ] {
        let share = 100.0 * time.as_secs_f64() / best.all().as_secs_f64();
        println!("{name:22} {:8.3} s {share:5.1} %", time.as_secs_f64());
    }
    let share = 100.0 * best.search().as_secs_f64() / best.all().as_secs_f64();
    println!("search is {share:.1} % of the work");
}

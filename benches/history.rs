//! How long it takes to read the versions of 10,000 reports from 20,000 commits: with nothing kept,
//! with everything kept, and with the texts of all versions.
//!
//! `cargo bench --bench history` makes the archive with `python3`, in years and then in one folder,
//! which takes minutes; `cargo bench --bench history -- FOLDER` reads one that is there. Compare two
//! commits on one machine, and quote ratios.

use casebook::check::Strictness;
use casebook::config::ShowHistory;
use casebook::history::{Histories, Text};
use casebook::pipeline::{self, Checked};
use casebook::project::Project;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What is taken is the middle one of so many.
const ROUNDS: usize = 5;

fn main() {
    let given: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .map(PathBuf::from)
        .collect();
    for folder in &given {
        measure(folder);
    }
    if given.is_empty() {
        for how in [None, Some("--flat")] {
            let folder = tempfile::tempdir().expect("a folder");
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/support/history.py");
            let made = Command::new("python3")
                .arg(script)
                .args(["10000", "20000"])
                .arg(folder.path())
                .args(how)
                .status();
            assert!(
                made.is_ok_and(|status| status.success()),
                "python3 and git make the archive"
            );
            println!("{}", how.unwrap_or("a folder for each year"));
            measure(folder.path());
        }
    }
}

fn measure(folder: &Path) {
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let mut project = Project::open(folder, None, today).expect("a project");
    project.config.html.history = ShowHistory::On;
    let begun = Instant::now();
    let checked = pipeline::check(&project, Strictness::Usual).expect("readable reports");
    println!(
        "  read and check the reports {:>8.0} ms",
        milliseconds(begun)
    );
    println!("  memory                     {:>8} MB", memory());
    let kept = folder.join(".git/casebook/history");
    let anew = middle(|| {
        // There is none before the first time.
        let _ = fs::remove_file(&kept);
        read(&project, &checked)
    });
    println!("  histories, read anew       {anew:>8.0} ms");
    let again = middle(|| read(&project, &checked));
    println!("  histories, kept            {again:>8.0} ms");
    let histories = pipeline::histories(&project, &checked);
    println!("  memory                     {:>8} MB", memory());
    let begun = Instant::now();
    let all: Vec<_> = histories
        .iter()
        .flat_map(|(_, history)| &history.versions)
        .collect();
    let sizes = all.par_iter().map(|version| match histories.text(version) {
        Text::Read(text) => text.len(),
        Text::NotText | Text::Missing => 0,
    });
    let (versions, bytes) = (all.len(), sizes.sum::<usize>());
    let took = milliseconds(begun);
    println!(
        "  texts of {versions} versions, {} MB {took:>8.0} ms",
        bytes >> 20
    );
    println!("  memory                     {:>8} MB", memory());
}

fn read(project: &Project, checked: &Checked) -> Histories {
    pipeline::histories(project, checked)
}

fn middle(run: impl Fn() -> Histories) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            let histories = run();
            assert!(!histories.is_empty(), "{:?}", histories.notice());
            milliseconds(begun)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// The memory of this process now, where the system tells.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) >> 10
}

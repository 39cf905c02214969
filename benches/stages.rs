//! How long each stage of a build takes, over an archive of 300 made-up reports of 1,000 words:
//! reading and checking, analysis, all pages, the search index alone, and writing.
//!
//! `cargo bench --bench stages` prints the times of this machine; compare two commits on one machine,
//! and quote ratios. `python3` makes the archive.

use casebook::check::Strictness;
use casebook::history::Histories;
use casebook::language::Language;
use casebook::project::Project;
use casebook::{analyze, pipeline, publish, render};
use chrono::NaiveDate;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

const REPORTS: &str = "300";

fn archive(folder: &Path) -> Project {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/support/archive.py");
    let made = Command::new("python3")
        .arg(script)
        .arg(REPORTS)
        .arg(folder)
        .status();
    assert!(
        made.is_ok_and(|status| status.success()),
        "python3 makes the archive"
    );
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    Project::open(folder, None, today).expect("a project")
}

fn stages(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let project = archive(folder.path());
    let check = || pipeline::check(&project, Strictness::Usual).expect("readable reports");
    let mut group = criterion.benchmark_group("build");
    group.sample_size(20);
    group.bench_function("read and check", |bencher| {
        bencher.iter(|| black_box(check()))
    });
    let checked = check();
    group.bench_function("analyze", |bencher| {
        bencher.iter(|| {
            black_box(analyze::analyze(
                &checked.corpus,
                &project.config,
                project.today,
            ))
        });
    });
    let english = Language::english();
    group.bench_function("search index", |bencher| {
        bencher.iter(|| {
            black_box(render::passages::index(
                &checked.corpus,
                &checked.sources,
                &project.config,
                &english,
            ))
        });
    });
    let site = || pipeline::site(&project, check(), Histories::none(None)).expect("a sound theme");
    group.bench_function("lay out and render all pages", |bencher| {
        bencher.iter_batched(
            site,
            |site| {
                for at in site.addresses() {
                    black_box(site.render(at).expect("a sound theme"));
                }
            },
            BatchSize::PerIteration,
        );
    });
    let out = folder.path().join("site");
    let rendered = site();
    group.bench_function("render and publish over the same site", |bencher| {
        bencher.iter(|| black_box(publish::publish(&rendered, &out).expect("a writable folder")));
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);

//! How long reading takes: the time grammar, and whole reports with and without front matter.
//!
//! `cargo bench --bench reading` prints the times of this machine; compare two commits on one
//! machine, and quote ratios.

use casebook::config::Config;
use casebook::load;
use casebook::load::body::{Given, read};
use casebook::load::time::read_at_start;
use casebook::markdown::{Context, render};
use casebook::source::Sources;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;

/// Times as reports have them, and lines that only look as if they began with one.
const LINES: [&str; 10] = [
    "2021-06-22 08:21 Paged the database team",
    "15 December 2024, 03:53 (UTC): first errors",
    "June 14th, 2022, 10:00 AM: rollout begins",
    "**~13:30 - 13:45 UTC** - Failover",
    "[17:45-18:00] traffic moved",
    "17:02Z-17:05Z restarts",
    "10/14/2022 7:56am alert",
    "12:26-12:?? unclear",
    "3 of 5 replicas were behind",
    "The team met at the usual place",
];

fn time_grammar(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("time grammar");
    group.throughput(Throughput::Elements(LINES.len() as u64));
    group.bench_function("ten lines", |bencher| {
        bencher.iter(|| {
            for line in LINES {
                black_box(read_at_start(black_box(line), None));
            }
        });
    });
    group.finish();
}

/// A report of about 1,000 words with a timeline of 15 events in its body.
fn plain_report() -> String {
    let mut report = String::from("# 2024-03-02, queue stuck\n\n## Summary\n\n");
    let sentence =
        "The consumer of the billing queue stopped after a deploy and nobody noticed for an hour. ";
    report.push_str(&sentence.repeat(20));
    report.push_str("\n\n## Timeline\n\nAll times in CET.\n\n| Time | Event |\n|---|---|\n");
    for minute in 0..15 {
        let _ = writeln!(
            report,
            "| 10:{:02} | Step {minute} of the repair, seen by `on-call` |",
            minute * 4
        );
    }
    report.push_str("\n## Contributing factors\n\n");
    report.push_str(&sentence.repeat(30));
    report.push_str("\n\n## Action items\n\n");
    for i in 0..6 {
        let _ = writeln!(
            report,
            "- [ ] Watch the age of the oldest message, part {i} @storage"
        );
    }
    report
}

fn whole_reports(criterion: &mut Criterion) {
    let config = Config::default();
    let plain = plain_report();
    let given = Given {
        stem: "queue-stuck",
        config: &config,
        zone: None,
        started: None,
        title: None,
    };
    let mut group = criterion.benchmark_group("report");
    group.throughput(Throughput::Bytes(plain.len() as u64));
    group.bench_function("body", |bencher| {
        bencher.iter(|| black_box(read(black_box(&plain), 0..plain.len(), &given)));
    });
    group.bench_function("markdown", |bencher| {
        bencher.iter(|| black_box(render(black_box(&plain), &Context::default())));
    });
    group.finish();
}

/// The sample archive, from disk.
fn archive(criterion: &mut Criterion) {
    let config = Config::default();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
    assert!(fs::read_dir(&folder).is_ok(), "the sample archive is there");
    criterion.bench_function("load the sample archive", |bencher| {
        bencher.iter(|| {
            black_box(load::load(
                &folder,
                "incidents",
                &config,
                Sources::default(),
                load::Scope::All,
            ))
        });
    });
}

criterion_group!(benches, time_grammar, whole_reports, archive);
criterion_main!(benches);

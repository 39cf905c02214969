//! Gives what is fuzzed its seeds, whatever once failed, and made-up mixtures of both.

#[path = "../fuzz/targets.rs"]
mod targets;

use crate::support::repository;
use proptest::prelude::{ProptestConfig, any, prop};
use proptest::strategy::Strategy;
use proptest::test_runner::TestRunner;
use std::fs;
use targets::TARGETS;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = repository().join("tests/fuzz").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let read = |file| fs::read(file).expect("a readable seed");
    files.iter().map(read).collect()
}

#[test]
fn seeds_and_what_once_failed_are_read() {
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        assert!(seeds.len() > 3, "{name} has {} seeds", seeds.len());
        for seed in seeds {
            target(&seed);
            for cut in [1, 2, 3, 5, 8] {
                target(&seed[..seed.len() / cut]);
                target(&seed[seed.len() - seed.len() / cut..]);
            }
        }
    }
}

/// Pieces of seeds one after the other, with bytes in between that nobody would write.
#[test]
fn any_bytes_are_read() {
    for (name, target) in TARGETS {
        let pieces: Vec<Vec<u8>> = seeds(name)
            .iter()
            .flat_map(|seed| seed.split_inclusive(|byte| *byte == b'\n' || *byte == b' '))
            .map(<[u8]>::to_vec)
            .collect();
        let piece = prop::sample::select(pieces);
        let noise = prop::collection::vec(any::<u8>(), 0..4);
        let bytes = prop::collection::vec((piece, prop::option::weighted(0.2, noise)), 0..40)
            .prop_map(|parts| {
                parts
                    .into_iter()
                    .flat_map(|(piece, noise)| [piece, noise.unwrap_or_default()].concat())
                    .collect::<Vec<u8>>()
            });
        // A whole report costs a folder and a dozen pages.
        let cases = if *name == "report" { 40 } else { 400 };
        let config = ProptestConfig {
            cases,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        TestRunner::new(config)
            .run(&bytes, |bytes| {
                target(&bytes);
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

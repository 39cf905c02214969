//! Safe fixes: what `check --fix` writes.
//!
//! A fix changes front matter and nothing else, and only the bytes concerned. Whatever is tried is
//! read back before it is accepted: the report must say what it said, and no finding may be new.

mod diff;
mod edits;
mod front;
mod meaning;
mod missing;
mod scalar;
mod spelling;

pub use diff::unified;
pub use edits::apply;

use super::{Given, check_incident};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Fix};
use crate::load::{self, front_matter};
use crate::model::{Corpus, Incident};
use crate::source::{SourceId, Sources};
use chrono::NaiveDate;
use front::Front;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A fix may make room for another: a piece of YAML that could not be read holds keys to rename.
/// Three rounds are the most that any report needed.
const MOST_ROUNDS: usize = 12;

/// Whether values that were worked out are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inferred {
    /// They stay inferred.
    Left,
    /// Front matter states them from then on.
    Written,
}

/// What to fix besides what is always safe.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Whether values that were worked out are written down.
    pub inferred: Inferred,
    /// What "today" means, for the rules that are asked again.
    pub today: NaiveDate,
}

/// What becomes of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdits {
    /// The file.
    pub file: SourceId,
    /// Its path below the folder of reports.
    pub path: String,
    /// The text as it was read.
    pub before: Arc<str>,
    /// The text with all fixes.
    pub after: String,
    /// What was done, in words.
    pub fixes: Vec<String>,
}

/// Plans all fixes of an archive, by path. Nothing is written.
pub fn plan(
    findings: &[Diagnostic],
    corpus: &Corpus,
    sources: &Sources,
    config: &Config,
    options: &Options,
) -> Vec<FileEdits> {
    use rayon::prelude::*;
    let proposed = proposed(findings);
    let incidents: Vec<&Incident> = corpus.iter().collect();
    let mut files: Vec<FileEdits> = incidents
        .par_iter()
        .map_init(
            || sources.clone(),
            |sources, incident| {
                let found = proposed
                    .get(&incident.source)
                    .map_or(&[][..], Vec::as_slice);
                let mut trial = Trial {
                    corpus,
                    sources,
                    config,
                    options,
                };
                trial.fixed(incident, found)
            },
        )
        .flatten()
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The fixes that findings bring along, by file.
fn proposed(findings: &[Diagnostic]) -> BTreeMap<SourceId, Vec<Fix>> {
    let mut proposed: BTreeMap<SourceId, Vec<Fix>> = BTreeMap::new();
    for finding in findings {
        if let Some(fix) = &finding.fix {
            proposed
                .entry(finding.place.file)
                .or_default()
                .push(fix.clone());
        }
    }
    proposed
}

/// Tries texts of one report, in sources of its own.
struct Trial<'a> {
    corpus: &'a Corpus,
    sources: &'a mut Sources,
    config: &'a Config,
    options: &'a Options,
}

/// A text of a report with what it says and what is wrong in it.
struct Version {
    text: Arc<str>,
    incident: Incident,
    findings: Vec<Diagnostic>,
}

/// Fixes that are safe together, and the report with them.
#[derive(Default)]
struct Choice {
    taken: Vec<Fix>,
    latest: Option<Version>,
}

impl Trial<'_> {
    fn fixed(&mut self, incident: &Incident, found: &[Fix]) -> Option<FileEdits> {
        let before = self.sources.get(incident.source).text.clone();
        if self.candidates(&before, incident, found).is_empty() {
            return None;
        }
        let mut version = self.version(incident, before.clone());
        let mut fixes = Vec::new();
        let mut found = found.to_vec();
        for _ in 0..MOST_ROUNDS {
            let candidates = self.candidates(&version.text, &version.incident, &found);
            let Some((next, made)) = self.accepted(&version, candidates) else {
                break;
            };
            version = next;
            fixes.extend(made);
            found = self.wanted(&version.findings);
        }
        self.sources.replace(incident.source, before.clone());
        (*before != *version.text).then(|| FileEdits {
            file: incident.source,
            path: incident.path.clone(),
            before,
            after: version.text.to_string(),
            fixes,
        })
    }

    /// Fixes of findings that book.toml does not silence.
    fn wanted(&self, findings: &[Diagnostic]) -> Vec<Fix> {
        findings
            .iter()
            .filter(|finding| self.config.rules.get(finding.rule) != Some(&None))
            .filter_map(|finding| finding.fix.clone())
            .collect()
    }

    fn candidates(&self, text: &str, incident: &Incident, found: &[Fix]) -> Vec<Fix> {
        let mut fixes = found.to_vec();
        let Some(front) = Front::read(text, incident.source, self.config) else {
            return fixes;
        };
        fixes.extend(spelling::fixes(&front, self.config));
        fixes.extend(missing::fixes(
            &front,
            incident,
            self.config,
            self.options.inferred,
        ));
        edits::without_overlaps(fixes)
    }

    /// Accepts all candidates at once where that is safe, and otherwise as many as are safe
    /// together, from the first one on. `None` when none is.
    fn accepted(
        &mut self,
        version: &Version,
        candidates: Vec<Fix>,
    ) -> Option<(Version, Vec<String>)> {
        let mut choice = Choice::default();
        self.choose(version, &candidates, &mut choice);
        if choice.latest.is_none() {
            let lines: Vec<Fix> = candidates.into_iter().flat_map(missing::apart).collect();
            self.choose(version, &lines, &mut choice);
        }
        let made = choice.taken.into_iter().map(|fix| fix.description);
        Some((choice.latest?, made.collect()))
    }

    /// Adds what is safe of some candidates: all, or what is safe of either half. A single bad one
    /// among a thousand costs twenty readings, not a thousand.
    fn choose(&mut self, version: &Version, candidates: &[Fix], choice: &mut Choice) {
        if candidates.is_empty() {
            return;
        }
        let known = choice.taken.len();
        choice.taken.extend_from_slice(candidates);
        if let Some(next) = self.tried(version, &choice.taken) {
            choice.latest = Some(next);
            return;
        }
        choice.taken.truncate(known);
        if candidates.len() > 1 {
            let (first, second) = candidates.split_at(candidates.len() / 2);
            self.choose(version, first, choice);
            self.choose(version, second, choice);
        }
    }

    /// Makes the fixes and reads the report again. `None` where that is not safe.
    fn tried(&mut self, version: &Version, fixes: &[Fix]) -> Option<Version> {
        let text = apply(&version.text, fixes);
        if text == *version.text || !has_same_body(&version.text, &text) {
            return None;
        }
        let next = self.version(&version.incident, text.into());
        let is_safe = meaning::is_kept(&version.incident, &next.incident)
            && has_no_new_finding(&version.findings, &next.findings);
        is_safe.then_some(next)
    }

    fn version(&mut self, known: &Incident, text: Arc<str>) -> Version {
        self.sources.replace(known.source, text.clone());
        let (incident, mut findings) = load::read_alone(known, self.config, self.sources);
        findings.extend(check_incident(
            &incident,
            &Given {
                config: self.config,
                corpus: self.corpus,
                sources: self.sources,
                today: self.options.today,
                has_coded: self.corpus.iter().any(|other| !other.causes.is_empty()),
            },
        ));
        Version {
            text,
            incident,
            findings,
        }
    }
}

/// Says whether everything below the front matter stayed as it was, to the byte.
fn has_same_body(before: &str, after: &str) -> bool {
    let body = |text| front_matter::split(text).body;
    let (old, new) = (&before[body(before)], &after[body(after)]);
    // A blank line may stand between new front matter and the text.
    after.ends_with(old) && old.trim_start() == new.trim_start()
}

fn has_no_new_finding(before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    let (before, after) = (by_rule(before), by_rule(after));
    after
        .iter()
        .all(|(rule, n)| before.get(rule).is_some_and(|known| n <= known))
}

fn by_rule(findings: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod property;
#[cfg(test)]
mod table;

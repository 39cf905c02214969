//! Runs the rules over the incidents and decides what weighs how much.

pub mod fix;
pub mod prose;
pub mod rules;
pub mod suppress;
pub mod times;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Corpus, Incident};
use crate::source::{Place, SourceId, Sources, Span};
use chrono::NaiveDate;
use prose::Prose;
use std::collections::{BTreeMap, BTreeSet};

/// A rule: its name states the fault.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, such as `action-without-owner`; a promise.
    pub name: &'static str,
    /// How much a finding weighs unless book.toml says otherwise.
    pub level: Level,
    /// The page: what it flags, why it matters, flagged, fine.
    pub docs: &'static str,
    /// What it looks at.
    pub run: Run,
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Run {
    /// One incident at a time.
    Incident(fn(&Incident, &Given<'_>, &mut Report<'_>)),
    /// Nothing: reading the files finds it.
    Reading,
}

/// What rules may know besides the incident.
#[derive(Debug)]
pub struct Given<'a> {
    /// The settings.
    pub config: &'a Config,
    /// All incidents.
    pub corpus: &'a Corpus,
    /// The text of all files.
    pub sources: &'a Sources,
    /// What "today" means.
    pub today: NaiveDate,
    /// Whether any report names causes.
    pub has_coded: bool,
}

impl Given<'_> {
    /// Says whether a report has the first status, of those that are not ready.
    pub fn is_draft(&self, incident: &Incident) -> bool {
        let first = self.config.statuses.first().map(|level| &level.id);
        incident
            .status
            .as_ref()
            .is_some_and(|status| Some(&status.value) == first)
    }
}

/// Takes the findings of one rule about one incident.
#[derive(Debug)]
pub struct Report<'a> {
    rule: &'static Rule,
    incident: &'a Incident,
    prose: &'a Prose,
    text: &'a str,
    findings: Vec<Diagnostic>,
}

impl<'a> Report<'a> {
    /// The whole text of the incident's file.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The words of the incident's file.
    pub fn prose(&self) -> &'a Prose {
        self.prose
    }

    /// Notes a finding at some bytes of the incident's file and returns it for more words.
    pub fn at(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.place(self.visible(span));
        self.findings.push(Diagnostic::new(
            self.rule.name,
            self.rule.level,
            place,
            message,
        ));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Blocks of Markdown end with their line; what a person would mark ends with its last word.
    fn visible(&self, span: Span) -> Span {
        match self.text.get(span.clone()) {
            Some(words) => span.start..span.start + words.trim_end().len(),
            None => span,
        }
    }

    /// Notes a finding about the report as a whole, shown at its first line.
    pub fn whole(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        self.at(0..0, message)
    }

    /// Names a place of the incident's file.
    pub fn place(&self, span: Span) -> Place {
        Place {
            file: self.incident.source,
            span,
        }
    }
}

/// Runs every rule over every incident.
pub fn check(given: &Given<'_>) -> Vec<Diagnostic> {
    use rayon::prelude::*;
    let incidents: Vec<&Incident> = given.corpus.iter().collect();
    incidents
        .par_iter()
        .flat_map_iter(|incident| check_incident(incident, given))
        .collect()
}

fn check_incident(incident: &Incident, given: &Given<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let text = &*given.sources.get(incident.source).text;
    let prose = Prose::read(text, incident);
    for rule in rules::RULES {
        if let Run::Incident(run) = rule.run {
            let mut report = Report {
                rule,
                incident,
                prose: &prose,
                text,
                findings: Vec::new(),
            };
            run(incident, given, &mut report);
            findings.append(&mut report.findings);
        }
    }
    findings
}

/// How strictly findings are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// As rules and book.toml say.
    Usual,
    /// Every warning is an error.
    Strict,
}

/// Gives findings the levels that book.toml and the command line ask for, and drops those that
/// they silence. What book.toml says of a report's status goes before what it says of all.
pub fn weigh(
    findings: Vec<Diagnostic>,
    given: &Given<'_>,
    strictness: Strictness,
) -> Vec<Diagnostic> {
    let config = given.config;
    let statuses = statuses(given);
    findings
        .into_iter()
        .filter_map(|mut finding| {
            let of_status = statuses
                .get(&finding.place.file)
                .and_then(|status| config.status_rules.get(*status))
                .and_then(|rules| rules.get(finding.rule));
            if let Some(level) = of_status.or_else(|| config.rules.get(finding.rule)) {
                finding.level = (*level)?;
            }
            if strictness == Strictness::Strict && finding.level == Level::Warning {
                finding.level = Level::Error;
            }
            Some(finding)
        })
        .collect()
}

/// The status of each report, where book.toml makes a difference between them.
fn statuses<'a>(given: &Given<'a>) -> BTreeMap<SourceId, &'a str> {
    if given.config.status_rules.is_empty() {
        return BTreeMap::new();
    }
    let status = |incident: &'a Incident| {
        let status = incident.status.as_ref()?;
        Some((incident.source, status.value.as_str()))
    };
    given.corpus.iter().filter_map(status).collect()
}

/// Names of rules that book.toml mentions and that do not exist, each with the nearest that does.
pub fn unknown_rules(config: &Config) -> Vec<(String, Option<&'static str>)> {
    let names: BTreeSet<&'static str> = rules::RULES.iter().map(|rule| rule.name).collect();
    let of_statuses = config.status_rules.values().flat_map(BTreeMap::keys);
    let written: BTreeSet<&String> = config.rules.keys().chain(of_statuses).collect();
    written
        .into_iter()
        .filter(|name| !names.contains(name.as_str()))
        .map(|name| {
            (
                name.clone(),
                crate::tree::nearest(name, names.iter().copied()),
            )
        })
        .collect()
}

//! Findings: what is wrong in the content, as data. Only the printers know how they look.

pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod short;

use crate::source::{Place, Sources, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Good to know; never counted against the report.
    Hint,
    /// Should be looked at; the site is published.
    Warning,
    /// The site is not published while it stands.
    Error,
}

impl Level {
    /// Returns the word that printers use.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Hint => "hint",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// Some bytes of a file and what takes their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes; empty where something is put between two others.
    pub span: Span,
    /// What takes their place.
    pub replacement: String,
}

/// A change of the finding's file that is safe to make without asking: the report says the same
/// afterwards, better written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What was done, once it is done: "`date` is now `started`".
    pub description: String,
    /// The change. All edits are made, or none.
    pub edits: Vec<Edit>,
}

/// One finding: it points at the token, states what is there, and proposes the edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, such as `unknown-severity`.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What is wrong, lower case, without a full stop, values in backticks.
    pub message: String,
    /// The one place to look first.
    pub place: Place,
    /// Words printed at that place, such as "expected one of ..".
    pub label: Option<String>,
    /// What else belongs to it, each with its own words.
    pub related: Vec<(Place, String)>,
    /// The edit that makes it go away.
    pub help: Option<String>,
    /// The edit as bytes, where it is safe.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Starts a finding at a place.
    pub fn new(
        rule: &'static str,
        level: Level,
        place: Place,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            rule,
            level,
            message: message.into(),
            place,
            label: None,
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Says whether what stands at the place must not be shown again, in a log that many read.
    pub fn is_about_a_secret(&self) -> bool {
        self.rule == "possible-secret"
    }

    /// Adds words at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds the edit that `check --fix` makes.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Diagnostic {
        self.fix = Some(fix);
        self
    }

    /// Adds another place with its own words.
    #[must_use]
    pub fn related(mut self, place: Place, words: impl Into<String>) -> Diagnostic {
        self.related.push((place, words.into()));
        self
    }
}

/// What printers may tell of a rule besides its name.
#[derive(Debug, Clone, Copy)]
pub struct RulePage {
    /// Its name.
    pub name: &'static str,
    /// How much its findings weigh by default.
    pub level: Level,
    /// Its page.
    pub docs: &'static str,
}

/// Puts findings into the order they are printed in: by file, then place, then rule.
pub fn sort(findings: &mut [Diagnostic], sources: &Sources) {
    findings.sort_by(|a, b| {
        let name = |finding: &Diagnostic| sources.get(finding.place.file).name.as_str();
        (
            name(a),
            a.place.span.start,
            a.place.span.end,
            a.rule,
            &a.message,
        )
            .cmp(&(
                name(b),
                b.place.span.start,
                b.place.span.end,
                b.rule,
                &b.message,
            ))
    });
}

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Findings of level error.
    pub errors: usize,
    /// Findings of level warning.
    pub warnings: usize,
    /// Findings of level hint.
    pub hints: usize,
}

/// Counts findings by level.
pub fn tally(findings: &[Diagnostic]) -> Tally {
    findings
        .iter()
        .fold(Tally::default(), |mut tally, finding| {
            match finding.level {
                Level::Error => tally.errors += 1,
                Level::Warning => tally.warnings += 1,
                Level::Hint => tally.hints += 1,
            }
            tally
        })
}

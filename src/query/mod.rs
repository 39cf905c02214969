//! The words people search with: `cause:dns before:2024 "connection pool" -test`, as a list of terms.
//!
//! `themes/default/query.js` is the same language in the browser, and `tests/query/` holds both to
//! one set of examples. Nothing that can be typed is an error: what is not understood is looked for
//! as words, or left out, and a note says so.

mod facts;
mod names;
mod parse;
mod values;

pub use facts::Facts;
pub use names::Names;
pub use parse::parse;

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// What was typed, understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Its parts, in order.
    pub terms: Vec<Term>,
    /// What was not understood, with what was done about it.
    pub notes: Vec<Note>,
}

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it asks for.
    pub what: What,
    /// Whether it asks for incidents without it: `-word`.
    pub not: bool,
    /// Where it stands in the query, in bytes.
    pub span: Range<usize>,
}

/// What a term asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A word, or several that punctuation joins.
    Word {
        /// As typed.
        text: String,
        /// Whether it may go on: nothing was typed after it.
        open: bool,
    },
    /// Words side by side: `"connection pool"`.
    Phrase(String),
    /// A property of the incident.
    Filter(Filter),
}

/// A property that incidents must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Which property.
    pub field: Field,
    /// Which values.
    pub test: Test,
}

/// Values that pass a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of these names.
    Names(Vec<Pattern>),
    /// A number between these two, both included: a year, a day as `20240302`, or seconds.
    Between(Option<i64>, Option<i64>),
}

/// A name, or the beginning of one: `api*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The name, folded.
    pub text: String,
    /// Whether the name may go on.
    pub prefix: bool,
}

/// Something to say about a part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Which part, in bytes.
    pub span: Range<usize>,
    /// The words.
    pub text: String,
}

/// A property that filters know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What was hurt.
    Service,
    /// Why it happened; a parent finds its children.
    Cause,
    /// How bad it was.
    Severity,
    /// How far the report is.
    Status,
    /// Free words.
    Tag,
    /// How it was noticed.
    Detection,
    /// The year it began in.
    Year,
    /// It began before this day.
    Before,
    /// It began on this day or later.
    After,
    /// How long it lasted.
    Duration,
    /// What the report has.
    Has,
}

impl Field {
    /// All of them with their names, the first of which is the canonical one.
    pub const ALL: [(Field, &'static [&'static str]); 11] = [
        (Field::Service, &["service", "services"]),
        (Field::Cause, &["cause", "causes"]),
        (Field::Severity, &["severity", "sev"]),
        (Field::Status, &["status"]),
        (Field::Tag, &["tag", "tags", "label"]),
        (Field::Detection, &["detection", "detected-by"]),
        (Field::Year, &["year"]),
        (Field::Before, &["before"]),
        (Field::After, &["after", "since"]),
        (Field::Duration, &["duration", "lasted"]),
        (Field::Has, &["has"]),
    ];

    /// Returns the canonical name.
    pub fn as_str(self) -> &'static str {
        let names = Field::ALL.iter().find(|(field, _)| *field == self);
        names.map_or("", |(_, names)| names[0])
    }

    /// Finds a field by any of its names, in any case.
    pub fn from_name(name: &str) -> Option<Field> {
        let name = name.to_lowercase();
        let found = |(_, names): &&(Field, &[&str])| names.contains(&name.as_str());
        Field::ALL.iter().find(found).map(|(field, _)| *field)
    }
}

/// What `has:` can ask for, with what it means.
pub const HAS: [(&str, &str); 12] = [
    ("actions", "follow-up work is listed"),
    (
        "open-actions",
        "follow-up work is listed as proposed or open",
    ),
    ("causes", "causes of the taxonomy are stated"),
    ("date", "it is known when it began"),
    ("detection", "it is known how it was noticed"),
    ("duration", "it is known how long it lasted"),
    ("impact", "an impact is described"),
    ("related", "other incidents are named as related"),
    ("services", "services are named"),
    ("severity", "a severity is stated"),
    ("sources", "sources are listed"),
    ("timeline", "there is a timeline"),
];

/// Folds a name so that spellings of it are one: case, accents, hyphens, underscores and spaces.
///
/// ```
/// assert_eq!(casebook::query::fold("Trainee-Management É"), "traineemanagemente");
/// ```
pub fn fold(name: &str) -> String {
    let lower = name.nfkd().collect::<String>().to_lowercase();
    let kept = lower.chars().filter(|c| {
        !matches!(c, '\u{300}'..='\u{36F}' | '-' | '_' | '\u{FEFF}') && !c.is_whitespace()
    });
    kept.nfc().collect()
}

/// Returns the one of `words` that was probably meant: at most two letters off, one in short words.
pub(crate) fn nearest<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let most = if word.chars().count() < 5 { 1 } else { 2 };
    let mut best: Option<(usize, &str)> = None;
    for candidate in words {
        let distance = strsim::osa_distance(word, candidate);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, word)| word)
}

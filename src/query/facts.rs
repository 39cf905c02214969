//! What filters look at.

use super::{Field, Filter, Names, Pattern, Query, Term, Test, What, fold};

/// The facts of one incident that filters look at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Ids of services.
    pub services: Vec<String>,
    /// Ids of causes.
    pub causes: Vec<String>,
    /// Id of the severity.
    pub severity: Option<String>,
    /// Id of the status.
    pub status: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// How it was noticed.
    pub detection: Option<String>,
    /// The day it began, as `20240302`; the first one where only a month or a year is known.
    pub started: Option<i64>,
    /// How long it lasted, in seconds.
    pub duration: Option<i64>,
    /// What the report has, as `has:` names it.
    pub has: Vec<String>,
}

impl Facts {
    /// Facts with nothing but one name.
    pub(super) fn with(field: Field, id: &str) -> Facts {
        let (one, some) = (vec![id.to_owned()], Some(id.to_owned()));
        let mut facts = Facts::default();
        match field {
            Field::Service => facts.services = one,
            Field::Cause => facts.causes = one,
            Field::Severity => facts.severity = some,
            Field::Status => facts.status = some,
            Field::Detection => facts.detection = some,
            Field::Tag => facts.tags = one,
            Field::Has => facts.has = one,
            Field::Year | Field::Before | Field::After | Field::Duration => {}
        }
        facts
    }
}

impl Query {
    /// Says whether an incident passes every filter. Words and phrases are not looked at.
    pub fn matches(&self, facts: &Facts, names: &Names) -> bool {
        self.terms.iter().all(|term| match &term.what {
            What::Filter(filter) => filter.matches(facts, names) != term.not,
            _ => true,
        })
    }

    /// Says whether the query is nothing but filters.
    pub fn is_only_filters(&self) -> bool {
        let is_filter = |term: &Term| matches!(term.what, What::Filter(_));
        self.terms.iter().all(is_filter)
    }
}

impl Filter {
    /// Says whether an incident passes.
    pub fn matches(&self, facts: &Facts, names: &Names) -> bool {
        match &self.test {
            Test::Names(patterns) => patterns.iter().any(|pattern| {
                let passes = |value: &String| names.matches(self.field, pattern, value);
                values(facts, self.field).iter().any(passes)
            }),
            Test::Between(least, most) => {
                let value = match self.field {
                    Field::Year => facts.started.map(|day| day / 10_000),
                    Field::Duration => facts.duration,
                    _ => facts.started,
                };
                value.is_some_and(|value| {
                    least.is_none_or(|least| value >= least)
                        && most.is_none_or(|most| value <= most)
                })
            }
        }
    }
}

fn values(facts: &Facts, field: Field) -> &[String] {
    match field {
        Field::Service => &facts.services,
        Field::Cause => &facts.causes,
        Field::Severity => facts.severity.as_slice(),
        Field::Status => facts.status.as_slice(),
        Field::Detection => facts.detection.as_slice(),
        Field::Tag => &facts.tags,
        Field::Has => &facts.has,
        Field::Year | Field::Before | Field::After | Field::Duration => &[],
    }
}

impl Names {
    /// Says whether a value has the name that a pattern asks for. A cause has also the names of its
    /// parent and of its last part: `network` and `dns` both find `network/dns`.
    fn matches(&self, field: Field, pattern: &Pattern, value: &str) -> bool {
        let whole = fold(value);
        let passes =
            |name: &str, wanted: &str| name == wanted || pattern.prefix && name.starts_with(wanted);
        let wanted = match self.id(field, &pattern.text) {
            Some(id) if !pattern.prefix => id,
            _ => pattern.text.as_str(),
        };
        if passes(&whole, wanted) {
            return true;
        }
        let parts = whole.split_once('/').filter(|_| field == Field::Cause);
        parts.is_some_and(|(top, last)| passes(top, wanted) || passes(last, wanted))
    }
}

//! The numbers of an archive, or of a part of it, for terminals, programs, spreadsheets and reviews.
//! They are those of the site: both come from [`crate::analyze`].

mod csv;
mod human;
mod markdown;
mod view;

pub use csv::print as csv;
pub use human::print as human;
pub use markdown::print as markdown;
pub use view::Stats;

use crate::analyze::statistics::periods::{Change, Stretch};
use crate::analyze::{actions, causes, statistics};
use crate::config::Config;
use crate::model::{Incident, Slug};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Version of the JSON document. Fields may come; when one changes or goes, this number rises.
pub const VERSION: u32 = 1;

/// Which part of an archive is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The filters as they were given, as one query.
    pub query: String,
    /// The first day on which incidents began.
    pub since: Option<NaiveDate>,
    /// The last day on which they began.
    pub until: Option<NaiveDate>,
}

impl Part {
    /// Says whether it is less than everything.
    pub fn is_part(&self) -> bool {
        !self.query.is_empty() || self.since.is_some() || self.until.is_some()
    }

    /// Says whether an incident began within its days. Of a month or a year the first day counts.
    pub fn holds(&self, incident: &Incident) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let day = incident.started().map(|at| at.local.date());
        day.is_some_and(|day| {
            self.since.is_none_or(|since| day >= since)
                && self.until.is_none_or(|until| day <= until)
        })
    }

    /// Returns the days that can be held against those before them.
    fn stretch(&self, today: NaiveDate) -> Option<Stretch> {
        let first = self.since?;
        let last = self.until.unwrap_or(today);
        (first <= last).then_some(Stretch { first, last })
    }
}

/// What numbers are made of. Incidents come the latest first.
pub struct Given<'a> {
    /// Settings.
    pub config: &'a Config,
    /// What "overdue" and "the last twelve months" are counted from.
    pub today: NaiveDate,
    /// All incidents.
    pub all: &'a [&'a Incident],
    /// Those that pass the filters, whenever they began.
    pub filtered: &'a [&'a Incident],
    /// Which part is looked at.
    pub part: &'a Part,
}

/// Counts. What came back is looked for among all incidents, so that one before the stretch counts.
pub fn stats(given: &Given<'_>) -> Stats {
    let Given { config, today, .. } = *given;
    let chosen: Vec<&Incident> = given
        .filtered
        .iter()
        .copied()
        .filter(|incident| given.part.holds(incident))
        .collect();
    let change = match given.part.stretch(today) {
        Some(stretch) => Some(Change::of(stretch, given.filtered, config)),
        None if given.part.until.is_some() => None,
        None => Some(statistics::statistics(given.filtered, config, today).change),
    };
    let counted = view::Counted {
        statistics: statistics::statistics(&chosen, config, today),
        causes: causes::causes(&chosen, config, today),
        ledger: actions::ledger(&chosen, config, today),
        came_back: came_back(given, &chosen),
        change: change.unwrap_or_default(),
    };
    view::stats(given, &chosen, &counted)
}

/// The chosen incidents that follow another one, by their places among the chosen.
fn came_back(given: &Given<'_>, chosen: &[&Incident]) -> Vec<usize> {
    let all = causes::causes(given.all, given.config, given.today).recurrences;
    let by_word = all.related.iter().map(|(_, later)| later);
    let slugs: BTreeSet<&Slug> = all
        .followers
        .iter()
        .chain(by_word)
        .filter_map(|place| Some(&given.all.get(*place)?.slug))
        .collect();
    let places = chosen.iter().enumerate();
    places
        .filter(|(_, incident)| slugs.contains(&incident.slug))
        .map(|(place, _)| place)
        .collect()
}

/// Prints one JSON document.
pub fn json(stats: &Stats) -> String {
    let text = serde_json::to_string_pretty(stats).unwrap_or_default();
    format!("{text}\n")
}

/// Returns the JSON Schema of the document.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Stats);
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    format!("{text}\n")
}

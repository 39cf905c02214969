//! Causes: what keeps breaking, and a page for each. Every number comes from
//! [`crate::analyze::causes`]; `docs/causes.md` says how it is made.

mod index;
mod one;
mod overview;
mod parts;
mod ranking;
mod rates;
mod recurrences;
pub(super) mod roles;
mod sentence;
mod services;
mod together;
mod trend;
mod uncoded;

use super::paged::{self, ROWS};
use crate::analyze::causes::quarters::Quarter;
use crate::analyze::causes::stat::CauseStat;
use crate::error::Error;
use crate::model::CauseId;
use crate::render::words::{cause_description, cause_title};
use crate::render::{Book, Plan};
use crate::theme::Variables;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A link, from the root of the site.
#[derive(Debug, Serialize, JsonSchema)]
struct Link {
    href: String,
    title: String,
}

/// Returns the address of a cause's page.
pub(super) fn address(id: &CauseId) -> String {
    format!("causes/{id}.html")
}

/// Returns what pages call a cause.
pub(super) fn title(id: &CauseId, book: &Book) -> String {
    book.config
        .taxonomy
        .get(id)
        .map_or_else(|| id.to_string(), |it| cause_title(it, book.language()))
}

/// Returns what tells a cause apart from those of other groups: `Network: DNS`.
fn full_title(id: &CauseId, book: &Book) -> String {
    match id.is_top() {
        true => title(id, book),
        false => {
            let (group, cause) = (title(&id.top(), book), title(id, book));
            let args = [("group", (&group).into()), ("cause", (&cause).into())];
            book.with("causes.full-title", &args)
        }
    }
}

/// Two causes that come together: `Network and Capacity`.
fn pair(a: &CauseId, b: &CauseId, book: &Book) -> String {
    book.language().listed(&[title(a, book), title(b, book)])
}

fn description(id: &CauseId, book: &Book) -> Option<String> {
    let cause = book.config.taxonomy.get(id)?;
    cause_description(cause, book.language())
}

/// What their templates may name.
pub(super) const VARIABLES: [Variables; 2] = [overview::PAGE.variables(), one::PAGE.variables()];

/// Adds the page of all causes, and a page for each that any incident has; more for causes of many
/// incidents.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("causes.html".to_owned(), &overview::PAGE, overview::view)?;
    let book = plan.book.clone();
    for (id, stat) in &book.analysis.common_causes.stats {
        for number in 0..paged::count(stat.incidents.len(), ROWS) {
            let at = paged::address(&address(id), number);
            let id = id.clone();
            plan.page(at, &one::PAGE, move |book, at| {
                one::view(&id, number, book, at)
            })?;
        }
    }
    Ok(())
}

/// Where on the pages of a cause the incidents of each quarter begin.
struct QuarterPlaces {
    first: String,
    /// How many incidents stand before the first one of the quarter.
    begins: BTreeMap<Quarter, usize>,
}

impl QuarterPlaces {
    fn new(id: &CauseId, stat: &CauseStat, book: &Book) -> QuarterPlaces {
        let mut begins = BTreeMap::new();
        for (on, place) in stat.incidents.iter().enumerate() {
            if let Some(quarter) = book.nth(*place).and_then(Quarter::of_incident) {
                begins.entry(quarter).or_insert(on);
            }
        }
        QuarterPlaces {
            first: address(id),
            begins,
        }
    }

    /// Returns where the incidents of a quarter are listed, from the root of the site.
    fn address(&self, quarter: Quarter) -> Option<String> {
        let page = self.begins.get(&quarter)? / ROWS;
        let page = paged::address(&self.first, page);
        Some(format!("{page}#{}", quarter_id(quarter)))
    }
}

fn quarter_id(quarter: Quarter) -> String {
    format!("q{}-{}", quarter.year(), quarter.number())
}

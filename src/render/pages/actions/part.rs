//! Some of the actions: those of a kind, a severity or a service.

use super::row::kind_title;
use crate::analyze::actions::{Ledger, Tally};
use crate::model::{ActionKind, Slug};
use crate::render::Book;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Some of the actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    All,
    Kind(Option<ActionKind>),
    /// By the place of the severity in the settings.
    Severity(usize),
    /// By the place of the service among all.
    Service(usize),
}

/// A part that has a page.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) part: Part,
    pub(super) title: String,
    /// From the root of the site.
    pub(super) href: String,
    /// How many of its actions are open or proposed.
    pub(super) left: usize,
}

/// Returns the address of the actions of a service; it exists where any are left.
pub(in crate::render::pages) fn of_service(id: &Slug) -> String {
    format!("actions/service/{id}.html")
}

/// Returns the parts with work left: kinds and severities where there are several, and services, the
/// one with the most left first.
pub(super) fn choices(book: &Book) -> Vec<Choice> {
    let ledger = &book.analysis.actions;
    let kinds = ledger.kinds.iter();
    let kinds = kinds.map(|(kind, tally)| (Part::Kind(*kind), tally.left()));
    let severities = ledger.severities.iter();
    let severities = severities
        .filter_map(|(severity, tally)| Some((Part::Severity((*severity)?), tally.left())));
    let services = (0..book.analysis.services.len()).map(Part::Service);
    let mut services: Vec<(Part, usize)> = services
        .map(|part| (part, part.tally(book).left()))
        .collect();
    services.sort_by_key(|(_, left)| Reverse(*left));
    let mut choices = Vec::new();
    for (mut parts, fewest) in [
        (kinds.collect::<Vec<_>>(), 2),
        (severities.collect(), 2),
        (services, 1),
    ] {
        parts.retain(|(_, left)| *left > 0);
        if parts.len() >= fewest {
            choices.extend(parts.into_iter().filter_map(|(part, left)| {
                Some(Choice {
                    part,
                    title: part.title(book),
                    href: part.address(book)?,
                    left,
                })
            }));
        }
    }
    // Ids that differ only in punctuation have one address; the first one has the page.
    let mut taken = BTreeSet::new();
    choices.retain(|choice: &Choice| taken.insert(choice.href.clone()));
    choices
}

impl Part {
    /// Returns its actions.
    pub(super) fn ledger(self, book: &Book) -> Ledger {
        let all = &book.analysis.actions;
        match self {
            Part::All => all.clone(),
            Part::Kind(kind) => all.only(|entry| entry.kind == kind),
            Part::Severity(at) => all.only(|entry| entry.severity == Some(at)),
            Part::Service(_) => all.of_incidents(self.places(book)),
        }
    }

    /// The incidents of a service, as places in the order of time.
    fn places(self, book: &Book) -> impl Iterator<Item = usize> + '_ {
        let service = match self {
            Part::Service(at) => book.analysis.services.get(at),
            _ => None,
        };
        let slugs = service.map_or(&[][..], |service| service.incidents.as_slice());
        slugs.iter().filter_map(|slug| book.analysis.position(slug))
    }

    fn tally(self, book: &Book) -> Tally {
        let entries = self
            .places(book)
            .flat_map(|at| book.analysis.actions.of(at));
        Tally::of(entries)
    }

    fn title(self, book: &Book) -> String {
        match self {
            Part::All => book.say("page.actions").to_owned(),
            Part::Kind(kind) => book.say(kind_title(kind)).to_owned(),
            Part::Severity(at) => {
                let level = book.config.severities.get(at);
                level.map_or_else(String::new, |level| level.title.clone())
            }
            Part::Service(at) => {
                let service = book.analysis.services.get(at);
                service.map_or_else(String::new, |service| service.title.clone())
            }
        }
    }

    /// Returns the title of its page.
    pub(super) fn page_title(self, book: &Book) -> String {
        match self {
            Part::All => self.title(book),
            Part::Kind(kind) => book.say(of_kind(kind)).to_owned(),
            Part::Severity(_) | Part::Service(_) => {
                book.with("actions.of-part", &[("part", (&self.title(book)).into())])
            }
        }
    }

    fn address(self, book: &Book) -> Option<String> {
        Some(match self {
            Part::All => "actions.html".to_owned(),
            Part::Kind(kind) => {
                let word = kind.map_or("not-stated", ActionKind::as_str);
                format!("actions/kind/{word}.html")
            }
            Part::Severity(at) => {
                let id = &book.config.severities.get(at)?.id;
                format!("actions/severity/{}.html", Slug::from_name(id)?)
            }
            Part::Service(at) => of_service(&book.analysis.services.get(at)?.id),
        })
    }
}

/// The message that names the actions of a kind.
fn of_kind(kind: Option<ActionKind>) -> &'static str {
    match kind {
        Some(ActionKind::Prevent) => "actions.of-prevent",
        Some(ActionKind::Detect) => "actions.of-detect",
        Some(ActionKind::Mitigate) => "actions.of-mitigate",
        Some(ActionKind::Process) => "actions.of-process",
        None => "actions.of-no-kind",
    }
}

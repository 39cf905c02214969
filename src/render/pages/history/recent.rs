//! Versions that were read lately. The page of an incident and those of its history ask for the same
//! ones, and are rendered soon after each other.

use crate::compare::{Comparison, Side, compare};
use crate::history::{History, Text};
use crate::model::{Incident, Slug};
use crate::render::Book;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The versions of few reports.
#[derive(Debug, Default)]
pub struct Recent(Mutex<VecDeque<Arc<Versions>>>);

/// Reports whose versions are kept.
const KEPT: usize = 8;

/// The versions of one report, each read when it is asked for.
#[derive(Debug)]
pub(super) struct Versions {
    slug: Slug,
    path: String,
    sides: Vec<OnceLock<Arc<Side>>>,
    comparisons: Mutex<BTreeMap<(usize, usize), Arc<Comparison>>>,
}

impl Recent {
    /// Returns the versions of a report.
    pub(super) fn versions(&self, incident: &Incident, history: &History) -> Arc<Versions> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.iter().find(|it| it.slug == incident.slug) {
            return Arc::clone(found);
        }
        let versions = Arc::new(Versions {
            slug: incident.slug.clone(),
            path: incident.path.clone(),
            sides: history.versions.iter().map(|_| OnceLock::new()).collect(),
            comparisons: Mutex::default(),
        });
        kept.push_back(Arc::clone(&versions));
        if kept.len() > KEPT {
            kept.pop_front();
        }
        versions
    }
}

impl Versions {
    /// Returns a version, read.
    pub(super) fn side(&self, number: usize, history: &History, book: &Book) -> Arc<Side> {
        let read = || {
            let text = match book.histories.text(&history.versions[number]) {
                Text::Read(text) => text,
                Text::NotText => format!("*{}*\n", book.say("history.not-text")).into(),
                Text::Missing => format!("*{}*\n", book.say("history.not-here")).into(),
            };
            Arc::new(Side::read(&text, &self.path, &self.slug, &book.config))
        };
        match self.sides.get(number) {
            Some(side) => Arc::clone(side.get_or_init(read)),
            None => read(),
        }
    }

    /// Compares two versions.
    pub(super) fn between(
        &self,
        old: usize,
        new: usize,
        history: &History,
        book: &Book,
    ) -> Arc<Comparison> {
        let kept = || {
            let kept = &self.comparisons;
            kept.lock().unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(found) = kept().get(&(old, new)) {
            return Arc::clone(found);
        }
        let (before, after) = (self.side(old, history, book), self.side(new, history, book));
        let made = Arc::new(compare(&before, &after));
        Arc::clone(kept().entry((old, new)).or_insert(made))
    }

    /// Compares a version with the one before it; `None` for the first one.
    pub(super) fn against_previous(
        &self,
        number: usize,
        history: &History,
        book: &Book,
    ) -> Option<Arc<Comparison>> {
        let has_previous = number + 1 < history.versions.len();
        has_previous.then(|| self.between(number + 1, number, history, book))
    }
}

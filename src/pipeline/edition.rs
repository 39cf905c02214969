//! A site as it was laid out last, from which the save of a report makes the next one at once.

use super::{Checked, Strictness, check_some, histories};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::load::Scope;
use crate::project::Project;
use crate::render::{self, Book};
use crate::site::Site;
use crate::source::SourceId;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a site was made from.
#[derive(Debug, Clone)]
pub struct Edition {
    book: Arc<Book>,
    reports: usize,
}

/// The edition after a save.
#[derive(Debug)]
pub struct Saved {
    /// The edition. What is worked out from all reports together, counts and neighbours, is that of
    /// before.
    pub edition: Edition,
    /// The reports that were saved.
    pub files: BTreeSet<SourceId>,
    /// What is wrong in them; that of all others is what it was.
    pub findings: Vec<Diagnostic>,
}

impl Edition {
    /// Makes the edition of a project as it was read.
    ///
    /// # Errors
    /// When the theme has a fault.
    pub fn new(project: &Project, checked: Checked) -> Result<Edition, Error> {
        let histories = histories(project, &checked);
        let (corpus, sources) = (checked.corpus, checked.sources);
        Ok(Edition {
            book: Arc::new(super::book(project, corpus, sources, histories)?),
            reports: checked.reports,
        })
    }

    /// Returns what pages are made from.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Lays out the site.
    ///
    /// # Errors
    /// When two pages claim one address.
    pub fn site(&self) -> Result<Site, Error> {
        render::site(Arc::clone(&self.book))
    }

    /// Reads the reports among saved files alone. `None` where the save touched anything but reports
    /// that were there, so that everything has to be read.
    pub fn after(&self, project: &Project, saved: &[PathBuf]) -> Option<Saved> {
        let names = self.names(project, saved)?;
        let is_saved = |name: &str| names.contains(name);
        let mut checked = check_some(project, Strictness::Usual, Scope::Only(&is_saved)).ok()?;
        let (mut corpus, mut sources) = (self.book.corpus.clone(), self.book.sources.clone());
        let mut files = BTreeSet::new();
        for incident in checked.corpus.iter() {
            let file = checked.sources.get(incident.source);
            if !is_saved(&file.name) {
                continue;
            }
            let known = corpus.get(&incident.slug)?;
            let is_same_file =
                known.source == incident.source && sources.get(known.source).name == file.name;
            if !is_same_file {
                return None;
            }
            files.insert(incident.source);
            sources.adopt(incident.source, &checked.sources);
            corpus.exchange(incident.clone());
        }
        if files.len() != names.len() || checked.reports != self.reports {
            return None;
        }
        let mut findings = std::mem::take(&mut checked.findings);
        findings.retain(|finding| files.contains(&finding.place.file));
        let edition = Edition {
            book: Arc::new(self.book.exchanged(corpus, sources)),
            reports: self.reports,
        };
        Some(Saved {
            edition,
            files,
            findings,
        })
    }

    /// The names of the reports among saved files, as findings print them. Files that came and went,
    /// as editors leave them, count for nothing.
    fn names(&self, project: &Project, saved: &[PathBuf]) -> Option<BTreeSet<String>> {
        let src = fs::canonicalize(&project.src).ok()?;
        let mut names = BTreeSet::new();
        for path in saved {
            let inside = path.strip_prefix(&src).ok()?;
            let known = self.book.corpus.iter();
            match { known }.find(|incident| Path::new(&incident.path) == inside) {
                Some(incident) => {
                    let file = self.book.sources.get(incident.source);
                    names.insert(file.name.clone());
                }
                None if !path.exists() => {}
                None => return None,
            }
        }
        (!names.is_empty()).then_some(names)
    }
}

//! The files of the search index, among the other files of a site.

use super::{Book, Plan};
use super::{passages, words};
use crate::error::Error;
use crate::model::{Detection, Slug};
use crate::search::{self, Index, Part, Titles};
use crate::site::{SitePath, Together};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// An index that is made when its first file is asked for.
#[derive(Debug, Default)]
pub struct LazyIndex(Mutex<Arc<OnceLock<Index>>>);

impl LazyIndex {
    /// Makes the index, before any page is rendered.
    fn prepare(&self, book: &Book) {
        self.made().get_or_init(|| make(book));
    }

    /// Lets the index go. Whoever asks for a file of it later has it made anew.
    fn forget(&self) {
        *lock(&self.0) = Arc::default();
    }

    /// Returns a file of the index, and makes the index when nobody did.
    ///
    /// Pages may be rendered on all threads of a pool. A thread that waits here for another must not
    /// be one that the other needs, nor may the one that makes the index pick up a page which asks
    /// for it in turn; so it is made on threads of its own.
    fn file(&self, book: &Book, part: Part, titles: &Titles) -> Vec<u8> {
        let made = self.made();
        let index = made.get_or_init(|| match rayon::ThreadPoolBuilder::new().build() {
            Ok(pool) => std::thread::scope(|scope| {
                let made = scope.spawn(|| pool.install(|| make(book))).join();
                made.unwrap_or_else(|fault| std::panic::resume_unwind(fault))
            }),
            Err(_) => make(book),
        });
        index.file(part, titles)
    }

    fn made(&self) -> Arc<OnceLock<Index>> {
        Arc::clone(&lock(&self.0))
    }
}

fn make(book: &Book) -> Index {
    passages::index(&book.corpus, &book.sources, &book.config, book.language())
}

/// A thread that panicked while it held the lock left what is in it whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Adds the index: a manifest, shards of words and places, titles, facts, and the text of each
/// report for excerpts.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let corpus = &plan.book.corpus;
    let shards = search::shards(passages::bytes(corpus, &plan.book.sources));
    let slugs: Vec<Slug> = corpus
        .iter()
        .map(|incident| incident.slug.clone())
        .collect();
    let mut parts = vec![
        ("manifest".to_owned(), Part::Manifest),
        ("usual".to_owned(), Part::Usual),
    ];
    for column in search::COLUMNS {
        parts.push((format!("f-{column}"), Part::Facts(column)));
    }
    for number in 0..shards {
        parts.push((format!("w{number}"), Part::Words(number)));
        parts.push((format!("p{number}"), Part::Places(number)));
    }
    for number in 0..search::rows(slugs.len()) {
        parts.push((format!("r{number}"), Part::Rows(number)));
    }
    let mut files = Vec::with_capacity(parts.len());
    for (name, part) in parts {
        let file = format!("search/{name}.js");
        files.extend(SitePath::new(file.as_str()));
        plan.add(file, move |book, _| {
            let titles = match part {
                Part::Manifest => titles(book),
                _ => Titles::new(),
            };
            Ok(book.index.file(book, part, &titles))
        })?;
    }
    let (before, after) = (Arc::clone(&plan.book), Arc::clone(&plan.book));
    plan.site.together(Together {
        pages: files,
        before: Box::new(move || before.index.prepare(&before)),
        after: Box::new(move || after.index.forget()),
    });
    for slug in slugs {
        plan.add(format!("search/text/{slug}.js"), move |book, _| {
            let incident = book.incident(&slug)?;
            let document =
                passages::document(incident, &book.sources, &book.config, book.language());
            Ok(search::text(&document))
        })?;
    }
    Ok(())
}

/// What pages call the values of filters.
fn titles(book: &Book) -> Titles {
    let (config, analysis) = (&book.config, &book.analysis);
    let services = book.corpus.iter().flat_map(|incident| &incident.services);
    let services = services.map(|service| {
        let id = &service.value;
        (id.clone(), config.service_title(id).to_owned())
    });
    let causes = analysis.causes.keys().filter_map(|id| {
        let cause = config.taxonomy.get(id)?;
        Some((id.to_string(), words::cause_title(cause, book.language())))
    });
    let levels = |levels: &[crate::config::NamedLevel]| {
        levels
            .iter()
            .map(|level| (level.id.clone(), level.title.clone()))
            .collect()
    };
    let detection = Detection::ALL.iter();
    let detection = detection.map(|it| {
        (
            it.as_str().to_owned(),
            words::noticed(*it, book.language()).to_owned(),
        )
    });
    BTreeMap::from([
        ("service", services.collect()),
        ("cause", causes.collect()),
        ("severity", levels(&config.severities)),
        ("status", levels(&config.statuses)),
        ("detection", detection.collect()),
    ])
}

//! The files of the search index, among the other files of a site.

use super::{Book, Plan};
use super::{passages, words};
use crate::error::Error;
use crate::model::{Detection, Slug};
use crate::search::{self, Index, Part, Titles};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// An index that is made when its first file is asked for.
#[derive(Debug, Default)]
pub struct LazyIndex(OnceLock<Index>);

impl LazyIndex {
    /// Makes the index, before any page is rendered.
    fn prepare(&self, book: &Book) {
        self.0.get_or_init(|| {
            passages::index(&book.corpus, &book.sources, &book.config, book.language())
        });
    }

    /// Returns the index, and makes it when nobody did.
    ///
    /// Pages may be rendered on all threads of a pool. A thread that waits here for another must not
    /// be one that the other needs, nor may the one that makes the index pick up a page which asks
    /// for it in turn; so it is made on threads of its own.
    fn get(&self, book: &Book) -> &Index {
        self.0.get_or_init(|| {
            let make =
                || passages::index(&book.corpus, &book.sources, &book.config, book.language());
            match rayon::ThreadPoolBuilder::new().build() {
                Ok(pool) => std::thread::scope(|scope| {
                    let made = scope.spawn(|| pool.install(make)).join();
                    made.unwrap_or_else(|fault| std::panic::resume_unwind(fault))
                }),
                Err(_) => make(),
            }
        })
    }
}

/// Adds the index: a manifest, shards of words and places, titles, facts, and the text of each
/// report for excerpts.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let book = Arc::clone(&plan.book);
    plan.site.before(move || book.index.prepare(&book));
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
    for (name, part) in parts {
        plan.add(format!("search/{name}.js"), move |book, _| {
            let titles = match part {
                Part::Manifest => titles(book),
                _ => Titles::new(),
            };
            Ok(book.index.get(book).file(part, &titles))
        })?;
    }
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

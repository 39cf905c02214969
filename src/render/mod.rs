//! The site: every address, and how to render what stands there.

mod calendar;
mod charts;
mod feeds;
mod frame;
pub mod index;
mod pages;
pub mod passages;
mod words;

use crate::analyze::Analysis;
use crate::analyze::neighbours::Neighbours;
use crate::config::Config;
use crate::error::Error;
use crate::history::Histories;
use crate::language::{Arg, Language};
use crate::markdown::html::Html;
use crate::model::{Corpus, Incident, Slug};
use crate::site::{Site, SitePath};
use crate::source::Sources;
use crate::theme::{Template, Theme};
use chrono::NaiveDate;
use serde::Serialize;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

pub use pages::history::Recent;
pub use pages::variables;
pub use words::entitle;

/// Everything that pages are made from. Rendering only reads it.
#[derive(Debug)]
pub struct Book {
    /// The settings.
    pub config: Config,
    /// The incidents.
    pub corpus: Corpus,
    /// Their text.
    pub sources: Sources,
    /// What was counted.
    pub analysis: Arc<Analysis>,
    /// Which incidents resemble which, from when the first page asks.
    pub neighbours: Arc<OnceLock<Neighbours>>,
    /// What pages look like.
    pub theme: Arc<Theme>,
    /// What a search finds.
    pub index: Arc<index::LazyIndex>,
    /// What "today" means.
    pub today: NaiveDate,
    /// The versions of the reports.
    pub histories: Arc<Histories>,
    /// Versions of reports that were read lately.
    pub recent: Arc<Recent>,
    /// The folder of book.toml, for files that it names.
    pub root: PathBuf,
}

impl Book {
    /// Returns the book with other reports, of the same files. All that was worked out from all of
    /// them together stays as it was.
    pub fn exchanged(&self, corpus: Corpus, sources: Sources) -> Book {
        Book {
            config: self.config.clone(),
            corpus,
            sources,
            analysis: Arc::clone(&self.analysis),
            neighbours: Arc::clone(&self.neighbours),
            theme: Arc::clone(&self.theme),
            index: Arc::clone(&self.index),
            today: self.today,
            histories: Arc::clone(&self.histories),
            recent: Arc::clone(&self.recent),
            root: self.root.clone(),
        }
    }

    /// Returns an incident that is known to be there.
    fn incident(&self, slug: &Slug) -> Result<&Incident, Error> {
        self.corpus
            .get(slug)
            .ok_or_else(|| Error::NoSuchPage(incident_address(slug)))
    }

    /// Returns the language of the site.
    fn language(&self) -> &Language {
        self.theme.language()
    }

    /// Says a message without slots.
    fn say<'s>(&'s self, id: &'s str) -> &'s str {
        self.language().say(id)
    }

    /// Says a message as text, its slots filled.
    fn with(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.language().with(id, args)
    }

    /// Says a message that counts.
    fn counted(&self, id: &str, n: usize) -> String {
        self.language().counted(id, n)
    }

    /// Says a message as markup: words and texts escaped, markup as it is.
    fn html(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Html {
        self.language().html(id, args)
    }

    /// Returns an incident by its place in the order of time.
    fn nth(&self, place: usize) -> Option<&Incident> {
        self.corpus.get(self.analysis.newest_first.get(place)?)
    }

    /// Returns which incidents resemble which. It is worked out by the first page that asks, on one
    /// thread: a page that waits for other threads might be given another page to render, which
    /// would ask, too.
    fn neighbours(&self) -> &Neighbours {
        self.neighbours.get_or_init(|| {
            let newest = self.corpus.newest_first();
            let factors = |incident: &Incident| {
                let file = &self.sources.get(incident.source).text;
                Cow::Owned(incident.factors_text(file))
            };
            Neighbours::new(&newest, factors, &self.config, self.today)
        })
    }

    /// Returns the incidents of a list of slugs.
    fn incidents<'a>(&'a self, slugs: &'a [Slug]) -> impl Iterator<Item = &'a Incident> {
        slugs.iter().filter_map(|slug| self.corpus.get(slug))
    }
}

/// Returns the address of an incident's page.
pub(crate) fn incident_address(slug: &Slug) -> String {
    format!("incidents/{slug}.html")
}

/// Lays out the site. Nothing is rendered yet.
///
/// # Errors
/// When two pages claim one address.
pub fn site(book: Arc<Book>) -> Result<Site, Error> {
    let mut plan = Plan {
        site: Site::default(),
        book,
    };
    pages::add(&mut plan)?;
    feeds::add(&mut plan)?;
    index::add(&mut plan)?;
    add_files(&mut plan)?;
    Ok(plan.site)
}

/// A site in the making.
struct Plan {
    site: Site,
    book: Arc<Book>,
}

impl Plan {
    /// Adds a page that a template renders from a view.
    fn page<V: Serialize + 'static>(
        &mut self,
        address: String,
        template: &'static Template<V>,
        view: impl Fn(&Book, &SitePath) -> Result<V, Error> + Send + Sync + 'static,
    ) -> Result<(), Error> {
        self.add(address, move |book, at| {
            book.theme.render(template, &view(book, at)?)
        })
    }

    /// Adds a file.
    fn add(
        &mut self,
        address: String,
        render: impl Fn(&Book, &SitePath) -> Result<Vec<u8>, Error> + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let at = SitePath::new(address.clone())
            .ok_or_else(|| Error::Told(format!("`{address}` cannot be an address of the site")))?;
        let book = Arc::clone(&self.book);
        let own = at.clone();
        self.site.insert(at, move || render(&book, &own))
    }
}

/// Style sheet, script and icon; the project's own ones; and the files beside reports.
fn add_files(plan: &mut Plan) -> Result<(), Error> {
    let book = Arc::clone(&plan.book);
    for (address, bytes) in book.theme.files() {
        let bytes = bytes.to_vec();
        plan.add(address.to_owned(), move |_, _| Ok(bytes.clone()))?;
    }
    let own = book
        .config
        .html
        .additional_css
        .iter()
        .chain(&book.config.html.additional_js);
    for path in own {
        let file = inside(&book.root, path)?;
        plan.add(frame::own_file(path), move |_, _| read(&file))?;
    }
    for asset in book.corpus.iter().flat_map(|incident| &incident.assets) {
        let file = asset.file.clone();
        plan.add(asset.address.clone(), move |_, _| read(&file))?;
    }
    if let Some(domain) = &book.config.html.cname {
        let domain = format!("{domain}\n").into_bytes();
        plan.add("CNAME".to_owned(), move |_, _| Ok(domain.clone()))?;
    }
    Ok(())
}

/// Finds a file that book.toml names. A symbolic link may not lead out of the project: whoever may
/// add one must not be able to publish what else is on the machine.
fn inside(root: &Path, path: &Path) -> Result<PathBuf, Error> {
    let file = root.join(path);
    let failed = |fault| Error::io("read", &file, fault);
    let real_root = fs::canonicalize(root).map_err(failed)?;
    if fs::canonicalize(&file)
        .map_err(failed)?
        .starts_with(real_root)
    {
        return Ok(file);
    }
    Err(Error::Told(format!(
        "`{}` of [output.html] in book.toml leads out of the project\n  = help: copy the file into the project",
        path.display()
    )))
}

fn read(file: &Path) -> Result<Vec<u8>, Error> {
    fs::read(file).map_err(|fault| Error::io("read", file, fault))
}

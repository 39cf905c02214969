//! Services, severities and tags: a page that lists them, and a page for each.

use super::paged::{self, Pages, ROWS};
use super::row::{Row, rows};
use crate::analyze::Analysis;
use crate::analyze::terms::Term;
use crate::error::Error;
use crate::markdown::html::Html;
use crate::render::charts::bar;
use crate::render::frame::{About, Frame};
use crate::render::{Book, Plan};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use schemars::JsonSchema;
use serde::Serialize;

const LIST: Template<ListView> = Template::new("terms.html");
const PAGE: Template<View> = Template::new("list.html");
/// What their templates may name.
pub(super) const VARIABLES: [Variables; 2] = [LIST.variables(), PAGE.variables()];

/// Data of `terms.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct ListView {
    page: Frame,
    sentence: String,
    terms: Vec<TermRow>,
    pages: Pages,
}

/// Terms on one page of a list.
const TERMS: usize = 500;

/// A term with a bar and a count.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TermRow {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) count: usize,
    pub(super) bar: Html,
}

/// Data of `list.html` for one term.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct View {
    pub(super) page: Frame,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) description: Option<String>,
    pub(super) sentence: String,
    pub(super) terms: Vec<TermRow>,
    pub(super) rows: Vec<Row>,
    pub(super) pages: Pages,
}

/// A link towards the root of the site.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Crumb {
    pub(super) href: String,
    pub(super) title: String,
}

/// A kind of term.
#[derive(Debug, Clone, Copy)]
struct Kind {
    folder: &'static str,
    /// Messages: what it is called, and how many there are in which order.
    title: &'static str,
    counted: &'static str,
    of: fn(&Analysis) -> &[Term],
}

const KINDS: [Kind; 3] = [
    Kind {
        folder: "services",
        title: "terms.services",
        counted: "terms.services-counted",
        of: |analysis| &analysis.services,
    },
    Kind {
        folder: "severities",
        title: "terms.severities",
        counted: "terms.severities-counted",
        of: |analysis| &analysis.severities,
    },
    Kind {
        folder: "tags",
        title: "terms.tags",
        counted: "terms.tags-counted",
        of: |analysis| &analysis.tags,
    },
];

/// Adds the pages of every kind that has terms.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let book = plan.book.clone();
    for kind in KINDS {
        let terms = (kind.of)(&book.analysis);
        if terms.is_empty() {
            continue;
        }
        for number in 0..paged::count(terms.len(), TERMS) {
            let address = paged::address(&format!("{}.html", kind.folder), number);
            plan.page(address, &LIST, move |book, at| {
                Ok(list(kind, number, book, at))
            })?;
        }
        // Services have pages with more on them.
        if kind.folder == "services" {
            continue;
        }
        for (i, term) in terms.iter().enumerate() {
            add_one(plan, kind, i, term)?;
        }
    }
    Ok(())
}

fn add_one(plan: &mut Plan, kind: Kind, i: usize, term: &Term) -> Result<(), Error> {
    for number in 0..paged::count(term.incidents.len(), ROWS) {
        let address = paged::address(&address(kind, term), number);
        plan.page(address, &PAGE, move |book, at| {
            let term = (kind.of)(&book.analysis).get(i);
            let term = term.ok_or_else(|| Error::NoSuchPage(at.to_string()))?;
            Ok(one((kind, term), number, book, at))
        })?;
    }
    Ok(())
}

fn address(kind: Kind, term: &Term) -> String {
    format!("{}/{}.html", kind.folder, term.id)
}

fn list(kind: Kind, number: usize, book: &Book, at: &SitePath) -> ListView {
    let terms = (kind.of)(&book.analysis);
    let most = terms
        .iter()
        .map(|term| term.incidents.len())
        .max()
        .unwrap_or(0);
    let n = terms.len();
    let sentence = book.counted(kind.counted, n);
    let title = paged::title(book.say(kind.title), number, book.language());
    let about = About {
        title: &title,
        description: &format!("{}: {title}: {sentence}", book.config.title),
        json_ld: None,
    };
    ListView {
        page: Frame::new(book, at, about),
        sentence,
        pages: Pages::new(&format!("{}.html", kind.folder), number, n, TERMS),
        terms: paged::slice(terms, number, TERMS)
            .iter()
            .map(|term| TermRow {
                href: address(kind, term),
                title: term.title.clone(),
                description: term.description.clone(),
                count: term.incidents.len(),
                bar: bar::bar(term.incidents.len(), most),
            })
            .collect(),
    }
}

fn one((kind, term): (Kind, &Term), number: usize, book: &Book, at: &SitePath) -> View {
    let sentence = book.counted("terms.latest-first", term.incidents.len());
    let described = term.description.clone().unwrap_or_default();
    let description = format!("{}: {described} {sentence}", term.title);
    let title = match kind.folder {
        "tags" => book.with("terms.tagged", &[("tag", (&term.title).into())]),
        _ => term.title.clone(),
    };
    let title = paged::title(&title, number, book.language());
    let about = About {
        title: &title,
        description: &description,
        json_ld: None,
    };
    View {
        page: Frame::new(book, at, about),
        crumbs: vec![Crumb {
            href: format!("{}.html", kind.folder),
            title: book.say(kind.title).to_owned(),
        }],
        description: term.description.clone(),
        sentence,
        terms: Vec::new(),
        rows: rows(
            book.incidents(paged::slice(&term.incidents, number, ROWS)),
            book,
        ),
        pages: Pages::new(&address(kind, term), number, term.incidents.len(), ROWS),
    }
}

//! All incidents, by year.

use super::row::{Row, rows};
use crate::error::Error;
use crate::markdown::html::Html;
use crate::model::Slug;
use crate::render::frame::{About, Frame};
use crate::render::{Book, Plan};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use schemars::JsonSchema;
use serde::Serialize;

const PAGE: Template<View> = Template::new("incidents.html");
/// What its template may name.
pub(super) const VARIABLES: Variables = PAGE.variables();

/// Data of `incidents.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    page: Frame,
    sentence: String,
    /// A sentence with links to other ways of grouping the same incidents.
    ways: Option<Html>,
    /// Links to the years.
    jumps: Vec<Jump>,
    /// Whether all incidents are listed here, so that they can be filtered here.
    whole: bool,
    /// Whether there are so many that somebody filters or searches them.
    has_filter: bool,
    /// One group a year, the latest first.
    groups: Vec<Group>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Jump {
    href: String,
    title: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Group {
    id: String,
    title: String,
    count: String,
    rows: Vec<Row>,
}

/// Fewest incidents that have a filter: fewer are seen at a glance.
const FILTERED: usize = 5;

/// Most incidents that the page of all of them lists; beyond that it leads to the years.
const MOST: usize = 1_500;

/// Adds the page.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("incidents.html".to_owned(), &PAGE, all)
}

fn all(book: &Book, at: &SitePath) -> Result<View, Error> {
    let analysis = &book.analysis;
    let sentence = match book.corpus.len() {
        0 => book.say("list.empty").to_owned(),
        n => book.counted("list.all", n),
    };
    let described = [
        ("archive", (&book.config.title).into()),
        ("sentence", (&sentence).into()),
    ];
    let about = About {
        title: book.say("page.incidents"),
        description: &book.with("list.all-described", &described),
        json_ld: None,
    };
    let is_long = book.corpus.len() > MOST;
    let mut left = MOST;
    let mut groups = Vec::new();
    for (year, slugs) in analysis.years.iter().rev() {
        if left < slugs.len() && is_long {
            break;
        }
        left = left.saturating_sub(slugs.len());
        groups.push(group(format!("y{year}"), year.to_string(), slugs, book));
    }
    if !analysis.undated.is_empty() {
        groups.push(group(
            "undated".to_owned(),
            book.say("list.undated").to_owned(),
            &analysis.undated,
            book,
        ));
    }
    let jumps = analysis.years.keys().rev().map(|year| Jump {
        href: if is_long {
            super::years::address(*year)
        } else {
            format!("#y{year}")
        },
        title: year.to_string(),
    });
    let jumps: Vec<Jump> = if analysis.years.len() > 1 {
        jumps.collect()
    } else {
        Vec::new()
    };
    Ok(View {
        page: Frame::new(book, at, about),
        sentence,
        whole: !is_long,
        has_filter: book.corpus.len() >= FILTERED,
        ways: ways(book),
        jumps,
        groups,
    })
}

fn ways(book: &Book) -> Option<Html> {
    let analysis = &book.analysis;
    let all = [
        (
            analysis.severities.is_empty(),
            "list.by-severity",
            "severities",
        ),
        (analysis.services.is_empty(), "list.by-service", "services"),
        (analysis.causes.is_empty(), "list.by-cause", "causes"),
        (analysis.tags.is_empty(), "list.by-tag", "tags"),
    ];
    let ways = all.into_iter().filter(|(is_empty, ..)| !is_empty);
    let ways: Vec<Html> = ways
        .map(|(_, id, page)| book.html(id, &[("link", (&format!("{page}.html")).into())]))
        .collect();
    let list = book.language().listed_html("lists.or", &ways)?;
    Some(book.html("list.ways", &[("list", (&list).into())]))
}

fn group(id: String, title: String, slugs: &[Slug], book: &Book) -> Group {
    Group {
        id,
        title,
        count: book.counted("causes.incidents", slugs.len()),
        rows: rows(book.incidents(slugs), book),
    }
}

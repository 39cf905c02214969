//! The page of all results; without a script it leads to the lists.

use crate::error::Error;
use crate::render::frame::{About, Frame};
use crate::render::{Book, Plan};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use schemars::JsonSchema;
use serde::Serialize;

const PAGE: Template<View> = Template::new("search.html");
/// What its template may name.
pub(super) const VARIABLES: Variables = PAGE.variables();

/// Data of `search.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    page: Frame,
    /// Years, the latest first.
    years: Vec<Link>,
    /// Top-level causes.
    causes: Vec<Link>,
    /// Services, the most frequent first.
    services: Vec<Link>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Link {
    href: String,
    title: String,
    /// How many incidents.
    count: usize,
}

/// Most services that are listed; their own page has the rest.
const MOST: usize = 60;

/// Adds the page.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("search.html".to_owned(), &PAGE, |book, at| {
        Ok(view(book, at))
    })
}

fn view(book: &Book, at: &SitePath) -> View {
    let analysis = &book.analysis;
    let about = About {
        title: book.say("page.search"),
        description: &book.with(
            "search-page.described",
            &[("archive", (&book.config.title).into())],
        ),
        json_ld: Some(serde_json::json!({ "@type": "SearchResultsPage" })),
    };
    let years = analysis.years.iter().rev().map(|(year, slugs)| Link {
        href: super::years::address(*year),
        title: year.to_string(),
        count: slugs.len(),
    });
    let causes = analysis.causes.iter().filter(|(id, _)| id.is_top());
    let causes = causes.map(|(id, slugs)| Link {
        href: super::causes::address(id),
        title: super::causes::title(id, book),
        count: slugs.len(),
    });
    let services = analysis.services.iter().take(MOST).map(|term| Link {
        href: format!("services/{}.html", term.id),
        title: term.title.clone(),
        count: term.incidents.len(),
    });
    View {
        page: Frame::new(book, at, about),
        years: years.collect(),
        causes: causes.collect(),
        services: services.collect(),
    }
}

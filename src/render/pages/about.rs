//! How to read the pages: definitions, and what is inferred. And the page for what is not found.

use crate::analyze::durations::{self, DEFINITIONS};
use crate::error::Error;
use crate::render::frame::{About, Frame};
use crate::render::words;
use crate::render::{Book, Plan};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use schemars::JsonSchema;
use serde::Serialize;

const PAGE: Template<View> = Template::new("about.html");
const NOT_FOUND: Template<NotFound> = Template::new("404.html");
/// What their templates may name.
pub(super) const VARIABLES: [Variables; 2] = [PAGE.variables(), NOT_FOUND.variables()];

/// Data of `about.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    page: Frame,
    description: Option<String>,
    /// The zone of times that name none.
    zone: String,
    definitions: Vec<Definition>,
    /// Severities that book.toml describes.
    severities: Vec<Severity>,
    /// Other ways into the archive.
    ways: Vec<Way>,
    version: &'static str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Definition {
    name: String,
    /// From which milestone to which, and what that tells.
    meaning: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Severity {
    title: String,
    description: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Way {
    href: &'static str,
    title: String,
}

/// Data of `404.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct NotFound {
    page: Frame,
}

/// Adds both pages.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("about.html".to_owned(), &PAGE, view)?;
    plan.page("404.html".to_owned(), &NOT_FOUND, |book, at| {
        let about = About {
            title: book.say("page.not-found"),
            description: book.say("page.not-found-about"),
            json_ld: None,
        };
        Ok(NotFound {
            page: Frame::new(book, at, about),
        })
    })
}

fn view(book: &Book, at: &SitePath) -> Result<View, Error> {
    let config = &book.config;
    let about = About {
        title: book.say("page.how-to-read"),
        description: &book.with("about.described", &[("archive", (&config.title).into())]),
        json_ld: Some(serde_json::json!({ "@type": "AboutPage" })),
    };
    let severities = config.severities.iter().filter_map(|level| {
        Some(Severity {
            title: level.title.clone(),
            description: level.description.clone()?,
        })
    });
    Ok(View {
        page: Frame::new(book, at, about),
        description: config.description.clone(),
        zone: config
            .timezone
            .map_or_else(|| "UTC".to_owned(), |tz| tz.name().to_owned()),
        definitions: DEFINITIONS.iter().map(|it| definition(it, book)).collect(),
        severities: severities.collect(),
        ways: ways(book),
        version: env!("CARGO_PKG_VERSION"),
    })
}

fn definition(of: &durations::Definition, book: &Book) -> Definition {
    let said = words::duration(of.to);
    let ends = words::between(of.from, of.to, book.language());
    let args = [
        ("ends", (&ends).into()),
        ("meaning", book.say(said.meaning).into()),
    ];
    Definition {
        name: book.say(said.title).to_owned(),
        meaning: book.with("statistics.ends-meaning", &args),
    }
}

fn ways(book: &Book) -> Vec<Way> {
    let analysis = &book.analysis;
    let all = [
        (true, "incidents.html", "about.incidents"),
        (true, "timeline.html", "about.timeline"),
        (!analysis.causes.is_empty(), "causes.html", "page.causes"),
        (
            !analysis.services.is_empty(),
            "services.html",
            "page.services",
        ),
        // Its address is promised, and the navigation leaves it out where it is empty.
        (true, "actions.html", "about.all-actions"),
        (true, "statistics.html", "about.statistics"),
        (
            !analysis.severities.is_empty(),
            "severities.html",
            "terms.severities",
        ),
        (!analysis.tags.is_empty(), "tags.html", "terms.tags"),
    ];
    all.into_iter()
        .filter(|(exists, ..)| *exists)
        .map(|(_, href, title)| Way {
            href,
            title: book.say(title).to_owned(),
        })
        .collect()
}

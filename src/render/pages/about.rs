//! How to read the pages: definitions, and what is inferred. And the page for what is not found.

use crate::analyze::durations::DEFINITIONS;
use crate::error::Error;
use crate::render::frame::{About, Frame};
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
    from: &'static str,
    to: &'static str,
    meaning: &'static str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Severity {
    title: String,
    description: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Way {
    href: &'static str,
    title: &'static str,
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
        title: "How to read these pages",
        description: &format!(
            "What times, durations, severities and causes mean in {}.",
            config.title
        ),
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
        definitions: DEFINITIONS
            .iter()
            .map(|definition| Definition {
                name: capitalised(definition.name),
                from: definition.from.as_str(),
                to: definition.to.as_str(),
                meaning: definition.meaning,
            })
            .collect(),
        severities: severities.collect(),
        ways: ways(book),
        version: env!("CARGO_PKG_VERSION"),
    })
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn ways(book: &Book) -> Vec<Way> {
    let analysis = &book.analysis;
    let all = [
        (true, "incidents.html", "All incidents by year"),
        (true, "timeline.html", "All incidents on one timeline"),
        (!analysis.causes.is_empty(), "causes.html", "Causes"),
        (!analysis.services.is_empty(), "services.html", "Services"),
        (
            analysis.actions.tally.total() > 0,
            "actions.html",
            "Actions: overdue, open and done",
        ),
        (true, "statistics.html", "Statistics: how long things take"),
        (
            !analysis.severities.is_empty(),
            "severities.html",
            "Severities",
        ),
        (!analysis.tags.is_empty(), "tags.html", "Tags"),
    ];
    all.into_iter()
        .filter(|(exists, ..)| *exists)
        .map(|(_, href, title)| Way { href, title })
        .collect()
}

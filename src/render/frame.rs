//! What every page has around its content.

use super::Book;
use super::words::shortened;
use crate::config::Scheme;
use crate::markdown::html::Html;
use crate::site::SitePath;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;

/// Data of the frame, `page` in every template.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Frame {
    /// The way to the root of the site: ``, `../` ..
    pub(super) root: String,
    /// Language tag.
    language: String,
    /// Which way the language runs: `ltr` or `rtl`.
    direction: &'static str,
    /// `auto`, `light` or `dark`.
    scheme: &'static str,
    /// Name of the archive.
    site_title: String,
    /// Title of the page, as its heading says it.
    pub(super) title: String,
    /// Title of the window.
    head_title: String,
    /// One or two sentences for search engines and previews.
    description: String,
    /// Public address, or the page's own name where the site has none.
    canonical: String,
    /// Address of the picture that previews show.
    card: String,
    /// `website` or `article`.
    kind: &'static str,
    /// Structured data.
    json_ld: Html,
    /// Links of the header.
    nav: Vec<Nav>,
    /// Whether this is the page of all results.
    is_search: bool,
    /// Whether there is a feed.
    feed: bool,
    /// Style sheets of the project.
    styles: Vec<String>,
    /// Scripts of the project.
    scripts: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Nav {
    title: String,
    href: &'static str,
    /// `page` on that page itself, `true` below it.
    current: Option<&'static str>,
}

/// What a page says of itself.
pub(super) struct About<'a> {
    /// Its title.
    pub(super) title: &'a str,
    /// One or two sentences.
    pub(super) description: &'a str,
    /// Structured data beyond title, description and address.
    pub(super) json_ld: Option<serde_json::Value>,
}

impl Frame {
    /// Makes the frame of a page.
    pub(super) fn new(book: &Book, at: &SitePath, about: About<'_>) -> Frame {
        let config = &book.config;
        let url = config
            .html
            .site_url
            .as_ref()
            .map(|site| format!("{site}{}", public(at)));
        let file = at
            .as_str()
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        let title = about.title.to_owned();
        let description = match about.description.trim() {
            "" => book.with(
                "page.described",
                &[
                    ("title", about.title.into()),
                    ("archive", (&config.title).into()),
                ],
            ),
            description => description.to_owned(),
        };
        let description = shortened(&description, 200);
        let kind = if at.as_str().starts_with("incidents/") {
            "article"
        } else {
            "website"
        };
        Frame {
            root: root(book, at),
            language: book.language().tag().to_owned(),
            direction: book.language().direction().as_str(),
            scheme: match config.html.scheme {
                Scheme::Auto => "auto",
                Scheme::Light => "light",
                Scheme::Dark => "dark",
            },
            head_title: head_title(&title, book, at),
            json_ld: json_ld(about.json_ld, &title, &description, url.as_deref()),
            canonical: url.clone().unwrap_or(file),
            site_title: config.title.clone(),
            nav: nav(book, at),
            is_search: at.as_str() == "search.html",
            feed: super::feeds::exists(book),
            styles: config
                .html
                .additional_css
                .iter()
                .map(|path| own_file(path))
                .collect(),
            scripts: config
                .html
                .additional_js
                .iter()
                .map(|path| own_file(path))
                .collect(),
            card: match &config.html.site_url {
                Some(site) => format!("{site}card.png"),
                None => format!("{}card.png", at.to_root()),
            },
            title,
            description,
            kind,
        }
    }
}

/// Tabs, bookmarks and search results show nothing else, so pages that share a title add their name.
fn head_title(title: &str, book: &Book, at: &SitePath) -> String {
    let archive = &book.config.title;
    let slug = at
        .as_str()
        .strip_prefix("incidents/")
        .and_then(|file| file.strip_suffix(".html"));
    match slug {
        _ if at.as_str() == "index.html" => title.to_owned(),
        Some(slug) if book.analysis.shared_titles.contains(title) => {
            format!("{title} ({slug}) · {archive}")
        }
        _ => format!("{title} · {archive}"),
    }
}

/// Hosts serve `index.html` at the address of its folder.
fn public(at: &SitePath) -> &str {
    if at.as_str() == "index.html" {
        ""
    } else {
        at.as_str()
    }
}

/// A page that is not found may be asked for at any depth, so its links start at the site's root.
fn root(book: &Book, at: &SitePath) -> String {
    if at.as_str() != "404.html" {
        return at.to_root();
    }
    let site = book.config.html.site_url.as_deref().unwrap_or("/");
    let path = site.split_once("://").map_or(site, |(_, rest)| {
        rest.find('/').map_or("/", |slash| &rest[slash..])
    });
    path.to_owned()
}

/// The address of a project's own style sheet or script.
pub(super) fn own_file(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| matches!(part, std::path::Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    format!("custom/{}", parts.join("/"))
}

fn nav(book: &Book, at: &SitePath) -> Vec<Nav> {
    let analysis = &book.analysis;
    let all = [
        (
            "page.incidents",
            "incidents.html",
            &["incidents/", "years/"][..],
            true,
        ),
        ("page.timeline", "timeline.html", &[][..], true),
        (
            "page.causes",
            "causes.html",
            &["causes/"][..],
            !book.corpus.is_empty(),
        ),
        (
            "page.services",
            "services.html",
            &["services/"][..],
            !analysis.services.is_empty(),
        ),
        (
            "page.actions",
            "actions.html",
            &["actions/"][..],
            analysis.actions.tally.total() > 0,
        ),
        (
            "page.statistics",
            "statistics.html",
            &[][..],
            !book.corpus.is_empty(),
        ),
        ("page.about", "about.html", &[][..], true),
    ];
    all.into_iter()
        .filter(|(.., exists)| *exists)
        .map(|(id, href, below, _)| Nav {
            title: book.say(id).to_owned(),
            href,
            current: match at.as_str() {
                at if at == href => Some("page"),
                at if below.iter().any(|folder| at.starts_with(folder)) => Some("true"),
                _ => None,
            },
        })
        .collect()
}

fn json_ld(
    more: Option<serde_json::Value>,
    title: &str,
    description: &str,
    url: Option<&str>,
) -> Html {
    let mut data = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": title,
        "description": description,
    });
    if let Some(url) = url {
        data["url"] = url.into();
    }
    if let (Some(object), Some(serde_json::Value::Object(more))) = (data.as_object_mut(), more) {
        object.extend(more);
    }
    // In a script element only `</script` and `<!--` mean anything; without `<` neither can stand.
    let text = data
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026");
    Html::trusted(text)
}

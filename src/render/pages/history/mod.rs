//! The versions of a report, and what changed between them.

mod change;
mod data;
mod recent;
mod summary;

pub use recent::Recent;

use super::terms::Crumb;
use crate::compare::Comparison;
use crate::error::Error;
use crate::history::{History, Reason, Version};
use crate::markdown::html::Html;
use crate::model::{Incident, Slug};
use crate::render::frame::{About, Frame};
use crate::render::words::{self, When};
use crate::render::{Book, Plan, incident_address};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use change::Change;
use chrono::{DateTime, FixedOffset};
use recent::Versions;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;
use summary::summary;

const HISTORY: Template<HistoryView> = Template::new("history.html");
const COMPARISON: Template<ComparisonView> = Template::new("comparison.html");
/// What their templates may name.
pub(super) const VARIABLES: [Variables; 2] = [HISTORY.variables(), COMPARISON.variables()];

/// The name of the comparison with the version at publication.
const PUBLISHED: &str = "since-publication";

/// Data of `history.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct HistoryView {
    page: Frame,
    crumbs: Vec<Crumb>,
    /// How many versions there are, from when to when.
    sentence: String,
    /// The versions, the newest first.
    versions: Vec<Row>,
    /// What should be known of versions that are missing.
    notice: Option<Html>,
    /// What changed last, from the root of the site; none where there is one version.
    newest: Option<Newest>,
    /// The script data of all versions, beside this page.
    data: String,
}

/// The newest change.
#[derive(Debug, Serialize, JsonSchema)]
struct Newest {
    /// The page of it, from the root of the site.
    href: String,
    change: Change,
}

/// Data of `comparison.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct ComparisonView {
    page: Frame,
    crumbs: Vec<Crumb>,
    old: Row,
    new: Row,
    /// The change before this one, from the root of the site.
    earlier: Option<String>,
    /// The change after this one, from the root of the site.
    later: Option<String>,
    change: Change,
}

/// A version.
#[derive(Debug, Clone, Serialize, JsonSchema)]
struct Row {
    id: String,
    /// What it changed, from the root of the site; none for the first one.
    href: Option<String>,
    /// When it was written; none for what is not committed.
    when: Option<When>,
    author: String,
    /// The first line of the commit's message.
    subject: String,
    /// Where the report stood until then, when this version moved it.
    moved_from: Option<String>,
    /// What changed, in a few words each.
    summary: Vec<String>,
}

/// What the page of an incident tells of its versions.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Changed {
    /// The list of versions, from the root of the site.
    href: String,
    /// How many versions there are, in words.
    versions: String,
    /// When it was last changed; none for what is not committed.
    when: Option<When>,
    author: String,
    /// What changed last, in a few words each.
    summary: Vec<String>,
    since: Option<Since>,
}

/// What changed since publication.
#[derive(Debug, Serialize, JsonSchema)]
struct Since {
    /// The page that shows it, from the root of the site.
    href: String,
    /// What changed, in a few words each.
    summary: Vec<String>,
    /// Whether causes changed.
    causes: bool,
    /// Whether actions changed.
    actions: bool,
}

/// Adds the pages of every report that has a history.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let book = Arc::clone(&plan.book);
    for incident in book.corpus.iter() {
        let Some(history) = history_of(incident, &book) else {
            continue;
        };
        let slug = incident.slug.clone();
        plan.page(address(&slug), &HISTORY, move |book, at| {
            list(&slug, book, at)
        })?;
        let versions = history.versions.len();
        for number in 0..versions - 1 {
            let slug = incident.slug.clone();
            let at = comparison_address(&slug, &history.versions[number].id);
            plan.page(at, &COMPARISON, move |book, at| {
                comparison(&slug, number, number + 1, book, at)
            })?;
        }
        if let Some(number) = at_publication(incident, history) {
            let slug = incident.slug.clone();
            let at = comparison_address(&slug, PUBLISHED);
            plan.page(at, &COMPARISON, move |book, at| {
                comparison(&slug, 0, number, book, at)
            })?;
        }
        let slug = incident.slug.clone();
        plan.add(data_address(&slug), move |book, _| {
            let (incident, history) = both(&slug, book)?;
            Ok(data::script(incident, history, book))
        })?;
    }
    Ok(())
}

/// The history of an incident, where there is more than the report as it stands.
fn history_of<'b>(incident: &Incident, book: &'b Book) -> Option<&'b History> {
    let history = book.histories.of(&incident.path)?;
    (history.versions.len() > 1).then_some(history)
}

fn both<'b>(slug: &Slug, book: &'b Book) -> Result<(&'b Incident, &'b History), Error> {
    let incident = book.incident(slug)?;
    let history = history_of(incident, book);
    Ok((
        incident,
        history.ok_or_else(|| Error::NoSuchPage(address(slug)))?,
    ))
}

fn address(slug: &Slug) -> String {
    format!("incidents/{slug}/history.html")
}

fn comparison_address(slug: &Slug, id: &str) -> String {
    format!("incidents/{slug}/history/{id}.html")
}

fn data_address(slug: &Slug) -> String {
    format!("incidents/{slug}/history/versions.js")
}

/// The version that stood when the report was published, unless that is the newest one.
fn at_publication(incident: &Incident, history: &History) -> Option<usize> {
    let published = incident.published.as_ref()?.value.latest_instant();
    let is_before = |version: &Version| version.at.is_some_and(|at| at <= published);
    let number = history.versions.iter().position(is_before)?;
    (number > 0).then_some(number)
}

fn crumbs(incident: &Incident, is_below: bool, book: &Book) -> Vec<Crumb> {
    let mut crumbs = vec![
        Crumb {
            href: "incidents.html".to_owned(),
            title: book.say("page.incidents").to_owned(),
        },
        Crumb {
            href: incident_address(&incident.slug),
            title: incident.title.value.clone(),
        },
    ];
    if is_below {
        crumbs.push(Crumb {
            href: address(&incident.slug),
            title: book.say("history.versions").to_owned(),
        });
    }
    crumbs
}

fn when(at: DateTime<FixedOffset>, book: &Book) -> When {
    When {
        machine: at.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        text: words::minute(at.naive_local(), book.language()),
    }
}

fn row(slug: &Slug, number: usize, history: &History, summary: Vec<String>, book: &Book) -> Row {
    let version = &history.versions[number];
    let is_first = number + 1 == history.versions.len();
    Row {
        id: version.id.clone(),
        href: (!is_first).then(|| comparison_address(slug, &version.id)),
        when: version.at.map(|at| when(at, book)),
        author: version.author.clone(),
        subject: version.subject.clone(),
        moved_from: version.moved_from.clone(),
        summary: match (is_first, history.is_cut) {
            (true, true) => vec![book.say("history.oldest-here").to_owned()],
            (true, false) => vec![book.say("history.first").to_owned()],
            _ => summary,
        },
    }
}

/// What changed, for a list: never nothing.
fn told(comparison: &Comparison, version: &Version, book: &Book) -> Vec<String> {
    let mut summary = summary(comparison, book.language());
    if version.moved_from.is_some() {
        summary.push(book.say("history.moved").to_owned());
    }
    if summary.is_empty() {
        summary.push(book.say("history.nothing").to_owned());
    }
    summary
}

fn list(slug: &Slug, book: &Book, at: &SitePath) -> Result<HistoryView, Error> {
    let (incident, history) = both(slug, book)?;
    let versions = book.recent.versions(incident, history);
    let count = history.versions.len();
    let rows = (0..count)
        .map(|number| {
            let comparison = versions.against_previous(number, history, book);
            let summary = comparison.map(|it| told(&it, &history.versions[number], book));
            row(slug, number, history, summary.unwrap_or_default(), book)
        })
        .collect();
    let newest = versions
        .against_previous(0, history, book)
        .map(|comparison| Newest {
            href: comparison_address(slug, &history.versions[0].id),
            change: Change::of(&comparison, book.language()),
        });
    let dated = |version: Option<&Version>| {
        Some(words::day_long(version?.at?.date_naive(), book.language()))
    };
    let first = dated(history.versions.last());
    let last = dated(history.versions.iter().find(|version| version.at.is_some()));
    let n = ("n", count.into());
    let sentence = match (&first, &last) {
        (Some(first), Some(last)) if first != last => {
            let args = [n, ("first", first.into()), ("last", last.into())];
            book.with("history.counted-from-to", &args)
        }
        (Some(day), _) => book.with("history.counted-of", &[n, ("day", day.into())]),
        _ => book.with("history.counted", &[n]),
    };
    let titled = [("title", (&incident.title.value).into())];
    let title = book.with("history.versions-of", &titled);
    let about = About {
        title: &title,
        description: &sentence,
        json_ld: None,
    };
    let notice = book.histories.notice().filter(|_| history.is_cut);
    Ok(HistoryView {
        page: Frame::new(book, at, about),
        crumbs: crumbs(incident, false, book),
        versions: rows,
        notice: notice.map(|notice| book.html(cut_off(notice.reason), &[])),
        newest,
        data: "history/versions.js".to_owned(),
        sentence,
    })
}

fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The message that says why versions are missing, and what to do about it.
fn cut_off(reason: Reason) -> &'static str {
    match reason {
        Reason::Shallow => "history.cut-shallow",
        Reason::Partial => "history.cut-partial",
        Reason::NoGit
        | Reason::NoRepository
        | Reason::Refused
        | Reason::NoCommit
        | Reason::Long
        | Reason::Failed => "history.cut",
    }
}

fn comparison(
    slug: &Slug,
    new: usize,
    old: usize,
    book: &Book,
    at: &SitePath,
) -> Result<ComparisonView, Error> {
    let (incident, history) = both(slug, book)?;
    let versions: Arc<Versions> = book.recent.versions(incident, history);
    let compared = versions.between(old, new, history, book);
    let is_neighbour = old == new + 1;
    let titled = ("title", (&incident.title.value).into());
    let title = match (is_neighbour, history.versions[new].at) {
        (true, Some(_)) => {
            let id = ("id", (&history.versions[new].id).into());
            book.with("history.change-of", &[id, titled])
        }
        (true, None) => book.with("history.uncommitted-change-of", &[titled]),
        (false, _) => book.with("history.since-publication", &[titled]),
    };
    let summary = told(&compared, &history.versions[new], book);
    let about = About {
        title: &title,
        description: &sentence_case(&summary.join(book.say("lists.semicolon"))),
        json_ld: None,
    };
    let link = |number: usize| {
        let version = history.versions.get(number)?;
        Some(comparison_address(slug, &version.id))
    };
    let is_last = old + 1 >= history.versions.len();
    Ok(ComparisonView {
        page: Frame::new(book, at, about),
        crumbs: crumbs(incident, true, book),
        old: row(slug, old, history, Vec::new(), book),
        new: row(slug, new, history, summary, book),
        earlier: link(old).filter(|_| is_neighbour && !is_last),
        later: new.checked_sub(1).and_then(link).filter(|_| is_neighbour),
        change: Change::of(&compared, book.language()),
    })
}

/// What the page of an incident tells of its versions; nothing where it has only one.
pub(super) fn changed(incident: &Incident, book: &Book) -> Option<Changed> {
    let history = history_of(incident, book)?;
    let newest = history.versions.first()?;
    let versions = book.recent.versions(incident, history);
    let comparison = versions.against_previous(0, history, book)?;
    let since = at_publication(incident, history).and_then(|number| {
        let comparison = versions.between(number, 0, history, book);
        let summary = summary(&comparison, book.language());
        (!summary.is_empty()).then(|| Since {
            href: comparison_address(&incident.slug, PUBLISHED),
            causes: comparison.fields.iter().any(|field| field.key == "causes"),
            actions: !comparison.actions.is_empty(),
            summary,
        })
    });
    Some(Changed {
        href: address(&incident.slug),
        versions: book.counted("incident.versions-counted", history.versions.len()),
        when: newest.at.map(|at| when(at, book)),
        author: newest.author.clone(),
        summary: told(&comparison, newest, book),
        since,
    })
}

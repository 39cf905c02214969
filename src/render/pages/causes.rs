//! Causes: what they have in common, and a page for each.

use super::paged::Pages;
use super::row::rows;
use super::terms::{Crumb, TermRow, View};
use crate::error::Error;
use crate::model::{CauseId, Slug};
use crate::render::charts::bar;
use crate::render::frame::{About, Frame};
use crate::render::words::counted;
use crate::render::{Book, Plan};
use crate::site::SitePath;
use serde::Serialize;
use std::cmp::Reverse;

/// Data of `causes.html`.
#[derive(Debug, Serialize)]
struct ListView {
    page: Frame,
    sentence: String,
    /// What to know about the numbers.
    note: String,
    /// One group a top-level cause, the most frequent first.
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    id: String,
    href: String,
    title: String,
    description: String,
    count: String,
    terms: Vec<TermRow>,
}

/// Returns the address of a cause's page.
pub(super) fn address(id: &CauseId) -> String {
    format!("causes/{id}.html")
}

/// Returns what pages call a cause.
pub(super) fn title(id: &CauseId, book: &Book) -> String {
    book.config
        .taxonomy
        .get(id)
        .map_or_else(|| id.to_string(), |cause| cause.title.clone())
}

fn description(id: &CauseId, book: &Book) -> Option<String> {
    let cause = book.config.taxonomy.get(id)?;
    (!cause.description.is_empty()).then(|| cause.description.clone())
}

/// Adds the pages, where any incident names a cause.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let ids: Vec<CauseId> = plan.book.analysis.causes.keys().cloned().collect();
    if ids.is_empty() {
        return Ok(());
    }
    plan.page("causes.html".to_owned(), "causes.html", list)?;
    for id in ids {
        plan.page(address(&id), "list.html", move |book, at| {
            Ok(one(&id, book, at))
        })?;
    }
    Ok(())
}

fn list(book: &Book, at: &SitePath) -> Result<ListView, Error> {
    let coded = book
        .corpus
        .iter()
        .filter(|incident| !incident.causes.is_empty())
        .count();
    let uncoded = book.corpus.len() - coded;
    let mut tops: Vec<(&CauseId, &Vec<Slug>)> = book
        .analysis
        .causes
        .iter()
        .filter(|(id, _)| id.is_top())
        .collect();
    // What is not known is no finding; it stands last however often it occurs.
    tops.sort_by_key(|(id, slugs)| {
        (
            id.as_str() == "unknown",
            Reverse(slugs.len()),
            (*id).clone(),
        )
    });
    let sentence = match tops.first() {
        Some((id, slugs)) => format!(
            "{} plays a part in {} of the {} that name a cause.",
            title(id, book),
            slugs.len(),
            counted(coded, "incident")
        ),
        None => "No incident names a cause.".to_owned(),
    };
    let note = match uncoded {
        0 => "An incident usually has several causes, so the numbers add up to more than all incidents.".to_owned(),
        n => format!(
            "An incident usually has several causes, so the numbers add up to more than all incidents. {} {} no cause and {} left out.",
            counted(n, "incident"),
            if n == 1 { "names" } else { "name" },
            if n == 1 { "is" } else { "are" }
        ),
    };
    let about = About {
        title: "Causes",
        description: &sentence,
        json_ld: None,
    };
    Ok(ListView {
        page: Frame::new(book, at, about),
        note,
        groups: tops
            .into_iter()
            .map(|(id, slugs)| group(id, slugs, book))
            .collect(),
        sentence,
    })
}

fn group(id: &CauseId, slugs: &[Slug], book: &Book) -> Group {
    Group {
        id: id.to_string(),
        href: address(id),
        title: title(id, book),
        description: description(id, book).unwrap_or_default(),
        count: format!("{}.", counted(slugs.len(), "incident")),
        terms: subs(id, slugs.len(), book),
    }
}

/// The sub-causes of a cause, the most frequent first, with bars out of `whole`.
fn subs(parent: &CauseId, whole: usize, book: &Book) -> Vec<TermRow> {
    let mut subs: Vec<(&CauseId, &Vec<Slug>)> = book
        .analysis
        .causes
        .iter()
        .filter(|(id, _)| !id.is_top() && id.top() == *parent)
        .collect();
    subs.sort_by_key(|(id, slugs)| (Reverse(slugs.len()), (*id).clone()));
    subs.into_iter()
        .map(|(id, slugs)| TermRow {
            href: address(id),
            title: title(id, book),
            description: description(id, book),
            count: slugs.len(),
            bar: bar::bar(slugs.len(), whole),
        })
        .collect()
}

fn one(id: &CauseId, book: &Book, at: &SitePath) -> View {
    let slugs = book.analysis.causes.get(id).map_or(&[][..], Vec::as_slice);
    let mut crumbs = vec![Crumb {
        href: "causes.html".to_owned(),
        title: "Causes".to_owned(),
    }];
    if !id.is_top() {
        crumbs.push(Crumb {
            href: address(&id.top()),
            title: title(&id.top(), book),
        });
    }
    let sentence = format!("{}, the latest first.", counted(slugs.len(), "incident"));
    let described = description(id, book);
    let name = title(id, book);
    let words = format!(
        "{name}: {} {sentence}",
        described.clone().unwrap_or_default()
    );
    // Two groups may have a sub-cause of one name; pages of one site need titles of their own.
    let full = if id.is_top() {
        name.clone()
    } else {
        format!("{}: {}", title(&id.top(), book), name.to_lowercase())
    };
    View {
        page: Frame::new(
            book,
            at,
            About {
                title: &full,
                description: &words,
                json_ld: None,
            },
        ),
        crumbs,
        description: described,
        sentence,
        terms: if id.is_top() {
            subs(id, slugs.len(), book)
        } else {
            Vec::new()
        },
        rows: rows(book.incidents(slugs), book),
        pages: Pages::default(),
    }
}

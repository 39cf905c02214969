//! Which part causes played.

use super::{address, title};
use crate::analyze::causes::Causes;
use crate::model::{CauseId, Role};
use crate::render::Book;
use crate::render::charts::heat;
use crate::render::pages::parts::part_id;
use schemars::JsonSchema;
use serde::Serialize;

/// Causes by role.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Roles {
    heads: Vec<Head>,
    rows: Vec<Row>,
    note: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Head {
    title: String,
    meaning: String,
    /// Incidents with any cause in this role.
    count: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    href: String,
    title: String,
    cells: Vec<Cell>,
}

/// A number that leads to what it is of.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Cell {
    pub(super) count: usize,
    pub(super) heat: usize,
    /// What it is of, for those who do not see the table.
    pub(super) words: String,
    pub(super) href: String,
}

/// What each role means, in half a sentence.
pub(super) fn meaning(role: Role, book: &Book) -> String {
    let id = match role {
        Role::Trigger => "causes.trigger-meaning",
        Role::Contributing => "causes.contributing-meaning",
        Role::Latent => "causes.latent-meaning",
        Role::Prolonging => "causes.prolonging-meaning",
    };
    book.say(id).to_owned()
}

/// What pages call a role.
pub(super) fn role_title(role: Role, book: &Book) -> String {
    let id = match role {
        Role::Trigger => "causes.trigger-title",
        Role::Contributing => "causes.contributing-title",
        Role::Latent => "causes.latent-title",
        Role::Prolonging => "causes.prolonging-title",
    };
    book.say(id).to_owned()
}

/// Says a role within a sentence.
pub(in crate::render) fn role_word(role: Role, book: &Book) -> &str {
    book.say(match role {
        Role::Trigger => "causes.trigger",
        Role::Contributing => "causes.contributing",
        Role::Latent => "causes.latent",
        Role::Prolonging => "causes.prolonging",
    })
}

/// Counts causes by role; nothing where all have one and the same.
pub(super) fn roles(ids: &[CauseId], book: &Book) -> Option<Roles> {
    let causes = &book.analysis.common_causes;
    if causes.roles.values().filter(|count| **count > 0).count() < 2 {
        return None;
    }
    let most = ids
        .iter()
        .filter_map(|id| causes.stats.get(id))
        .flat_map(|stat| stat.roles.values().copied())
        .max()
        .unwrap_or(0);
    let rows = ids.iter().filter_map(|id| {
        let stat = causes.stats.get(id)?;
        let cells = Role::ALL.iter().map(|role| {
            let count = stat.roles.get(role).copied().unwrap_or(0);
            Cell {
                count,
                heat: heat(count, most),
                words: book.with(
                    "causes.sub-as",
                    &[
                        ("cause", (&title(id, book)).into()),
                        ("role", role_word(*role, book).into()),
                    ],
                ),
                href: format!("{}#{}", address(id), part_id("as", role.as_str())),
            }
        });
        Some(Row {
            href: address(id),
            title: title(id, book),
            cells: cells.collect(),
        })
    });
    Some(Roles {
        heads: Role::ALL
            .iter()
            .map(|role| Head {
                title: role_title(*role, book),
                meaning: meaning(*role, book),
                count: causes.roles.get(role).copied().unwrap_or(0),
            })
            .collect(),
        rows: rows.collect(),
        note: note(causes, book),
    })
}

/// Says how far the roles are what authors wrote.
fn note(causes: &Causes, book: &Book) -> String {
    let stated = causes.stated_roles;
    match stated.count {
        0 => book.say("causes.roles-none").to_owned(),
        count if count == stated.of => book.say("causes.roles-all").to_owned(),
        count => book.with(
            "causes.roles-some",
            &[("count", count.into()), ("n", stated.of.into())],
        ),
    }
}

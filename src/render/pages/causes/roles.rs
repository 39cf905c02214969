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
    title: &'static str,
    meaning: &'static str,
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
pub(super) fn meaning(role: Role) -> &'static str {
    match role {
        Role::Trigger => "set the incident off",
        Role::Contributing => "was needed for it to happen",
        Role::Latent => "lay dormant long before",
        Role::Prolonging => "made it last longer",
    }
}

/// What pages call a role.
pub(super) fn role_title(role: Role) -> &'static str {
    match role {
        Role::Trigger => "Trigger",
        Role::Contributing => "Contributing",
        Role::Latent => "Latent",
        Role::Prolonging => "Prolonging",
    }
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
                words: format!("{} as {}", title(id, book), role.as_str()),
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
                title: role_title(*role),
                meaning: meaning(*role),
                count: causes.roles.get(role).copied().unwrap_or(0),
            })
            .collect(),
        rows: rows.collect(),
        note: note(causes),
    })
}

/// Says how far the roles are what authors wrote.
fn note(causes: &Causes) -> String {
    let stated = causes.stated_roles;
    match stated.count {
        0 => "No report states the role of a cause; these are the usual ones.".to_owned(),
        count if count == stated.of => "Reports state all of these roles.".to_owned(),
        count => format!(
            "Reports state the role of {count} of the {} causes that they name; the others have the usual one.",
            stated.of
        ),
    }
}

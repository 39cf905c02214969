//! Actions by how far they are, each group with its most urgent ones.

use super::row::{ActionRow, action_rows};
use crate::analyze::actions::{Entry, Ledger};
use crate::model::ActionStatus;
use crate::render::Book;
use crate::render::words::counted;
use schemars::JsonSchema;
use serde::Serialize;

/// Actions that are equally far.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Group {
    id: &'static str,
    title: &'static str,
    /// How many there are.
    count: String,
    /// How they are ordered, and what they are.
    note: &'static str,
    rows: Vec<ActionRow>,
    /// How many are not listed.
    more: usize,
    /// Whether the list is shown only when it is asked for.
    folded: bool,
}

/// Most rows of a group that is open, and of one that is folded.
const MOST: usize = 100;
const MOST_FOLDED: usize = 40;

/// Returns the groups that have actions, the most urgent one first.
pub(super) fn groups(ledger: &Ledger, book: &Book) -> Vec<Group> {
    let group = |id, title, note, entries: Vec<Entry>, folded: bool| {
        let most = if folded { MOST_FOLDED } else { MOST };
        let shown = &entries[..entries.len().min(most)];
        Group {
            id,
            title,
            count: counted(entries.len(), "action"),
            note,
            rows: action_rows(shown, book),
            more: entries.len() - shown.len(),
            folded,
        }
    };
    let (dated, undated): (Vec<Entry>, Vec<Entry>) = ledger
        .open()
        .into_iter()
        .partition(|entry| entry.due.is_some());
    let standing = |standing| ledger.standing(standing);
    let mut groups = vec![
        group(
            "overdue",
            "Overdue",
            "The worst severity first, then the longest overdue.",
            ledger.overdue(),
            false,
        ),
        group(
            "due",
            "Open, with a date",
            "The next one first.",
            dated,
            false,
        ),
        group(
            "open",
            "Open, without a date",
            "The oldest first.",
            undated,
            false,
        ),
        group(
            "proposed",
            "Proposed",
            "Suggested, not decided. The latest incidents first.",
            standing(Some(ActionStatus::Proposed)),
            false,
        ),
        group(
            "not-stated",
            "Status not stated",
            "These reports do not say whether the work is done. The latest incidents first.",
            standing(None),
            false,
        ),
        group(
            "done",
            "Done",
            "The latest incidents first.",
            standing(Some(ActionStatus::Done)),
            true,
        ),
        group(
            "rejected",
            "Rejected",
            "Decided against. The latest incidents first.",
            standing(Some(ActionStatus::Rejected)),
            true,
        ),
    ];
    groups.retain(|group| !group.rows.is_empty());
    groups
}

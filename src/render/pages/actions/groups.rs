//! Actions by how far they are, each group with its most urgent ones.

use super::row::{ActionRow, action_rows};
use crate::analyze::actions::{Entry, Ledger};
use crate::model::ActionStatus;
use crate::render::Book;
use schemars::JsonSchema;
use serde::Serialize;

/// Actions that are equally far.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Group {
    id: &'static str,
    title: String,
    /// How many there are.
    count: String,
    /// How they are ordered, and what they are.
    note: String,
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
    let group = |id, title: &'static str, note: &'static str, entries: Vec<Entry>, folded: bool| {
        let most = if folded { MOST_FOLDED } else { MOST };
        let shown = &entries[..entries.len().min(most)];
        Group {
            id,
            title: book.say(title).to_owned(),
            count: book.counted("actions.counted", entries.len()),
            note: book.say(note).to_owned(),
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
            "actions.overdue-title",
            "actions.overdue-order",
            ledger.overdue(),
            false,
        ),
        group(
            "due",
            "actions.due-title",
            "actions.due-order",
            dated,
            false,
        ),
        group(
            "open",
            "actions.open-title",
            "actions.open-order",
            undated,
            false,
        ),
        group(
            "proposed",
            "actions.proposed-title",
            "actions.proposed-order",
            standing(Some(ActionStatus::Proposed)),
            false,
        ),
        group(
            "not-stated",
            "actions.unknown-title",
            "actions.unknown-order",
            standing(None),
            false,
        ),
        group(
            "done",
            "actions.done-title",
            "actions.done-order",
            standing(Some(ActionStatus::Done)),
            true,
        ),
        group(
            "rejected",
            "actions.rejected-title",
            "actions.rejected-order",
            standing(Some(ActionStatus::Rejected)),
            true,
        ),
    ];
    groups.retain(|group| !group.rows.is_empty());
    groups
}

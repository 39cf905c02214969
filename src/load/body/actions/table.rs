//! Tables of follow-up work.

use super::super::outline::{Block, Outline};
use super::super::prose;
use super::marks::{is_nothing, kind_of, unmarked};
use super::{Heading, Reader};
use crate::load::time::exact;
use crate::model::{Action, ActionStatus, Origin, Sourced};
use crate::source::Span;

/// Which column of a table of actions is what.
struct Columns {
    title: usize,
    owner: Option<usize>,
    status: Option<usize>,
    due: Option<usize>,
    kind: Option<usize>,
}

const TITLE: &str = "action actions item title description task what improvement todo summary";
const OWNER: &str = "owner owners assignee who responsible assigned team dri person lead";
const STATUS: &str = "status done state completed progress";
const DUE: &str = "due deadline eta when date by";
const KIND: &str = "type kind category";
/// Columns that are none of these, and not what is to be done either.
const OTHER: &str = "ticket tickets link issue bug tracking jira id number no priority prio";

impl Columns {
    fn of(outline: &Outline<'_>, head: &Block) -> Columns {
        let heads: Vec<String> = head
            .children
            .iter()
            .map(|cell| outline.plain(&cell.words).to_lowercase())
            .collect();
        let named = |names: &str| {
            heads.iter().position(|head| {
                let mut words = head.split(|c: char| !c.is_alphanumeric());
                words.any(|word| !word.is_empty() && names.split(' ').any(|name| name == word))
            })
        };
        let (owner, status, due, kind) = (named(OWNER), named(STATUS), named(DUE), named(KIND));
        let taken = [owner, status, due, kind, named(OTHER)];
        let title = named(TITLE)
            .filter(|at| !taken[..3].contains(&Some(*at)))
            .or_else(|| (0..heads.len()).find(|at| !taken.contains(&Some(*at))))
            .unwrap_or(0);
        let other = |column: Option<usize>| column.filter(|&at| at != title);
        Columns {
            title,
            owner: other(owner),
            status: other(status),
            due: other(due),
            kind: other(kind),
        }
    }
}

impl Reader<'_, '_> {
    pub(super) fn table(&mut self, table: &Block, heading: &Heading) {
        let Some((head, rows)) = table.children.split_first() else {
            return;
        };
        let columns = Columns::of(self.outline, head);
        for row in rows {
            let action = self.row(row, &columns, heading);
            self.actions.extend(action);
        }
    }

    fn row(&mut self, row: &Block, columns: &Columns, heading: &Heading) -> Option<Action> {
        let (written, words) = self.cell(row, Some(columns.title))?;
        let (title, mark) = unmarked(&written);
        let status = self.status(row, columns, mark.map(|mark| (mark, words)));
        let kind = self
            .cell(row, columns.kind)
            .and_then(|(text, span)| Some(Sourced::inferred(kind_of(&text)?, Origin::Table, span)));
        let due = self.cell(row, columns.due).and_then(|(text, span)| {
            let day = prose::day_of(&exact(&text, self.order)?)?;
            Some(Sourced::inferred(day, Origin::Table, span))
        });
        let owner = self.cell(row, columns.owner).map(|(_, span)| {
            let name = self.outline.plain(&span);
            Sourced::inferred(name.trim_start_matches('@').to_owned(), Origin::Table, span)
        });
        Some(Action {
            id: Action::id_of(&title),
            owner,
            kind: kind.or_else(|| heading.kind.clone()),
            status: status.or_else(|| heading.status.clone()),
            due,
            links: self.outline.links(&row.span),
            origin: Origin::Section,
            title,
            span: row.span.clone(),
        })
    }

    /// What the status column says, else a mark in the title, else a shout anywhere.
    fn status(
        &mut self,
        row: &Block,
        columns: &Columns,
        mark: Option<(ActionStatus, Span)>,
    ) -> Option<Sourced<ActionStatus>> {
        let said = self.cell(row, columns.status);
        let status = said
            .as_ref()
            .and_then(|(text, span)| Some((ActionStatus::from_words(text)?, span.clone())))
            .or(mark)
            .or_else(|| self.shouted(row));
        if status.is_none() {
            let riddle = said.and_then(|(_, span)| self.riddle(span));
            self.unknown.extend(riddle);
        }
        status.map(|(status, span)| Sourced::inferred(status, Origin::Table, span))
    }

    /// A cell of a status column whose words mean no status: not one that has a link, a number or a
    /// date instead, and not a sentence.
    fn riddle(&self, span: Span) -> Option<Span> {
        const MOST_WORDS: usize = 3;
        let words = self.outline.plain(&span);
        let is_word = |word: &str| word.chars().any(char::is_alphabetic);
        let is_short = words.split_whitespace().count() <= MOST_WORDS;
        let has_digit = words.contains(|c: char| c.is_ascii_digit());
        let is_riddle = is_short && is_word(&words) && !has_digit;
        (is_riddle && self.outline.links(&span).is_empty()).then_some(span)
    }

    /// The Markdown of a cell that says something.
    fn cell(&self, row: &Block, column: Option<usize>) -> Option<(String, Span)> {
        let cell = row.children.get(column?)?;
        let text = self
            .outline
            .markdown(&cell.words)
            .trim()
            .replace("\\|", "|");
        (!is_nothing(&text)).then(|| (text, cell.words.clone()))
    }

    /// `DONE` in capitals in any cell: `Bug 5554823 **DONE**`.
    fn shouted(&self, row: &Block) -> Option<(ActionStatus, Span)> {
        row.children.iter().find_map(|cell| {
            let text = self.outline.plain(&cell.words);
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            let status = words.find_map(|word| match word {
                "DONE" | "COMPLETED" => Some(ActionStatus::Done),
                "TODO" | "WIP" => Some(ActionStatus::Open),
                "WONTFIX" => Some(ActionStatus::Rejected),
                _ => None,
            })?;
            Some((status, cell.words.clone()))
        })
    }
}

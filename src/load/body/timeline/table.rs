//! Timelines in tables: which column is what, and each row as an entry.

use super::super::outline::{Block, Outline};
use super::cut::{Cut, Entry};
use super::roles::{Role, roles};
use crate::config::DateOrder;
use crate::load::time::{End, Reading, WrittenZone, exact, read_at_start, zone_note};

/// The columns of a table that is a timeline.
#[derive(Debug)]
pub(super) struct Columns {
    roles: Vec<Role>,
    heads: Vec<String>,
    /// The head is a row like the others.
    head_is_row: bool,
    zone: Option<WrittenZone>,
    year: Option<i32>,
    order: Option<DateOrder>,
}

impl Columns {
    /// Finds out whether a table is a timeline, and what its columns hold.
    pub(super) fn of(
        outline: &Outline<'_>,
        table: &Block,
        order: Option<DateOrder>,
    ) -> Option<Columns> {
        let (head, rows) = table.children.split_first()?;
        let heads: Vec<String> = head
            .children
            .iter()
            .map(|cell| outline.plain(&cell.words))
            .collect();
        let head_is_row = head.children.iter().any(|cell| {
            exact(outline.markdown(&cell.words), order).is_some_and(|r| r.clock.is_some())
        });
        let all: Vec<&Block> = rows.iter().chain(head_is_row.then_some(head)).collect();
        let roles = roles(outline, &all, &heads, order);
        let timed = roles
            .iter()
            .any(|role| matches!(role, Role::Time | Role::Date));
        if !timed || !roles.contains(&Role::Main) {
            return None;
        }
        let named = || {
            heads
                .iter()
                .zip(&roles)
                .filter(|(_, role)| matches!(role, Role::Time | Role::Date))
        };
        Some(Columns {
            zone: named().find_map(|(head, _)| zone_note(head)),
            year: named().find_map(|(head, _)| year_in(head)),
            roles,
            heads,
            head_is_row,
            order,
        })
    }

    /// Cuts the rows, at most as many entries as there is room for.
    pub(super) fn cut(
        &self,
        outline: &Outline<'_>,
        table: &Block,
        room: usize,
        cuts: &mut Vec<Cut>,
    ) {
        let Some((head, rows)) = table.children.split_first() else {
            return;
        };
        let first_row = rows.first().map_or(table.span.end, |row| row.span.start);
        let head_end = if self.head_is_row {
            head.span.start
        } else {
            first_row
        };
        cuts.push(Cut::Heads {
            span: table.span.start..head_end,
            zone: self.zone.clone(),
            year: self.year,
        });
        let all = self.head_is_row.then_some(head).into_iter().chain(rows);
        for (i, row) in all.enumerate() {
            if i >= room {
                cuts.push(Cut::Text(row.span.start..table.span.end));
                break;
            }
            cuts.extend(self.row(outline, row));
        }
    }

    fn row(&self, outline: &Outline<'_>, row: &Block) -> Option<Cut> {
        let span = row.span.clone();
        let timed: Vec<&Block> = self.timed_cells(row).collect();
        let text = self.text(outline, row);
        if text.is_empty() && timed.is_empty() {
            return None;
        }
        let reading = self.reading(outline, row);
        if text.is_empty() {
            // A row that only names the day of the rows below it, or one nobody has filled in.
            let day = reading.filter(|read| read.clock.is_none() && read.date.is_some());
            return Some(match day {
                Some(reading) => Cut::Day { reading, span },
                None => Cut::Text(span),
            });
        }
        let is_template = |cell: &&Block| is_template(outline.markdown(&cell.words));
        if reading.is_none() && timed.iter().any(is_template) {
            return Some(Cut::Text(span));
        }
        let written: Vec<&str> = timed
            .iter()
            .map(|cell| outline.markdown(&cell.words).trim())
            .collect();
        let time_span = match (timed.first(), timed.last()) {
            (Some(first), Some(last)) => first.words.start..last.words.end,
            _ => span.start..span.start,
        };
        Some(Cut::Entry(Entry {
            reading,
            written: written.join(" "),
            time_span,
            text,
            span,
        }))
    }

    /// The cells that are about the time, if they are filled in.
    fn timed_cells<'b>(&self, row: &'b Block) -> impl Iterator<Item = &'b Block> {
        let cells = row.children.iter().zip(&self.roles);
        cells
            .filter(|(cell, role)| role.is_about_time() && !cell.words.is_empty())
            .map(|(cell, _)| cell)
    }

    /// What the cells about the time say together.
    fn reading(&self, outline: &Outline<'_>, row: &Block) -> Option<Reading> {
        let read = |wanted: Role| {
            let at = self.roles.iter().position(|role| *role == wanted)?;
            self.read(outline, row.children.get(at)?)
        };
        merged(
            read(Role::Date),
            read(Role::Time),
            read(Role::Weekday),
            read(Role::End),
        )
    }

    fn read(&self, outline: &Outline<'_>, cell: &Block) -> Option<Reading> {
        let text = outline.markdown(&cell.words);
        exact(text, self.order).or_else(|| read_at_start(text, self.order))
    }

    /// The words of a row: what happened first, then who and what else.
    fn text(&self, outline: &Outline<'_>, row: &Block) -> String {
        let mut main = String::new();
        let mut more = String::new();
        for ((cell, role), head) in row.children.iter().zip(&self.roles).zip(&self.heads) {
            let words = outline.markdown(&cell.words).trim().replace("\\|", "|");
            if words.is_empty() {
                continue;
            }
            match role {
                Role::Main if main.is_empty() => main = words,
                Role::Main => main = format!("{main} {words}"),
                Role::Actor => more += &format!(" ({words})"),
                Role::More if head.is_empty() => more += &format!(" — {words}"),
                Role::More => more += &format!(" — {head}: {words}"),
                _ => {}
            }
        }
        format!("{main}{more}")
            .trim_start_matches([' ', '—'])
            .to_owned()
    }
}

fn merged(
    date: Option<Reading>,
    time: Option<Reading>,
    weekday: Option<Reading>,
    end: Option<Reading>,
) -> Option<Reading> {
    let mut reading = match (date, time) {
        (Some(date), Some(time)) => Reading {
            date: time.date.or(date.date),
            weekday: time.weekday.or(date.weekday),
            clock: time.clock,
            is_approximate: date.is_approximate || time.is_approximate,
            typos: date.typos.into_iter().chain(time.typos).collect(),
            zone: time.zone.or(date.zone),
            until: time.until.or(date.until),
            ..time
        },
        (date, time) => time.or(date)?,
    };
    if reading.date.is_none() {
        reading.weekday = reading.weekday.or(weekday.and_then(|read| read.weekday));
    }
    if let Some(end) = end.filter(|_| reading.until.is_none()) {
        reading.until = Some(End {
            date: end.date,
            clock: end.clock,
        });
    }
    Some(reading)
}

/// Says whether a cell still holds the template's placeholder: `HH:MM`, `YYYY-MM-DD`, `<time>`.
fn is_template(text: &str) -> bool {
    let folded = text.to_lowercase();
    let placeholder = ["hh", "yyyy", "dd/mm", "mm/dd", "xx:xx"]
        .iter()
        .any(|part| folded.contains(part));
    placeholder || folded.starts_with(['<', '[', '{'])
}

/// The year of `Date (2021)`.
fn year_in(head: &str) -> Option<i32> {
    head.split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .find_map(|run| run.parse().ok())
        .filter(|year| (1900..2200).contains(year))
}

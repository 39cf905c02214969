//! Timelines in tables: which column is what, and each row as an entry.

use super::super::outline::{Block, Outline};
use super::cut::{Cut, Entry};
use crate::config::DateOrder;
use crate::load::time::{End, Reading, WrittenZone, exact, read_at_start, zone_note};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Clocks, with or without days.
    Time,
    /// Days.
    Date,
    /// Days of the week beside dates.
    Weekday,
    /// Clocks at which things ended.
    End,
    /// The same clocks in another zone.
    OtherClock,
    /// What happened.
    Main,
    /// Who did it.
    Actor,
    /// More words.
    More,
    /// Numbers of the rows.
    Ordinal,
}

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

const TIME_HEADS: &[&str] = &[
    "time",
    "when",
    "timestamp",
    "start",
    "started",
    "clock",
    "hour",
    "uhrzeit",
    "zeit",
    "heure",
    "hora",
    "at",
    "utc",
    "begin",
    "from",
];
const DATE_HEADS: &[&str] = &["date", "datum", "fecha"];
const END_HEADS: &[&str] = &["end", "ended", "until", "finish", "finished", "to", "stop"];
const MAIN_HEADS: &[&str] = &[
    "event",
    "events",
    "description",
    "what",
    "what happened",
    "action",
    "details",
    "activity",
    "entry",
    "message",
    "update",
    "happening",
    "summary",
    "log",
];
const ACTOR_HEADS: &[&str] = &[
    "who",
    "actor",
    "person",
    "owner",
    "name",
    "by",
    "responsible",
    "team",
    "source",
    "people",
    "engineer",
    "author",
    "participant",
];

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
        let mut roles: Vec<Role> = heads
            .iter()
            .enumerate()
            .map(|(i, head)| role(outline, &all, i, head, order))
            .collect();
        settle(&mut roles, &heads, outline, &all);
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
        let cell = |role: Role| {
            let at = self.roles.iter().position(|other| *other == role)?;
            row.children.get(at)
        };
        let timed: Vec<&Block> = row
            .children
            .iter()
            .zip(&self.roles)
            .filter(|(cell, role)| {
                !matches!(role, Role::Main | Role::Actor | Role::More | Role::Ordinal)
                    && !cell.words.is_empty()
            })
            .map(|(cell, _)| cell)
            .collect();
        let text = self.text(outline, row);
        if text.is_empty() && timed.is_empty() {
            return None;
        }
        let read = |role| cell(role).and_then(|cell| self.read(outline, cell));
        let reading = merged(
            read(Role::Date),
            read(Role::Time),
            read(Role::Weekday),
            read(Role::End),
        );
        // A row that only names the day of the rows below it.
        if text.is_empty()
            && let Some(day) = reading
                .clone()
                .filter(|r| r.clock.is_none() && r.date.is_some())
        {
            return Some(Cut::Day {
                reading: day,
                span: row.span.clone(),
            });
        }
        // Nobody has filled the row in: `| HH:MM | Event |`, `| 10:15 | |`.
        if text.is_empty()
            || reading.is_none()
                && timed
                    .iter()
                    .any(|cell| is_template(outline.markdown(&cell.words)))
        {
            return Some(Cut::Text(row.span.clone()));
        }
        let written: Vec<&str> = timed
            .iter()
            .map(|cell| outline.markdown(&cell.words).trim())
            .collect();
        let time_span = match (timed.first(), timed.last()) {
            (Some(first), Some(last)) => first.words.start..last.words.end,
            _ => row.span.start..row.span.start,
        };
        Some(Cut::Entry(Entry {
            reading,
            written: written.join(" "),
            time_span,
            text,
            span: row.span.clone(),
        }))
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

fn head_words(head: &str) -> Vec<String> {
    head.to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn year_in(head: &str) -> Option<i32> {
    head.split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .find_map(|run| run.parse().ok())
        .filter(|year| (1900..2200).contains(year))
}

/// What a column holds, judged by its cells first and by its head second.
fn role(
    outline: &Outline<'_>,
    rows: &[&Block],
    column: usize,
    head: &str,
    order: Option<DateOrder>,
) -> Role {
    let words = head_words(head);
    let has = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    let (mut numbers, mut filled, mut clocks, mut dates, mut weekdays) = (0, 0, 0, 0, 0);
    let named_time = has(TIME_HEADS) || has(DATE_HEADS) || has(END_HEADS) || has(&["timezone"]);
    for cell in rows.iter().filter_map(|row| row.children.get(column)) {
        let text = outline.markdown(&cell.words).trim();
        if text.is_empty() {
            continue;
        }
        filled += 1;
        numbers += usize::from(
            text.len() <= 4
                && text
                    .trim_end_matches('.')
                    .bytes()
                    .all(|b| b.is_ascii_digit()),
        );
        let reading = if named_time {
            read_at_start(text, order)
        } else {
            exact(text, order)
        };
        match reading {
            Some(reading) if reading.clock.is_some() || reading.is_unknown => clocks += 1,
            Some(reading) if reading.date.is_some() => dates += 1,
            Some(_) => weekdays += 1,
            None => {}
        }
    }
    let most = |count: usize| count * 2 > filled || named_time && count > 0 && count * 3 >= filled;
    match () {
        () if filled > 0 && most(clocks) && has(END_HEADS) && !has(TIME_HEADS) => Role::End,
        () if filled > 0 && most(clocks) => Role::Time,
        () if filled > 0 && most(dates) => Role::Date,
        () if filled > 0 && most(clocks + dates) => Role::Time,
        () if filled > 0 && most(weekdays) => Role::Weekday,
        () if filled > 0 && numbers == filled && column == 0 => Role::Ordinal,
        () if has(ACTOR_HEADS) && !has(MAIN_HEADS) => Role::Actor,
        () if has(MAIN_HEADS) => Role::Main,
        () => Role::More,
    }
}

/// Leaves one column of each kind: the first clock is the time, the longest words are what happened.
fn settle(roles: &mut [Role], heads: &[String], outline: &Outline<'_>, rows: &[&Block]) {
    let mut seen_time = false;
    for role in roles.iter_mut().filter(|role| **role == Role::Time) {
        if seen_time {
            *role = Role::OtherClock;
        }
        seen_time = true;
    }
    if !seen_time && let Some(role) = roles.iter_mut().find(|role| **role == Role::End) {
        *role = Role::Time;
    }
    let mut seen_date = false;
    for role in roles.iter_mut().filter(|role| **role == Role::Date) {
        if seen_date {
            *role = Role::OtherClock;
        }
        seen_date = true;
    }
    let length = |column: usize| -> usize {
        let cells = rows.iter().filter_map(|row| row.children.get(column));
        cells
            .map(|cell| outline.markdown(&cell.words).trim().len())
            .sum()
    };
    let candidates: Vec<usize> = (0..heads.len())
        .filter(|&i| roles[i] == Role::Main)
        .collect();
    let pool = match candidates.len() {
        0 => {
            let more: Vec<usize> = (0..heads.len())
                .filter(|&i| roles[i] == Role::More)
                .collect();
            if more.is_empty() {
                (0..heads.len())
                    .filter(|&i| roles[i] == Role::Actor)
                    .collect()
            } else {
                more
            }
        }
        _ => candidates,
    };
    let longest = pool
        .iter()
        .copied()
        .max_by_key(|&i| (length(i), std::cmp::Reverse(i)));
    for &i in &pool {
        roles[i] = if Some(i) == longest {
            Role::Main
        } else {
            Role::More
        };
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

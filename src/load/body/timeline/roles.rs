//! What the columns of a timeline hold.

use super::super::outline::{Block, Outline};
use crate::config::DateOrder;
use crate::load::time::{exact, read_at_start};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
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

impl Role {
    /// Says whether such a column tells when, not what.
    pub(super) fn is_about_time(self) -> bool {
        matches!(
            self,
            Role::Time | Role::Date | Role::Weekday | Role::End | Role::OtherClock
        )
    }
}

const TIME_HEADS: &str =
    "time when timestamp start started clock hour uhrzeit zeit heure hora at utc begin from";
const DATE_HEADS: &str = "date datum fecha timezone";
const END_HEADS: &str = "end ended until finish finished to stop";
const MAIN_HEADS: &str = "event events description what action details activity entry message update happening summary log";
const ACTOR_HEADS: &str =
    "who actor person owner name by responsible team source people engineer author participant";

/// Judges every column by its cells first and by its head second.
pub(super) fn roles(
    outline: &Outline<'_>,
    rows: &[&Block],
    heads: &[String],
    order: Option<DateOrder>,
) -> Vec<Role> {
    let mut roles: Vec<Role> = heads
        .iter()
        .enumerate()
        .map(|(column, head)| {
            let head = Head::of(head);
            let cells = Cells::of(outline, rows, column, head.speaks_of_time(), order);
            role(&head, &cells, column)
        })
        .collect();
    keep_first(&mut roles, Role::Time);
    keep_first(&mut roles, Role::Date);
    if !roles.contains(&Role::Time)
        && let Some(role) = roles.iter_mut().find(|role| **role == Role::End)
    {
        *role = Role::Time;
    }
    choose_main(&mut roles, outline, rows);
    roles
}

/// The words of a head.
struct Head(Vec<String>);

impl Head {
    fn of(head: &str) -> Head {
        let folded = head.to_lowercase();
        let words = folded.split(|c: char| !c.is_alphabetic());
        Head(
            words
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
        )
    }

    fn has(&self, names: &str) -> bool {
        self.0
            .iter()
            .any(|word| names.split(' ').any(|name| name == word))
    }

    fn speaks_of_time(&self) -> bool {
        self.has(TIME_HEADS) || self.has(DATE_HEADS) || self.has(END_HEADS)
    }
}

/// What the cells of a column are, counted.
#[derive(Default)]
struct Cells {
    filled: usize,
    clocks: usize,
    dates: usize,
    weekdays: usize,
    numbers: usize,
    /// The head says that they are times, so that fewer need to be plainly so.
    speak_of_time: bool,
}

impl Cells {
    fn of(
        outline: &Outline<'_>,
        rows: &[&Block],
        column: usize,
        speak_of_time: bool,
        order: Option<DateOrder>,
    ) -> Cells {
        let mut cells = Cells {
            speak_of_time,
            ..Cells::default()
        };
        for cell in rows.iter().filter_map(|row| row.children.get(column)) {
            let text = outline.markdown(&cell.words).trim();
            if text.is_empty() {
                continue;
            }
            cells.filled += 1;
            let is_number = text.len() <= 4
                && text
                    .trim_end_matches('.')
                    .bytes()
                    .all(|byte| byte.is_ascii_digit());
            cells.numbers += usize::from(is_number);
            let reading = if speak_of_time {
                read_at_start(text, order)
            } else {
                exact(text, order)
            };
            match reading {
                Some(reading) if reading.clock.is_some() || reading.is_unknown => cells.clocks += 1,
                Some(reading) if reading.date.is_some() => cells.dates += 1,
                Some(_) => cells.weekdays += 1,
                None => {}
            }
        }
        cells
    }

    fn are_mostly(&self, count: usize) -> bool {
        count * 2 > self.filled || self.speak_of_time && count > 0 && count * 3 >= self.filled
    }
}

fn role(head: &Head, cells: &Cells, column: usize) -> Role {
    let of_words = || match () {
        () if head.has(ACTOR_HEADS) && !head.has(MAIN_HEADS) => Role::Actor,
        () if head.has(MAIN_HEADS) => Role::Main,
        () => Role::More,
    };
    match () {
        () if cells.filled == 0 => of_words(),
        () if cells.are_mostly(cells.clocks) && head.has(END_HEADS) && !head.has(TIME_HEADS) => {
            Role::End
        }
        () if cells.are_mostly(cells.clocks) => Role::Time,
        () if cells.are_mostly(cells.dates) => Role::Date,
        () if cells.are_mostly(cells.clocks + cells.dates) => Role::Time,
        () if cells.are_mostly(cells.weekdays) => Role::Weekday,
        () if cells.numbers == cells.filled && column == 0 => Role::Ordinal,
        () => of_words(),
    }
}

/// The first column of clocks is the time; others show the same in another zone.
fn keep_first(roles: &mut [Role], kept: Role) {
    for role in roles.iter_mut().filter(|role| **role == kept).skip(1) {
        *role = Role::OtherClock;
    }
}

/// The column that tells what happened: of those whose heads say so the wordiest, else the
/// wordiest of the others.
fn choose_main(roles: &mut [Role], outline: &Outline<'_>, rows: &[&Block]) {
    let with = |wanted: Role| -> Vec<usize> {
        let columns = roles.iter().enumerate();
        columns
            .filter(|(_, role)| **role == wanted)
            .map(|(column, _)| column)
            .collect()
    };
    let pool = [Role::Main, Role::More, Role::Actor]
        .into_iter()
        .map(with)
        .find(|columns| !columns.is_empty())
        .unwrap_or_default();
    let length = |column: usize| -> usize {
        let cells = rows.iter().filter_map(|row| row.children.get(column));
        cells
            .map(|cell| outline.markdown(&cell.words).trim().len())
            .sum()
    };
    let longest = pool
        .iter()
        .copied()
        .max_by_key(|&column| (length(column), std::cmp::Reverse(column)));
    for column in pool {
        roles[column] = if Some(column) == longest {
            Role::Main
        } else {
            Role::More
        };
    }
}

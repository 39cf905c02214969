//! Sentences about follow-up work, each number with what it is of.

use crate::analyze::actions::{Ages, Ledger, Tally};
use crate::config::Config;
use crate::language::Language;
use crate::render::Book;
use crate::render::words::{counted, lasting};

/// Says how much is left.
pub(super) fn sentence(ledger: &Ledger) -> String {
    let tally = &ledger.tally;
    if tally.total() == 0 {
        return "No report names any action yet.".to_owned();
    }
    let mut words = match (tally.open, tally.proposed) {
        (0, 0) => "No action is known to be open".to_owned(),
        (open, 0) => format!("{} open", are(open)),
        (0, proposed) => format!("{} proposed, none is open", are(proposed)),
        (open, proposed) => format!("{} open and {proposed} proposed", are(open)),
    };
    if tally.overdue() > 0 {
        words.push_str(&match tally.overdue() {
            1 if tally.left() == 1 => "; it is overdue".to_owned(),
            n if n == tally.left() => "; all of them are overdue".to_owned(),
            1 => "; one of them is overdue".to_owned(),
            n => format!("; {n} of them are overdue"),
        });
    }
    words.push('.');
    if tally.done > 0 {
        let verb = if tally.done == 1 { "is" } else { "are" };
        words.push_str(&format!(" {} {verb} done.", tally.done));
    }
    match tally.unknown {
        0 => {}
        1 => words.push_str(" One does not say how far it is."),
        n => words.push_str(&format!(" {n} do not say how far they are.")),
    }
    words
}

fn are(n: usize) -> String {
    let verb = if n == 1 { "is" } else { "are" };
    format!("{} {verb}", counted(n, "action"))
}

/// Says how old open work is, what it lacks, and what the policy gives it.
pub(super) fn notes(ledger: &Ledger, book: &Book, is_all: bool) -> Vec<String> {
    let left = ledger.tally.left();
    let mut notes: Vec<String> = ages(&ledger.ages, book.language()).into_iter().collect();
    let lacking = [
        (ledger.without_owner, "an owner or a ticket"),
        (ledger.without_due, "a date or a ticket"),
    ];
    let lacking: Vec<String> = lacking
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| match n {
            n if *n == left => format!("none has {what}"),
            1 => format!("one lacks {what}"),
            n => format!("{n} lack {what}"),
        })
        .collect();
    if !lacking.is_empty() {
        notes.push(format!(
            "Of the {left} open or proposed, {}.",
            lacking.join(", and ")
        ));
    }
    if is_all && left > 0 {
        notes.extend(policy(&book.config));
    }
    notes
}

fn ages(ages: &Ages, language: &Language) -> Option<String> {
    let whole = |days: f64| in_days(days.round() as i64, language);
    let oldest = in_days(ages.oldest?, language);
    let mut words = match (ages.median, ages.p75, ages.p90) {
        (Some(median), Some(p75), Some(p90)) => format!(
            "Half of the open ones are older than {}, a quarter older than {}, a tenth older than {}, and the oldest is {oldest} old (n\u{a0}=\u{a0}{})",
            whole(median),
            whole(p75),
            whole(p90),
            ages.n
        ),
        (Some(median), ..) => format!(
            "Half of the open ones are older than {}, and the oldest is {oldest} old (n\u{a0}=\u{a0}{})",
            whole(median),
            ages.n
        ),
        _ => format!(
            "The oldest open one is {oldest} old (n\u{a0}=\u{a0}{})",
            ages.n
        ),
    };
    words.push_str(", counted from the day the report was published, else from the end of the incident, else from its start.");
    if ages.undated > 0 {
        words.push_str(&format!(
            " {} of incidents without a date {} left out.",
            ages.undated,
            if ages.undated == 1 { "is" } else { "are" }
        ));
    }
    Some(words)
}

/// Days, and where they are many what they come to: `1115 days (3 years)`.
fn in_days(days: i64, language: &Language) -> String {
    let exact = language.counted("durations.days", usize::try_from(days).unwrap_or(0));
    match lasting(days, language) {
        told if told == exact => exact,
        told => format!("{exact} ({told})"),
    }
}

/// What book.toml gives open actions without a date of their own.
fn policy(config: &Config) -> Option<String> {
    let policy = &config.policy;
    let mut times: Vec<String> = config
        .severities
        .iter()
        .filter_map(|level| {
            let days = policy.action_due.get(&level.id)?;
            Some(format!(
                "{} at {}",
                counted(*days as usize, "day"),
                level.title
            ))
        })
        .collect();
    if let Some(days) = policy.action_due_default {
        let days = counted(days as usize, "day");
        times.push(if times.is_empty() {
            days
        } else {
            format!("{days} otherwise")
        });
    }
    let last = times.pop()?;
    let times = if times.is_empty() {
        last
    } else {
        format!("{} and {last}", times.join(", "))
    };
    Some(format!(
        "By policy, open actions without a date of their own are due after {times}, counted the same way."
    ))
}

/// Done of those decided on; a share from ten on.
pub(super) fn share_done(tally: &Tally) -> String {
    const ENOUGH: usize = 10;
    let done = tally.done_of_decided();
    match done.percent() {
        None => "–".to_owned(),
        Some(percent) if done.of >= ENOUGH => format!("{} of {} ({percent})", done.count, done.of),
        Some(_) => format!("{} of {}", done.count, done.of),
    }
}

#[cfg(test)]
mod tests {
    use super::{sentence, share_done};
    use crate::analyze::actions::{Ledger, Tally};

    #[test]
    fn sentences_count_what_is_left() {
        let tally = |open, proposed, done, unknown, overdue_by_date| Tally {
            open,
            proposed,
            done,
            unknown,
            overdue_by_date,
            ..Tally::default()
        };
        for (tally, words) in [
            (tally(0, 0, 0, 0, 0), "No report names any action yet."),
            (tally(1, 0, 0, 0, 1), "1 action is open; it is overdue."),
            (
                tally(3, 2, 4, 1, 2),
                "3 actions are open and 2 proposed; 2 of them are overdue. 4 are done. One does not say how far it is.",
            ),
            (
                tally(2, 1, 0, 0, 1),
                "2 actions are open and 1 proposed; one of them is overdue.",
            ),
            (
                tally(2, 0, 0, 0, 2),
                "2 actions are open; all of them are overdue.",
            ),
            (
                tally(0, 1, 1, 0, 0),
                "1 action is proposed, none is open. 1 is done.",
            ),
            (
                tally(0, 0, 0, 5, 0),
                "No action is known to be open. 5 do not say how far they are.",
            ),
        ] {
            let ledger = Ledger {
                tally,
                ..Ledger::default()
            };
            assert_eq!(sentence(&ledger), words);
        }
    }

    #[test]
    fn shares_stand_beside_what_they_are_of() {
        for (done, open, words) in [(0, 0, "–"), (1, 2, "1 of 3"), (9, 3, "9 of 12 (75 %)")] {
            let tally = Tally {
                done,
                open,
                ..Tally::default()
            };
            assert_eq!(share_done(&tally), words);
        }
    }
}

//! Sentences about follow-up work, each number with what it is of.

use crate::analyze::actions::{Ages, Ledger, Tally};
use crate::config::Config;
use crate::language::Language;
use crate::render::Book;
use crate::render::words::{lasting, sentences, share, some_of};

/// Says how much is left.
pub(super) fn sentence(ledger: &Ledger, language: &Language) -> String {
    let tally = &ledger.tally;
    if tally.total() == 0 {
        return language.say("actions.empty").to_owned();
    }
    let words = match (tally.open, tally.proposed) {
        (0, 0) => language.say("actions.none-open").to_owned(),
        (open, 0) => language.counted("actions.are-open", open),
        (0, proposed) => language.counted("actions.are-proposed", proposed),
        (open, proposed) => {
            let args = [("n", open.into()), ("proposed", proposed.into())];
            language.with("actions.are-open-and-proposed", &args)
        }
    };
    let args = [("words", (&words).into()), ("n", tally.overdue().into())];
    let lead = match tally.overdue() {
        0 => language.with("actions.sentence", &args[..1]),
        1 if tally.left() == 1 => language.with("actions.it-is-overdue", &args[..1]),
        n if n == tally.left() => language.with("actions.all-are-overdue", &args[..1]),
        _ => language.with("actions.some-are-overdue", &args),
    };
    let counted = |id: &str, n: usize| match n {
        0 => String::new(),
        n => language.counted(id, n),
    };
    let done = counted("actions.are-done", tally.done);
    let unknown = counted("actions.are-unknown", tally.unknown);
    sentences(&[lead, done, unknown], language)
}

/// Says how old open work is, what it lacks, and what the policy gives it.
pub(super) fn notes(ledger: &Ledger, book: &Book, is_all: bool) -> Vec<String> {
    let language = book.language();
    let mut notes: Vec<String> = ages(&ledger.ages, language).into_iter().collect();
    notes.extend(lacking(ledger, language));
    if is_all && ledger.tally.left() > 0 {
        notes.extend(policy(&book.config, language));
    }
    notes
}

fn lacking(ledger: &Ledger, language: &Language) -> Option<String> {
    let left = ledger.tally.left();
    let lack = |n: usize, all: &str, some: &str| match n {
        0 => None,
        n if n == left => Some(language.say(all).to_owned()),
        n => Some(language.counted(some, n)),
    };
    let owner = lack(
        ledger.without_owner,
        "actions.none-has-owner",
        "actions.lack-owner",
    );
    let date = lack(
        ledger.without_due,
        "actions.none-has-date",
        "actions.lack-date",
    );
    let list = match (owner, date) {
        (Some(owner), Some(date)) => {
            let args = [("first", (&owner).into()), ("second", (&date).into())];
            language.with("actions.lack-both", &args)
        }
        (owner, date) => owner.or(date)?,
    };
    let args = [("n", left.into()), ("list", (&list).into())];
    Some(language.with("actions.lacking", &args))
}

fn ages(ages: &Ages, language: &Language) -> Option<String> {
    let whole = |days: f64| in_days(days.round() as i64, language);
    let oldest = in_days(ages.oldest?, language);
    let (oldest, n) = (("oldest", (&oldest).into()), ("n", ages.n.into()));
    let told = match (ages.median, ages.p75, ages.p90) {
        (Some(median), Some(p75), Some(p90)) => {
            let (median, p75, p90) = (whole(median), whole(p75), whole(p90));
            let (median, p75) = (("median", (&median).into()), ("p75", (&p75).into()));
            let args = [median, p75, ("p90", (&p90).into()), oldest, n];
            language.with("actions.ages", &args)
        }
        (Some(median), ..) => {
            let median = whole(median);
            let args = [("median", (&median).into()), oldest, n];
            language.with("actions.age-median", &args)
        }
        _ => language.with("actions.age-oldest", &[oldest, n]),
    };
    let undated = match ages.undated {
        0 => String::new(),
        n => language.counted("actions.ages-undated", n),
    };
    Some(sentences(&[told, undated], language))
}

/// Days, and where they are many what they come to: `1115 days (3 years)`.
fn in_days(days: i64, language: &Language) -> String {
    let exact = language.counted("durations.days", usize::try_from(days).unwrap_or(0));
    match lasting(days, language) {
        told if told == exact => exact,
        told => {
            let args = [("exact", (&exact).into()), ("told", (&told).into())];
            language.with("actions.in-days", &args)
        }
    }
}

/// What book.toml gives open actions without a date of their own.
fn policy(config: &Config, language: &Language) -> Option<String> {
    let policy = &config.policy;
    let days = |days: u32| language.counted("durations.days", days as usize);
    let severities = config.severities.iter();
    let mut times: Vec<String> = severities
        .filter_map(|level| {
            let days = days(*policy.action_due.get(&level.id)?);
            let args = [
                ("days", (&days).into()),
                ("severity", (&level.title).into()),
            ];
            Some(language.with("actions.policy-at", &args))
        })
        .collect();
    if let Some(others) = policy.action_due_default {
        let days = days(others);
        times.push(match times.is_empty() {
            true => days,
            false => language.with("actions.policy-otherwise", &[("days", (&days).into())]),
        });
    }
    if times.is_empty() {
        return None;
    }
    let list = language.listed(&times);
    Some(language.with("actions.policy", &[("list", (&list).into())]))
}

/// Done of those decided on; a share from ten on.
pub(super) fn share_done(tally: &Tally, language: &Language) -> String {
    const ENOUGH: usize = 10;
    let done = tally.done_of_decided();
    match share(done, language) {
        None => "–".to_owned(),
        Some(percent) if done.of >= ENOUGH => {
            let args = [
                ("count", done.count.into()),
                ("of", done.of.into()),
                ("percent", (&percent).into()),
            ];
            language.with("actions.share", &args)
        }
        Some(_) => some_of(done, language),
    }
}

#[cfg(test)]
mod tests {
    use super::{sentence, share_done};
    use crate::analyze::actions::{Ledger, Tally};
    use crate::language::Language;

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
            assert_eq!(sentence(&ledger, &Language::english()), words);
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
            assert_eq!(share_done(&tally, &Language::english()), words);
        }
    }
}

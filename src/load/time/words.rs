//! Names of months and days, and the small words around times.

use super::lead::escape;
use super::scan::{Scan, is_word};
use chrono::Weekday;
use std::collections::HashSet;
use std::sync::LazyLock;

/// English, German, French, Spanish, Portuguese, Italian, Dutch; each month's names, folded.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "janvier", "janv", "enero", "ene", "janeiro", "gennaio",
        "januari",
    ],
    &[
        "february",
        "feb",
        "februar",
        "février",
        "fevrier",
        "févr",
        "febrero",
        "fevereiro",
        "febbraio",
        "februari",
    ],
    &[
        "march", "mar", "märz", "marz", "mär", "mars", "marzo", "março", "maart",
    ],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maio", "maggio", "mei"],
    &["june", "jun", "juni", "juin", "junio", "junho", "giugno"],
    &[
        "july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio",
    ],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus"],
    &[
        "september",
        "sep",
        "sept",
        "septembre",
        "septiembre",
        "setembro",
        "settembre",
    ],
    &[
        "october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "ottobre",
    ],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "déc",
        "diciembre",
        "dic",
        "dezembro",
        "dicembre",
    ],
];

/// Each day's names, Monday first, folded.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "montag", "lundi", "lunes"],
    &["tuesday", "tue", "tues", "dienstag", "mardi", "martes"],
    &[
        "wednesday",
        "wed",
        "weds",
        "mittwoch",
        "mercredi",
        "miércoles",
    ],
    &[
        "thursday",
        "thu",
        "thur",
        "thurs",
        "donnerstag",
        "jeudi",
        "jueves",
    ],
    &["friday", "fri", "freitag", "vendredi", "viernes"],
    &[
        "saturday",
        "sat",
        "samstag",
        "sonnabend",
        "samedi",
        "sábado",
    ],
    &["sunday", "sun", "sonntag", "dimanche", "domingo"],
];

/// In small letters these are other English words: "it may 5 times".
const TWINS: &[&str] = &[
    "may", "march", "mar", "mon", "wed", "sat", "sun", "ago", "mai",
];

/// Steps over the name of a month, full or short, with the full stop of a short one.
pub(super) fn month(scan: &mut Scan<'_>) -> Option<u32> {
    let month = named(scan, &MONTHS)?;
    scan.eat('.');
    u32::try_from(month + 1).ok()
}

/// Steps over the name of a day of the week and what binds it to a date: `Tue, `, `(Tuesday)`.
pub(super) fn weekday(scan: &mut Scan<'_>) -> Option<Weekday> {
    let day = named(scan, &WEEKDAYS)?;
    scan.eat('.');
    Weekday::try_from(u8::try_from(day).ok()?).ok()
}

fn named(scan: &mut Scan<'_>, lists: &[&[&str]]) -> Option<usize> {
    let word = scan.word();
    if word.is_empty() || !word.chars().next().is_some_and(|c| c.is_alphabetic()) {
        return None;
    }
    if TWINS.contains(&word) {
        return None;
    }
    let index = lists
        .iter()
        .position(|names| names.iter().any(|name| is_word(word, name)))?;
    scan.at += word.len();
    Some(index)
}

/// Words before a time that make it approximate.
const ABOUT: &[&str] = &[
    "around",
    "about",
    "approx",
    "approximately",
    "roughly",
    "circa",
    "ca",
    "c",
    "near",
    "nearly",
    "before",
    "after",
    "by",
    "early",
    "late",
    "gegen",
    "etwa",
    "vers",
    "environ",
    "est",
    "estimated",
];

/// Words before a time that say nothing more.
const AT: &[&str] = &[
    "at", "on", "from", "between", "since", "starting", "um", "ab", "le", "am", "à", "the",
];

/// Steps over words and signs that lead to a time, and says whether they make it approximate.
pub(super) fn lead_words(scan: &mut Scan<'_>) -> bool {
    let mut approximate = false;
    for _ in 0..3 {
        let start = *scan;
        escape(scan);
        if scan
            .eat_if(|c| matches!(c, '~' | '≈' | '≃' | '∼' | '±' | '〜'))
            .is_some()
            || scan.eat_one_of(ABOUT)
                && !scan
                    .rest()
                    .starts_with(|c: char| c == ':' || c.is_ascii_digit())
        {
            approximate = true;
            scan.eat('.');
        } else if !(scan.eat_one_of(AT) || scan.eat('@')) || scan.rest().starts_with(':') {
            *scan = start;
            break;
        }
        scan.spaces();
    }
    approximate
}

/// Steps over what follows a time and makes it approximate: `10:15?`, `10:15ish`, `(approx)`.
pub(super) fn trails_off(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    let spaced = ahead.spaces();
    if !spaced
        && (ahead.eat_if(|c| matches!(c, '?' | '~')).is_some()
            || ahead.eat_text("-ish")
            || ahead.eat_word("ish"))
    {
        *scan = ahead;
        return true;
    }
    if spaced && ahead.eat_one_of(&["approx", "approximately", "ish"]) {
        ahead.eat('.');
        *scan = ahead;
        return true;
    }
    if !ahead.eat('(') {
        return false;
    }
    const LONGEST_ASIDE: usize = 40;
    let Some(end) = ahead
        .rest()
        .char_indices()
        .take(LONGEST_ASIDE)
        .find(|&(_, c)| c == ')')
        .map(|(at, _)| at)
    else {
        return false;
    };
    let aside = ahead.rest()[..end].to_lowercase();
    let doubts = [
        "approx",
        "ish",
        "maybe",
        "not sure",
        "unsure",
        "not exact",
        "unknown",
        "estimate",
        "est.",
        "circa",
        "ca.",
        "about",
        "around",
        "probably",
        "roughly",
        "?",
        "~",
    ];
    let doubtful = doubts
        .iter()
        .any(|doubt| aside.starts_with(doubt) || aside == *doubt);
    if doubtful {
        ahead.at += end + 1;
        *scan = ahead;
    }
    doubtful
}

/// Names of the turning hours.
pub(super) const HOURS: &[(&str, u32)] = &[
    ("noon", 12),
    ("midday", 12),
    ("mittag", 12),
    ("midi", 12),
    ("midnight", 0),
    ("mitternacht", 0),
    ("minuit", 0),
];

/// Words that open too many phrases to look behind each in running text; a time behind them is
/// found all the same.
const COMMON: &[&str] = &["the", "am", "le", "à", "ab", "um", "late", "early"];

/// Words that a time may begin with.
static LEADING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let named = MONTHS.iter().chain(&WEEKDAYS).flat_map(|names| *names);
    let hours = HOURS.iter().map(|(name, _)| name);
    named.chain(ABOUT).chain(AT).chain(hours).copied().collect()
});

/// Says whether a time may begin with a word, so that most words need no closer look.
pub(super) fn may_start(word: &str) -> bool {
    const LONGEST_LEAD: usize = 16;
    let is_lead = || {
        LEADING.contains(word)
            || word.contains(char::is_uppercase) && LEADING.contains(word.to_lowercase().as_str())
    };
    word.len() <= LONGEST_LEAD && is_lead()
}

/// Says the same for a word in running text.
pub(super) fn may_lead(word: &str) -> bool {
    may_start(word) && !COMMON.contains(&word)
}

//! Names of months and days, and the small words around times.

use super::lead::escape;
use super::scan::Scan;
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
    let folded = word.to_lowercase();
    let index = lists
        .iter()
        .position(|names| names.contains(&folded.as_str()))?;
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

/// Words that a time may begin with.
static LEADING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let named = MONTHS
        .iter()
        .chain(&WEEKDAYS)
        .flat_map(|names| names.iter());
    let clocks = [
        "noon",
        "midday",
        "midnight",
        "mittag",
        "mitternacht",
        "midi",
        "minuit",
    ];
    named
        .chain(ABOUT)
        .chain(AT)
        .copied()
        .chain(clocks)
        .collect()
});

/// Says whether a time may begin with a word, so that most words of a text need no closer look.
pub(super) fn may_lead(word: &str) -> bool {
    LEADING.contains(word)
        || word.chars().any(char::is_uppercase) && LEADING.contains(word.to_lowercase().as_str())
}

//! Names of months and days, and the small words around times.

use super::lead::escape;
use super::scan::{Scan, is_word};
use chrono::Weekday;
use foldhash::HashSet;
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
    if !may_be_known(word) || TWINS.contains(&word) {
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
        let is_known = may_be_known(scan.word());
        if scan
            .eat_if(|c| matches!(c, '~' | '≈' | '≃' | '∼' | '±' | '〜'))
            .is_some()
            || is_known
                && scan.eat_one_of(ABOUT)
                && !scan
                    .rest()
                    .starts_with(|c: char| c == ':' || c.is_ascii_digit())
        {
            approximate = true;
            scan.eat('.');
        } else if !(is_known && scan.eat_one_of(AT) || scan.eat('@'))
            || scan.rest().starts_with(':')
        {
            *scan = start;
            break;
        }
        scan.spaces();
    }
    approximate
}

/// How an aside in brackets begins that makes the time before it approximate.
const DOUBTS: &str = "approx ish maybe not-sure unsure not-exact unknown estimate est. circa ca. \
                      about around probably roughly ? ~";

/// Steps over what follows a time and makes it approximate: `10:15?`, `10:15ish`, `(approx)`.
pub(super) fn trails_off(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    let spaced = ahead.spaces();
    let doubted = if spaced {
        ahead.eat_one_of(&["approx", "approximately", "ish"])
    } else {
        ahead.eat_if(|c| matches!(c, '?' | '~')).is_some()
            || ahead.eat_text("-ish")
            || ahead.eat_word("ish")
    };
    if doubted {
        ahead.eat('.');
        *scan = ahead;
        return true;
    }
    let doubtful = aside(&mut ahead).is_some_and(|aside| {
        let aside = aside.to_lowercase().replace("not ", "not-");
        DOUBTS
            .split_whitespace()
            .any(|doubt| aside.starts_with(doubt))
    });
    if doubtful {
        *scan = ahead;
    }
    doubtful
}

/// Steps over a short aside in brackets and returns what is in it.
fn aside<'a>(scan: &mut Scan<'a>) -> Option<&'a str> {
    const LONGEST_ASIDE: usize = 40;
    scan.eat('(').then_some(())?;
    let rest = scan.rest();
    let mut chars = rest.char_indices().take(LONGEST_ASIDE);
    let (end, _) = chars.find(|&(_, c)| c == ')')?;
    scan.at += end + 1;
    Some(&rest[..end])
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

/// For each letter, the lengths of the words in `LEADING` that begin with it, a bit each. The reader
/// asks at every word of a text, and most are turned away here.
static SHAPES: LazyLock<[u32; 26]> = LazyLock::new(|| {
    let mut shapes = [0; 26];
    for word in LEADING.iter() {
        let letter = word.bytes().next().and_then(letter_of);
        if let Some(lengths) = letter.and_then(|letter| shapes.get_mut(letter)) {
            *lengths |= 1_u32 << word.len();
        }
    }
    shapes
});

/// Longest word of `LEADING`, in bytes.
const LONGEST_LEAD: usize = 16;

fn letter_of(byte: u8) -> Option<usize> {
    let letter = byte.to_ascii_lowercase().checked_sub(b'a')?;
    (letter < 26).then_some(usize::from(letter))
}

/// Says whether a word may be one of `LEADING` by its first letter and its length. Words of other
/// letters than ASCII's change their length with their case, so they always may.
fn may_be_known(word: &str) -> bool {
    let Some(first) = word.bytes().next() else {
        return false;
    };
    if !word.is_ascii() {
        return true;
    }
    let lengths = letter_of(first).and_then(|letter| SHAPES.get(letter));
    word.len() <= LONGEST_LEAD && lengths.is_some_and(|lengths| lengths & (1 << word.len()) != 0)
}

/// Says whether a time may begin with a word, so that most words need no closer look.
pub(super) fn may_start(word: &str) -> bool {
    let is_lead = || {
        LEADING.contains(word)
            || word.contains(char::is_uppercase) && LEADING.contains(word.to_lowercase().as_str())
    };
    word.len() <= LONGEST_LEAD && may_be_known(word) && is_lead()
}

/// Says the same for a word in running text.
pub(super) fn may_lead(word: &str) -> bool {
    may_start(word) && !COMMON.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{ABOUT, AT, LEADING, LONGEST_LEAD, MONTHS, WEEKDAYS, may_be_known, may_start};

    #[test]
    fn every_leading_word_passes_in_any_case() {
        for word in LEADING.iter() {
            assert!(word.len() <= LONGEST_LEAD, "{word}");
            for written in [(*word).to_owned(), word.to_uppercase()] {
                assert!(may_be_known(&written) && may_start(&written), "{written}");
            }
        }
        let names = MONTHS.iter().chain(&WEEKDAYS).flat_map(|names| *names);
        assert!(names.chain(ABOUT).chain(AT).all(|word| may_be_known(word)));
        for other in ["", "incident", "was", "zzz", "supercalifragilistic"] {
            assert!(!may_start(other), "{other}");
        }
    }
}

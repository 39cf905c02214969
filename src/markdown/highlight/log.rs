//! Logs of any kind: times, levels, addresses, ids, numbers.

use super::spans::{Spans, lines, run};
use std::ops::Range;

/// Tells whether a text is a log: two or more of its lines start with a time.
pub(super) fn is_log(code: &str) -> bool {
    let starts_with_time =
        |(line, _): &(&str, Range<usize>)| time(line.trim_start_matches(['[', ' '])).is_some();
    lines(code, 0..code.len())
        .filter(starts_with_time)
        .nth(1)
        .is_some()
}

/// Marks a part of the text.
pub(super) fn mark(spans: &mut Spans<'_>, range: Range<usize>) {
    let code = spans.code;
    for (line, place) in lines(code, range) {
        let mut at = 0;
        while at < line.len() {
            let rest = &line[at..];
            let (length, class) = token(rest);
            if let Some(class) = class {
                spans.mark(place.start + at..place.start + at + length, class);
            }
            at += length;
        }
    }
}

/// Returns the length of what `text` begins with, and its class.
fn token(text: &str) -> (usize, Option<&'static str>) {
    let first = text.chars().next().map_or(1, char::len_utf8);
    if let Some(inside) = text.strip_prefix('"') {
        return match inside.find('"') {
            Some(end) => (end + 2, Some("s")),
            // No other quote in this line has an end either, but each is only looked for once.
            None => (1, None),
        };
    }
    let word = run(text, |b| b.is_ascii_alphanumeric() || b == b'_');
    if word == 0 && !text.starts_with("::") {
        return (first, None);
    }
    let known = time(text)
        .map(|length| (length, "t"))
        .or_else(|| address(text).map(|length| (length, "a")))
        .or_else(|| number(text).map(|length| (length, "n")))
        .or_else(|| level(&text[..word]).map(|class| (word, class)));
    match known {
        Some((length, class)) => (length, Some(class)),
        // The rest of a word with hyphens or dots is no place for a number or a level.
        None => (
            run(text, |b| b.is_ascii_alphanumeric() || b"_-.".contains(&b)).max(first),
            None,
        ),
    }
}

/// Returns the class of a word that is a level.
pub(super) fn level(word: &str) -> Option<&'static str> {
    const ERRORS: [&str; 14] = [
        "alert",
        "crit",
        "critical",
        "emerg",
        "err",
        "error",
        "exception",
        "fail",
        "failed",
        "failure",
        "fatal",
        "panic",
        "severe",
        "timeout",
    ];
    const WARNINGS: [&str; 3] = ["warn", "warning", "deprecated"];
    const OTHERS: [&str; 7] = [
        "debug",
        "info",
        "information",
        "notice",
        "trace",
        "verbose",
        "ok",
    ];
    let is_in = |levels: &[&str]| levels.iter().any(|level| level.eq_ignore_ascii_case(word));
    if is_in(&ERRORS) {
        Some("e")
    } else if is_in(&WARNINGS) {
        Some("w")
    } else if is_in(&OTHERS) {
        Some("k")
    } else {
        None
    }
}

/// A place of a pattern: `9` is a digit, `A` a letter, `?` a digit or a space; others are themselves.
fn fits(text: &str, pattern: &str) -> bool {
    text.len() >= pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(byte, wanted)| match wanted {
                b'9' => byte.is_ascii_digit(),
                b'A' => byte.is_ascii_alphabetic(),
                b'?' => byte.is_ascii_digit() || byte == b' ',
                _ => byte == wanted,
            })
}

/// Returns the length of the time that `text` begins with.
pub(super) fn time(text: &str) -> Option<usize> {
    const DATES: [&str; 4] = ["9999-99-99", "9999/99/99", "99/AAA/9999", "AAA ?9"];
    let date = DATES
        .iter()
        .find(|date| fits(text, date))
        .map_or(0, |date| date.len());
    let rest = &text[date..];
    let separator = usize::from(date > 0 && rest.starts_with(['T', 't', ' ', ':']));
    let clock = clock(&rest[separator..]);
    let is_month = date > 0 && text.starts_with(|c: char| c.is_ascii_alphabetic());
    let length = match (date, clock) {
        (0, 0) => return None,
        // `Mar 2` alone may be any word with a number.
        (_, 0) if is_month => return None,
        (_, 0) => date,
        _ => date + separator + clock,
    };
    let ends = !text[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
    ends.then_some(length)
}

/// `09:14`, `09:14:00.123Z`, `09:14:00,123 +0100`.
fn clock(text: &str) -> usize {
    let mut length = match text {
        _ if fits(text, "99:99:99") => 8,
        _ if fits(text, "9:99:99") => 7,
        _ if fits(text, "99:99") => 5,
        _ => return 0,
    };
    if text[length..].starts_with(['.', ',']) {
        let digits = run(&text[length + 1..], |b| b.is_ascii_digit());
        length += if digits > 0 { digits + 1 } else { 0 };
    }
    let zone = &text[length..];
    let signs = [
        "+99:99", "-99:99", " +9999", " -9999", "+9999", "-9999", "+99", "Z",
    ];
    length
        + signs
            .iter()
            .find(|sign| fits(zone, sign))
            .map_or(0, |sign| sign.len())
}

/// Returns the length of the network address or id that `text` begins with.
pub(super) fn address(text: &str) -> Option<usize> {
    let uuid = "########-####-####-####-############";
    let is_uuid = text.len() >= uuid.len()
        && text.bytes().zip(uuid.bytes()).all(|(b, u)| {
            if u == b'#' {
                b.is_ascii_hexdigit()
            } else {
                b == u
            }
        });
    if is_uuid {
        return Some(uuid.len());
    }
    v4(text).or_else(|| v6(text)).or_else(|| hex(text))
}

fn v4(text: &str) -> Option<usize> {
    let mut at = 0;
    for part in 0..4 {
        let digits = run(&text[at..], |b| b.is_ascii_digit());
        if digits == 0 || digits > 3 {
            return None;
        }
        at += digits;
        if part < 3 {
            at += usize::from(text[at..].starts_with('.'));
            if !text[..at].ends_with('.') {
                return None;
            }
        }
    }
    // A port or a prefix length.
    if text[at..].starts_with([':', '/']) {
        let digits = run(&text[at + 1..], |b| b.is_ascii_digit());
        at += if digits > 0 { digits + 1 } else { 0 };
    }
    let ends = !text[at..].starts_with(|c: char| c.is_ascii_alphanumeric());
    ends.then_some(at)
}

fn v6(text: &str) -> Option<usize> {
    let window = text
        .bytes()
        .take(45)
        .take_while(|b| b.is_ascii_hexdigit() || b":.".contains(b));
    let length = window.count();
    let address = text[..length].trim_end_matches('.');
    address
        .parse::<std::net::Ipv6Addr>()
        .ok()
        .filter(|_| length > 2)
        .map(|_| address.len())
}

/// Commit ids, trace ids, pointers.
fn hex(text: &str) -> Option<usize> {
    let digits = text
        .strip_prefix("0x")
        .map_or(0, |rest| run(rest, |b| b.is_ascii_hexdigit()));
    if digits > 3 {
        return Some(digits + 2);
    }
    let length = run(text, |b| b.is_ascii_hexdigit());
    let word = &text[..length];
    let is_id = length >= 8
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_alphabetic())
        && !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    is_id.then_some(length)
}

/// `503`, `1.5`, `12ms`, `80%`.
fn number(text: &str) -> Option<usize> {
    let mut length = run(text, |b| b.is_ascii_digit());
    if length == 0 {
        return None;
    }
    if text[length..].starts_with('.') {
        let digits = run(&text[length + 1..], |b| b.is_ascii_digit());
        length += if digits > 0 { digits + 1 } else { 0 };
    }
    let unit = run(&text[length..], |b| b.is_ascii_alphabetic());
    if unit > 3 {
        return None;
    }
    length += unit;
    length += usize::from(text[length..].starts_with('%'));
    let ends = !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    ends.then_some(length)
}

//! What stands behind the colon of a filter.

use super::{Field, HAS, Pattern, Test, fold, nearest};

/// What the values of a filter ask for, and what there is to say about them.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// One test, or none where nothing could be read.
    pub(super) test: Option<Test>,
    /// What could not be read.
    pub(super) notes: Vec<String>,
}

/// Reads the values of a filter.
pub(super) fn read(field: Field, values: &[&str]) -> Values {
    let name = field.as_str();
    let Some(first) = values.first() else {
        let notes = vec![format!("`{name}:` has no value yet, so it is left out")];
        return Values { test: None, notes };
    };
    let (test, takes) = match field {
        Field::Year => (
            range(first, year),
            "a year or a range: 2024, >2020, 2019..2021",
        ),
        Field::Before => (
            before(first),
            "a day, a month or a year: 2024-03-02, 2024-03, 2024",
        ),
        Field::After => (
            after(first),
            "a day, a month or a year: 2024-03-02, 2024-03, 2024",
        ),
        Field::Duration => (duration(first), "a bound: >2h, <30m, 1h..4h"),
        Field::Has => return has(values),
        _ => {
            let patterns = values.iter().filter_map(|value| pattern(value)).collect();
            let (test, notes) = (Some(Test::Names(patterns)), Vec::new());
            return Values { test, notes };
        }
    };
    let mut notes = Vec::new();
    if test.is_none() {
        notes.push(format!("`{name}:` takes {takes}; `{first}` is left out"));
    } else if let Some(second) = values.get(1) {
        notes.push(format!("`{name}:` takes one value; `{second}` is left out"));
    }
    Values { test, notes }
}

fn pattern(value: &str) -> Option<Pattern> {
    let bare = value.trim_end_matches('*');
    let text = fold(bare);
    let prefix = bare.len() < value.len();
    (!text.is_empty() || prefix).then_some(Pattern { text, prefix })
}

fn has(values: &[&str]) -> Values {
    let mut read = Values::default();
    let mut patterns = Vec::new();
    for value in values {
        let text = fold(value);
        let known = |word: &str| fold(word) == text || fold(word).trim_end_matches('s') == text;
        if let Some((word, _)) = HAS.iter().find(|(word, _)| known(word)) {
            let (text, prefix) = (fold(word), false);
            patterns.push(Pattern { text, prefix });
            continue;
        }
        let more = match nearest(&value.to_lowercase(), HAS.iter().map(|(word, _)| *word)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it knows {}", HAS.map(|(word, _)| word).join(", ")),
        };
        read.notes.push(format!(
            "`has:` does not know `{value}`, so it is left out; {more}"
        ));
    }
    read.test = (!patterns.is_empty()).then_some(Test::Names(patterns));
    read
}

/// `X`, `>X`, `>=X`, `<X`, `<=X`, `X..Y`, `X..` and `..Y`.
fn range(value: &str, read: fn(&str) -> Option<i64>) -> Option<Test> {
    let (least, most) = match value.split_once("..") {
        Some((from, to)) if !(from.is_empty() && to.is_empty()) => {
            (end(from, read)?, end(to, read)?)
        }
        Some(_) => return None,
        None => match bound(value) {
            ("", value) => (Some(read(value)?), Some(read(value)?)),
            (">", value) => (Some(read(value)? + 1), None),
            (">=", value) => (Some(read(value)?), None),
            ("<", value) => (None, Some(read(value)? - 1)),
            (_, value) => (None, Some(read(value)?)),
        },
    };
    Some(Test::Between(least, most))
}

fn end(value: &str, read: fn(&str) -> Option<i64>) -> Option<Option<i64>> {
    match value {
        "" => Some(None),
        value => read(value).map(Some),
    }
}

fn bound(value: &str) -> (&str, &str) {
    let signs = value.len() - value.trim_start_matches(['<', '>', '=']).len();
    let (sign, rest) = value.split_at(signs);
    match sign {
        "=>" => (">=", rest),
        "=<" => ("<=", rest),
        "=" => ("", rest),
        sign => (sign, rest),
    }
}

fn year(value: &str) -> Option<i64> {
    number(value).filter(|_| value.len() == 4)
}

/// Only digits, and few enough of them.
fn number(value: &str) -> Option<i64> {
    let is_number =
        !value.is_empty() && value.len() <= 8 && value.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| value.parse().ok()).flatten()
}

/// The first day that a date covers, as `20240302`.
fn day(value: &str) -> Option<i64> {
    let mut parts = value.split('-');
    let year = year(parts.next()?)?;
    let mut part = |most: i64| match parts.next() {
        None => Some(1),
        Some(text) => number(text).filter(|n| text.len() <= 2 && (1..=most).contains(n)),
    };
    let (month, day) = (part(12)?, part(31)?);
    parts
        .next()
        .is_none()
        .then_some(year * 10_000 + month * 100 + day)
}

fn before(value: &str) -> Option<Test> {
    Some(Test::Between(None, Some(day(value)? - 1)))
}

fn after(value: &str) -> Option<Test> {
    Some(Test::Between(Some(day(value)?), None))
}

/// A length alone would ask for that very second, which nobody means.
fn duration(value: &str) -> Option<Test> {
    let has_bound = value.contains("..") || value.starts_with(['<', '>']);
    has_bound.then(|| range(value, seconds)).flatten()
}

/// `90s`, `5m`, `5min`, `2h`, `1h30m`, `3d`, `1w`.
fn seconds(value: &str) -> Option<i64> {
    let value = value.to_lowercase();
    let mut rest = value.as_str();
    let mut total = 0;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let count = number(&rest[..digits])?;
        rest = &rest[digits..];
        let letters = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        let unit = match &rest[..letters] {
            "s" | "sec" => 1,
            "m" | "min" => 60,
            "h" => 3_600,
            "d" => 86_400,
            "w" => 604_800,
            _ => return None,
        };
        rest = &rest[letters..];
        total += count * unit;
    }
    (!value.is_empty()).then_some(total)
}

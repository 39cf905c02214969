//! Durations as people write them: "1 hour and 48 minutes", "0h 16m", "27m".

/// Reads a duration at the start of a text, in whole minutes.
///
/// A remark after it is ignored: "5h 09m (during support hours)". `None` for "?" and the like.
pub(super) fn minutes(text: &str) -> Option<i64> {
    const LONGEST: i64 = 60 * 24 * 366 * 100;
    let mut rest = skipped(
        text.trim_start(),
        &[
            "about",
            "around",
            "approximately",
            "approx.",
            "approx",
            "~",
            "ca.",
            "roughly",
        ],
    );
    let mut seconds: Option<f64> = None;
    while let Some((value, after)) = number(rest) {
        let Some((scale, after)) = unit(after.trim_start()) else {
            break;
        };
        seconds = Some(seconds.unwrap_or(0.0) + value * scale);
        rest = skipped(after.trim_start(), &["and", ",", "&"]);
    }
    let minutes = (seconds? / 60.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "bounded on the same line")]
    (0.0..LONGEST as f64)
        .contains(&minutes)
        .then_some(minutes as i64)
}

fn skipped<'a>(text: &'a str, words: &[&str]) -> &'a str {
    words
        .iter()
        .find_map(|word| {
            let head = text.get(..word.len())?;
            head.eq_ignore_ascii_case(word)
                .then(|| text[word.len()..].trim_start())
        })
        .unwrap_or(text)
}

fn number(text: &str) -> Option<(f64, &str)> {
    const LONGEST_NUMBER: usize = 9;
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    if end > LONGEST_NUMBER {
        return None;
    }
    let value = text[..end].trim_end_matches('.').parse().ok()?;
    Some((value, &text[end..]))
}

fn unit(text: &str) -> Option<(f64, &str)> {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let scale = match text[..end].to_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86_400.0,
        "w" | "week" | "weeks" => 604_800.0,
        _ => return None,
    };
    Some((scale, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn durations_are_read_in_minutes() {
        for (text, expected) in [
            ("31 minutes", Some(31)),
            ("279 minutes [^3]", Some(279)),
            ("0h 16m", Some(16)),
            ("5h 09m (during support hours 10:00-17:00)", Some(309)),
            ("27m", Some(27)),
            ("1 hour and 48 minutes", Some(108)),
            ("~2 hours", Some(120)),
            ("1.5h", Some(90)),
            ("2 days, 3 hours", Some(3060)),
            ("0 minutes", Some(0)),
            ("90 seconds", Some(2)),
            ("?", None),
            ("unknown", None),
            ("10 pods", None),
            ("99999999999999 hours", None),
        ] {
            assert_eq!(minutes(text), expected, "{text:?}");
        }
    }
}

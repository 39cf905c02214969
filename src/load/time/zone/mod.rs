//! Zones as people write them: families such as `PST`, offsets such as `UTC+2`, tz names.

mod names;
mod offset;

use super::WrittenZone;
use super::scan::{Scan, continues_word, is_dash, is_word};
use crate::model::Zone;
use crate::model::moment::abbreviations;
use chrono_tz::Tz;

/// Reads a zone that stands alone, as in `timezone: Europe/London`.
///
/// ```
/// # use casebook::load::time::zone;
/// # use casebook::model::Zone;
/// # use chrono_tz::Tz;
/// assert_eq!(zone::read("PST"), Some(Zone::Named(Tz::America__Los_Angeles)));
/// assert_eq!(zone::read("Mars/Olympus"), None);
/// ```
pub fn read(text: &str) -> Option<Zone> {
    let mut scan = Scan::new(text.trim(), 0);
    let zone = words(&mut scan, Case::Any)?;
    scan.is_at_end().then_some(zone.zone)
}

/// Gives an abbreviation the meaning it has at home: `IST` is India's unless the archive lives in
/// Israel, `GMT` is the clock of an archive that lives in London.
pub fn at_home(zone: WrittenZone, home: Option<Tz>) -> WrittenZone {
    let Some(home) = home else { return zone };
    let written = zone.written.to_uppercase();
    let plain = !written.contains(|c: char| c.is_ascii_digit() || c == '/');
    let is_used = plain && abbreviations(home, 2020).contains(&Some(written.clone()));
    if is_used && written != "UTC" {
        return WrittenZone {
            zone: Zone::Named(home),
            ..zone
        };
    }
    zone
}

/// How abbreviations must be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// In capitals, unless no English word looks like it; and words that are also verbs and nouns
    /// (`EAT`, `MET`) need something after them that ends the time.
    Strict,
    /// In any.
    Any,
}

/// Steps over a zone written after a clock: ` UTC`, `Z`, ` (CET)`, `+01:00`, ` PST (GMT-8)`.
pub(super) fn beside_clock(scan: &mut Scan<'_>) -> Option<WrittenZone> {
    let mut ahead = *scan;
    let spaced = ahead.spaces();
    let bracket = ahead.eat_if(|c| matches!(c, '(' | '['));
    let zone = if bracket.is_some() {
        let zone = words(&mut ahead, Case::Any)?;
        ahead.eat_if(|c| matches!(c, ')' | ']'))?;
        zone
    } else {
        offset::alone(&mut ahead, spaced).or_else(|| words(&mut ahead, Case::Strict))?
    };
    if ahead.peek().is_some_and(continues_word) {
        return None;
    }
    *scan = ahead;
    // `CET (GMT+1)` says it twice.
    if ahead.spaces() && ahead.eat('(') && words(&mut ahead, Case::Any).is_some() && ahead.eat(')')
    {
        *scan = ahead;
    }
    Some(zone)
}

/// Steps over the words of a zone: an abbreviation, a tz name, a phrase, `UTC+2`.
pub(super) fn words(scan: &mut Scan<'_>, case: Case) -> Option<WrittenZone> {
    let start = scan.at;
    let mut ahead = *scan;
    let zone = universal(&mut ahead, case)
        .or_else(|| tz_name(&mut ahead))
        .or_else(|| phrase(&mut ahead))
        .or_else(|| abbreviated(&mut ahead, case))?;
    *scan = ahead;
    Some(WrittenZone {
        written: scan.text.get(start..scan.at)?.to_owned(),
        zone,
    })
}

/// `UTC`, `GMT+1`, `UTC-05:00`, `UTC +2`.
fn universal(scan: &mut Scan<'_>, case: Case) -> Option<Zone> {
    let mut ahead = *scan;
    if !ahead.eat_one_of(&["utc", "gmt"]) {
        if case == Case::Any && ahead.eat_one_of(&["z"]) && ahead.is_at_end() {
            *scan = ahead;
            return Some(Zone::UTC);
        }
        return None;
    }
    *scan = ahead;
    let spaced = ahead.spaces();
    // `10:15 UTC -11:20` is a range and `10:15 UTC - 3 pods` a separator.
    let Some(negative) = offset::sign(&mut ahead).filter(|&negative| !(spaced && negative)) else {
        return Some(Zone::UTC);
    };
    let shifted = ahead.number().and_then(|number| {
        if number.digits > 2 {
            return offset::of(negative, number.value / 100, number.value % 100);
        }
        let mut minutes = ahead;
        let minute = minutes.eat(':').then(|| minutes.two_digits(60)).flatten();
        if number.digits == 2 && number.value > 14
            || minute.is_some() && negative && number.value > 12
        {
            return None;
        }
        if minute.is_some() {
            ahead = minutes;
        }
        offset::of(negative, number.value, minute.unwrap_or(0))
    });
    match shifted {
        Some(zone) if !ahead.peek().is_some_and(|c| c == ':' || continues_word(c)) => {
            *scan = ahead;
            Some(zone)
        }
        _ => Some(Zone::UTC),
    }
}

/// `Europe/London`, `America/Argentina/Buenos_Aires`, and slips such as `UC/Pacific`.
fn tz_name(scan: &mut Scan<'_>) -> Option<Zone> {
    let first = scan.word();
    if first.is_empty() || !scan.rest()[first.len()..].starts_with('/') {
        return None;
    }
    const LONGEST_NAME: usize = 40;
    let rest = scan.rest();
    let end = rest
        .char_indices()
        .take(LONGEST_NAME)
        .find(|&(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+')))
        .map_or(rest.len().min(LONGEST_NAME), |(at, _)| at);
    let name = rest.get(..end)?.trim_end_matches(['-', '/', '_']);
    let zone = names::tz(name)?;
    scan.at += name.len();
    Some(Zone::Named(zone))
}

/// `Pacific Time`, `Central European Summer Time`, `UK time`.
fn phrase(scan: &mut Scan<'_>) -> Option<Zone> {
    let first = scan.word();
    let begins = |words: &str| is_word(first, words.split(' ').next().unwrap_or_default());
    names::PHRASES
        .iter()
        .filter(|(words, _)| !first.is_empty() && begins(words))
        .find_map(|(words, tz)| {
            let mut ahead = *scan;
            for word in words.split(' ') {
                ahead.spaces();
                ahead.eat_word(word).then_some(())?;
            }
            ahead.spaces();
            if ahead.eat_one_of(&["summer", "standard", "daylight"]) {
                ahead.spaces();
            }
            ahead.eat_word("time").then(|| {
                *scan = ahead;
                Zone::Named(*tz)
            })
        })
}

/// `PST`, `CEST`, `BST`.
fn abbreviated(scan: &mut Scan<'_>, case: Case) -> Option<Zone> {
    let word = scan.word();
    // All abbreviations are short and ASCII; most words need no look.
    if !(2..=4).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let known = names::abbreviation(&word.to_ascii_uppercase())?;
    let capitals = word.chars().all(char::is_uppercase);
    let mut after = *scan;
    after.at += word.len();
    if after.peek().is_some_and(continues_word) {
        return None;
    }
    if case == Case::Strict {
        let ends = || {
            let mut tail = after;
            tail.spaces();
            tail.peek()
                .is_none_or(|c| !c.is_alphanumeric() || is_dash(c))
        };
        let fits = if known.is_a_word {
            capitals && ends()
        } else {
            capitals || known.has_no_twin
        };
        if !fits {
            return None;
        }
    }
    *scan = after;
    Some(known.zone)
}

#[cfg(test)]
mod tests {
    use super::{at_home, read};
    use crate::load::time::WrittenZone;
    use crate::model::{Zone, ZoneOrigin, ZoneUse};
    use chrono::NaiveDate;
    use chrono_tz::Tz;

    #[test]
    fn zones_are_read_as_families() {
        for (written, zone) in [
            ("UTC", Some("UTC")),
            ("Z", Some("UTC")),
            ("gmt", Some("UTC")),
            ("UTC+2", Some("+02:00")),
            ("UTC+02:00", Some("+02:00")),
            ("UTC-5", Some("-05:00")),
            ("GMT+0530", Some("+05:30")),
            ("GMT+0", Some("UTC")),
            ("PST", Some("America/Los_Angeles")),
            ("pdt", Some("America/Los_Angeles")),
            ("PT", Some("America/Los_Angeles")),
            ("EDT", Some("America/New_York")),
            ("CET", Some("Europe/Paris")),
            ("CEST", Some("Europe/Paris")),
            ("BST", Some("Europe/London")),
            ("EEST", Some("Europe/Helsinki")),
            ("AEDT", Some("Australia/Sydney")),
            ("JST", Some("Asia/Tokyo")),
            ("Europe/London", Some("Europe/London")),
            ("europe/berlin", Some("Europe/Berlin")),
            (
                "America/Argentina/Buenos_Aires",
                Some("America/Argentina/Buenos_Aires"),
            ),
            ("UC/Pacific", Some("US/Pacific")),
            ("Europe/Londn", Some("Europe/London")),
            ("Pacific Time", Some("America/Los_Angeles")),
            ("Central European Summer Time", Some("Europe/Paris")),
            ("UK time", Some("Europe/London")),
            ("Mars/Olympus", None),
            ("and/or", None),
            ("UTC-ish", None),
            ("XYZ", None),
            ("", None),
        ] {
            assert_eq!(
                read(written).map(|zone| zone.to_string()).as_deref(),
                zone,
                "{written}"
            );
        }
    }

    #[test]
    fn the_wrong_half_of_the_year_is_noticed() {
        for (written, month, day, fitting) in [
            ("PST", 7, 4, Some("PDT")),
            ("PST", 1, 4, None),
            ("PT", 7, 4, None),
            ("PDT", 12, 4, Some("PST")),
            ("CET", 6, 9, Some("CEST")),
            ("CEST", 6, 9, None),
            ("BST", 1, 9, Some("GMT")),
            ("EEST", 5, 12, None),
            ("UTC", 7, 1, None),
            ("GMT", 7, 1, None),
        ] {
            let zone = ZoneUse {
                zone: read(written).expect("a zone of this table"),
                origin: ZoneOrigin::Report,
                written: Some(written.to_owned()),
            };
            let local =
                NaiveDate::from_ymd_opt(2024, month, day).and_then(|d| d.and_hms_opt(9, 0, 0));
            assert_eq!(
                zone.wrong_season(local.expect("a day of this table"))
                    .as_deref(),
                fitting,
                "{written} {month}"
            );
        }
    }

    #[test]
    fn abbreviations_mean_what_they_mean_at_home() {
        for (written, home, zone) in [
            ("IST", None, "Asia/Kolkata"),
            ("IST", Some(Tz::Asia__Jerusalem), "Asia/Jerusalem"),
            ("IST", Some(Tz::Europe__Dublin), "Europe/Dublin"),
            ("CST", Some(Tz::Asia__Shanghai), "Asia/Shanghai"),
            ("GMT", Some(Tz::Europe__London), "Europe/London"),
            ("UTC", Some(Tz::Europe__London), "UTC"),
            ("CEST", Some(Tz::Europe__Copenhagen), "Europe/Copenhagen"),
            ("PST", Some(Tz::Europe__London), "America/Los_Angeles"),
        ] {
            let stated = WrittenZone {
                written: written.to_owned(),
                zone: read(written).expect("a zone of this table"),
            };
            assert_eq!(
                at_home(stated, home).zone.to_string(),
                zone,
                "{written} {home:?}"
            );
        }
        assert_eq!(read("UTC"), Some(Zone::UTC));
    }
}

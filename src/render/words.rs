//! Dates and counts as a page shows them.

use crate::analyze::causes::quarters::Quarter;
use crate::analyze::durations::Length;
use crate::analyze::proportion::Proportion;
use crate::config::{Config, NamedLevel};
use crate::language::Language;
use crate::markdown::Labels;
use crate::model::{
    Cause, Detection, Milestone, Mitigation, Moment, Precision, Taxonomy, ZoneOrigin, ZoneUse,
};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::OffsetName;
use schemars::JsonSchema;
use serde::Serialize;

/// A date as people and machines read it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct When {
    /// For `<time datetime>`.
    pub(super) machine: String,
    /// For people.
    pub(super) text: String,
}

/// A moment in full: `21 July 2021, 09:40`.
pub(super) fn long(moment: &Moment, language: &Language) -> When {
    let date = moment.local.date();
    let text = match moment.precision {
        Precision::Year => year(date, language),
        Precision::Month => month(date, language),
        Precision::Day => day_long(date, language),
        Precision::Hour | Precision::Minute => {
            at_clock(&day_long(date, language), moment.local, "%H:%M", language)
        }
        Precision::Second => at_clock(
            &day_long(date, language),
            moment.local,
            "%H:%M:%S",
            language,
        ),
    };
    When {
        machine: machine(moment),
        text: about(moment, text, language),
    }
}

/// The day only: `21 Jul 2021`.
pub(super) fn short(moment: &Moment, language: &Language) -> When {
    let date = moment.local.date();
    When {
        machine: machine(moment),
        text: match moment.precision {
            Precision::Year => year(date, language),
            Precision::Month => month_short(date, language),
            _ => day_short(date, language),
        },
    }
}

/// A whole day: `21 Jul 2021`.
pub(super) fn day(day: NaiveDate, language: &Language) -> When {
    When {
        machine: day.format("%Y-%m-%d").to_string(),
        text: day_short(day, language),
    }
}

/// A moment without its zone, to the minute: `21 July 2021, 09:40`.
pub(super) fn minute(local: NaiveDateTime, language: &Language) -> String {
    at_clock(&day_long(local.date(), language), local, "%H:%M", language)
}

/// `21 July 2021`.
pub(super) fn day_long(date: NaiveDate, language: &Language) -> String {
    dated("dates.day-long", "dates.months", date, language)
}

/// `21 Jul 2021`.
pub(super) fn day_short(date: NaiveDate, language: &Language) -> String {
    dated("dates.day-short", "dates.months-short", date, language)
}

/// A day of a year that is known: `21 Jul`.
pub(super) fn day_of_year(date: NaiveDate, language: &Language) -> String {
    dated(
        "dates.day-month-short",
        "dates.months-short",
        date,
        language,
    )
}

/// `July 2021`.
pub(super) fn month(date: NaiveDate, language: &Language) -> String {
    dated("dates.month-long", "dates.months-alone", date, language)
}

/// `Jul 2021`.
pub(super) fn month_short(date: NaiveDate, language: &Language) -> String {
    dated("dates.month-short", "dates.months-short", date, language)
}

/// The name of a month alone: `July`.
pub(super) fn month_name(date: NaiveDate, language: &Language) -> &str {
    language.nth("dates.months-alone", date.month0() as usize)
}

/// The name of a month where there is room for a letter: `J`.
pub(super) fn month_initial(date: NaiveDate, language: &Language) -> &str {
    language.nth("dates.months-initial", date.month0() as usize)
}

/// `2021`.
fn year(date: NaiveDate, language: &Language) -> String {
    let year = date.year().to_string();
    language.with("dates.year", &[("year", (&year).into())])
}

/// `2024 Q3`.
pub(super) fn quarter(quarter: Quarter, language: &Language) -> String {
    let (year, number) = (quarter.year().to_string(), quarter.number().to_string());
    language.with(
        "dates.quarter",
        &[("year", (&year).into()), ("quarter", (&number).into())],
    )
}

/// Says a date; which of day, month and year it names is a matter of the message.
fn dated(form: &str, months: &str, date: NaiveDate, language: &Language) -> String {
    let (day, year) = (date.day().to_string(), date.year().to_string());
    language.with(
        form,
        &[
            ("day", (&day).into()),
            ("month", language.nth(months, date.month0() as usize).into()),
            ("year", (&year).into()),
        ],
    )
}

fn at_clock(date: &str, local: NaiveDateTime, form: &str, language: &Language) -> String {
    let time = local.format(form).to_string();
    language.with(
        "dates.date-time",
        &[("date", date.into()), ("time", (&time).into())],
    )
}

/// Days as people count them: `35 days`, `14 months`, `3 years`; begun ones do not count.
pub(super) fn lasting(days: i64, language: &Language) -> String {
    let whole = usize::try_from(days).unwrap_or(0);
    match whole {
        0..=90 => language.counted("durations.days", whole),
        91..=730 => language.counted("durations.months", whole * 100 / 3_044),
        _ => language.counted("durations.years", whole * 100 / 36_525),
    }
}

/// An address without its scheme, shortened.
pub(super) fn shown_address(address: &str, most: usize) -> String {
    let bare = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest)
        .trim_end_matches('/');
    shortened(bare, most)
}

fn about(moment: &Moment, text: String, language: &Language) -> String {
    if moment.approximate {
        language.with("dates.about", &[("date", (&text).into())])
    } else {
        text
    }
}

/// A moment as far as it differs from an earlier one: the clock alone on the same day, the year only
/// where it changed.
pub(super) fn after(moment: &Moment, earlier: &Moment, language: &Language) -> When {
    let (day, before) = (moment.local.date(), earlier.local.date());
    let date = match () {
        () if day == before => None,
        () if day.year() == before.year() => {
            Some(dated("dates.day-month", "dates.months", day, language))
        }
        () => Some(day_long(day, language)),
    };
    let text = match date {
        Some(date) => at_clock(&date, moment.local, "%H:%M", language),
        None => moment.local.format("%H:%M").to_string(),
    };
    When {
        machine: machine(moment),
        text: about(moment, text, language),
    }
}

/// The clock alone: `09:40`.
pub(super) fn clock(moment: &Moment, language: &Language) -> String {
    let form = if moment.precision == Precision::Second && has_seconds(moment.local) {
        "%H:%M:%S"
    } else {
        "%H:%M"
    };
    let text = moment.local.format(form).to_string();
    if moment.approximate {
        language.with("dates.about-clock", &[("time", (&text).into())])
    } else {
        text
    }
}

fn has_seconds(local: NaiveDateTime) -> bool {
    use chrono::Timelike;
    local.second() != 0
}

/// The valid forms of `datetime`: as much as is known, with the offset where there is a clock.
pub(super) fn machine(moment: &Moment) -> String {
    let local = match moment.precision {
        Precision::Year => return moment.local.format("%Y").to_string(),
        Precision::Month => return moment.local.format("%Y-%m").to_string(),
        Precision::Day => return moment.local.format("%Y-%m-%d").to_string(),
        Precision::Hour | Precision::Minute => moment.local.format("%Y-%m-%dT%H:%M"),
        Precision::Second => moment.local.format("%Y-%m-%dT%H:%M:%S"),
    };
    // Clocks of the time before zones were minutes and seconds apart; HTML knows minutes only.
    let minutes = moment.zone.zone.offset_seconds(moment.local) / 60;
    if minutes == 0 {
        return format!("{local}Z");
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!(
        "{local}{sign}{:02}:{:02}",
        minutes.abs() / 60,
        minutes.abs() % 60
    )
}

/// A zone beside a time: its abbreviation, else its name.
pub(super) fn short_zone(zone: &ZoneUse, at: NaiveDateTime) -> String {
    abbreviation(zone, at).unwrap_or_else(|| zone.zone.to_string())
}

fn abbreviation(zone: &ZoneUse, at: NaiveDateTime) -> Option<String> {
    let crate::model::Zone::Named(tz) = zone.zone else {
        return None;
    };
    let offset = tz.offset_from_utc_datetime(&zone.zone.instant(at).naive_utc());
    let short = offset.abbreviation()?;
    (short.chars().all(char::is_alphabetic) && short != "LMT").then(|| short.to_owned())
}

/// A zone as a sentence names it: `Europe/London (BST)`, `UTC, which is assumed`.
pub(super) fn zone(zone: &ZoneUse, at: NaiveDateTime, language: &Language) -> String {
    let name = zone.zone.to_string();
    let abbreviation = abbreviation(zone, at).filter(|short| *short != name);
    let named = match abbreviation {
        Some(short) => language.with(
            "dates.zone-with-name",
            &[("name", (&name).into()), ("abbreviation", (&short).into())],
        ),
        None => name,
    };
    match zone.origin {
        ZoneOrigin::Assumed => language.with("dates.zone-assumed", &[("zone", (&named).into())]),
        _ => named,
    }
}

/// What pages call a cause: in words of the language, unless book.toml has its own.
pub(super) fn cause_title(cause: &Cause, language: &Language) -> String {
    match Taxonomy::built_in_words(&cause.id) {
        Some((title, _)) if title == cause.title => language.say(&cause_id(cause, "")).to_owned(),
        _ => cause.title.clone(),
    }
}

/// What a cause is, in a sentence, likewise; nothing where nobody says so.
pub(super) fn cause_description(cause: &Cause, language: &Language) -> Option<String> {
    match Taxonomy::built_in_words(&cause.id) {
        Some((_, description)) if description == cause.description => {
            Some(language.say(&cause_id(cause, "-about")).to_owned())
        }
        _ => (!cause.description.is_empty()).then(|| cause.description.clone()),
    }
}

/// The message of a built-in cause: `taxonomy.network-dns`.
fn cause_id(cause: &Cause, ending: &str) -> String {
    format!("taxonomy.{}{ending}", cause.id.as_str().replace('/', "-"))
}

/// Gives severities and statuses that have no titles of their own those of the language.
pub fn entitle(config: &mut Config, language: &Language) {
    let usual = Config::default();
    let entitle = |levels: &mut [NamedLevel], usual: &[NamedLevel]| {
        let usual = |level: &NamedLevel| {
            let mut usual = usual.iter();
            usual.any(|it| it.id == level.id && it.title == level.title)
        };
        for level in levels.iter_mut().filter(|level| usual(level)) {
            if let Some(id) = level_id(&level.id) {
                level.title = language.say(id).to_owned();
            }
        }
    };
    entitle(&mut config.severities, &usual.severities);
    entitle(&mut config.statuses, &usual.statuses);
}

/// The message of a built-in severity or status.
fn level_id(id: &str) -> Option<&'static str> {
    Some(match id {
        "sev1" => "levels.sev1",
        "sev2" => "levels.sev2",
        "sev3" => "levels.sev3",
        "sev4" => "levels.sev4",
        "draft" => "levels.draft",
        "in-review" => "levels.in-review",
        "done" => "levels.finished",
        _ => return None,
    })
}

/// How an incident was noticed.
pub(super) fn noticed(value: Detection, language: &Language) -> &str {
    language.say(match value {
        Detection::Monitoring => "facets.noticed-monitoring",
        Detection::Synthetic => "facets.noticed-synthetic",
        Detection::Customer => "facets.noticed-customer",
        Detection::Support => "facets.noticed-support",
        Detection::InternalUser => "facets.noticed-internal-user",
        Detection::ThirdParty => "facets.noticed-third-party",
        Detection::Audit => "facets.noticed-audit",
        Detection::Chance => "facets.noticed-chance",
    })
}

/// What ended the impact of an incident.
pub(super) fn ended(value: Mitigation, language: &Language) -> &str {
    language.say(match value {
        Mitigation::Rollback => "facets.ended-rollback",
        Mitigation::FixForward => "facets.ended-fix-forward",
        Mitigation::ConfigChange => "facets.ended-config-change",
        Mitigation::Restart => "facets.ended-restart",
        Mitigation::Failover => "facets.ended-failover",
        Mitigation::Scale => "facets.ended-scale",
        Mitigation::TrafficShift => "facets.ended-traffic-shift",
        Mitigation::Restore => "facets.ended-restore",
        Mitigation::VendorFix => "facets.ended-vendor-fix",
        Mitigation::SelfRecovered => "facets.ended-self-recovered",
    })
}

/// The messages that say a duration.
pub(super) struct Duration {
    /// As a heading: `Time to detect`.
    pub(super) title: &'static str,
    /// Within a sentence: `time to detect`.
    pub(super) name: &'static str,
    /// What it tells.
    pub(super) meaning: &'static str,
}

/// The messages of the time of impact, which mitigation ends, else resolution.
pub(super) const IMPACT: Duration = Duration {
    title: "statistics.title-impact",
    name: "statistics.name-impact",
    meaning: "statistics.meaning-impact",
};

/// The messages of the duration that a milestone ends.
pub(super) fn duration(to: Milestone) -> Duration {
    match to {
        Milestone::Started | Milestone::Detected => Duration {
            title: "statistics.title-detect",
            name: "statistics.name-detect",
            meaning: "statistics.meaning-detect",
        },
        Milestone::Acknowledged | Milestone::Declared => Duration {
            title: "statistics.title-acknowledge",
            name: "statistics.name-acknowledge",
            meaning: "statistics.meaning-acknowledge",
        },
        Milestone::Identified => Duration {
            title: "statistics.title-identify",
            name: "statistics.name-identify",
            meaning: "statistics.meaning-identify",
        },
        Milestone::Mitigated => Duration {
            title: "statistics.title-mitigate",
            name: "statistics.name-mitigate",
            meaning: "statistics.meaning-mitigate",
        },
        Milestone::Resolved => Duration {
            title: "statistics.title-resolve",
            name: "statistics.name-resolve",
            meaning: "statistics.meaning-resolve",
        },
    }
}

/// The two ends of a duration: `started to mitigated`.
pub(super) fn between(from: Milestone, to: Milestone, language: &Language) -> String {
    let (from, to) = (language.say(milestone(from)), language.say(milestone(to)));
    language.with(
        "statistics.ends",
        &[("from", from.into()), ("to", to.into())],
    )
}

/// The message that names a milestone within a sentence.
pub(super) fn milestone(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "statistics.started",
        Milestone::Detected => "statistics.detected",
        Milestone::Acknowledged => "statistics.acknowledged",
        Milestone::Declared => "statistics.declared",
        Milestone::Identified => "statistics.identified",
        Milestone::Mitigated => "statistics.mitigated",
        Milestone::Resolved => "statistics.resolved",
    }
}

/// What Markdown puts on a page.
pub(super) fn labels(language: &Language) -> Labels<'_> {
    Labels {
        colon: language.say("markdown.colon"),
        permalink: language.say("markdown.permalink"),
        table: language.say("markdown.table"),
        code: language.say("markdown.code"),
        footnotes: language.say("markdown.footnotes"),
        footnote: language.say("markdown.footnote"),
        back: language.say("markdown.back"),
        done: language.say("markdown.done"),
        open: language.say("markdown.open"),
        details: language.say("markdown.details"),
        note: language.say("markdown.note"),
        tip: language.say("markdown.tip"),
        important: language.say("markdown.important"),
        warning: language.say("markdown.warning"),
        caution: language.say("markdown.caution"),
    }
}

/// Sentences one after another; empty ones are left out.
pub(super) fn sentences(said: &[String], language: &Language) -> String {
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let said: Vec<&str> = said.into_iter().filter(|it| !it.is_empty()).collect();
    said.join(language.say("lists.sentence"))
}

/// Seconds in two units at most, what is left cut off: `3 days 5 h`.
pub(super) fn took(seconds: i64, language: &Language) -> String {
    length(&Length::exactly(seconds), language)
}

/// From one length to another, in seconds: `1 h 2 min to 4 h`; one alone where both read alike.
pub(super) fn took_from_to((low, high): (f64, f64), language: &Language) -> String {
    let (low, high) = (took(low as i64, language), took(high as i64, language));
    if low == high {
        return low;
    }
    let args = [("least", (&low).into()), ("most", (&high).into())];
    language.with("durations.range", &args)
}

/// A number of percent without decimals: `31 %`.
pub(super) fn percent(percent: f64, language: &Language) -> String {
    let number = format!("{percent:.0}");
    language.with("numbers.percent", &[("number", (&number).into())])
}

/// A share, where it is one of anything: `31 %`. A tie goes to the even number.
pub(super) fn share(share: Proportion, language: &Language) -> Option<String> {
    (share.of > 0).then(|| percent(100.0 * share.count as f64 / share.of as f64, language))
}

/// The interval of a share: `21–44 %`.
pub(super) fn share_interval(share: Proportion, language: &Language) -> Option<String> {
    let (low, high) = share.interval()?;
    let (low, high) = (
        format!("{:.0}", 100.0 * low),
        format!("{:.0}", 100.0 * high),
    );
    let args = [("low", (&low).into()), ("high", (&high).into())];
    Some(language.with("numbers.percent-range", &args))
}

/// The counts of a share: `19 of 61`.
pub(super) fn some_of(share: Proportion, language: &Language) -> String {
    let args = [("count", share.count.into()), ("of", share.of.into())];
    language.with("numbers.of", &args)
}

/// A length in two units at most: `9 min`, `4 h 36 min`, `2 days 3 h`; `about 2 days` where only days
/// are known. Its units are those that [`Length`] prints in English.
pub(super) fn length(length: &Length, language: &Language) -> String {
    const DAY: i64 = 86_400;
    let unit = |id: &str, n: i64| language.with(id, &[("n", n.into())]);
    let about = |length: String| language.with("durations.about", &[("length", (&length).into())]);
    let (days, hours, minutes) = (
        length.seconds / DAY,
        length.seconds / 3_600,
        length.seconds / 60,
    );
    if !length.has_clock {
        return match days {
            0 => language.say("durations.less-than-a-day").to_owned(),
            _ => about(unit("durations.days", days)),
        };
    }
    let pair = |whole: String, part: &str, n: i64| match n {
        0 => whole,
        _ => {
            let part = unit(part, n);
            language.with(
                "durations.pair",
                &[("whole", (&whole).into()), ("part", (&part).into())],
            )
        }
    };
    let text = match (days, hours, minutes) {
        (0, 0, 0) => unit("durations.seconds", length.seconds),
        (0, 0, _) => unit("durations.minutes", minutes),
        (0 | 1, _, _) if hours < 48 => pair(
            unit("durations.hours", hours),
            "durations.minutes",
            minutes % 60,
        ),
        _ if days < 14 => pair(unit("durations.days", days), "durations.hours", hours % 24),
        _ => unit("durations.days", days),
    };
    if length.approximate {
        about(text)
    } else {
        text
    }
}

/// Cuts a text for a list or a description, at a word.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    let end = cut
        .rfind(' ')
        .filter(|end| *end > cut.len() / 2)
        .unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Zone, ZoneUse};

    #[test]
    fn moments_are_shown_as_exactly_as_they_are_known() {
        let english = Language::english();
        let zone = ZoneUse {
            zone: Zone::Named(chrono_tz::Europe::London),
            origin: ZoneOrigin::Report,
            written: None,
        };
        let local = NaiveDate::from_ymd_opt(2021, 7, 21)
            .and_then(|day| day.and_hms_opt(9, 40, 0))
            .expect("a literal");
        for (precision, machine, text) in [
            (Precision::Year, "2021", "2021"),
            (Precision::Month, "2021-07", "July 2021"),
            (Precision::Day, "2021-07-21", "21 July 2021"),
            (
                Precision::Minute,
                "2021-07-21T09:40+01:00",
                "21 July 2021, 09:40",
            ),
        ] {
            let moment = Moment {
                local,
                precision,
                approximate: false,
                zone: zone.clone(),
            };
            let when = long(&moment, &english);
            assert_eq!((when.machine.as_str(), when.text.as_str()), (machine, text));
        }
        assert_eq!(super::zone(&zone, local, &english), "Europe/London (BST)");
        assert_eq!(short_zone(&zone, local), "BST");
        assert_eq!(short_zone(&ZoneUse::assumed(), local), "UTC");
    }

    #[test]
    fn long_times_are_in_months_and_years() {
        let english = Language::english();
        for (days, words) in [
            (0, "0 days"),
            (1, "1 day"),
            (90, "90 days"),
            (100, "3 months"),
            (365, "11 months"),
            (730, "23 months"),
            (731, "2 years"),
            (1_115, "3 years"),
            (145_000, "396 years"),
        ] {
            assert_eq!(lasting(days, &english), words);
        }
    }

    #[test]
    fn texts_are_cut_at_a_word() {
        assert_eq!(shortened("one two three", 40), "one two three");
        assert_eq!(shortened("one two, three", 10), "one two…");
    }

    #[test]
    fn lengths_are_said_as_the_terminal_says_them() {
        let english = Language::english();
        for seconds in [
            0, 1, 59, 60, 3_599, 3_600, 7_500, 86_400, 90_000, 172_799, 172_800, 183_600,
            1_209_600, 9_000_000,
        ] {
            for (has_clock, approximate) in [(true, false), (true, true), (false, true)] {
                let it = Length {
                    seconds,
                    has_clock,
                    approximate,
                };
                assert_eq!(length(&it, &english), it.to_string(), "{it:?}");
            }
        }
    }

    #[test]
    fn built_in_causes_have_words_in_the_language() {
        let english = Language::english();
        let taxonomy = Taxonomy::built_in();
        let mut ids = std::collections::BTreeSet::new();
        for cause in taxonomy.iter() {
            assert_eq!(cause_title(cause, &english), cause.title);
            let description = cause_description(cause, &english);
            assert_eq!(description.as_deref(), Some(cause.description.as_str()));
            assert!(ids.insert(cause_id(cause, "")), "{}", cause.id);
            assert!(ids.insert(cause_id(cause, "-about")), "{}", cause.id);
        }
        let known = english.messages();
        let known = known.filter(|(id, _)| id.starts_with("taxonomy."));
        for (id, _) in known {
            assert!(ids.contains(id), "no cause has `{id}`");
        }
        let own = Cause {
            title: "Wires".to_owned(),
            ..taxonomy.find("network").expect("a group").clone()
        };
        let german = Language::load("de", &[]).expect("German");
        assert_eq!(cause_title(&own, &german), "Wires");
        let about = cause_description(&own, &german).expect("words");
        assert_ne!(about, own.description);
    }

    #[test]
    fn english_pages_and_the_terminal_name_facets_alike() {
        let english = Language::english();
        for value in Detection::ALL {
            assert_eq!(noticed(*value, &english), value.title());
        }
        for value in Mitigation::ALL {
            assert_eq!(ended(*value, &english), value.title());
        }
    }

    #[test]
    fn dates_follow_the_language() {
        let german = Language::load("de", &[]).expect("German");
        let date = NaiveDate::from_ymd_opt(2021, 3, 9).expect("a literal");
        let noon = date.and_hms_opt(12, 5, 0).expect("a literal");
        assert_eq!(minute(noon, &german), "9. März 2021, 12:05");
        assert_eq!(day(date, &german).text, "9. März 2021");
        assert_eq!(month(date, &german), "März 2021");
        assert_eq!(quarter(Quarter::of(date), &german), "1. Quartal 2021");
        assert_eq!(length(&Length::exactly(183_600), &german), "2 Tage 3 h");
        assert_eq!(lasting(1_115, &german), "3 Jahre");
    }
}

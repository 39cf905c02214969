//! `casebook stats`.

use super::entry;
use super::list::{joined, words};
use super::{CLEAN, Global, print, say};
use crate::analyze::facts;
use crate::check::Strictness;
use crate::error::Error;
use crate::model::Incident;
use crate::pipeline;
use crate::query;
use crate::stats::{self, Given, Part};
use chrono::{Days, Months, NaiveDate};
use clap::{Args, ValueEnum};

/// How numbers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for people
    Human,
    /// One JSON document
    Json,
    /// One number a row: section, id, title, measure, value
    Csv,
    /// A digest for a review
    Markdown,
}

/// Arguments of `stats`.
#[derive(Debug, Args)]
#[command(
    after_help = "Days are `2026-07-01`, or `2026-07` and `2026` for all of a month or a year.\n`casebook list --help` has the other filters.\n\nExamples:\n  casebook stats\n  casebook stats --service api --since 2026\n  casebook stats --since 2026-07 --until 2026-09 --format markdown > review.md"
)]
pub(super) struct Arguments {
    /// Which incidents, such as `detection:customer`; without any, all
    #[arg(value_name = "FILTERS", allow_hyphen_values = true)]
    filters: Vec<String>,
    /// Only incidents of this service; repeat for others
    #[arg(long, value_name = "ID")]
    service: Vec<String>,
    /// Only incidents with this cause or one below it; repeat for others
    #[arg(long, value_name = "ID")]
    cause: Vec<String>,
    /// Only incidents of this severity; repeat for others
    #[arg(long, value_name = "ID")]
    severity: Vec<String>,
    /// Only incidents that began on this day or later
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Only incidents that began on this day or earlier
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// How they are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Prints the numbers of the incidents that pass all filters.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    let project = global.project()?;
    let part = part(arguments)?;
    let checked = pipeline::check(&project, Strictness::Usual)?;
    let query = query::parse(&part.query);
    let names = facts::names(&checked.corpus, &project.config);
    let mut notes = query.notes.clone();
    notes.extend(words(&query));
    notes.extend(names.unknown(&query));
    if !notes.is_empty() && !global.quiet {
        say(&entry::notes(&notes));
    }
    let all = checked.corpus.newest_first();
    let filtered: Vec<&Incident> = all
        .iter()
        .copied()
        .filter(|incident| query.matches(&facts::of(incident), &names))
        .collect();
    let stats = stats::stats(&Given {
        config: &project.config,
        today: project.today,
        all: &all,
        filtered: &filtered,
        part: &part,
    });
    print(&match arguments.format {
        Format::Human => stats::human(&stats),
        Format::Json => stats::json(&stats),
        Format::Csv => stats::csv(&stats),
        Format::Markdown => stats::markdown(&stats, &project.config),
    })?;
    Ok(CLEAN)
}

fn part(arguments: &Arguments) -> Result<Part, Error> {
    let mut query: Vec<String> = Vec::new();
    for (field, values) in [
        ("service", &arguments.service),
        ("cause", &arguments.cause),
        ("severity", &arguments.severity),
    ] {
        if !values.is_empty() {
            let quoted: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            query.push(format!("{field}:{}", quoted.join(",")));
        }
    }
    let filters = joined(&arguments.filters);
    if !filters.is_empty() {
        query.push(filters);
    }
    let part = Part {
        query: query.join(" "),
        since: day("--since", arguments.since.as_deref(), false)?,
        until: day("--until", arguments.until.as_deref(), true)?,
    };
    match (part.since, part.until) {
        (Some(since), Some(until)) if until < since => Err(Error::Told(format!(
            "`--until {until}` is before `--since {since}`, so no incident can be in between\n  = help: swap the two"
        ))),
        _ => Ok(part),
    }
}

fn quoted(value: &str) -> String {
    if value.contains([' ', ',']) {
        format!("\"{}\"", value.replace('"', ""))
    } else {
        value.to_owned()
    }
}

/// Reads a day, or the first or last day of a month or a year.
fn day(option: &str, text: Option<&str>, is_last: bool) -> Result<Option<NaiveDate>, Error> {
    let Some(text) = text else {
        return Ok(None);
    };
    let read = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let stretch = match text.split('-').count() {
        1 => read(&format!("{text}-01-01")).map(|first| (first, 12)),
        2 => read(&format!("{text}-01")).map(|first| (first, 1)),
        _ => read(text).map(|first| (first, 0)),
    };
    let found = stretch.and_then(|(first, months)| match (is_last, months) {
        (true, 1..) => first
            .checked_add_months(Months::new(months))?
            .checked_sub_days(Days::new(1)),
        _ => Some(first),
    });
    match found {
        Some(day) => Ok(Some(day)),
        None => Err(Error::Told(format!(
            "`{option} {text}` is not a day\n  = help: write it as `2026-07-01`, `2026-07` or `2026`"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn months_and_years_are_taken_whole() {
        for (text, first, last) in [
            ("2024-02-29", Some("2024-02-29"), Some("2024-02-29")),
            ("2024-02", Some("2024-02-01"), Some("2024-02-29")),
            ("2024", Some("2024-01-01"), Some("2024-12-31")),
            ("2024-13", None, None),
            ("last week", None, None),
            ("2023-02-29", None, None),
        ] {
            for (is_last, expected) in [(false, first), (true, last)] {
                let seen = day("--since", Some(text), is_last).ok().flatten();
                assert_eq!(
                    seen.map(|day| day.to_string()).as_deref(),
                    expected,
                    "{text}"
                );
            }
        }
    }
}

#![doc = include_str!("ambiguous_date.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;
use chrono::NaiveDate;

pub(super) static RULE: Rule = Rule {
    name: "ambiguous-date",
    level: Level::Warning,
    docs: include_str!("ambiguous_date.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let dates = &incident.body.asides.either_way;
    let Some(first) = dates.first() else { return };
    let written = report.text().get(first.clone()).unwrap_or_default();
    let Some((month_first, day_first)) = readings(written) else {
        return;
    };
    let others = match dates.len() - 1 {
        0 => String::new(),
        1 => "; so can one more date".to_owned(),
        more => format!("; so can {more} more dates"),
    };
    let message = format!(
        "`{written}` can be {} or {}{others}",
        month_first.format("%-d %B %Y"),
        day_first.format("%-d %B %Y")
    );
    report.at(first.clone(), message).help = Some(format!(
        "write `{}` or `{}`, or set `date-order` in book.toml; the first is assumed",
        month_first, day_first
    ));
}

/// The date with the month first, and with the day first.
fn readings(written: &str) -> Option<(NaiveDate, NaiveDate)> {
    let numbers: Vec<u32> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .take(3)
        .map_while(|digits| digits.parse().ok())
        .collect();
    let [first, second, year] = *numbers.as_slice() else {
        return None;
    };
    let year = i32::try_from(if year < 100 { 2000 + year } else { year }).ok()?;
    Some((
        NaiveDate::from_ymd_opt(year, first, second)?,
        NaiveDate::from_ymd_opt(year, second, first)?,
    ))
}

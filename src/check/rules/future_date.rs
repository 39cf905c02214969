#![doc = include_str!("future_date.md")]

use crate::check::times::times;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;
use chrono::{Days, NaiveTime};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "future-date",
    level: Level::Warning,
    docs: include_str!("future_date.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    // It is tomorrow already somewhere.
    let Some(end) = given.today.checked_add_days(Days::new(2)) else {
        return;
    };
    let end = end.and_time(NaiveTime::MIN).and_utc();
    let mut seen = BTreeSet::new();
    for time in times(incident).filter(|time| time.at.instant() >= end) {
        if !seen.insert(time.span.start) {
            continue;
        }
        let message = match time.name {
            Some(name) => format!("`{name}` ({}) is in the future", time.at.written_text()),
            None => format!("the event at {} is in the future", time.at.written_text()),
        };
        report.at(time.span.clone(), message).help =
            Some(format!("today is {}; is the year right?", given.today));
    }
}

#![doc = include_str!("implausible_duration.md")]

use crate::check::times::spell;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, Milestone, Moment};
use chrono::{Datelike, Months, NaiveTime, TimeDelta};

pub(super) static RULE: Rule = Rule {
    name: "implausible-duration",
    level: Level::Warning,
    docs: include_str!("implausible_duration.md"),
    run: Run::Incident(run),
};

/// A range of two clocks that is as long as this was rather written the wrong way round.
const NEARLY_A_DAY: TimeDelta = TimeDelta::hours(16);

/// What stands behind the dash of a range.
fn second(written: &str) -> &str {
    let clock = written.rfind(':').unwrap_or_default();
    let dash = written[..clock].rfind(['-', '\u{2013}', '\u{2014}']);
    dash.map_or(written, |dash| {
        written[dash..].trim_start_matches(|c: char| !c.is_alphanumeric())
    })
}

/// Whether a time says more than clocks.
fn names_a_day(written: &str) -> bool {
    let groups = |c: char| !c.is_ascii_digit();
    written.split(groups).any(|digits| digits.len() > 2) || written.contains('/')
}

/// Nobody knows to the minute how long something lasted that lasted longer.
const LONGEST: TimeDelta = TimeDelta::days(90);

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let end = [Milestone::Resolved, Milestone::Mitigated]
        .into_iter()
        .find_map(|end| Some((end, incident.milestones.get(&end)?)));
    if let (Some(start), Some((name, end))) = (incident.milestones.get(&Milestone::Started), end)
        && start.value.has_clock()
        && end.value.has_clock()
        && !is_day(&start.value)
        && !is_day(&end.value)
        && end.value.instant() - start.value.instant() > LONGEST
    {
        let related = report.place(start.span.clone());
        let message = format!(
            "from `started` ({}) to `{}` ({}) are {}",
            start.value.written_text(),
            name.as_str(),
            end.value.written_text(),
            spell(end.value.instant() - start.value.instant())
        );
        let finding = report.at(end.span.clone(), message);
        finding
            .related
            .push((related, "`started` is here".to_owned()));
        finding.help = Some(likely(&start.value, &end.value));
    }
    for event in &incident.timeline {
        let (Some(at), Some(until)) = (&event.at, &event.until) else {
            continue;
        };
        if until.latest_instant() < at.instant() {
            let message = format!(
                "the event ends at {}, before it begins at {}",
                until.written_text(),
                at.written_text()
            );
            report.at(event.time_span.clone(), message).help =
                Some("swap the two times, or write the date of the second".to_owned());
        } else if until.instant() - at.instant() > NEARLY_A_DAY
            && !names_a_day(second(&event.written))
        {
            let message = format!(
                "`{}` ends before it begins, so that it is read as {}",
                event.written,
                spell(until.instant() - at.instant())
            );
            report.at(event.time_span.clone(), message).help =
                Some("swap the two times, or write the date of the second".to_owned());
        }
    }
}

/// Programs write a day as its midnight.
fn is_day(at: &Moment) -> bool {
    at.local.time() == NaiveTime::MIN
}

/// The one digit that explains it.
fn likely(start: &Moment, end: &Moment) -> String {
    let close = |moved: chrono::NaiveDateTime| {
        (TimeDelta::zero()..LONGEST).contains(&(moved - start.local))
    };
    let years = end.local.year() - start.local.year();
    if years > 0 && end.local.with_year(start.local.year()).is_some_and(close) {
        return format!(
            "is the year of the end {} and not {}?",
            start.local.year(),
            end.local.year()
        );
    }
    let same_month = (1..=24)
        .filter_map(|months| end.local.checked_sub_months(Months::new(months)))
        .find(|moved| (moved.year(), moved.month()) == (start.local.year(), start.local.month()));
    match same_month.filter(|moved| close(*moved)) {
        Some(moved) => format!(
            "is the month of the end {} and not {}?",
            moved.format("%Y-%m"),
            end.local.format("%Y-%m")
        ),
        None => "if it is true, give days instead of minutes: `2024-03-02`".to_owned(),
    }
}

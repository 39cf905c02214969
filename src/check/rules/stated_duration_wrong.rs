#![doc = include_str!("stated_duration_wrong.md")]

use crate::check::times::{spell, times};
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, Milestone, Moment, StatedDuration};
use chrono::TimeDelta;

pub(super) static RULE: Rule = Rule {
    name: "stated-duration-wrong",
    level: Level::Warning,
    docs: include_str!("stated_duration_wrong.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let mut seconds: Vec<i64> = times(incident)
        .filter(|time| time.at.has_clock())
        .map(|time| time.at.instant().timestamp())
        .collect();
    seconds.sort_unstable();
    seconds.dedup();
    for stated in &incident.body.asides.durations {
        let line = report
            .text()
            .get(stated.span.start..)
            .and_then(|rest| rest.lines().next());
        if line.is_some_and(is_of_work) {
            continue;
        }
        let Some(((from, start), (name, end))) = ends(incident, stated) else {
            continue;
        };
        let tolerance = tolerance(stated.minutes);
        let any_pair = seconds.iter().any(|from| {
            let least = from + stated.minutes * 60 - tolerance;
            let at = seconds.partition_point(|second| *second < least);
            seconds
                .get(at)
                .is_some_and(|second| *second <= least + 2 * tolerance)
        });
        if any_pair {
            continue;
        }
        let message = format!(
            "`{}` says {}, and no two times are so far apart: from `{from}` ({}) to `{name}` ({}) are {}",
            stated.label,
            spell(TimeDelta::minutes(stated.minutes)),
            start.written_text(),
            end.written_text(),
            spell(end.instant() - start.instant()),
        );
        report.at(stated.span.clone(), message).help =
            Some("correct the duration, or the times that it should follow from".to_owned());
    }
}

/// The start and the end that a duration is about, where both are known to the minute.
fn ends<'i>(incident: &'i Incident, stated: &StatedDuration) -> Option<(Named<'i>, Named<'i>)> {
    let exact = |milestone: Milestone| {
        let at = incident.at(milestone)?;
        (at.has_clock() && !at.approximate).then_some((milestone.as_str(), at))
    };
    let end = match stated.until {
        Milestone::Detected => exact(Milestone::Detected),
        Milestone::Mitigated => exact(Milestone::Mitigated).or_else(|| exact(Milestone::Resolved)),
        _ => exact(Milestone::Resolved).or_else(|| exact(Milestone::Mitigated)),
    }?;
    let start = exact(Milestone::Started).or_else(|| exact(Milestone::Detected))?;
    (start.0 != end.0).then_some((start, end))
}

/// A milestone and when it was passed.
type Named<'i> = (&'static str, &'i Moment);

/// `7h (during support hours 10:00-17:00)`: the clock stood still at night.
fn is_of_work(line: &str) -> bool {
    [
        "support hours",
        "working hours",
        "business hours",
        "office hours",
    ]
    .iter()
    .any(|words| line.contains(words))
}

/// How far off, in seconds, a duration may be that people round: "2 hours" half an hour.
fn tolerance(minutes: i64) -> i64 {
    60 * match minutes {
        m if m >= 1440 && m % 1440 == 0 => 720,
        m if m >= 60 && m % 60 == 0 => 30,
        m if m >= 60 && m % 30 == 0 => 15,
        m if m % 10 == 0 || m % 15 == 0 => 5,
        m if m % 5 == 0 => 3,
        _ => 1,
    }
}

//! How long things took, derived from milestones and never more exact than they are.

use crate::config::Config;
use crate::model::{Incident, Milestone, Moment, Precision};
use std::fmt;

/// A length of time, as exactly as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Seconds between the two moments.
    pub seconds: i64,
    /// Whether both moments have a clock time; otherwise only days are known.
    pub has_clock: bool,
    /// Whether one of the moments was marked as approximate.
    pub approximate: bool,
}

/// A duration with the definition that stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// Its name: "time to detect".
    pub name: &'static str,
    /// From which milestone.
    pub from: Milestone,
    /// To which milestone.
    pub to: Milestone,
    /// What it says, in plain words.
    pub meaning: &'static str,
}

/// The durations that are derived.
pub const DEFINITIONS: [Definition; 5] = [
    Definition {
        name: "time to detect",
        from: Milestone::Started,
        to: Milestone::Detected,
        meaning: "from the start of the fault until somebody or something noticed",
    },
    Definition {
        name: "time to acknowledge",
        from: Milestone::Detected,
        to: Milestone::Acknowledged,
        meaning: "from detection until somebody took it up",
    },
    Definition {
        name: "time to identify",
        from: Milestone::Detected,
        to: Milestone::Identified,
        meaning: "from detection until the cause was known",
    },
    Definition {
        name: "time to mitigate",
        from: Milestone::Started,
        to: Milestone::Mitigated,
        meaning: "from the start until users were no longer hurt: how long the impact lasted",
    },
    Definition {
        name: "time to resolve",
        from: Milestone::Started,
        to: Milestone::Resolved,
        meaning: "from the start until it was over",
    },
];

/// Returns a duration of an incident; `None` when a milestone is missing, out of order, or known
/// only to the month or year.
pub fn duration(incident: &Incident, definition: &Definition) -> Option<Length> {
    if definition.to == Milestone::Detected && starts_when_detected(incident) {
        return None;
    }
    between(incident.at(definition.from)?, incident.at(definition.to)?)
}

/// Says whether a start was inferred and is the very moment of detection. Timelines often begin with
/// the alert; such a start says how long users were hurt at least, and nothing of how long it took
/// until somebody noticed.
pub fn starts_when_detected(incident: &Incident) -> bool {
    let at = |milestone| incident.milestones.get(&milestone);
    let both = at(Milestone::Started).zip(at(Milestone::Detected));
    both.is_some_and(|(started, detected)| {
        !started.origin.is_stated() && started.value.instant() == detected.value.instant()
    })
}

/// Returns how long users were hurt: from the start until mitigation, else until resolution.
pub fn impact(incident: &Incident) -> Option<Length> {
    between(incident.at(Milestone::Started)?, incident.ended()?)
}

/// Says whether an incident may still go on, as far as its report tells: it began, nothing says that it
/// ended, and the report has a status that is not the last one there is.
pub fn goes_on(incident: &Incident, config: &Config) -> bool {
    let has_begun = incident.at(Milestone::Started).is_some();
    has_begun && incident.ended().is_none() && unfinished(incident, config).is_some()
}

/// Returns the status of a report that is not finished, by its title: any but the last one there is.
pub fn unfinished<'c>(incident: &Incident, config: &'c Config) -> Option<&'c str> {
    let status = &incident.status.as_ref()?.value;
    let at = config
        .statuses
        .iter()
        .position(|level| level.id == *status)?;
    let level = config.statuses.get(at)?;
    (at + 1 < config.statuses.len()).then_some(level.title.as_str())
}

/// Returns the length between two moments.
pub fn between(from: &Moment, to: &Moment) -> Option<Length> {
    if from.precision < Precision::Day || to.precision < Precision::Day {
        return None;
    }
    let approximate = from.approximate || to.approximate;
    let has_clock = from.has_clock() && to.has_clock();
    let seconds = if has_clock {
        (to.instant() - from.instant()).num_seconds()
    } else {
        (to.local.date() - from.local.date()).num_seconds()
    };
    (seconds >= 0).then_some(Length {
        seconds,
        has_clock,
        approximate,
    })
}

impl Length {
    /// A length that is known to the second.
    pub fn exactly(seconds: i64) -> Length {
        Length {
            seconds,
            has_clock: true,
            approximate: false,
        }
    }
}

impl fmt::Display for Length {
    /// Two units at most: `9 min`, `4 h 36 min`, `2 days 3 h`; `about 2 days` where only days are
    /// known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DAY: i64 = 86_400;
        let days = self.seconds / DAY;
        let unit = if days == 1 { "day" } else { "days" };
        if !self.has_clock {
            return match days {
                0 => f.write_str("less than a day"),
                _ => write!(f, "about {days} {unit}"),
            };
        }
        if self.approximate {
            f.write_str("about ")?;
        }
        let (hours, minutes) = (self.seconds / 3_600, self.seconds / 60);
        match (days, hours, minutes) {
            (0, 0, 0) => write!(f, "{} s", self.seconds),
            (0, 0, _) => write!(f, "{minutes} min"),
            (0 | 1, _, _) if hours < 48 => pair(f, hours, "h", minutes % 60, "min"),
            _ if days < 14 => pair(f, days, unit, hours % 24, "h"),
            _ => write!(f, "{days} {unit}"),
        }
    }
}

fn pair(
    f: &mut fmt::Formatter<'_>,
    whole: i64,
    unit: &str,
    part: i64,
    part_unit: &str,
) -> fmt::Result {
    write!(f, "{whole} {unit}")?;
    if part > 0 {
        write!(f, " {part} {part_unit}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ZoneUse;
    use chrono::{NaiveDate, NaiveDateTime};

    fn moment(text: &str) -> Moment {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
        match day {
            Ok(day) => Moment::day(day, ZoneUse::assumed()),
            Err(_) => Moment {
                local: NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").expect("a literal"),
                precision: Precision::Second,
                approximate: false,
                zone: ZoneUse::assumed(),
            },
        }
    }

    #[test]
    fn lengths_claim_no_more_than_is_known() {
        for (from, to, words) in [
            ("2024-03-02 09:14:00", "2024-03-02 09:14:45", Some("45 s")),
            ("2024-03-02 09:14:00", "2024-03-02 09:23:59", Some("9 min")),
            (
                "2024-03-02 09:40:00",
                "2024-03-02 14:16:00",
                Some("4 h 36 min"),
            ),
            ("2024-03-02 00:00:00", "2024-03-03 23:00:00", Some("47 h")),
            (
                "2024-03-02 00:00:00",
                "2024-03-05 01:00:00",
                Some("3 days 1 h"),
            ),
            (
                "2024-03-02 00:00:00",
                "2024-04-02 01:00:00",
                Some("31 days"),
            ),
            ("2024-03-02", "2024-03-02 14:16:00", Some("less than a day")),
            ("2024-03-02", "2024-03-03", Some("about 1 day")),
            ("2024-03-02 09:14:00", "2024-03-02 09:00:00", None),
        ] {
            let length = between(&moment(from), &moment(to)).map(|length| length.to_string());
            assert_eq!(length.as_deref(), words, "{from} to {to}");
        }
    }
}

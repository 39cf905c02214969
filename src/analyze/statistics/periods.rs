//! Parts of an archive beside each other: by severity, by year, and one year against the one before.

use super::timing::{TIMINGS, Timing};
use crate::analyze::proportion::Proportion;
use crate::config::Config;
use crate::model::Incident;
use chrono::{Datelike, Months, NaiveDate};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

/// Incidents that have something in common, and how long they hurt users.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<K> {
    /// What they have in common.
    pub key: K,
    /// Their places, the latest first.
    pub incidents: Vec<usize>,
    /// How long they hurt; its places are among `incidents`.
    pub impact: Timing,
}

impl<K> Group<K> {
    fn new(key: K, incidents: Vec<usize>, newest: &[&Incident], config: &Config) -> Group<K> {
        let of_group: Vec<&Incident> = incidents
            .iter()
            .filter_map(|place| newest.get(*place).copied())
            .collect();
        Group {
            key,
            impact: Timing::of(&TIMINGS[0], &of_group, config),
            incidents,
        }
    }
}

pub(super) fn by_severity(newest: &[&Incident], config: &Config) -> Vec<Group<Option<String>>> {
    let rank = |incident: &Incident| {
        let severity = &incident.severity.as_ref()?.value;
        let mut levels = config.severities.iter();
        levels.position(|level| level.id == *severity)
    };
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, incident) in newest.iter().enumerate() {
        let rank = rank(incident).unwrap_or(usize::MAX);
        places.entry(rank).or_default().push(place);
    }
    let groups = places.into_iter().map(|(rank, incidents)| {
        let severity = config.severities.get(rank).map(|level| level.id.clone());
        Group::new(severity, incidents, newest, config)
    });
    groups.collect()
}

pub(super) fn by_year(newest: &[&Incident], config: &Config) -> Vec<Group<i32>> {
    let mut places: BTreeMap<Reverse<i32>, Vec<usize>> = BTreeMap::new();
    for (place, incident) in newest.iter().enumerate() {
        if let Some(at) = incident.started() {
            let year = Reverse(at.local.year());
            places.entry(year).or_default().push(place);
        }
    }
    let groups = places
        .into_iter()
        .map(|(Reverse(year), incidents)| Group::new(year, incidents, newest, config));
    groups.collect()
}

/// A stretch of days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stretch {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

impl Stretch {
    /// Says whether an incident began within it, by the wall clock of its zone. Of a month or a year
    /// its first day counts; an undated incident began in none.
    pub fn holds(&self, incident: &Incident) -> bool {
        let day = incident.started().map(|at| at.local.date());
        day.is_some_and(|day| day >= self.first && day <= self.last)
    }

    /// Returns the stretch of the same length before it: as many months where it is of whole months,
    /// else as many days. `None` at the beginning of time.
    pub fn before(&self) -> Option<Stretch> {
        let last = self.first.pred_opt()?;
        let after = self.last.succ_opt()?;
        let first = if self.first.day() == after.day() {
            let months = (after.year() - self.first.year()) * 12 + after.month() as i32
                - self.first.month() as i32;
            let months = u32::try_from(months).ok()?;
            self.first.checked_sub_months(Months::new(months))?
        } else {
            self.first.checked_sub_signed(after - self.first)?
        };
        Some(Stretch { first, last })
    }
}

/// A stretch of time beside the one before it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Change {
    /// The earlier one.
    pub before: Option<Group<Stretch>>,
    /// The later one.
    pub recent: Option<Group<Stretch>>,
    /// Whether there are more incidents in the later one, or fewer; `None` where chance explains it.
    pub count: Option<Ordering>,
    /// Whether they hurt for longer, or shorter; `None` where the numbers do not tell.
    pub impact: Option<Ordering>,
}

impl Change {
    /// Compares a stretch with the one before it. Incidents come the latest first.
    pub fn of(recent: Stretch, newest: &[&Incident], config: &Config) -> Change {
        let group = |stretch: Stretch| {
            let all = newest.iter().enumerate();
            let places = all
                .filter(|(_, incident)| stretch.holds(incident))
                .map(|(place, _)| place)
                .collect();
            Group::new(stretch, places, newest, config)
        };
        let Some(before) = recent.before().map(group) else {
            return Change::default();
        };
        let recent = group(recent);
        Change {
            count: more(before.incidents.len(), recent.incidents.len()),
            impact: longer(&before.impact, &recent.impact),
            before: Some(before),
            recent: Some(recent),
        }
    }
}

/// The twelve months up to today, beside the twelve before.
pub(super) fn last_year(newest: &[&Incident], config: &Config, today: NaiveDate) -> Change {
    let first = today
        .checked_sub_months(Months::new(12))
        .and_then(|day| day.succ_opt());
    let Some(first) = first else {
        return Change::default();
    };
    let last = today;
    Change::of(Stretch { first, last }, newest, config)
}

/// Compares the counts of two stretches of one length: under the same rate each incident is as likely
/// to be in one as in the other, so they differ where the Wilson interval of the later one's share
/// leaves out one half (the conditional test of J. Przyborowski and H. Wilenski, "Homogeneity of
/// results in testing samples from Poisson series", Biometrika 31 (1940)).
pub fn more(before: usize, recent: usize) -> Option<Ordering> {
    let (low, high) = Proportion::new(recent, before + recent).interval()?;
    match () {
        () if low > 0.5 => Some(Ordering::Greater),
        () if high < 0.5 => Some(Ordering::Less),
        () => None,
    }
}

/// Compares two medians: which is larger, where their intervals do not touch.
pub fn longer(before: &Timing, recent: &Timing) -> Option<Ordering> {
    let ((low, high), (new_low, new_high)) = (before.interval?, recent.interval?);
    match () {
        () if new_low > high => Some(Ordering::Greater),
        () if new_high < low => Some(Ordering::Less),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Stretch, more};
    use chrono::NaiveDate;
    use std::cmp::Ordering;

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a literal")
    }

    #[test]
    fn the_stretch_before_is_as_long() {
        for (first, last, before) in [
            ("2026-07-01", "2026-09-30", "2026-04-01 2026-06-30"),
            ("2024-02-01", "2024-02-29", "2024-01-01 2024-01-31"),
            ("2025-11-24", "2026-11-23", "2024-11-24 2025-11-23"),
            ("2026-01-01", "2026-12-31", "2025-01-01 2025-12-31"),
            ("2026-03-05", "2026-03-11", "2026-02-26 2026-03-04"),
        ] {
            let stretch = Stretch {
                first: day(first),
                last: day(last),
            };
            let seen = stretch.before().expect("time before");
            assert_eq!(format!("{} {}", seen.first, seen.last), before, "{first}");
        }
    }

    #[test]
    fn counts_differ_where_chance_does_not_explain_it() {
        for (before, recent, expected) in [
            (0, 0, None),
            (10, 14, None),
            (10, 30, Some(Ordering::Greater)),
            (0, 4, Some(Ordering::Greater)),
            (0, 3, None),
            (25, 5, Some(Ordering::Less)),
        ] {
            assert_eq!(more(before, recent), expected, "{before} {recent}");
        }
    }
}

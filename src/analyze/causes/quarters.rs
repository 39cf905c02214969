//! Calendar quarters, and the stretch of them that trends are drawn over.

use crate::model::{Incident, Precision};
use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Quarter(i64);

impl Quarter {
    /// Returns the quarter of a day.
    pub fn of(day: NaiveDate) -> Quarter {
        Quarter(i64::from(day.year()) * 4 + i64::from(day.month0() / 3))
    }

    /// Returns the quarter in which an incident began; `None` where no more than a year is known.
    pub fn of_incident(incident: &Incident) -> Option<Quarter> {
        let at = incident.started()?;
        (at.precision > Precision::Year).then(|| Quarter::of(at.local.date()))
    }

    /// Returns its year.
    pub fn year(self) -> i64 {
        self.0.div_euclid(4)
    }

    /// Returns its number in the year, from 1.
    pub fn number(self) -> i64 {
        self.0.rem_euclid(4) + 1
    }

    fn earlier(self, quarters: i64) -> Quarter {
        Quarter(self.0 - quarters)
    }
}

impl fmt::Display for Quarter {
    /// `2024 Q3`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Q{}", self.year(), self.number())
    }
}

/// The longest stretch: ten years.
const LONGEST: i64 = 40;

/// The shortest one: a single column would be no trend.
const SHORTEST: i64 = 4;

/// The quarters that trends are over. It ends with the quarter of today, or with that of the latest
/// incident where nothing happened in ten years. It begins ten years before its end, or with the
/// first incident within them, but at least a year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// The first quarter.
    pub first: Quarter,
    /// How many quarters.
    pub len: usize,
    /// Incidents that began before it.
    pub before: usize,
    /// Incidents that began after it.
    pub after: usize,
    /// Incidents of which no more than the year is known, if that.
    pub undated: usize,
}

impl Window {
    pub(super) fn of(incidents: &[&Incident], today: NaiveDate) -> Window {
        let quarters: Vec<Option<Quarter>> = incidents
            .iter()
            .map(|incident| Quarter::of_incident(incident))
            .collect();
        let known = || quarters.iter().copied().flatten();
        let now = Quarter::of(today);
        let within = |end: Quarter| {
            known()
                .filter(|at| (end.earlier(LONGEST - 1)..=end).contains(at))
                .min()
        };
        let latest = known().filter(|at| *at <= now).max();
        let end = match (within(now), latest) {
            (None, Some(latest)) => latest,
            _ => now,
        };
        let first = within(end).unwrap_or(end).min(end.earlier(SHORTEST - 1));
        Window {
            first,
            len: usize::try_from(end.0 - first.0 + 1).unwrap_or(0),
            before: known().filter(|at| *at < first).count(),
            after: known().filter(|at| *at > end).count(),
            undated: quarters.iter().filter(|at| at.is_none()).count(),
        }
    }

    /// Returns its quarters, the first one first.
    pub fn quarters(&self) -> impl Iterator<Item = Quarter> + use<> {
        let first = self.first.0;
        (0..self.len).map(move |on| Quarter(first + on as i64))
    }

    /// Returns which of its quarters this is, from 0.
    pub fn place(&self, quarter: Quarter) -> Option<usize> {
        let on = usize::try_from(quarter.0 - self.first.0).ok()?;
        (on < self.len).then_some(on)
    }

    /// Counts incidents by quarter; one without any is a zero.
    pub fn counts<'a>(&self, incidents: impl Iterator<Item = &'a Incident>) -> Vec<usize> {
        let mut counts = vec![0; self.len];
        for incident in incidents {
            let place = Quarter::of_incident(incident).and_then(|quarter| self.place(quarter));
            if let Some(place) = place {
                counts[place] += 1;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::Quarter;
    use chrono::NaiveDate;

    #[test]
    fn quarters_are_of_the_calendar() {
        for (day, name) in [
            ("2024-01-01", "2024 Q1"),
            ("2024-03-31", "2024 Q1"),
            ("2024-04-01", "2024 Q2"),
            ("1628-08-10", "1628 Q3"),
            ("2026-12-31", "2026 Q4"),
        ] {
            let day: NaiveDate = day.parse().expect("a literal");
            assert_eq!(Quarter::of(day).to_string(), name);
        }
    }
}

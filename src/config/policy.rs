//! How soon things have to be done: `[policy]`. What is overdue is decided here and nowhere else, so
//! that findings, pages and numbers agree.

use crate::model::{Action, ActionStatus, Incident, Since};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// `[policy]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// Days in which an open action is to be done, by the id of the incident's severity.
    pub action_due: BTreeMap<String, u32>,
    /// The same for all other severities, and for incidents without one.
    pub action_due_default: Option<u32>,
    /// Days in which a report is to be finished or published after the incident.
    pub publish_within: Option<u32>,
}

/// The last day on which an action is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub day: NaiveDate,
    /// Who says so.
    pub by: DueBy,
}

/// Who says when an action is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueBy {
    /// The action itself.
    Date,
    /// book.toml: so many days after the day that its age counts from.
    Policy {
        /// How many days.
        days: u32,
        /// Which day they count from.
        since: Since,
    },
}

impl Policy {
    /// Returns when an action is due: the date it states; else, where it is open, the time that the
    /// policy gives to actions of incidents of this severity. An action that is proposed or says
    /// nothing of its status is not decided on, so the policy gives it no time.
    pub fn due(&self, incident: &Incident, action: &Action) -> Option<Due> {
        if let Some(due) = &action.due {
            let (day, by) = (due.value, DueBy::Date);
            return Some(Due { day, by });
        }
        if action.standing() != Some(ActionStatus::Open) {
            return None;
        }
        let days = self.days_for(incident)?;
        let (from, since) = incident.actions_since()?;
        let day = from.checked_add_days(Days::new(days.into()))?;
        let by = DueBy::Policy { days, since };
        Some(Due { day, by })
    }

    /// Returns when an action was due, if that is before today and it is neither done nor rejected.
    pub fn overdue(&self, incident: &Incident, action: &Action, today: NaiveDate) -> Option<Due> {
        let is_over = matches!(
            action.standing(),
            Some(ActionStatus::Done | ActionStatus::Rejected)
        );
        self.due(incident, action)
            .filter(|due| !is_over && due.day < today)
    }

    fn days_for(&self, incident: &Incident) -> Option<u32> {
        let severity = incident.severity.as_ref();
        severity
            .and_then(|severity| self.action_due.get(&severity.value).copied())
            .or(self.action_due_default)
    }
}

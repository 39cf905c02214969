#![doc = include_str!("draft_too_old.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::diagnostic::human::counted;
use crate::model::{Incident, Moment};
use chrono::NaiveDate;

pub(super) static RULE: Rule = Rule {
    name: "draft-too-old",
    level: Level::Hint,
    docs: include_str!("draft_too_old.md"),
    run: Run::Incident(run),
};

/// Memory does not last longer.
const OLD: u32 = 30;

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    let Some(status) = &incident.status else {
        return;
    };
    let policy = given.config.policy.publish_within;
    let (at, what) = match policy {
        Some(_) if is_published(incident, given) => return,
        Some(_) => match incident.ended() {
            Some(ended) => (Some(ended), "ended"),
            None => (incident.started(), "started"),
        },
        None if given.is_draft(incident) => (incident.started(), "started"),
        None => return,
    };
    let Some(at) = at else { return };
    let age = days_since(at, given.today);
    let most = policy.unwrap_or(OLD);
    if age <= i64::from(most) {
        return;
    }
    let message = format!(
        "the report is still `{}`, {age} days after the incident {what} ({})",
        status.value,
        at.written_text()
    );
    let finding = report.at(status.span.clone(), message);
    finding.help = Some("finish it with what is known, and say what is not".to_owned());
    if policy.is_some() {
        let days = counted(most as usize, "day");
        finding.label = Some(format!("book.toml gives it {days}"));
    }
}

/// A report with a date of publication has been published, whatever its status.
fn is_published(incident: &Incident, given: &Given<'_>) -> bool {
    let last = given.config.statuses.last().map(|level| &level.id);
    let status = incident.status.as_ref().map(|status| &status.value);
    incident.published.is_some() || status == last
}

fn days_since(at: &Moment, today: NaiveDate) -> i64 {
    (today - at.latest_instant().date_naive()).num_days()
}

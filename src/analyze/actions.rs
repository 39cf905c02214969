//! Follow-up work of all incidents: what is left, what is overdue, how old it is, and what it is for.
//!
//! Definitions, which pages and docs repeat:
//!
//! - *Left* is what is open or proposed. An action with a date and no status is open.
//! - *Overdue* is what is left and was due before today, by its own date or by `[policy]`
//!   ([`crate::config::Policy::due`] decides).
//! - *Age* is the days from publication of the report to today, else from the end of the incident,
//!   else from its start; of a month or a year from its last day.
//! - *Share done* is done ÷ (done + open). What is proposed, rejected or silent about its status is
//!   left out, and counted as such.

use crate::analyze::proportion::Proportion;
use crate::analyze::statistics::sample::Sample;
use crate::config::{Config, Due, DueBy};
use crate::model::{Action, ActionKind, ActionStatus, Incident, Since};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One action of one incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The incident, as its place among those that were looked at.
    pub incident: usize,
    /// The action, as its place in the report.
    pub index: usize,
    /// How bad the incident was: the place of its severity in the settings, the worst first.
    pub severity: Option<usize>,
    /// How far it is, where that is known.
    pub standing: Option<ActionStatus>,
    /// What it is for.
    pub kind: Option<ActionKind>,
    /// When it is due, by its own date or by policy.
    pub due: Option<Due>,
    /// By how many days it is overdue, at least one.
    pub late: Option<i64>,
    /// How many days old it is, and since what; only of what is left.
    pub age: Option<(i64, Since)>,
    /// Whether somebody has it: an owner, or a ticket that knows one.
    pub has_owner: bool,
    /// Whether anything says by when: a date, the policy or a ticket.
    pub has_due: bool,
}

impl Entry {
    /// Says whether work is left: it is open or proposed.
    pub fn is_left(&self) -> bool {
        self.standing.is_some_and(ActionStatus::is_open)
    }
}

/// How many actions are how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// To be done.
    pub open: usize,
    /// Suggested, not decided.
    pub proposed: usize,
    /// Finished.
    pub done: usize,
    /// Decided against.
    pub rejected: usize,
    /// Those that do not say.
    pub unknown: usize,
    /// Of the open and proposed ones, those overdue by their own date.
    pub overdue_by_date: usize,
    /// Of the open ones, those overdue by policy.
    pub overdue_by_policy: usize,
}

impl Tally {
    /// Counts actions.
    pub fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Tally {
        let mut tally = Tally::default();
        entries.for_each(|entry| tally.add(entry));
        tally
    }

    fn add(&mut self, entry: &Entry) {
        *match entry.standing {
            Some(ActionStatus::Open) => &mut self.open,
            Some(ActionStatus::Proposed) => &mut self.proposed,
            Some(ActionStatus::Done) => &mut self.done,
            Some(ActionStatus::Rejected) => &mut self.rejected,
            None => &mut self.unknown,
        } += 1;
        match entry.due.filter(|_| entry.late.is_some()).map(|due| due.by) {
            Some(DueBy::Date) => self.overdue_by_date += 1,
            Some(DueBy::Policy { .. }) => self.overdue_by_policy += 1,
            None => {}
        }
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.open + self.proposed + self.done + self.rejected + self.unknown
    }

    /// Open or proposed.
    pub fn left(&self) -> usize {
        self.open + self.proposed
    }

    /// Overdue, by whatever.
    pub fn overdue(&self) -> usize {
        self.overdue_by_date + self.overdue_by_policy
    }

    /// Done of done and open.
    pub fn done_of_decided(&self) -> Proportion {
        Proportion::new(self.done, self.done + self.open)
    }
}

/// How old open actions are, in days.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ages {
    /// Open actions whose age is known.
    pub n: usize,
    /// Open actions of incidents without any date: left out.
    pub undated: usize,
    /// The middle one, from three on.
    pub median: Option<f64>,
    /// Three quarters are younger, from ten on.
    pub p75: Option<f64>,
    /// Nine tenths are younger, from ten on.
    pub p90: Option<f64>,
    /// The oldest.
    pub oldest: Option<i64>,
}

/// Follow-up work of a set of incidents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    /// Every action, in the order of the incidents, then of the report.
    pub entries: Vec<Entry>,
    /// All of them.
    pub tally: Tally,
    /// By what they are for; those that do not say stand last. Kinds without actions are left out.
    pub kinds: Vec<(Option<ActionKind>, Tally)>,
    /// By the severity of their incidents, as [`Entry::severity`] has it.
    pub severities: Vec<(Option<usize>, Tally)>,
    /// How old open ones are.
    pub ages: Ages,
    /// Of those left, how many have neither an owner nor a ticket.
    pub without_owner: usize,
    /// Of those left, how many have neither a date, nor one by policy, nor a ticket.
    pub without_due: usize,
    /// How many incidents name any action.
    pub incidents: usize,
}

impl Ledger {
    /// Counts entries, which are in the order of their incidents.
    fn of_entries(entries: Vec<Entry>) -> Ledger {
        let left = |has: fn(&Entry) -> bool| {
            let left = entries.iter().filter(|entry| entry.is_left());
            left.filter(|entry| !has(entry)).count()
        };
        let tally = Tally::of(entries.iter());
        Ledger {
            tally,
            kinds: tallies(&entries, |entry| (entry.kind.is_none(), entry.kind))
                .into_iter()
                .map(|((_, kind), tally)| (kind, tally))
                .collect(),
            severities: tallies(&entries, |entry| (entry.severity.is_none(), entry.severity))
                .into_iter()
                .map(|((_, severity), tally)| (severity, tally))
                .collect(),
            ages: ages(&entries),
            without_owner: left(|entry| entry.has_owner),
            without_due: left(|entry| entry.has_due),
            incidents: entries
                .chunk_by(|one, other| one.incident == other.incident)
                .count(),
            entries,
        }
    }

    /// Returns the same of those actions that are wanted.
    pub fn only(&self, wanted: impl Fn(&Entry) -> bool) -> Ledger {
        Ledger::of_entries(self.picked(wanted))
    }

    /// Returns the same of some incidents, by their places in ascending order.
    pub fn of_incidents(&self, places: impl Iterator<Item = usize>) -> Ledger {
        let entries = places.flat_map(|at| self.of(at).iter().copied());
        Ledger::of_entries(entries.collect())
    }

    /// Returns the actions of one incident, by its place among those that were looked at.
    pub fn of(&self, incident: usize) -> &[Entry] {
        let start = self
            .entries
            .partition_point(|entry| entry.incident < incident);
        let end = self
            .entries
            .partition_point(|entry| entry.incident <= incident);
        &self.entries[start..end]
    }

    /// Returns what is overdue: the worst severity first, those without one last; then the longest
    /// overdue first.
    pub fn overdue(&self) -> Vec<Entry> {
        let mut overdue: Vec<Entry> = self.picked(|entry| entry.late.is_some());
        overdue.sort_by_key(|entry| {
            let severity = entry.severity.unwrap_or(usize::MAX);
            (severity, std::cmp::Reverse(entry.late))
        });
        overdue
    }

    /// Returns what is left, the most urgent first: overdue, open, proposed.
    pub fn left(&self) -> Vec<Entry> {
        let mut left = self.overdue();
        left.extend(self.open());
        left.extend(self.standing(Some(ActionStatus::Proposed)));
        left
    }

    /// Returns what is open and not overdue: what has a date first, the next one first; then the
    /// oldest first.
    pub fn open(&self) -> Vec<Entry> {
        let mut open =
            self.picked(|entry| entry.standing == Some(ActionStatus::Open) && entry.late.is_none());
        open.sort_by_key(|entry| {
            let due = entry.due.map(|due| due.day);
            (
                due.is_none(),
                due,
                std::cmp::Reverse(entry.age.map(|(days, _)| days)),
            )
        });
        open
    }

    /// Returns what has a status, or none, in the order of the incidents; overdue ones are left out.
    pub fn standing(&self, standing: Option<ActionStatus>) -> Vec<Entry> {
        self.picked(|entry| entry.standing == standing && entry.late.is_none())
    }

    fn picked(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        self.entries.iter().copied().filter(wanted).collect()
    }
}

/// Looks at the actions of incidents, as of `today`.
pub fn ledger(incidents: &[&Incident], config: &Config, today: NaiveDate) -> Ledger {
    let of_one = |(at, incident): (usize, &&Incident)| {
        let actions = incident.actions.iter().enumerate();
        actions
            .map(|action| entry((at, incident), action, config, today))
            .collect::<Vec<Entry>>()
    };
    Ledger::of_entries(incidents.iter().enumerate().flat_map(of_one).collect())
}

fn entry(
    (at, incident): (usize, &Incident),
    (index, action): (usize, &Action),
    config: &Config,
    today: NaiveDate,
) -> Entry {
    let policy = &config.policy;
    let standing = action.standing();
    let due = policy.due(incident, action);
    let late = policy.overdue(incident, action, today);
    let age = incident
        .actions_since()
        .filter(|_| standing.is_some_and(ActionStatus::is_open))
        .map(|(day, since)| ((today - day).num_days().max(0), since));
    Entry {
        incident: at,
        index,
        severity: incident.severity.as_ref().and_then(|severity| {
            let mut levels = config.severities.iter();
            levels.position(|level| level.id == severity.value)
        }),
        standing,
        kind: action.kind.as_ref().map(|kind| kind.value),
        due,
        late: late.map(|due| (today - due.day).num_days()),
        age,
        has_owner: action.owner.is_some() || !action.links.is_empty(),
        has_due: due.is_some() || !action.links.is_empty(),
    }
}

fn tallies<K: Ord>(entries: &[Entry], key: impl Fn(&Entry) -> K) -> Vec<(K, Tally)> {
    let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
    for entry in entries {
        tallies.entry(key(entry)).or_default().add(entry);
    }
    tallies.into_iter().collect()
}

fn ages(entries: &[Entry]) -> Ages {
    let open = entries
        .iter()
        .filter(|entry| entry.standing == Some(ActionStatus::Open));
    let ages: Vec<Option<i64>> = open.map(|entry| entry.age.map(|(days, _)| days)).collect();
    let known = Sample::new(ages.iter().copied().flatten());
    Ages {
        n: known.n(),
        undated: ages.len() - known.n(),
        median: known.median(),
        p75: known.percentile(75),
        p90: known.percentile(90),
        oldest: known.values().last().copied(),
    }
}

//! The numbers as data. Names and meanings of fields are promises.

use super::Given;
use crate::analyze::actions::Ledger;
use crate::analyze::causes::Causes;
use crate::analyze::causes::impact;
use crate::analyze::proportion::Proportion;
use crate::analyze::statistics::Statistics;
use crate::analyze::statistics::mix::Mix;
use crate::analyze::statistics::periods::{Change, Group, Stretch};
use crate::analyze::statistics::timing::{LeftOut, Timing};
use crate::analyze::terms;
use crate::config::Config;
use crate::model::{CauseId, Incident, Moment};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;

/// All numbers.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Stats {
    /// Version of this format.
    pub version: u32,
    /// Name of the archive.
    pub title: String,
    /// What "overdue" and "the last twelve months" are counted from: `YYYY-MM-DD`.
    pub today: String,
    /// The filters that were asked for, as one query; empty for all incidents.
    pub query: String,
    /// The first day that was asked for.
    pub since: Option<String>,
    /// The last day that was asked for.
    pub until: Option<String>,
    /// Incidents of the archive.
    pub archive: usize,
    /// Incidents that are counted here.
    pub incidents: usize,
    /// Incidents that pass the filters and are left out because nothing says when they began; 0 where
    /// no days were asked for.
    pub undated: usize,
    /// By severity, the worst first; `id` is null for those that state none.
    pub severities: Vec<Severity>,
    /// How long things took.
    pub durations: Vec<Duration>,
    /// What keeps breaking.
    pub causes: CauseNumbers,
    /// By service, the most frequent first, then by id.
    pub services: Vec<Item>,
    /// How they were noticed.
    pub detection: Facet,
    /// What ended them.
    pub mitigation: Facet,
    /// When in the week they began.
    pub week: Week,
    /// Follow-up work of these incidents.
    pub actions: Actions,
    /// Incidents that follow another one of the archive, in a chain or by `related`.
    pub came_back: Vec<Entry>,
    /// The days that were asked for beside as many before them; without any, the twelve months up to
    /// today beside the twelve before. Null where only an end was asked for.
    pub change: Option<Comparison>,
    /// How many reports tell something.
    pub told: Vec<Told>,
    /// The incidents, the latest first.
    pub list: Vec<Entry>,
}

/// Some of a whole.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// count ÷ of; null of nothing.
    pub share: Option<f64>,
    /// Lower end of its 95 % interval (Wilson).
    pub low: Option<f64>,
    /// Upper end of it.
    pub high: Option<f64>,
}

/// Incidents of one severity.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Severity {
    /// The id in book.toml; null for none.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many.
    pub count: usize,
    /// How long they hurt users.
    pub impact: Length,
}

/// How long something took, in seconds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Length {
    /// Incidents of which that is known to the hour or better.
    pub n: usize,
    /// The median, from 3 on.
    pub median: Option<f64>,
    /// Lower end of its 95 % interval (bootstrap), from 6 on.
    pub low: Option<f64>,
    /// Upper end of it.
    pub high: Option<f64>,
    /// The 75th percentile, from 10 on.
    pub p75: Option<f64>,
    /// The 90th percentile, from 10 on.
    pub p90: Option<f64>,
    /// The shortest one.
    pub shortest: Option<i64>,
    /// The longest one.
    pub longest: Option<i64>,
}

/// One duration.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Duration {
    /// `impact`, `detect`, `acknowledge`, `identify`, `mitigate` or `resolve`.
    pub id: &'static str,
    /// Its name in words.
    pub name: &'static str,
    /// From which milestone to which.
    pub definition: String,
    /// The numbers.
    #[serde(flatten)]
    pub length: Length,
    /// The longest one's incident.
    pub longest_slug: Option<String>,
    /// Of those counted, the ones whose beginning or end was inferred.
    pub inferred: usize,
    /// Of those counted, the ones whose beginning or end is approximate.
    pub approximate: usize,
    /// Incidents that are left out, by why.
    pub left_out: LeftOut,
}

/// What keeps breaking.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CauseNumbers {
    /// Incidents that name a cause other than `unknown`: what shares are of.
    pub coded: usize,
    /// Incidents whose only causes are `unknown`.
    pub unknown_only: usize,
    /// Incidents that name causes, none of which the taxonomy has.
    pub unrecognised: usize,
    /// Incidents that name none.
    pub uncoded: usize,
    /// Those related to a change.
    pub change_related: Share,
    /// Those with two causes or more.
    pub several: Share,
    /// Groups, the most frequent first, then by id.
    pub groups: Vec<Cause>,
    /// Causes within groups, likewise.
    pub sub_causes: Vec<Cause>,
}

/// One cause, its sub-causes included.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Cause {
    /// Its id in the taxonomy.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Incidents that have it, of all coded ones.
    #[serde(flatten)]
    pub share: Share,
    /// For how long those incidents hurt users, summed, in seconds.
    pub impact_seconds: i64,
    /// Of how many of them that is known.
    pub impact_n: usize,
    /// Actions of those incidents that are open or proposed.
    pub open_actions: usize,
}

/// Incidents by one facet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Facet {
    /// Incidents that say.
    pub known: usize,
    /// Incidents that do not.
    pub unknown: usize,
    /// The values, the most frequent first.
    pub values: Vec<Item>,
}

/// A value with its number of incidents.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Incidents, of all that say.
    #[serde(flatten)]
    pub share: Share,
}

/// When in the week incidents began, by the wall clock of their zones.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Week {
    /// Incidents whose start is known to the hour.
    pub n: usize,
    /// Of those, the ones whose zone is assumed.
    pub assumed: usize,
    /// Incidents left out.
    pub left_out: usize,
    /// From Monday on, each day's 24 hours; null below 30 incidents.
    pub hours: Option<Vec<Vec<usize>>>,
    /// Those that began from Monday to Friday, 9:00 to 16:59; null below 30 incidents.
    pub office: Option<Share>,
}

/// Follow-up work.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Actions {
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
    /// Of those open or proposed, the overdue ones.
    pub overdue: usize,
    /// The median age of open ones in days, from 3 on.
    pub median_age_days: Option<f64>,
    /// Open and proposed ones, overdue ones first.
    pub left: Vec<ActionItem>,
}

/// An action that is left to do.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ActionItem {
    /// The incident.
    pub slug: String,
    /// Stable within the report.
    pub id: String,
    /// What is to be done, as written.
    pub title: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when, by its own date or by policy: `YYYY-MM-DD`.
    pub due: Option<String>,
    /// By how many days it is overdue.
    pub days_late: Option<i64>,
}

/// An incident.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Entry {
    /// Its address: the page is `incidents/<slug>.html`.
    pub slug: String,
    /// What happened, in one line.
    pub title: String,
    /// When it began: a day, month or year.
    pub began: Option<String>,
    /// Id of its severity.
    pub severity: Option<String>,
    /// For how many seconds users were hurt, where both ends are known to the hour or better.
    pub impact_seconds: Option<i64>,
}

/// One stretch of days beside the one before.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Comparison {
    /// The later one.
    pub recent: Period,
    /// The one before.
    pub before: Period,
    /// `more`, `fewer`, or null where chance explains the difference.
    pub incidents: Option<&'static str>,
    /// `longer`, `shorter`, or null where the intervals of the medians touch or are not known.
    pub impact: Option<&'static str>,
}

/// A stretch of days.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Period {
    /// Its first day.
    pub first: String,
    /// Its last day.
    pub last: String,
    /// Incidents that began within it.
    pub incidents: usize,
    /// How long they hurt users.
    pub impact: Length,
}

/// How many reports have something.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Told {
    /// The front-matter key, or what stands for it.
    pub key: &'static str,
    /// Reports that have it, of all.
    #[serde(flatten)]
    pub share: Share,
    /// Of those, the ones in which it was inferred.
    pub inferred: usize,
}

/// What was counted.
pub(super) struct Counted {
    pub(super) statistics: Statistics,
    pub(super) causes: Causes,
    pub(super) ledger: Ledger,
    /// Places among the chosen.
    pub(super) came_back: Vec<usize>,
    pub(super) change: Change,
}

pub(super) fn stats(given: &Given<'_>, chosen: &[&Incident], counted: &Counted) -> Stats {
    let config = given.config;
    let part = given.part;
    let statistics = &counted.statistics;
    let asks_for_days = part.since.is_some() || part.until.is_some();
    let undated = given.filtered.iter().filter(|it| it.started().is_none());
    Stats {
        version: super::VERSION,
        title: config.title.clone(),
        today: given.today.to_string(),
        query: part.query.clone(),
        since: part.since.map(|day| day.to_string()),
        until: part.until.map(|day| day.to_string()),
        archive: given.all.len(),
        incidents: chosen.len(),
        undated: if asks_for_days { undated.count() } else { 0 },
        severities: statistics
            .severities
            .iter()
            .map(|group| severity(group, config))
            .collect(),
        durations: statistics
            .timings
            .iter()
            .map(|timing| duration(timing, chosen))
            .collect(),
        causes: cause_numbers(&counted.causes, config),
        services: services(chosen, config),
        detection: facet(&statistics.detection, |it| (it.as_str(), it.title())),
        mitigation: facet(&statistics.mitigation, |it| (it.as_str(), it.title())),
        week: week(statistics),
        actions: actions(&counted.ledger, chosen),
        came_back: counted
            .came_back
            .iter()
            .filter_map(|place| chosen.get(*place))
            .map(|incident| entry(incident))
            .collect(),
        change: comparison(&counted.change),
        told: statistics.told.iter().map(told).collect(),
        list: chosen.iter().map(|incident| entry(incident)).collect(),
    }
}

fn share(proportion: Proportion) -> Share {
    let interval = proportion.interval();
    Share {
        count: proportion.count,
        of: proportion.of,
        share: proportion.share(),
        low: interval.map(|(low, _)| low),
        high: interval.map(|(_, high)| high),
    }
}

impl Share {
    /// The same as a number that prints itself.
    pub(super) fn proportion(&self) -> Proportion {
        Proportion::new(self.count, self.of)
    }
}

fn severity(group: &Group<Option<String>>, config: &Config) -> Severity {
    let level = group.key.as_ref().and_then(|id| config.severity(id));
    Severity {
        id: group.key.clone(),
        title: level.map(|level| level.title.clone()),
        count: group.incidents.len(),
        impact: length(&group.impact),
    }
}

fn length(timing: &Timing) -> Length {
    let sample = &timing.sample;
    Length {
        n: sample.n(),
        median: sample.median(),
        low: timing.interval.map(|(low, _)| low),
        high: timing.interval.map(|(_, high)| high),
        p75: sample.percentile(75),
        p90: sample.percentile(90),
        shortest: sample.values().first().copied(),
        longest: sample.values().last().copied(),
    }
}

fn duration(timing: &Timing, chosen: &[&Incident]) -> Duration {
    let longest = timing.longest().and_then(|(_, place)| chosen.get(place));
    Duration {
        id: timing.ends.id,
        name: timing.ends.name,
        definition: timing.ends.words(),
        length: length(timing),
        longest_slug: longest.map(|incident| incident.slug.to_string()),
        inferred: timing.inferred,
        approximate: timing.approximate,
        left_out: timing.left_out,
    }
}

fn cause_numbers(causes: &Causes, config: &Config) -> CauseNumbers {
    let coverage = &causes.coverage;
    let list = |ids: &[CauseId]| {
        ids.iter()
            .filter_map(|id| cause(id, causes, config))
            .collect()
    };
    CauseNumbers {
        coded: coverage.coded,
        unknown_only: coverage.unknown_only,
        unrecognised: coverage.unrecognised,
        uncoded: coverage.uncoded,
        change_related: share(causes.change_related),
        several: share(causes.with_several),
        groups: list(&causes.ranking),
        sub_causes: list(&causes.sub_ranking),
    }
}

fn cause(id: &CauseId, causes: &Causes, config: &Config) -> Option<Cause> {
    let stat = causes.stats.get(id)?;
    let known = config.taxonomy.get(id);
    Some(Cause {
        id: id.to_string(),
        title: known.map_or_else(|| id.to_string(), |known| known.title.clone()),
        share: share(causes.share(id)?),
        impact_seconds: stat.impact.seconds,
        impact_n: stat.impact.n,
        open_actions: stat.open_actions,
    })
}

fn services(chosen: &[&Incident], config: &Config) -> Vec<Item> {
    let with = chosen
        .iter()
        .filter(|incident| !incident.services.is_empty());
    let with = with.count();
    let items = terms::services(chosen, config)
        .into_iter()
        .map(|term| Item {
            share: share(Proportion::new(term.incidents.len(), with)),
            id: term.id.to_string(),
            title: term.title,
        });
    items.collect()
}

fn facet<T: Ord + Copy>(mix: &Mix<T>, name: impl Fn(T) -> (&'static str, &'static str)) -> Facet {
    let values = mix.parts.iter().map(|(value, places)| {
        let (id, title) = name(*value);
        Item {
            id: id.to_owned(),
            title: title.to_owned(),
            share: share(mix.share(places)),
        }
    });
    Facet {
        known: mix.known,
        unknown: mix.unknown,
        values: values.collect(),
    }
}

fn week(statistics: &Statistics) -> Week {
    let hours = &statistics.hours;
    let days = || {
        let days = hours.days.iter();
        days.map(|day| day.iter().map(Vec::len).collect()).collect()
    };
    Week {
        n: hours.n,
        assumed: hours.assumed,
        left_out: hours.left_out,
        hours: hours.is_enough().then(days),
        office: hours.is_enough().then(|| share(hours.office())),
    }
}

fn actions(ledger: &Ledger, chosen: &[&Incident]) -> Actions {
    let tally = &ledger.tally;
    let left = ledger.left().into_iter().filter_map(|entry| {
        let incident = chosen.get(entry.incident)?;
        let action = incident.actions.get(entry.index)?;
        Some(ActionItem {
            slug: incident.slug.to_string(),
            id: action.id.clone(),
            title: action.title.clone(),
            owner: action.owner.as_ref().map(|owner| owner.value.clone()),
            due: entry.due.map(|due| due.day.to_string()),
            days_late: entry.late,
        })
    });
    Actions {
        open: tally.open,
        proposed: tally.proposed,
        done: tally.done,
        rejected: tally.rejected,
        unknown: tally.unknown,
        overdue: tally.overdue(),
        median_age_days: ledger.ages.median,
        left: left.collect(),
    }
}

fn entry(incident: &Incident) -> Entry {
    Entry {
        slug: incident.slug.to_string(),
        title: incident.title.value.clone(),
        began: incident.started().map(Moment::date_text),
        severity: incident.severity.as_ref().map(|level| level.value.clone()),
        impact_seconds: impact::seconds(incident).ok(),
    }
}

fn comparison(change: &Change) -> Option<Comparison> {
    let (before, recent) = (change.before.as_ref()?, change.recent.as_ref()?);
    let word = |order: Option<Ordering>, more: &'static str, less: &'static str| match order? {
        Ordering::Greater => Some(more),
        _ => Some(less),
    };
    Some(Comparison {
        recent: period(recent),
        before: period(before),
        incidents: word(change.count, "more", "fewer"),
        impact: word(change.impact, "longer", "shorter"),
    })
}

fn period(group: &Group<Stretch>) -> Period {
    Period {
        first: group.key.first.to_string(),
        last: group.key.last.to_string(),
        incidents: group.incidents.len(),
        impact: length(&group.impact),
    }
}

fn told(told: &crate::analyze::statistics::coverage::Told) -> Told {
    Told {
        key: told.key,
        share: share(told.share),
        inferred: told.inferred,
    }
}

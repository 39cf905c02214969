//! Causes ranked: by how often they occur, and by how long they hurt.

use super::{address, sentence, title};
use crate::analyze::causes::stat::CauseStat;
use crate::analyze::proportion::Proportion;
use crate::markdown::html::Html;
use crate::model::{CauseId, Role};
use crate::render::Book;
use crate::render::charts::bar;
use crate::render::charts::interval::{Axis, interval};
use crate::render::pages::parts::incident_link;
use crate::render::words::{self, took};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;

/// Causes with their shares on one axis.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Ranking {
    axis: Html,
    rows: Vec<Ranked>,
    /// How many more there are, further down the page.
    pub(super) more: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Ranked {
    href: String,
    title: String,
    /// The group of a sub-cause.
    group: Option<String>,
    percent: String,
    /// `19 of 61`
    count: String,
    /// `21–44 %`
    interval: String,
    chart: Html,
    /// Whether it has become more or less frequent.
    shift: Option<String>,
}

/// All numbers of the ranked causes.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Row {
    href: String,
    title: String,
    count: usize,
    percent: String,
    interval: String,
    /// By role, in the order of [`Role::ALL`].
    roles: Vec<usize>,
    minutes: String,
    timed: usize,
    untimed: usize,
    open_actions: usize,
    inferred: usize,
}

/// A cause with the time that its incidents took.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Lasting {
    href: String,
    title: String,
    /// `3 days 5 h`
    lasted: String,
    bar: Html,
    /// What it is of, and what is left out.
    note: String,
    /// The incident that makes up half of it or more.
    longest: Option<crate::render::pages::parts::IncidentLink>,
    /// Its part.
    part: String,
}

/// Ranks causes by how often they occur; `most` of them.
pub(super) fn ranking(ids: &[CauseId], most: usize, book: &Book) -> Ranking {
    let causes = &book.analysis.common_causes;
    let shown = &ids[..ids.len().min(most)];
    let shares = || shown.iter().filter_map(|id| Some((id, causes.share(id)?)));
    let axis = Axis::of(shares().map(|(_, share)| share), [].into_iter());
    let rows = shares().map(|(id, share)| Ranked {
        href: address(id),
        title: title(id, book),
        group: (!id.is_top()).then(|| title(&id.top(), book)),
        percent: words::share(share, book.language()).unwrap_or_default(),
        count: words::some_of(share, book.language()),
        interval: words::share_interval(share, book.language()).unwrap_or_default(),
        chart: interval(share, axis, None, book.language()),
        shift: shift(id, ["causes.more-often", "causes.less-often"], book),
    });
    Ranking {
        rows: rows.collect(),
        axis: axis.drawing(book.language()),
        more: ids.len() - shown.len(),
    }
}

/// Says that a cause has become more frequent, or less, where that is more than chance.
pub(super) fn shift(id: &CauseId, [more, less]: [&str; 2], book: &Book) -> Option<String> {
    let shift = book.analysis.common_causes.shift(id)?;
    let message = match shift.differs? {
        Ordering::Greater => more,
        Ordering::Less => less,
        Ordering::Equal => return None,
    };
    let recent = words::share(shift.recent, book.language())?;
    let before = words::share(shift.before, book.language())?;
    let args = [("recent", (&recent).into()), ("before", (&before).into())];
    Some(book.with(message, &args))
}

/// Returns all numbers of causes, for the table.
pub(super) fn rows(ids: &[CauseId], book: &Book) -> Vec<Row> {
    let causes = &book.analysis.common_causes;
    let row = |id: &CauseId| {
        let stat = causes.stats.get(id)?;
        let share = causes.share(id)?;
        Some(row(id, stat, share, book))
    };
    ids.iter().filter_map(row).collect()
}

fn row(id: &CauseId, stat: &CauseStat, share: Proportion, book: &Book) -> Row {
    Row {
        href: address(id),
        title: title(id, book),
        count: share.count,
        percent: words::share(share, book.language()).unwrap_or_default(),
        interval: words::share_interval(share, book.language()).unwrap_or_default(),
        roles: Role::ALL
            .iter()
            .map(|role| stat.roles.get(role).copied().unwrap_or(0))
            .collect(),
        minutes: book.language().number(stat.impact.minutes()),
        timed: stat.impact.n,
        untimed: stat.impact.left_out(),
        open_actions: stat.open_actions,
        inferred: stat.inferred,
    }
}

/// Ranks causes by the time that their incidents took, out of that of all coded incidents.
pub(super) fn lastings(ids: &[CauseId], book: &Book) -> Vec<Lasting> {
    let causes = &book.analysis.common_causes;
    let count = |seconds: i64| usize::try_from(seconds).unwrap_or(0);
    let whole = count(causes.impact.seconds);
    let mut timed: Vec<(&CauseId, &CauseStat)> = ids
        .iter()
        .filter_map(|id| Some((id, causes.stats.get(id)?)))
        .filter(|(_, stat)| stat.impact.seconds > 0)
        .collect();
    timed.sort_by_key(|(id, stat)| (std::cmp::Reverse(stat.impact.seconds), *id));
    timed
        .into_iter()
        .map(|(id, stat)| {
            let impact = &stat.impact;
            let longest = impact
                .longest
                .filter(|(_, seconds)| impact.n > 1 && 2 * seconds >= impact.seconds);
            Lasting {
                href: address(id),
                title: title(id, book),
                lasted: took(impact.seconds, book.language()),
                bar: bar::bar_with_one(
                    count(impact.seconds),
                    impact.longest.map_or(0, |(_, seconds)| count(seconds)),
                    whole,
                ),
                note: sentence::impact(impact, book.language()),
                part: longest.map_or_else(String::new, |(_, seconds)| {
                    let percent = 100.0 * seconds as f64 / impact.seconds as f64;
                    words::percent(percent, book.language())
                }),
                longest: longest
                    .and_then(|(place, _)| book.nth(place))
                    .map(|it| incident_link(it, book)),
            }
        })
        .collect()
}

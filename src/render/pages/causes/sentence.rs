//! What the numbers say, in sentences that somebody could read out.

use super::title;
use crate::analyze::causes::Causes;
use crate::analyze::causes::coverage::Coverage;
use crate::analyze::causes::impact::Impact;
use crate::analyze::proportion::Proportion;
use crate::model::CauseId;
use crate::render::Book;
use crate::render::words::{counted, listed, took};

/// With fewer coded incidents than this an order says little.
const ENOUGH: usize = 10;

/// Says what keeps breaking. A number and its sign stay on one line.
pub(super) fn lead(causes: &Causes, book: &Book) -> String {
    what_breaks(causes, book).replace(" %", "\u{a0}%")
}

fn what_breaks(causes: &Causes, book: &Book) -> String {
    let coded = causes.coverage.coded;
    let Some((first, most)) = first(causes) else {
        return match causes.coverage.incidents {
            0 => "There are no reports yet.".to_owned(),
            _ => "No report names a cause that could be counted.".to_owned(),
        };
    };
    let names: Vec<String> = first.iter().map(|id| title(id, book)).collect();
    let share = Proportion::new(most, coded);
    if coded == 1 {
        return format!(
            "The only incident that names its causes names {}.",
            listed(&names)
        );
    }
    let verb = if names.len() == 1 {
        "plays"
    } else {
        "each play"
    };
    let names = match names.len() {
        1..=3 => listed(&names),
        n => format!("{n} kinds of causes"),
    };
    let mut words = format!(
        "{names} {verb} a part in {most} of the {coded} incidents that name their causes: {}.",
        share.percent().unwrap_or_default()
    );
    if let Some(next) = next(causes, first.len(), book) {
        words.push(' ');
        words.push_str(&next);
    }
    words
}

/// The most frequent causes, and how frequent they are.
fn first(causes: &Causes) -> Option<(Vec<&CauseId>, usize)> {
    let count = |id: &CauseId| causes.stats.get(id).map_or(0, |stat| stat.incidents.len());
    let most = causes.ranking.first().map(count)?;
    let first = causes.ranking.iter().take_while(|id| count(id) == most);
    Some((first.collect(), most))
}

/// Says what comes next, and whether the order is settled.
fn next(causes: &Causes, firsts: usize, book: &Book) -> Option<String> {
    if causes.coverage.coded < ENOUGH {
        return Some("With so few incidents the order means little.".to_owned());
    }
    let first = causes.ranking.first()?;
    let rest = causes.ranking.get(firsts..)?;
    let next: Vec<&CauseId> = rest.iter().take(2).collect();
    let share = |id: &CauseId| causes.share(id);
    let named: Vec<String> = next
        .iter()
        .filter_map(|id| Some(format!("{} ({})", title(id, book), share(id)?.percent()?)))
        .collect();
    let second = share(next.first()?)?;
    let words = match share(first)?.distinguished(second) {
        Some(_) => format!(
            "That is clearly more than what comes next, {}.",
            listed(&named)
        ),
        None => format!(
            "{} come{} so close that the order could be chance.",
            listed(&named),
            if named.len() == 1 { "s" } else { "" }
        ),
    };
    Some(words)
}

/// Says how many incidents the numbers are of, and why others are not among them.
pub(super) fn coverage(coverage: &Coverage) -> String {
    let mut words = match (coverage.coded, coverage.incidents) {
        (coded, all) if coded == all => format!("All {} count here.", counted(all, "incident")),
        (coded, all) => format!("{coded} of {} count here.", counted(all, "incident")),
    };
    let left_out: Vec<String> = [
        (coverage.uncoded, "no cause"),
        (
            coverage.unrecognised,
            "only causes that are not in the list",
        ),
        (coverage.unknown_only, "only that the cause is unknown"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, what)| format!("{n} name{} {what}", if n == 1 { "s" } else { "" }))
    .collect();
    if !left_out.is_empty() {
        words.push_str(&format!(" Left out: {}.", listed(&left_out)));
    }
    if coverage.inferred > 0 {
        words.push_str(&format!(
            " The causes of {} are inferred from the words of the report.",
            counted(coverage.inferred, "incident")
        ));
    }
    words
}

/// Says what a time of impact is of, and what is not in it.
pub(super) fn impact(impact: &Impact) -> String {
    let mut words = format!("of {}", counted(impact.n, "incident"));
    if let Some(median) = impact.median() {
        words.push_str(&format!(", median {}", took(median as i64)));
    }
    if impact.inferred > 0 {
        words.push_str(&format!(
            ", {} with an inferred start or end",
            impact.inferred
        ));
    }
    let left_out: Vec<String> = [
        (impact.without_times, "without a start or an end"),
        (impact.too_coarse, "known only to the day"),
        (impact.backwards, "that end before they start"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, why)| format!("{n} {why}"))
    .collect();
    if !left_out.is_empty() {
        words.push_str(&format!("; left out: {}", listed(&left_out)));
    }
    words
}

/// `19 of the 61 incidents that name their causes have it: 31 %, 95 % interval 21–44 %.`
pub(super) fn share(share: Proportion) -> String {
    let (Some(percent), Some(interval)) = (share.percent(), share.interval_percent()) else {
        return "No incident names its causes.".to_owned();
    };
    format!(
        "{} of the {} that name their causes {} it: {percent}, 95 % interval {interval}.",
        share.count,
        counted(share.of, "incident"),
        if share.count == 1 { "has" } else { "have" }
    )
}

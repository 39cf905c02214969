//! Statistics: how long things take, how they are noticed and ended, when they begin, and what the
//! reports tell. Every number comes from [`crate::analyze::statistics`]; `docs/statistics.md` says how
//! it is made.

mod groups;
mod mixes;
mod timings;
mod week;

use super::parts::Parts;
use crate::analyze::statistics::Statistics;
use crate::analyze::statistics::periods::{Change, Group, Stretch};
use crate::analyze::statistics::timing::Timing;
use crate::error::Error;
use crate::language::Language;
use crate::render::frame::{About, Frame};
use crate::render::words::{counted, day_short, grouped, took};
use crate::render::{Book, Plan};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use groups::{GroupRow, Told};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;
use timings::{TimingRow, TimingView};
use week::Week;

const PAGE: Template<View> = Template::new("statistics.html");
/// What its template may name.
pub(super) const VARIABLES: Variables = PAGE.variables();

/// Data of `statistics.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    page: Frame,
    /// How long it hurts, in a sentence.
    sentence: String,
    /// What that is of.
    coverage: String,
    points: Vec<Point>,
    /// What at least one report times.
    timings: Vec<TimingView>,
    /// What none does, in a sentence.
    untimed: String,
    /// All numbers of the timings.
    rows: Vec<TimingRow>,
    severities: Vec<GroupRow>,
    years: Vec<GroupRow>,
    /// The last twelve months beside the twelve before, in words.
    change: Vec<String>,
    mixes: Vec<Parts>,
    week: Option<Week>,
    /// Why there is no week.
    no_week: String,
    told: Vec<Told>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Point {
    title: &'static str,
    value: String,
    note: String,
    href: Option<&'static str>,
}

/// Adds the page.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("statistics.html".to_owned(), &PAGE, view)
}

fn view(book: &Book, at: &SitePath) -> Result<View, Error> {
    let statistics = &book.analysis.statistics;
    let sentence = sentence(statistics);
    let about = About {
        title: "Statistics",
        description: &sentence,
        json_ld: None,
    };
    let (timings, untimed) = timings::timings(book);
    let week = week::week(book);
    Ok(View {
        page: Frame::new(book, at, about),
        sentence,
        coverage: statistics
            .impact()
            .map_or_else(String::new, timings::left_out),
        points: points(statistics),
        timings,
        untimed,
        rows: timings::rows(statistics),
        severities: groups::severities(book),
        years: groups::years(book),
        change: change(&statistics.change, book.language()),
        mixes: mixes::mixes(book),
        no_week: match week {
            Some(_) => String::new(),
            None => week::why_not(&statistics.hours),
        },
        week,
        told: groups::told(statistics),
    })
}

fn sentence(statistics: &Statistics) -> String {
    let Some(impact) = statistics.impact().filter(|_| statistics.incidents > 0) else {
        return "There are no reports yet.".to_owned();
    };
    let n = impact.sample.n();
    let Some(median) = impact.sample.median() else {
        return format!(
            "{n} of {} are timed well enough to say how long users were hurt: too few for a typical length.",
            counted(statistics.incidents, "incident")
        );
    };
    let mut words = format!(
        "Half of {} hurt users for {} or longer",
        counted(n, "incident"),
        took(median as i64)
    );
    if let Some(p90) = impact.sample.percentile(90) {
        words.push_str(&format!(", one in ten for {} or longer", took(p90 as i64)));
    }
    words.push('.');
    words
}

fn points(statistics: &Statistics) -> Vec<Point> {
    let mut points = Vec::new();
    for (title, href, id) in [
        ("Time of impact, median", "#time-impact", "impact"),
        ("Time to detect, median", "#time-detect", "detect"),
    ] {
        let timing = statistics
            .timings
            .iter()
            .find(|timing| timing.ends.id == id);
        let median = timing.and_then(|timing| Some((timing, timing.sample.median()?)));
        if let Some((timing, median)) = median {
            points.push(Point {
                title,
                value: took(median as i64),
                note: of_median(timing),
                href: Some(href),
            });
        }
    }
    let change = &statistics.change;
    if let (Some(before), Some(recent)) = (&change.before, &change.recent)
        && before.incidents.len() + recent.incidents.len() > 0
    {
        points.push(Point {
            title: "Began in the last 12 months",
            value: grouped(recent.incidents.len() as i64),
            note: format!(
                "{} in the 12 before",
                grouped(before.incidents.len() as i64)
            ),
            href: Some("#cb-change"),
        });
    }
    points
}

/// `of 28, 1 h 2 min to 4 h`
fn of_median(timing: &Timing) -> String {
    let n = grouped(timing.sample.n() as i64);
    match timing.interval {
        Some(interval) => format!("of {n}, {}", interval_words(interval)),
        None => format!("of {n}"),
    }
}

/// The 95 % interval of a median: `1 h 2 min to 4 h`.
fn interval_words((low, high): (f64, f64)) -> String {
    let (low, high) = (took(low as i64), took(high as i64));
    if low == high {
        return low;
    }
    format!("{low} to {high}")
}

/// How the last twelve months differ from the twelve before.
fn change(change: &Change, language: &Language) -> Vec<String> {
    let (Some(before), Some(recent)) = (&change.before, &change.recent) else {
        return Vec::new();
    };
    let (old, new) = (before.incidents.len(), recent.incidents.len());
    if old + new == 0 {
        return Vec::new();
    }
    let verdict = match change.count {
        Some(Ordering::Greater) => "more than chance explains",
        Some(_) => "fewer than chance explains",
        None => "not distinguishable from chance",
    };
    let mut said = vec![format!(
        "{} from {}, {} from {}: {verdict}.",
        match new {
            0 => "No incidents".to_owned(),
            n => counted(n, "incident"),
        },
        stretch(&recent.key, language),
        grouped(old as i64),
        stretch(&before.key, language)
    )];
    if let (Some(old), Some(new)) = (median_of(before), median_of(recent)) {
        let verdict = match change.impact {
            Some(Ordering::Greater) => "longer, and the intervals of the two do not touch",
            Some(_) => "shorter, and the intervals of the two do not touch",
            None => "not distinguishable",
        };
        said.push(format!(
            "Half of them hurt users for {new} or longer, before for {old}: {verdict}."
        ));
    }
    said
}

fn median_of(group: &Group<Stretch>) -> Option<String> {
    Some(took(group.impact.sample.median()? as i64))
}

fn stretch(stretch: &Stretch, language: &Language) -> String {
    let day = |day: chrono::NaiveDate| day_short(day, language);
    format!("{} to {}", day(stretch.first), day(stretch.last))
}

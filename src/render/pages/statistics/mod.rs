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
use crate::render::words::{day_short, took, took_from_to};
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
    title: String,
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
    let sentence = sentence(statistics, book.language());
    let about = About {
        title: book.say("page.statistics"),
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
            .map_or_else(String::new, |it| timings::left_out(it, book.language())),
        points: points(statistics, book.language()),
        timings,
        untimed,
        rows: timings::rows(statistics, book.language()),
        severities: groups::severities(book),
        years: groups::years(book),
        change: change(&statistics.change, book.language()),
        mixes: mixes::mixes(book),
        no_week: match week {
            Some(_) => String::new(),
            None => week::why_not(&statistics.hours, book.language()),
        },
        week,
        told: groups::told(statistics, book.language()),
    })
}

fn sentence(statistics: &Statistics, language: &Language) -> String {
    let Some(impact) = statistics.impact().filter(|_| statistics.incidents > 0) else {
        return language.say("statistics.lead-empty").to_owned();
    };
    let n = impact.sample.n();
    let of = |n: usize| language.counted("statistics.of-incidents", n);
    let Some(median) = impact.sample.median() else {
        let incidents = of(statistics.incidents);
        let args = [("n", n.into()), ("incidents", (&incidents).into())];
        return language.with("statistics.lead-few", &args);
    };
    let (incidents, median) = (of(n), took(median as i64, language));
    let incidents = ("incidents", (&incidents).into());
    let median = ("median", (&median).into());
    match impact.sample.percentile(90) {
        Some(p90) => {
            let long = took(p90 as i64, language);
            let args = [incidents, median, ("long", (&long).into())];
            language.with("statistics.lead-long", &args)
        }
        None => language.with("statistics.lead", &[incidents, median]),
    }
}

fn points(statistics: &Statistics, language: &Language) -> Vec<Point> {
    let mut points = Vec::new();
    for (title, href, id) in [
        ("statistics.point-impact", "#time-impact", "impact"),
        ("statistics.point-detect", "#time-detect", "detect"),
    ] {
        let timing = statistics
            .timings
            .iter()
            .find(|timing| timing.ends.id == id);
        let median = timing.and_then(|timing| Some((timing, timing.sample.median()?)));
        if let Some((timing, median)) = median {
            points.push(Point {
                title: language.say(title).to_owned(),
                value: took(median as i64, language),
                note: of_median(timing, language),
                href: Some(href),
            });
        }
    }
    let change = &statistics.change;
    if let (Some(before), Some(recent)) = (&change.before, &change.recent)
        && before.incidents.len() + recent.incidents.len() > 0
    {
        points.push(Point {
            title: language.say("statistics.recent").to_owned(),
            value: language.number(recent.incidents.len() as i64),
            note: language.counted("statistics.before", before.incidents.len()),
            href: Some("#cb-change"),
        });
    }
    points
}

/// `of 28, 1 h 2 min to 4 h`
fn of_median(timing: &Timing, language: &Language) -> String {
    let n = timing.sample.n();
    match timing.interval {
        Some(interval) => {
            let interval = took_from_to(interval, language);
            let args = [("n", n.into()), ("interval", (&interval).into())];
            language.with("statistics.of-interval", &args)
        }
        None => language.counted("statistics.of", n),
    }
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
    let id = match change.count {
        Some(Ordering::Greater) => "statistics.count-more",
        Some(_) => "statistics.count-fewer",
        None => "statistics.count-alike",
    };
    let count = match new {
        0 => language.say("statistics.incidents-none").to_owned(),
        n => language.counted("statistics.incidents", n),
    };
    let mut said = vec![language.with(
        id,
        &[
            ("recent", (&count).into()),
            ("recent_days", (&stretch(&recent.key, language)).into()),
            ("before", old.into()),
            ("before_days", (&stretch(&before.key, language)).into()),
        ],
    )];
    if let (Some(old), Some(new)) = (median_of(before, language), median_of(recent, language)) {
        let id = match change.impact {
            Some(Ordering::Greater) => "statistics.impact-longer",
            Some(_) => "statistics.impact-shorter",
            None => "statistics.impact-alike",
        };
        let args = [("recent", (&new).into()), ("before", (&old).into())];
        said.push(language.with(id, &args));
    }
    said
}

fn median_of(group: &Group<Stretch>, language: &Language) -> Option<String> {
    Some(took(group.impact.sample.median()? as i64, language))
}

fn stretch(stretch: &Stretch, language: &Language) -> String {
    let (first, last) = (
        day_short(stretch.first, language),
        day_short(stretch.last, language),
    );
    let args = [("first", (&first).into()), ("last", (&last).into())];
    language.with("dates.stretch", &args)
}

//! How long each thing took: a drawing of all lengths, the numbers, and what is left out.

use super::interval_words;
use crate::analyze::statistics::Statistics;
use crate::analyze::statistics::timing::{LeftOut, Timing};
use crate::markdown::html::Html;
use crate::render::charts::dots::{Axis, Dot, Middle, Words, dots};
use crate::render::pages::parts::{IncidentLink, incident_link, search};
use crate::render::words::{self, counted, grouped, listed, took};
use crate::render::{Book, incident_address};
use schemars::JsonSchema;
use serde::Serialize;

/// Most incidents below a drawing: the longest ones.
const LONGEST: usize = 10;

/// Most incidents that are known to the day and listed.
const BY_DAY: usize = 20;

/// One duration over all incidents.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TimingView {
    id: &'static str,
    title: String,
    /// From when to when.
    ends: String,
    meaning: &'static str,
    n: usize,
    median: Option<String>,
    interval: Option<String>,
    p75: Option<String>,
    p90: Option<String>,
    chart: Html,
    /// The same as numbers.
    classes: Vec<Class>,
    /// The longest ones, the longest first.
    longest: Vec<Long>,
    note: String,
    by_day: Vec<Long>,
    more_by_day: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Class {
    title: String,
    count: usize,
    /// A search for them, where filters can say it.
    href: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Long {
    link: IncidentLink,
    took: String,
}

/// The numbers of one duration.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TimingRow {
    id: &'static str,
    title: String,
    ends: String,
    n: usize,
    median: String,
    interval: String,
    p75: String,
    p90: String,
    longest: String,
    left_out: LeftOut,
    inferred: usize,
}

/// Returns what reports time, and what none does.
pub(super) fn timings(book: &Book) -> (Vec<TimingView>, String) {
    let statistics = &book.analysis.statistics;
    let all = || statistics.timings.iter();
    let lengths = || all().flat_map(|timing| timing.sample.values());
    let (least, most) = (lengths().min(), lengths().max());
    let untimed: Vec<String> = all()
        .filter(|timing| timing.lengths.is_empty())
        .map(|timing| format!("{} ({})", timing.ends.name, timing.ends.words()))
        .collect();
    let untimed = match untimed.as_slice() {
        [] => String::new(),
        names if names.len() == statistics.timings.len() => {
            "No report gives two of the times that durations are between.".to_owned()
        }
        names => format!("No report gives both ends of {}.", listed(names)),
    };
    let (Some(least), Some(most)) = (least, most) else {
        return (Vec::new(), untimed);
    };
    let axis = Axis::of(*least..=*most);
    let timed = all().filter(|timing| !timing.lengths.is_empty());
    (
        timed.map(|timing| view(timing, axis, book)).collect(),
        untimed,
    )
}

fn view(timing: &Timing, axis: Axis, book: &Book) -> TimingView {
    let sample = &timing.sample;
    let words = |seconds: f64| took(seconds as i64);
    let longest = timing.lengths.iter().rev().take(LONGEST);
    let of_place = |place: usize, took: String| {
        let link = incident_link(book.nth(place)?, book);
        Some(Long { link, took })
    };
    TimingView {
        id: timing.ends.id,
        title: capitalised(timing.ends.name),
        ends: timing.ends.words(),
        meaning: timing.ends.meaning,
        n: sample.n(),
        median: sample.median().map(words),
        interval: timing.interval.map(interval_words),
        p75: sample.percentile(75).map(words),
        p90: sample.percentile(90).map(words),
        chart: chart(timing, axis, book),
        classes: classes(timing, axis),
        longest: longest
            .filter_map(|(seconds, place)| of_place(*place, took(*seconds)))
            .collect(),
        note: left_out(timing),
        by_day: timing
            .by_day
            .iter()
            .take(BY_DAY)
            .filter_map(|place| {
                let length = timing.length(book.nth(*place)?)?;
                of_place(*place, words::length(&length, book.language()))
            })
            .collect(),
        more_by_day: timing.by_day.len().saturating_sub(BY_DAY),
    }
}

fn chart(timing: &Timing, axis: Axis, book: &Book) -> Html {
    let drawn: Vec<Dot> = timing
        .lengths
        .iter()
        .filter_map(|(seconds, place)| {
            let incident = book.nth(*place)?;
            Some(Dot {
                seconds: *seconds,
                title: format!("{}: {}", took(*seconds), incident.title.value),
                href: incident_address(&incident.slug),
            })
        })
        .collect();
    let middle = Middle {
        median: timing.sample.median(),
        interval: timing.interval,
    };
    let (least, most) = (timing.lengths.first(), timing.lengths.last());
    let ends = least.zip(most).map_or_else(String::new, |(least, most)| {
        format!("from {} to {}", took(least.0), took(most.0))
    });
    let middle_words = match (middle.median, middle.interval) {
        (Some(median), Some(interval)) => format!(
            "; a line at the median, {}, on a band for its 95 % interval, {}",
            took(median as i64),
            interval_words(interval)
        ),
        (Some(median), None) => format!("; a line at the median, {}", took(median as i64)),
        _ => String::new(),
    };
    let words = Words {
        title: &format!(
            "{} of {}",
            capitalised(timing.ends.name),
            counted(timing.lengths.len(), "incident")
        ),
        description: &format!("On a logarithmic axis, {ends}{middle_words}"),
    };
    dots(&drawn, &middle, axis, words)
}

/// Lengths by the lines of the axis; those at its end that hold nothing are left out.
fn classes(timing: &Timing, axis: Axis) -> Vec<Class> {
    let count = |class: &crate::render::charts::dots::Class| {
        let lengths = timing.sample.values().iter();
        lengths.filter(|seconds| class.holds(**seconds)).count()
    };
    let all: Vec<Class> = axis
        .classes()
        .map(|class| {
            let count = count(&class);
            let query = match class.to {
                Some(to) => format!("duration:{}s..{}s", class.from, to - 1),
                None => format!("duration:>{}s", class.from - 1),
            };
            Class {
                title: class.title,
                count,
                // Filters know how long users were hurt, and no other length.
                href: (timing.ends.id == "impact" && count > 0).then(|| search(&query)),
            }
        })
        .collect();
    let last = all.iter().rposition(|class| class.count > 0).unwrap_or(0);
    all.into_iter().take(last + 1).collect()
}

/// What a number is of, and what it is not: `Of 34 incidents 6 are left out: 4 name no end, ..`.
pub(super) fn left_out(timing: &Timing) -> String {
    let out = &timing.left_out;
    let n = timing.sample.n();
    let all = n + out.total();
    let [from, to] = [
        timing.ends.from.as_str(),
        timing.ends.to.last().map_or("end", |to| to.as_str()),
    ];
    let reasons: Vec<String> = [
        (out.without_begin, format!("without {from}")),
        (out.without_end, format!("without {to}")),
        (out.ongoing, "not over yet".to_owned()),
        (out.too_coarse, "known only to the day or less".to_owned()),
        (out.backwards, "that end before they begin".to_owned()),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, why)| format!("{} {why}", grouped(n as i64)))
    .collect();
    let mut words = format!("From {} of {}", grouped(n as i64), counted(all, "incident"));
    if !reasons.is_empty() {
        words.push_str(&format!("; left out: {}", listed(&reasons)));
    }
    words.push('.');
    match timing.inferred {
        0 => {}
        1 => words.push_str(" Times of one are inferred."),
        n => words.push_str(&format!(" Times of {} are inferred.", grouped(n as i64))),
    }
    match timing.approximate {
        0 => {}
        1 => words.push_str(" One is approximate."),
        n => words.push_str(&format!(" {} are approximate.", grouped(n as i64))),
    }
    words
}

/// Returns all numbers.
pub(super) fn rows(statistics: &Statistics) -> Vec<TimingRow> {
    let words = |seconds: Option<f64>| seconds.map_or_else(String::new, |it| took(it as i64));
    let row = |timing: &Timing| TimingRow {
        id: timing.ends.id,
        title: capitalised(timing.ends.name),
        ends: timing.ends.words(),
        n: timing.sample.n(),
        median: words(timing.sample.median()),
        interval: timing.interval.map(interval_words).unwrap_or_default(),
        p75: words(timing.sample.percentile(75)),
        p90: words(timing.sample.percentile(90)),
        longest: timing
            .longest()
            .map_or_else(String::new, |(seconds, _)| took(seconds)),
        left_out: timing.left_out,
        inferred: timing.inferred,
    };
    statistics.timings.iter().map(row).collect()
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

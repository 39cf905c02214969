//! How long each thing took: a drawing of all lengths, the numbers, and what is left out.

use crate::analyze::statistics::Statistics;
use crate::analyze::statistics::timing::{LeftOut, Timing};
use crate::language::Language;
use crate::markdown::html::Html;
use crate::model::Milestone;
use crate::render::charts::dots::{Axis, Dot, Middle, Words, dots};
use crate::render::pages::parts::{IncidentLink, incident_link, search};
use crate::render::words::{self, sentences, took, took_from_to};
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
    meaning: String,
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
        .map(|timing| {
            let name = said(timing).name;
            let ends = ends(timing, book.language());
            let args = [("name", book.say(name).into()), ("ends", (&ends).into())];
            book.with("statistics.untimed-ends", &args)
        })
        .collect();
    let untimed = match untimed.as_slice() {
        [] => String::new(),
        names if names.len() == statistics.timings.len() => {
            book.say("statistics.untimed-all").to_owned()
        }
        names => {
            let durations = book.language().listed(names);
            book.with("statistics.untimed", &[("durations", (&durations).into())])
        }
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
    let language = book.language();
    let words = |seconds: f64| took(seconds as i64, language);
    let words::Duration { title, meaning, .. } = said(timing);
    let longest = timing.lengths.iter().rev().take(LONGEST);
    let of_place = |place: usize, took: String| {
        let link = incident_link(book.nth(place)?, book);
        Some(Long { link, took })
    };
    TimingView {
        id: timing.ends.id,
        title: language.say(title).to_owned(),
        ends: ends(timing, language),
        meaning: language.say(meaning).to_owned(),
        n: sample.n(),
        median: sample.median().map(words),
        interval: timing.interval.map(|it| took_from_to(it, language)),
        p75: sample.percentile(75).map(words),
        p90: sample.percentile(90).map(words),
        chart: chart(timing, axis, book),
        classes: classes(timing, axis, language),
        longest: longest
            .filter_map(|(seconds, place)| of_place(*place, took(*seconds, language)))
            .collect(),
        note: left_out(timing, language),
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
                title: book.with(
                    "statistics.dot",
                    &[
                        ("length", (&took(*seconds, book.language())).into()),
                        ("incident", (&incident.title.value).into()),
                    ],
                ),
                href: incident_address(&incident.slug),
            })
        })
        .collect();
    let middle = Middle {
        median: timing.sample.median(),
        interval: timing.interval,
    };
    let (least, most) = (timing.lengths.first(), timing.lengths.last());
    let language = book.language();
    let end = |end: Option<&(i64, usize)>| took(end.map_or(0, |(seconds, _)| *seconds), language);
    let (least, most) = (end(least), end(most));
    let (least, most) = (("least", (&least).into()), ("most", (&most).into()));
    let median = middle.median.map(|it| took(it as i64, language));
    let interval = middle.interval.map(|it| took_from_to(it, language));
    let description = match (&median, &interval) {
        (Some(median), Some(interval)) => language.with(
            "statistics.chart-interval",
            &[
                least,
                most,
                ("median", median.into()),
                ("interval", interval.into()),
            ],
        ),
        (Some(median), None) => language.with(
            "statistics.chart-median",
            &[least, most, ("median", median.into())],
        ),
        _ => language.with("statistics.chart", &[least, most]),
    };
    let title = said(timing).title;
    let incidents = language.counted("statistics.of-incidents", timing.lengths.len());
    let words = Words {
        title: &language.with(
            "statistics.chart-title",
            &[
                ("duration", language.say(title).into()),
                ("incidents", (&incidents).into()),
            ],
        ),
        description: &description,
    };
    dots(&drawn, &middle, axis, words, language)
}

/// Lengths by the lines of the axis; those at its end that hold nothing are left out.
fn classes(timing: &Timing, axis: Axis, language: &Language) -> Vec<Class> {
    let count = |class: &crate::render::charts::dots::Class| {
        let lengths = timing.sample.values().iter();
        lengths.filter(|seconds| class.holds(**seconds)).count()
    };
    let all: Vec<Class> = axis
        .classes(language)
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
pub(super) fn left_out(timing: &Timing, language: &Language) -> String {
    let out = &timing.left_out;
    let n = timing.sample.n();
    let without = |n: usize, event: &Milestone| {
        let event = language.say(words::milestone(*event));
        let args = [("n", n.into()), ("event", event.into())];
        (n > 0).then(|| language.with("statistics.out-without", &args))
    };
    let some = |n: usize, id: &str| (n > 0).then(|| language.counted(id, n));
    let last = timing.ends.to.last().unwrap_or(&timing.ends.from);
    let reasons: Vec<String> = [
        without(out.without_begin, &timing.ends.from),
        without(out.without_end, last),
        some(out.ongoing, "statistics.out-ongoing"),
        some(out.too_coarse, "statistics.out-coarse"),
        some(out.backwards, "statistics.out-backwards"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let incidents = language.counted("statistics.of-incidents", n + out.total());
    let (n, incidents) = (("n", n.into()), ("incidents", (&incidents).into()));
    let coverage = match reasons.as_slice() {
        [] => language.with("statistics.coverage", &[n, incidents]),
        reasons => {
            let list = language.listed(reasons);
            let args = [n, incidents, ("list", (&list).into())];
            language.with("statistics.coverage-left-out", &args)
        }
    };
    let inferred = some(timing.inferred, "statistics.times-inferred");
    let approximate = some(timing.approximate, "statistics.approximate");
    let said = [Some(coverage), inferred, approximate];
    sentences(&said.map(Option::unwrap_or_default), language)
}

/// Returns all numbers.
pub(super) fn rows(statistics: &Statistics, language: &Language) -> Vec<TimingRow> {
    let words =
        |seconds: Option<f64>| seconds.map_or_else(String::new, |it| took(it as i64, language));
    let row = |timing: &Timing| TimingRow {
        id: timing.ends.id,
        title: language.say(said(timing).title).to_owned(),
        ends: ends(timing, language),
        n: timing.sample.n(),
        median: words(timing.sample.median()),
        interval: timing
            .interval
            .map(|it| took_from_to(it, language))
            .unwrap_or_default(),
        p75: words(timing.sample.percentile(75)),
        p90: words(timing.sample.percentile(90)),
        longest: timing
            .longest()
            .map_or_else(String::new, |(seconds, _)| took(seconds, language)),
        left_out: timing.left_out,
        inferred: timing.inferred,
    };
    statistics.timings.iter().map(row).collect()
}

/// What says a duration; the one that may end in two ways is the time of impact.
fn said(timing: &Timing) -> words::Duration {
    match timing.ends.to {
        [to] => words::duration(*to),
        _ => words::IMPACT,
    }
}

/// `started to mitigated, else resolved`
fn ends(timing: &Timing, language: &Language) -> String {
    let name = |of: &Milestone| language.say(words::milestone(*of));
    let from = ("from", name(&timing.ends.from).into());
    match timing.ends.to {
        [to, other] => language.with(
            "statistics.ends-else",
            &[from, ("to", name(to).into()), ("other", name(other).into())],
        ),
        to => {
            let to = to.first().copied().unwrap_or(timing.ends.from);
            words::between(timing.ends.from, to, language)
        }
    }
}

//! Lengths of time on a logarithmic axis: a dot for each, or columns where there are too many. Minutes
//! and weeks stand in one archive, so a straight axis would show the weeks alone.

use super::{coordinate, text};
use crate::language::Language;
use crate::markdown::html::Html;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// Lengths that the axis has lines at, in seconds; the language names them.
const TICKS: [i64; 8] = [
    60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000, 31_536_000,
];

/// Most dots; more would weigh more than they say.
const DOTS: usize = 80;

/// Columns across.
const COLUMNS: usize = 48;

/// How tall columns are, at most.
const TALL: f64 = 84.0;

/// A dot's radius, and the distance of two above each other.
const RADIUS: f64 = 3.5;
const STEP: f64 = 8.0;

/// From one length to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Axis {
    first: usize,
    last: usize,
}

impl Axis {
    /// Returns the shortest axis that holds some lengths in seconds. What is shorter than a second
    /// stands at its beginning, what is longer than a year beyond its last line.
    pub(in crate::render) fn of(lengths: RangeInclusive<i64>) -> Axis {
        let (least, most) = lengths.into_inner();
        let first = TICKS.iter().rposition(|at| *at <= least);
        let last = TICKS.iter().position(|at| *at >= most);
        let first = first.unwrap_or(0).min(TICKS.len() - 2);
        let last = last.unwrap_or(TICKS.len() - 1).max(first + 1);
        Axis { first, last }
    }

    fn ticks(self, language: &Language) -> impl ExactSizeIterator<Item = (i64, &str)> {
        let names = move |at: usize| language.nth("charts.ticks", at);
        (self.first..self.last + 1).map(move |at| (TICKS[at], names(at)))
    }

    /// Returns where a length lies, in percent of the axis.
    fn at(self, seconds: f64) -> f64 {
        let log = |seconds: i64| (seconds as f64).ln();
        let (low, high) = (log(TICKS[self.first]), log(TICKS[self.last]));
        (100.0 * (seconds.max(1.0).ln() - low) / (high - low)).clamp(0.0, 100.0)
    }

    /// Returns the stretches between its lines, each from a length to just below another; the last one
    /// has no end.
    pub(in crate::render) fn classes(self, language: &Language) -> impl Iterator<Item = Class> {
        let ends = self.ticks(language).skip(1).map(Some).chain([None]);
        let stretches = self.ticks(language).zip(ends).enumerate();
        stretches.map(|(i, ((from, name), to))| Class {
            from: if i == 0 { 0 } else { from },
            to: to.map(|(to, _)| to),
            title: match to {
                Some((_, end)) if i == 0 => {
                    language.with("charts.under", &[("length", end.into())])
                }
                Some((_, end)) => language.with(
                    "charts.between",
                    &[("from", name.into()), ("to", end.into())],
                ),
                None => language.with("charts.or-more", &[("length", name.into())]),
            },
        })
    }
}

/// A stretch between two lines of an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Class {
    /// The shortest length, in seconds.
    pub(in crate::render) from: i64,
    /// The first length that is too long.
    pub(in crate::render) to: Option<i64>,
    /// `10 min to 1 h`
    pub(in crate::render) title: String,
}

impl Class {
    /// Says whether a length in seconds lies within it.
    pub(in crate::render) fn holds(&self, seconds: i64) -> bool {
        seconds >= self.from && self.to.is_none_or(|to| seconds < to)
    }
}

/// One length.
pub(in crate::render) struct Dot {
    /// In seconds.
    pub(in crate::render) seconds: i64,
    /// How long, of what.
    pub(in crate::render) title: String,
    /// Where it leads, from the page.
    pub(in crate::render) href: String,
}

/// What is marked among the lengths.
pub(in crate::render) struct Middle {
    /// The median, in seconds.
    pub(in crate::render) median: Option<f64>,
    /// Its 95 % interval.
    pub(in crate::render) interval: Option<(f64, f64)>,
}

/// What a drawing is called and what it shows, for those who do not see it.
pub(in crate::render) struct Words<'a> {
    /// Its name.
    pub(in crate::render) title: &'a str,
    /// What there is to be seen.
    pub(in crate::render) description: &'a str,
}

/// Draws lengths, the shortest first. The same numbers stand in a table, whose links are the ones for
/// the keyboard.
pub(in crate::render) fn dots(
    dots: &[Dot],
    middle: &Middle,
    axis: Axis,
    words: Words<'_>,
    language: &Language,
) -> Html {
    let (marks, height) = if dots.len() <= DOTS {
        drawn_apart(dots, axis)
    } else {
        drawn_as_columns(dots, axis)
    };
    let mut out = String::new();
    if let Some((low, high)) = middle.interval {
        let (low, high) = (axis.at(low), axis.at(high));
        let _ = write!(
            out,
            "<rect class=\"within\" x=\"{}%\" width=\"{}%\" height=\"{height}\"/>",
            coordinate(low),
            coordinate((high - low).max(0.2))
        );
    }
    let ticks = axis.ticks(language);
    let lines = ticks.len();
    for (i, (seconds, name)) in ticks.enumerate() {
        let x = coordinate(axis.at(seconds as f64));
        let anchor = match i {
            0 => "start",
            i if i + 1 == lines => "end",
            _ => "middle",
        };
        // On a telephone there is room for every other name.
        let class = if i % 2 == 1 && lines > 5 {
            " class=\"wide-only\""
        } else {
            ""
        };
        let _ = write!(
            out,
            "<line class=\"lane\" x1=\"{x}%\" x2=\"{x}%\" y2=\"{height}\"/>\
             <text{class} x=\"{x}%\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            coordinate(height + 15.0),
            text(name)
        );
    }
    out.push_str(&marks);
    if let Some(median) = middle.median {
        let x = coordinate(axis.at(median));
        let _ = write!(
            out,
            "<line class=\"reach\" x1=\"{x}%\" x2=\"{x}%\" y2=\"{height}\"/>"
        );
    }
    Html::trusted(format!(
        "<svg class=\"dots\" height=\"{}\" role=\"group\"><title>{}</title><desc>{}</desc>{out}</svg>",
        coordinate(height + 18.0),
        text(words.title),
        text(words.description)
    ))
}

/// Dots of one column stand above each other.
fn drawn_apart(dots: &[Dot], axis: Axis) -> (String, f64) {
    let mut stacks = [0_usize; COLUMNS];
    let levels: Vec<usize> = dots
        .iter()
        .map(|dot| {
            let stack = &mut stacks[column(dot.seconds, axis)];
            *stack += 1;
            *stack - 1
        })
        .collect();
    let tallest = stacks.iter().copied().max().unwrap_or(0).max(3);
    let height = STEP * tallest as f64 + 2.0;
    let mut out = String::new();
    for (dot, level) in dots.iter().zip(levels) {
        let _ = write!(
            out,
            "<a href=\"{}\" tabindex=\"-1\"><title>{}</title><circle class=\"dot\" cx=\"{}%\" cy=\"{}\" r=\"{RADIUS}\"/></a>",
            text(&dot.href),
            text(&dot.title),
            coordinate(axis.at(dot.seconds as f64)),
            coordinate(height - STEP * (level as f64 + 0.5))
        );
    }
    (out, height)
}

fn drawn_as_columns(dots: &[Dot], axis: Axis) -> (String, f64) {
    let mut counts = [0_usize; COLUMNS];
    for dot in dots {
        counts[column(dot.seconds, axis)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let step = 100.0 / COLUMNS as f64;
    let mut out = String::new();
    for (i, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let tall = (TALL * *count as f64 / most as f64).max(1.0);
        let _ = write!(
            out,
            "<rect class=\"bar\" x=\"{}%\" y=\"{}\" width=\"{}%\" height=\"{}\"><title>{count}</title></rect>",
            coordinate(step * (i as f64 + 0.08)),
            coordinate(TALL - tall),
            coordinate(step * 0.84),
            coordinate(tall)
        );
    }
    (out, TALL)
}

fn column(seconds: i64, axis: Axis) -> usize {
    let at = axis.at(seconds as f64) / 100.0 * COLUMNS as f64;
    (at as usize).min(COLUMNS - 1)
}

#[cfg(test)]
mod tests {
    use super::{Axis, Dot, Middle, Words, dots};
    use crate::language::Language;

    fn dot(seconds: i64) -> Dot {
        Dot {
            seconds,
            title: format!("{seconds} <s>"),
            href: "incidents/a.html".to_owned(),
        }
    }

    const NONE: Words<'_> = Words {
        title: "t",
        description: "d",
    };

    #[test]
    fn an_axis_holds_its_lengths() {
        let english = Language::english();
        for (least, most, names) in [
            (61, 3_600, "1 min 10 min 1 h"),
            (0, 5, "1 min 10 min"),
            (3_600, 3_600, "1 h 6 h"),
            (90_000_000, 90_000_000, "30 days 1 year"),
        ] {
            let axis = Axis::of(least..=most);
            let seen: Vec<&str> = axis.ticks(&english).map(|(_, name)| name).collect();
            assert_eq!(seen.join(" "), names, "{least} to {most}");
        }
    }

    #[test]
    fn every_length_is_in_one_class() {
        let english = Language::english();
        let axis = Axis::of(0..=700_000);
        for seconds in [0, 59, 60, 599, 600, 604_800, 700_000, 3_000_000] {
            let n = axis
                .classes(&english)
                .filter(|class| class.holds(seconds))
                .count();
            assert_eq!(n, 1, "{seconds}");
        }
        let titles: Vec<String> = Axis::of(60..=3_000)
            .classes(&english)
            .map(|it| it.title)
            .collect();
        assert_eq!(titles, ["under 10 min", "10 min to 1 h", "1 h or more"]);
    }

    #[test]
    fn few_are_dots_that_stack_and_many_are_columns() {
        let axis = Axis::of(60..=3_600);
        let middle = Middle {
            median: Some(600.0),
            interval: Some((60.0, 3_600.0)),
        };
        let few = dots(
            &[dot(60), dot(600), dot(600), dot(3_600)],
            &middle,
            axis,
            NONE,
            &Language::english(),
        );
        for part in [
            "<title>60 &lt;s&gt;</title>",
            "cx=\"0%\" cy=\"22\"",
            "cx=\"56.24%\" cy=\"14\"",
            "cx=\"100%\" cy=\"22\"",
            "class=\"within\" x=\"0%\" width=\"100%\"",
            "class=\"reach\" x1=\"56.24%\"",
        ] {
            assert!(few.as_str().contains(part), "{part}: {few}");
        }
        let all: Vec<Dot> = (0..200).map(|i| dot(60 + 10 * i)).collect();
        let many = dots(&all, &middle, axis, NONE, &Language::english());
        assert!(!many.as_str().contains("<circle"));
        assert!(many.as_str().contains("height=\"84\""), "{many}");
    }
}

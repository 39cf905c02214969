//! A share as a bar, with the interval it lies in, on an axis that several rows have in common.

use super::{coordinate, text};
use crate::analyze::proportion::Proportion;
use crate::language::Language;
use crate::markdown::html::Html;
use crate::render::words;
use std::fmt::Write as _;

/// From 0 to a number of tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Axis {
    tenths: u32,
}

impl Axis {
    /// Returns the shortest axis that holds all intervals of some shares, and other shares beside
    /// them, from 0 to 1.
    pub(in crate::render) fn of(
        shares: impl Iterator<Item = Proportion>,
        others: impl Iterator<Item = f64>,
    ) -> Axis {
        let highs = shares.filter_map(|share| Some(share.interval()?.1));
        let most = highs.chain(others).fold(0.2, f64::max);
        Axis {
            tenths: (most * 10.0 - 1e-9).ceil().clamp(2.0, 10.0) as u32,
        }
    }

    /// Returns where a share from 0 to 1 lies, in percent of the axis.
    fn at(self, share: f64) -> f64 {
        1000.0 * share / f64::from(self.tenths)
    }

    /// Returns the shares that lines are drawn for, in tenths; their number suits a telephone.
    fn lines(self) -> impl Iterator<Item = u32> {
        let step = if self.tenths > 5 { 2 } else { 1 };
        (0..=self.tenths).step_by(step)
    }

    /// Draws the numbers of the axis, to stand above the rows. The rows say theirs themselves.
    pub(in crate::render) fn drawing(self, language: &Language) -> Html {
        let mut out = String::new();
        for tenth in self.lines() {
            let at = self.at(f64::from(tenth) / 10.0);
            let anchor = match tenth {
                0 => "start",
                tenth if tenth == self.tenths => "end",
                _ => "middle",
            };
            let _ = write!(
                out,
                "<text x=\"{}%\" y=\"11\" text-anchor=\"{anchor}\">{}</text>",
                coordinate(at),
                text(&words::percent(f64::from(10 * tenth), language))
            );
        }
        Html::trusted(format!(
            "<svg height=\"14\" aria-hidden=\"true\">{out}</svg>"
        ))
    }
}

/// Draws a share on an axis, and a share that others published beside it, from 0 to 1.
pub(in crate::render) fn interval(
    share: Proportion,
    axis: Axis,
    other: Option<f64>,
    language: &Language,
) -> Html {
    let mut out = String::new();
    for tenth in axis.lines() {
        let x = coordinate(axis.at(f64::from(tenth) / 10.0));
        let _ = write!(
            out,
            "<line class=\"lane\" x1=\"{x}%\" x2=\"{x}%\" y2=\"22\"/>"
        );
    }
    let (name, description) = names(share, language);
    let point = axis.at(share.share().unwrap_or(0.0));
    let _ = write!(
        out,
        "<rect class=\"bar\" y=\"6\" width=\"{}%\" height=\"10\"/>",
        coordinate(point)
    );
    if let Some((low, high)) = share.interval() {
        let (low, high) = (coordinate(axis.at(low)), coordinate(axis.at(high)));
        let _ = write!(
            out,
            "<line class=\"reach\" x1=\"{low}%\" x2=\"{high}%\" y1=\"11\" y2=\"11\"/>\
             <line class=\"reach\" x1=\"{low}%\" x2=\"{low}%\" y1=\"7\" y2=\"15\"/>\
             <line class=\"reach\" x1=\"{high}%\" x2=\"{high}%\" y1=\"7\" y2=\"15\"/>"
        );
    }
    if let Some(other) = other {
        let x = coordinate(axis.at(other));
        let _ = write!(
            out,
            "<circle class=\"theirs\" cx=\"{x}%\" cy=\"11\" r=\"5\"/>"
        );
    }
    Html::trusted(format!(
        "<svg height=\"22\" role=\"img\"><title>{}</title><desc>{}</desc>{out}</svg>",
        text(&name),
        text(&description)
    ))
}

fn names(share: Proportion, language: &Language) -> (String, String) {
    let name = match words::share(share, language) {
        Some(percent) => language.with(
            "charts.share",
            &[
                ("percent", (&percent).into()),
                ("count", share.count.into()),
                ("of", share.of.into()),
            ],
        ),
        None => language.say("charts.share-of-none").to_owned(),
    };
    let description = match words::share_interval(share, language) {
        Some(interval) => language.with("charts.interval", &[("interval", (&interval).into())]),
        None => String::new(),
    };
    (name, description)
}

#[cfg(test)]
mod tests {
    use super::{Axis, interval};
    use crate::analyze::proportion::Proportion;
    use crate::language::Language;

    #[test]
    fn an_axis_ends_with_the_next_tenth() {
        for (count, of, other, tenths) in [
            (0, 100, 0.0, 2),
            (5, 10, 0.0, 8),
            (81, 263, 0.0, 4),
            (1, 1, 0.0, 10),
            (81, 263, 0.4135, 5),
            (0, 100, 0.3, 3),
        ] {
            let share = Proportion::new(count, of);
            let axis = Axis::of([share].into_iter(), [other].into_iter());
            assert_eq!(axis.tenths, tenths, "{count} of {of}, {other}");
        }
    }

    #[test]
    fn a_share_and_its_interval_are_to_scale() {
        let share = Proportion::new(81, 263);
        let axis = Axis::of([share].into_iter(), [].into_iter());
        let svg = interval(share, axis, Some(0.1), &Language::english());
        for part in [
            "<title>31 %, 81 of 263</title>",
            "class=\"bar\" y=\"6\" width=\"77%\"",
            "x1=\"63.82%\" x2=\"91.55%\"",
            "cx=\"25%\"",
        ] {
            assert!(svg.as_str().contains(part), "{part}: {svg}");
        }
    }
}

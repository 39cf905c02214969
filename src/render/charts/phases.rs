//! The phases of an incident to scale: until it was noticed, until users were well, until it was
//! over.

use super::{coordinate, text};
use crate::markdown::html::Html;
use std::fmt::Write as _;

/// One phase: a class and its length in seconds.
pub(in crate::render) struct Phase {
    /// `detect`, `mitigate` or `resolve`.
    pub(in crate::render) class: &'static str,
    /// Its length in seconds.
    pub(in crate::render) seconds: i64,
}

/// A phase of seconds in an incident of days would vanish; a sliver says that it is there.
const SLIVER: f64 = 0.6;

/// How much of the bar the open end of an incident takes that is not over. Nobody knows its length:
/// with less than half of the bar, what is known would read as nearly all of it.
const OPEN: f64 = 50.0;

/// Draws the phases side by side, with an open end where the incident is not over. `title` is what
/// screen readers say.
pub(in crate::render) fn phases(phases: &[Phase], is_open: bool, title: &str) -> Html {
    let total: i64 = phases.iter().map(|phase| phase.seconds).sum();
    let widths: Vec<f64> = phases
        .iter()
        .map(|phase| (100.0 * phase.seconds as f64 / total.max(1) as f64).max(SLIVER))
        .collect();
    let known = if is_open { 100.0 - OPEN } else { 100.0 };
    let scale = known / widths.iter().sum::<f64>().max(1.0);
    let mut x = 0.0;
    let mut out = String::new();
    for (phase, width) in phases.iter().zip(widths) {
        let width = width * scale;
        let _ = write!(
            out,
            "<rect class=\"phase-{}\" x=\"{}%\" width=\"{}%\" height=\"14\"/>",
            phase.class,
            coordinate(x),
            coordinate(width)
        );
        if x > 0.0 {
            let at = coordinate(x);
            let _ = write!(
                out,
                "<line class=\"seam\" x1=\"{at}%\" x2=\"{at}%\" y2=\"14\"/>"
            );
        }
        x += width;
    }
    if is_open {
        let _ = write!(
            out,
            "<line class=\"phase-open\" x1=\"{}%\" x2=\"100%\" y1=\"7\" y2=\"7\"/>",
            coordinate(x)
        );
    }
    Html::trusted(format!(
        "<svg height=\"14\" role=\"img\" aria-label=\"{}\">{out}</svg>",
        text(title)
    ))
}

#[cfg(test)]
mod tests {
    use super::{Phase, phases};

    #[test]
    fn phases_are_to_scale_and_none_vanishes() {
        let phase = |class, seconds| Phase { class, seconds };
        let svg = phases(
            &[phase("detect", 1), phase("mitigate", 1_000_000)],
            false,
            "a \"b\"",
        );
        let svg = svg.as_str();
        assert!(svg.contains("aria-label=\"a &quot;b&quot;\""));
        assert!(svg.contains("class=\"phase-detect\" x=\"0%\" width=\"0.6%\""));
        assert!(svg.contains("class=\"phase-mitigate\" x=\"0.6%\" width=\"99.4%\""));
        assert!(svg.contains("class=\"seam\" x1=\"0.6%\""));
        assert!(!svg.contains("phase-open"));
    }

    #[test]
    fn what_is_not_over_has_an_open_end() {
        let detect = Phase {
            class: "detect",
            seconds: 60,
        };
        let svg = phases(&[detect], true, "");
        assert!(svg.as_str().contains("x=\"0%\" width=\"50%\""));
        assert!(
            svg.as_str()
                .contains("class=\"phase-open\" x1=\"50%\" x2=\"100%\"")
        );
    }
}

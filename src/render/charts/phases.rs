//! The phases of an incident to scale: until it was noticed, until users were well, until it was
//! over.

use super::{coordinate, text};
use crate::markdown::html::Html;

/// One phase: a class and its length in seconds.
pub(in crate::render) struct Phase {
    /// `detect`, `mitigate` or `resolve`.
    pub(in crate::render) class: &'static str,
    /// Its length in seconds.
    pub(in crate::render) seconds: i64,
}

/// Draws the phases side by side. `title` is what screen readers say.
pub(in crate::render) fn phases(phases: &[Phase], title: &str) -> Html {
    let total: i64 = phases.iter().map(|phase| phase.seconds).sum();
    // A phase of seconds in an incident of days would vanish; a sliver says that it is there.
    const SLIVER: f64 = 4.0;
    let widths: Vec<f64> = phases
        .iter()
        .map(|phase| {
            if total == 0 {
                0.0
            } else {
                (1000.0 * phase.seconds as f64 / total as f64).max(SLIVER)
            }
        })
        .collect();
    let scale = 1000.0 / widths.iter().sum::<f64>().max(1.0);
    let mut x = 0.0;
    let mut bars = String::new();
    for (phase, width) in phases.iter().zip(widths) {
        let width = width * scale;
        bars.push_str(&format!(
            "<rect class=\"phase-{}\" x=\"{}\" width=\"{}\" height=\"14\"/>",
            phase.class,
            coordinate(x),
            coordinate((width - 2.0).max(2.0))
        ));
        x += width;
    }
    Html::trusted(format!(
        "<svg viewBox=\"0 0 1000 14\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">\
         <rect class=\"phase-back\" width=\"1000\" height=\"14\"/>{bars}</svg>",
        text(title)
    ))
}

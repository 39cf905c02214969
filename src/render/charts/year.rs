//! One year as a line with a mark for each incident.

use super::{coordinate, text};
use crate::markdown::html::Html;

/// One incident of the year.
pub(in crate::render) struct Mark {
    /// Day of the year, from 0.
    pub(in crate::render) day: f64,
    /// 1 for the worst severity; 0 for none.
    pub(in crate::render) rank: usize,
    /// Where it leads, from the page.
    pub(in crate::render) href: String,
    /// What it is.
    pub(in crate::render) title: String,
}

/// Draws a year. Marks are links, so they have room for a finger.
pub(in crate::render) fn year(marks: &[Mark], title: &str) -> Html {
    const WIDTH: f64 = 730.0;
    let months: String = (1..12)
        .map(|month| {
            let x = coordinate(WIDTH * f64::from(month) / 12.0);
            format!("<line class=\"lane-line\" x1=\"{x}\" x2=\"{x}\" y1=\"13\" y2=\"23\"/>")
        })
        .collect();
    let dots: String = marks
        .iter()
        .map(|mark| {
            let x = coordinate((WIDTH * mark.day / 366.0).clamp(9.0, WIDTH - 9.0));
            let class = if mark.rank == 0 { String::new() } else { format!(" sev-{}", mark.rank.min(4)) };
            format!(
                "<a href=\"{}\"><title>{}</title><circle class=\"dot{class}\" cx=\"{x}\" cy=\"18\" r=\"9\"/></a>",
                text(&mark.href),
                text(&mark.title)
            )
        })
        .collect();
    Html::trusted(format!(
        "<svg viewBox=\"0 0 730 36\" role=\"group\" aria-label=\"{}\">\
         <line class=\"lane-line\" x1=\"0\" x2=\"730\" y1=\"18\" y2=\"18\"/>{months}{dots}</svg>",
        text(title)
    ))
}

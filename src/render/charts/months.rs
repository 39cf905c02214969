//! Incidents a month, as columns.

use super::{coordinate, text};
use crate::markdown::html::Html;

/// Draws one column a month, the oldest first. `title` is what screen readers say.
pub(in crate::render) fn months(counts: &[(String, usize)], title: &str) -> Html {
    let most = counts.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
    let columns: String = counts
        .iter()
        .enumerate()
        .map(|(i, (month, n))| {
            let height = 60.0 * *n as f64 / most as f64;
            let x = i * 10;
            let words = text(&format!("{month}: {n}"));
            format!(
                "<g><title>{words}</title><rect class=\"month-back\" x=\"{x}\" width=\"8\" height=\"60\"/>\
                 <rect class=\"month\" x=\"{x}\" y=\"{}\" width=\"8\" height=\"{}\"/></g>",
                coordinate(60.0 - height),
                coordinate(height)
            )
        })
        .collect();
    Html::trusted(format!(
        "<svg viewBox=\"0 0 {} 60\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">{columns}</svg>",
        counts.len() * 10 - 2.min(counts.len() * 10),
        text(title)
    ))
}

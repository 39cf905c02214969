//! A bar beside a count. The number stands beside it in text, so the drawing is decoration.

use super::coordinate;
use crate::markdown::html::Html;

/// Draws a share of a whole.
pub(in crate::render) fn bar(part: usize, whole: usize) -> Html {
    let width = if whole == 0 {
        0.0
    } else {
        100.0 * part as f64 / whole as f64
    };
    Html::trusted(format!(
        "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"bar-back\" width=\"100\" height=\"8\"/><rect class=\"bar\" width=\"{}\" height=\"8\"/></svg>",
        coordinate(width)
    ))
}

//! A bar beside a count. The number stands beside it in text, so the drawing is decoration.

use super::coordinate;
use crate::markdown::html::Html;

/// Draws a share of a whole.
pub(in crate::render) fn bar(part: usize, whole: usize) -> Html {
    let width = 100.0 * part as f64 / whole.max(1) as f64;
    Html::trusted(format!(
        "<svg height=\"6\" aria-hidden=\"true\"><rect class=\"track\" width=\"100%\" height=\"6\" rx=\"3\"/>\
         <rect class=\"bar\" width=\"{}%\" height=\"6\" rx=\"3\"/></svg>",
        coordinate(width)
    ))
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn bars_show_a_share() {
        for (part, whole, width) in [(1, 3, "33.33%"), (0, 0, "0%"), (5, 5, "100%")] {
            let svg = bar(part, whole);
            let expected = format!("class=\"bar\" width=\"{width}\"");
            assert!(svg.as_str().contains(&expected), "{svg}");
        }
    }
}

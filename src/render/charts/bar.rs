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

/// Draws a share of a whole of which one item makes up a part: that part has a look of its own.
pub(in crate::render) fn bar_with_one(part: usize, one: usize, whole: usize) -> Html {
    let share = |n: usize| 100.0 * n as f64 / whole.max(1) as f64;
    let rest = share(part.saturating_sub(one));
    Html::trusted(format!(
        "<svg height=\"6\" aria-hidden=\"true\"><rect class=\"track\" width=\"100%\" height=\"6\" rx=\"3\"/>\
         <rect class=\"bar\" width=\"{}%\" height=\"6\"/><rect class=\"bar-one\" x=\"{}%\" width=\"{}%\" height=\"6\"/></svg>",
        coordinate(rest),
        coordinate(rest),
        coordinate(share(one.min(part)))
    ))
}

#[cfg(test)]
mod tests {
    use super::{bar, bar_with_one};

    #[test]
    fn one_item_is_told_from_the_rest() {
        let svg = bar_with_one(6, 2, 10);
        assert!(
            svg.as_str().contains("class=\"bar\" width=\"40%\""),
            "{svg}"
        );
        assert!(
            svg.as_str()
                .contains("class=\"bar-one\" x=\"40%\" width=\"20%\""),
            "{svg}"
        );
    }

    #[test]
    fn bars_show_a_share() {
        for (part, whole, width) in [(1, 3, "33.33%"), (0, 0, "0%"), (5, 5, "100%")] {
            let svg = bar(part, whole);
            let expected = format!("class=\"bar\" width=\"{width}\"");
            assert!(svg.as_str().contains(&expected), "{svg}");
        }
    }
}

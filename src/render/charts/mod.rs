//! Drawings made at build time. Geometry stands in attributes and colours in classes, so that a
//! strict content policy holds and themes decide. Charts never count; numbers come from `analyze`.

pub(super) mod bar;
pub(super) mod columns;
pub(super) mod dots;
pub(super) mod interval;
pub(super) mod months;
pub(super) mod phases;
pub(super) mod spark;
pub(super) mod years;

use crate::markdown::html::Html;

/// Escapes text for a drawing.
fn text(words: &str) -> Html {
    Html::escape(words)
}

/// Rounds a coordinate: two decimals are finer than any screen, and equal everywhere.
fn coordinate(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    format!("{rounded}")
}

/// How dark a cell of a table is: 1 to 5; 0 for nothing.
pub(super) fn heat(count: usize, most: usize) -> usize {
    (5 * count).div_ceil(most.max(1)).min(5)
}

#[cfg(test)]
mod tests {
    use super::heat;

    #[test]
    fn cells_are_dark_by_fifths() {
        for (count, most, expected) in [
            (0, 9, 0),
            (1, 9, 1),
            (2, 9, 2),
            (9, 9, 5),
            (1, 1, 5),
            (0, 0, 0),
        ] {
            assert_eq!(heat(count, most), expected, "{count} of {most}");
        }
    }
}

//! A few numbers in a row, as columns no larger than a word. The page says them in words, too.

use super::coordinate;
use crate::markdown::html::Html;
use std::fmt::Write as _;

/// Draws a column for each number, the first one first; `most` fills the height.
pub(in crate::render) fn spark(numbers: &[usize], most: usize) -> Html {
    const HEIGHT: f64 = 18.0;
    let step = 100.0 / numbers.len().max(1) as f64;
    let mut out = String::new();
    for (i, number) in numbers.iter().enumerate() {
        let share = (*number).min(most) as f64 / most.max(1) as f64;
        // Nothing is a line on the ground, so that gaps are seen to be zeros.
        let height = (HEIGHT * share).max(1.0);
        let class = if *number > 0 { "bar" } else { "track" };
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"{}%\" y=\"{}\" width=\"{}%\" height=\"{}\"/>",
            coordinate(step * (i as f64 + 0.1)),
            coordinate(HEIGHT - height),
            coordinate(step * 0.8),
            coordinate(height)
        );
    }
    Html::trusted(format!(
        "<svg class=\"spark\" height=\"{HEIGHT}\" aria-hidden=\"true\">{out}</svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::spark;

    #[test]
    fn numbers_are_to_scale_and_zeros_are_seen() {
        let svg = spark(&[0, 1, 4, 9], 4);
        let svg = svg.as_str();
        assert!(svg.contains("class=\"track\" x=\"2.5%\" y=\"17\" width=\"20%\" height=\"1\""));
        assert!(svg.contains("class=\"bar\" x=\"27.5%\" y=\"13.5\" width=\"20%\" height=\"4.5\""));
        assert_eq!(svg.matches("height=\"18\"/>").count(), 2);
    }
}

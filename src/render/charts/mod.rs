//! Drawings made at build time. Geometry stands in attributes and colours in classes, so that a
//! strict content policy holds and themes decide. Charts never count; numbers come from `analyze`.

pub(super) mod bar;
pub(super) mod columns;
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

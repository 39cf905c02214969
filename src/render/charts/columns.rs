//! Counts by quarter, as columns that lead to what was counted.

use super::{coordinate, text};
use crate::language::Language;
use crate::markdown::html::Html;
use std::fmt::Write as _;

/// One column.
pub(in crate::render) struct Column {
    /// What it is of: `2024 Q3`.
    pub(in crate::render) name: String,
    /// What stands below it, if anything: the year, where a label fits.
    pub(in crate::render) label: Option<String>,
    /// How many.
    pub(in crate::render) count: usize,
    /// Where it leads, from the page; nothing where there is none.
    pub(in crate::render) href: Option<String>,
}

/// What a drawing is called and what it shows, for those who do not see it.
pub(in crate::render) struct Words<'a> {
    /// Its name.
    pub(in crate::render) title: &'a str,
    /// What there is to be seen.
    pub(in crate::render) description: &'a str,
}

/// Draws columns, the first one first; `most` fills the height. Geometry across is in percent, so
/// that text keeps its size at any width. The same numbers stand in a table, whose links are the ones
/// for the keyboard.
pub(in crate::render) fn columns(
    columns: &[Column],
    most: usize,
    height: usize,
    words: Words<'_>,
    language: &Language,
) -> Html {
    let step = 100.0 / columns.len().max(1) as f64;
    let mut out = String::new();
    for (i, column) in columns.iter().enumerate() {
        let left = step * i as f64;
        if let Some(label) = &column.label {
            let _ = write!(
                out,
                "<text x=\"{}%\" y=\"{}\">{}</text>",
                coordinate(left),
                height + 14,
                text(label)
            );
        }
        one(&mut out, column, (left, step), (most, height), language);
    }
    Html::trusted(format!(
        "<svg height=\"{}\" role=\"group\"><title>{}</title><desc>{}</desc>\
         <line class=\"lane\" x2=\"100%\" y1=\"{height}\" y2=\"{height}\"/>{out}</svg>",
        height + 18,
        text(words.title),
        text(words.description)
    ))
}

fn one(
    out: &mut String,
    column: &Column,
    (left, step): (f64, f64),
    (most, height): (usize, usize),
    language: &Language,
) {
    let Some(href) = column.href.as_ref().filter(|_| column.count > 0) else {
        return;
    };
    let room = height as f64;
    let tall = (room * column.count.min(most) as f64 / most.max(1) as f64).max(2.0);
    let title = language.with(
        "charts.column",
        &[("name", (&column.name).into()), ("n", column.count.into())],
    );
    // The whole height leads there: a column of two pixels is hard to hit.
    let _ = write!(
        out,
        "<a href=\"{}\" tabindex=\"-1\"><title>{}</title>\
         <rect class=\"reach-for\" x=\"{}%\" width=\"{}%\" height=\"{height}\"/>\
         <rect class=\"bar\" x=\"{}%\" y=\"{}\" width=\"{}%\" height=\"{}\"/></a>",
        text(href),
        text(&title),
        coordinate(left),
        coordinate(step),
        coordinate(left + step * 0.1),
        coordinate(room - tall),
        coordinate(step * 0.8),
        coordinate(tall)
    );
}

#[cfg(test)]
mod tests {
    use super::{Column, Words, columns};
    use crate::language::Language;

    #[test]
    fn columns_are_to_scale_and_lead_somewhere() {
        let column = |count| Column {
            name: "2024 Q3 <b>".to_owned(),
            label: (count == 1).then(|| "2024".to_owned()),
            count,
            href: Some("x.html#q2024-3".to_owned()),
        };
        let words = Words {
            title: "DNS",
            description: "1, 0, 4",
        };
        let svg = columns(
            &[column(1), column(0), column(4), column(2)],
            4,
            40,
            words,
            &Language::english(),
        );
        for part in [
            "<svg height=\"58\" role=\"group\"><title>DNS</title><desc>1, 0, 4</desc>",
            "<text x=\"0%\" y=\"54\">2024</text>",
            "<title>2024 Q3 &lt;b&gt;: 4</title>",
            "x=\"52.5%\" y=\"0\" width=\"20%\" height=\"40\"",
            "x=\"2.5%\" y=\"30\" width=\"20%\" height=\"10\"",
        ] {
            assert!(svg.as_str().contains(part), "{part}: {svg}");
        }
        assert_eq!(svg.as_str().matches("<a ").count(), 3);
    }
}

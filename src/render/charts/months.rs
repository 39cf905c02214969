//! Incidents a month, as columns that severities make up.

use super::{coordinate, text};
use crate::language::Language;
use crate::markdown::html::Html;
use std::fmt::Write as _;

/// One month.
pub(in crate::render) struct Month {
    /// Its name with the year.
    pub(in crate::render) name: String,
    /// What stands below its column: one letter.
    pub(in crate::render) letter: String,
    /// The year, in the first month that shows it.
    pub(in crate::render) year: Option<i32>,
    /// Incidents by severity, the worst first; those without one count as the least.
    pub(in crate::render) counts: [usize; 4],
    /// Where it leads, from the page, if there is anything.
    pub(in crate::render) href: Option<String>,
}

impl Month {
    /// How many incidents it has.
    pub(in crate::render) fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// Height of the columns.
const ROOM: f64 = 48.0;

/// A single incident does not fill a column: it takes one of so many steps at least.
const STEPS: usize = 3;

/// Room above the columns for their numbers.
const HEAD: f64 = 14.0;

/// Draws one column a month, the oldest first, with its number above. Geometry across is in percent,
/// so that text keeps its size at any width. The page tells the same in a table: the drawing is for
/// eyes and mice, and hidden from others.
pub(in crate::render) fn months(months: &[Month], language: &Language) -> Html {
    let most = months
        .iter()
        .map(Month::total)
        .max()
        .unwrap_or(0)
        .max(STEPS);
    let step = 100.0 / months.len().max(1) as f64;
    let mut out = String::new();
    for (i, month) in months.iter().enumerate() {
        let left = i as f64 * step;
        match &month.href {
            Some(href) => {
                let _ = write!(out, "<a href=\"{}\" tabindex=\"-1\">", text(href));
                column(&mut out, month, (left, step), most, language);
                out.push_str("</a>");
            }
            None => column(&mut out, month, (left, step), most, language),
        }
    }
    Html::trusted(format!(
        "<svg height=\"94\" aria-hidden=\"true\">{out}</svg>"
    ))
}

fn column(
    out: &mut String,
    month: &Month,
    (left, step): (f64, f64),
    most: usize,
    language: &Language,
) {
    let title = language.with(
        "charts.column",
        &[("name", (&month.name).into()), ("n", month.total().into())],
    );
    let (x, width) = (coordinate(left + step * 0.08), coordinate(step * 0.84));
    let _ = write!(
        out,
        "<g><title>{}</title><rect class=\"track\" x=\"{x}%\" y=\"{HEAD}\" width=\"{width}%\" height=\"{ROOM}\"/>",
        text(&title)
    );
    let mut foot = HEAD + ROOM;
    for (rank, count) in month.counts.iter().enumerate().filter(|(_, n)| **n > 0) {
        let height = ROOM * *count as f64 / most as f64;
        foot -= height;
        let _ = write!(
            out,
            "<rect class=\"m{}\" x=\"{x}%\" y=\"{}\" width=\"{width}%\" height=\"{}\"/>",
            rank + 1,
            coordinate(foot),
            coordinate((height - 1.0).max(1.0))
        );
    }
    let middle = coordinate(left + step / 2.0);
    let mut label = |y: f64, words: &str| {
        let _ = write!(
            out,
            "<text x=\"{middle}%\" y=\"{}\" text-anchor=\"middle\">{words}</text>",
            coordinate(y)
        );
    };
    if month.total() > 0 {
        label(foot - 3.0, &month.total().to_string());
    }
    label(HEAD + ROOM + 14.0, text(&month.letter).as_str());
    if let Some(year) = month.year {
        let _ = write!(
            out,
            "<text x=\"{x}%\" y=\"{}\">{year}</text>",
            HEAD + ROOM + 30.0
        );
    }
    out.push_str("</g>");
}

#[cfg(test)]
mod tests {
    use super::{Month, months};
    use crate::language::Language;

    #[test]
    fn columns_stack_severities_and_show_empty_months() {
        let month = |letter: &str, counts| Month {
            name: format!("{letter} 2024"),
            letter: letter.to_owned(),
            year: (letter == "J").then_some(2024),
            counts,
            href: (letter == "J").then(|| "years/2024.html?a&b".to_owned()),
        };
        let svg = months(
            &[month("J", [1, 0, 0, 3]), month("F", [0; 4])],
            &Language::english(),
        );
        let svg = svg.as_str();
        assert!(svg.contains("<a href=\"years/2024.html?a&amp;b\" tabindex=\"-1\">"));
        assert!(svg.contains("class=\"m1\" x=\"4%\" y=\"50\" width=\"42%\" height=\"11\""));
        assert!(svg.contains("class=\"m4\" x=\"4%\" y=\"14\""));
        assert!(svg.contains("text-anchor=\"middle\">4</text>"));
        assert!(svg.contains("<title>F 2024: 0</title>"));
    }
}

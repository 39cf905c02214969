//! All years that have incidents, a row each, January to December, with a mark for each incident.

use super::{coordinate, text};
use crate::language::Language;
use crate::markdown::html::Html;
use std::fmt::Write as _;

/// One incident of a year.
pub(in crate::render) struct Mark {
    /// Day of the year, from 0.
    pub(in crate::render) day: f64,
    /// The days that it may have begun in, where only the month or the year is known.
    pub(in crate::render) vague: Option<(f64, f64)>,
    /// How many days it lasted.
    pub(in crate::render) lasted: f64,
    /// 1 for the worst severity, at most 4; 0 for none.
    pub(in crate::render) rank: usize,
    /// Where it leads, from the page.
    pub(in crate::render) href: String,
    /// What it is.
    pub(in crate::render) title: String,
}

/// One line of the drawing.
pub(in crate::render) enum Line {
    /// A year with its incidents.
    Year {
        /// The year as it is written.
        name: String,
        /// Where it leads, from the page.
        href: String,
        /// Its incidents, in any order.
        marks: Vec<Mark>,
    },
    /// Years that nobody reports of, in words.
    Silence(String),
}

const HEAD: usize = 20;
const YEAR: usize = 28;
const SILENCE: usize = 24;
const DAYS: f64 = 366.0;

/// More marks than this in a year would lie on one another; columns of a week take their place.
const MOST: usize = 60;

/// What lasted longer than this many days has a line as long.
const LONG: f64 = 2.0;

/// Marks nearer than this many days step aside, up and down.
const NEAR: f64 = 6.0;

/// Draws the years. Geometry across is in percent, so that text keeps its size at any width. The
/// page lists the same incidents as text: the drawing is for eyes and mice, and hidden from others.
pub(in crate::render) fn years(lines: &[Line], language: &Language) -> Html {
    let mut out = String::from(
        "<defs><path id=\"cb-mark-1\" d=\"M0-6.5 6.5 0 0 6.5-6.5 0z\"/><circle id=\"cb-mark-2\" r=\"5\"/>\
         <circle id=\"cb-mark-3\" r=\"4\"/><circle id=\"cb-mark-4\" r=\"2.5\"/></defs>",
    );
    months(&mut out, language);
    let mut y = HEAD;
    for line in lines {
        match line {
            Line::Year { name, href, marks } => {
                year(&mut out, y, (name, href), marks);
                y += YEAR;
            }
            Line::Silence(words) => {
                let _ = write!(out, "<text y=\"{}\">{}</text>", y + 16, text(words));
                y += SILENCE;
            }
        }
    }
    Html::trusted(format!(
        "<svg height=\"{y}\" aria-hidden=\"true\">{out}</svg>"
    ))
}

fn months(out: &mut String, language: &Language) {
    for i in 0..12 {
        let letter = text(language.nth("dates.months-initial", i));
        let x = coordinate((i as f64 + 0.5) * 100.0 / 12.0);
        let _ = write!(
            out,
            "<text x=\"{x}%\" y=\"12\" text-anchor=\"middle\">{letter}</text>"
        );
    }
}

fn year(out: &mut String, top: usize, (name, href): (&str, &str), marks: &[Mark]) {
    let middle = top + YEAR / 2;
    let _ = write!(
        out,
        "<a href=\"{}\" tabindex=\"-1\"><text class=\"name\" x=\"-44\" y=\"{}\">{}</text></a>\
         <line class=\"lane\" x2=\"100%\" y1=\"{middle}\" y2=\"{middle}\"/>",
        text(href),
        middle + 5,
        text(name)
    );
    for month in 0..=12 {
        let x = coordinate(f64::from(month) * 100.0 / 12.0);
        let _ = write!(
            out,
            "<line class=\"lane\" x1=\"{x}%\" x2=\"{x}%\" y1=\"{}\" y2=\"{}\"/>",
            middle - 3,
            middle + 3
        );
    }
    if marks.len() > MOST {
        weeks(out, top, marks);
    } else {
        single(out, middle, marks);
    }
}

fn single(out: &mut String, middle: usize, marks: &[Mark]) {
    let mut sorted: Vec<&Mark> = marks.iter().collect();
    sorted.sort_by(|a, b| a.day.total_cmp(&b.day).then_with(|| a.href.cmp(&b.href)));
    let mut crowd = 0;
    let mut before = f64::NEG_INFINITY;
    for mark in sorted {
        crowd = if mark.day - before < NEAR {
            crowd + 1
        } else {
            0
        };
        before = mark.day;
        let aside = [0, -7, 7][crowd % 3];
        let rank = rank(mark);
        length(out, middle, mark);
        let _ = write!(
            out,
            "<a href=\"{}\" tabindex=\"-1\"><title>{}</title><use class=\"mark m{rank}\" href=\"#cb-mark-{rank}\" x=\"{}%\" y=\"{}\"/></a>",
            text(&mark.href),
            text(&mark.title),
            coordinate(100.0 * mark.day / DAYS),
            i64::try_from(middle).unwrap_or_default() + aside
        );
    }
}

/// Draws how long an incident lasted, or in which days it may have begun.
fn length(out: &mut String, middle: usize, mark: &Mark) {
    let mut stretch = |class: &str, from: f64, to: f64, tall: usize| {
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"{}%\" y=\"{}\" width=\"{}%\" height=\"{tall}\"/>",
            coordinate(100.0 * from / DAYS),
            middle - tall / 2,
            coordinate(100.0 * (to - from).max(0.0) / DAYS),
        );
    };
    if let Some((from, to)) = mark.vague {
        stretch("vague", from, to.min(DAYS), 12);
    }
    if mark.lasted > LONG {
        let class = format!("m{}", rank(mark));
        stretch(&class, mark.day, (mark.day + mark.lasted).min(DAYS), 4);
    }
}

/// Incidents without a severity look like those of the least.
fn rank(mark: &Mark) -> usize {
    if mark.rank == 0 { 4 } else { mark.rank.min(4) }
}

/// Columns of a week, the worst severity at the foot.
fn weeks(out: &mut String, top: usize, marks: &[Mark]) {
    const WEEKS: usize = 53;
    let mut counts = [[0_usize; 4]; WEEKS];
    for mark in marks {
        let week = ((mark.day / 7.0) as usize).min(WEEKS - 1);
        counts[week][rank(mark) - 1] += 1;
    }
    let most = counts
        .iter()
        .map(|week| week.iter().sum::<usize>())
        .max()
        .unwrap_or(1);
    let room = (YEAR - 4) as f64;
    for (week, ranks) in counts.iter().enumerate() {
        let mut foot = (top + YEAR - 2) as f64;
        for (rank, count) in ranks.iter().enumerate().filter(|(_, count)| **count > 0) {
            let height = room * *count as f64 / most as f64;
            foot -= height;
            let _ = write!(
                out,
                "<rect class=\"m{}\" x=\"{}%\" y=\"{}\" width=\"1.6%\" height=\"{}\"/>",
                rank + 1,
                coordinate(week as f64 * 100.0 / WEEKS as f64),
                coordinate(foot),
                coordinate(height)
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Mark, years};
    use crate::language::Language;

    fn mark(day: f64, rank: usize) -> Mark {
        Mark {
            day,
            rank,
            href: format!("incidents/{day}-{rank}.html"),
            title: "a < b".to_owned(),
            vague: None,
            lasted: 0.0,
        }
    }

    fn drawn(marks: Vec<Mark>) -> String {
        let year = Line::Year {
            name: "2024".to_owned(),
            href: "years/2024.html".to_owned(),
            marks,
        };
        years(
            &[year, Line::Silence("1629 to 1979: no report".to_owned())],
            &Language::english(),
        )
        .as_str()
        .to_owned()
    }

    #[test]
    fn each_incident_has_a_mark_that_leads_to_it() {
        let svg = drawn(vec![mark(0.0, 1), mark(183.0, 0)]);
        assert!(svg.contains("<svg height=\"72\""));
        assert!(svg.contains("href=\"incidents/0-1.html\" tabindex=\"-1\"><title>a &lt; b</title><use class=\"mark m1\" href=\"#cb-mark-1\" x=\"0%\" y=\"34\"/>"));
        assert!(svg.contains("m4\" href=\"#cb-mark-4\" x=\"50%\""));
        assert!(svg.contains(">1629 to 1979: no report</text>"));
    }

    #[test]
    fn long_incidents_have_a_line_and_vague_ones_a_field() {
        let svg = drawn(vec![
            Mark {
                lasted: 36.6,
                ..mark(183.0, 2)
            },
            Mark {
                vague: Some((0.0, 36.6)),
                ..mark(18.3, 1)
            },
            Mark {
                lasted: 1.0,
                ..mark(90.0, 1)
            },
            Mark {
                lasted: 90.0,
                ..mark(329.4, 3)
            },
        ]);
        for rect in [
            "class=\"m2\" x=\"50%\" y=\"32\" width=\"10%\"",
            "class=\"vague\" x=\"0%\" y=\"28\" width=\"10%\"",
            "class=\"m3\" x=\"90%\" y=\"32\" width=\"10%\"",
        ] {
            assert!(svg.contains(rect), "{rect} in {svg}");
        }
        assert_eq!(svg.matches("<rect").count(), 3);
    }

    #[test]
    fn marks_of_one_week_step_aside() {
        let svg = drawn(vec![mark(10.0, 1), mark(10.0, 2), mark(11.0, 3)]);
        for y in ["y=\"34\"", "y=\"27\"", "y=\"41\""] {
            assert!(svg.contains(y), "{y}");
        }
    }

    #[test]
    fn a_crowded_year_shows_weeks() {
        let svg = drawn((0..200).map(|i| mark(f64::from(i), 1)).collect());
        assert!(!svg.contains("<use") && svg.matches("<rect").count() == 29);
    }
}

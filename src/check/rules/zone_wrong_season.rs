#![doc = include_str!("zone_wrong_season.md")]

use crate::check::times::times;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "zone-wrong-season",
    level: Level::Warning,
    docs: include_str!("zone_wrong_season.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let mut seen = BTreeSet::new();
    for time in times(incident).filter(|time| time.at.has_clock()) {
        let Some(fitting) = time.at.zone.wrong_season(time.at.local) else {
            continue;
        };
        let written = time.at.zone.written.clone().unwrap_or_default();
        if !seen.insert(written.clone()) {
            continue;
        }
        let day = time.at.local.date();
        let zone = time.at.zone.zone;
        let span = place(report.text(), time.span, &written);
        let message = format!("`{written}` does not fit {day}, when clocks there show `{fitting}`");
        report.at(span, message).help = Some(format!(
            "write `{fitting}`, or the zone itself: `{zone}`; the time is read as local time there"
        ));
    }
}

/// The abbreviation beside the time, else where it first stands: in a remark or a column's head.
fn place(text: &str, time: &Span, written: &str) -> Span {
    let is_word = |at: usize| {
        !text[..at].ends_with(char::is_alphanumeric)
            && !text[at + written.len()..].starts_with(char::is_alphanumeric)
    };
    let find = |span: Span| {
        let start = span.start;
        let words = text.get(span)?;
        let mut places = words.match_indices(written).map(|(at, _)| start + at);
        places.find(|at| is_word(*at))
    };
    find(time.clone())
        .or_else(|| find(0..text.len()))
        .map_or(time.clone(), |at| at..at + written.len())
}

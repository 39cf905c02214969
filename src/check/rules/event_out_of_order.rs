#![doc = include_str!("event_out_of_order.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Event, Incident, Moment, Piece};
use chrono::{DateTime, Days, TimeDelta, Timelike, Utc};

pub(super) static RULE: Rule = Rule {
    name: "event-out-of-order",
    level: Level::Warning,
    docs: include_str!("event_out_of_order.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    for events in timelines(incident) {
        let timed: Vec<(&Event, &Moment)> = events
            .into_iter()
            .filter_map(|event| Some((event, event.at.as_ref().filter(|at| at.has_clock())?)))
            .collect();
        let steps = || {
            timed
                .windows(2)
                .map(|pair| pair[1].1.instant() - pair[0].1.instant())
        };
        let back = steps().filter(|step| *step < TimeDelta::zero()).count();
        let ahead = steps().filter(|step| *step > TimeDelta::zero()).count();
        // The newest first, as status pages have it.
        let is_status_page = timed.first().is_some_and(|(event, _)| {
            report.text()[event.span.start..]
                .trim_start()
                .starts_with("{{")
                || report.text()[..event.span.start]
                    .trim_end()
                    .ends_with(">}}")
        });
        if is_status_page && ahead == 0 || back > ahead && ahead < 2 && back > 1 {
            continue;
        }
        for i in 1..timed.len() {
            step(&timed, i, report);
            night(&timed, i, report);
        }
    }
}

/// The events of each timeline, in the order they are written.
fn timelines(incident: &Incident) -> Vec<Vec<&Event>> {
    if incident.body.timelines.is_empty() {
        return vec![incident.timeline.iter().collect()];
    }
    let events = |pieces: &[Piece]| {
        let event = |piece: &Piece| match piece {
            Piece::Event(event) => incident.timeline.get(*event),
            Piece::Text(_) | Piece::Structure(_) => None,
        };
        pieces.iter().filter_map(event).collect()
    };
    incident
        .body
        .timelines
        .iter()
        .map(|layout| events(&layout.pieces))
        .collect()
}

fn step(timed: &[(&Event, &Moment)], i: usize, report: &mut Report<'_>) {
    let ((before, earlier), (event, at)) = (timed[i - 1], timed[i]);
    if at.approximate || earlier.approximate || at.latest_instant() >= earlier.instant() {
        return;
    }
    let next = timed.get(i + 1).map(|(_, at)| at.instant());
    let related = report.place(before.time_span.clone());
    let message = format!(
        "the event at {} stands after the one at {}",
        at.written_text(),
        earlier.written_text()
    );
    let finding = report.at(event.time_span.clone(), message);
    finding
        .related
        .push((related, "the event before it".to_owned()));
    finding.help = Some(
        likely(at, earlier.instant(), next)
            .unwrap_or_else(|| "move it to its place, or correct one of the two times".to_owned()),
    );
}

/// A clock that goes back is read as that of the next day. Where the afternoon would fit between its
/// neighbours too, and nobody says that a night went by, it is worth a question.
fn night(timed: &[(&Event, &Moment)], i: usize, report: &mut Report<'_>) {
    let Some((_, next)) = timed.get(i + 1) else {
        return;
    };
    let ((before, earlier), (event, at)) = (timed[i - 1], timed[i]);
    let is_night = at.local.date().pred_opt() == Some(earlier.local.date())
        && next.local.date() == at.local.date();
    let noon = at
        .local
        .time()
        .overflowing_add_signed(TimeDelta::hours(12))
        .0;
    let fits = earlier.local.time() < noon && noon < next.local.time();
    let between = report.text().get(before.span.end..event.span.start);
    let is_silent = between.is_some_and(|words| words.trim_matches(LIST_MARKS).is_empty());
    if !is_night || at.local.hour() >= 12 || !fits || !is_silent || !is_bare_clock(&event.written) {
        return;
    }
    let related = report.place(before.time_span.clone());
    let message = format!(
        "`{}` is read as the next day, {}",
        event.written,
        at.local.format("%Y-%m-%d")
    );
    let finding = report.at(event.time_span.clone(), message);
    finding.level = Level::Hint;
    finding
        .related
        .push((related, "the event before it".to_owned()));
    finding.help = Some(format!(
        "is it after noon, {}? If not, write the date",
        noon.format("%H:%M")
    ));
}

/// What stands between the entries of a list or the rows of a table.
const LIST_MARKS: [char; 7] = [' ', '\n', '\r', '-', '*', '+', '|'];

/// Whether a time is hours and minutes and nothing else.
fn is_bare_clock(written: &str) -> bool {
    written.len() <= 5 && written.chars().all(|c| c.is_ascii_digit() || c == ':')
}

/// The slip that explains an event: with it undone the event fits between its neighbours.
fn likely(at: &Moment, after: DateTime<Utc>, before: Option<DateTime<Utc>>) -> Option<String> {
    let longest = TimeDelta::hours(12);
    let fits = |moment: &Moment| {
        let instant = moment.instant();
        let end = before
            .filter(|next| *next >= after)
            .unwrap_or(after + longest);
        after <= instant && instant <= end
    };
    let moved = |local| Moment {
        local,
        ..at.clone()
    };
    let noon = moved(at.local + TimeDelta::hours(12));
    // Half a day back is a slip of AM and PM; some minutes are not.
    let is_far = after - at.instant() >= TimeDelta::hours(1);
    if is_far && noon.local.date() == at.local.date() && fits(&noon) {
        return Some(format!("is it after noon, {}?", noon.local.format("%H:%M")));
    }
    let tomorrow = moved(at.local.checked_add_days(Days::new(1))?);
    fits(&tomorrow).then(|| {
        format!(
            "is it the next day? write the date: `{}`",
            tomorrow.written_text()
        )
    })
}

#![doc = include_str!("zone_assumed.md")]

use crate::check::times::times;
use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, ZoneOrigin};

pub(super) static RULE: Rule = Rule {
    name: "zone-assumed",
    level: Level::Hint,
    docs: include_str!("zone_assumed.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    if incident.body.asides.unread_keys.contains(&"timezone") {
        return;
    }
    let assumed: Vec<_> = times(incident)
        .filter(|time| time.at.has_clock() && time.at.zone.origin == ZoneOrigin::Assumed)
        .collect();
    let Some(first) = assumed.iter().min_by_key(|time| time.span.start) else {
        return;
    };
    let message = "the times of the report have no zone, and UTC is assumed";
    let finding = report.at(first.span.clone(), message);
    finding.label = Some(format!("read as {} UTC", first.at.written_text()));
    finding.help = Some(
        "add `timezone: Europe/London` to the front matter, or `timezone` to [book] in book.toml"
            .to_owned(),
    );
}

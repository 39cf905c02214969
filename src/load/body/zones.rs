//! What a report says about the zone of its times.

use super::outline::{Kind, Outline};
use crate::config::DateOrder;
use crate::load::time::{WrittenZone, zone_note};
use crate::model::Zone;

/// Says whether a remark is about times, so that a zone in it is meant for them.
pub(super) fn speaks_of_times(text: &str) -> bool {
    const LONGEST_REMARK: usize = 160;
    const LONGEST_LABEL: usize = 24;
    if text.len() > LONGEST_REMARK {
        return false;
    }
    let folded = text.to_lowercase();
    let about = [
        "times",
        "timezone",
        "time zone",
        "timestamps",
        "time is",
        "zone:",
    ];
    text.len() <= LONGEST_LABEL || about.iter().any(|word| folded.contains(word))
}

/// Finds a remark anywhere in the body that all times are in some zone.
pub(super) fn remark(outline: &Outline<'_>) -> Option<WrittenZone> {
    outline
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, Kind::Paragraph | Kind::Heading(_)))
        .map(|block| outline.plain(&block.words))
        .filter(|text| {
            let folded = text.to_lowercase();
            speaks_of_times(text) && (folded.contains("times") || folded.contains("zone"))
        })
        .find_map(|text| zone_note(&text))
}

/// Zones of the United States, where the month comes first.
const MONTH_FIRST: &[&str] = &[
    "America/Los_Angeles",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Detroit",
    "America/Boise",
    "America/Anchorage",
    "Pacific/Honolulu",
];

/// Which way round dates are by custom where a zone is. America is divided, and UTC says nothing.
pub(super) fn custom_order(zone: Zone) -> Option<DateOrder> {
    let Zone::Named(tz) = zone else { return None };
    let name = tz.name();
    if name.starts_with("US/") || MONTH_FIRST.contains(&name) {
        return Some(DateOrder::MonthFirst);
    }
    let elsewhere = [
        "Europe/",
        "Australia/",
        "Africa/",
        "Asia/",
        "Atlantic/",
        "Indian/",
        "Pacific/",
    ];
    elsewhere
        .iter()
        .any(|area| name.starts_with(area))
        .then_some(DateOrder::DayFirst)
}

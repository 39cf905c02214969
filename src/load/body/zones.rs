//! What a report says about the zone of its times.

use super::outline::{Kind, Outline};
use crate::load::time::{WrittenZone, zone_note};

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

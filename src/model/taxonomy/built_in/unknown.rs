//! Unknown, with its sub-causes.

use super::{Entry, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "unknown",
        "Unknown",
        "What contributed is not known.",
        &["undescriptive", "uncategorized", "indeterminate"],
    ),
    entry(
        "unknown/not-determined",
        "Not determined",
        "It was looked for and not found.",
        &["undetermined"],
    ),
    entry(
        "unknown/not-analysed",
        "Not analysed",
        "Nobody has looked yet.",
        &["not analyzed", "unclassified"],
    ),
];

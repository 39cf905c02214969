//! Software defect, with its sub-causes.

use super::{Entry, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "software-defect",
        "Software defect",
        "The code did something other than what was meant.",
        &["bug", "code bug", "software", "defect", "time"],
    ),
    entry(
        "software-defect/logic",
        "Logic",
        "A wrong condition or step in the code.",
        &["logic error"],
    )
    .signs(&[
        "a bug in",
        "bug where",
        "software bug",
        "off by one",
        "edge case",
        "coding error",
        "incorrect logic",
        "regression",
    ]),
    entry(
        "software-defect/race-condition",
        "Race condition",
        "Two things happened in an order nobody had planned for.",
        &["race", "concurrency", "deadlock"],
    )
    .signs(&["race condition", "race hazard"]),
    entry(
        "software-defect/resource-leak",
        "Resource leak",
        "Memory, handles or connections were taken and never given back.",
        &["memory leak", "connection leak"],
    )
    .signs(&[
        "leaking",
        "leak",
        "never closed",
        "not closed",
        "never released",
    ]),
    entry(
        "software-defect/error-handling",
        "Error handling",
        "An error was ignored, swallowed or answered in the wrong way.",
        &["unhandled error", "unhandled exception", "null pointer"],
    )
    .signs(&[
        "uncaught exception",
        "unhandled",
        "swallowed",
        "not handled",
        "null reference",
        "error handling",
        "exception was not",
    ]),
    entry(
        "software-defect/data-format",
        "Data format",
        "Data had a shape that the code did not expect.",
        &["parsing", "serialization", "encoding"],
    )
    .signs(&[
        "malformed",
        "invalid json",
        "parse error",
        "unexpected format",
        "invalid data",
        "character encoding",
        "unexpected input",
    ]),
    entry(
        "software-defect/clock-time",
        "Clock and calendar",
        "A date, a leap day, a leap second or a zone confused the code.",
        &["leap second", "leap year", "time zone", "clock skew"],
    )
    .signs(&[
        "leap day",
        "daylight saving",
        "clock drift",
        "date calculation",
    ]),
    entry(
        "software-defect/overflow",
        "Overflow",
        "A number or buffer grew beyond what had been set aside for it.",
        &["integer overflow", "buffer overflow", "wraparound"],
    )
    .signs(&["overflow", "overflowed", "ran out of ids", "transaction id"]),
    entry(
        "software-defect/compatibility",
        "Compatibility",
        "The code did not suit the browser, system or client it met.",
        &["incompatibility"],
    )
    .signs(&[
        "not compatible with",
        "unsupported browser",
        "not supported by",
        "older clients",
    ]),
    entry(
        "software-defect/third-party-library",
        "Third-party library",
        "The fault was in code that others wrote and we ship.",
        &["library bug"],
    )
    .signs(&[
        "bug in the library",
        "upstream bug",
        "known bug",
        "third party library",
        "open source library",
    ]),
];

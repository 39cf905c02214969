//! Detection and response, with its sub-causes.

use super::{Entry, prolonging};

pub(super) static ENTRIES: &[Entry] = &[
    prolonging(
        "detection-response",
        "Detection and response",
        "Noticing, understanding or mending it took longer than it had to.",
        &["monitoring", "alerting"],
    ),
    prolonging(
        "detection-response/no-alert",
        "No alert",
        "Nothing told anybody.",
        &["missing alert", "no monitoring"],
    )
    .signs(&[
        "no alert",
        "not alerted",
        "alert did not",
        "lack of alert",
        "lack of monitoring",
        "not monitored",
        "were not notified",
        "no alarm",
        "unnoticed",
        "did not notice",
        "without alert",
    ]),
    prolonging(
        "detection-response/alert-noise",
        "Alert noise",
        "The signal drowned among others, or was taken for noise.",
        &["alert fatigue"],
    )
    .signs(&[
        "noisy alert",
        "too many alerts",
        "ignored alert",
        "alert was ignored",
        "false alarm",
    ]),
    prolonging(
        "detection-response/wrong-threshold",
        "Wrong threshold",
        "An alert existed and fired too late, or not at all.",
        &["threshold"],
    )
    .signs(&["alert threshold"]),
    prolonging(
        "detection-response/missing-telemetry",
        "Missing telemetry",
        "Logs, metrics or traces that would have told were not there.",
        &["observability gap", "no logs", "blind spot"],
    )
    .signs(&[
        "no metrics",
        "missing logs",
        "lack of visibility",
        "no visibility",
        "not logged",
        "lack of logging",
        "no logging",
    ]),
    prolonging(
        "detection-response/late-escalation",
        "Late escalation",
        "The people who could help were called late.",
        &["escalation"],
    )
    .signs(&[
        "not escalated",
        "delay in escalating",
        "delayed response",
        "slow to respond",
        "not paged",
        "out of hours",
    ]),
    prolonging(
        "detection-response/misdiagnosis",
        "Misdiagnosis",
        "Time went into the wrong explanation.",
        &["wrong diagnosis", "red herring"],
    )
    .signs(&[
        "misdiagnosed",
        "wrongly assumed",
        "incorrectly assumed",
        "initially thought",
        "initially suspected",
        "initially believed",
    ]),
    prolonging(
        "detection-response/tooling-access",
        "Tools out of reach",
        "The tools to mend it were down too, or could not be reached.",
        &["lockout", "no access"],
    )
    .signs(&[
        "locked out",
        "lack of access",
        "could not access",
        "did not have access",
        "unable to access",
    ]),
    prolonging(
        "detection-response/status-communication",
        "Status communication",
        "Those affected learned too little, too late.",
        &["status page"],
    )
    .signs(&[
        "customers were not informed",
        "users were not informed",
        "status page was not",
    ]),
];

//! Operations, with its sub-causes.

use super::{Entry, change, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "operations",
        "Operations",
        "Work on the running system had an effect nobody wanted.",
        &["admin", "operator", "process", "automation", "maintenance"],
    ),
    change(
        "operations/manual-change",
        "Manual change",
        "A step by hand went differently from what was planned.",
        &["manual step"],
    )
    .signs(&[
        "manually",
        "by hand",
        "manual change",
        "manual process",
        "ran a command",
        "executed a command",
    ]),
    change(
        "operations/wrong-target",
        "Wrong target",
        "The right command ran against the wrong thing.",
        &["wrong host", "wrong environment"],
    )
    .signs(&[
        "wrong cluster",
        "wrong server",
        "wrong database",
        "wrong account",
        "wrong namespace",
        "instead of staging",
    ]),
    entry(
        "operations/runbook-missing",
        "Runbook missing",
        "Instructions were absent, out of date or hard to follow.",
        &["no runbook", "documentation"],
    )
    .signs(&[
        "runbook",
        "playbook",
        "not documented",
        "undocumented",
        "no documentation",
        "lack of documentation",
    ]),
    entry(
        "operations/review-gap",
        "Gap in review or testing",
        "A check that would have caught it did not exist or did not look there.",
        &["review", "testing", "test coverage"],
    )
    .signs(&[
        "not tested",
        "untested",
        "insufficient testing",
        "lack of testing",
        "no tests",
        "missed in review",
        "code review",
        "did not test",
        "not caught",
        "was not reviewed",
        "staging environment",
    ]),
    entry(
        "operations/communication",
        "Communication",
        "People who needed to know did not, or understood something else.",
        &["miscommunication", "handover"],
    )
    .signs(&[
        "not communicated",
        "not informed",
        "not aware",
        "unaware",
        "lack of communication",
        "did not know",
    ]),
    entry(
        "operations/ownership",
        "Ownership",
        "It was nobody's, or nobody knew whose.",
        &["no owner"],
    )
    .signs(&[
        "no clear owner",
        "unclear who",
        "nobody owned",
        "ownership",
        "orphaned",
    ]),
    entry(
        "operations/staffing",
        "Staffing",
        "Too few people, or not those who knew the system.",
        &["bus factor", "on-call load"],
    )
    .signs(&["understaffed", "on leave", "on holiday", "only one person"]),
    entry(
        "operations/automation-misfire",
        "Automation misfire",
        "A script or controller did the wrong thing quickly.",
        &["automation error", "runaway automation"],
    )
    .signs(&[
        "automated process",
        "automated script",
        "automatically deleted",
        "script deleted",
        "automation",
    ]),
];

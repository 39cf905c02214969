//! Configuration, with its sub-causes.

use super::{Entry, change, entry};

pub(super) static ENTRIES: &[Entry] = &[
    change(
        "configuration",
        "Configuration",
        "A setting was wrong, or reached further than it should.",
        &[
            "config-change",
            "configuration push",
            "misconfiguration",
            "config error",
            "config bug",
            "config",
        ],
    ),
    change(
        "configuration/bad-value",
        "Wrong value",
        "A setting had a value that the system could not work with.",
        &["wrong value", "typo in config"],
    )
    .signs(&[
        "misconfigured",
        "misconfiguration",
        "incorrectly configured",
        "incorrect configuration",
        "incorrect value",
        "wrong setting",
        "wrong configuration",
        "configuration error",
        "configuration change",
        "not configured",
        "typo",
    ]),
    change(
        "configuration/wrong-scope",
        "Wrong scope",
        "A setting applied to more than it was meant for.",
        &["too broad"],
    )
    .signs(&["applied to all", "wrong scope", "more than intended"]),
    change(
        "configuration/missing-validation",
        "No validation",
        "Nothing checked a setting before it took effect.",
        &["unvalidated config"],
    )
    .signs(&[
        "no validation",
        "not validated",
        "without validation",
        "missing validation",
        "lack of validation",
    ]),
    change(
        "configuration/infrastructure-as-code",
        "Infrastructure as code",
        "Code that describes infrastructure did something nobody intended.",
        &["terraform", "iac", "ansible"],
    )
    .signs(&["helm chart", "cloudformation", "pulumi", "puppet"]),
    change(
        "configuration/access-policy",
        "Access policy",
        "A rule on who may do what shut out the wrong ones, or let them in.",
        &["iam policy", "permissions policy"],
    )
    .signs(&["iam role", "access policy", "bucket policy", "role policy"]),
    change(
        "configuration/feature-flag-rule",
        "Feature flag rule",
        "A flag's targeting rule chose the wrong users or values.",
        &["feature flag"],
    )
    .signs(&["targeting rule", "flag rule"]),
    entry(
        "configuration/default-limit",
        "Default limit",
        "A limit nobody had chosen turned out too low or too high.",
        &["default setting"],
    )
    .signs(&[
        "default limit",
        "default value",
        "default timeout",
        "default configuration",
    ]),
];

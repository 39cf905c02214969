//! Deployment, with its sub-causes.

use super::{Entry, change};

pub(super) static ENTRIES: &[Entry] = &[
    change(
        "deployment",
        "Deployment",
        "A change on its way to production broke something.",
        &[
            "code push",
            "release",
            "deploy",
            "rollout",
            "upgrade",
            "change",
            "software-change",
            "deployment error",
        ],
    ),
    change(
        "deployment/binary-push",
        "New version",
        "A new version of the software brought the fault with it.",
        &["binary push", "new release", "code deploy"],
    )
    .signs(&[
        "new version",
        "recent deploy",
        "recent release",
        "recent deployment",
        "code change",
        "was deployed",
        "deployed a change",
    ]),
    change(
        "deployment/rollback-failed",
        "Rollback failed",
        "Taking the change back did not work or made things worse.",
        &["failed rollback"],
    )
    .signs(&[
        "could not roll back",
        "unable to roll back",
        "rollback failed",
        "rollback did not",
        "rolling back did not",
    ]),
    change(
        "deployment/staged-rollout-missing",
        "No staged rollout",
        "The change reached everything at once, so nothing stopped it early.",
        &["no canary", "big bang release"],
    )
    .signs(&[
        "without a canary",
        "rolled out to all",
        "all at once",
        "no gradual rollout",
        "no staged rollout",
        "globally at once",
    ]),
    change(
        "deployment/incompatible-versions",
        "Incompatible versions",
        "Old and new versions ran side by side and did not get along.",
        &["version skew", "version mismatch"],
    )
    .signs(&[
        "incompatible version",
        "incompatible with",
        "backward compatible",
        "backwards compatible",
        "old and new version",
    ]),
    change(
        "deployment/feature-enabled",
        "Feature switched on",
        "Turning on a feature set the fault free.",
        &["feature launch", "feature flag enabled"],
    )
    .signs(&[
        "feature was enabled",
        "enabled the feature",
        "turned on the feature",
        "launch of the feature",
    ]),
    change(
        "deployment/infrastructure-upgrade",
        "Infrastructure upgrade",
        "Upgrading a platform beneath the service broke it.",
        &["cluster upgrade", "platform upgrade", "kubernetes upgrade"],
    )
    .signs(&[
        "version upgrade",
        "upgrade of the cluster",
        "upgrading the cluster",
        "node upgrade",
        "upgrade of kubernetes",
        "upgrade the database",
    ]),
    change(
        "deployment/migration",
        "Migration",
        "Moving from one system to another went wrong on the way.",
        &["system migration", "cutover"],
    )
    .signs(&[
        "migration to",
        "during the migration",
        "migrated from",
        "migrated to",
        "cut over",
    ]),
];

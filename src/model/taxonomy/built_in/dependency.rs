//! Dependency, with its sub-causes.

use super::{Entry, change, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "dependency",
        "Dependency",
        "Something that others run or ship let us down.",
        &[
            "third-party",
            "external",
            "service provider change",
            "external-dependency",
            "third party dependency",
        ],
    ),
    entry(
        "dependency/cloud-provider",
        "Cloud provider",
        "A service of the cloud we run on failed.",
        &[
            "provider outage",
            "aws outage",
            "gcp outage",
            "azure outage",
        ],
    )
    .signs(&[
        "outage at aws",
        "aws incident",
        "cloud provider",
        "hosting provider",
        "google cloud outage",
        "provider incident",
        "underlying provider",
    ]),
    entry(
        "dependency/vendor",
        "Vendor",
        "A product or service that we buy failed.",
        &["supplier"],
    )
    .signs(&[
        "third party provider",
        "third party service",
        "external provider",
        "external service",
        "upstream provider",
        "payment provider",
    ]),
    entry(
        "dependency/internal-service",
        "Internal service",
        "A service of another team in the same organisation failed.",
        &["upstream service"],
    )
    .signs(&[
        "another team",
        "internal service",
        "downstream service",
        "dependent service",
    ]),
    change(
        "dependency/upstream-change",
        "Upstream change",
        "Somebody we depend on changed something without our knowing.",
        &["breaking change", "api change"],
    )
    .signs(&[
        "changed their",
        "upstream release",
        "removed support",
        "end of life",
        "deprecated",
    ]),
    entry(
        "dependency/package",
        "Package",
        "A package or image we pull was broken, moved or gone.",
        &["package registry", "docker image"],
    )
    .signs(&[
        "docker hub",
        "base image",
        "unpinned",
        "pinned version",
        "dependency update",
        "pypi",
    ]),
    entry(
        "dependency/partner-block",
        "Blocked by a partner",
        "A partner's control refused our calls.",
        &["blocked by partner", "blocklist"],
    )
    .signs(&[
        "blocked our",
        "blacklisted",
        "blocklisted",
        "ip was blocked",
        "allowlist",
        "whitelist",
    ]),
];

//! Resilience by design, with its sub-causes.

use super::{Entry, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "resilience-design",
        "Resilience by design",
        "The way the parts hang together let one fault become many.",
        &[
            "architecture",
            "spof",
            "complex system behaviour",
            "resilience",
        ],
    ),
    entry(
        "resilience-design/single-point-of-failure",
        "Single point of failure",
        "One part without a stand-in took everything down with it.",
        &["single point of failure", "no redundancy"],
    )
    .signs(&[
        "single instance",
        "only one instance",
        "not redundant",
        "single replica",
        "lack of redundancy",
    ]),
    entry(
        "resilience-design/cascading-failure",
        "Cascading failure",
        "The failure of one part overloaded or broke the next.",
        &["cascade", "domino effect"],
    )
    .signs(&["cascading", "cascaded", "knock on", "chain reaction"]),
    entry(
        "resilience-design/retry-storm",
        "Retry storm",
        "Clients that tried again and again kept the system down.",
        &["retries", "reconnect storm", "thundering herd"],
    )
    .signs(&[
        "kept retrying",
        "aggressive retries",
        "stampede",
        "retry loop",
    ]),
    entry(
        "resilience-design/missing-timeout",
        "No timeout",
        "Something waited without end for an answer.",
        &["timeout", "no circuit breaker"],
    )
    .signs(&[
        "no timeout",
        "without a timeout",
        "missing timeout",
        "never timed out",
        "circuit breaker",
        "waiting indefinitely",
        "wait forever",
    ]),
    entry(
        "resilience-design/failover-failed",
        "Failover failed",
        "The stand-in did not take over, or took over wrongly.",
        &["failover", "split brain"],
    )
    .signs(&[
        "failed to fail over",
        "did not fail over",
        "failover failed",
        "failover did not",
        "could not fail over",
    ]),
    entry(
        "resilience-design/circular-dependency",
        "Circular dependency",
        "A system needed itself, or its own tools, to come back.",
        &["dependency loop", "bootstrap"],
    )
    .signs(&["depends on itself", "depended on itself", "chicken and egg"]),
    entry(
        "resilience-design/health-check",
        "Health check",
        "A probe called the sick healthy or the healthy sick.",
        &["liveness probe", "readiness probe"],
    )
    .signs(&["health check", "healthcheck", "health checks"]),
    entry(
        "resilience-design/blast-radius",
        "Blast radius",
        "A fault in one place reached many that had no need to share it.",
        &["isolation", "no isolation"],
    )
    .signs(&[
        "blast radius",
        "not isolated",
        "shared cluster",
        "lack of isolation",
        "affected all customers",
    ]),
];

//! Capacity, with its sub-causes.

use super::{Entry, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "capacity",
        "Capacity",
        "There was more to do than the system could carry.",
        &[
            "load",
            "saturation",
            "scale",
            "excessive flow",
            "insufficient resource",
            "overload",
        ],
    ),
    entry(
        "capacity/organic-growth",
        "Growth",
        "Steady growth reached a limit that nobody was watching.",
        &["growth"],
    )
    .signs(&[
        "steady growth",
        "growth in",
        "grown over",
        "outgrown",
        "increased usage",
        "more users than",
    ]),
    entry(
        "capacity/traffic-spike",
        "Traffic spike",
        "Far more requests than usual arrived at once.",
        &["spike", "flash crowd"],
    )
    .signs(&[
        "traffic spike",
        "spike in traffic",
        "sudden increase",
        "surge",
        "increase in traffic",
        "increased traffic",
        "high traffic",
        "influx",
        "large number of requests",
        "unusually high",
    ]),
    entry(
        "capacity/quota",
        "Quota",
        "A quota of a platform or provider ran out.",
        &["quota exceeded"],
    )
    .signs(&[
        "quota",
        "account limit",
        "service limit",
        "hit the limit",
        "limit reached",
        "reached the limit",
        "reached its limit",
        "exceeded the limit",
    ]),
    entry(
        "capacity/rate-limit",
        "Rate limit",
        "Calls were refused because there were too many of them.",
        &["throttling", "rate limiting"],
    )
    .signs(&["rate limit", "throttled", "too many requests"]),
    entry(
        "capacity/exhaustion",
        "Exhaustion",
        "Disk, memory, threads, connections or addresses ran out.",
        &[
            "disk full",
            "out of memory",
            "oom",
            "connection pool",
            "resource exhaustion",
            "out of disk",
        ],
    )
    .signs(&[
        "exhausted",
        "exhaustion",
        "ran out of",
        "run out of",
        "running out of",
        "disk space",
        "file descriptors",
        "memory pressure",
        "too many connections",
        "maximum connections",
        "high memory",
        "memory usage",
        "cpu usage",
        "high cpu",
    ]),
    entry(
        "capacity/noisy-neighbour",
        "Noisy neighbour",
        "One tenant or job took what the others needed.",
        &["noisy neighbor"],
    )
    .signs(&[
        "one tenant",
        "single customer",
        "single tenant",
        "one customer",
    ]),
    entry(
        "capacity/autoscaling",
        "Autoscaling",
        "Capacity was added or removed too late, too fast or not at all.",
        &["auto scaling"],
    )
    .signs(&[
        "autoscaler",
        "failed to scale",
        "did not scale",
        "scaled down",
        "scaling up",
        "scale up",
    ]),
];

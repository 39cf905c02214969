//! Infrastructure, with its sub-causes.

use super::{Entry, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "infrastructure",
        "Infrastructure",
        "Machines, buildings or the platform beneath the service failed.",
        &["hardware", "server", "infra"],
    ),
    entry(
        "infrastructure/power",
        "Power",
        "Electricity failed or the switch to a reserve did not work.",
        &["power outage", "ups", "generator"],
    )
    .signs(&[
        "power failure",
        "loss of power",
        "power loss",
        "power supply",
        "lost power",
    ]),
    entry(
        "infrastructure/cooling",
        "Cooling",
        "Equipment grew too hot.",
        &["overheating", "heat"],
    )
    .signs(&[
        "cooling",
        "overheated",
        "high temperature",
        "air conditioning",
    ]),
    entry(
        "infrastructure/host",
        "Host",
        "A machine failed.",
        &["node failure", "server failure", "hardware failure"],
    )
    .signs(&[
        "node crashed",
        "server crashed",
        "machine failed",
        "host failed",
        "node failed",
        "hardware fault",
        "faulty hardware",
        "node went down",
    ]),
    entry(
        "infrastructure/disk",
        "Disk",
        "A disk or its controller failed.",
        &["disk failure"],
    )
    .signs(&[
        "disk failed",
        "failed disk",
        "drive failure",
        "bad disk",
        "raid",
    ]),
    entry(
        "infrastructure/zone",
        "Zone or region",
        "A whole data centre, zone or region failed.",
        &["availability zone", "region", "data centre", "datacenter"],
    )
    .signs(&[
        "region outage",
        "zone outage",
        "data center outage",
        "data centre outage",
    ]),
    entry(
        "infrastructure/operating-system",
        "Operating system",
        "The kernel or a system service failed or changed.",
        &["kernel", "systemd", "os"],
    )
    .signs(&["kernel panic", "kernel bug", "operating system"]),
    entry(
        "infrastructure/orchestrator",
        "Orchestrator",
        "What places and restarts the work failed or misplaced it.",
        &["scheduler", "control plane"],
    )
    .signs(&[
        "etcd",
        "kubelet",
        "evicted",
        "kube apiserver",
        "pod eviction",
    ]),
    entry(
        "infrastructure/natural-disaster",
        "Force of nature",
        "Weather, fire, water or an animal.",
        &["fire", "flood", "storm", "earthquake", "weather"],
    )
    .signs(&["lightning", "hurricane", "flooding", "wildfire", "squirrel"]),
];

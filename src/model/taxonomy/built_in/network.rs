//! Network, with its sub-causes.

use super::{Entry, entry};

pub(super) static ENTRIES: &[Entry] = &[
    entry(
        "network",
        "Network",
        "Packets did not arrive where they should.",
        &["networking", "connectivity", "network failure"],
    ),
    entry(
        "network/dns",
        "DNS",
        "Names resolved to nothing or to the wrong place.",
        &["domain name system", "name resolution"],
    )
    .signs(&[
        "dns",
        "nameserver",
        "name server",
        "hosted zone",
        "resolver",
    ]),
    entry(
        "network/routing",
        "Routing",
        "Routes were lost, wrong or withdrawn.",
        &["bgp", "route leak", "routes"],
    )
    .signs(&["routing table", "routing", "misrouted", "route withdrawn"]),
    entry(
        "network/load-balancer",
        "Load balancer",
        "Traffic was spread wrongly or not at all.",
        &["load balancing", "proxy"],
    )
    .signs(&[
        "load balancer",
        "haproxy",
        "ingress controller",
        "reverse proxy",
    ]),
    entry(
        "network/firewall",
        "Firewall",
        "A filter dropped traffic that should have passed.",
        &["waf", "security group", "network acl"],
    )
    .signs(&[
        "iptables",
        "network policy",
        "modsecurity",
        "firewall rule",
        "firewall",
    ]),
    entry(
        "network/service-mesh",
        "Service mesh",
        "The mesh between services failed or was set up wrongly.",
        &["istio", "envoy", "sidecar"],
    )
    .signs(&["linkerd", "service mesh"]),
    entry(
        "network/cdn",
        "CDN",
        "The network that serves content close to users failed.",
        &["content delivery network", "edge"],
    )
    .signs(&["cloudfront", "edge cache"]),
    entry(
        "network/fibre",
        "Fibre or cable",
        "A line was cut or a transceiver failed.",
        &["fiber", "fiber cut", "cable cut"],
    )
    .signs(&["fibre cut", "transceiver", "fibre"]),
    entry(
        "network/partition",
        "Partition",
        "Parts of the system could not see each other.",
        &["network partition", "packet loss", "congestion"],
    )
    .signs(&[
        "lost connectivity",
        "network connectivity",
        "network outage",
        "network issue",
        "network congestion",
        "loss of connectivity",
    ]),
];

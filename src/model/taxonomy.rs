//! The built-in causes. Ids are promises; titles and descriptions may improve.

/// One built-in cause.
pub(super) struct Entry {
    /// `top` or `top/sub`.
    pub(super) id: &'static str,
    /// Its title.
    pub(super) title: &'static str,
    /// One sentence.
    pub(super) description: &'static str,
    /// Other names it is read by.
    pub(super) aliases: &'static [&'static str],
}

/// Writes an entry on few lines, so that the table reads as one.
const fn entry(
    id: &'static str,
    title: &'static str,
    description: &'static str,
    aliases: &'static [&'static str],
) -> Entry {
    Entry {
        id,
        title,
        description,
        aliases,
    }
}

/// Every built-in cause, each top-level one followed by its sub-causes.
pub(super) static BUILT_IN: &[Entry] = &[
    entry(
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
    entry(
        "deployment/binary-push",
        "New version",
        "A new version of the software brought the fault with it.",
        &["binary push", "new release", "code deploy"],
    ),
    entry(
        "deployment/rollback-failed",
        "Rollback failed",
        "Taking the change back did not work or made things worse.",
        &["failed rollback"],
    ),
    entry(
        "deployment/staged-rollout-missing",
        "No staged rollout",
        "The change reached everything at once, so nothing stopped it early.",
        &["no canary", "big bang release"],
    ),
    entry(
        "deployment/incompatible-versions",
        "Incompatible versions",
        "Old and new versions ran side by side and did not get along.",
        &["version skew", "version mismatch"],
    ),
    entry(
        "deployment/feature-enabled",
        "Feature switched on",
        "Turning on a feature set the fault free.",
        &["feature launch", "feature flag enabled"],
    ),
    entry(
        "deployment/infrastructure-upgrade",
        "Infrastructure upgrade",
        "Upgrading a platform beneath the service broke it.",
        &["cluster upgrade", "platform upgrade", "kubernetes upgrade"],
    ),
    entry(
        "deployment/migration",
        "Migration",
        "Moving from one system to another went wrong on the way.",
        &["system migration", "cutover"],
    ),
    entry(
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
    entry(
        "configuration/bad-value",
        "Wrong value",
        "A setting had a value that the system could not work with.",
        &["wrong value", "typo in config"],
    ),
    entry(
        "configuration/wrong-scope",
        "Wrong scope",
        "A setting applied to more than it was meant for.",
        &["too broad"],
    ),
    entry(
        "configuration/missing-validation",
        "No validation",
        "Nothing checked a setting before it took effect.",
        &["unvalidated config"],
    ),
    entry(
        "configuration/infrastructure-as-code",
        "Infrastructure as code",
        "Code that describes infrastructure did something nobody intended.",
        &["terraform", "iac", "ansible"],
    ),
    entry(
        "configuration/access-policy",
        "Access policy",
        "A rule on who may do what shut out the wrong ones, or let them in.",
        &["iam policy", "permissions policy"],
    ),
    entry(
        "configuration/feature-flag-rule",
        "Feature flag rule",
        "A flag's targeting rule chose the wrong users or values.",
        &["feature flag"],
    ),
    entry(
        "configuration/default-limit",
        "Default limit",
        "A limit nobody had chosen turned out too low or too high.",
        &["default setting"],
    ),
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
    ),
    entry(
        "software-defect/race-condition",
        "Race condition",
        "Two things happened in an order nobody had planned for.",
        &["race", "concurrency", "deadlock"],
    ),
    entry(
        "software-defect/resource-leak",
        "Resource leak",
        "Memory, handles or connections were taken and never given back.",
        &["memory leak", "connection leak"],
    ),
    entry(
        "software-defect/error-handling",
        "Error handling",
        "An error was ignored, swallowed or answered in the wrong way.",
        &["unhandled error", "unhandled exception", "null pointer"],
    ),
    entry(
        "software-defect/data-format",
        "Data format",
        "Data had a shape that the code did not expect.",
        &["parsing", "serialization", "encoding"],
    ),
    entry(
        "software-defect/clock-time",
        "Clock and calendar",
        "A date, a leap day, a leap second or a zone confused the code.",
        &["leap second", "leap year", "time zone", "clock skew"],
    ),
    entry(
        "software-defect/overflow",
        "Overflow",
        "A number or buffer grew beyond what had been set aside for it.",
        &["integer overflow", "buffer overflow", "wraparound"],
    ),
    entry(
        "software-defect/compatibility",
        "Compatibility",
        "The code did not suit the browser, system or client it met.",
        &["incompatibility"],
    ),
    entry(
        "software-defect/third-party-library",
        "Third-party library",
        "The fault was in code that others wrote and we ship.",
        &["library bug"],
    ),
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
    ),
    entry(
        "capacity/traffic-spike",
        "Traffic spike",
        "Far more requests than usual arrived at once.",
        &["spike", "thundering herd", "flash crowd"],
    ),
    entry(
        "capacity/quota",
        "Quota",
        "A quota of a platform or provider ran out.",
        &["quota exceeded"],
    ),
    entry(
        "capacity/rate-limit",
        "Rate limit",
        "Calls were refused because there were too many of them.",
        &["throttling", "rate limiting"],
    ),
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
    ),
    entry(
        "capacity/noisy-neighbour",
        "Noisy neighbour",
        "One tenant or job took what the others needed.",
        &["noisy neighbor"],
    ),
    entry(
        "capacity/autoscaling",
        "Autoscaling",
        "Capacity was added or removed too late, too fast or not at all.",
        &["auto scaling"],
    ),
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
    ),
    entry(
        "resilience-design/cascading-failure",
        "Cascading failure",
        "The failure of one part overloaded or broke the next.",
        &["cascade", "domino effect"],
    ),
    entry(
        "resilience-design/retry-storm",
        "Retry storm",
        "Clients that tried again and again kept the system down.",
        &["retries", "reconnect storm"],
    ),
    entry(
        "resilience-design/missing-timeout",
        "No timeout",
        "Something waited without end for an answer.",
        &["timeout", "no circuit breaker"],
    ),
    entry(
        "resilience-design/failover-failed",
        "Failover failed",
        "The stand-in did not take over, or took over wrongly.",
        &["failover", "split brain"],
    ),
    entry(
        "resilience-design/circular-dependency",
        "Circular dependency",
        "A system needed itself, or its own tools, to come back.",
        &["dependency loop", "bootstrap"],
    ),
    entry(
        "resilience-design/health-check",
        "Health check",
        "A probe called the sick healthy or the healthy sick.",
        &["liveness probe", "readiness probe"],
    ),
    entry(
        "resilience-design/blast-radius",
        "Blast radius",
        "A fault in one place reached many that had no need to share it.",
        &["isolation", "no isolation"],
    ),
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
    ),
    entry(
        "dependency/vendor",
        "Vendor",
        "A product or service that we buy failed.",
        &["supplier"],
    ),
    entry(
        "dependency/internal-service",
        "Internal service",
        "A service of another team in the same organisation failed.",
        &["upstream service"],
    ),
    entry(
        "dependency/upstream-change",
        "Upstream change",
        "Somebody we depend on changed something without our knowing.",
        &["breaking change", "api change"],
    ),
    entry(
        "dependency/package",
        "Package",
        "A package or image we pull was broken, moved or gone.",
        &["package registry", "docker image"],
    ),
    entry(
        "dependency/partner-block",
        "Blocked by a partner",
        "A partner's control refused our calls.",
        &["blocked by partner", "blocklist"],
    ),
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
    ),
    entry(
        "infrastructure/cooling",
        "Cooling",
        "Equipment grew too hot.",
        &["overheating", "heat"],
    ),
    entry(
        "infrastructure/host",
        "Host",
        "A machine failed.",
        &["node failure", "server failure", "hardware failure"],
    ),
    entry(
        "infrastructure/disk",
        "Disk",
        "A disk or its controller failed.",
        &["disk failure"],
    ),
    entry(
        "infrastructure/zone",
        "Zone or region",
        "A whole data centre, zone or region failed.",
        &["availability zone", "region", "data centre", "datacenter"],
    ),
    entry(
        "infrastructure/operating-system",
        "Operating system",
        "The kernel or a system service failed or changed.",
        &["kernel", "systemd", "os"],
    ),
    entry(
        "infrastructure/orchestrator",
        "Orchestrator",
        "What places and restarts the work failed or misplaced it.",
        &["scheduler", "control plane"],
    ),
    entry(
        "infrastructure/natural-disaster",
        "Force of nature",
        "Weather, fire, water or an animal.",
        &["fire", "flood", "storm", "earthquake", "weather"],
    ),
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
    ),
    entry(
        "network/routing",
        "Routing",
        "Routes were lost, wrong or withdrawn.",
        &["bgp", "route leak", "routes"],
    ),
    entry(
        "network/load-balancer",
        "Load balancer",
        "Traffic was spread wrongly or not at all.",
        &["load balancing", "proxy"],
    ),
    entry(
        "network/firewall",
        "Firewall",
        "A filter dropped traffic that should have passed.",
        &["waf", "security group", "network acl"],
    ),
    entry(
        "network/service-mesh",
        "Service mesh",
        "The mesh between services failed or was set up wrongly.",
        &["istio", "envoy", "sidecar"],
    ),
    entry(
        "network/cdn",
        "CDN",
        "The network that serves content close to users failed.",
        &["content delivery network", "edge"],
    ),
    entry(
        "network/fibre",
        "Fibre or cable",
        "A line was cut or a transceiver failed.",
        &["fiber", "fiber cut", "cable cut"],
    ),
    entry(
        "network/partition",
        "Partition",
        "Parts of the system could not see each other.",
        &["network partition", "packet loss", "congestion"],
    ),
    entry(
        "data",
        "Data",
        "Data, or the systems that keep it, were slow, wrong or gone.",
        &[
            "database",
            "db-migration",
            "storage",
            "pipeline",
            "processing pipeline",
        ],
    ),
    entry(
        "data/schema-migration",
        "Schema migration",
        "Changing the shape of stored data blocked or broke its users.",
        &["database migration", "schema change"],
    ),
    entry(
        "data/corruption",
        "Corruption",
        "Stored data was wrong.",
        &["data corruption"],
    ),
    entry(
        "data/loss",
        "Loss",
        "Stored data was gone.",
        &["data loss", "deletion"],
    ),
    entry(
        "data/replication",
        "Replication",
        "Copies lagged behind or disagreed.",
        &["replication lag", "replica lag", "consensus"],
    ),
    entry(
        "data/backup-restore",
        "Backup and restore",
        "A backup was missing, unusable or slow to bring back.",
        &["backup", "restore"],
    ),
    entry(
        "data/query",
        "Query",
        "A query was slow, heavy or wrong.",
        &["slow query", "missing index", "query plan"],
    ),
    entry(
        "data/queue",
        "Queue",
        "Work piled up, was lost or was done twice.",
        &["message queue", "backlog", "kafka"],
    ),
    entry(
        "data/storage-system",
        "Storage system",
        "The database or store itself misbehaved.",
        &["database failure", "storage failure"],
    ),
    entry(
        "identity-certificates",
        "Identity and certificates",
        "A certificate, key or login was refused.",
        &[
            "auth failure",
            "cert",
            "tls",
            "expired",
            "identity",
            "certificates",
        ],
    ),
    entry(
        "identity-certificates/certificate-expiry",
        "Certificate expired",
        "A certificate ran out before anybody renewed it.",
        &[
            "expired certificate",
            "certificate expiration",
            "cert expiry",
        ],
    ),
    entry(
        "identity-certificates/credential-expiry",
        "Credential expired",
        "A token, key or password ran out.",
        &["expired token", "token expiry"],
    ),
    entry(
        "identity-certificates/credential-rotation",
        "Credential rotation",
        "Replacing a key or password left somebody with the old one.",
        &["key rotation", "secret rotation"],
    ),
    entry(
        "identity-certificates/auth-service",
        "Login service",
        "The service that says who is who failed.",
        &["authentication service", "sso"],
    ),
    entry(
        "identity-certificates/permission",
        "Permission",
        "Somebody or something lacked a right it needed, or had one too many.",
        &["permissions", "access denied"],
    ),
    entry(
        "identity-certificates/secret-management",
        "Secret management",
        "Secrets were missing, misplaced or out of step.",
        &["secrets", "vault"],
    ),
    entry(
        "security",
        "Security",
        "Somebody meant harm, or protection against harm got in the way.",
        &["breach", "malicious-traffic", "cve", "attack"],
    ),
    entry(
        "security/denial-of-service",
        "Denial of service",
        "Traffic was sent to bring the service down.",
        &["ddos", "dos"],
    ),
    entry(
        "security/abuse",
        "Abuse",
        "The service was used in a way it was not meant for.",
        &["spam", "scraping"],
    ),
    entry(
        "security/credential-compromise",
        "Credentials compromised",
        "Keys, tokens or passwords came into the wrong hands.",
        &["stolen credentials", "session theft", "leaked credentials"],
    ),
    entry(
        "security/vulnerability",
        "Vulnerability",
        "A weakness in the software was, or could be, exploited.",
        &["exploit", "zero-day"],
    ),
    entry(
        "security/supply-chain",
        "Supply chain",
        "Harmful code came with something we trust.",
        &["malicious package"],
    ),
    entry(
        "security/phishing",
        "Phishing",
        "Somebody was tricked into giving access away.",
        &["social engineering"],
    ),
    entry(
        "security/data-exposure",
        "Data exposure",
        "Data could be seen by those who should not see it.",
        &["data leak", "exposure"],
    ),
    entry(
        "security/security-control-side-effect",
        "Side effect of protection",
        "A defence stopped the wrong traffic or the wrong people.",
        &["false positive block", "overzealous firewall"],
    ),
    entry(
        "operations",
        "Operations",
        "Work on the running system had an effect nobody wanted.",
        &["admin", "operator", "process", "automation", "maintenance"],
    ),
    entry(
        "operations/manual-change",
        "Manual change",
        "A step by hand went differently from what was planned.",
        &["manual step"],
    ),
    entry(
        "operations/wrong-target",
        "Wrong target",
        "The right command ran against the wrong thing.",
        &["wrong host", "wrong environment"],
    ),
    entry(
        "operations/runbook-missing",
        "Runbook missing",
        "Instructions were absent, out of date or hard to follow.",
        &["no runbook", "documentation"],
    ),
    entry(
        "operations/review-gap",
        "Gap in review or testing",
        "A check that would have caught it did not exist or did not look there.",
        &["review", "testing", "test coverage"],
    ),
    entry(
        "operations/communication",
        "Communication",
        "People who needed to know did not, or understood something else.",
        &["miscommunication", "handover"],
    ),
    entry(
        "operations/ownership",
        "Ownership",
        "It was nobody's, or nobody knew whose.",
        &["no owner"],
    ),
    entry(
        "operations/staffing",
        "Staffing",
        "Too few people, or not those who knew the system.",
        &["bus factor", "on-call load"],
    ),
    entry(
        "operations/automation-misfire",
        "Automation misfire",
        "A script or controller did the wrong thing quickly.",
        &["automation error", "runaway automation"],
    ),
    entry(
        "detection-response",
        "Detection and response",
        "Noticing, understanding or mending it took longer than it had to.",
        &["monitoring", "alerting"],
    ),
    entry(
        "detection-response/no-alert",
        "No alert",
        "Nothing told anybody.",
        &["missing alert", "no monitoring"],
    ),
    entry(
        "detection-response/alert-noise",
        "Alert noise",
        "The signal drowned among others, or was taken for noise.",
        &["alert fatigue"],
    ),
    entry(
        "detection-response/wrong-threshold",
        "Wrong threshold",
        "An alert existed and fired too late, or not at all.",
        &["threshold"],
    ),
    entry(
        "detection-response/missing-telemetry",
        "Missing telemetry",
        "Logs, metrics or traces that would have told were not there.",
        &["observability gap", "no logs", "blind spot"],
    ),
    entry(
        "detection-response/late-escalation",
        "Late escalation",
        "The people who could help were called late.",
        &["escalation"],
    ),
    entry(
        "detection-response/misdiagnosis",
        "Misdiagnosis",
        "Time went into the wrong explanation.",
        &["wrong diagnosis", "red herring"],
    ),
    entry(
        "detection-response/tooling-access",
        "Tools out of reach",
        "The tools to mend it were down too, or could not be reached.",
        &["lockout", "no access"],
    ),
    entry(
        "detection-response/status-communication",
        "Status communication",
        "Those affected learned too little, too late.",
        &["status page"],
    ),
    entry(
        "unknown",
        "Unknown",
        "What contributed is not known.",
        &["undescriptive", "uncategorized", "indeterminate"],
    ),
    entry(
        "unknown/not-determined",
        "Not determined",
        "It was looked for and not found.",
        &["undetermined"],
    ),
    entry(
        "unknown/not-analysed",
        "Not analysed",
        "Nobody has looked yet.",
        &["not analyzed", "unclassified"],
    ),
];

/// Causes that speak of a change to the system: of its code, its settings, its data, its keys, or by
/// hand. The share of incidents that came with a change is counted by them.
pub(super) static CHANGES: &[&str] = &[
    "configuration",
    "configuration/access-policy",
    "configuration/bad-value",
    "configuration/feature-flag-rule",
    "configuration/infrastructure-as-code",
    "configuration/missing-validation",
    "configuration/wrong-scope",
    "data/schema-migration",
    "dependency/upstream-change",
    "deployment",
    "deployment/binary-push",
    "deployment/feature-enabled",
    "deployment/incompatible-versions",
    "deployment/infrastructure-upgrade",
    "deployment/migration",
    "deployment/rollback-failed",
    "deployment/staged-rollout-missing",
    "identity-certificates/credential-rotation",
    "operations/manual-change",
    "operations/wrong-target",
];

#[cfg(test)]
mod tests {
    use super::BUILT_IN;
    use std::collections::BTreeMap;

    #[test]
    fn every_name_belongs_to_one_cause() {
        let fold = |name: &str| name.replace(['-', '_', ' '], "").to_lowercase();
        let mut owners: BTreeMap<String, &str> = BTreeMap::new();
        for entry in BUILT_IN {
            for name in entry.aliases.iter().chain([&entry.id]) {
                let owner = owners.insert(fold(name), entry.id);
                assert_eq!(owner, None, "`{name}` of {}", entry.id);
            }
        }
    }

    #[test]
    fn every_sub_cause_follows_its_parent() {
        let mut parent = "";
        for entry in BUILT_IN {
            match entry.id.split_once('/') {
                Some((top, _)) => assert_eq!(top, parent, "{}", entry.id),
                None => parent = entry.id,
            }
            assert!(
                entry.description.ends_with('.') && entry.description.len() < 110,
                "{}",
                entry.id
            );
        }
    }
}

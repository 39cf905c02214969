//! Security, with its sub-causes.

use super::{Entry, entry};

pub(super) static ENTRIES: &[Entry] = &[
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
    )
    .signs(&["attack traffic", "botnet", "flood of requests"]),
    entry(
        "security/abuse",
        "Abuse",
        "The service was used in a way it was not meant for.",
        &["spam", "scraping"],
    )
    .signs(&[
        "scraper",
        "crawler",
        "crypto mining",
        "cryptominer",
        "abusive",
        "malicious user",
        "bots",
    ]),
    entry(
        "security/credential-compromise",
        "Credentials compromised",
        "Keys, tokens or passwords came into the wrong hands.",
        &["stolen credentials", "session theft", "leaked credentials"],
    )
    .signs(&[
        "compromised",
        "leaked token",
        "leaked key",
        "exposed key",
        "stolen",
    ]),
    entry(
        "security/vulnerability",
        "Vulnerability",
        "A weakness in the software was, or could be, exploited.",
        &["exploit", "zero-day"],
    )
    .signs(&["vulnerability", "vulnerable", "exploited"]),
    entry(
        "security/supply-chain",
        "Supply chain",
        "Harmful code came with something we trust.",
        &["malicious package"],
    )
    .signs(&["supply chain", "malicious version"]),
    entry(
        "security/phishing",
        "Phishing",
        "Somebody was tricked into giving access away.",
        &["social engineering"],
    )
    .signs(&["phishing"]),
    entry(
        "security/data-exposure",
        "Data exposure",
        "Data could be seen by those who should not see it.",
        &["data leak", "exposure"],
    )
    .signs(&[
        "exposed data",
        "leaked data",
        "publicly accessible",
        "visible to other",
        "unauthorized access",
        "unauthorised access",
    ]),
    entry(
        "security/security-control-side-effect",
        "Side effect of protection",
        "A defence stopped the wrong traffic or the wrong people.",
        &["false positive block", "overzealous firewall"],
    )
    .signs(&[
        "false positive",
        "legitimate traffic",
        "legitimate users",
        "antivirus",
        "security scan",
    ]),
];

//! Which front-matter keys there are, and what else they are called.

use crate::config::Config;
use crate::tree::fold_key;

/// The canonical keys with their other spellings. `-`, `_`, spaces and capitals between words are
/// all read alike, so one spelling of each is enough.
pub const KEYS: &[(&str, &[&str])] = &[
    ("title", &["name", "headline", "subject"]),
    ("status", &["state", "report-status"]),
    (
        "severity",
        &[
            "sev",
            "priority",
            "impact-level",
            "severity-level",
            "criticality",
        ],
    ),
    (
        "authors",
        &[
            "author",
            "owner",
            "owners",
            "written-by",
            "incident-lead",
            "lead",
        ],
    ),
    (
        "services",
        &[
            "service",
            "affected",
            "affected-services",
            "components",
            "component",
            "product",
            "products",
            "systems",
            "system",
        ],
    ),
    (
        "causes",
        &[
            "cause",
            "category",
            "categories",
            "root-cause",
            "root-causes",
            "contributing-factors",
        ],
    ),
    ("trigger", &["triggers"]),
    (
        "detection",
        &["detection-method", "detected-by", "how-detected"],
    ),
    ("mitigation", &["mitigation-type"]),
    ("tags", &["tag", "keywords", "keyword", "labels", "label"]),
    (
        "started",
        &[
            "date",
            "start",
            "start-time",
            "started-at",
            "start-date",
            "began",
            "incident-date",
            "occurred",
            "occurred-at",
            "impact-start",
        ],
    ),
    (
        "detected",
        &["detected-at", "detection-time", "time-detected"],
    ),
    ("acknowledged", &["acknowledged-at"]),
    ("declared", &["declared-at"]),
    ("identified", &["identified-at"]),
    ("mitigated", &["mitigated-at", "mitigation-time"]),
    (
        "resolved",
        &[
            "end",
            "end-time",
            "end-date",
            "ended",
            "ended-at",
            "resolved-at",
            "resolved-when",
            "resolution-time",
            "impact-end",
        ],
    ),
    (
        "published",
        &[
            "published-at",
            "publish-date",
            "publication-date",
            "source-published-at",
        ],
    ),
    ("timezone", &["time-zone", "tz"]),
    ("language", &["lang", "locale"]),
    (
        "summary",
        &["description", "abstract", "tldr", "tl-dr", "synopsis"],
    ),
    ("impact", &["user-impact", "customer-impact"]),
    ("timeline", &["events", "chronology"]),
    (
        "actions",
        &[
            "action-items",
            "follow-ups",
            "followups",
            "follow-up",
            "remediations",
            "todos",
        ],
    ),
    ("related", &["related-incidents", "see-also"]),
    (
        "sources",
        &[
            "source",
            "url",
            "urls",
            "link",
            "links",
            "archive-url",
            "reference",
            "references",
        ],
    ),
    ("audience", &["visibility"]),
];

/// Keys that other generators put into every file and that say nothing about the incident.
pub const PASSED_OVER: &[&str] = &[
    "layout",
    "draft",
    "weight",
    "slug",
    "type",
    "permalink",
    "aliases",
    "lang",
    "language",
    "uuid",
    "id",
    "section",
    "toc",
    "sidebar",
    "sidebar-position",
    "sidebar-label",
    "hide-table-of-contents",
    "review-in",
    "last-reviewed-on",
    "owner-slack",
    "parent",
    "nav-order",
    "image",
    "cover",
    "company",
    "source-fetched-at",
    "last-modified",
    "lastmod",
    "updated",
    "show-title",
    "source-title",
    "pin",
    "automated",
    "informational",
];

/// Returns the canonical name of a key as an author wrote it, or the key folded when it is none.
pub fn canonical(written: &str, config: &Config) -> String {
    let folded = fold_key(written);
    let own = config
        .key_aliases
        .iter()
        .find(|(_, names)| names.iter().any(|name| fold_key(name) == folded));
    if let Some((key, _)) = own {
        return key.clone();
    }
    let known = KEYS
        .iter()
        .find(|(key, aliases)| *key == folded || aliases.contains(&folded.as_str()));
    known.map_or(folded, |(key, _)| (*key).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_spelling_belongs_to_one_key() {
        let mut seen = BTreeSet::new();
        for (key, aliases) in KEYS {
            for name in aliases.iter().chain([key]) {
                assert_eq!(fold_key(name), **name, "written in folded form");
                assert!(seen.insert(*name), "{name} is listed twice");
            }
        }
    }

    #[test]
    fn keys_are_read_in_any_case() {
        let config = Config::default();
        for (written, key) in [
            ("startTime", "started"),
            ("Resolved_When", "resolved"),
            ("Action Items", "actions"),
            ("x-ticket", "x-ticket"),
        ] {
            assert_eq!(canonical(written, &config), key);
        }
    }
}

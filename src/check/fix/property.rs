//! What holds for any report: made-up front matter from lines that people write, in any mixture.

use super::table::{fixed_with, read, today};
use super::{Inferred, by_rule, has_no_new_finding, meaning};
use crate::check::{Given, check};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::load::front_matter;
use crate::load::keys::canonical;
use proptest::prelude::*;
use serde_yaml::Value;

/// Front matter, one value each; some of it is broken, some of it ambiguous.
const LINES: &[&str] = &[
    "title: Checkout: it's down",
    "title: 'It''s: down'",
    "Title: \"Down\"  # as told",
    "status: Complete",
    "status: 'in review'",
    "status:",
    "severity: SEV-2",
    "sev: \"P1\" # was P2",
    "priority: high",
    "severity: ~",
    "author: Ada, Grace",
    "authors: [{name: Ada, active: false}, 'no']",
    "affected:\n  - api\n  - 'db: main'",
    "service: api",
    "causes:\n- Database\n- {id: DNS, role: Latent}",
    "root_cause: Database, Network",
    "categories: [cloud, Database]",
    "detected_by: Monitoring",
    "mitigation: Fix forward",
    "keywords:\n# all of them\n- a\n\n- b",
    "date: 2024-03-02",
    "date: March 2, 2024 9:40",
    "started: 20/07/2021",
    "start_time: 03/04/2021",
    "detected: July 20, 2021 9:40 PST",
    "resolved: true",
    "resolvedWhen: 2024-03-02 10:38:00",
    "end: ~2024-03-02 11:00",
    "published: 2024-03-05",
    "timezone: Europe/London",
    "tz: Mars/Olympus",
    "summary: |\n  # no remark\n  date: none\n",
    "summary: >+\n  Two lines,\n  folded.\n\n",
    "impact: \"Users: many\\nmore\"",
    "timeline:\n- at: 2024-03-02 09:14\n  kind: Detected\n  text: x\n- 10:26 Raised: by users",
    "timeline:\n\t- {at: 2024-03-02 09:14, kind: resolved, text: x}",
    "timeline:\n- at: 2024-03-02 09:14 UTC\n  type: started\n  text: Alert: fired",
    "actions:\n- title: Page: us\n  status: Done\n  due: 20/07/2024",
    "actions:\n- {title: x, type: Prevent, state: OPEN}",
    "url: https://example.org/a",
    "link: /here",
    "x-Ticket: TIS-1",
    "unheard of: 1",
    "broken: 'open",
    "broken: [1, 2",
    "status: &a Complete\nx-again: *a",
    "severity: !!str SEV-2",
    "# a remark",
    "",
    "é: 🔥",
];

const BODIES: &[&str] = &[
    "",
    "\n# Checkout is down\n\nWords.\n",
    "# T\n\nSeverity: SEV-3\n\n**Date:** 2024-03-02\n\n---\n\nMore.",
    "\n## Timeline (all times CET)\n\n- 09:14 Alert fired\n- 10:26 Resolved\n",
    "\n# Incident on 2024-07-02\n\n## Timeline\n\n- 2024-07-02 09:14 PST: detected\n- 10:26 fixed\n\n## Attendees\n\n- Ada\n- Grace: SRE\n",
    "\n| Start | 2024-03-02 09:00 UTC |\n|---|---|\n| End | 10:00 |\n",
];

prop_compose! {
    fn report()(
        lines in prop::collection::vec(prop::sample::select(LINES), 0..9),
        body in prop::sample::select(BODIES),
        has_front_matter in prop::bool::weighted(0.9),
        has_bom in prop::bool::weighted(0.1),
        is_crlf in prop::bool::weighted(0.2),
    ) -> String {
        let mut text = body.to_owned();
        if has_front_matter {
            let front: String = lines.iter().map(|line| format!("{line}\n")).collect();
            text = format!("---\n{front}---\n{text}");
        }
        if is_crlf {
            text = text.replace('\n', "\r\n");
        }
        if has_bom { format!("\u{FEFF}{text}") } else { text }
    }
}

fn found(text: &str, config: &Config) -> Vec<Diagnostic> {
    let (corpus, sources, mut findings) = read(text, config);
    findings.extend(check(&Given {
        config,
        corpus: &corpus,
        sources: &sources,
        today: today(),
        has_coded: corpus.iter().any(|other| !other.causes.is_empty()),
    }));
    findings
}

/// What another reader makes of the front matter, if it takes it at all.
fn oracle(text: &str) -> Option<serde_yaml::Mapping> {
    let (_, span) = front_matter::split(text).front_matter?;
    match serde_yaml::from_str(&text[span]).ok()? {
        Value::Mapping(map) => Some(map),
        _ => None,
    }
}

/// Fields in which words and dates may be spelt anew.
const RESPELT: &[&str] = &[
    "status",
    "severity",
    "causes",
    "detection",
    "mitigation",
    "started",
    "detected",
    "resolved",
    "published",
    "timeline",
    "actions",
];

fn holds(text: &str, inferred: Inferred) {
    let config = Config::default();
    let once = fixed_with(text, &config, inferred);
    assert_eq!(fixed_with(&once, &config, inferred), once, "fixed twice");

    let body = &text[front_matter::split(text).body];
    assert!(once.ends_with(body), "the body of {once:?}");
    assert_eq!(once.starts_with('\u{FEFF}'), text.starts_with('\u{FEFF}'));
    if text.contains("\r\n") {
        assert_eq!(once.matches('\n').count(), once.matches("\r\n").count());
    }

    let (before, after) = (found(text, &config), found(&once, &config));
    assert!(
        has_no_new_finding(&before, &after),
        "{:?} became {:?}",
        by_rule(&before),
        by_rule(&after)
    );

    let (old, _, _) = read(text, &config);
    let (new, _, _) = read(&once, &config);
    for (old, new) in old.iter().zip(new.iter()) {
        assert!(meaning::is_kept(old, new), "{text}\nbecame\n{once}");
    }
    means_the_same_to_others(text, &once, &config);
}

fn means_the_same_to_others(before: &str, after: &str, config: &Config) {
    let Some(old) = oracle(before) else { return };
    let new = oracle(after).unwrap_or_else(|| panic!("nobody else reads\n{after}"));
    for (key, value) in old {
        let name = canonical(key.as_str().unwrap_or_default(), config);
        let now = new.get(&key).or_else(|| new.get(name.as_str()));
        let is_same = now == Some(&value) || value.is_null() && now.is_some();
        assert!(
            is_same || now.is_some() && RESPELT.contains(&name.as_str()),
            "{key:?}: {value:?} became {now:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn safe_fixes_are_safe(text in report()) {
        holds(&text, Inferred::Left);
    }

    #[test]
    fn writing_down_what_is_inferred_is_safe(text in report()) {
        holds(&text, Inferred::Written);
    }
}

#[test]
fn every_line_alone_is_safe() {
    for line in LINES {
        for body in BODIES {
            let text = format!("---\n{line}\n---\n{body}");
            holds(&text, Inferred::Left);
            holds(&text, Inferred::Written);
        }
    }
}

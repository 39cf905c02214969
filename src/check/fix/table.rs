//! Reports before and after, as tables of text.

use super::{Inferred, Options, plan};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::load;
use crate::model::{Body, Corpus, Incident, Origin, Slug, Sourced};
use crate::source::{SourceId, Sources};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A report of which nothing is known but its name.
fn unread(source: SourceId) -> Incident {
    Incident {
        slug: Slug::from_name("checkout-is-down").expect("a name"),
        source,
        path: "checkout-is-down.md".to_owned(),
        title: Sourced::inferred(String::new(), Origin::FileName, 0..0),
        status: None,
        severity: None,
        authors: Vec::new(),
        services: Vec::new(),
        causes: Vec::new(),
        unknown_causes: Vec::new(),
        trigger: None,
        detection: None,
        mitigation: None,
        tags: Vec::new(),
        milestones: BTreeMap::new(),
        published: None,
        summary: None,
        impact: None,
        timeline: Vec::new(),
        actions: Vec::new(),
        related: Vec::new(),
        sources: Vec::new(),
        audience: None,
        language: None,
        extra: BTreeMap::new(),
        body: Body::default(),
        factors: Vec::new(),
        suggestions: Vec::new(),
        links: Vec::new(),
        assets: Vec::new(),
    }
}

pub(super) fn read(text: &str, config: &Config) -> (Corpus, Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let file = sources.add("incidents/checkout-is-down.md", text);
    let (incident, findings) = load::read_alone(&unread(file), config, &sources);
    let mut corpus = Corpus::default();
    corpus.insert(incident).expect("the only report");
    (corpus, sources, findings)
}

pub(super) fn fixed_with(text: &str, config: &Config, inferred: Inferred) -> String {
    let (corpus, sources, findings) = read(text, config);
    let options = Options {
        inferred,
        today: today(),
    };
    let files = plan(&findings, &corpus, &sources, config, &options);
    files
        .into_iter()
        .next()
        .map_or_else(|| text.to_owned(), |file| file.after)
}

pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date")
}

/// Fixes front matter, and once more, which must change nothing.
fn check(before: &str, after: &str) {
    let wrapped = |front: &str| format!("---\n{front}---\n\n# Checkout is down\n");
    let config = Config::default();
    let once = fixed_with(&wrapped(before), &config, Inferred::Left);
    assert_eq!(once, wrapped(after), "{before}");
    let twice = fixed_with(&once, &config, Inferred::Left);
    assert_eq!(twice, once, "{before} a second time");
}

/// The same for a whole report and everything that can be worked out.
fn check_inferred(before: &str, after: &str) {
    let config = Config::default();
    let once = fixed_with(before, &config, Inferred::Written);
    assert_eq!(once, after, "{before}");
    assert_eq!(fixed_with(&once, &config, Inferred::Written), once);
}

#[test]
fn keys_get_their_canonical_name() {
    for (before, after) in [
        ("date: 2024-03-02\n", "started: 2024-03-02\n"),
        (
            "\"Start Time\": 2024-03-02  # c\n",
            "started: 2024-03-02  # c\n",
        ),
        (
            "resolvedWhen: 2024-03-02\nTitle: x\n",
            "resolved: 2024-03-02\ntitle: x\n",
        ),
        ("root_causes: [network]\n", "causes: [network]\n"),
        (
            "url: https://example.org\n",
            "sources: https://example.org\n",
        ),
        // Two keys of one name: which of them counts is for the author to say.
        (
            "started: 2024-03-02\ndate: 2024-03-05\n",
            "started: 2024-03-02\ndate: 2024-03-05\n",
        ),
        (
            "resolved: true\nend: 2024-03-02\n",
            "resolved: true\nend: 2024-03-02\n",
        ),
        (
            "date: 2024-03-02\ndate: 2024-03-05\n",
            "date: 2024-03-02\ndate: 2024-03-05\n",
        ),
        // What others may read differently stays.
        (
            "owner: api\ncategories: [Database]\n",
            "owner: api\ncategories: [Database]\n",
        ),
        ("url: /outages/1\n", "url: /outages/1\n"),
        (
            "unheard-of: 1\nx-Ticket: 2\n",
            "unheard-of: 1\nx-Ticket: 2\n",
        ),
    ] {
        check(before, after);
    }
}

#[test]
fn words_get_their_canonical_spelling_in_the_same_quotes() {
    for (before, after) in [
        ("severity: SEV-2\n", "severity: sev2\n"),
        (
            "severity: 'SEV-2'\nstatus: \"Complete\"\n",
            "severity: 'sev2'\nstatus: \"done\"\n",
        ),
        ("severity: 2 # of 4\n", "severity: sev2 # of 4\n"),
        ("sev: P1\n", "severity: sev1\n"),
        ("status: In Review\n", "status: in-review\n"),
        (
            "causes: [Database, {id: DNS, role: Trigger}]\n",
            "causes: [data, {id: network/dns, role: trigger}]\n",
        ),
        ("causes:\n- Database   # c\n", "causes:\n- data   # c\n"),
        ("detection: Internal User\n", "detection: internal-user\n"),
        ("mitigation: fix_forward\n", "mitigation: fix-forward\n"),
        (
            "timeline:\n- {at: 2024-03-02, kind: Change, text: x}\n",
            "timeline:\n- {at: 2024-03-02, kind: change, text: x}\n",
        ),
        (
            "actions:\n- title: x\n  kind: Prevent\n  status: DONE\n",
            "actions:\n- title: x\n  kind: prevent\n  status: done\n",
        ),
        ("severity: |\n  SEV-2\n", "severity: |\n  SEV-2\n"),
        ("severity: horrible\n", "severity: horrible\n"),
    ] {
        check(before, after);
    }
}

#[test]
fn dates_get_the_short_form_where_it_says_the_same() {
    for (before, after) in [
        ("started: 20/07/2021\n", "started: 2021-07-20\n"),
        (
            "started: July 20, 2021 9:40\n",
            "started: 2021-07-20 09:40\n",
        ),
        (
            "started: 'July 20, 2021 9:40'\n",
            "started: '2021-07-20 09:40'\n",
        ),
        (
            "actions: [{title: x, due: 20/07/2021}]\n",
            "actions: [{title: x, due: 2021-07-20}]\n",
        ),
        (
            "published: 2021-07-20T09:40:00\n",
            "published: 2021-07-20T09:40:00\n",
        ),
        // March or April, Pacific time, about: only the author knows.
        ("started: 03/04/2021\n", "started: 03/04/2021\n"),
        (
            "started: July 20, 2021 9:40 PST\n",
            "started: July 20, 2021 9:40 PST\n",
        ),
        ("started: ca. 20/07/2021\n", "started: ca. 20/07/2021\n"),
        (
            "started: 2021-07-20T09:40:00+01:00\n",
            "started: 2021-07-20T09:40:00+01:00\n",
        ),
        ("started: 2021\n", "started: 2021\n"),
    ] {
        check(before, after);
    }
}

#[test]
fn yaml_that_others_refuse_is_mended_first() {
    for (before, after) in [
        (
            "title: Down: it's cold\ndate: 2024\n",
            "title: 'Down: it''s cold'\nstarted: 2024\n",
        ),
        ("causes:\n\t- Database\n", "causes:\n  - data\n"),
        (
            "actions:\n\t- title: Alert: page us\n\t  owner: ops\n\t  due: 2030-01-01\n\t  status: Open\n",
            "actions:\n  - title: 'Alert: page us'\n    owner: ops\n    due: 2030-01-01\n    status: open\n",
        ),
        // A second fault in the file does not stand in the way of the rest.
        ("a: 'open\nseverity: P1\n", "a: 'open\nseverity: sev1\n"),
    ] {
        check(before, after);
    }
}

#[test]
fn events_of_the_front_matter_give_milestones() {
    for (before, after) in [
        (
            "started: 2024-03-02 09:00\ntimeline:\n- {at: 2024-03-02 09:14, kind: detected, text: x}\n",
            "started: 2024-03-02 09:00\ndetected: 2024-03-02 09:14\ntimeline:\n- {at: 2024-03-02 09:14, kind: detected, text: x}\n",
        ),
        (
            "timezone: Europe/London\nresolved:  # when?\ntimeline:\n- {at: 2024-07-02 09:14 UTC, kind: resolved, text: x}\n",
            "timezone: Europe/London\nresolved: 2024-07-02 09:14 UTC # when?\ntimeline:\n- {at: 2024-07-02 09:14 UTC, kind: resolved, text: x}\n",
        ),
    ] {
        check(before, after);
    }
}

#[test]
fn line_endings_marks_and_remarks_stay() {
    let config = Config::default();
    for (before, after) in [
        (
            "\u{FEFF}---\r\n# c\r\ndate:   2024  # d\r\n\r\nsev: 'P1'\r\n---\r\n\r\n# T\r\ntext",
            "\u{FEFF}---\r\n# c\r\nstarted:   2024  # d\r\n\r\nseverity: 'sev1'\r\n---\r\n\r\n# T\r\ntext",
        ),
        (
            "+++\ndate = 2024\n+++\n# T\n",
            "+++\ndate = 2024\n+++\n# T\n",
        ),
        ("---\ndate: 2024\n\n# T\n", "---\ndate: 2024\n\n# T\n"),
        ("{date: x}\n", "{date: x}\n"),
        (
            "---\n{date: 2024, sev: P1}\n---\n# T\n",
            "---\n{started: 2024, severity: sev1}\n---\n# T\n",
        ),
    ] {
        assert_eq!(
            fixed_with(before, &config, Inferred::Left),
            after,
            "{before:?}"
        );
    }
}

#[test]
fn inferred_values_are_written_in_order() {
    check_inferred(
        "# Search is slow\n\nSeverity: SEV-2\n\n**Date:** 2024-03-02\n",
        "---\nseverity: sev2\nstarted: 2024-03-02\n---\n\n# Search is slow\n\nSeverity: SEV-2\n\n**Date:** 2024-03-02\n",
    );
    check_inferred(
        "---\n# of the archive\ntags: [a]\n\n# below\nsummary: |\n  # no remark\n  b\n---\n# Search is slow\n\nSeverity: SEV-2\n\n**Date:** 2024-03-02\n",
        "---\nseverity: sev2\n# of the archive\ntags: [a]\nstarted: 2024-03-02\n\n# below\nsummary: |\n  # no remark\n  b\n---\n# Search is slow\n\nSeverity: SEV-2\n\n**Date:** 2024-03-02\n",
    );
    check_inferred(
        "---\n---\n\nWords.\n",
        "---\ntitle: Checkout is down\n---\n\nWords.\n",
    );
    check_inferred(
        "---\r\nseverity:\r\nstarted: ~  # c\r\n---\r\n# T\r\n\r\nSeverity: SEV-2\r\n\r\n**Date:** 2024-03-02\r\n",
        "---\r\nseverity: sev2\r\nstarted: 2024-03-02  # c\r\n---\r\n# T\r\n\r\nSeverity: SEV-2\r\n\r\n**Date:** 2024-03-02\r\n",
    );
}

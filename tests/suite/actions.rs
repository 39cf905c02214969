//! Follow-up work: its numbers, worked by hand, and the page, the sheet and the calendar.

use crate::support::TempProject;
use casebook::analyze::actions::{Ledger, ledger};
use casebook::check::Strictness;
use casebook::model::{ActionKind, Incident};
use casebook::pipeline;
use casebook::project::Project;
use chrono::NaiveDate;

const POLICY: &str = "[output.html]\nsite-url = \"https://incidents.example.org/a/\"\n\
     [policy.action-due]\nsev1 = \"2 weeks\"\ndefault = \"90 days\"\n";

/// Looks at the actions of some reports on 1 January 2026, with `POLICY`.
fn numbers(reports: &[&str]) -> Ledger {
    let mut project = TempProject::new().file("book.toml", POLICY);
    for (i, report) in reports.iter().enumerate() {
        project = project.file(&format!("incidents/r{i}.md"), report);
    }
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let opened = Project::open(project.path(), None, today).expect("a project");
    let checked = pipeline::check(&opened, Strictness::Usual).expect("reports");
    let newest: Vec<&Incident> = checked.corpus.newest_first();
    ledger(&newest, &opened.config, today)
}

/// A report with actions, each a map in YAML.
fn report(head: &str, actions: &[&str]) -> String {
    let actions: String = actions
        .iter()
        .map(|action| format!("  - {{{action}}}\n"))
        .collect();
    format!("---\ntitle: Down\n{head}\nactions:\n{actions}---\n")
}

#[test]
fn actions_are_due_by_their_date_then_by_policy() {
    let late = |head: &str, action: &str| numbers(&[&report(head, &[action])]).entries[0].late;
    for (head, action, days) in [
        // By its own date, whatever the policy says; a month is over when its last day is.
        ("started: 2025-12-31", "title: a, due: 2025-12-31", Some(1)),
        ("started: 2025-12-31", "title: a, due: 2026-01-01", None),
        (
            "started: 2020-01-01",
            "title: a, status: open, due: 2025-11",
            Some(32),
        ),
        (
            "started: 2020-01-01",
            "title: a, status: open, due: 2026-02-01",
            None,
        ),
        (
            "started: 2020-01-01",
            "title: a, status: proposed, due: 2025-12-22",
            Some(10),
        ),
        (
            "started: 2020-01-01",
            "title: a, status: done, due: 2025-12-22",
            None,
        ),
        (
            "started: 2020-01-01",
            "title: a, status: rejected, due: 2025-12-22",
            None,
        ),
        // By policy: published before ended before started.
        ("started: 2025-10-03", "title: a, status: open", None),
        ("started: 2025-10-02", "title: a, status: open", Some(1)),
        (
            "started: 2025-10-02\nresolved: 2025-10-04",
            "title: a, status: open",
            None,
        ),
        (
            "started: 2025-10-02\nmitigated: 2025-09-30 10:00\nresolved: 2025-12-04",
            "title: a, status: open",
            Some(3),
        ),
        (
            "started: 2025-10-02\npublished: 2025-12-24",
            "title: a, status: open",
            None,
        ),
        (
            "started: 2025-12-16\nseverity: sev1",
            "title: a, status: open",
            Some(2),
        ),
        (
            "started: 2025-12-16\nseverity: sev2",
            "title: a, status: open",
            None,
        ),
        ("started: 2025-09", "title: a, status: open", Some(3)),
        // Nobody decided on these.
        ("started: 2020-01-01", "title: a, status: proposed", None),
        ("started: 2020-01-01", "title: a", None),
    ] {
        assert_eq!(late(head, action), days, "{head}, {action}");
    }
}

#[test]
fn tallies_ages_and_gaps_are_counted() {
    let ledger = numbers(&[
        &report(
            "started: 2025-12-22\nseverity: sev1",
            &[
                "title: a, status: open, kind: prevent, owner: ann",
                "title: b, status: done, kind: prevent",
                "title: c, status: done, kind: prevent, due: 2020-01-01",
                "title: d, status: rejected",
                "title: e",
            ],
        ),
        &report(
            "started: 2025-09-23",
            &[
                "title: f, status: open, kind: detect, link: 'https://example.org/1'",
                "title: g, status: proposed",
                "title: h, due: 2025-12-01",
            ],
        ),
    ]);
    let tally = ledger.tally;
    assert_eq!((tally.open, tally.proposed, tally.done), (3, 1, 2));
    assert_eq!((tally.rejected, tally.unknown, tally.total()), (1, 1, 8));
    // `f` was due on 22 December, 90 days after the start; `h` on 1 December.
    assert_eq!((tally.overdue_by_policy, tally.overdue_by_date), (1, 1));
    let kinds: Vec<(Option<ActionKind>, usize, usize)> = ledger
        .kinds
        .iter()
        .map(|(kind, tally)| {
            (
                *kind,
                tally.done_of_decided().count,
                tally.done_of_decided().of,
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            (Some(ActionKind::Prevent), 2, 3),
            (Some(ActionKind::Detect), 0, 1),
            (None, 0, 1)
        ]
    );
    // Open ones: 10, 100 and 100 days old.
    let ages = ledger.ages;
    assert_eq!(
        (ages.n, ages.median, ages.oldest, ages.p75),
        (3, Some(100.0), Some(100), None)
    );
    // Of a, f, g, h: `a` has an owner and `f` a ticket; `g` has no date.
    assert_eq!(
        (ledger.without_owner, ledger.without_due, ledger.incidents),
        (2, 1, 2)
    );
}

#[test]
fn quantiles_of_ages_are_those_of_type_seven() {
    // Ages 1, 2, 4, 8 .. 512 days: the numbers of R's quantile(2^(0:9), type = 7).
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let reports: Vec<String> = (0..10)
        .map(|power| {
            let day = today - chrono::TimeDelta::days(1 << power);
            report(&format!("started: {day}"), &["title: a, status: open"])
        })
        .collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    let ages = numbers(&reports).ages;
    assert_eq!((ages.n, ages.median), (10, Some(24.0)));
    assert_eq!(ages.p75, Some(112.0));
    assert!((ages.p90.expect("ten") - 281.6).abs() < 1e-9);
}

fn site(report: &str) -> TempProject {
    let project = TempProject::new()
        .file("book.toml", POLICY)
        .file("incidents/2025-12-01-a.md", report);
    let run = project.run(&["build", "--now", "2026-01-01"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    project
}

#[test]
fn every_action_has_a_place_that_the_page_of_actions_leads_to() {
    for body in [
        "## Action items\n\n- [ ] One\n  - more\n- Two **words**\n\nClosing words.\n",
        "## Action items\n\n1. One\n\n   Why.\n\n2. Two **words**\n",
        "## Action items\n\n| Action | Status |\n|---|---|\n| One | open |\n| Two **words** | odd |\n",
        "## Action items\n\n**Action item:** One\n\n**Action item:** Two **words**\n",
        "- **Review actions**:\n  - One\n  - Two **words**\n",
        "## Timeline\n\n- 10:00 One\n- 10:10 Two\n\n## Action items\n\n- One\n- Two **words**\n",
    ] {
        let project = site(&format!("# Down on 2025-12-01\n\n{body}"));
        let list = project.read("site/actions.html");
        let page = project.read("site/incidents/2025-12-01-a.html");
        let links: Vec<&str> = list
            .split("href=\"incidents/2025-12-01-a.html#")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(links.len(), 2, "{body}\n{list}");
        for id in links {
            let places = page.matches(&format!("id=\"{id}\"")).count();
            assert_eq!(places, 1, "{body}: #{id}\n{page}");
        }
        assert!(
            !page.contains("<span id=\"a-"),
            "{body}: an id without an element"
        );
    }
}

#[test]
fn the_page_shows_the_urgent_first_and_folds_what_is_done() {
    let project = site(&report(
        "severity: sev1\nstarted: 2025-12-01\npublished: 2025-12-10",
        &[
            "title: Finished, status: done",
            "title: Later, status: open, due: 2026-02-01",
            "title: By policy, status: open, owner: team-a",
            "title: An idea, status: proposed",
            "title: Silent",
        ],
    ));
    let page = project.read("site/actions.html");
    let places: Vec<usize> = [
        "id=\"overdue\"",
        "By policy",
        "8 days late",
        "id=\"due\"",
        "Later",
        "id=\"proposed\"",
        "An idea",
        "id=\"not-stated\"",
        "Silent",
        "<details",
        "Finished",
    ]
    .map(|words| {
        page.rfind(words)
            .unwrap_or_else(|| panic!("{words} is missing\n{page}"))
    })
    .to_vec();
    assert!(places.is_sorted(), "{places:?}\n{page}");
    assert!(page.contains("2 actions are open and 1 proposed; one of them is overdue."));
    assert!(page.contains("14 days at SEV 1 and 90 days otherwise"));
    let home = project.read("site/index.html");
    assert!(home.contains("<b>1</b> overdue"), "{home}");
    let incident = project.read("site/incidents/2025-12-01-a.html");
    assert!(
        incident.contains("due 24 Dec 2025 by policy · 8 days late"),
        "{incident}"
    );
}

#[test]
fn the_sheet_runs_nothing_and_the_calendar_is_one() {
    let project = site(&report(
        "severity: sev1\nstarted: 2025-12-01\npublished: 2025-12-10",
        &[
            "title: '=cmd|calc, \"x\"', status: open, owner: '@ann', due: 2026-02-28",
            "title: \"Fold; me,\\nEND:VCALENDAR and fold me again, until the line is too long\", status: open",
            "title: Finished, status: done, due: 2026-02-01",
        ],
    ));
    let sheet = project.read("site/actions.csv");
    assert!(sheet.contains(",\"'=cmd|calc, \"\"x\"\"\",open,,'@ann,2026-02-28,date,,22,,https://incidents.example.org/a/incidents/2025-12-01-a.html#a-"), "{sheet}");
    assert_eq!(sheet.lines().count(), 4, "{sheet}");
    let calendar = project.read("site/actions.ics");
    for line in calendar.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line:?}");
    }
    let read: icalendar::Calendar = calendar.parse().expect("another program reads it");
    let found: Vec<(Option<&str>, bool)> = read
        .iter()
        .filter_map(icalendar::CalendarComponent::as_event)
        .map(|event| {
            use icalendar::Component;
            (
                event.get_summary(),
                event
                    .get_uid()
                    .is_some_and(|uid| uid.ends_with(".2025-12-01-a@incidents.example.org")),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (
                Some("Due: Fold; me, END:VCALENDAR and fold me again, until the line is too long"),
                true
            ),
            (Some("Due: =cmd|calc, \"x\""), true),
        ]
    );
    assert!(calendar.contains("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"));
    assert!(calendar.contains("DTSTAMP:20260101T000000Z\r\n"));
}

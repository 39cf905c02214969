//! What is worked out from a body, each value with where it comes from.

use super::{BodyReading, Given, read};
use crate::config::Config;

fn reading(stem: &str, body: &str) -> BodyReading {
    let config = Config::default();
    let given = Given {
        stem,
        config: &config,
        zone: None,
        started: None,
        title: None,
    };
    read(body, 0..body.len(), &given)
}

/// Compares the milestones, one a line: `started 2024-03-02 10:15, inferred from ..`.
fn check(stem: &str, body: &str, expected: &[&str]) {
    let found: Vec<String> = reading(stem, body)
        .milestones
        .iter()
        .map(|(milestone, at)| {
            let origin = at.origin.as_str().trim_start_matches("inferred from ");
            format!(
                "{} {}, {origin}",
                milestone.as_str(),
                at.value.written_text()
            )
        })
        .collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn labelled_lines_go_first() {
    check(
        "x",
        "**Start:** 2024-03-02 10:15\n**End:** 2024-03-02 11:00\n\n## Timeline\n\n- 2024-03-01 09:00 - Deployed\n",
        &[
            "started 2024-03-02 10:15, a labelled line",
            "resolved 2024-03-02 11:00, a labelled line",
        ],
    );
    check(
        "x",
        "Date: 2 March 2024, 14:00 – 15:30\n",
        &[
            "started 2024-03-02 14:00, a labelled line",
            "resolved 2024-03-02 15:30, a labelled line",
        ],
    );
    check(
        "x",
        "| Start (UTC) | 2024-03-02 10:15 |\n|---|---|\n| Detected | 10:20 |\n",
        &[
            "started 2024-03-02 10:15, a table",
            "detected 2024-03-02 10:20, a table",
        ],
    );
    check(
        "x",
        "Date: 2024-03-02\n\n## Timeline\n\n- 10:15 - Broke\n",
        &["started 2024-03-02 10:15, the first timeline event"],
    );
    check(
        "x",
        "- **Status**: Resolved at 2024-03-02 11:00 UTC\n",
        &[
            "started 2024-03-02, the text",
            "resolved 2024-03-02 11:00, a labelled line",
        ],
    );
}

#[test]
fn then_events_by_their_words() {
    check(
        "2024-03-02",
        "## Timeline\n\n- 10:15 Deployed\n- 10:20 PagerDuty alert\n- 10:25 Incident declared\n- 10:40 Service restored\n- 12:00 Meeting\n",
        &[
            "started 2024-03-02 10:15, the first timeline event",
            "detected 2024-03-02 10:20, a timeline event",
            "declared 2024-03-02 10:25, a timeline event",
            "mitigated 2024-03-02 10:40, a timeline event",
        ],
    );
    check(
        "2024-03-02",
        "## Timeline\n\n- 10:15 Lunch\n- 10:40 Tea\n",
        &[
            "started 2024-03-02 10:15, the first timeline event",
            "resolved 2024-03-02 10:40, the last timeline event",
        ],
    );
}

#[test]
fn stated_durations_pick_the_start() {
    let events = "## Timeline\n\n- 2024-03-01 09:00 Seed sown\n- 2024-03-05 10:00 Odd\n- 10:10 Looked\n- 10:15 Talked\n- 11:00 Tea\n";
    let stated = format!(
        "{events}\n## Stats\n\n- Time to detection: 10 minutes\n- Time to recovery: 15 minutes\n"
    );
    check(
        "x",
        &stated,
        &[
            "started 2024-03-05 10:00, a timeline event",
            "detected 2024-03-05 10:10, a timeline event",
            "mitigated 2024-03-05 10:15, a timeline event",
        ],
    );
    check(
        "x",
        events,
        &[
            "started 2024-03-05 10:00, the first timeline event",
            "resolved 2024-03-05 11:00, the last timeline event",
        ],
    );
}

#[test]
fn the_incident_begins_on_the_day_in_its_title() {
    let events = "## Timeline\n\n### 2024-03-01\n\nPrepared.\n\n### 2024-03-02 10:15\n\nBroke.\n\n### 10:40\n\nTea.\n";
    check(
        "x",
        &format!("# 2024-03-02, queue stuck\n\n{events}"),
        &[
            "started 2024-03-02 10:15, the first timeline event",
            "resolved 2024-03-02 10:40, the last timeline event",
        ],
    );
    check(
        "x",
        &format!("# Queue stuck\n\n{events}"),
        &[
            "started 2024-03-01, the first timeline event",
            "resolved 2024-03-02 10:40, the last timeline event",
        ],
    );
}

#[test]
fn then_title_text_and_file_name() {
    check(
        "x",
        "# Queue stuck - March 2, 2024\n\nWords.\n",
        &["started 2024-03-02, the title"],
    );
    check(
        "x",
        "# Queue stuck\n\n## Summary\n\nOn 2 March 2024 it stuck.\n",
        &["started 2024-03-02, the text"],
    );
    check(
        "x",
        "# Queue stuck\n\nOn March 2, 2024 it was down from 16:58 to 18:46 UTC.\n",
        &[
            "started 2024-03-02 16:58, the text",
            "resolved 2024-03-02 18:46, the text",
        ],
    );
    check(
        "x",
        "# Queue stuck\n\nOn March 2, 2024, it began at 16:58 UTC. By 18:46 UTC it was fully restored.\n",
        &[
            "started 2024-03-02 16:58, the text",
            "resolved 2024-03-02 18:46, the text",
        ],
    );
    check(
        "2024-03-02-queue-stuck",
        "# Queue stuck\n\nWords.\n",
        &["started 2024-03-02, the file name"],
    );
    check("queue-stuck", "# Queue stuck\n\nWords.\n", &[]);
}

#[test]
fn single_values_come_from_labels_and_sections() {
    let reading = reading(
        "x",
        "# Queue stuck\n\nAuthors: Ann Lee, @bob\nStatus: Complete, actions open\nSeverity: SEV-2 (major)\nAffected services: api; web\nPublished: 2024-03-09\nCategory: Network\n\n## Summary\n\nIt stuck.\n\nThen more.\n\n## Impact\n\n- Users\n\n## Root causes\n\n- Disk full\n- No alert\n\n## Trigger\n\nA deploy.\n",
    );
    let names: Vec<&str> = reading
        .authors
        .iter()
        .map(|author| author.value.name.as_str())
        .collect();
    assert_eq!(names, ["Ann Lee", "bob"]);
    assert_eq!(
        reading.status.map(|status| status.value).as_deref(),
        Some("done")
    );
    assert_eq!(
        reading.severity.map(|severity| severity.value).as_deref(),
        Some("sev2")
    );
    let services: Vec<&str> = reading
        .services
        .iter()
        .map(|service| service.value.as_str())
        .collect();
    assert_eq!(services, ["api", "web"]);
    assert_eq!(
        reading
            .published
            .map(|at| at.value.written_text())
            .as_deref(),
        Some("2024-03-09")
    );
    assert_eq!(
        reading.tags.first().map(|tag| tag.value.as_str()),
        Some("Network")
    );
    assert_eq!(
        reading.summary.map(|text| text.value).as_deref(),
        Some("It stuck.")
    );
    assert_eq!(
        reading.impact.map(|text| text.value).as_deref(),
        Some("- Users")
    );
    assert_eq!(
        reading.trigger.map(|text| text.value).as_deref(),
        Some("A deploy.")
    );
    assert_eq!(reading.factors.len(), 2);
}

#[test]
fn the_order_of_dates_is_settled_by_the_report() {
    for (body, expected) in [
        (
            "## Timeline\n\n03/04/2024 10:15 - a\n\n20/04/2024 10:15 - b\n",
            "2024-04-03 10:15",
        ),
        (
            "## Timeline\n\n03/04/2024 10:15 - a\n\n04/20/2024 10:15 - b\n",
            "2024-03-04 10:15",
        ),
        (
            "## Timeline (times in BST)\n\n03/04/2024 10:15 - a\n",
            "2024-04-03 10:15",
        ),
        (
            "## Timeline (times in PST)\n\n03/04/2024 10:15 - a\n",
            "2024-03-04 10:15",
        ),
    ] {
        let reading = reading("x", body);
        let at = reading.timeline.first().and_then(|event| event.at.as_ref());
        assert_eq!(
            at.map(|at| at.written_text()).as_deref(),
            Some(expected),
            "{body}"
        );
    }
}

//! The shapes that timelines take in reports, each with what is read from it.

use crate::config::Config;
use crate::load::body::{BodyReading, Given, read};
use crate::model::Piece;

fn reading(body: &str) -> BodyReading {
    let config = Config::default();
    let given = Given {
        stem: "2024-03-02-queue",
        config: &config,
        zone: None,
        started: None,
        title: None,
    };
    read(body, 0..body.len(), &given)
}

/// Compares the events, one a line: `time | text`, and sees that no word is lost.
fn check(body: &str, expected: &[&str]) {
    let reading = reading(body);
    let found: Vec<String> = reading
        .timeline
        .iter()
        .map(|event| {
            let at = event.at.as_ref().map_or("?".to_owned(), |at| {
                format!(
                    "{}{}",
                    if at.approximate { "~" } else { "" },
                    at.written_text()
                )
            });
            let until = event
                .until
                .as_ref()
                .map(|until| format!("..{}", until.written_text()));
            format!(
                "{at}{} | {}",
                until.unwrap_or_default(),
                event.text.replace('\n', "⏎")
            )
        })
        .collect();
    assert_eq!(found, expected, "{body}");
    all_words_are_kept(body, &reading);
}

fn all_words_are_kept(body: &str, reading: &BodyReading) {
    for layout in &reading.body.timelines {
        let mut at = layout.span.start;
        let label = layout.label.clone().unwrap_or(0..0);
        for piece in &layout.pieces {
            let span = match piece {
                Piece::Event(event) => reading.timeline[*event].span.clone(),
                Piece::Text(span) | Piece::Structure(span) => span.clone(),
            };
            assert!(span.start >= at, "pieces overlap at {span:?} in {body}");
            words_between(body, at, span.start, &label);
            at = span.end;
        }
        words_between(body, at, layout.span.end, &label);
    }
}

fn words_between(body: &str, from: usize, to: usize, label: &std::ops::Range<usize>) {
    let lost: String = body[from..to]
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && !label.contains(&(from + at)))
        .map(|(_, c)| c)
        .collect();
    assert_eq!(lost, "", "lost in {body}");
}

#[test]
fn bullets() {
    check(
        "## Timeline\n\n- 10:15 - Alert\n- 10:20: Looked\n  - nested *detail*\n- 10:25 Done\n",
        &[
            "2024-03-02 10:15 | Alert",
            "2024-03-02 10:20 | Looked⏎⏎- nested *detail*",
            "2024-03-02 10:25 | Done",
        ],
    );
    check(
        "## Timeline\n\n* **10:15 UTC** – Alert\n* **10:20 UTC** – Done\n",
        &["2024-03-02 10:15 | Alert", "2024-03-02 10:20 | Done"],
    );
    check(
        "## Timeline\n\n- `2024-03-05 10:15` Alert\n- `10:20` Done\n",
        &["2024-03-05 10:15 | Alert", "2024-03-05 10:20 | Done"],
    );
    check(
        "## Timeline\n\n1. 10:15 Alert\n2. 10:20 Done\n",
        &["2024-03-02 10:15 | Alert", "2024-03-02 10:20 | Done"],
    );
    check(
        "## Timeline\n\n- 10:15 - Alert\n- somebody else looked\n- 10:25 Done\n",
        &[
            "2024-03-02 10:15 | Alert⏎⏎- somebody else looked",
            "2024-03-02 10:25 | Done",
        ],
    );
    check(
        "## Timeline\n\n- **10:15 - Alert** went off\n",
        &["2024-03-02 10:15 | **Alert** went off"],
    );
    check(
        "## Timeline\n\n- [10:15 Alert](https://example.org) went off\n",
        &["2024-03-02 10:15 | [Alert](https://example.org) went off"],
    );
    check(
        "## Timeline\n\n- 10:15\n  - Alert\n  - Paged\n",
        &["2024-03-02 10:15 | - Alert⏎- Paged"],
    );
    check(
        "## Timeline\n\n- ~10:15 Alert\n- 2X:XX Odd\n- 10:40-10:50 Fixed\n",
        &[
            "~2024-03-02 10:15 | Alert",
            "~2024-03-02 | Odd",
            "2024-03-02 10:40..2024-03-02 10:50 | Fixed",
        ],
    );
}

#[test]
fn clocks_that_run_to_twelve() {
    check(
        "## Timeline\n\n- 11:50 Alert\n- 12:10 Looked\n- 1:05 Done\n- 2:00 Closed\n",
        &[
            "2024-03-02 11:50 | Alert",
            "2024-03-02 12:10 | Looked",
            "2024-03-02 13:05 | Done",
            "2024-03-02 14:00 | Closed",
        ],
    );
    check(
        "## Timeline\n\n- 12:10 Alert\n- 23:50 Looked\n- 1:05 Done\n",
        &[
            "2024-03-02 12:10 | Alert",
            "2024-03-02 23:50 | Looked",
            "2024-03-03 01:05 | Done",
        ],
    );
}

#[test]
fn what_stands_between_bullets_stays() {
    let body =
        "## Timeline\n\nIntro.\n\n- 10:15 Alert\n\n![graph](a.png)\n\n- 10:20 Done\n\nAfter.\n";
    check(
        body,
        &["2024-03-02 10:15 | Alert", "2024-03-02 10:20 | Done"],
    );
    let texts = reading(body).body.timelines[0]
        .pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Text(_)))
        .count();
    assert_eq!(texts, 3);
}

#[test]
fn days_in_nested_lists() {
    check(
        "## Timeline\n\n- 2024-03-05\n  - 10:15 Alert\n  - 10:20 Looked\n- 2024-03-06\n  - 09:00 Done\n",
        &[
            "2024-03-05 10:15 | Alert",
            "2024-03-05 10:20 | Looked",
            "2024-03-06 09:00 | Done",
        ],
    );
    check(
        "## Timeline\n\n- Tuesday, March 5\n  - 10:15 Alert\n- Wednesday\n  - 09:00 Done\n",
        &["2024-03-05 10:15 | Alert", "2024-03-06 09:00 | Done"],
    );
}

#[test]
fn headings() {
    check(
        "## Timeline\n\n### 10:15\n\nAlert.\n\nMore.\n\n### 10:20 - Done\n\nDetails.\n\n## Impact\n\nNone.\n",
        &[
            "2024-03-02 10:15 | Alert.⏎⏎More.",
            "2024-03-02 10:20 | Done⏎⏎Details.",
        ],
    );
    check(
        "## Timeline\n\n### March 5\n\n#### 23:15\n\nAlert.\n\n#### 00:20\n\nDone.\n",
        &["2024-03-05 23:15 | Alert.", "2024-03-06 00:20 | Done."],
    );
    check(
        "## Timeline\n\nAll times in CET.\n\n## March 5\n\n### 10:15\n\nAlert.\n\n## March 6\n\n### 09:00\n\nDone.\n\n## Impact\n\nNone.\n",
        &["2024-03-05 10:15 | Alert.", "2024-03-06 09:00 | Done."],
    );
    check(
        "## Timeline\n\n### 2024-03-05\n\nReported.\n\n### 2024-03-07\n\nReleased.\n",
        &["2024-03-05 | Reported.", "2024-03-07 | Released."],
    );
    check(
        "## Timeline\n\n### 2024-03-05\n\n| Time | Event |\n|---|---|\n| 10:15 | Alert |\n",
        &["2024-03-05 10:15 | Alert"],
    );
}

#[test]
fn paragraphs() {
    check(
        "## Timeline\n\n03-05-2024 - Reported.\n\n03-20-2024 11:00 pm - Released.\n",
        &["2024-03-05 | Reported.", "2024-03-20 23:00 | Released."],
    );
    check(
        "## Timeline\n\n10:15 Alert\n10:20 Looked\n10:25 Done\n",
        &[
            "2024-03-02 10:15 | Alert",
            "2024-03-02 10:20 | Looked",
            "2024-03-02 10:25 | Done",
        ],
    );
    check(
        "## Timeline\n\n**10:15** Alert\n\nMore of it.\n\n```\nlog\n```\n\n**10:20** Done\n",
        &[
            "2024-03-02 10:15 | Alert⏎⏎More of it.⏎⏎```⏎log⏎```",
            "2024-03-02 10:20 | Done",
        ],
    );
    check(
        "## Timeline\n\n_4/21/23_\n\n- 10:15 Alert\n\n_4/22/23_\n\n- 09:00 Done\n",
        &["2023-04-21 10:15 | Alert", "2023-04-22 09:00 | Done"],
    );
    check(
        "## Timeline\n\n**Monday, March 4:**\n\n10:15 Alert\n\n09:00 Late\n",
        &["2024-03-04 10:15 | Alert", "2024-03-04 09:00 | Late"],
    );
    check(
        "**Timeline**\n\n10:15 Alert\n\n10:20 Done\n\n**Impact**\n\nNone.\n",
        &["2024-03-02 10:15 | Alert", "2024-03-02 10:20 | Done"],
    );
}

#[test]
fn tables() {
    check(
        "## Timeline\n\n| Time | Event |\n|---|---|\n| 2024-03-05 10:15 | Alert |\n| 10:20 | a \\| b |\n",
        &["2024-03-05 10:15 | Alert", "2024-03-05 10:20 | a | b"],
    );
    check(
        "## Timeline\n\n| Date | Time (PT) | Who | What |\n|---|---|---|---|\n| 2024-03-05 | 10:15 | Ann | Alert |\n| | 10:20 | | Done |\n",
        &["2024-03-05 10:15 | Alert (Ann)", "2024-03-05 10:20 | Done"],
    );
    check(
        "## Timeline\n\n| Day | Date (2023) | Time | Event | Notes |\n|---|---|---|---|---|\n| Mon | Feb 12 | 10:15 | Alert went off | loud |\n| Tue | Feb 13 | 09:00 | Done with it | |\n",
        &[
            "2023-02-12 10:15 | Alert went off — Notes: loud",
            "2023-02-13 09:00 | Done with it",
        ],
    );
    check(
        "## Timeline\n\n| Start | End | Description |\n|---|---|---|\n| 10:15 | 10:20 | Alert |\n| 10:30 | | Done |\n",
        &[
            "2024-03-02 10:15..2024-03-02 10:20 | Alert",
            "2024-03-02 10:30 | Done",
        ],
    );
    check(
        "## Timeline\n\n| Time | Event |\n|---|---|\n| 2024-03-05 | |\n| 10:15 | Alert |\n| | Paged |\n| HH:MM | Short description |\n",
        &["2024-03-05 10:15 | Alert", "2024-03-05 10:15 | Paged"],
    );
    check(
        "## Timeline\n\n| 10:15 | Alert |\n|---|---|\n| 10:20 | Done |\n",
        &["2024-03-02 10:15 | Alert", "2024-03-02 10:20 | Done"],
    );
    check(
        "## Timeline\n\n| UTC | CET | Event |\n|---|---|---|\n| 10:15 | 11:15 | Alert |\n",
        &["2024-03-02 10:15 | Alert"],
    );
    check(
        "## Timeline\n\n| Event | Time |\n|---|---|\n| Fault occurs | 10:15 |\n| Resolved | 10:40 |\n",
        &[
            "2024-03-02 10:15 | Fault occurs",
            "2024-03-02 10:40 | Resolved",
        ],
    );
}

#[test]
fn labelled_items() {
    check(
        "- **Key events**\n  - Fault occurs 2024-03-05 10:15\n  - Resolved: 2024-03-05 10:40\n\n- **Impact**: none\n",
        &[
            "2024-03-05 10:15 | Fault occurs",
            "2024-03-05 10:40 | Resolved",
        ],
    );
}

#[test]
fn timelines_without_a_heading() {
    check(
        "## What happened\n\n- 10:15 Alert\n- 10:20 Looked\n- 10:25 Done\n",
        &[
            "2024-03-02 10:15 | Alert",
            "2024-03-02 10:20 | Looked",
            "2024-03-02 10:25 | Done",
        ],
    );
    check(
        "## Summary\n\nAt 10:15 UTC it broke.\n\nAt 10:20 UTC we looked.\n\nBy 10:30 UTC it was over.\n",
        &[],
    );
    check(
        "## Action items\n\n- 2024-04-01 10:00 Call\n- 2024-04-02 10:00 Call\n- 2024-04-03 10:00 Call\n",
        &[],
    );
}

#[test]
fn zones_come_from_where_they_are_stated() {
    for (body, zone) in [
        (
            "## Timeline (all times PST)\n\n- 10:15 Alert\n",
            "America/Los_Angeles",
        ),
        (
            "## Timeline\n\n_All times in EEST_\n\n- 10:15 Alert\n",
            "Europe/Helsinki",
        ),
        (
            "## Timeline\n\nTimezone: Europe/London\n\n- 10:15 Alert\n",
            "Europe/London",
        ),
        (
            "## Timeline\n\n| Time (CET) | Event |\n|---|---|\n| 10:15 | Alert |\n",
            "Europe/Paris",
        ),
        (
            "All times are in UTC+2.\n\n## Timeline\n\n- 10:15 Alert\n",
            "+02:00",
        ),
        (
            "## Timeline\n\n- 10:15 Alert\n- 10:20 JST Done\n",
            "Asia/Tokyo",
        ),
        ("## Timeline\n\n- 10:15 Alert at the MET Office\n", "UTC"),
    ] {
        let reading = reading(body);
        let at = reading.timeline.first().and_then(|event| event.at.as_ref());
        let at = at.map(|at| at.zone.zone.to_string());
        assert_eq!(at.as_deref(), Some(zone), "{body}");
    }
}

#[test]
fn headings_of_entries_are_no_sections() {
    let reading =
        reading("## Timeline\n\n### 10:15\n\nAlert.\n\n### Notes\n\nx\n\n## Impact\n\ny\n");
    let titles: Vec<&str> = reading
        .body
        .sections
        .iter()
        .map(|section| section.title.as_str())
        .collect();
    assert_eq!(titles, ["Timeline", "Notes", "Impact"]);
}

//! What the timeline's script gets: inert, exact, small.

use crate::support::{TempProject, repository, run_in};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write;

/// Builds a project and reads the data of its timeline back.
fn data(project: &TempProject) -> (String, Value) {
    let run = project.run(&["build", "--quiet", "--now", "2026-11-23"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let script = project.read("site/timeline-data.js");
    let json = script
        .strip_prefix("(globalThis.casebook ??= {}).timeline = ")
        .expect("an assignment and nothing else");
    let data = serde_json::from_str(json).expect("JSON");
    (script, data)
}

/// The address that a script makes of a slug and a title.
fn slug(written: &str, title: &str) -> String {
    let Some((before, most)) = written.split_once('*') else {
        return written.to_owned();
    };
    let name = title.to_ascii_lowercase();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let name = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let most = most.parse().unwrap_or(name.len());
    format!("{before}{}", &name[..most])
}

#[test]
fn hostile_titles_are_inert() {
    let evil =
        "</script><script>alert(1)</script>\u{2028}\u{2029}<!-- * __proto__ \\\" & {{ 7*7 }}";
    let yaml = serde_json::to_string(evil).expect("a string");
    let project = TempProject::new().file(
        "incidents/a.md",
        format!("---\ntitle: {yaml}\nservices: [{yaml}, __proto__]\ntags: [{yaml}]\nstarted: 2024\n---\n"),
    );
    let (script, data) = data(&project);
    for mark in ["<", ">", "&", "\u{2028}", "\u{2029}"] {
        assert!(!script.contains(mark), "{mark:?} in {script}");
    }
    assert_eq!(script.lines().count(), 1);
    // Titles are one line, so the separators of lines are spaces in them.
    let title = evil.replace("\u{2028}\u{2029}", " ");
    assert_eq!(data["incidents"]["title"][0], title);
    assert_eq!(data["services"].as_array().map(Vec::len), Some(2));
}

/// Front matter, then the start, the length and the marks that it gives.
#[test]
fn nothing_is_more_exact_than_the_report() {
    const EXACT: u64 = 4 | 4 << 3;
    // 2024-05-31 is 19,874 days after 1970.
    const DAY: i64 = 19_874 * 86_400;
    let hour = |hours: i64| DAY + hours * 3_600;
    let cases = [
        (
            "started: 2024-05-31 10:00\nresolved: 2024-05-31 12:30",
            hour(10),
            Some(9_000),
            EXACT,
        ),
        ("started: 2024-05-31 10:00:30", hour(10) + 30, None, 5),
        // The day that is written, in the zone of the axis.
        ("started: 2024-05-31", DAY, None, 2),
        ("started: 2024-05-31\ntimezone: Asia/Tokyo", DAY, None, 2),
        ("started: 2024-05", DAY - 30 * 86_400, None, 1),
        ("started: 2024", DAY - 151 * 86_400, None, 0),
        ("started: 1628-08-10", -10_773_302_400, None, 2),
        (
            "started: ~2024-05-31 10:00\nresolved: ~2024-05-31 11:00",
            hour(10),
            Some(3_600),
            EXACT | 64 | 128,
        ),
        // An end that may have been any time of a day, but not before the start; mitigation counts.
        (
            "started: 2024-05-31 10:00\nmitigated: 2024-05-31",
            hour(10),
            Some(0),
            4 | 2 << 3,
        ),
        (
            "started: 2024-05-31 10:00\nmitigated: 2024-06-01\nresolved: 2024-06-09",
            hour(10),
            Some(14 * 3_600),
            4 | 2 << 3,
        ),
        (
            "started: 2024-05-31 10:00\nresolved: 2024-05-30 09:00",
            hour(10),
            None,
            4,
        ),
        // No end: of a finished report, of one that is not, and of one that says nothing.
        ("started: 2024-05-31 10:00\nstatus: done", hour(10), None, 4),
        (
            "started: 2024-05-31 10:00\nstatus: draft",
            hour(10),
            None,
            4 | 256,
        ),
        ("started: 2024-05-31 10:00", hour(10), None, 4),
        (
            "started: 2027-01-01\nstatus: draft",
            20_819 * 86_400,
            None,
            2,
        ),
        // No start: it began when it was noticed, or before.
        (
            "detected: 2024-05-31 10:00\nresolved: 2024-05-31 11:00",
            hour(10),
            Some(3_600),
            EXACT | 512,
        ),
        ("resolved: 2024-05-31 11:00", hour(11), Some(0), EXACT | 512),
        // Zones meet on the axis; the day of the report may be another one.
        (
            "started: 2024-05-31 01:00\ntimezone: Asia/Tokyo",
            hour(-8),
            None,
            4 | 4_096,
        ),
        (
            "started: 2024-05-30 20:00\ntimezone: America/New_York",
            hour(0),
            None,
            4 | 8_192,
        ),
    ];
    let mut project = TempProject::new();
    for (i, (facts, ..)) in cases.iter().enumerate() {
        let report = format!("---\ntitle: {i}\n{facts}\n---\nWords.\n");
        project = project.file(&format!("incidents/case-{i}.md"), report);
    }
    let incidents = data(&project).1["incidents"].take();
    let mut start = 0;
    let mut seen = 0;
    for (i, title) in incidents["title"]
        .as_array()
        .expect("titles")
        .iter()
        .enumerate()
    {
        start += incidents["start"][i].as_i64().expect("a start");
        let case: usize = title
            .as_str()
            .and_then(|title| title.parse().ok())
            .expect("a number");
        let found = (
            start,
            incidents["length"][i].as_i64(),
            incidents["shape"][i].as_u64(),
        );
        let (facts, start, length, shape) = cases[case];
        assert_eq!(found, (start, length, Some(shape)), "{facts}");
        seen += 1;
    }
    assert_eq!(seen, cases.len());
}

#[test]
fn the_axis_has_the_zone_of_the_archive() {
    let project = TempProject::new()
        .file("book.toml", "[book]\ntimezone = \"Europe/Berlin\"\n")
        .file(
            "incidents/a.md",
            "---\ntitle: A\nstarted: 2024-07-01\n---\n",
        )
        .file(
            "incidents/b.md",
            "---\ntitle: B\nstarted: 2024-12-01 12:00\nstatus: draft\n---\n",
        );
    let (_, data) = data(&project);
    // Midnight in Berlin in summer.
    assert_eq!(data["incidents"]["start"][0], 1_719_784_800);
    let offsets = data["offsets"].as_array().expect("offsets");
    assert!(
        offsets.contains(&serde_json::json!([1_729_990_800, 3_600])),
        "{offsets:?}"
    );
    // The last second of 23 November 2026 there.
    assert_eq!(data["today"], 1_795_474_799);
    assert!(
        project
            .read("site/timeline.html")
            .contains("Times in Europe/Berlin")
    );
}

#[test]
fn every_slug_leads_to_its_page() {
    let project = TempProject::new()
        .file(
            "incidents/2024-03-02-cart-was-down.md",
            "---\ntitle: \"Cart: was down!\"\nstarted: 2024\n---\n",
        )
        .file(
            "incidents/2024-cart-was-do.md",
            "---\ntitle: Cart was down\nstarted: 2024\n---\n",
        )
        .file(
            "incidents/cart-was-down.md",
            "---\ntitle: Cart was down\nstarted: 2024\n---\n",
        )
        .file(
            "incidents/other.md",
            "---\ntitle: Ünder other\nstarted: 2024\n---\n",
        )
        .file(
            "incidents/nothing.md",
            "---\ntitle: '!?'\nstarted: 2024\n---\n",
        );
    let incidents = data(&project).1["incidents"].take();
    let text = |name: &str, i: usize| incidents[name][i].as_str().expect("a text").to_owned();
    let mut written = Vec::new();
    for i in 0..5 {
        let slug = slug(&text("slug", i), &text("title", i));
        assert!(
            project
                .path()
                .join(format!("site/incidents/{slug}.html"))
                .exists(),
            "{slug}"
        );
        written.push(text("slug", i));
    }
    assert_eq!(
        written,
        ["2024-03-02-*", "2024-*11", "*", "nothing", "other"]
    );
}

#[test]
fn filters_know_what_the_terminal_knows() {
    let project = TempProject::new()
        .file("book.toml", "[services.\"at&t\"]\ntitle = \"Long distance\"\naliases = [\"switches\"]\n")
        .file("incidents/a.md", "---\ntitle: A\nstarted: 2024\nservices: [at&t]\ncauses: [network/dns]\nseverity: sev1\n---\n");
    let (_, data) = data(&project);
    assert_eq!(
        data["services"][0],
        serde_json::json!(["at-t", "Long distance"])
    );
    for name in ["at&t", "longdistance", "switches"] {
        assert_eq!(data["names"]["service"][name], "att", "{name}");
    }
    assert_eq!(data["names"]["severity"]["critical"], "sev1");
    let has = data["has"].as_array().expect("words");
    assert!(has.contains(&Value::from("causes")) && !has.contains(&Value::from("actions")));
    assert_eq!(data["incidents"]["has"][0], (1 << has.len()) - 1);
}

#[test]
fn an_archive_without_dates_has_no_script_to_load() {
    let project = TempProject::new().file("incidents/a.md", "# A\n");
    data(&project);
    let page = project.read("site/timeline.html");
    assert!(!page.contains("timeline.js") && page.contains("Without a date"));
}

#[test]
fn the_script_and_the_page_stay_small() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_string_lossy().into_owned();
    let run = run_in(
        &repository(),
        &[
            "build",
            "--quiet",
            "--now",
            "2026-11-23",
            "--out",
            &format!("{out}/site"),
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let compressed = |name: &str| {
        let bytes = std::fs::read(folder.path().join("site").join(name)).expect("a file");
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes).expect("in memory");
        encoder.finish().expect("in memory").len()
    };
    // With its messages and the language of queries.
    let script = compressed("timeline.js");
    assert!(script < 17_000, "timeline.js has {script} bytes compressed");
    let page: usize = [
        "timeline.html",
        "style.css",
        "script.js",
        "timeline-data.js",
    ]
    .into_iter()
    .map(compressed)
    .sum();
    assert!(
        page + script < 50_000,
        "the page loads {} bytes",
        page + script
    );
}

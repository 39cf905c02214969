//! The numbers of the statistics page and of `casebook stats`, made a second time from the export
//! alone, by the definitions of docs/statistics.md.

use crate::support::{TempProject, repository, run_in};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const TODAY: &str = "2026-11-23";

const DURATIONS: [(&str, &str, &[&str]); 6] = [
    ("impact", "started", &["mitigated", "resolved"]),
    ("detect", "started", &["detected"]),
    ("acknowledge", "detected", &["acknowledged"]),
    ("identify", "detected", &["identified"]),
    ("mitigate", "started", &["mitigated"]),
    ("resolve", "started", &["resolved"]),
];

#[test]
fn the_sample_is_counted_right() {
    let run = |arguments: &[&str]| run_in(&repository(), arguments).stdout;
    let export = parsed(&run(&["export", "--now", TODAY]));
    let stats = parsed(&run(&["stats", "--now", TODAY, "--format", "json"]));
    compare(&incidents(&export), &stats);
}

#[test]
fn an_archive_with_every_gap_is_counted_right() {
    for seed in 1..=3 {
        let project = made_up(seed, 90);
        let export = parsed(&project.run(&["export", "--now", TODAY]).stdout);
        let all = incidents(&export);
        let stats = |more: &[&str]| {
            let mut arguments = vec!["stats", "--now", TODAY, "--format", "json"];
            arguments.extend(more);
            parsed(&project.run(&arguments).stdout)
        };
        compare(&all, &stats(&[]));

        let is_in = |incident: &Value, field: &str, id: &str| match &incident[field] {
            Value::Array(values) => values.iter().any(|value| value == id),
            value => value == id,
        };
        let began = |incident: &Value| {
            let first = format!("{}-01-01", text(&incident["began"]));
            first.get(..10).unwrap_or_default().to_owned()
        };
        let part: Vec<Value> = all
            .iter()
            .filter(|it| is_in(it, "services", "api") && !it["severity"].is_null())
            .filter(|it| !it["began"].is_null())
            .filter(|it| ("2018-03-01".."2024-01-01").contains(&began(it).as_str()))
            .cloned()
            .collect();
        assert!(part.len() > 6, "{}", part.len());
        let seen = stats(&[
            "--service",
            "api",
            "--severity",
            "sev1",
            "--severity",
            "sev2",
            "--since",
            "2018-03",
            "--until",
            "2023",
        ]);
        assert_eq!(seen["incidents"], part.len(), "{seen}");
        compare(&part, &seen);
    }
}

#[test]
fn the_page_shows_the_same_numbers() {
    let project = made_up(4, 90);
    assert_eq!(project.run(&["build", "-q", "--now", TODAY]).code, 0);
    let page = project.read("site/statistics.html");
    let stats = parsed(
        &project
            .run(&["stats", "--now", TODAY, "--format", "json"])
            .stdout,
    );
    let page = page.replace("<small>", " ").replace("</small>", " ");
    for duration in list(&stats["durations"]) {
        let words = |key: &str| duration[key].as_f64().map_or_else(String::new, took);
        let low_high = match (duration["low"].as_f64(), duration["high"].as_f64()) {
            (Some(low), Some(high)) if took(low) != took(high) => {
                format!("{} to {}", took(low), took(high))
            }
            (Some(low), _) => took(low),
            _ => String::new(),
        };
        let left_out = &duration["left_out"];
        let cells = [
            duration["n"].to_string(),
            words("median"),
            low_high,
            words("p75"),
            words("p90"),
            words("longest"),
            left_out["without_begin"].to_string(),
            left_out["without_end"].to_string(),
            left_out["ongoing"].to_string(),
            left_out["too_coarse"].to_string(),
            left_out["backwards"].to_string(),
            duration["inferred"].to_string(),
        ];
        let cells: String = cells
            .iter()
            .map(|cell| format!("<td class=\"right\">{cell}</td>"))
            .collect();
        assert!(page.contains(&cells), "{duration}: {cells}");
    }
    for told in list(&stats["told"]) {
        let row = format!(
            "<code>{}</code></th><td class=\"right\">{}</td><td class=\"right\">{:.0} %</td>",
            text(&told["key"]),
            told["count"],
            100.0 * told["share"].as_f64().expect("a share")
        );
        assert!(page.contains(&row), "{row}");
    }
    assert!(page.contains("id=\"on-monday\""), "no week");
}

#[test]
fn archives_of_none_and_of_one_have_a_page_and_numbers() {
    let empty = TempProject::new().file("incidents/.keep", "");
    assert_eq!(empty.run(&["build", "-q", "--now", TODAY]).code, 0);
    let page = empty.read("site/statistics.html");
    assert!(page.contains("There are no reports yet."), "{page}");
    for format in ["human", "json", "csv", "markdown"] {
        let run = empty.run(&["stats", "--now", TODAY, "--format", format]);
        assert_eq!(run.code, 0, "{format}: {}", run.stderr);
        assert!(!run.stdout.contains("NaN"), "{}", run.stdout);
    }
    let report =
        "---\ntitle: A | b\nstarted: 2026-03-02 09:00\nresolved: 2026-03-02 10:30\n---\nWords.\n";
    let one = TempProject::new().file("incidents/a.md", report);
    assert_eq!(one.run(&["build", "-q", "--now", TODAY]).code, 0);
    let page = one.read("site/statistics.html");
    assert!(page.contains("too few for a typical length"), "{page}");
    assert!(page.contains("class=\"dot\""), "{page}");
    let digest = one.run(&["stats", "--now", TODAY, "--format", "markdown"]);
    let row = "| 2026-03-02 | A \\| b |  | 1 h 30 min |";
    assert!(digest.stdout.contains(row), "{}", digest.stdout);
}

#[test]
fn days_that_cannot_be_are_refused() {
    let project = TempProject::new().file("incidents/a.md", "# A\n");
    for (arguments, words) in [
        (
            &["--since", "yesterday"][..],
            "`--since yesterday` is not a day",
        ),
        (
            &["--until", "2024-02-30"],
            "`--until 2024-02-30` is not a day",
        ),
        (&["--since", "2025", "--until", "2024"], "is before"),
    ] {
        let mut all = vec!["stats"];
        all.extend(arguments);
        let run = project.run(&all);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn incidents(export: &Value) -> Vec<Value> {
    list(&export["incidents"]).clone()
}

/// Two units at most, what is left cut off.
fn took(seconds: f64) -> String {
    let seconds = seconds as i64;
    let pair = |whole: i64, unit: &str, part: i64, small: &str| match part {
        0 => format!("{whole} {unit}"),
        part => format!("{whole} {unit} {part} {small}"),
    };
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..172_800 => pair(seconds / 3_600, "h", seconds % 3_600 / 60, "min"),
        172_800..1_209_600 => pair(seconds / 86_400, "days", seconds % 86_400 / 3_600, "h"),
        _ => format!("{} days", seconds / 86_400),
    }
}

fn compare(incidents: &[Value], stats: &Value) {
    let durations: Vec<Value> = DURATIONS
        .iter()
        .map(|(id, from, to)| duration(id, from, to, incidents))
        .collect();
    for (seen, expected) in list(&stats["durations"]).iter().zip(&durations) {
        for (key, value) in expected.as_object().expect("an object") {
            assert_eq!(&seen[key], value, "{key} of {seen}");
        }
    }
    for (facet, of) in [("detection", "detection"), ("mitigation", "mitigation")] {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for incident in incidents.iter().filter(|it| !it[of].is_null()) {
            *counts.entry(text(&incident[of])).or_default() += 1;
        }
        let known: usize = counts.values().sum();
        assert_eq!(stats[facet]["known"], known);
        assert_eq!(stats[facet]["unknown"], incidents.len() - known);
        let values = list(&stats[facet]["values"]);
        assert_eq!(values.len(), counts.len());
        for value in values {
            let count = counts[text(&value["id"])];
            assert_eq!(value["count"], count);
            let (low, high) = wilson(count as f64, known as f64);
            for (key, expected) in [("low", low), ("high", high)] {
                let seen = value[key].as_f64().expect("an end");
                assert!((seen - expected).abs() < 1e-12, "{key} of {value}");
            }
        }
        let sizes: Vec<u64> = values
            .iter()
            .filter_map(|it| it["count"].as_u64())
            .collect();
        assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
    }
    let mut week = vec![vec![0_u64; 24]; 7];
    let mut n = 0;
    for at in incidents.iter().map(|it| &it["started"]) {
        if !at.is_null() && is_clock(at) {
            let local = chrono::NaiveDateTime::parse_from_str(
                &format!("{:0<19}", format!("{}:", text(&at["local"]))),
                "%Y-%m-%dT%H:%M:%S",
            )
            .expect("a time");
            use chrono::{Datelike, Timelike};
            week[local.weekday().num_days_from_monday() as usize][local.hour() as usize] += 1;
            n += 1;
        }
    }
    assert_eq!(stats["week"]["n"], n);
    assert_eq!(stats["week"]["left_out"], incidents.len() - n);
    let expected = if n >= 30 { json!(week) } else { Value::Null };
    assert_eq!(stats["week"]["hours"], expected);
    if n >= 30 {
        let office: u64 = week[..5].iter().flat_map(|day| &day[9..17]).sum();
        assert_eq!(stats["week"]["office"]["count"], office);
    }
    for told in list(&stats["told"]) {
        let has = |it: &&Value| match &it[text(&told["key"])] {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            _ => true,
        };
        let having: Vec<&Value> = incidents.iter().filter(has).collect();
        assert_eq!(told["count"], having.len(), "{told}");
    }
}

fn is_clock(time: &Value) -> bool {
    ["hour", "minute", "second"].contains(&text(&time["precision"]))
}

fn seconds(time: &Value) -> i64 {
    let at = chrono::DateTime::parse_from_rfc3339(text(&time["instant"]));
    at.expect("an instant").timestamp()
}

fn duration(id: &str, from: &str, to: &[&str], incidents: &[Value]) -> Value {
    let mut lengths = Vec::new();
    let mut reasons = BTreeMap::from(
        [
            "without_begin",
            "without_end",
            "ongoing",
            "too_coarse",
            "backwards",
        ]
        .map(|reason| (reason, 0)),
    );
    let mut inferred = 0;
    for incident in incidents {
        let start = &incident[from];
        let end = to
            .iter()
            .map(|key| &incident[*key])
            .find(|at| !at.is_null());
        let ends_it = !["detected", "acknowledged", "identified"].contains(&to[0]);
        let is_over = !incident["mitigated"].is_null() || !incident["resolved"].is_null();
        let is_draft = ["draft", "in-review"].contains(&text(&incident["status"]));
        let reason = match end {
            _ if start.is_null() => "without_begin",
            Some(end)
                if id == "detect"
                    && start["origin"] != "stated"
                    && start["instant"] == end["instant"] =>
            {
                "without_begin"
            }
            None if ends_it && !is_over && is_draft => "ongoing",
            None => "without_end",
            Some(end) if !is_clock(start) || !is_clock(end) => "too_coarse",
            Some(end) if seconds(end) < seconds(start) => "backwards",
            Some(end) => {
                lengths.push(seconds(end) - seconds(start));
                let is_guess = |at: &Value| at["origin"] != "stated";
                inferred += usize::from(is_guess(start) || is_guess(end));
                continue;
            }
        };
        *reasons.entry(reason).or_default() += 1;
    }
    lengths.sort_unstable();
    let n = lengths.len();
    let least = |least: usize, p: (i64, i64)| (n >= least).then(|| type_7(&lengths, p));
    let interval = (n >= 6).then(|| bootstrapped(&lengths));
    json!({
        "id": id,
        "n": n,
        "median": least(3, (1, 2)),
        "p75": least(10, (3, 4)),
        "p90": least(10, (9, 10)),
        "low": interval.map(|(low, _)| low),
        "high": interval.map(|(_, high)| high),
        "shortest": lengths.first(),
        "longest": lengths.last(),
        "left_out": reasons,
        "inferred": inferred,
    })
}

/// The quantile of type 7, of a fraction.
fn type_7(sorted: &[i64], (part, whole): (i64, i64)) -> f64 {
    let place = part * (sorted.len() as i64 - 1);
    let (at, rest) = ((place / whole) as usize, place % whole);
    let next = if rest == 0 {
        sorted[at]
    } else {
        sorted[at + 1]
    };
    (sorted[at] * (whole - rest) + next * rest) as f64 / whole as f64
}

/// A thousand medians of values drawn anew, each drawn one by one and sorted.
fn bootstrapped(sorted: &[i64]) -> (f64, f64) {
    let n = sorted.len();
    let mut state = 0_u64;
    let mut medians: Vec<i64> = (0..1_000)
        .map(|_| {
            let mut drawn: Vec<i64> = (0..n)
                .map(|_| {
                    state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                    let mut z = state;
                    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
                    z ^= z >> 31;
                    sorted[((u128::from(z) * n as u128) >> 64) as usize]
                })
                .collect();
            drawn.sort_unstable();
            // Twice the median.
            drawn[(n - 1) / 2] + drawn[n / 2]
        })
        .collect();
    medians.sort_unstable();
    let end = |p| type_7(&medians, p) / 2.0;
    (end((25, 1_000)), end((975, 1_000)))
}

fn wilson(count: f64, n: f64) -> (f64, f64) {
    let (z, p) = (1.959_963_984_540_054_f64, count / n);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
    (middle - half, middle + half)
}

/// Numbers that look random and are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % sides
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.roll(words.len() as u64) as usize]
    }
}

/// Reports with and without everything that is timed.
fn made_up(seed: u64, reports: usize) -> TempProject {
    let mut dice = Dice(seed);
    let project = TempProject::new().file("book.toml", "[book]\ntitle = \"Made up\"\n");
    for n in 0..reports {
        let mut front = format!("title: Incident {n}\n");
        let day = chrono::NaiveDate::from_ymd_opt(2014, 1, 1)
            .and_then(|day| day.and_hms_opt(0, 0, 0))
            .expect("a literal")
            + chrono::TimeDelta::minutes((dice.roll(12 * 365 * 24 * 60)) as i64);
        let mut at = day;
        for milestone in [
            "started",
            "detected",
            "acknowledged",
            "identified",
            "mitigated",
            "resolved",
        ] {
            // Some are before the one before them.
            let most = 1 << dice.roll(13);
            at += chrono::TimeDelta::minutes(dice.roll(most) as i64 - 2);
            match dice.roll(8) {
                0 => {}
                1 => {
                    let _ = writeln!(front, "{milestone}: {}", at.format("%Y-%m-%d"));
                }
                _ => {
                    let _ = writeln!(front, "{milestone}: {}", at.format("%Y-%m-%d %H:%M"));
                }
            }
            if dice.roll(9) == 0 {
                break;
            }
        }
        let mut body = "Words.\n".to_owned();
        if dice.roll(4) == 0 {
            // A timeline that begins with the alert.
            let day = day.format("%Y-%m-%d");
            front = format!("title: Incident {n}\n");
            body = format!(
                "## Timeline\n\n- {day} 09:00 First detected\n- {day} 10:15 Service was restored\n"
            );
        }
        for (key, values) in [
            ("status", &["draft", "review", "done"][..]),
            ("severity", &["sev1", "sev2"]),
            ("services", &["[api]", "[api, mail]", "[mail]"]),
            ("detection", &["monitoring", "customer", "chance"]),
            ("mitigation", &["rollback", "restart"]),
        ] {
            if dice.roll(5) > 0 {
                let _ = writeln!(front, "{key}: {}", dice.pick(values));
            }
        }
        project.write(
            &format!("incidents/r{n}.md"),
            format!("---\n{front}---\n\n{body}"),
        );
    }
    project
}

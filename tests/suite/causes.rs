//! The numbers of the causes page, made a second time from the export alone, by the definitions of
//! docs/causes.md, and compared with what the page shows.

use crate::support::{Run, TempProject, repository, run_in};
use casebook::analyze::causes::rates::{STUDIES, With};
use chrono::{DateTime, NaiveDate};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const TODAY: &str = "2026-11-23";

#[test]
fn the_sample_is_counted_right() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("site").to_string_lossy().into_owned();
    let run = |arguments: &[&str]| run_in(&repository(), arguments);
    assert_eq!(run(&["build", "-q", "--now", TODAY, "--out", &out]).code, 0);
    compare(Path::new(&out), &run(&["export", "--now", TODAY]));
}

#[test]
fn an_archive_with_every_gap_is_counted_right() {
    for seed in 1..=3 {
        let project = made_up(seed, 70);
        assert_eq!(project.run(&["build", "-q", "--now", TODAY]).code, 0);
        let export = project.run(&["export", "--now", TODAY]);
        compare(&project.path().join("site"), &export);
    }
}

#[test]
fn archives_of_none_and_of_one_have_a_page() {
    let empty = TempProject::new().file("incidents/.keep", "");
    assert_eq!(empty.run(&["build", "-q", "--now", TODAY]).code, 0);
    assert!(
        empty
            .read("site/causes.html")
            .contains("There are no reports yet.")
    );

    let one = TempProject::new().file("incidents/a.md", "---\ncauses: [network/dns]\n---\n# A\n");
    assert_eq!(one.run(&["build", "-q", "--now", TODAY]).code, 0);
    let page = one.read("site/causes.html");
    assert!(
        page.contains("The only incident that names its causes names Network."),
        "{page}"
    );
    assert!(
        one.read("site/causes/network/dns.html")
            .contains("1 of the 1 incident ")
    );
}

#[test]
fn where_nothing_is_coded_the_page_says_what_to_do_and_counts_no_hint() {
    let report =
        "# A\n\n## Root cause\n\nThe certificate had expired on Sunday and nobody noticed.\n";
    let project = TempProject::new().file("incidents/a.md", report);
    assert_eq!(project.run(&["build", "-q", "--now", TODAY]).code, 0);
    let page = project.read("site/causes.html");
    for words in [
        "No report names a cause that could be counted.",
        "<code>identity-certificates/certificate-expiry</code>: “certificate had expired”",
        "part of no number on this page",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!project.path().join("site/causes").exists());

    // The archive may count them; then every place says that they are inferred.
    project.write("book.toml", "[causes]\nsuggestions = \"count\"\n");
    assert_eq!(project.run(&["build", "-q", "--now", TODAY]).code, 0);
    let page = project.read("site/causes.html");
    assert!(
        page.contains("are inferred from the words of the report"),
        "{page}"
    );
    let of_cause = project.read("site/causes/identity-certificates/certificate-expiry.html");
    assert!(of_cause.contains("as contributing, inferred"), "{of_cause}");
    let of_incident = project.read("site/incidents/a.html");
    let marked =
        "class=\"guess\"><a href=\"../causes/identity-certificates/certificate-expiry.html\"";
    assert!(of_incident.contains(marked), "{of_incident}");
    let export = project.run(&["export"]).stdout;
    assert!(
        export.contains("\"causes\": \"inferred from the words used\""),
        "{export}"
    );
}

#[test]
fn a_trigger_that_names_a_cause_is_one() {
    let project = TempProject::new()
        .file(
            "incidents/a.md",
            "---\ntitle: A\ntrigger: deploy\ncauses: [deployment/binary-push]\n---\n",
        )
        .file(
            "incidents/b.md",
            "---\ntitle: B\ntrigger: network/dns\n---\n",
        )
        .file(
            "incidents/c.md",
            "---\ntitle: C\ntrigger: A pipe burst\n---\n",
        )
        .file(
            "incidents/d.md",
            "---\ntitle: D\ntrigger: network/dns\ncauses: [{id: network/dns, role: latent}]\n---\n",
        );
    let export: Value = serde_json::from_str(&project.run(&["export"]).stdout).expect("JSON");
    let seen: Vec<String> = export["incidents"]
        .as_array()
        .expect("incidents")
        .iter()
        .map(|incident| {
            let causes = incident["causes"].as_array().expect("causes").iter();
            let causes: Vec<String> = causes
                .map(|cause| format!("{} {}", text(&cause["id"]), text(&cause["role"])))
                .collect();
            causes.join(", ")
        })
        .collect();
    assert_eq!(
        seen,
        [
            "deployment/binary-push trigger",
            "network/dns trigger",
            "",
            "network/dns latent"
        ]
    );
}

#[test]
fn published_rates_are_documented_as_they_are_compared() {
    let docs = fs::read_to_string(repository().join("docs/causes.md")).expect("the document");
    for study in &STUDIES {
        assert!(
            docs.contains(study.source) && docs.contains(study.address),
            "{}",
            study.source
        );
        for rate in study.rates {
            let with = match rate.with {
                With::Several => "incidents with several causes".to_owned(),
                With::Change => "incidents related to a change".to_owned(),
                With::Any(ids) => {
                    let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
                    ids.join(", ")
                }
            };
            let row = format!("| {} | {} % | {with} |", rate.name, rate.percent);
            assert!(docs.contains(&row), "{row}");
        }
    }
}

// ---- the second count ---------------------------------------------------------------------------

/// One incident, as far as numbers need it.
struct Case {
    slug: String,
    /// What it names, without `unknown`: id, role, whether it is a leaf, whether it is a change.
    uses: Vec<(String, String, bool, bool)>,
    services: BTreeSet<String>,
    /// `2024`, `2024-07` or `2024-07-03`.
    began: Option<String>,
    /// What it is ordered by; undated ones are the earliest.
    instant: String,
    impact: Option<i64>,
    open_actions: usize,
    related: Vec<String>,
}

fn compare(site: &Path, export: &Run) {
    let export: Value = serde_json::from_str(&export.stdout).expect("the export is JSON");
    let incidents = export["incidents"].as_array().expect("a list");
    let cases: Vec<Case> = incidents.iter().map(case).collect();
    let coded: Vec<&Case> = cases.iter().filter(|case| !case.uses.is_empty()).collect();
    let page = fs::read_to_string(site.join("causes.html")).expect("the page");
    numbers(&page, &coded);
    quarters(&page, &coded);
    pairs(&page, &coded);
    services(&page, &coded);
    whole(&page, &cases, &coded);
    coverage(&page, incidents);
}

fn case(incident: &Value) -> Case {
    let list = |key: &str| incident[key].as_array().cloned().unwrap_or_default();
    let causes = list("causes").into_iter().map(|cause| {
        let truth = |key: &str| cause[key] == Value::Bool(true);
        (
            text(&cause["id"]),
            text(&cause["role"]),
            truth("leaf"),
            truth("change"),
        )
    });
    let milestones = [
        "started",
        "detected",
        "acknowledged",
        "declared",
        "identified",
        "mitigated",
        "resolved",
    ];
    let instants = milestones
        .iter()
        .filter_map(|key| incident[*key]["instant"].as_str());
    let started = incident["started"]["instant"]
        .as_str()
        .or_else(|| instants.min());
    Case {
        slug: text(&incident["slug"]),
        uses: causes.filter(|(id, ..)| group(id) != "unknown").collect(),
        services: list("services")
            .iter()
            .map(|name| slug(&text(name)))
            .collect(),
        began: incident["began"].as_str().map(str::to_owned),
        instant: started.unwrap_or_default().to_owned(),
        impact: impact(incident),
        open_actions: list("actions")
            .iter()
            .filter(|action| is_left(action))
            .count(),
        related: list("related").iter().map(text).collect(),
    }
}

/// From `started` to `mitigated`, else to `resolved`, both known to the hour or better.
fn impact(incident: &Value) -> Option<i64> {
    let end = ["mitigated", "resolved"]
        .into_iter()
        .find(|key| !incident[*key].is_null())?;
    let clock = |time: &Value| {
        let precision = time["precision"].as_str()?;
        let instant = DateTime::parse_from_rfc3339(time["instant"].as_str()?).ok()?;
        ["hour", "minute", "second"]
            .contains(&precision)
            .then(|| instant.timestamp())
    };
    let seconds = clock(&incident[end])? - clock(&incident["started"])?;
    let seconds = (seconds >= 0).then_some(seconds);
    assert_eq!(
        incident["impact_seconds"].as_i64(),
        seconds,
        "{}",
        incident["slug"]
    );
    seconds
}

fn is_left(action: &Value) -> bool {
    match action["status"].as_str() {
        Some(status) => ["open", "proposed"].contains(&status),
        None => !action["due"].is_null(),
    }
}

/// The table of all numbers.
fn numbers(page: &str, coded: &[&Case]) {
    let mut groups: Vec<String> = coded.iter().flat_map(|case| groups(case)).collect();
    groups.sort();
    groups.dedup();
    let count = |id: &str| coded.iter().filter(|case| has(case, id)).count();
    groups.sort_by_key(|id| std::cmp::Reverse(count(id)));
    let expected: Vec<(String, Vec<String>)> = groups
        .iter()
        .map(|id| {
            let having: Vec<&&Case> = coded.iter().filter(|case| has(case, id)).collect();
            let mut cells = vec![
                having.len().to_string(),
                percent(having.len(), coded.len()),
                interval(having.len(), coded.len()),
            ];
            for role in ["trigger", "contributing", "latent", "prolonging"] {
                let as_role = |case: &&&&Case| {
                    let mut uses = case.uses.iter();
                    uses.any(|(of, played, ..)| group(of) == *id && played == role)
                };
                cells.push(having.iter().filter(as_role).count().to_string());
            }
            let timed: Vec<i64> = having.iter().filter_map(|case| case.impact).collect();
            let minutes = (timed.iter().sum::<i64>() as f64 / 60.0).round();
            cells.push(format!("{minutes}"));
            cells.push(timed.len().to_string());
            cells.push((having.len() - timed.len()).to_string());
            cells.push(
                having
                    .iter()
                    .map(|case| case.open_actions)
                    .sum::<usize>()
                    .to_string(),
            );
            (format!("causes/{id}.html"), cells)
        })
        .collect();
    let seen: Vec<(String, Vec<String>)> = rows(page, "Table: causes in numbers")
        .into_iter()
        .map(|(href, cells)| {
            // The last one counts what is inferred, which these archives do not have.
            let cells = cells[1..cells.len() - 1].iter();
            (href, cells.map(|cell| cell.replace(',', "")).collect())
        })
        .collect();
    assert_eq!(seen, expected);
}

/// The table by quarter: every quarter of the last ten years that has any coded incident.
fn quarters(page: &str, coded: &[&Case]) {
    let shown = rows(page, "Table: causes by quarter");
    let heads: Vec<String> = heads(page, "Table: causes by quarter");
    assert!(!heads.is_empty() && !shown.is_empty());
    let of = |case: &&&Case, quarter: &str| quarter_of(case).as_deref() == Some(quarter);
    let mut total = 0;
    for (_, cells) in &shown {
        let quarter = &cells[0];
        let within: Vec<&&Case> = coded.iter().filter(|case| of(case, quarter)).collect();
        assert_eq!(cells[1], within.len().to_string(), "{quarter}");
        total += within.len();
        for (id, cell) in group_ids(page).iter().zip(&cells[2..]) {
            let count = within.iter().filter(|case| has(case, id)).count();
            assert_eq!(*cell, count.to_string(), "{id} in {quarter}");
        }
    }
    let in_ten_years = |case: &&&Case| {
        quarter_of(case).is_some_and(|quarter| ("2017 Q1".."2027").contains(&quarter.as_str()))
    };
    assert_eq!(total, coded.iter().filter(in_ten_years).count());
}

/// The ids of the groups, the most frequent first, as many as there are drawings.
fn group_ids(page: &str) -> Vec<String> {
    let rows = rows(page, "Table: causes in numbers").into_iter().take(12);
    rows.map(|(href, _)| {
        href.trim_start_matches("causes/")
            .trim_end_matches(".html")
            .to_owned()
    })
    .collect()
}

fn quarter_of(case: &Case) -> Option<String> {
    let began = case.began.as_ref().filter(|began| began.len() >= 7)?;
    let month: usize = began[5..7].parse().ok()?;
    Some(format!("{} Q{}", &began[..4], month.div_ceil(3)))
}

/// Pairs of groups and of sub-causes with three incidents or more.
fn pairs(page: &str, coded: &[&Case]) {
    for (label, is_group) in [
        ("Table: groups that come together", true),
        ("Table: sub-causes that come together", false),
    ] {
        let ids = |case: &Case| -> BTreeSet<String> {
            match is_group {
                true => groups(case).into_iter().collect(),
                false => case
                    .uses
                    .iter()
                    .map(|it| it.0.clone())
                    .filter(|id| id.contains('/'))
                    .collect(),
            }
        };
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for case in coded {
            let ids: Vec<String> = ids(case).into_iter().collect();
            for (i, a) in ids.iter().enumerate() {
                for b in &ids[i + 1..] {
                    *counts.entry((a.clone(), b.clone())).or_default() += 1;
                }
            }
        }
        let count = |id: &String| coded.iter().filter(|case| ids(case).contains(id)).count();
        let mut expected: Vec<(String, Vec<String>)> = Vec::new();
        let mut counts: Vec<((String, String), usize)> =
            counts.into_iter().filter(|(_, n)| *n >= 3).collect();
        counts.sort_by_key(|(pair, n)| (std::cmp::Reverse(*n), pair.clone()));
        for ((a, b), n) in counts.into_iter().take(12) {
            let (in_a, in_b) = (count(&a), count(&b));
            let jaccard = n as f64 / (in_a + in_b - n) as f64;
            let lift = (n as f64 / coded.len() as f64)
                / ((in_a as f64 / coded.len() as f64) * (in_b as f64 / coded.len() as f64));
            let part = b.replace('/', "-");
            expected.push((
                format!("causes/{a}.html#with-{part}"),
                vec![n.to_string(), format!("{jaccard:.2}"), format!("{lift:.1}")],
            ));
        }
        let seen: Vec<(String, Vec<String>)> = rows(page, label)
            .into_iter()
            .map(|(href, cells)| (href, cells[1..].to_vec()))
            .collect();
        assert_eq!(seen, expected, "{label}");
    }
}

/// Every cell of the table of causes by services.
fn services(page: &str, coded: &[&Case]) {
    let shown = rows(page, "Table: causes by service");
    let table = table(page, "Table: causes by service").unwrap_or_default();
    let ids: Vec<String> = table
        .split("<thead>")
        .nth(1)
        .and_then(|rest| rest.split("</thead>").next())
        .map(|head| {
            links(head)
                .into_iter()
                .map(|href| href.replace("causes/", "").replace(".html", ""))
                .collect()
        })
        .unwrap_or_default();
    for (href, cells) in &shown {
        let service = href
            .trim_start_matches("services/")
            .trim_end_matches(".html");
        for (id, cell) in ids.iter().zip(&cells[1..]) {
            let count = coded
                .iter()
                .filter(|case| has(case, id) && case.services.contains(service))
                .count();
            let seen = cell.rsplit(' ').next().unwrap_or_default();
            assert_eq!(
                seen.parse().unwrap_or(0),
                count,
                "{id} on {service}: {cell}"
            );
        }
    }
    let mut names: BTreeMap<&String, usize> = BTreeMap::new();
    for service in coded.iter().flat_map(|case| &case.services) {
        *names.entry(service).or_default() += 1;
    }
    assert_eq!(
        shown.len(),
        names.values().filter(|n| **n > 1).count().min(12)
    );
}

/// Numbers that are of all causes: changes, several causes, what came back.
fn whole(page: &str, cases: &[Case], coded: &[&Case]) {
    let changes = coded
        .iter()
        .filter(|case| case.uses.iter().any(|it| it.3))
        .count();
    let several = coded.iter().filter(|case| case.uses.len() > 1).count();
    for (name, count) in [
        ("Related to a change", changes),
        ("Several causes", several),
    ] {
        let point = point(page, name);
        let expected = format!(
            "{} of {}, {}",
            count,
            coded.len(),
            interval(count, coded.len())
        );
        assert!(point.contains(&expected), "{name}: {expected} in {point}");
        assert!(
            point.contains(&percent(count, coded.len())),
            "{name}: {point}"
        );
    }
    let (by_cause, by_word, could) = recurrences(cases);
    let all = by_cause.union(&by_word).count();
    let of = could
        .union(&by_cause.union(&by_word).copied().collect())
        .count();
    if of > 0 {
        let point = point(page, "Came back");
        let expected = format!(
            "{all} of {of}, {}: {} by service and cause, {} by the word of a report",
            interval(all, of),
            by_cause.len(),
            by_word.len()
        );
        assert!(point.contains(&expected), "{expected} in {point}");
    }
}

/// Incidents that follow another one by cause and service, by the word of a report, and those that
/// could.
fn recurrences(cases: &[Case]) -> (BTreeSet<usize>, BTreeSet<usize>, BTreeSet<usize>) {
    let day = |case: &Case| {
        let began = case.began.as_ref().filter(|began| began.len() == 10)?;
        NaiveDate::parse_from_str(began, "%Y-%m-%d").ok()
    };
    // At one moment, the one whose slug comes last is the earlier.
    let is_before = |a: &Case, b: &Case| (&a.instant, &b.slug) < (&b.instant, &a.slug);
    let leaves = |case: &Case| -> BTreeSet<String> {
        let leaves = case.uses.iter().filter(|(_, _, leaf, _)| *leaf);
        leaves.map(|it| it.0.clone()).collect()
    };
    let (mut by_cause, mut by_word, mut could) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (i, later) in cases.iter().enumerate() {
        let own = leaves(later);
        if day(later).is_some() && !own.is_empty() && !later.services.is_empty() {
            could.insert(i);
        }
        for (j, earlier) in cases.iter().enumerate().filter(|(j, _)| *j != i) {
            if !is_before(earlier, later) {
                continue;
            }
            if later.related.contains(&earlier.slug) || earlier.related.contains(&later.slug) {
                by_word.insert(i);
            }
            let near = day(earlier)
                .zip(day(later))
                .is_some_and(|(a, b)| (b - a).num_days() <= 365);
            let same = !own.is_disjoint(&leaves(earlier))
                && !later.services.is_disjoint(&earlier.services);
            if near && same {
                by_cause.insert(i);
            }
            let _ = j;
        }
    }
    (by_cause, by_word, could)
}

fn coverage(page: &str, incidents: &[Value]) {
    let of = |coding: &str| incidents.iter().filter(|it| it["coding"] == coding).count();
    let (coded, all) = (of("coded"), incidents.len());
    let mut words = match coded == all {
        true => format!("All {all} incidents count here."),
        false => format!("{coded} of {all} incidents count here."),
    };
    for (coding, what) in [
        ("uncoded", "no cause"),
        ("unrecognised", "only causes that are not in the list"),
        ("unknown-only", "only that the cause is unknown"),
    ] {
        if of(coding) > 0 {
            let name = if of(coding) == 1 { "names" } else { "name" };
            let said = format!("{} {name} {what}", of(coding));
            assert!(page.contains(&said), "{said}");
        }
    }
    words.truncate(words.len() - 1);
    assert!(page.contains(&words), "{words}");
}

fn group(id: &str) -> String {
    id.split('/').next().unwrap_or_default().to_owned()
}

fn groups(case: &Case) -> Vec<String> {
    let groups: BTreeSet<String> = case.uses.iter().map(|it| group(&it.0)).collect();
    groups.into_iter().collect()
}

fn has(case: &Case, id: &str) -> bool {
    case.uses.iter().any(|(of, ..)| of == id || group(of) == id)
}

fn slug(name: &str) -> String {
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// 100 × count ÷ whole in whole numbers; a tie goes to the even one.
fn percent(count: usize, of: usize) -> String {
    let (down, rest) = (100 * count / of, 100 * count % of);
    let up = match (2 * rest).cmp(&of) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Greater => 1,
        std::cmp::Ordering::Equal => down % 2,
    };
    format!("{} %", down + up)
}

/// The shares from which the observed one is no more than z standard errors away, found by halving.
fn interval(count: usize, of: usize) -> String {
    let (p, n) = (count as f64 / of as f64, of as f64);
    let is_far = |x: f64| (p - x).abs() > 1.959_963_984_540_054 * (x * (1.0 - x) / n).sqrt();
    let edge = |mut far: f64, mut near: f64| {
        for _ in 0..200 {
            let middle = (far + near) / 2.0;
            if is_far(middle) {
                far = middle;
            } else {
                near = middle;
            }
        }
        near
    };
    let low = if count == 0 { 0.0 } else { edge(0.0, p) };
    let high = if count == of { 1.0 } else { edge(1.0, p) };
    format!("{:.0}–{:.0} %", 100.0 * low, 100.0 * high)
}

// ---- the page -----------------------------------------------------------------------------------

fn table<'p>(page: &'p str, label: &str) -> Option<&'p str> {
    let rest = page.split(&format!("aria-label=\"{label}\"")).nth(1)?;
    rest.split("</table>").next()
}

/// The rows of a table: the first link, and the text of every cell.
fn rows(page: &str, label: &str) -> Vec<(String, Vec<String>)> {
    let body = table(page, label).and_then(|table| table.split("<tbody>").nth(1));
    let rows = body.unwrap_or_default().split("<tr>").skip(1);
    rows.map(|row| {
        let cells = row.split(['\n']).next().unwrap_or(row);
        let cells = cells.replace("<th", "\u{1}<th").replace("<td", "\u{1}<td");
        let cells: Vec<String> = cells.split('\u{1}').skip(1).map(plain).collect();
        (links(row).into_iter().next().unwrap_or_default(), cells)
    })
    .collect()
}

fn heads(page: &str, label: &str) -> Vec<String> {
    let head = table(page, label).and_then(|table| table.split("</thead>").next());
    head.unwrap_or_default()
        .split("<th")
        .skip(3)
        .map(plain)
        .collect()
}

fn links(markup: &str) -> Vec<String> {
    let links = markup.split("href=\"").skip(1);
    links
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

fn plain(markup: &str) -> String {
    let mut plain = String::new();
    let mut in_tag = !markup.starts_with('<') && markup.contains('>');
    for c in markup.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => plain.push(c),
            _ => {}
        }
    }
    plain.trim().to_owned()
}

fn point(page: &str, name: &str) -> String {
    let rest = page
        .split(&format!("<dt>{name}</dt>"))
        .nth(1)
        .unwrap_or_default();
    plain(rest.split("</div>").next().unwrap_or_default())
}

// ---- a made-up archive --------------------------------------------------------------------------

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }
}

const BOOK: &str = "[causes]\n\"network/fibre\" = false\n\
    [causes.\"payments/psp\"]\nchange = true\naliases = [\"card network\"]\n\
    [causes.weather]\nrole = \"trigger\"\n\
    [causes.\"configuration/bad-value\"]\nchange = false\n";

const CAUSES: &[&str] = &[
    "network",
    "network/dns",
    "network/dns",
    "network/cdn",
    "capacity/exhaustion",
    "capacity",
    "payments/psp",
    "card network",
    "weather",
    "configuration/bad-value",
    "config-change",
    "deployment/binary-push",
    "detection-response/no-alert",
    "detection-response/no-alert",
    "operations/review-gap",
    "unknown/not-determined",
];

fn made_up(seed: u64, reports: usize) -> TempProject {
    let mut dice = Dice(seed);
    let project = TempProject::new().file("book.toml", BOOK);
    for n in 0..reports {
        let mut front = format!("title: Incident {n}\n");
        match dice.roll(8) {
            0 => {}
            1 => front.push_str("causes: [solar flare]\n"),
            2 => front.push_str("causes: [unknown/not-analysed]\n"),
            _ => causes(&mut front, &mut dice),
        }
        dates(&mut front, &mut dice);
        if dice.roll(4) > 0 {
            let (a, b) = (
                dice.pick(&["api", "Web Shop", "login", "search"]),
                dice.pick(&["api", "mail"]),
            );
            let _ = writeln!(front, "services: [{a}, {b}]");
        }
        if dice.roll(3) > 0 {
            let _ = writeln!(front, "severity: {}", dice.pick(&["sev1", "sev2", "sev3"]));
        }
        if dice.roll(10) == 0 {
            let _ = writeln!(front, "related: [r{}]", dice.roll(reports));
        }
        if dice.roll(2) == 0 {
            let _ = writeln!(
                front,
                "actions: [{{title: Do {n}, status: {}}}, {{title: By {n}, due: 2027-01-01}}]",
                dice.pick(&["open", "done", "proposed", "rejected"])
            );
        }
        project.write(
            &format!("incidents/r{n}.md"),
            format!("---\n{front}---\n\nWords.\n"),
        );
    }
    project
}

fn causes(front: &mut String, dice: &mut Dice) {
    front.push_str("causes:\n");
    let mut named = BTreeSet::new();
    for _ in 0..=dice.roll(4) {
        let id = dice.pick(CAUSES);
        if !named.insert(id) {
            continue;
        }
        match dice.roll(3) {
            0 => {
                let role = dice.pick(&["trigger", "latent", "prolonging"]);
                let _ = writeln!(front, "  - {{id: {id}, role: {role}}}");
            }
            _ => {
                let _ = writeln!(front, "  - {id}");
            }
        }
    }
}

fn dates(front: &mut String, dice: &mut Dice) {
    let (year, month, day) = (2014 + dice.roll(13), 1 + dice.roll(12), 1 + dice.roll(28));
    let (hour, minute) = (dice.roll(20), dice.roll(60));
    match dice.roll(9) {
        0 => return,
        1 => {
            let _ = writeln!(front, "started: {year}");
            return;
        }
        2 => {
            let _ = writeln!(
                front,
                "started: {year}-{month:02}-{day:02}\nresolved: {year}-{month:02}-{day:02} 23:00"
            );
            return;
        }
        3 => {
            let _ = writeln!(front, "detected: {year}-{month:02}-{day:02} 10:00");
            return;
        }
        _ => {}
    }
    let started = format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}");
    let ended = format!(
        "{year}-{month:02}-{day:02} {:02}:{:02}:{:02}",
        hour + 1 + dice.roll(3),
        dice.roll(60),
        dice.roll(60)
    );
    let _ = writeln!(front, "started: {started}");
    match dice.roll(4) {
        0 => {}
        1 => {
            let _ = writeln!(front, "resolved: {ended}");
        }
        _ => {
            let _ = writeln!(front, "mitigated: {ended}");
        }
    }
}

//! Search: the right incident first, the same answers in the terminal and in the browser, and the
//! same bytes whatever the number of threads.

use crate::support::{files, repository, run_in};
use casebook::check::Strictness;
use casebook::language::Language;
use casebook::project::Project;
use casebook::query::parse;
use casebook::render::passages;
use casebook::search::Index;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

fn sample() -> Index {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let project = Project::open(&repository(), None, today).expect("the sample");
    let checked = casebook::pipeline::check(&project, Strictness::Usual).expect("reports");
    passages::index(
        &checked.corpus,
        &checked.sources,
        &project.config,
        &Language::english(),
    )
}

fn found(index: &Index, query: &str) -> Vec<String> {
    let hits = index.search(&parse(query)).hits;
    hits.iter()
        .map(|hit| index.slug(hit.document).to_owned())
        .collect()
}

fn read(path: &str) -> Value {
    let path = repository().join("tests/search").join(path);
    let text = fs::read_to_string(path).expect("examples");
    serde_json::from_str(&text).expect("JSON")
}

/// Pairs of a query and what it is to find.
fn pairs(path: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = read(path);
    let list = list.as_array().expect("a list");
    list.iter()
        .map(|pair| (text(&pair[0]), text(&pair[1])))
        .collect()
}

#[test]
fn what_people_remember_finds_the_incident() {
    let index = sample();
    let known = pairs("known.json");
    let mut missed = Vec::new();
    let (mut first, mut among_three) = (0, 0);
    for (query, slug) in &known {
        let found = found(&index, query);
        match found.iter().position(|own| own == slug) {
            Some(0) => first += 1,
            place => missed.push((
                query,
                slug,
                place.map(|place| place + 1),
                found.first().cloned(),
            )),
        }
        among_three += usize::from(found.iter().take(3).any(|own| own == slug));
    }
    let share = |count: usize| count * 100 / known.len();
    assert!(
        share(first) >= 90 && share(among_three) >= 95,
        "{missed:#?}"
    );
}

#[test]
fn the_terminal_and_the_browser_answer_alike() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path().join("site");
    let run = run_in(
        &repository(),
        &[
            "build",
            "--quiet",
            "--now",
            "2026-11-23",
            "--out",
            &site.to_string_lossy(),
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut queries: Vec<String> = pairs("known.json")
        .into_iter()
        .map(|(query, _)| query)
        .collect();
    queries.extend(
        read("ranking.json")
            .as_array()
            .expect("queries")
            .iter()
            .filter_map(|query| query.as_str().map(str::to_owned)),
    );
    let words = pairs("words.json");
    let texts: Vec<&String> = words.iter().map(|(text, _)| text).collect();
    let asked = folder.path().join("queries.json");
    fs::write(
        &asked,
        json!({ "queries": queries, "texts": texts }).to_string(),
    )
    .expect("a file");
    let Some(answers) = node(&site, &asked) else {
        return;
    };
    let index = sample();
    for (i, query) in queries.iter().enumerate() {
        assert_eq!(json!(found(&index, query)), answers["found"][i], "{query}");
        let notes = index.search(&parse(query)).notes;
        let notes: Vec<&String> = notes.iter().map(|note| &note.text).collect();
        assert_eq!(json!(notes), answers["said"][i], "{query}");
    }
    for ((text, expected), own) in words
        .iter()
        .zip(answers["words"].as_array().expect("words"))
    {
        let own: Vec<&str> = own
            .as_array()
            .expect("words")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(own.join(" "), *expected, "{text}");
    }
}

/// Asks the browser's engine. Machines without node still test all else; `tests/run` installs it.
fn node(site: &Path, queries: &Path) -> Option<Value> {
    let script = repository().join("tests/search/run.mjs");
    let run = match Command::new("node")
        .arg(script)
        .arg(site)
        .arg(queries)
        .output()
    {
        Ok(run) => run,
        Err(_) if std::env::var_os("CI").is_none() => return None,
        Err(error) => panic!("node does not start: {error}"),
    };
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    Some(serde_json::from_slice(&run.stdout).expect("JSON"))
}

#[test]
fn an_index_has_the_same_bytes_on_any_number_of_threads() {
    let built = |threads: &str| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = folder.path().join("site");
        let status = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["build", "--quiet", "--now", "2026-11-23", "--out"])
            .arg(&site)
            .env("RAYON_NUM_THREADS", threads)
            .current_dir(repository())
            .status()
            .expect("the program starts");
        assert!(status.success());
        let files = files(&site.join("search"), "js");
        files
            .iter()
            .map(|file| fs::read(file).expect("a file"))
            .collect::<Vec<_>>()
    };
    assert!(built("1") == built("7"));
}

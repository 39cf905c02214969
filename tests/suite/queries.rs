//! The query language, held to the examples in `tests/query` here and in the browser's script.

use crate::support::repository;
use casebook::language::Language;
use casebook::query::{Facts, Names, Query, Test, What, parse};
use serde_json::Value;
use std::fs;
use std::process::Command;

fn examples(file: &str) -> Value {
    let path = repository().join("tests/query").join(file);
    let text = fs::read_to_string(path).expect("examples");
    serde_json::from_str(&text).expect("JSON")
}

fn shown(query: &Query) -> Vec<String> {
    let bound = |bound: &Option<i64>| bound.map_or(String::new(), |bound| bound.to_string());
    let terms = query.terms.iter().map(|term| {
        let not = if term.not { "not " } else { "" };
        let what = match &term.what {
            What::Word { text, open } => format!("word {text}{}", if *open { "…" } else { "" }),
            What::Phrase(text) => format!("phrase {text}"),
            What::Filter(filter) => {
                let test = match &filter.test {
                    Test::Names(patterns) => {
                        let patterns = patterns.iter().map(|pattern| {
                            format!("{}{}", pattern.text, if pattern.prefix { "*" } else { "" })
                        });
                        patterns.collect::<Vec<_>>().join("|")
                    }
                    Test::Between(least, most) => format!("{}..{}", bound(least), bound(most)),
                };
                format!("filter {} {test}", filter.field.as_str())
            }
        };
        format!("{not}{what}")
    });
    terms.collect()
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().map_or(&[][..], Vec::as_slice);
    let texts = list.iter().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

#[test]
fn every_text_is_a_query() {
    for example in examples("terms.json").as_array().expect("a list") {
        let text = example["query"].as_str().expect("a query");
        let query = parse(text);
        assert_eq!(shown(&query), texts(&example["terms"]), "{text}");
        let notes = query.notes.iter();
        let notes = notes.map(|note| format!("{} | {}", &text[note.span.clone()], note.text));
        assert_eq!(
            notes.collect::<Vec<_>>(),
            texts(&example["notes"]),
            "{text}"
        );
    }
}

fn facts(value: &Value) -> Facts {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let started = text("started").map(|day| {
        let mut parts = day
            .split('-')
            .map(|part| part.parse::<i64>().expect("a number"));
        let mut part = || parts.next().unwrap_or(1);
        part() * 10_000 + part() * 100 + part()
    });
    Facts {
        services: texts(&value["services"]),
        causes: texts(&value["causes"]),
        severity: text("severity"),
        status: text("status"),
        tags: texts(&value["tags"]),
        detection: text("detection"),
        started,
        duration: value["durationSeconds"].as_i64(),
        has: texts(&value["has"])
            .iter()
            .map(|has| casebook::query::fold(has))
            .collect(),
    }
}

#[test]
fn filters_find_what_they_say() {
    let examples = examples("facts.json");
    let mut names = Names::default();
    for (field, others) in examples["names"].as_object().expect("names") {
        let field = casebook::query::Field::from_name(field).expect("a field");
        for (other, id) in others.as_object().expect("names") {
            names.add(field, id.as_str().expect("an id"), [other.as_str()]);
        }
    }
    for case in examples["cases"].as_array().expect("cases") {
        let text = case[0].as_str().expect("a query");
        let query = parse(text);
        let incidents = examples["incidents"].as_object().expect("incidents").iter();
        let found = incidents.filter(|(_, incident)| query.matches(&facts(incident), &names));
        let found: Vec<String> = found.map(|(key, _)| key.clone()).collect();
        assert_eq!(found, texts(&case[1]), "{text}");
    }
}

#[test]
fn the_browser_speaks_the_same_language() {
    let script = repository().join("tests/query/run.mjs");
    let words = tempfile::tempdir().expect("a temporary folder");
    let language = Language::english();
    let said =
        language.first_script("script") + &language.more_script(&["script-search", "script-query"]);
    fs::write(words.path().join("words.js"), said).expect("a script");
    let run = match Command::new("node").arg(script).arg(words.path()).output() {
        Ok(run) => run,
        // Machines without node still test all else; `tests/run` installs it.
        Err(_) if std::env::var_os("CI").is_none() => return,
        Err(error) => panic!("node does not start: {error}"),
    };
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

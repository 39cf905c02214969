//! The JSON Schemas: they say what the program reads, and the documented ones are the true ones.

use crate::support::{TempProject, files, repository, run_in, snapshot};
use casebook::load::keys::KEYS;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;

/// A schema as it is without any settings.
fn schema(kind: &str) -> Value {
    let run = TempProject::new().run(&["schema", kind]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("a schema is JSON")
}

fn faults(schema: &Value, data: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("the schema is sound");
    validator
        .iter_errors(data)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect()
}

#[test]
fn the_documented_schemas_are_the_true_ones() {
    for kind in ["front-matter", "book", "findings", "export", "stats"] {
        let run = TempProject::new().run(&["schema", kind]);
        let path = format!("docs/schema/{kind}.json");
        snapshot(&repository().join(path), &run.stdout);
    }
}

#[test]
fn the_sample_fits() {
    let schema = schema("front-matter");
    let reports = files(&repository().join("incidents"), "md");
    assert!(reports.len() > 20);
    for report in reports {
        let text = fs::read_to_string(&report).expect("a report");
        let Some(front_matter) = text
            .split("---\n")
            .nth(1)
            .filter(|_| text.starts_with("---\n"))
        else {
            continue;
        };
        let found = faults(&schema, &yaml(front_matter));
        assert!(found.is_empty(), "{}: {found:#?}", report.display());
    }
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("front matter is YAML")
}

#[test]
fn settings_fit() {
    let schema = schema("book");
    for path in ["book.toml", "src/scaffold/files/book.toml"] {
        let text = fs::read_to_string(repository().join(path)).expect("settings");
        let found = faults(&schema, &toml_of(&text));
        assert!(found.is_empty(), "{path}: {found:#?}");
    }
    for (text, fits) in [
        (
            "[check]\nunknown-key = 'deny'\n[check.draft]\nunknown-key = 'allow'\n",
            true,
        ),
        ("[check.draft]\nno-such-rule = 'allow'\n", false),
        ("[book]\ntitel = 'x'\n", false),
        ("[output.other]\nx = 1\n", true),
        (
            "[status]\nlevels = ['a', { id = 'b', required-sections = ['summary'] }]\n",
            true,
        ),
    ] {
        assert_eq!(faults(&schema, &toml_of(text)).is_empty(), fits, "{text}");
    }
}

fn toml_of(text: &str) -> Value {
    let table: toml::Table = text.parse().expect("settings are TOML");
    serde_json::to_value(table).expect("TOML becomes JSON")
}

#[test]
fn everything_is_explained() {
    for kind in ["front-matter", "book", "findings", "stats"] {
        explained(&schema(kind), kind);
    }
}

/// Every property of every map has a description.
fn explained(schema: &Value, at: &str) {
    let Some(map) = schema.as_object() else {
        for (i, one) in schema.as_array().into_iter().flatten().enumerate() {
            explained(one, &format!("{at}/{i}"));
        }
        return;
    };
    for (name, property) in map
        .get("properties")
        .and_then(Value::as_object)
        .unwrap_or(&Map::new())
    {
        let words = property["description"].as_str().unwrap_or_default();
        assert!(!words.is_empty(), "{at}/{name} has no description");
        explained(property, &format!("{at}/{name}"));
    }
    for (name, one) in map.iter().filter(|(name, _)| *name != "properties") {
        explained(one, &format!("{at}/{name}"));
    }
}

#[test]
fn what_is_read_and_what_fits_are_the_same() {
    let schema = schema("front-matter");
    let mut keys: Vec<String> = KEYS
        .iter()
        .flat_map(|(key, aliases)| aliases.iter().chain([key]))
        .map(|key| (*key).to_owned())
        .collect();
    keys.extend(
        [
            "startTime",
            "Action Items",
            "x-ticket",
            "Layout",
            "sidebar_label",
        ]
        .map(str::to_owned),
    );
    for key in keys {
        let found = faults(&schema, &yaml(&format!("{key}: 2024")));
        assert!(
            !found.iter().any(|fault| fault.contains("Additional")),
            "{key}: {found:?}"
        );
    }
    for key in ["serverity", "startedd", "xticket"] {
        let found = faults(&schema, &yaml(&format!("{key}: 2024")));
        assert!(!found.is_empty(), "{key}");
    }
    for (text, fits) in [
        ("severity: anything", true),
        ("severity: [a, b]", false),
        ("detection: telepathy", false),
        ("started: [2024]", false),
        (
            "timeline: ['10:26 Words', {when: 10:27, what: More, type: note}]",
            true,
        ),
        ("timeline: {at: 10:27, txt: More}", false),
        (
            "actions: [{title: A, assignee: B, due_date: 2024-01-01, tickets: C}]",
            false,
        ),
        (
            "actions: [{title: A, assignee: B, due_date: 2024-01-01, ticket: C}]",
            true,
        ),
        ("authors: [A, {name: B, active: false}]", true),
        ("causes: {id: network/dns, role: trigger, note: x}", true),
        ("causes: {id: network/dns, role: culprit}", false),
        ("resolved: true", true),
    ] {
        assert_eq!(faults(&schema, &yaml(text)).is_empty(), fits, "{text}");
    }
}

/// The keys inside events and actions are listed twice, in the reader and in the schema.
#[test]
fn spellings_inside_events_and_actions_are_read() {
    let schema = schema("front-matter").to_string();
    for (list, given, aliases) in [
        (
            "timeline",
            "text: x",
            &[
                "time",
                "when",
                "date",
                "timestamp",
                "until",
                "end",
                "to",
                "type",
            ][..],
        ),
        (
            "timeline",
            "at: 10:00",
            &["description", "event", "what", "message"],
        ),
        (
            "actions",
            "title: x",
            &[
                "assignee", "who", "team", "type", "state", "due-date", "deadline", "links", "url",
                "ticket", "issue",
            ],
        ),
        (
            "actions",
            "owner: x",
            &["description", "text", "action", "name"],
        ),
    ] {
        for alias in aliases {
            let report = format!("---\n{list}: [{{{given}, {alias}: 2024}}]\n---\n");
            let run = TempProject::new()
                .file("incidents/a.md", report)
                .run(&["check", "--format", "short"]);
            assert!(
                !run.stdout.contains("unknown-key"),
                "{alias}: {}",
                run.stdout
            );
            let tail = &alias[1..].replace('-', "[-_ ]?");
            assert!(
                schema.contains(tail.split('[').next().unwrap_or(tail)),
                "{alias}"
            );
        }
    }
}

/// A key that nothing resembles makes the reader list those that it knows.
#[test]
fn keys_of_settings_are_those_that_are_read() {
    let schema = schema("book");
    for (table, at) in [
        ("", ""),
        ("[book]", "/properties/book"),
        ("[build]", "/properties/build"),
        ("[output.html]", "/properties/output/properties/html"),
        ("[severity]", "/properties/severity"),
        ("[status]", "/properties/status"),
        (
            "[causes.network]",
            "/properties/causes/additionalProperties/anyOf/0",
        ),
        ("[services.a]", "/properties/services/additionalProperties"),
        ("[people.a]", "/properties/people/additionalProperties"),
        ("[front-matter]", "/properties/front-matter"),
        ("[limits]", "/properties/limits"),
    ] {
        let run = TempProject::new()
            .file("book.toml", format!("{table}\nqqqqqqqqqqqqqqqqqq = 1\n"))
            .file("incidents/a.md", "# A\n")
            .run(&["check", "--format", "json", "book.toml"]);
        let findings: Value = serde_json::from_str(&run.stdout).expect("findings are JSON");
        let help = findings["findings"][0]["help"].as_str().unwrap_or_default();
        let read: BTreeSet<&str> = help.split('`').skip(1).step_by(2).collect();
        let properties = schema.pointer(&format!("{at}/properties"));
        let listed: BTreeSet<&str> = properties
            .and_then(Value::as_object)
            .unwrap_or_else(|| panic!("{table} is not in the schema"))
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(listed, read, "{table}");
    }
}

#[test]
fn what_programs_read_fits_its_schema() {
    for (kind, arguments) in [
        ("export", &["export"][..]),
        ("stats", &["stats", "--format", "json"]),
        ("stats", &["stats", "--format", "json", "--until", "2001"]),
    ] {
        let run = run_in(&repository(), arguments);
        let data: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let found = faults(&schema(kind), &data);
        assert!(found.is_empty(), "{arguments:?}: {found:?}");
    }
}

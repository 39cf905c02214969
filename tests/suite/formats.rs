//! The formats of findings, held to their schemas.

use crate::support::{TempProject, repository, run_in, snapshot};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Findings of every level, with related places, odd names, wide characters and hostile words.
fn faulty() -> TempProject {
    TempProject::new()
        .file("book.toml", "[book]\ntimezone = \"Europe/Lodon\"\n")
        .file(
            "incidents/100% lost, now: é.md",
            "---\ntitle: 障害 \"]]>&\nserverity: 🔥\nstatus: \"\\u0007::error::\\nx\"\n---\n[x](gone.md)\n",
        )
        .file("incidents/x/100% lost, now: é.md", "# Again\n")
        .file("incidents/fine.md", "---\ntitle: Fine\nstarted: 2024\n---\n")
}

fn faults(schema: &Value, data: &str) -> Vec<String> {
    let data = serde_json::from_str(data).expect("it is JSON");
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(schema)
        .expect("the schema is sound");
    validator
        .iter_errors(&data)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect()
}

/// The official schema, where cargo keeps the package that brings it along.
fn sarif_schema() -> Value {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(repository())
        .output()
        .expect("cargo starts");
    let metadata: Value = serde_json::from_slice(&cargo.stdout).expect("cargo prints JSON");
    let manifest = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == "serde-sarif")
        .and_then(|package| package["manifest_path"].as_str())
        .expect("a package that brings the schema");
    let path = PathBuf::from(manifest).with_file_name("src/schema.json");
    let text = fs::read_to_string(path).expect("the schema");
    // A bracket that the schema forgot to escape, in the pattern of a property that we do not use.
    let text = text.replace("{2}]?$", "{2}\\\\]?$");
    serde_json::from_str(&text).expect("the schema is JSON")
}

#[test]
fn sarif_fits_the_official_schema() {
    let schema = sarif_schema();
    assert_eq!(schema["properties"]["version"]["enum"][0], "2.1.0");
    for (project, results) in [
        (faulty(), 5),
        (TempProject::new().file("incidents/a.md", "# A"), 1),
    ] {
        let run = project.run(&["check", "--format", "sarif", "--now", "2026-01-01"]);
        let found = faults(&schema, &run.stdout);
        assert!(found.is_empty(), "{found:#?}");
        let log: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
        let own = log["runs"][0]["results"].as_array().expect("results");
        assert!(own.len() >= results, "{}", run.stdout);
        for result in own {
            let index = result["ruleIndex"].as_u64().expect("an index") as usize;
            let rule = &log["runs"][0]["tool"]["driver"]["rules"][index];
            assert_eq!(rule["id"], result["ruleId"]);
        }
    }
}

#[test]
fn fingerprints_are_distinct_and_outlive_edits() {
    let project = faulty();
    let fingerprints = || -> Vec<String> {
        let run = project.run(&["check", "--format", "gitlab", "--now", "2026-01-01"]);
        let issues: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
        let issues = issues.as_array().cloned().unwrap_or_default();
        let own = issues.iter().map(|issue| issue["fingerprint"].to_string());
        own.collect()
    };
    let before = fingerprints();
    let distinct: std::collections::BTreeSet<&String> = before.iter().collect();
    assert_eq!(distinct.len(), before.len());
    let name = "incidents/100% lost, now: é.md";
    let text = project.read(name).replace("title:", "x-more: 1\ntitle:");
    project.write(name, text);
    assert_eq!(fingerprints(), before);
}

#[test]
fn json_fits_its_schema() {
    let run = faulty().run(&["check", "--format", "json", "--now", "2026-01-01"]);
    let schema = run_in(&repository(), &["schema", "findings"]).stdout;
    let schema = serde_json::from_str(&schema).expect("the schema is JSON");
    let found = faults(&schema, &run.stdout);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn workflow_commands_stay_on_their_lines() {
    let project = faulty();
    let run = project.run(&["check", "--format", "github", "--now", "2026-01-01"]);
    for line in run.stdout.lines() {
        let known = ["::error file=", "::warning file=", "::notice file="];
        assert!(known.iter().any(|start| line.starts_with(start)), "{line}");
    }
    assert!(
        run.stdout
            .contains("file=incidents/100%25 lost%2C now%3A é.md,"),
        "{}",
        run.stdout
    );
}

#[test]
fn junit_names_every_file_and_fails_as_the_exit_code_does() {
    let project = faulty();
    let run = project.run(&["check", "--format", "junit", "--now", "2026-01-01"]);
    assert_eq!(
        run.stdout.matches("<testsuite ").count(),
        4,
        "{}",
        run.stdout
    );
    assert!(run.code == 1 && run.stdout.contains("<failure "));
    let one = project.run(&["check", "--format", "junit", "incidents/fine.md"]);
    assert_eq!(
        one.stdout.matches("<testsuite ").count(),
        1,
        "{}",
        one.stdout
    );
    assert!(one.code == 0 && !one.stdout.contains("<failure "));
}

#[test]
fn paths_are_taken_as_the_shell_gives_them() {
    let project = TempProject::new()
        .file("archive/book.toml", "[bok]\n")
        .file(
            "archive/incidents/a.md",
            "---\nx: 1\nstarted: 2024\n---\n# A\n",
        )
        .file(
            "archive/incidents/b/index.md",
            "---\nx: 1\nstarted: 2024\n---\n# B\n",
        )
        .file("elsewhere.md", "# C\n");
    let absolute = project.path().join("archive/incidents/a.md");
    let absolute = absolute.to_string_lossy();
    for (folder, root, path, expected) in [
        ("archive", ".", "incidents/a.md", &["a.md"][..]),
        ("archive", ".", "./incidents", &["a.md", "index.md"]),
        ("archive", ".", ".", &["book.toml", "a.md", "index.md"]),
        ("archive/incidents", "..", "a.md", &["a.md"]),
        ("archive/incidents", "..", "b", &["index.md"]),
        ("archive/incidents", "..", "../book.toml", &["book.toml"]),
        (".", "archive", "archive/incidents/b/", &["index.md"]),
        (".", "archive", &absolute, &["a.md"]),
    ] {
        let here = project.path().join(folder);
        let run = run_in(&here, &["check", "-C", root, "--format", "short", path]);
        let seen: Vec<&str> = run
            .stdout
            .lines()
            .filter(|line| line.contains("unknown-key"))
            .filter_map(|line| line.split(':').next()?.rsplit('/').next())
            .collect();
        assert_eq!(
            seen, expected,
            "{path} in {folder}: {}{}",
            run.stdout, run.stderr
        );
    }
    for (path, words) in [
        ("elsewhere.md", "lies outside the archive"),
        ("archive/incidents/c.md", "is no report of this archive"),
    ] {
        let run = project.run(&["check", "-C", "archive", path]);
        assert!(
            run.code == 2 && run.stderr.contains(words),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn the_documented_rules_are_the_true_ones() {
    let run = run_in(&repository(), &["explain", "--markdown"]);
    snapshot(&repository().join("docs/rules.md"), &run.stdout);
}

#[test]
fn the_manual_has_every_command() {
    let page = run_in(&repository(), &["man"]).stdout;
    assert!(page.contains(".TH casebook 1"), "{page}");
    for command in ["check", "build", "serve", "schema"] {
        assert!(
            page.contains(&format!("casebook\\-{command}(1)")),
            "{command}"
        );
        let own = run_in(&repository(), &["man", command]);
        assert!(own.code == 0 && own.stdout.contains(".SH SYNOPSIS"));
    }
    assert_eq!(run_in(&repository(), &["man", "no-such"]).code, 2);
}

//! The archive as data: it fits its schema.

use crate::support::{TempProject, repository, run_in};

#[test]
fn exports_fit_their_schema() {
    let schema = run_in(&repository(), &["export", "--format", "schema"]).stdout;
    let schema = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is sound");
    let empty = TempProject::new().file("incidents/a.md", "words");
    for json in [
        run_in(&repository(), &["export", "--now", "2026-11-23"]).stdout,
        empty.run(&["export"]).stdout,
    ] {
        let data = serde_json::from_str(&json).expect("the export is JSON");
        let faults: Vec<String> = validator
            .iter_errors(&data)
            .map(|fault| fault.to_string())
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
}

#[test]
fn every_format_has_every_incident() {
    let project = TempProject::new()
        .file("incidents/a.md", "---\ntitle: '=1+1, \"x\"'\n---\n")
        .file("incidents/b.md", "# B\n");
    let lines = project.run(&["export", "--format", "jsonl"]).stdout;
    assert_eq!(lines.lines().count(), 2);
    let csv = project.run(&["export", "--format", "csv"]).stdout;
    assert!(
        csv.lines().count() == 3 && csv.contains("\"'=1+1, \"\"x\"\"\""),
        "{csv}"
    );
}

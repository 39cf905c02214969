//! Reports that a wiki exported as plain text, with what its view of versions leaves behind.

use crate::support::TempProject;
use serde_json::Value;

/// Written by us in the shape of such an export: names of sections on lines of their own, words that
/// a comparison left twice, names in a row, dates of which the numbers are lost.
const EXPORT: &str = "Versions Compared

Key

  • This line was added.
  • This line was removed.

Date

Authors

Ada Quill Bram Osei Cleo Marsh (Deactivated)

Status

Done

Summary

Impact

Clerks could not open any payslip.

What What was the issue?

The archive of the provider refused every request: our address was not on its list any more. On 20/07/2021 it had tightened its rules. We called. On 21/07/2021 at 11am it put us back on the list, which solved the problem.

...

Timeline

/07/ at : 09:40 - Ada saw the alert

/07/ at : 10:26 - Clerks called the desk

/07. at : 12:35 - Bram sent the details

/07/ at : 14:16 - The provider mailed that the issue is resolved

...

No lessons, as all of it happened at the other end.
";

fn export(project: &TempProject) -> Vec<Value> {
    let run = project.run(&["export"]);
    let parsed: Value = serde_json::from_str(&run.stdout).expect("JSON");
    parsed["incidents"].as_array().expect("incidents").clone()
}

#[test]
fn an_export_of_a_wiki_is_read_as_a_report() {
    for name in ["payslips-locked.txt", "payslips-locked.md"] {
        let project = TempProject::new();
        project.write(&format!("incidents/{name}"), EXPORT);
        let incidents = export(&project);
        let [incident] = incidents.as_slice() else {
            panic!("{incidents:?}");
        };
        assert_eq!(incident["title"], "Payslips locked");
        assert_eq!(incident["status"], "done");
        assert_eq!(incident["impact"], "Clerks could not open any payslip.");
        let authors = incident["authors"].as_array().expect("authors");
        let authors: Vec<_> = authors
            .iter()
            .map(|author| (author["name"].as_str(), author["active"].as_bool()))
            .collect();
        assert_eq!(
            authors,
            [
                (Some("Ada Quill"), Some(true)),
                (Some("Bram Osei"), Some(true)),
                (Some("Cleo Marsh"), Some(false)),
            ]
        );
        // The day stands in the text; the events have lost theirs.
        let events = incident["timeline"].as_array().expect("events");
        let events: Vec<_> = events
            .iter()
            .map(|event| (event["at"]["local"].as_str(), event["text"].as_str()))
            .collect();
        assert_eq!(
            events,
            [
                (Some("2021-07-21T09:40"), Some("Ada saw the alert")),
                (Some("2021-07-21T10:26"), Some("Clerks called the desk")),
                (Some("2021-07-21T12:35"), Some("Bram sent the details")),
                (
                    Some("2021-07-21T14:16"),
                    Some("The provider mailed that the issue is resolved")
                ),
            ]
        );
        let kinds: Vec<_> = incident["sections"]
            .as_array()
            .expect("sections")
            .iter()
            .filter_map(|section| section["kind"].as_str())
            .collect();
        assert_eq!(
            kinds,
            [
                "attendees",
                "summary",
                "impact",
                "contributing-factors",
                "timeline"
            ]
        );
    }
}

#[test]
fn its_contradiction_is_found_and_its_sections_are_headings() {
    let project = TempProject::new();
    project.write("incidents/payslips-locked.txt", EXPORT);
    let check = project.run(&["check", "--format", "short"]);
    let finding = check
        .stdout
        .lines()
        .find(|line| line.contains("[milestone-disagrees]"))
        .unwrap_or_else(|| panic!("{}", check.stdout));
    for words in [
        "payslips-locked.txt:26:",
        "2021-07-21 11:00",
        "14:16",
        "3 h 16 min",
    ] {
        assert!(finding.contains(words), "{finding}");
    }
    assert_eq!(project.run(&["build"]).code, 0);
    let page = project.read("site/incidents/payslips-locked.html");
    for heading in ["Impact", "What What was the issue?"] {
        assert!(page.contains(&format!(">{heading}")), "{heading}: {page}");
    }
    assert!(
        page.contains("<h2 id=\"what-what-was-the-issue\""),
        "{page}"
    );
    assert!(page.contains("No lessons, as all of it"), "{page}");
}

#[test]
fn other_plain_text_is_no_report() {
    let project = TempProject::new();
    project.write(
        "incidents/a.md",
        "---\ntitle: A\n---\nSee [the log](a.txt).\n",
    );
    project.write("incidents/a.txt", "10:15 GET /\n\nSummary\n\n10:16 GET /\n");
    project.write(
        "incidents/headed.txt",
        "# Summary\n\nStatus\n\nImpact\n\nTimeline\n",
    );
    let incidents = export(&project);
    assert_eq!(incidents.len(), 1, "{incidents:?}");
}

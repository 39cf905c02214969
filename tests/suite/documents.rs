//! README and docs: what they show is what the program does, and their links lead somewhere.

use crate::support::{files, repository, run_in};
use casebook::load::keys::KEYS;
use std::fs;

const START: &str = "<!-- keys: made from the code by `BLESS=1 cargo test documents` -->\n";
const END: &str = "<!-- end of keys -->";

#[test]
fn the_table_of_spellings_is_that_of_the_code() {
    let path = repository().join("docs/report-format.md");
    let text = fs::read_to_string(&path).expect("the document");
    let (before, rest) = text.split_once(START).expect("the table begins");
    let (_, after) = rest.split_once(END).expect("the table ends");
    let mut table = "\n| Key | Also read as it |\n|---|---|\n".to_owned();
    for (key, aliases) in KEYS {
        let aliases: Vec<String> = aliases.iter().map(|alias| format!("`{alias}`")).collect();
        table.push_str(&format!("| `{key}` | {} |\n", aliases.join(", ")));
    }
    let expected = format!("{before}{START}{table}\n{END}{after}");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, expected).expect("the document");
    } else {
        assert!(
            text == expected,
            "`BLESS=1 cargo test documents` writes the table anew"
        );
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let root = repository();
    let top = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
    ];
    let documents = top
        .iter()
        .map(|name| root.join(name))
        .chain(files(&root.join("docs"), "md"));
    for document in documents {
        let text = fs::read_to_string(&document).expect("a document");
        for link in casebook::markdown::destinations(&text) {
            let path = link.target.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            let file = document.parent().expect("a folder").join(path);
            assert!(file.exists(), "{}: {path} is not there", document.display());
        }
    }
}

#[test]
fn the_commands_of_the_readme_exist() {
    let readme = fs::read_to_string(repository().join("README.md")).expect("the README");
    let commands: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("$ casebook "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 4);
    for command in commands {
        let run = run_in(&repository(), &[command, "--help"]);
        assert_eq!(run.code, 0, "casebook {command} --help");
    }
}

#[test]
fn the_finding_of_the_readme_is_what_is_printed() {
    let readme = fs::read_to_string(repository().join("README.md")).expect("the README");
    let (_, rest) = readme.split_once("```text\n").expect("a finding");
    let (shown, _) = rest.split_once("\n```").expect("its end");
    let project = crate::support::TempProject::new().file(
        "incidents/2024-03-02-failover.md",
        "---\ntitle: Failover\nseverity: SEV22\nstarted: 2024-03-02\n---\n",
    );
    let printed = project.run(&["check", "--now", "2026-01-01"]).stdout;
    assert!(printed.contains(shown), "{printed}");
}

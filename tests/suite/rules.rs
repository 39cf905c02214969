//! Every fixture of every rule, and every rule's own page.

use crate::support::{TempProject, files, repository, snapshot};
use casebook::check::rules::RULES;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Rules whose faults no report of any name can show; fixtures or transcripts hold them.
const NOT_IN_ONE_REPORT: [&str; 6] = [
    "duplicate-slug",
    "file-name-date-disagrees",
    "invalid-utf8",
    "too-large",
    "unknown-service",
    "unreadable-file",
];

#[test]
fn every_rule_has_a_page_in_form() {
    for rule in RULES {
        let headings: Vec<&str> = rule
            .docs
            .split("```")
            .step_by(2)
            .flat_map(str::lines)
            .filter(|line| line.starts_with('#'))
            .collect();
        assert_eq!(
            headings,
            ["## Why it matters", "## Flagged", "## Fine"],
            "{}",
            rule.name
        );
        assert!(
            rule.docs.starts_with("Flags "),
            "{}: begins with what it flags",
            rule.name
        );
    }
}

#[test]
fn the_list_of_rules_is_sorted_and_matches_the_folder() {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert!(names.is_sorted());
    let pages: Vec<String> = files(&repository().join("src/check/rules"), "md")
        .iter()
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .replace('_', "-")
        })
        .collect();
    let pages: BTreeSet<&str> = pages.iter().map(String::as_str).collect();
    assert_eq!(pages, names.into_iter().collect());
}

#[test]
fn pages_tell_the_truth() {
    for rule in RULES
        .iter()
        .filter(|rule| !NOT_IN_ONE_REPORT.contains(&rule.name))
    {
        let (_, after) = rule.docs.split_once("## Flagged").expect("a page in form");
        let (flagged, fine) = after.split_once("## Fine").expect("a page in form");
        let flagged_blocks = blocks(flagged);
        assert!(
            !flagged_blocks.is_empty(),
            "{}: nothing is shown as flagged",
            rule.name
        );
        for block in &flagged_blocks {
            assert!(
                !lines_of(rule.name, block).is_empty(),
                "{} does not flag\n{block:?}",
                rule.name
            );
        }
        for block in &blocks(fine) {
            assert!(
                lines_of(rule.name, block).is_empty(),
                "{} flags\n{block:?}",
                rule.name
            );
        }
    }
}

#[test]
fn fixtures_are_flagged_where_they_are_marked() {
    let folder = repository().join("tests/rules");
    let fixtures = files(&folder, "md");
    assert!(!fixtures.is_empty());
    for fixture in fixtures {
        let rule = fixture
            .parent()
            .and_then(Path::file_name)
            .expect("a folder")
            .to_string_lossy();
        let text = fs::read_to_string(&fixture).expect("a fixture");
        let marked: Vec<usize> = text
            .lines()
            .enumerate()
            .filter(|(_, line)| marks(line).any(|name| name == rule))
            .map(|(i, _)| i + 1)
            .collect();
        // A name with a date is part of what is tested.
        let name = fixture.file_name().expect("a name").to_string_lossy();
        let name = if name.starts_with("20") {
            &name
        } else {
            "report.md"
        };
        let project = TempProject::new().file(&format!("incidents/{name}"), &text);
        if let Ok(settings) = fs::read(fixture.with_file_name("book.toml")) {
            project.write("book.toml", settings);
        }
        let seen = reported(&project, &rule);
        assert_eq!(seen, marked, "{}", fixture.display());
        if !marked.is_empty() {
            let printed = project.run(&["check", "--now", "2026-01-01"]).stdout;
            let own: Vec<&str> = printed
                .split_inclusive("\n\n")
                .filter(|finding| finding.contains(&format!("[{rule}]")))
                .collect();
            snapshot(&fixture.with_extension("txt"), &own.concat());
        }
    }
}

/// Marks are comments: `#~ rule` in YAML, `<!--~ rule -->` in Markdown.
fn marks(line: &str) -> impl Iterator<Item = &str> {
    ["#~ ", "<!--~ "]
        .into_iter()
        .filter_map(|mark| line.split_once(mark))
        .flat_map(|(_, names)| names.trim_end_matches("-->").split_whitespace())
}

/// A block of a page: its language, its text, and the book.toml block right before it.
type Block = (String, String, Option<String>);

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("```") {
        let Some((block, after)) = after.split_once("\n```") else {
            break;
        };
        let (language, content) = block.split_once('\n').unwrap_or((block, ""));
        let settings = match blocks.last() {
            Some((before, ..)) if before == "toml" && language != "toml" => {
                blocks.pop().map(|(_, settings, _)| settings)
            }
            _ => None,
        };
        blocks.push((language.to_owned(), format!("{content}\n"), settings));
        rest = after;
    }
    blocks
}

/// Puts a block of a page where it belongs, with whatever else a report needs to be silent.
fn lines_of(rule: &str, (language, content, settings): &Block) -> Vec<usize> {
    let project = match language.as_str() {
        "toml" => TempProject::new()
            .file("book.toml", content)
            .file("incidents/report.md", "---\ntitle: A\nstarted: 2024\n---\n"),
        "markdown" => TempProject::new().file(
            "incidents/report.md",
            format!("---\ntitle: A\nstarted: 2024\n---\n{content}"),
        ),
        _ => TempProject::new().file(
            "incidents/report.md",
            format!("---\n{content}---\nWords.\n"),
        ),
    };
    if let Some(settings) = settings {
        project.write("book.toml", settings);
    }
    reported(&project, rule)
}

/// Lines at which a rule reports, each once.
fn reported(project: &TempProject, rule: &str) -> Vec<usize> {
    let run = project.run(&["check", "--format", "short", "--now", "2026-01-01"]);
    let lines: BTreeSet<usize> = run
        .stdout
        .lines()
        .filter(|line| line.contains(&format!("[{rule}]")))
        .filter_map(|line| line.split(':').nth(1)?.parse().ok())
        .collect();
    lines.into_iter().collect()
}

//! Nothing is lost: every word of a report's body is on its page, whatever the readers made of it.

use crate::support::TempProject;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A block of Markdown in which `{}` stands for a few words of its own.
fn block() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "## Timeline\n\nAll times in CET {}\n",
        "## 2. Timeline of Events (all times UTC) {}\n",
        "# Incident report 2024-03-02 - {}\n",
        "## {}\n",
        "### 10:15 {}\n\n{}\n",
        "### May 12 {}\n",
        "{}\n",
        "**Date:** 2024-03-02 {}\n",
        "**Status**: done {}\n",
        "- 2024-03-02 10:15 - {}\n- 10:40: {}\n  - {}\n- {}\n",
        "- [17:45-18:00] {}\n- ~18:30 {}\n\n  ![{}](none.png)\n",
        "1. 09:00 {}\n2. {}\n",
        "| Time | {} |\n|---|---|\n| 10:00 | {} |\n| 23:50 | {} |\n| 00:10 | {} |\n",
        "| Day | Time (PT) | Who | What {} |\n|---|:-:|---|--:|\n| 3 March | 7:56am | {} | {} |\n|  | {} | {} | {} |\n",
        "10:15 {}\n\n12:26-12:?? {}\n",
        "**14:02** {}\n\n```\n10:00 {}\n```\n",
        "June 14th, 2022, 10:00 AM: {}\n",
        "2024-03-02T10:15Z | {}\n",
        "--:-- {}\n",
        "## Action items\n\n- [x] {} @{}\n- {} (DONE)\n",
        "## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n| {} | {} | 2024-05-01 |\n",
        "> {}\n",
        "**Timeline**\n\n* 10:15 {}\n* {}\n",
        "- **Key events**\n  - First detected 2024-03-02 10:15 {}\n  - Resolved 11:00 {}\n",
        "Time to repair: 48m {}\n",
        "{{< track \"2018-04-13 17:30:00\" >}} {}\n",
        "<details><summary>{}</summary>\n\n{}\n\n</details>\n",
        "* * *\n",
        "{}[^1]\n\n[^1]: {}\n",
    ])
}

/// Fills the gaps of all blocks with words that occur nowhere else.
fn report(blocks: &[&str]) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut words = Vec::new();
    for block in blocks {
        for (i, part) in block.split("{}").enumerate() {
            if i > 0 {
                for _ in 0..2 {
                    let word = format!("zq{}x", words.len());
                    text.push_str(&word);
                    text.push(' ');
                    words.push(word);
                }
            }
            text.push_str(part);
        }
        text.push('\n');
    }
    (text, words)
}

/// The words between the tags of a page, and in the texts of its images.
fn words_of(html: &str) -> BTreeSet<String> {
    let main = html.split_once("<main").map_or(html, |(_, main)| main);
    main.split(|c: char| !c.is_alphanumeric())
        .map(str::to_owned)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_a_body_is_on_its_page(
        reports in prop::collection::vec(prop::collection::vec(block(), 1..9), 12)
    ) {
        let project = TempProject::new();
        let reports: Vec<_> = reports.iter().map(|blocks| report(blocks)).collect();
        for (i, (text, _)) in reports.iter().enumerate() {
            project.write(&format!("incidents/r{i}.md"), text);
        }
        let run = project.run(&["build", "--quiet", "--now", "2026-01-01"]);
        prop_assert_eq!(run.code, 0, "{}", run.stderr);
        for (i, (text, words)) in reports.iter().enumerate() {
            let page = project.read(&format!("site/incidents/r{i}.html"));
            let shown = words_of(&page);
            let lost: Vec<&String> = words.iter().filter(|word| !shown.contains(*word)).collect();
            prop_assert!(lost.is_empty(), "{lost:?} of\n{text}");
        }
    }
}

//! What a comparison finds, and what it does not.

use super::{Comparison, Fate, Side, What, blocks, compare};
use crate::config::Config;
use crate::model::Slug;
use proptest::prelude::*;

fn side(text: &str) -> Side {
    let slug = Slug::from_name("a").expect("a slug");
    Side::read(text, "a.md", &slug, &Config::default())
}

fn compared(old: &str, new: &str) -> Comparison {
    compare(&side(old), &side(new))
}

/// The changed blocks: fate, then words with `[-gone-]`, `{+new+}` and `~reformatted~`.
fn told(comparison: &Comparison) -> Vec<String> {
    let blocks = comparison
        .sections
        .iter()
        .flat_map(|section| &section.blocks);
    blocks
        .filter(|block| block.fate != Fate::Kept)
        .map(|block| {
            let mut words = String::new();
            for run in &block.runs {
                let text = blocks::plain(run.words.iter());
                let text = match run.what {
                    What::Kept => text,
                    What::Added => format!("{{+{text}+}}"),
                    What::Removed => format!("[-{text}-]"),
                    What::Reformatted => format!("~{text}~"),
                };
                if !words.is_empty() {
                    words.push(' ');
                }
                words += &text;
            }
            format!("{:?}: {words}", block.fate)
        })
        .collect()
}

fn check(old: &str, new: &str, expected: &[&str]) {
    assert_eq!(told(&compared(old, new)), expected, "{old:?} to {new:?}");
}

#[test]
fn what_reads_the_same_is_the_same() {
    check("One two\nthree.\n", "One\ntwo three.\n", &[]);
    check("* a\n* b\n", "- a\n- b\n", &[]);
    check("A\n=\n\nb\n", "# A\n\nb\n", &[]);
    check("a *b* c\n", "a _b_ c\n", &[]);
    assert!(compared("---\ntitle: A\n---\nb\n", "---\ntitle: \"A\"\n---\nb\n").is_empty());
}

#[test]
fn words_change_within_blocks() {
    check(
        "The cache was cold, so requests were slow.\n",
        "The cache was empty, so requests were slow.\n",
        &["Changed: The cache was [-cold-] {+empty+} , so requests were slow."],
    );
    check(
        "We saw it at 11:00 first.\n",
        "We saw it at 11:05 first.\n",
        &["Changed: We saw it at [-11:00-] {+11:05+} first."],
    );
    check(
        "接続が切れた。\n",
        "接続が戻った。\n",
        &["Changed: 接続が [-切れ-] {+戻っ+} た。"],
    );
}

#[test]
fn another_look_is_told_as_such() {
    check(
        "## What happened\n\nIt broke.\n",
        "**What happened**\n\nIt broke.\n",
        &["Reformatted: ~What happened~"],
    );
    check(
        "It broke at once.\n",
        "It broke *at once*.\n",
        &["Reformatted: It broke ~at once~ ."],
    );
    check(
        "See [the page](https://a.example/).\n",
        "See [the page](https://b.example/).\n",
        &["Reformatted: See ~the page~ ."],
    );
}

#[test]
fn blocks_come_go_and_move() {
    check("a a a\n\nb b b\n", "a a a\n", &["Removed: [-b b b-]"]);
    check("a a a\n", "b b b\n\na a a\n", &["Added: {+b b b+}"]);
    check(
        "## One\n\nThe first of the words.\n\n## Two\n\nAnother text here.\n\nAnd more of it.\n",
        "## One\n\n## Two\n\nAnother text here.\n\nAnd more of it.\n\nThe first of the words.\n",
        &[
            "MovedAway: The first of the words.",
            "Moved: The first of the words.",
        ],
    );
    check(
        "```\na\nb\nc\n```\n",
        "```\na\nB\nc\n```\n",
        &["Changed: a [-b-] {+B+} c"],
    );
    check(
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "| a | b |\n|---|---|\n| 1 | 3 |\n",
        &["Changed: 1 | [-2-] {+3+}"],
    );
}

#[test]
fn sections_hold_their_blocks() {
    let comparison = compared(
        "First.\n\n## Lessons learned\n\nNothing to learn here.\n\n## Impact\n\nNone.\n",
        "First.\n\n## Lessons learned\n\nNothing to learn here, but tell them earlier.\n\n## Impact\n\nNone.\n",
    );
    let titles: Vec<(&str, bool)> = comparison
        .sections
        .iter()
        .map(|section| (section.title.as_str(), section.is_changed()))
        .collect();
    assert_eq!(
        titles,
        [("", false), ("Lessons learned", true), ("Impact", false)]
    );
}

#[test]
fn fields_events_and_actions_are_matched() {
    let old = "---\ntitle: A\nstatus: draft\nservices: [api, web]\ntimeline:\n  - {at: 2024-03-02 10:00, text: The alert fires}\n  - {at: 2024-03-02 10:20, text: We roll back the deployment}\nactions:\n  - {title: Test the rollback, status: open}\n  - {title: Page earlier}\n---\n";
    let new = "---\ntitle: A\nstatus: final\nservices: [web, api]\ntimeline:\n  - {at: 2024-03-02 09:50, text: A deployment ends}\n  - {at: 2024-03-02 10:00, text: The alert fires}\n  - {at: 2024-03-02 10:25, text: We roll back the deployment}\nactions:\n  - {title: Test the rollback, status: done}\n---\n";
    let comparison = compared(old, new);
    assert_eq!(comparison.fields.len(), 1, "{:?}", comparison.fields);
    assert_eq!(comparison.fields[0].key, "status");
    let moved = comparison
        .events
        .iter()
        .find(|event| event.changed("time").is_some());
    let label = moved
        .and_then(|event| event.changed("time"))
        .expect("a time");
    assert_eq!(
        (label.old.as_str(), label.new.as_str()),
        ("2024-03-02 10:20", "2024-03-02 10:25")
    );
}

#[test]
fn front_matter_that_does_not_parse_is_text() {
    let comparison = compared("---\ntitle: [A\n---\nb\n", "---\ntitle: A\n---\nb\n");
    let runs = comparison.front.expect("a text");
    assert!(runs.iter().any(|run| run.what == What::Removed), "{runs:?}");
    assert!(compared("---\ntitle: [A\n---\nb\n", "---\ntitle: [A\n---\nb\n").is_empty());
}

#[test]
fn large_texts_are_bounded() {
    let long = |word: &str| format!("{}\n", format!("{word} ").repeat(5_000));
    let comparison = compared(&long("a"), &long("b"));
    assert!(told(&comparison).len() >= 2);
    let many =
        |word: &str| -> String { (0..6_000).map(|n| format!("{word} {n} text\n\n")).collect() };
    assert!(compared(&many("a"), &many("b")).is_coarse);
}

/// The words that one of the versions has, from the comparison alone.
fn words_of(comparison: &Comparison, is_new: bool) -> Vec<String> {
    let mut words = Vec::new();
    for block in comparison
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
    {
        let is_there = match block.fate {
            Fate::Added | Fate::Moved => is_new,
            Fate::Removed | Fate::MovedAway => !is_new,
            _ => true,
        };
        for run in block.runs.iter().filter(|_| is_there) {
            let is_wanted = match run.what {
                What::Added => is_new,
                What::Removed => !is_new,
                What::Kept | What::Reformatted => true,
            };
            if is_wanted {
                words.extend(run.words.iter().map(|word| word.text.to_string()));
            }
        }
    }
    words
}

fn flat(text: &str) -> Vec<String> {
    let all = side(text);
    let words = all.blocks.iter().flat_map(|block| &block.words);
    words.map(|word| word.text.to_string()).collect()
}

const LINES: &[&str] = &[
    "# Title",
    "## Impact",
    "Some words stand here.",
    "Some other words stand here.",
    "- an entry",
    "- another entry",
    "**bold words**",
    "`code` and more",
    "> quoted words",
    "| a | b |",
    "|---|---|",
    "1. first",
    "```",
    "plain text\nover lines",
    "<b>raw</b>",
    "日本語のテキスト",
    "***",
    "[link](x)",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn both_versions_can_be_made_from_the_comparison(
        old in proptest::collection::vec(0..LINES.len(), 0..14),
        new in proptest::collection::vec(0..LINES.len(), 0..14),
    ) {
        let text = |lines: &[usize]| -> String {
            lines.iter().map(|line| format!("{}\n\n", LINES[*line])).collect()
        };
        let (old, new) = (text(&old), text(&new));
        let comparison = compared(&old, &new);
        prop_assert_eq!(words_of(&comparison, true), flat(&new));
        let mut seen = words_of(&comparison, false);
        let mut wanted = flat(&old);
        // What is gone stands near where it was, not always in its order among what stayed.
        seen.sort();
        wanted.sort();
        prop_assert_eq!(seen, wanted);
    }

    #[test]
    fn any_two_texts_can_be_compared(old in any::<String>(), new in any::<String>()) {
        let comparison = compared(&old, &new);
        if old == new {
            prop_assert!(comparison.is_empty());
        }
    }
}

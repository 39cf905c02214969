//! Every example of the CommonMark specification, through our renderer.
//!
//! The examples come from the package `commonmark-spec`: their text has a licence of its own and
//! is not part of this repository. What we do otherwise on purpose is taken out of both sides
//! before they are compared, or the example stands in `OTHERWISE` with the reason.

use crate::dom::{Element, Node, parse};
use casebook::markdown::{Context, render};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Examples whose page differs from the specification's, by reason.
const OTHERWISE: &[(&str, &[usize])] = &[
    (
        "raw HTML has no class, no id and no attribute beyond a few",
        &[152, 153, 154, 164],
    ),
    (
        "raw HTML has only elements that a report may need: of others the text stays",
        &[150, 163, 201, 491, 524, 536, 613, 614, 615, 616, 617],
    ),
    (
        "scripts, styles and fields go with what is in them",
        &[170, 171, 172, 173, 176, 178],
    ),
    (
        "declarations end where CommonMark says, not where a browser does",
        &[180, 629],
    ),
    (
        "what raw HTML leaves open ends with its paragraph or block",
        &[148, 167, 187, 344, 476, 477, 494, 630, 631, 642, 643],
    ),
    ("a table in raw HTML has cells, no loose code block", &[191]),
    (
        "addresses in raw HTML are percent-encoded, names of characters in them not read",
        &[21, 31],
    ),
    ("an image has an `alt`", &[475]),
    ("a heading without words is not one", &[79]),
    ("a link without words shows its address", &[484]),
    ("links lead to known schemes only", &[598, 599, 601]),
    (
        "bare addresses are links, as in GFM",
        &[602, 606, 608, 611, 612],
    ),
];

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

#[test]
fn every_example_of_the_specification_is_rendered_so() {
    let examples = examples();
    assert_eq!(examples.len(), 652, "examples in the specification");
    let listed: BTreeMap<usize, &str> = OTHERWISE
        .iter()
        .flat_map(|(reason, numbers)| numbers.iter().map(|n| (*n, *reason)))
        .collect();
    let context = Context {
        heading_base: 1,
        ..Context::default()
    };
    let mut wrong = String::new();
    for example in &examples {
        let rendered = render(&example.markdown, &context).html;
        let (ours, theirs) = (normal(rendered.as_str()), normal(&example.html));
        match (ours == theirs, listed.get(&example.number)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(_)) => {
                wrong += &format!("{} is as specified: take it off the list\n", example.number)
            }
            (false, None) => {
                wrong += &format!(
                    "{}: {:?}\n  ours   {ours}\n  theirs {theirs}\n",
                    example.number, example.markdown
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn examples() -> Vec<Example> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/browser/node_modules/commonmark-spec/spec.txt");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "cannot read the specification at {}: {error}; run `tests/run`, which installs it",
            path.display()
        )
    });
    let fence = "`".repeat(32);
    let start = format!("\n{fence} example\n");
    let blocks = text.split(&start).skip(1);
    let examples = blocks.enumerate().map(|(i, block)| {
        let block = block.split(&fence).next().unwrap_or_default();
        // A block with nothing before its `.` starts with it.
        let block = format!("\n{block}");
        let (markdown, html) = block.split_once("\n.\n").unwrap_or((&block, ""));
        let plain = |text: &str| text.replace('→', "\t");
        let markdown = plain(markdown.get(1..).unwrap_or_default()) + "\n";
        Example {
            number: i + 1,
            markdown,
            html: plain(html),
        }
    });
    examples.collect()
}

/// Returns markup in one spelling, without what we add on purpose:
///
/// - addresses of headings, and links to them beside each; levels that skip are closed up on both
///   sides, as pages must not have them;
/// - the role and name of code blocks, and marks inside code;
/// - comments, which we leave out;
/// - how images load, and `rel` on links to other places.
fn normal(markup: &str) -> String {
    let (nodes, _) = parse(markup);
    let mut levels = Vec::new();
    let mut out = String::new();
    push(&mut out, &nodes, &mut levels, false);
    out.trim().to_owned()
}

fn push(out: &mut String, nodes: &[Node], levels: &mut Vec<u8>, is_code: bool) {
    for node in nodes {
        match node {
            Node::Text(text) if is_code => out.push_str(text),
            Node::Text(text) => push_text(out, text),
            Node::Element(element) => push_element(out, element, levels, is_code),
            Node::Comment => {}
        }
    }
}

fn push_element(out: &mut String, element: &Element, levels: &mut Vec<u8>, is_code: bool) {
    let name = element.name.as_str();
    let class = element.attribute("class").unwrap_or_default();
    match (name, class) {
        ("div", "heading") => return push(out, &element.children, levels, is_code),
        ("a", "anchor") => return,
        ("span", _) if is_code => return push(out, &element.children, levels, is_code),
        _ => {}
    }
    let is_block = !["a", "em", "strong", "code", "img", "del"].contains(&name);
    let name = if is_heading(name) {
        level(name, levels)
    } else {
        name.to_owned()
    };
    if is_block {
        out.truncate(out.trim_end().len());
    }
    out.push_str(&format!("<{name}"));
    for (key, value) in &element.attributes {
        let is_ours = match name.as_str() {
            "pre" => true,
            "img" => key == "loading" || key == "decoding",
            "a" => key == "rel",
            _ => key == "id" && name.starts_with('h'),
        };
        if !is_ours {
            out.push_str(&format!(" {key}={value:?}"));
        }
    }
    out.push('>');
    push(
        out,
        &element.children,
        levels,
        is_code || name == "code" || name == "pre",
    );
    if is_block && name != "pre" {
        out.truncate(out.trim_end().len());
    }
    out.push_str(&format!("</{name}>"));
    if is_block {
        out.push('\n');
    }
}

/// Spaces count once, and not at all beside blocks.
fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        let c = if c.is_ascii_whitespace() { ' ' } else { c };
        if c != ' ' || !(out.is_empty() || out.ends_with([' ', '\n']) || ends_with_block(out)) {
            out.push(c);
        }
    }
}

fn ends_with_block(out: &str) -> bool {
    ["<p>", "<li>", "<blockquote>", "<ul>", "<ol>"]
        .iter()
        .any(|tag| out.ends_with(tag))
}

fn is_heading(name: &str) -> bool {
    name.len() == 2 && name.starts_with('h') && name.as_bytes()[1].is_ascii_digit()
}

fn level(name: &str, levels: &mut Vec<u8>) -> String {
    let written = name.as_bytes()[1];
    while levels.last().is_some_and(|above| *above >= written) {
        levels.pop();
    }
    levels.push(written);
    format!("h{}", levels.len())
}

//! The design language as documented, against the style sheet: colours with their contrast, sizes.

use crate::support::{repository, snapshot};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

const START: &str = "<!-- made by tests/suite/design.rs -->\n";
const END: &str = "<!-- end -->";

/// What a colour is for, and the contrast that it needs on paper and on wash.
const ROLES: &[(&str, &str, f64)] = &[
    ("paper", "the page", 0.0),
    (
        "wash",
        "what is set apart from it: code, fields, hovered rows",
        0.0,
    ),
    ("line", "between what is apart already", 0.0),
    ("edge", "around what can be used", 3.0),
    ("ink", "text", 4.5),
    ("soft", "what accompanies it", 4.5),
    ("link", "links, focus", 4.5),
    ("bar", "quantities", 3.0),
    ("sev-1", "severity of the first level", 4.5),
    ("sev-2", "of the second", 4.5),
    ("sev-3", "of the third", 4.5),
    ("sev-4", "of the rest", 4.5),
    ("detect", "the phase until it was noticed", 3.0),
    ("mitigate", "until it hurt no more", 3.0),
    ("resolve", "until it was over", 3.0),
    ("good", "done, resolved, added", 4.5),
    ("mark", "what was searched for, where a link leads", 0.0),
    ("violet", "important remarks, keywords of code", 4.5),
];

type Pair = (String, String);

/// The custom properties that are colours, each as light and dark.
fn colours(style: &str) -> BTreeMap<String, Pair> {
    let mut found = BTreeMap::new();
    for line in style.lines().take_while(|line| *line != "}") {
        let Some((name, value)) = line.trim().split_once(": light-dark(") else {
            continue;
        };
        let name = name.trim_start_matches("--").to_owned();
        let (light, dark) = value
            .trim_end_matches(");")
            .split_once(", ")
            .expect("two colours");
        found.insert(name, (light.to_owned(), dark.to_owned()));
    }
    found
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').expect("a colour in hexadecimal");
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    let channel = |at: usize| {
        let value = u8::from_str_radix(&wide[at..at + 2], 16).expect("two digits");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn style() -> String {
    fs::read_to_string(repository().join("themes/default/style.css")).expect("a style sheet")
}

#[test]
fn every_colour_has_its_role_and_enough_contrast() {
    let colours = colours(&style());
    let named: Vec<&str> = ROLES.iter().map(|(name, _, _)| *name).collect();
    let known: Vec<&str> = colours.keys().map(String::as_str).collect();
    let mut sorted = named.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, known, "each colour of the style sheet has a role");

    let mut table = String::from(
        "| Property | Role | Light | Dark | On paper, light and dark | On wash, light and dark |\n|---|---|---|---|---|---|\n",
    );
    for (name, role, least) in ROLES {
        let (light, dark) = &colours[*name];
        let on = |ground: &str| {
            let (ground_light, ground_dark) = &colours[ground];
            [contrast(light, ground_light), contrast(dark, ground_dark)]
        };
        let (paper, wash) = (on("paper"), on("wash"));
        for seen in paper.iter().chain(&wash) {
            assert!(seen >= least, "--{name} has {seen:.2}, and needs {least}");
        }
        let shown = |pair: [f64; 2]| match *least {
            0.0 => String::new(),
            // Rounded down: 4.499 is not 4.5.
            _ => pair
                .map(|ratio| format!("{:.1}", (ratio * 10.0).floor() / 10.0))
                .join(" and "),
        };
        let _ = writeln!(
            table,
            "| `--{name}` | {role} | `{light}` | `{dark}` | {} | {} |",
            shown(paper),
            shown(wash)
        );
    }
    let path = repository().join("docs/design-language.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once(START).expect("the start of the table");
    let (_, after) = rest.split_once(END).expect("its end");
    snapshot(&path, &format!("{before}{START}\n{table}\n{END}{after}"));
}

#[test]
fn every_size_of_type_is_one_of_the_scale() {
    let page = fs::read_to_string(repository().join("docs/design-language.md")).expect("the page");
    let scale: Vec<&str> = page
        .lines()
        .skip_while(|line| *line != "## Type")
        .take_while(|line| *line != "## Space")
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert!(scale.len() > 6, "{scale:?}");
    let style = style();
    let allowed = |size: &str| {
        scale.contains(&size) || matches!(size, "inherit" | ".85em") || size.ends_with("pt")
    };
    for (number, line) in style.lines().enumerate() {
        for found in line.split("font-size:").skip(1) {
            let size = found.split([';', '}']).next().unwrap_or_default().trim();
            assert!(allowed(size), "style.css:{}: {size}", number + 1);
        }
    }
}

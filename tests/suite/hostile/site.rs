//! A whole archive of attacks: in every field, heading, file name and setting. What is built of it
//! holds nothing but what our templates and a list of harmless elements allow.

use super::attacks;
use crate::dom::{Element, Node, document};
use crate::support::{TempProject, files};
use std::collections::BTreeSet;
use std::path::Path;

/// Writes the archive that `tests/hostile/project.txt` describes. The browser tests do the same.
fn archive() -> TempProject {
    let attacks = attacks();
    let text = |text: &str| serde_json::to_string(text).expect("any text is JSON");
    let all: Vec<&str> = attacks.iter().step_by(7).map(String::as_str).collect();
    let project = TempProject::new();
    let mut book = String::new();
    for section in include_str!("../../hostile/project.txt")
        .split("-- ")
        .skip(1)
    {
        let (path, template) = section.split_once(" --\n").expect("a head");
        if path == "book" {
            book.push_str(&template.replace("%ALL%", &text(&all.join(" "))));
            continue;
        }
        for (number, attack) in attacks.iter().enumerate() {
            let day = format!("{}-{:02}-02", 2001 + number / 12, number % 12 + 1);
            let fill = |template: &str| {
                template
                    .replace("%N%", &number.to_string())
                    .replace("%DAY%", &day)
                    .replace("%NAME%", &name(attack))
                    .replace("%TEXT%", &text(attack))
                    .replace("%BODY%", attack)
            };
            if path.starts_with("book") {
                book.push_str(&fill(template));
            } else {
                project.write(&fill(path), fill(template));
            }
        }
    }
    project.write("book.toml", book);
    project
}

/// As much of an attack as a file name can hold.
fn name(attack: &str) -> String {
    attack
        .chars()
        .filter(|c| {
            !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || cfg!(unix)
        })
        .filter(|c| *c != '/' && !c.is_control())
        .take(40)
        .collect()
}

/// What a page as a whole may consist of.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "circle",
    "code",
    "col",
    "colgroup",
    "dd",
    "defs",
    "del",
    "desc",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "kbd",
    "label",
    "legend",
    "li",
    "line",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "pre",
    "q",
    "rect",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tspan",
    "u",
    "ul",
    "use",
    "var",
    "wbr",
];

const SCHEMES: &[&str] = &["http", "https", "mailto", "ftp", "tel"];

#[test]
fn nothing_in_a_site_of_attacks_acts() {
    let project = archive();
    let run = project.run(&["build", "--keep-going", "--now", "2024-12-31", "--quiet"]);
    assert!(run.code <= 1, "{}", run.stderr);
    let site = project.path().join("site");
    let pages = files(&site, "html");
    assert!(pages.len() > 2 * attacks().len(), "{} pages", pages.len());
    let mut faults = BTreeSet::new();
    for path in &pages {
        for node in document(&read(path)) {
            look_at(&node, path, &mut faults);
        }
    }
    let first: Vec<&String> = faults.iter().take(20).collect();
    assert!(faults.is_empty(), "{} faults: {first:#?}", faults.len());
    no_data_leaves_its_quotes(&site);
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn no_data_leaves_its_quotes(site: &Path) {
    for path in ["atom", "xml", "svg"]
        .iter()
        .flat_map(|ending| files(site, ending))
    {
        let text = read(&path).to_lowercase();
        for word in ["<script", "<img", "<!entity", "<![cdata["] {
            assert!(!text.contains(word), "{} holds {word}", path.display());
        }
    }
    for path in files(site, "json") {
        let data: Result<serde_json::Value, _> = serde_json::from_str(&read(&path));
        assert!(data.is_ok(), "{}: {data:?}", path.display());
    }
    for path in files(site, "ics") {
        for line in read(&path).split("\r\n") {
            assert!(!line.contains(['\r', '\n']), "{line:?}");
            assert_ne!(line, "BEGIN:VALARM");
        }
    }
    for path in files(site, "csv") {
        let mut rows = csv::Reader::from_path(&path).expect("a table");
        for row in rows.records() {
            for cell in &row.expect("a row") {
                // A spreadsheet would take it for a formula.
                assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']), "{cell:?}");
            }
        }
    }
}

fn look_at(node: &Node, path: &Path, faults: &mut BTreeSet<String>) {
    let Node::Element(element) = node else {
        return;
    };
    if let Some(fault) = fault(element) {
        let page = path.file_name().unwrap_or_default().to_string_lossy();
        faults.insert(format!("{fault} in {page}"));
    }
    for child in &element.children {
        look_at(child, path, faults);
    }
}

fn fault(element: &Element) -> Option<String> {
    let name = element.name.as_str();
    if !ELEMENTS.contains(&name) {
        return Some(format!("<{name}>"));
    }
    for (key, value) in &element.attributes {
        let is_sound = match key.as_str() {
            "style" | "srcdoc" | "srcset" | "ping" | "action" | "formaction" | "target"
            | "background" | "data" | "manifest" | "poster" | "autofocus" => {
                name == "form" && key == "action" && is_sound_address(value)
            }
            "http-equiv" => value == "Content-Security-Policy",
            "href" | "src" | "cite" => is_sound_address(value),
            key => !key.starts_with("on"),
        };
        if !is_sound {
            return Some(format!("<{name} {key}={value:?}>"));
        }
    }
    match (name, element.attribute("src"), element.attribute("type")) {
        ("script", None, Some("application/ld+json")) => data_fault(element),
        ("script", Some(own), None) if own.ends_with(".js") && !own.contains("//") => None,
        ("script", ..) => Some(format!("{element:?}")),
        ("img", Some(elsewhere), _) if elsewhere.contains("//") => Some(format!("{element:?}")),
        _ => None,
    }
}

fn data_fault(script: &Element) -> Option<String> {
    let text: String = script
        .children
        .iter()
        .filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let read: Result<serde_json::Value, _> = serde_json::from_str(&text);
    match read {
        Ok(_) if !text.contains('<') => None,
        Ok(_) => Some(format!("structured data with `<`: {text}")),
        Err(error) => Some(format!("structured data: {error}: {text}")),
    }
}

/// Reads the scheme as generously as any browser ever did.
fn is_sound_address(address: &str) -> bool {
    let address: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    match address.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#', '%', '&']) => {
            SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
        }
        _ => true,
    }
}

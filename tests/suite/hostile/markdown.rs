//! Reports that attack their readers: nothing in a page may act.

use super::attacks;
use crate::dom::{Element, Node, parse};
use casebook::config::RawHtml;
use casebook::markdown::{Context, destinations, inline, plain_text, render};
use proptest::prelude::{prop, proptest};

/// What a page may consist of, with the attributes that each element may have beyond `COMMON`.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("a", &["href", "rel"]),
    ("abbr", &[]),
    ("aside", &[]),
    ("b", &[]),
    ("bdi", &[]),
    ("blockquote", &[]),
    ("br", &[]),
    ("caption", &[]),
    ("cite", &[]),
    ("code", &[]),
    ("dd", &[]),
    ("del", &[]),
    ("details", &["open"]),
    ("dfn", &[]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("i", &[]),
    (
        "img",
        &["src", "alt", "width", "height", "loading", "decoding"],
    ),
    ("input", &["type", "disabled", "checked"]),
    ("ins", &[]),
    ("kbd", &[]),
    ("li", &[]),
    ("mark", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &[]),
    ("q", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("section", &[]),
    ("small", &[]),
    ("span", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan"]),
    ("tfoot", &[]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("thead", &[]),
    ("tr", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
    ("wbr", &[]),
];

const COMMON: &[&str] = &["class", "id", "role", "tabindex", "title", "aria-label"];

const CLASSES: &[&str] = &[
    "a",
    "alert",
    "alert-note",
    "alert-title",
    "anchor",
    "back",
    "c",
    "center",
    "d",
    "e",
    "footnote",
    "footnotes",
    "heading",
    "i",
    "k",
    "left",
    "n",
    "right",
    "s",
    "t",
    "table",
    "task",
    "w",
];

const SCHEMES: &[&str] = &["http", "https", "mailto", "ftp", "tel"];

#[test]
fn nothing_in_a_page_acts() {
    let attacks = attacks();
    assert!(attacks.len() > 250);
    for attack in &attacks {
        let settings = [
            "",
            "> ",
            "- ",
            "1. x\n\n   ",
            "# ",
            "|x|\n|-|\n|",
            "<b>",
            "<div>\n\n",
        ];
        for text in settings.map(|before| format!("{before}{attack}")) {
            check(&text);
        }
    }
}

#[test]
fn attacks_do_not_add_up() {
    let attacks = attacks();
    for pair in attacks.windows(2) {
        check(&pair.concat());
        check(&pair.join("\n"));
        check(&pair.join("\n\n"));
    }
    check(&attacks.join("\n\n"));
}

proptest! {
    /// Attacks cut into pieces and put together anew: what one piece closes, another leaves open.
    #[test]
    fn pieces_of_attacks_do_not_act(
        parts in prop::collection::vec((0_usize..10_000, 0_usize..10_000, 0_usize..10_000), 1..7),
    ) {
        let attacks = attacks();
        let text: String = parts
            .iter()
            .map(|(attack, from, to)| {
                let letters: Vec<char> = attacks[attack % attacks.len()].chars().collect();
                let from = from % (letters.len() + 1);
                let to = from + to % (letters.len() + 1 - from);
                letters[from..to].iter().collect::<String>()
            })
            .collect();
        check(&text);
    }
}

#[test]
fn absurd_input_ends_and_keeps_to_the_rules() {
    const N: usize = 1_500;
    let shapes = [
        ">",
        "> ",
        "- ",
        "1. ",
        "* ",
        "[",
        "]",
        "![",
        "[a](",
        "[^",
        "[^a]:",
        "*",
        "*a ",
        "**a *b ",
        "_a",
        "~~a ",
        "`",
        "``a`",
        "<",
        "<b>",
        "<a href=x>",
        "<div>",
        "<div>\n",
        "<table><tr><td>",
        "<ul><li>",
        "<details>",
        "</b>",
        "<!--",
        "<![CDATA[",
        "<?",
        "&",
        "&amp;",
        "\\",
        "|",
        "|a",
        "|-|\n",
        "#",
        "# a\n",
        "a\n",
        "a  \n",
        "\t",
        "www.",
        "https://",
        "a@",
        "https://a.b/)",
        ":",
        "```\n",
        "~~~\n> ",
        "[a]: b\n",
        "> [!NOTE]\n",
        "- [ ] ",
        "<b title=",
        "<a\n",
        "\u{0}",
        "\u{301}",
        "[x](<",
        "\"",
        "<b x='",
        "<p><b>",
    ];
    for shape in shapes {
        let repeated = shape.repeat(N / shape.len().max(4) * 4);
        check(&repeated);
        check(&format!("{repeated}a\n{}", "b\n".repeat(50)));
        check(&format!("```log\n{repeated}"));
    }
    let nested: String = (0..150)
        .map(|i| format!("{}- a\n", "  ".repeat(i)))
        .collect();
    check(&nested);
}

fn check(text: &str) {
    for raw_html in [RawHtml::Sanitize, RawHtml::Escape] {
        let context = Context {
            raw_html,
            id_prefix: "x-",
            ..Context::default()
        };
        let html = render(text, &context).html;
        assert_inert(text, html.as_str());
        assert_inert(text, inline(text, &context).as_str());
    }
    plain_text(text);
    for found in destinations(text) {
        assert!(
            text.get(found.span.clone()).is_some(),
            "{found:?} of {text:?}"
        );
    }
}

fn assert_inert(text: &str, markup: &str) {
    let (nodes, errors) = parse(markup);
    assert!(errors.is_empty(), "{errors:?}\n{text:?}\n{markup}");
    for node in &nodes {
        assert_node(node, text, markup);
    }
}

fn assert_node(node: &Node, text: &str, markup: &str) {
    match node {
        Node::Comment => panic!("a comment\n{text:?}\n{markup}"),
        Node::Text(_) => {}
        Node::Element(element) => {
            if let Err(fault) = fault(element) {
                panic!("{fault}\n{text:?}\n{markup}");
            }
            for child in &element.children {
                assert_node(child, text, markup);
            }
        }
    }
}

fn fault(element: &Element) -> Result<(), String> {
    let name = element.name.as_str();
    if element.namespace != "http://www.w3.org/1999/xhtml" {
        return Err(format!("<{name}> of {}", element.namespace));
    }
    let allowed = ELEMENTS.iter().find(|(known, _)| *known == name);
    let (_, attributes) = allowed.ok_or_else(|| format!("<{name}>"))?;
    for (key, value) in &element.attributes {
        if !attributes.contains(&key.as_str()) && !COMMON.contains(&key.as_str()) {
            return Err(format!("<{name} {key}={value:?}>"));
        }
        let is_sound = match key.as_str() {
            "href" | "src" => is_sound_address(value),
            "class" => value
                .split(' ')
                .all(|class| CLASSES.contains(&class) || class.starts_with("language-")),
            "id" => value.starts_with("x-") && !value.contains(char::is_whitespace),
            "type" => value == "checkbox",
            "tabindex" => value == "0",
            _ => true,
        };
        if !is_sound {
            return Err(format!("<{name} {key}={value:?}>"));
        }
    }
    Ok(())
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

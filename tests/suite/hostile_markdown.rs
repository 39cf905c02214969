//! Reports that attack their readers: nothing in a page may act.

use crate::dom::{Element, Node, parse};
use casebook::config::RawHtml;
use casebook::markdown::{Context, destinations, inline, plain_text, render};

/// What a page may consist of, with the attributes that each element may have beyond `COMMON`.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("a", &["href", "rel"]),
    ("abbr", &[]),
    ("aside", &[]),
    ("b", &[]),
    ("blockquote", &[]),
    ("br", &[]),
    ("code", &[]),
    ("del", &[]),
    ("details", &["open"]),
    ("div", &[]),
    ("em", &[]),
    ("figure", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("hr", &[]),
    ("i", &[]),
    (
        "img",
        &["src", "alt", "width", "height", "loading", "decoding"],
    ),
    ("input", &["type", "disabled", "checked"]),
    ("kbd", &[]),
    ("li", &[]),
    ("mark", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &[]),
    ("q", &[]),
    ("section", &[]),
    ("small", &[]),
    ("span", &[]),
    ("strong", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("thead", &[]),
    ("tr", &[]),
    ("u", &[]),
    ("ul", &[]),
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

/// One attack each.
const ATTACKS: &[&str] = &[
    // Scripts, plain and in disguise.
    "<script>alert(1)</script>",
    "a <script>alert(1)</script> b",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script/x>",
    "<<script>alert(1);//<</script>",
    "<script\n>alert(1)</script\n>",
    "<style><script>alert(1)</script></style>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<title><img src=x onerror=alert(1)></title>",
    "<textarea><img src=x onerror=alert(1)></textarea><b>",
    "<plaintext><b>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    // Event handlers.
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "<img src='x'onerror='alert(1)'>",
    "<img\tsrc=x\nonerror\n=\nalert(1)>",
    "<b onmouseover=alert(1)>x</b>",
    "<details open ontoggle=alert(1)>",
    "<details/open/ontoggle=\"alert(1)\">x",
    "<p ONCLICK=alert(1) style='background:url(javascript:alert(1))'>x",
    "<div onpointerenter=alert(1) class=alert id=main role=alert tabindex=1 aria-label=x>x</div>",
    "<b \"onclick=alert(1)>x",
    "<b x=\"\" onclick=\"alert(1)\" \">x",
    "<b <onclick=alert(1)>x",
    // Addresses that run.
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](<java\tscript:alert(1)>)",
    "[a](java&#10;script:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A&#x61;vascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](javascript&#58;alert(1))",
    "[a](\\javascript:alert(1))",
    "[a](<\u{1}javascript:alert(1)>)",
    "[a](<\u{a0}javascript:alert(1)>)",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](blob:https://a.b/c)",
    "[a](view-source:javascript:1)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a]\n\n[a]: <data:text/html,x> \"t\"",
    "<javascript:alert(1)>",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![a]( \"\" )",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='jav&Tab;ascript&colon;alert(1)'>x</a>",
    "<a href='&#0000106avascript:alert(1)'>x</a>",
    "<a href=x href=javascript:alert(1)>x</a>",
    "<a HREF=data:text/html,x>x</a>",
    "<img src=javascript:alert(1)>",
    "<img src=x srcset='javascript:1' longdesc=javascript:1 usemap=#x>",
    "<blockquote cite=javascript:1>x</blockquote><q cite=javascript:1>y</q>",
    "<base href=//evil.example/><a href=x>y</a>",
    "<a href=//x ping=//evil target=_blank download xlink:href=javascript:1>y</a>",
    // Other documents, frames, forms.
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)></object><embed src=x><applet code=x>",
    "<form action=javascript:alert(1)><button formaction=javascript:1>x</button><input autofocus onfocus=alert(1)></form>",
    "<input type=image src=x onerror=alert(1)><select><option>x</select>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css><style>@import '//evil.example'</style>",
    "<html><head><body onload=alert(1)>",
    "<video src=x onerror=alert(1)><audio src=x><source onerror=alert(1)></video>",
    "<template><img src=x onerror=alert(1)></template>",
    "<portal src=x></portal><dialog open>x</dialog><marquee onstart=alert(1)>x</marquee>",
    // Foreign content and mutations.
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<table><a href=x><tr><td><img src=x onerror=alert(1)></a></table>",
    "<p><table><p><script>alert(1)",
    "<b><p><i></b></p><u></i><img src=x onerror=alert(1)>",
    // Comments, declarations and broken ends.
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--->\n<img src=x onerror=alert(1)>",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml <img src=x onerror=alert(1)> ?>",
    "<!DOCTYPE x [<!ENTITY y '<script>'>]><b>&y;",
    "<img src=x title='a>b' onerror=alert(1)",
    "<b title='\n\n*x*' onclick=alert(1)>",
    "<a title=\"`\" href=\"x\" onclick=alert(1)>`",
    "</p></div></body></html><b>x",
    // Titles, alternatives, languages, ids and labels.
    "[a](b '\"onclick=alert(1) \"')",
    "[a](b \"<script>alert(1)</script>\")",
    "![\"onerror=alert(1) x=\"](b)",
    "![<img src=x onerror=alert(1)>](b)",
    "[a](<b\" onclick=alert(1) c=\">)",
    "```\"><script>alert(1)</script>\nx\n```",
    "```log\n10:00 <script>alert(1)</script> \"<b>\n```",
    "```html\n<img src=x onerror=alert(1)>\n```",
    "# <img src=x onerror=alert(1)> \"'><script>",
    "# x {#y onclick=alert(1) .\"><script>}",
    "# x\n\n|\"><script>|\n|-|\n|<script>alert(1)</script>|",
    "|a|\n|:-:\" style=x|\n|b|",
    "a[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: x",
    "a[^1]\n\n[^1]: <img src=x onerror=alert(1)></li></ol></section>",
    "> [!NOTE]\n> <script>alert(1)</script></aside>",
    "- [x] <input type=checkbox onclick=alert(1)>",
    "https://a.b/\"onclick=alert(1) http://a.b/<script> www.a.b/'><b>",
    "javascript:alert(1)//https://a.b x@a.b\"><script>",
    "<https://a.b/\"onclick=alert(1)>",
    "\u{202e}<script>\u{0}alert(1)</script\u{0}>\u{feff}",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b onclick=x&#62;",
];

#[test]
fn nothing_in_a_page_acts() {
    assert!(ATTACKS.len() > 60);
    for attack in ATTACKS {
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
    for pair in ATTACKS.windows(2) {
        check(&pair.concat());
        check(&pair.join("\n"));
        check(&pair.join("\n\n"));
    }
    check(&ATTACKS.join("\n\n"));
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

//! The elements that raw HTML in reports may use, and what may stand in what.

/// What an element may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Paragraphs, lists, tables and the like, and what a line holds.
    Flow,
    /// What a line holds.
    Phrasing,
    /// Its own parts: rows, list items.
    Parts,
    /// Nothing; it has no end tag.
    Void,
}

/// Where an element may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Wherever a paragraph may.
    Block,
    /// Wherever a word may.
    Line,
    /// Only right inside these.
    Within(&'static [&'static str]),
}

/// An element that authors may use.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// In lower case.
    pub(super) name: &'static str,
    /// Where it may stand.
    pub(super) place: Place,
    /// What it may hold.
    pub(super) content: Content,
}

/// Finds an element by its name in lower case.
pub(super) fn element(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

/// Tags that pass, without attributes, where raw HTML is shown as text.
pub(super) fn is_plain(name: &str) -> bool {
    const PLAIN: [&str; 18] = [
        "b", "br", "code", "del", "details", "em", "hr", "i", "ins", "kbd", "mark", "s", "small",
        "strong", "sub", "summary", "sup", "u",
    ];
    PLAIN.contains(&name)
}

impl Element {
    /// Tells whether the end tag may be left out, as in `<li>a<li><b>c<li>d`.
    pub(super) fn may_stay_open(&self) -> bool {
        const OPTIONAL: [&str; 11] = [
            "caption", "dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
        ];
        self.place == Place::Line || OPTIONAL.contains(&self.name)
    }
}

const fn line(name: &'static str) -> Element {
    Element {
        name,
        place: Place::Line,
        content: Content::Phrasing,
    }
}

const fn block(name: &'static str, content: Content) -> Element {
    Element {
        name,
        place: Place::Block,
        content,
    }
}

const fn part(name: &'static str, of: &'static [&'static str], content: Content) -> Element {
    Element {
        name,
        place: Place::Within(of),
        content,
    }
}

// No `center`, `font`, `tt` and other markup that HTML has given up: its text stays. No `time` and
// `data` either, which are invalid without attributes that reports have no use for.
static ELEMENTS: [Element; 55] = [
    line("a"),
    line("abbr"),
    line("b"),
    line("bdi"),
    Element {
        name: "br",
        place: Place::Line,
        content: Content::Void,
    },
    line("cite"),
    line("code"),
    line("del"),
    line("dfn"),
    line("em"),
    line("i"),
    Element {
        name: "img",
        place: Place::Line,
        content: Content::Void,
    },
    line("ins"),
    line("kbd"),
    line("mark"),
    line("q"),
    line("s"),
    line("samp"),
    line("small"),
    line("span"),
    line("strong"),
    line("sub"),
    line("sup"),
    line("u"),
    line("var"),
    Element {
        name: "wbr",
        place: Place::Line,
        content: Content::Void,
    },
    block("blockquote", Content::Flow),
    block("details", Content::Flow),
    block("div", Content::Flow),
    block("dl", Content::Parts),
    block("figure", Content::Flow),
    block("h1", Content::Phrasing),
    block("h2", Content::Phrasing),
    block("h3", Content::Phrasing),
    block("h4", Content::Phrasing),
    block("h5", Content::Phrasing),
    block("h6", Content::Phrasing),
    block("hr", Content::Void),
    block("ol", Content::Parts),
    block("p", Content::Phrasing),
    block("pre", Content::Phrasing),
    block("table", Content::Parts),
    block("ul", Content::Parts),
    part("caption", &["table"], Content::Flow),
    part("dd", &["dl"], Content::Flow),
    part("dt", &["dl"], Content::Phrasing),
    part("figcaption", &["figure"], Content::Flow),
    part("li", &["ul", "ol"], Content::Flow),
    part("summary", &["details"], Content::Phrasing),
    part("tbody", &["table"], Content::Parts),
    part("td", &["tr"], Content::Flow),
    part("tfoot", &["table"], Content::Parts),
    part("th", &["tr"], Content::Phrasing),
    part("thead", &["table"], Content::Parts),
    part("tr", &["table", "tbody", "thead", "tfoot"], Content::Parts),
];

//! The second gate for pages with raw HTML: what is not ours or harmless does not pass.
//!
//! Authors' tags have been rewritten one by one before, without classes, ids or roles. So those on
//! the page are ours and stay; this pass holds whatever the first one might have missed, and puts
//! elements into the order that a browser would make of them.

use super::address::SCHEMES;
use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const TAGS: [&str; 58] = [
    "a",
    "abbr",
    "aside",
    "b",
    "bdi",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

static POLICY: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes = HashMap::from([
        ("a", HashSet::from(["href", "rel"])),
        ("details", HashSet::from(["open"])),
        (
            "img",
            HashSet::from(["src", "alt", "width", "height", "loading", "decoding"]),
        ),
        ("input", HashSet::from(["disabled", "checked"])),
        ("ol", HashSet::from(["start"])),
        ("td", HashSet::from(["colspan", "rowspan"])),
        ("th", HashSet::from(["colspan", "rowspan", "scope"])),
    ]);
    let checkbox = HashMap::from([("type", HashSet::from(["checkbox"]))]);
    let mut policy = Builder::empty();
    policy
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(HashSet::from([
            "class",
            "id",
            "role",
            "tabindex",
            "title",
            "aria-label",
        ]))
        .tag_attributes(attributes)
        .tag_attribute_values(HashMap::from([("input", checkbox)]))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    policy
});

/// Bytes that writing the page out may look at; a second's worth.
const MOST_WORK: usize = 1 << 35;

/// Returns what is left of `markup`; `None` if finding out would take too long.
pub(super) fn sanitize(markup: &str) -> Option<String> {
    (work(markup) <= MOST_WORK).then(|| POLICY.clean(markup).to_string())
}

/// The serializer behind looks through the rest of a text for `<` at every ampersand, and at every
/// character that might be a no-break space. No report has so many in one text without a tag.
fn work(markup: &str) -> usize {
    let texts = markup.split('<');
    let stops = |text: &str| {
        text.matches("&amp;").count() + text.bytes().filter(|byte| *byte == 0xC2).count()
    };
    texts
        .map(|text| text.len().saturating_mul(stops(text)))
        .fold(0, usize::saturating_add)
}

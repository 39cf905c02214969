//! Says whether a drawing (SVG) may become part of a site.
//!
//! Shown as an image a drawing is harmless, but opened by its own address it is a document of the
//! site, and what runs in it runs as the site. So only what is known to be inert passes: a list of
//! elements, no handlers, no addresses but of parts of itself, of pictures inside it and of web
//! pages. It is read the way XML is, because a search for words is deceived by other encodings,
//! prefixes and character references.

/// Elements that draw, describe or remember, whatever their prefix; in lower case.
const ELEMENTS: &[&str] = &[
    "a",
    "agent",
    "bag",
    "circle",
    "clippath",
    "creator",
    "date",
    "defs",
    "desc",
    "description",
    "ellipse",
    "feblend",
    "fecolormatrix",
    "fecomponenttransfer",
    "fecomposite",
    "feconvolvematrix",
    "fediffuselighting",
    "fedisplacementmap",
    "fedistantlight",
    "fedropshadow",
    "feflood",
    "fefunca",
    "fefuncb",
    "fefuncg",
    "fefuncr",
    "fegaussianblur",
    "femerge",
    "femergenode",
    "femorphology",
    "feoffset",
    "fepointlight",
    "fespecularlighting",
    "fespotlight",
    "fetile",
    "feturbulence",
    "filter",
    "format",
    "g",
    "grid",
    "guide",
    "image",
    "language",
    "li",
    "license",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "metadata",
    "namedview",
    "page",
    "path",
    "path-effect",
    "pattern",
    "permits",
    "perspective",
    "polygon",
    "polyline",
    "prohibits",
    "publisher",
    "radialgradient",
    "rdf",
    "rect",
    "relation",
    "requires",
    "rights",
    "seq",
    "source",
    "stop",
    "style",
    "subject",
    "svg",
    "switch",
    "symbol",
    "text",
    "textpath",
    "title",
    "tref",
    "tspan",
    "type",
    "use",
    "view",
    "work",
];

/// Pictures that may stand inside a drawing.
const PICTURES: &[&str] = &["png", "jpeg", "jpg", "gif", "webp", "avif"];

/// Says whether a drawing holds nothing that runs or loads.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| read(text).is_some())
}

/// Reads a document to its end; `None` at the first thing that is not known to be harmless.
fn read(text: &str) -> Option<()> {
    let mut rest = declaration(text.trim_start_matches('\u{feff}'))?;
    let mut style = 0_usize;
    while !rest.is_empty() {
        let (words, markup) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        (style == 0 || is_plain_style(&decoded(words)?)).then_some(())?;
        rest = if markup.is_empty() {
            markup
        } else if let Some(comment) = markup.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if let Some(data) = markup.strip_prefix("<![CDATA[") {
            let (data, rest) = data.split_once("]]>")?;
            (style == 0 || is_plain_style(data)).then_some(())?;
            rest
        } else if let Some(doctype) = markup.strip_prefix("<!DOCTYPE") {
            // A reference to the public definition is common; own entities hide what they stand for.
            let (doctype, rest) = doctype.split_once('>')?;
            // An open quote would hide what follows from us, but not from a browser.
            let is_closed = ['"', '\'']
                .iter()
                .all(|quote| doctype.matches(*quote).count() % 2 == 0);
            (is_closed && !doctype.contains(['[', '&', '%'])).then_some(rest)?
        } else if let Some(name) = markup.strip_prefix("</") {
            let (name, rest) = name.split_once('>')?;
            style = style.saturating_sub(usize::from(is_style(name.trim_end())));
            rest
        } else {
            let (name, is_open, rest) = tag(markup.strip_prefix('<')?)?;
            style += usize::from(is_open && is_style(name));
            rest
        };
    }
    Some(())
}

/// Cuts off `<?xml … ?>`, which may not name another encoding than the one we read.
fn declaration(text: &str) -> Option<&str> {
    let Some(inner) = text.strip_prefix("<?xml") else {
        return Some(text);
    };
    let (inner, rest) = inner.split_once("?>")?;
    let inner = inner.to_ascii_lowercase().replace('\'', "\"");
    let is_ours = match inner.split_once("encoding") {
        Some((_, encoding)) => encoding
            .split('"')
            .nth(1)
            .is_some_and(|name| matches!(name, "utf-8" | "us-ascii")),
        None => inner.starts_with([' ', '\t', '\r', '\n']),
    };
    is_ours.then_some(rest)
}

/// Reads the inside of a start tag; returns its name, whether content follows, and what is behind.
fn tag(text: &str) -> Option<(&str, bool, &str)> {
    let (name, mut rest) = name(text)?;
    ELEMENTS.contains(&local(name).as_str()).then_some(())?;
    loop {
        let spaced = rest.trim_start();
        if let Some(rest) = spaced.strip_prefix("/>") {
            return Some((name, false, rest));
        }
        if let Some(rest) = spaced.strip_prefix('>') {
            return Some((name, true, rest));
        }
        (spaced.len() < rest.len()).then_some(())?;
        rest = attribute(spaced, name)?;
    }
}

/// Reads one attribute and returns what is behind it.
fn attribute<'a>(text: &'a str, element: &str) -> Option<&'a str> {
    let (key, rest) = name(text)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, rest) = rest[1..].split_once(quote)?;
    let value = decoded(value)?;
    let is_plain = match local(key).as_str() {
        key if key.starts_with("on") || key == "base" => false,
        "href" => is_plain_address(&value, &local(element)),
        _ => is_plain_style(&value),
    };
    is_plain.then_some(rest)
}

fn name(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_lowercase()
}

fn is_style(name: &str) -> bool {
    local(name) == "style"
}

/// Replaces character references. Others than those that XML itself knows are refused.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';')?;
        let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok();
        plain.push(
            match (name, name.strip_prefix("#x"), name.strip_prefix('#')) {
                ("amp", ..) => '&',
                ("lt", ..) => '<',
                ("gt", ..) => '>',
                ("quot", ..) => '"',
                ("apos", ..) => '\'',
                (_, Some(digits), _) => char::from_u32(number(digits, 16)?)?,
                (_, _, Some(digits)) => char::from_u32(number(digits, 10)?)?,
                _ => return None,
            },
        );
        plain.push_str(rest);
    }
    Some(plain)
}

fn is_plain_address(address: &str, element: &str) -> bool {
    if address.is_empty() || address.starts_with('#') {
        return true;
    }
    let lower = address.to_ascii_lowercase();
    match element {
        "a" => lower.starts_with("https://") || lower.starts_with("http://"),
        "image" | "feimage" => PICTURES
            .iter()
            .any(|kind| lower.starts_with(&format!("data:image/{kind};base64,"))),
        _ => false,
    }
}

/// Says whether a style, or any other value, loads nothing.
fn is_plain_style(style: &str) -> bool {
    let lower = style.to_lowercase();
    // A backslash writes letters in another way, and no drawing program uses it.
    let hides = lower.contains('\\') && (lower.contains('(') || lower.contains('@'));
    let loads = ["@import", "image(", "image-set(", "expression(", "src("]
        .iter()
        .any(|word| lower.contains(word));
    let leads_out = lower.match_indices("url(").any(|(at, word)| {
        let address = lower[at + word.len()..].trim_start_matches([' ', '"', '\'', '\t', '\n']);
        !address.starts_with('#') && !address.starts_with("data:image/png;base64,")
    });
    !hides && !loads && !leads_out
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    /// Drawings as programs write them.
    const PLAIN: &[&str] = &[
        "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>",
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- made by hand -->\n<svg/>",
        "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg><title>on time = late</title></svg>",
        "<svg><style type=\"text/css\"><![CDATA[ text > a { fill: url(#g) } ]]></style><text>a \\ b (c) &amp; d</text></svg>",
        "<svg xmlns:xlink='http://www.w3.org/1999/xlink'><use xlink:href=\"#a\"/><a xlink:href='https://a.b/?c&amp;d'><text>on=1</text></a></svg>",
        "<svg><image href='data:image/png;base64,iVBOR'/><rect style=\"fill:url('#a')\"/></svg>",
        "<svg><sodipodi:namedview inkscape:zoom='1'><inkscape:grid/></sodipodi:namedview></svg>",
    ];

    /// What runs, loads, or cannot be read for certain.
    const NOT_PLAIN: &[&str] = &[
        "<svg onload='alert(1)'/>",
        "<svg ONLOAD='alert(1)'/>",
        "<svg\u{c}onload='alert(1)'/>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><SCRIPT>alert(1)</SCRIPT></svg>",
        "<svg><s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script></svg>",
        "<svg><h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x' onerror='alert(1)'/></svg>",
        "<svg xmlns:x='http://www.w3.org/2001/xml-events'><x:listener/></svg>",
        "<svg><handler>alert(1)</handler></svg>",
        "<svg><foreignObject><body/></foreignObject></svg>",
        "<svg><set attributeName='href' to='javascript:alert(1)'/></svg>",
        "<svg><animate attributeName='href' values='javascript:alert(1)'/></svg>",
        "<svg><a href='javascript:alert(1)'><text>x</text></a></svg>",
        "<svg><a href='&#106;avascript:alert(1)'/></svg>",
        "<svg><a href='&#x6a;avascript:alert(1)'/></svg>",
        "<svg><a href=' javascript:alert(1)'/></svg>",
        "<svg><a href='java\tscript:alert(1)'/></svg>",
        "<svg><a x:href='data:text/html,x'/></svg>",
        "<svg xml:base='javascript:'><a href='#x'/></svg>",
        "<svg><use href='data:image/svg+xml;base64,x#y'/></svg>",
        "<svg><use href='https://evil.example/x.svg#y'/></svg>",
        "<svg><image href='https://evil.example/x.png'/></svg>",
        "<svg><image href='data:image/svg+xml;base64,x'/></svg>",
        "<svg><style>@import 'https://evil.example'</style></svg>",
        "<svg><style>a{fill:url(https://evil.example)}</style></svg>",
        "<svg><style>a{fill:u\\72l(https://evil.example)}</style></svg>",
        "<svg><style>a{fill:u&#114;l(https://evil.example)}</style></svg>",
        "<svg><style><![CDATA[@import 'x']]></style></svg>",
        "<svg><rect style='background:url(//evil.example)'/></svg>",
        "<svg><rect fill='url(https://evil.example)'/></svg>",
        "<?xml-stylesheet href='x.css'?><svg/>",
        "<svg><?xml-stylesheet href='javascript:alert(1)'?></svg>",
        "<?xml version='1.0' encoding='utf-7'?><svg/>",
        "<?xml version='1.0' encoding='iso-2022-jp'?><svg/>",
        "<!DOCTYPE svg [<!ENTITY x '<script>'>]><svg>&x;</svg>",
        "<!DOCTYPE svg SYSTEM 'x' [ ]><svg/>",
        "<!ENTITY x 'y'><svg/>",
        "<!DOCTYPE svg SYSTEM \"><!--\" [ ]><svg onload='alert(1)'><!---->",
        "<svg><a href='&x;'/></svg>",
        "<svg onload=alert(1)>",
        "<svg a='1'onload='alert(1)'/>",
        "<svg a='",
        "<svg><!-- ",
        "<html><script>alert(1)</script></html>",
    ];

    #[test]
    fn drawings_that_only_draw_pass() {
        for drawing in PLAIN {
            assert!(is_plain(drawing.as_bytes()), "{drawing}");
        }
    }

    #[test]
    fn drawings_that_run_or_load_do_not() {
        for drawing in NOT_PLAIN {
            assert!(!is_plain(drawing.as_bytes()), "{drawing}");
        }
        let wide: Vec<u8> = "\u{feff}<svg onload='alert(1)'/>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(!is_plain(&wide), "UTF-16");
        assert!(!is_plain(b"\x1f\x8b\x08packed"), "packed");
    }
}

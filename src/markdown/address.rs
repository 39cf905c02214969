//! Where links and images lead, and which addresses are safe to follow.

/// Whether a link stays on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// A page or file of this site.
    Internal,
    /// Some other place.
    External,
    /// Nowhere: the text stays, the link goes.
    Dropped,
}

/// What a destination in a report becomes on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address to print, not yet escaped.
    pub href: String,
    /// Where it leads.
    pub kind: LinkKind,
}

impl Link {
    /// Leaves the address as it is written; with a scheme or a host it leads elsewhere.
    pub fn as_written(target: &str) -> Link {
        let kind = match scheme(target) {
            Some(_) => LinkKind::External,
            None if target.starts_with("//") => LinkKind::External,
            None => LinkKind::Internal,
        };
        Link {
            href: target.to_owned(),
            kind,
        }
    }

    /// Leads nowhere.
    pub fn dropped() -> Link {
        Link {
            href: String::new(),
            kind: LinkKind::Dropped,
        }
    }
}

/// Schemes that pages may link to. A list of those to refuse would never be complete.
pub(super) const SCHEMES: [&str; 25] = [
    "ftp", "ftps", "geo", "git", "http", "https", "irc", "ircs", "jabber", "magnet", "mailto",
    "msteams", "news", "nntp", "sftp", "sip", "slack", "sms", "ssh", "svn", "tel", "urn", "webcal",
    "xmpp", "zoommtg",
];

/// Returns what `resolve` makes of a destination, unless it or the result is not safe to follow.
pub(super) fn resolve(target: &str, resolve: &dyn Fn(&str) -> Link) -> Option<Link> {
    if !is_safe(target) {
        return None;
    }
    let link = resolve(target);
    (link.kind != LinkKind::Dropped && is_safe(&link.href)).then_some(link)
}

/// Tells whether following the address can only ever load something, never run something, and
/// every browser agrees on where it leads.
fn is_safe(target: &str) -> bool {
    match scheme(target) {
        Some(scheme) if HOSTED.contains(&scheme.as_str()) => names_a_host(target),
        Some(scheme) => SCHEMES.contains(&scheme.as_str()),
        None => true,
    }
}

/// Schemes whose addresses begin with a host. A browser takes `http:a` and `http:/\a` for one
/// too, or for a page of this site, which depends on the page that they stand on.
const HOSTED: [&str; 4] = ["ftp", "ftps", "http", "https"];

fn names_a_host(target: &str) -> bool {
    let after = target.split_once("://").map(|(_, after)| after);
    after.is_some_and(|after| {
        let host = after.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !host.contains(['\\', ' '])
    })
}

/// Returns the scheme as a browser reads it: leading controls and spaces do not count, nor do
/// tabs and line breaks anywhere.
fn scheme(target: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in target.trim_start_matches(|c: char| c <= ' ').chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            ':' => return (!scheme.is_empty()).then_some(scheme),
            'a'..='z' | 'A'..='Z' => scheme.push(c.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(c),
            // Browsers do not ignore these, but nothing that is meant well has them here.
            c if c.is_control() || c == '\u{FEFF}' => {}
            _ => return None,
        }
    }
    None
}

/// Returns the last part of the path, for images that say nothing else about themselves.
pub(super) fn file_name(target: &str) -> &str {
    let path = target.split(['?', '#']).next().unwrap_or(target);
    path.trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(path)
}

/// Writes an address into an attribute: what is not allowed in one is percent-encoded.
pub(super) fn push_href(out: &mut String, href: &str) {
    let href = href.trim_matches(|c: char| c <= ' ');
    let (host, rest) = bracketed_host(href);
    out.push_str(host);
    let mut fragment = false;
    let bytes = rest.as_bytes();
    for (i, &byte) in bytes.iter().enumerate() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            b'\t' | b'\n' | b'\r' => {}
            b'#' if !std::mem::replace(&mut fragment, true) => out.push('#'),
            b'%' if is_escape(&bytes[i + 1..]) => out.push('%'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"-_.+!*(),@?=;:/$~".contains(&byte) => out.push(char::from(byte)),
            _ => push_percent(out, byte),
        }
    }
}

/// Splits `http://[::1]` off, where brackets must stay as they are.
fn bracketed_host(href: &str) -> (&str, &str) {
    let Some(start) = href.find("://[") else {
        return ("", href);
    };
    let Some(length) = href[start + 4..].find(']') else {
        return ("", href);
    };
    let end = start + 4 + length;
    let is_plain = href[..start].bytes().all(|b| b.is_ascii_alphabetic())
        && href[start + 4..end]
            .bytes()
            .all(|b| b.is_ascii_hexdigit() || b == b':' || b == b'.');
    if is_plain {
        href.split_at(end + 1)
    } else {
        ("", href)
    }
}

fn is_escape(after: &[u8]) -> bool {
    after.len() >= 2 && after[..2].iter().all(u8::is_ascii_hexdigit)
}

fn push_percent(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

#[cfg(test)]
mod tests {
    use super::{Link, LinkKind, file_name, push_href, resolve};

    #[test]
    fn only_addresses_that_run_nothing_are_followed() {
        for (target, kind) in [
            ("https://example.org", Some(LinkKind::External)),
            ("HTTP://example.org", Some(LinkKind::External)),
            ("//example.org", Some(LinkKind::External)),
            ("mailto:a@b.c", Some(LinkKind::External)),
            ("other.md#timeline", Some(LinkKind::Internal)),
            ("a/b:c", Some(LinkKind::Internal)),
            ("#x", Some(LinkKind::Internal)),
            ("", Some(LinkKind::Internal)),
            ("javascript:alert(1)", None),
            (" JaVaScRiPt:alert(1)", None),
            ("\u{1}java\tscr\nipt:alert(1)", None),
            ("java\u{0}script:alert(1)", None),
            ("vbscript:x", None),
            ("data:text/html,x", None),
            ("blob:x", None),
            ("view-source:x", None),
            ("made-up:x", None),
            ("http:example.org", None),
            ("https:/\\example.org", None),
            ("https:///x", None),
            ("https://a\\b", None),
            ("https://example.org?x=\\", Some(LinkKind::External)),
        ] {
            let link = resolve(target, &Link::as_written);
            assert_eq!(link.map(|link| link.kind), kind, "{target:?}");
        }
        let evil = |_: &str| Link {
            href: "javascript:x".to_owned(),
            kind: LinkKind::Internal,
        };
        assert_eq!(resolve("a", &evil), None);
    }

    #[test]
    fn addresses_are_encoded_once() {
        for (href, printed) in [
            ("a b.png", "a%20b.png"),
            ("a%20b", "a%20b"),
            ("a\tb\n c", "ab%20c"),
            ("50%", "50%25"),
            ("ä?x=1&y='", "%C3%A4?x=1&amp;y=&#39;"),
            ("a#b#c", "a#b%23c"),
            ("/\\evil", "/%5Cevil"),
            ("\"><x", "%22%3E%3Cx"),
            ("http://[::1]:80/[x]", "http://[::1]:80/%5Bx%5D"),
        ] {
            let mut out = String::new();
            push_href(&mut out, href);
            assert_eq!(out, printed);
        }
    }

    #[test]
    fn the_file_name_is_the_end_of_the_path() {
        for (target, name) in [
            ("a/b.png?x#y", "b.png"),
            ("b.png", "b.png"),
            ("a/", "a"),
            ("", ""),
        ] {
            assert_eq!(file_name(target), name);
        }
    }
}

//! Finds bare addresses in text, as the forges do: `https://…`, `www.…` and e-mail.

use std::ops::Range;

/// A bare address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// What goes before it to make it an address: nothing, `http://` or `mailto:`.
    pub(super) prefix: &'static str,
}

impl Bare {
    /// Returns the address in full.
    pub(super) fn target(&self, text: &str) -> String {
        format!("{}{}", self.prefix, &text[self.range.clone()])
    }
}

/// Returns the bare addresses in order. Takes time in proportion to the text.
pub(super) fn find(text: &str) -> Vec<Bare> {
    let mut found: Vec<Bare> = Vec::new();
    let mut at = 0;
    while let Some(offset) = memchr::memchr3(b':', b'@', b'.', &text.as_bytes()[at..]) {
        let trigger = at + offset;
        let floor = found.last().map_or(0, |last| last.range.end);
        let bare = match text.as_bytes()[trigger] {
            b':' => with_scheme(text, floor, trigger),
            b'@' => email(text, floor, trigger),
            _ => trigger
                .checked_sub("www".len())
                .filter(|start| *start >= floor && text.is_char_boundary(*start))
                .and_then(|start| www(text, floor, start)),
        };
        at = trigger + 1;
        if let Some(bare) = bare {
            at = at.max(bare.range.end);
            found.push(bare);
        }
    }
    found
}

fn with_scheme(text: &str, floor: usize, colon: usize) -> Option<Bare> {
    let rest = text[colon..].strip_prefix("://")?;
    let before = &text[floor..colon];
    let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| {
        let start = before.len().checked_sub(scheme.len());
        start
            .is_some_and(|start| before.as_bytes()[start..].eq_ignore_ascii_case(scheme.as_bytes()))
    })?;
    let start = colon - scheme.len();
    if is_word_before(text, floor, start) || !rest.starts_with(is_host) {
        return None;
    }
    let end = colon + 3 + end_of_address(rest);
    (end > colon + 3).then_some(Bare {
        range: start..end,
        prefix: "",
    })
}

fn www(text: &str, floor: usize, start: usize) -> Option<Bare> {
    let rest = &text[start..];
    let is_www = rest.len() > 4 && rest.as_bytes()[..4].eq_ignore_ascii_case(b"www.");
    let glued = text[floor..start].ends_with(['/', '.', '-', '@', ':', '_', '=']);
    if !is_www || glued || is_word_before(text, floor, start) || !rest[4..].starts_with(is_host) {
        return None;
    }
    let range = start..start + end_of_address(rest);
    (range.len() > 4).then_some(Bare {
        range,
        prefix: "http://",
    })
}

fn email(text: &str, floor: usize, at: usize) -> Option<Bare> {
    let is_local = |b: &u8| b.is_ascii_alphanumeric() || b"._-+".contains(b);
    let local = text.as_bytes()[floor..at]
        .iter()
        .rev()
        .take_while(|b| is_local(b))
        .count();
    let start = at - local;
    let domain = &text[at + 1..];
    let is_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let length = domain.find(|c| !is_domain(c)).unwrap_or(domain.len());
    let domain = domain[..length].trim_end_matches('.');
    // No user name in an address: `https://name@host` without a link of its own.
    let in_address =
        text[floor..start].ends_with(['/', ':']) && !text[floor..start].ends_with("mailto:");
    let is_sound = local > 0
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.contains("..")
        && domain.ends_with(|c: char| c.is_ascii_alphabetic())
        && !in_address
        && !is_word_before(text, floor, start);
    let range = start..at + 1 + domain.len();
    is_sound.then_some(Bare {
        range,
        prefix: "mailto:",
    })
}

/// `floor` is the end of the last address: text before it is settled.
fn is_word_before(text: &str, floor: usize, start: usize) -> bool {
    text[floor..start].ends_with(char::is_alphanumeric)
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || c == '['
}

/// Returns the length of the address that `text` starts with, without the punctuation of the
/// sentence it stands in.
fn end_of_address(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`'));
    let mut address = &text[..end.unwrap_or(text.len())];
    let count = |address: &str, of: char| address.matches(of).count();
    let mut surplus = count(address, ')').saturating_sub(count(address, '('));
    while let Some(last) = address.chars().next_back() {
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '’' | '”' | '…' | '、'
            | '。' | '|' => last.len_utf8(),
            ')' if surplus > 0 => {
                surplus -= 1;
                1
            }
            ']' if !address.contains('[') => 1,
            ';' => entity(address).unwrap_or(1),
            _ => break,
        };
        address = &address[..address.len() - cut];
    }
    address.len()
}

/// Returns the length of what looks like `&name;` at the end.
fn entity(address: &str) -> Option<usize> {
    let name = address.strip_suffix(';')?;
    let letters = name
        .bytes()
        .rev()
        .take(32)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    (letters > 0 && name[..name.len() - letters].ends_with('&')).then_some(letters + 2)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn bare_addresses_are_found() {
        for (text, expected) in [
            (
                "see https://a.b/c_d?e=f&g=h#i.",
                "https://a.b/c_d?e=f&g=h#i",
            ),
            (
                "(https://a.b/c(d)) and (http://localhost:80)",
                "https://a.b/c(d) http://localhost:80",
            ),
            ("www.a.b/x, WWW.c.d!", "http://www.a.b/x http://WWW.c.d"),
            (
                "mail a.b-c_d+e@f.g or mailto:x@y.org.",
                "mailto:a.b-c_d+e@f.g mailto:x@y.org",
            ),
            (
                "https://a.b&copy; https://a.b/?x;",
                "https://a.b https://a.b/?x",
            ),
            (
                "HTTPS://A.B https://user@host.org/x",
                "HTTPS://A.B https://user@host.org/x",
            ),
            ("“https://a.b”, [https://c.d]", "https://a.b https://c.d"),
            ("http://[::1]:80/ ftp://a.b", "http://[::1]:80/ ftp://a.b"),
            (
                "xhttps://a.b javascript://x https:// http://. www. awww.b.c",
                "",
            ),
            ("@a a@ a@b a@b. a@.c @a.b a@b..c 1@2.3", ""),
            ("x//www.a.b a.www.b.c", ""),
            ("https://a.b))))).", "https://a.b"),
            ("é@a.b 例https://a.b", ""),
        ] {
            let found = find(text);
            let targets: Vec<String> = found.iter().map(|bare| bare.target(text)).collect();
            assert_eq!(targets.join(" "), expected, "{text}");
        }
    }
}

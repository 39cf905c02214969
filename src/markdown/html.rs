//! Markup that is safe to print, and the escaping that makes it so.

use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// Markup that is safe to print as it stands.
///
/// It holds escaped text, or markup that this crate wrote; text of others never becomes one
/// without escaping or sanitising.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Returns the markup that shows `text` as it is, in an element or in a quoted attribute.
    ///
    /// ```
    /// # use casebook::markdown::html::Html;
    /// assert_eq!(Html::escape("a < b & \"c\"").as_str(), "a &lt; b &amp; &quot;c&quot;");
    /// ```
    pub fn escape(text: &str) -> Html {
        let mut out = String::with_capacity(text.len() + 8);
        push_text(&mut out, text);
        Html(out)
    }

    /// Takes markup that is known to be safe.
    pub(crate) fn trusted(markup: String) -> Html {
        Html(markup)
    }

    /// Returns the markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes text so that it stays text, in an element or between double quotes in an attribute.
///
/// What neither HTML nor XML may contain becomes U+FFFD: control characters, U+FFFE and U+FFFF.
pub(crate) fn push_text(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut copied = 0;
    for (i, byte) in bytes.iter().enumerate() {
        let (length, escaped) = match byte {
            b'&' => (1, "&amp;"),
            b'<' => (1, "&lt;"),
            b'>' => (1, "&gt;"),
            b'"' => (1, "&quot;"),
            b'\t' | b'\n' => continue,
            0..=0x1F | 0x7F => (1, "\u{FFFD}"),
            0xC2 if matches!(bytes.get(i + 1), Some(0x80..=0x9F)) => (2, "\u{FFFD}"),
            0xEF if matches!(bytes.get(i + 1..i + 3), Some([0xBF, 0xBE | 0xBF])) => (3, "\u{FFFD}"),
            _ => continue,
        };
        out.push_str(&text[copied..i]);
        out.push_str(escaped);
        copied = i + length;
    }
    out.push_str(&text[copied..]);
}

/// Writes ` name="value"`.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_text(out, value);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn text_stays_text() {
        for (text, markup) in [
            ("", ""),
            ("plain é 日本", "plain é 日本"),
            ("<script>", "&lt;script&gt;"),
            ("\" onclick='x'", "&quot; onclick='x'"),
            ("&lt;", "&amp;lt;"),
            ("a\0b\u{8}c\td\n", "a\u{FFFD}b\u{FFFD}c\td\n"),
            ("\u{80}\u{9F}\u{A0}", "\u{FFFD}\u{FFFD}\u{A0}"),
            (
                "\u{FFFD}<\u{FFFE}\u{FFFF}&",
                "\u{FFFD}&lt;\u{FFFD}\u{FFFD}&amp;",
            ),
        ] {
            assert_eq!(Html::escape(text).as_str(), markup);
        }
    }
}

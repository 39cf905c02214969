//! A report's file as text: its size, its encoding, what goes wrong with it.

use super::front_matter;
use super::walk::Found;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Place, SourceId};
use std::fs;
use std::sync::Arc;

/// The text of a report's file.
pub(super) struct Text {
    /// The text; empty when it could not be read.
    pub(super) text: Arc<str>,
    /// Whether there is something to read.
    pub(super) whole: bool,
    /// What is wrong with the file.
    pub(super) trouble: Option<Trouble>,
}

/// What is wrong with a file.
pub(super) struct Trouble {
    rule: &'static str,
    level: Level,
    at: usize,
    message: String,
    help: Option<&'static str>,
}

impl Text {
    /// The text of a file that is known by its name only.
    pub(super) fn unread() -> Text {
        Text {
            text: Arc::from(""),
            whole: false,
            trouble: None,
        }
    }
}

impl Trouble {
    /// As a finding in a file.
    pub(super) fn at(self, file: SourceId) -> Diagnostic {
        let place = Place {
            file,
            span: self.at..self.at,
        };
        let mut finding = Diagnostic::new(self.rule, self.level, place, self.message);
        finding.help = self.help.map(str::to_owned);
        finding
    }
}

/// Reads a report's file as text.
pub(super) fn read_text(found: &Found, config: &Config) -> Text {
    let unreadable = |rule, message, help| Text {
        text: Arc::from(""),
        whole: false,
        trouble: Some(Trouble {
            rule,
            level: Level::Error,
            at: 0,
            message,
            help,
        }),
    };
    let limit = config.limits.report_bytes;
    match fs::metadata(&found.file) {
        Ok(metadata) if metadata.len() > limit => {
            return unreadable(
                "too-large",
                format!("the report has {} bytes; {limit} are read", metadata.len()),
                Some(
                    "move logs and dumps into files beside it, or raise `report-bytes` in [limits] of book.toml",
                ),
            );
        }
        _ => {}
    }
    let bytes = match fs::read(&found.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            return unreadable(
                "unreadable-file",
                format!("the report cannot be read: {error}"),
                None,
            );
        }
    };
    let (text, trouble) = decoded(bytes);
    Text {
        text: front_matter::without_template_tags(text.into(), &found.path),
        whole: true,
        trouble,
    }
}

/// Takes bytes for UTF-8, or for UTF-16 where they begin with its mark, and says what is odd.
fn decoded(bytes: Vec<u8>) -> (String, Option<Trouble>) {
    let warning = |at, message: &str, help| Trouble {
        rule: "invalid-utf8",
        level: Level::Warning,
        at,
        message: message.to_owned(),
        help: Some(help),
    };
    const SAVE: &str = "save the file as UTF-8";
    let utf16 = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| of([pair[0], pair[1]]))
            .collect();
        let words = "the report is UTF-16 and was read as that; other tools will not read it";
        (
            String::from_utf16_lossy(&units),
            Some(warning(0, words, SAVE)),
        )
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => return utf16(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => return utf16(u16::from_be_bytes),
        _ => {}
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let trouble = text.find('\0').map(|at| {
                let words = "the report holds a NUL byte; text has none";
                warning(at, words, "remove it, or save the file as UTF-8 text")
            });
            (text, trouble)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let words = "the report is not UTF-8 text from here on; unknown bytes show as \u{FFFD}";
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some(warning(at, words, SAVE)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn odd_bytes_are_read_as_far_as_they_go() {
        for (bytes, text, at, words) in [
            (&b"caf\xc3\xa9"[..], "caf\u{e9}", None, ""),
            (b"caf\xe9!", "caf\u{fffd}!", Some(3), "not UTF-8"),
            (b"a\0b", "a\0b", Some(1), "NUL"),
            (b"\xff\xfeh\0i\0", "hi", Some(0), "UTF-16"),
            (b"\xfe\xff\0h\0i\0", "hi", Some(0), "UTF-16"),
            (b"", "", None, ""),
        ] {
            let (read, trouble) = decoded(bytes.to_vec());
            assert_eq!(read, text);
            assert_eq!(trouble.as_ref().map(|trouble| trouble.at), at, "{text}");
            assert!(trouble.is_none_or(|trouble| trouble.message.contains(words)));
        }
    }
}

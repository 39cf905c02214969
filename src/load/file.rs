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
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = front_matter::without_template_tags(text.into(), &found.path);
            Text {
                text,
                whole: true,
                trouble: None,
            }
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let message =
                "the report is not UTF-8 text from here on; unknown bytes show as \u{FFFD}"
                    .to_owned();
            let help = Some("save the file as UTF-8");
            let trouble = Trouble {
                rule: "invalid-utf8",
                level: Level::Warning,
                at,
                message,
                help,
            };
            Text {
                text: text.into(),
                whole: true,
                trouble: Some(trouble),
            }
        }
    }
}

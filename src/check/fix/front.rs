//! Front matter as fixes see it: its keys by canonical name, and where a new one would go.

use crate::config::Config;
use crate::diagnostic::Edit;
use crate::load::front_matter::{self, Language};
use crate::load::keys::{KEYS, canonical};
use crate::load::moments;
use crate::model::Zone;
use crate::source::{SourceId, Span};
use crate::tree::{Entry, Log, Value, read_yaml};

/// The front matter of a report in YAML, or its absence.
pub(super) struct Front<'a> {
    /// The whole file.
    pub(super) text: &'a str,
    /// What could be read.
    pub(super) entries: Vec<Entry>,
    /// The canonical name of each entry.
    names: Vec<String>,
    /// Keys that stand there twice, as written.
    twice: Vec<String>,
    /// Its bytes without the fences; `None` where there is none.
    span: Option<Span>,
    /// The body.
    body: Span,
    /// Whether all of it could be read and keys stand at the start of their lines.
    is_regular: bool,
    /// How lines end.
    pub(super) newline: &'static str,
    /// The zone of times that state none.
    pub(super) zone: FrontZone,
}

/// The zone of times that state none.
#[derive(Debug, Clone, Copy)]
pub(super) struct FrontZone {
    /// Which one.
    pub(super) zone: Zone,
    /// Whether the report says so, and not book.toml or nobody.
    pub(super) is_said: bool,
}

impl<'a> Front<'a> {
    /// Reads it. `None` where fixes have no business: TOML, front matter that nobody closed or
    /// that is too long to be read.
    pub(super) fn read(text: &'a str, file: SourceId, config: &Config) -> Option<Front<'a>> {
        let parts = front_matter::split(text);
        let mut log = Log::new(file);
        let entries = match &parts.front_matter {
            None => Vec::new(),
            Some((Language::Yaml, span))
                if parts.unclosed.is_none() && span.len() <= config.limits.front_matter_bytes =>
            {
                read_yaml(text, span.clone(), &mut log)
            }
            Some(_) => return None,
        };
        let is_regular = log.findings.is_empty()
            && entries
                .iter()
                .all(|entry| text[..entry.key_span.start].ends_with('\n'));
        let zone = entries
            .iter()
            .filter(|entry| canonical(&entry.key, config) == "timezone")
            .find_map(|entry| match &entry.node.value {
                Value::Scalar(scalar) => moments::zone_of(scalar.text.trim()),
                _ => None,
            });
        let twice = log
            .findings
            .iter()
            .filter(|finding| !finding.related.is_empty())
            .map(|finding| text[finding.place.span.clone()].to_owned())
            .collect();
        let first_line = text.split_inclusive('\n').next().unwrap_or_default();
        Some(Front {
            names: entries
                .iter()
                .map(|entry| canonical(&entry.key, config))
                .collect(),
            entries,
            twice,
            span: parts.front_matter.map(|(_, span)| span),
            body: parts.body,
            is_regular,
            newline: if first_line.ends_with("\r\n") {
                "\r\n"
            } else {
                "\n"
            },
            zone: FrontZone {
                is_said: zone.is_some(),
                zone: zone
                    .or(config.timezone.map(Zone::Named))
                    .unwrap_or(Zone::UTC),
            },
            text,
        })
    }

    /// Returns the entries with their canonical names.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.names.iter().map(String::as_str).zip(&self.entries)
    }

    /// Returns the entries of a canonical name.
    pub(super) fn entries_of(&self, name: &str) -> Vec<&Entry> {
        self.named()
            .filter(|(known, _)| *known == name)
            .map(|(_, entry)| entry)
            .collect()
    }

    /// Says whether a key stands there twice, word for word: a fault that no fix may hide.
    pub(super) fn stands_twice(&self, entry: &Entry) -> bool {
        self.text
            .get(entry.key_span.clone())
            .is_some_and(|key| self.twice.iter().any(|twice| twice == key))
    }

    /// Says whether there is front matter to put a key into.
    pub(super) fn exists(&self) -> bool {
        self.span.is_some()
    }

    /// Returns the edit that states a value: in the place of a key that says nothing, or on a new
    /// line in canonical order. `None` where the key says something, or the front matter is not
    /// one key on each line.
    pub(super) fn stating(&self, key: &str, value: &str) -> Option<Edit> {
        let span = self.span.as_ref().filter(|_| self.is_regular)?;
        match self.entries_of(key).as_slice() {
            [] => {
                let at = self.place_of(key, span);
                Some(Edit {
                    span: at..at,
                    replacement: format!("{key}: {value}{}", self.newline),
                })
            }
            [entry] if entry.node.value == Value::Null => self.filling(entry, value),
            _ => None,
        }
    }

    fn filling(&self, entry: &Entry, value: &str) -> Option<Edit> {
        let after_key = entry.key_span.end;
        let rest = self.text.get(after_key..)?;
        let rest = rest.split(['\n', '\r']).next()?.strip_prefix(':')?;
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let (end, behind) = match rest[gap..].split(char::is_whitespace).next() {
            None | Some("") => (gap, ""),
            Some(word) if word.starts_with('#') => (gap, " "),
            Some(nothing @ ("~" | "null" | "Null" | "NULL")) => (gap + nothing.len(), ""),
            Some(_) => return None,
        };
        let start = after_key + 1;
        Some(Edit {
            span: start..start + end,
            replacement: format!(" {value}{behind}"),
        })
    }

    /// The start of the line that a new key goes to: below the keys that come before it.
    fn place_of(&self, key: &str, span: &Span) -> usize {
        let rank = |name: &str| KEYS.iter().position(|(known, _)| *known == name);
        let wanted = rank(key);
        let before = self
            .names
            .iter()
            .enumerate()
            .filter(|(_, name)| rank(name).is_some_and(|rank| Some(rank) < wanted))
            .max_by_key(|(at, name)| (rank(name), *at));
        let Some((index, _)) = before else {
            return span.start;
        };
        let next = self
            .entries
            .get(index + 1)
            .map_or(span.end, |entry| entry.key_span.start);
        let first = self.entries[index].key_span.start;
        self.without_remarks(first, next)
    }

    /// Goes back over blank lines and comments, which belong to what follows them.
    fn without_remarks(&self, start: usize, end: usize) -> usize {
        let mut at = end;
        while let Some(line) = self.text[start..at].split_inclusive('\n').next_back() {
            if !(line.trim().is_empty() || line.starts_with('#')) {
                break;
            }
            at -= line.len();
        }
        at
    }

    /// Returns the edit that puts front matter above a report that has none.
    pub(super) fn creating(&self, lines: &str) -> Edit {
        let newline = self.newline;
        let bom = if self.text.starts_with('\u{FEFF}') {
            '\u{FEFF}'.len_utf8()
        } else {
            0
        };
        // `---` directly followed by `---` waits to be filled.
        let head = &self.text[bom..self.body.start];
        if head.trim_start().starts_with("---") {
            let fence = head.trim_end().rfind('\n').map_or(bom, |at| bom + at + 1);
            return Edit {
                span: fence..fence,
                replacement: lines.to_owned(),
            };
        }
        let blank = if self.text[bom..].starts_with(['\n', '\r']) {
            ""
        } else {
            newline
        };
        Edit {
            span: bom..bom,
            replacement: format!("---{newline}{lines}---{newline}{blank}"),
        }
    }
}

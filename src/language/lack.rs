//! What a language does not say yet, for those who translate.

use super::{BUILT_IN, File, Messages, file};
use crate::error::Error;
use crate::source::Sources;
use crate::tree::{Entry, Log, Value, read_toml};
use std::fmt::Write as _;

/// What a language lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// How many messages there are.
    pub all: usize,
    /// How many the language says.
    pub said: usize,
    /// The others as a file of messages, each as a comment in English.
    pub toml: String,
}

/// Lists what a language does not say: neither casebook nor `own`, the files of a theme.
///
/// # Errors
/// Everything that is wrong with a file of the theme, with file, line and column.
pub fn lack(tag: &str, own: &[File]) -> Result<Lack, Error> {
    let language = tag.split('-').next().unwrap_or(tag);
    let is_wanted = |name: &str| name == tag || name == language;
    let mut said = Messages::default();
    for (name, text) in BUILT_IN.iter().filter(|(name, _)| is_wanted(name)) {
        file::read(&File::built_in(name, text), None, &mut said)?;
    }
    for file in own.iter().filter(|file| is_wanted(&file.tag)) {
        file::read(file, None, &mut said)?;
    }
    let english = BUILT_IN.iter().find(|(name, _)| *name == "en");
    let text = english.map_or("", |(_, text)| text);
    let mut log = Log::new(Sources::default().add("", ""));
    let mut lack = Lack {
        all: 0,
        said: 0,
        toml: String::new(),
    };
    for area in &read_toml(text, 0..text.len(), "language", &mut log) {
        let Value::Map(entries) = &area.node.value else {
            continue;
        };
        let is_missing =
            |entry: &&Entry| !said.contains_key(&format!("{}.{}", area.key, entry.key));
        let missing: Vec<&Entry> = entries.iter().filter(is_missing).collect();
        lack.all += entries.len();
        lack.said += entries.len() - missing.len();
        if missing.is_empty() {
            continue;
        }
        let gap = if lack.toml.is_empty() { "" } else { "\n" };
        let _ = writeln!(lack.toml, "{gap}[{}]", area.key);
        for entry in missing {
            let written = text.get(entry.key_span.start..entry.node.span.end);
            for line in written.unwrap_or_default().lines() {
                let _ = writeln!(lack.toml, "# {line}");
            }
        }
    }
    Ok(lack)
}

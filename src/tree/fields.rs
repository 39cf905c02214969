//! Reads the keys of a map one by one, and knows which ones nobody asked for.

use super::{Entry, Log, Node, Value};
use crate::diagnostic::Level;
use crate::source::Span;

/// A value that was found, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Its bytes.
    pub span: Span,
}

/// The keys of one map.
#[derive(Debug)]
pub struct Fields<'a> {
    entries: Vec<Asked<'a>>,
}

#[derive(Debug)]
struct Asked<'a> {
    name: String,
    entry: &'a Entry,
    taken: bool,
}

impl<'a> Fields<'a> {
    /// Takes the keys as they are, with `_` read as `-` and capitals folded.
    pub fn new(entries: &'a [Entry]) -> Fields<'a> {
        Fields::named(entries, fold_key)
    }

    /// Takes the keys under the names that `name` gives them.
    pub fn named(entries: &'a [Entry], name: impl Fn(&str) -> String) -> Fields<'a> {
        let entries = entries
            .iter()
            .map(|entry| Asked {
                name: name(&entry.key),
                entry,
                taken: false,
            })
            .collect();
        Fields { entries }
    }

    /// Returns the first entry of a name and marks all of that name as known. An entry that holds
    /// nothing counts as absent.
    pub fn entry(&mut self, name: &str) -> Option<&'a Entry> {
        let mut found = None;
        for asked in self.entries.iter_mut().filter(|asked| asked.name == name) {
            asked.taken = true;
            if found.is_none() && asked.entry.node.value != Value::Null {
                found = Some(asked.entry);
            }
        }
        found
    }

    /// Returns every entry of a name; aliases may give several.
    pub fn all(&mut self, name: &str) -> Vec<&'a Entry> {
        let mut found = Vec::new();
        for asked in self.entries.iter_mut().filter(|asked| asked.name == name) {
            asked.taken = true;
            if asked.entry.node.value != Value::Null {
                found.push(asked.entry);
            }
        }
        found
    }

    /// Reads a single value as text, white space around it cut off.
    pub fn text(&mut self, name: &str, log: &mut Log) -> Option<Found<String>> {
        let entry = self.entry(name)?;
        text_of(&entry.node, &entry.key, log).filter(|found| !found.value.is_empty())
    }

    /// Reads `true` or `false`.
    pub fn truth(&mut self, name: &str, log: &mut Log) -> Option<Found<bool>> {
        let found = self.text(name, log)?;
        let value = match found.value.to_lowercase().as_str() {
            "true" | "yes" | "on" => true,
            "false" | "no" | "off" => false,
            other => {
                wrong_type(
                    log,
                    found.span,
                    name,
                    "`true` or `false`",
                    &format!("`{other}`"),
                );
                return None;
            }
        };
        Some(Found {
            value,
            span: found.span,
        })
    }

    /// Takes an entry away when it is `true` or `false` and nothing else, so that other entries of
    /// that name are left to be read as what the name stands for.
    pub fn take_truth(&mut self, name: &str) -> Option<Found<bool>> {
        let at = self.entries.iter().position(|asked| {
            asked.name == name
                && matches!(&asked.entry.node.value, Value::Scalar(scalar) if matches!(scalar.text.as_str(), "true" | "false"))
        })?;
        let taken = self.entries.remove(at).entry;
        let value = matches!(&taken.node.value, Value::Scalar(scalar) if scalar.text == "true");
        Some(Found {
            value,
            span: taken.node.span.clone(),
        })
    }

    /// Reads a whole number.
    pub fn number(&mut self, name: &str, log: &mut Log) -> Option<Found<u64>> {
        let found = self.text(name, log)?;
        match found.value.replace('_', "").parse() {
            Ok(value) => Some(Found {
                value,
                span: found.span,
            }),
            Err(_) => {
                wrong_type(
                    log,
                    found.span,
                    name,
                    "a whole number",
                    &format!("`{}`", found.value),
                );
                None
            }
        }
    }

    /// Reads a list of texts. A single value is a list of one.
    pub fn texts(&mut self, name: &str, log: &mut Log) -> Vec<Found<String>> {
        let mut texts = Vec::new();
        for entry in self.all(name) {
            for node in nodes_of(&entry.node) {
                let found = one_text(node, &entry.key, LIST, log);
                texts.extend(found.filter(|found| !found.value.is_empty()));
            }
        }
        texts
    }

    /// Reads a list of names: as [`Fields::texts`], and a single unquoted-style text is cut at its
    /// commas.
    pub fn names(&mut self, name: &str, log: &mut Log) -> Vec<Found<String>> {
        let mut names = Vec::new();
        for entry in self.all(name) {
            match &entry.node.value {
                Value::Scalar(_) => {
                    names.extend(
                        text_of(&entry.node, &entry.key, log)
                            .into_iter()
                            .flat_map(|found| split_names(&found)),
                    );
                }
                _ => {
                    for node in nodes_of(&entry.node) {
                        let found = one_text(node, &entry.key, LIST, log);
                        names.extend(found.filter(|found| !found.value.is_empty()));
                    }
                }
            }
        }
        names
    }

    /// Reads a map of keys.
    pub fn map(&mut self, name: &str, log: &mut Log) -> Option<Fields<'a>> {
        let entry = self.entry(name)?;
        match &entry.node.value {
            Value::Map(entries) => Some(Fields::new(entries)),
            other => {
                let span = entry.node.span.clone();
                wrong_type(log, span, name, "a map of keys", other.kind());
                None
            }
        }
    }

    /// Returns the entries whose name passes a test, marking them as known.
    pub fn matching(&mut self, wanted: impl Fn(&str) -> bool) -> Vec<&'a Entry> {
        let mut found = Vec::new();
        for asked in self
            .entries
            .iter_mut()
            .filter(|asked| !asked.taken && wanted(&asked.name))
        {
            asked.taken = true;
            found.push(asked.entry);
        }
        found
    }

    /// Returns what is left as it was written, marking all of it as known.
    pub fn rest(&mut self) -> Vec<&'a Entry> {
        let mut rest = Vec::new();
        for asked in self.entries.iter_mut().filter(|asked| !asked.taken) {
            asked.taken = true;
            rest.push(asked.entry);
        }
        rest
    }

    /// Warns of every key that nobody asked for, with the nearest one that exists.
    pub fn finish(mut self, known: &[&str], scope: &str, log: &mut Log) {
        for entry in self.rest() {
            unknown_key(entry, known, scope, log);
        }
    }
}

/// Warns of a key that has no meaning.
fn unknown_key(entry: &Entry, known: &[&str], scope: &str, log: &mut Log) {
    let near = nearest(&fold_key(&entry.key), known.iter().copied());
    let finding = log.add(
        "unknown-key",
        Level::Warning,
        entry.key_span.clone(),
        format!("the key `{}` has no meaning in {scope}", entry.key),
    );
    finding.help = Some(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if scope == "book.toml" || scope.starts_with('[') => {
            format!("known here: {}", listed(known))
        }
        None => format!(
            "call it `x-{}` to pass it on to templates and exports, or list it in book.toml: `[front-matter] extra = [\"{}\"]`",
            fold_key(&entry.key),
            entry.key
        ),
    });
}

fn listed(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns a key in the form it is compared in: lower case, `-` between words, camel case opened.
///
/// ```
/// # use casebook::tree::fold_key;
/// assert_eq!(fold_key("startTime"), "start-time");
/// assert_eq!(fold_key("START_TIME"), "start-time");
/// ```
pub fn fold_key(key: &str) -> String {
    let mut folded = String::with_capacity(key.len() + 2);
    let mut before_is_lower = false;
    for c in key.trim().chars() {
        if matches!(c, '_' | ' ' | '-') {
            folded.push('-');
            before_is_lower = false;
        } else {
            if c.is_uppercase() && before_is_lower {
                folded.push('-');
            }
            before_is_lower = c.is_lowercase() || c.is_numeric();
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// Returns the word of a list that was probably meant: at most a third of its letters differ.
pub fn nearest<'w>(written: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    // Nobody mistypes a word of hundreds of letters, and distances cost the product of lengths.
    if written.chars().count() > 64 {
        return None;
    }
    words
        .into_iter()
        .map(|word| (strsim::osa_distance(written, word), word))
        .filter(|(distance, word)| *distance <= (word.chars().count().max(3)) / 3)
        .min()
        .map(|(_, word)| word)
}

pub(crate) fn nodes_of(node: &Node) -> &[Node] {
    match &node.value {
        Value::Null => &[],
        Value::List(nodes) => nodes,
        _ => std::slice::from_ref(node),
    }
}

/// What the keys hold that may have several values.
const LIST: &str = "a list of single values";

fn text_of(node: &Node, key: &str, log: &mut Log) -> Option<Found<String>> {
    one_text(node, key, "a single value", log)
}

fn one_text(node: &Node, key: &str, expected: &str, log: &mut Log) -> Option<Found<String>> {
    match &node.value {
        Value::Null => None,
        Value::Scalar(scalar) => Some(Found {
            value: scalar.text.trim().to_owned(),
            span: node.span.clone(),
        }),
        other => {
            wrong_type(log, node.span.clone(), key, expected, other.kind());
            None
        }
    }
}

/// Reports a value of the wrong kind.
pub(crate) fn wrong_type(log: &mut Log, span: Span, key: &str, expected: &str, found: &str) {
    let finding = log.add(
        "wrong-type",
        Level::Error,
        span,
        format!("`{key}` should be {expected}, not {found}"),
    );
    finding.label = Some(format!("expected {expected}"));
}

/// Cuts a text at its commas, each part with its own bytes where the text is written as it reads.
pub(crate) fn split_names(found: &Found<String>) -> Vec<Found<String>> {
    let is_verbatim = found.span.len() == found.value.len();
    let mut start = found.span.start;
    let mut names = Vec::new();
    for part in found.value.split(',') {
        let name = part.trim();
        let at = start + part.len() - part.trim_start().len();
        start += part.len() + 1;
        if !name.is_empty() {
            names.push(Found {
                value: name.to_owned(),
                span: if is_verbatim {
                    at..at + name.len()
                } else {
                    found.span.clone()
                },
            });
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{fold_key, nearest};

    #[test]
    fn keys_fold_to_one_form() {
        for (key, folded) in [
            ("started", "started"),
            ("resolvedWhen", "resolved-when"),
            ("action_items", "action-items"),
            ("Time Detected", "time-detected"),
            ("URL", "url"),
        ] {
            assert_eq!(fold_key(key), folded);
        }
    }

    #[test]
    fn the_nearest_word_is_near() {
        let words = ["title", "timeline", "status", "severity"];
        assert_eq!(nearest("tilte", words), Some("title"));
        assert_eq!(nearest("serverity", words), Some("severity"));
        assert_eq!(nearest("colour", words), None);
    }
}

//! Reads files of messages.

use super::Messages;
use super::message::{Message, Text};
use super::plural::{Form, Plurals};
use crate::error::Error;
use crate::source::{SourceId, Sources, Span, excerpt, line_column};
use crate::tree::{Entry, Log, Node, Value, nearest, read_toml};
use icu_locale::Locale;
use std::borrow::Cow;
use std::path::PathBuf;

/// The languages that come with casebook, English first.
pub const BUILT_IN: &[(&str, &str)] = &{
    macro_rules! languages {
        ($($tag:literal)*) => {
            [$(($tag, include_str!(concat!("../../themes/default/languages/", $tag, ".toml")))),*]
        };
    }
    languages! { "en" "ar" "de" "es" "fr" "ja" }
};

/// The area whose ids are a theme's own.
const OWN: &str = "own";

/// A file of messages.
#[derive(Debug, Clone)]
pub struct File {
    /// The language that its name says.
    pub(super) tag: String,
    path: PathBuf,
    text: Cow<'static, str>,
}

impl File {
    /// A file of a theme.
    pub fn own(tag: &str, path: PathBuf, text: String) -> File {
        File {
            tag: tag.to_owned(),
            path,
            text: text.into(),
        }
    }

    pub(super) fn built_in(tag: &str, text: &'static str) -> File {
        File {
            tag: tag.to_owned(),
            path: format!("languages/{tag}.toml").into(),
            text: text.into(),
        }
    }
}

/// Reads a file into what is said already. `known` are the messages that there may be, each with the
/// slots that it may have; without it, everything may be.
pub(super) fn read(
    file: &File,
    known: Option<&Messages>,
    messages: &mut Messages,
) -> Result<(), Error> {
    let mut reader = Reader {
        file,
        known,
        plurals: Plurals::of(&file.tag),
        faults: Vec::new(),
    };
    match file.tag.replace('_', "-").parse::<Locale>() {
        Ok(locale) if locale.to_string() == file.tag => {}
        Ok(locale) => reader.faults.push(format!(
            "`{}` would never be used: languages are found by their names, and this one is `{locale}`\n  = help: rename it to `{locale}.toml`",
            file.path.display()
        )),
        Err(_) => reader.faults.push(format!(
            "`{}` is not named by a language tag\n  = help: the name of the file is one: `nl.toml`, `pt-BR.toml`",
            file.path.display()
        )),
    }
    let mut log = Log::new(unnamed());
    let areas = read_toml(&file.text, 0..file.text.len(), "language", &mut log);
    let is_read = log.findings.is_empty();
    for finding in log.findings {
        reader.fault(finding.place.span, finding.message, finding.help);
    }
    // What is left of a file that cannot be read says nothing for sure.
    for area in areas.iter().filter(|_| is_read) {
        reader.area(area, messages);
    }
    if reader.faults.is_empty() {
        Ok(())
    } else {
        Err(Error::Template(reader.faults.join("\nerror: ")))
    }
}

/// Findings name a file; here it is always the one that is read.
fn unnamed() -> SourceId {
    Sources::default().add("", "")
}

struct Reader<'a> {
    file: &'a File,
    known: Option<&'a Messages>,
    plurals: Plurals,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn fault(&mut self, span: Span, what: String, help: Option<String>) {
        let at = line_column(&self.file.text, span.start);
        let mut fault = format!(
            "{what}\n --> {}:{}:{}\n{}",
            self.file.path.display(),
            at.line,
            at.column,
            excerpt(&self.file.text, &span)
        );
        if let Some(help) = help {
            fault.push_str("\n  = help: ");
            fault.push_str(&help);
        }
        self.faults.push(fault);
    }

    fn area(&mut self, area: &Entry, messages: &mut Messages) {
        let Value::Map(entries) = &area.node.value else {
            let what = format!(
                "`{}` is {}, not an area of messages",
                area.key,
                area.node.value.kind()
            );
            let help = format!(
                "write `[{}]` on a line of its own, and messages below",
                area.key
            );
            return self.fault(area.node.span.clone(), what, Some(help));
        };
        if let Some(known) = self.known.filter(|_| area.key != OWN) {
            let mut areas: Vec<&str> = known.keys().filter_map(|id| id.split('.').next()).collect();
            areas.sort_unstable();
            if areas.binary_search(&area.key.as_str()).is_err() {
                let near = nearest(&area.key, areas);
                let help = near.map_or_else(
                    || format!("messages of your own templates go into `[{OWN}]`"),
                    |near| format!("did you mean `{near}`?"),
                );
                let what = format!("there is no area `{}`", area.key);
                return self.fault(area.key_span.clone(), what, Some(help));
            }
        }
        for entry in entries {
            let id = format!("{}.{}", area.key, entry.key);
            let like = match self.known.filter(|_| area.key != OWN) {
                Some(known) => match known.get(&id) {
                    Some(like) => Some(like),
                    None => {
                        let near = nearest(&id, known.keys().map(String::as_str));
                        let help = near.map(|near| format!("did you mean `{near}`?"));
                        let what = format!("there is no message `{id}`");
                        self.fault(entry.key_span.clone(), what, help);
                        continue;
                    }
                },
                None => None,
            };
            if let Some(message) = self.message(&id, &entry.node, like) {
                messages.insert(id, message);
            }
        }
    }

    fn message(&mut self, id: &str, node: &Node, like: Option<&Message>) -> Option<Message> {
        let message = match &node.value {
            Value::Scalar(scalar) if scalar.quoted => {
                Message::Text(self.text(id, &node.span, &scalar.text, like)?)
            }
            Value::Map(forms) => self.plural(id, node, forms, like)?,
            Value::List(nodes) => self.list(id, nodes)?,
            other => {
                let what = format!("`{id}` is {} without quotes, not a text", other.kind());
                self.fault(node.span.clone(), what, Some("put it in quotes".to_owned()));
                return None;
            }
        };
        let is_list = |message: &Message| matches!(message, Message::List(_));
        match (&message, like) {
            (Message::List(words), Some(Message::List(like))) if words.len() != like.len() => {
                let what = format!("`{id}` needs {} words and has {}", like.len(), words.len());
                self.fault(node.span.clone(), what, None);
                None
            }
            (message, Some(like)) if is_list(message) != is_list(like) => {
                let kind = if is_list(like) {
                    "a list of words"
                } else {
                    "a text"
                };
                self.fault(node.span.clone(), format!("`{id}` must be {kind}"), None);
                None
            }
            // Who prints it gives no number to choose a form by.
            (Message::Plural(_), Some(Message::Text(text))) if !text.slots().any(|s| s == "n") => {
                let what = format!("`{id}` counts nothing, so it has one form");
                self.fault(node.span.clone(), what, Some("write one text".to_owned()));
                None
            }
            _ => Some(message),
        }
    }

    fn list(&mut self, id: &str, nodes: &[Node]) -> Option<Message> {
        let words = nodes.iter().map(|node| match &node.value {
            Value::Scalar(scalar) if scalar.quoted => Some(scalar.text.clone()),
            _ => {
                let what = format!("the words of `{id}` are texts in quotes");
                self.fault(node.span.clone(), what, None);
                None
            }
        });
        words.collect::<Option<Vec<_>>>().map(Message::List)
    }

    fn plural(
        &mut self,
        id: &str,
        node: &Node,
        entries: &[Entry],
        like: Option<&Message>,
    ) -> Option<Message> {
        let mut forms: [Option<Text>; 6] = [const { None }; 6];
        let (needed, known) = (self.plurals.needed(), self.plurals.known());
        let listed = |forms: &[Form]| {
            let names: Vec<String> = forms
                .iter()
                .map(|it| format!("`{}`", it.as_str()))
                .collect();
            names.join(", ")
        };
        let before = self.faults.len();
        for entry in entries {
            let form = known.iter().find(|form| form.as_str() == entry.key);
            let Some(form) = form else {
                let what = format!("`{}` never uses `{}` of `{id}`", self.file.tag, entry.key);
                let help = format!("its forms are {}", listed(&needed));
                self.fault(entry.key_span.clone(), what, Some(help));
                continue;
            };
            match &entry.node.value {
                Value::Scalar(scalar) if scalar.quoted => {
                    forms[*form as usize] = self.text(id, &entry.node.span, &scalar.text, like);
                }
                _ => {
                    let what = format!("`{}` of `{id}` is not a text in quotes", entry.key);
                    self.fault(entry.node.span.clone(), what, None);
                }
            }
        }
        if self.faults.len() == before
            && let Some(missing) = needed.iter().find(|form| forms[**form as usize].is_none())
        {
            let what = format!("`{id}` needs the form `{}`", missing.as_str());
            let help = format!("`{}` has {}", self.file.tag, listed(&needed));
            self.fault(node.span.clone(), what, Some(help));
        }
        (self.faults.len() == before).then(|| Message::Plural(Box::new(forms)))
    }

    fn text(
        &mut self,
        id: &str,
        span: &Span,
        written: &str,
        like: Option<&Message>,
    ) -> Option<Text> {
        let text = match Text::read(written) {
            Ok(text) => text,
            Err(what) => {
                self.fault(span.clone(), format!("`{id}`: {what}"), None);
                return None;
            }
        };
        let Some(like) = like else {
            return Some(text);
        };
        if written.is_empty() && !like.is_blank() {
            let help = "leave it out, and the English words stand; what should not be said at all goes with a template of your own";
            self.fault(
                span.clone(),
                format!("`{id}` says nothing"),
                Some(help.to_owned()),
            );
            return None;
        }
        let known = like.slots();
        if let Some(slot) = text.slots().find(|slot| !known.contains(slot)) {
            let near = nearest(slot, known.iter().copied()).map(str::to_owned);
            let help = match near {
                Some(near) => Some(format!("did you mean `{{{near}}}`?")),
                None if known.is_empty() => None,
                None => {
                    let known: Vec<String> = known.iter().map(|it| format!("`{{{it}}}`")).collect();
                    Some(format!("it has {}", known.join(", ")))
                }
            };
            self.fault(span.clone(), format!("`{id}` has no slot `{slot}`"), help);
            return None;
        }
        Some(text)
    }
}

//! Keys, words and dates of front matter in their canonical spelling.

use super::front::Front;
use super::scalar::in_place_of;
use crate::config::Config;
use crate::diagnostic::{Edit, Fix};
use crate::load::keys::KEYS;
use crate::load::time;
use crate::model::{
    ActionKind, ActionStatus, Detection, EventKind, Milestone, Mitigation, Precision, Role, ZoneUse,
};
use crate::tree::{Entry, Node, Value, fold_key, nodes_of};

/// Keys that are read as another one for want of better, and that may mean something else to the
/// people or the tools that wrote them.
const DOUBTFUL: &[&str] = &[
    "category",
    "categories",
    "contributing-factors",
    "description",
    "informed",
    "label",
    "labels",
    "lead",
    "name",
    "owner",
    "owners",
    "priority",
    "product",
    "products",
    "source-published-at",
    "state",
    "subject",
    "todos",
    "triggers",
    "visibility",
];

/// Finds everything that has a canonical spelling and is written in another.
pub(super) fn fixes(front: &Front<'_>, config: &Config) -> Vec<Fix> {
    let mut fixes = Vec::new();
    for (name, entry) in front.named() {
        if DOUBTFUL.contains(&fold_key(&entry.key).as_str()) {
            // Its words may be those of another vocabulary.
            continue;
        }
        fixes.extend(key(front, name, entry));
        let spelling = Spelling { front, config };
        match name {
            "status" | "severity" | "detection" | "mitigation" | "audience" => {
                fixes.extend(spelling.word(name, &entry.node));
            }
            "causes" => {
                for node in nodes_of(&entry.node) {
                    fixes.extend(spelling.cause(node));
                }
            }
            "actions" => {
                for node in nodes_of(&entry.node) {
                    fixes.extend(spelling.action(node));
                }
            }
            "timeline" => {
                for node in nodes_of(&entry.node) {
                    fixes.extend(spelling.event(node));
                }
            }
            name if name == "published" || Milestone::from_key(name).is_some() => {
                fixes.extend(spelling.date(name, &entry.node));
            }
            _ => {}
        }
    }
    fixes
}

/// `date` becomes `started`, unless another key says that already or the author may have meant
/// something else.
fn key(front: &Front<'_>, name: &str, entry: &Entry) -> Option<Fix> {
    let is_canonical = entry.key == name;
    let is_known = KEYS.iter().any(|(key, _)| *key == name);
    // Other generators take `url` for the address of the page.
    let is_meant = name != "sources" || nodes_of(&entry.node).iter().all(is_web_address);
    let is_one_of_two = front.entries_of(name).len() > 1 || front.stands_twice(entry);
    if is_canonical || !is_known || !is_meant || is_one_of_two {
        return None;
    }
    Some(Fix {
        description: format!("`{}` is now `{name}`", entry.key),
        edits: vec![Edit {
            span: entry.key_span.clone(),
            replacement: name.to_owned(),
        }],
    })
}

fn is_web_address(node: &Node) -> bool {
    text_of(node).is_some_and(|text| text.starts_with("https://") || text.starts_with("http://"))
}

struct Spelling<'a> {
    front: &'a Front<'a>,
    config: &'a Config,
}

impl Spelling<'_> {
    fn word(&self, field: &str, node: &Node) -> Option<Fix> {
        let written = text_of(node)?;
        let canonical = match field {
            "status" => self.config.status(written)?.id.clone(),
            "severity" => self.config.severity(written)?.id.clone(),
            "detection" => known(written, Detection::ALL, Detection::as_str)?,
            "mitigation" => known(written, Mitigation::ALL, Mitigation::as_str)?,
            "role" => known(written, &Role::ALL, Role::as_str)?,
            "action kind" => known(written, &ActionKind::ALL, ActionKind::as_str)?,
            "action status" => known(written, &ActionStatus::ALL, ActionStatus::as_str)?,
            "event kind" => known(written, &EventKind::ALL, EventKind::as_str)?,
            "audience" => known(written, &["internal", "public"], |word| word)?,
            "cause" => self.config.taxonomy.find(written)?.id.to_string(),
            _ => return None,
        };
        self.written(field, node, &canonical)
    }

    fn cause(&self, node: &Node) -> Vec<Fix> {
        match &node.value {
            Value::Map(entries) => self.words(entries, &[("id", "cause"), ("role", "role")]),
            _ => self.word("cause", node).into_iter().collect(),
        }
    }

    fn action(&self, node: &Node) -> Vec<Fix> {
        let Value::Map(entries) = &node.value else {
            return Vec::new();
        };
        let mut fixes = self.words(
            entries,
            &[
                ("kind", "action kind"),
                ("type", "action kind"),
                ("status", "action status"),
                ("state", "action status"),
            ],
        );
        let due = entries.iter().filter(|entry| {
            matches!(
                fold_key(&entry.key).as_str(),
                "due" | "due-date" | "deadline"
            )
        });
        fixes.extend(due.filter_map(|entry| self.date("due", &entry.node)));
        fixes
    }

    fn event(&self, node: &Node) -> Vec<Fix> {
        match &node.value {
            Value::Map(entries) => {
                self.words(entries, &[("kind", "event kind"), ("type", "event kind")])
            }
            _ => Vec::new(),
        }
    }

    fn words(&self, entries: &[Entry], fields: &[(&str, &str)]) -> Vec<Fix> {
        let of = |entry: &Entry| {
            let key = fold_key(&entry.key);
            fields.iter().find(|(name, _)| *name == key)
        };
        entries
            .iter()
            .filter_map(|entry| self.word(of(entry)?.1, &entry.node))
            .collect()
    }

    /// `July 20, 2021 9:40` becomes `2021-07-20 09:40`. Whatever the short form cannot say stays: a
    /// zone, a doubt, an hour without minutes, a day of the week.
    fn date(&self, field: &str, node: &Node) -> Option<Fix> {
        let written = text_of(node)?;
        if is_machine_form(written) {
            return None;
        }
        let reading = time::exact(written, self.config.date_order)?;
        let date = reading.date?;
        let is_plain = reading.zone.is_none()
            && reading.until.is_none()
            && reading.weekday.is_none()
            && !reading.is_approximate
            && !reading.is_unknown
            && reading.typos.is_empty();
        if !is_plain || date.is_order_open || date.year.is_none() {
            return None;
        }
        let context = time::Context::new(ZoneUse::assumed());
        let (moment, _) = time::resolve(&reading, &context)?;
        if moment.precision == Precision::Hour {
            return None;
        }
        self.written(field, node, &moment.written_text())
    }

    /// Says whether a value has a name, `&name`, by which it may be repeated elsewhere.
    fn has_anchor(&self, node: &Node) -> bool {
        let before = self.front.text.get(..node.span.start).unwrap_or_default();
        let word = before.split_whitespace().next_back();
        word.is_some_and(|word| word.starts_with(['&', '!']))
    }

    fn written(&self, field: &str, node: &Node, canonical: &str) -> Option<Fix> {
        let Value::Scalar(scalar) = &node.value else {
            return None;
        };
        let written = scalar.text.as_str();
        if written.trim() == canonical || self.has_anchor(node) {
            return None;
        }
        let slice = self.front.text.get(node.span.clone())?;
        let replacement = if slice == written && is_machine_form(canonical) {
            canonical.to_owned()
        } else {
            in_place_of(slice, written, canonical)?
        };
        Some(Fix {
            description: format!("{field} `{}` is now `{canonical}`", written.trim()),
            edits: vec![Edit {
                span: node.span.clone(),
                replacement,
            }],
        })
    }
}

/// Says whether a time stands in one of the forms that reports should use: `2021-07-20 09:40`, with
/// a space or a `T`, and less of it.
fn is_machine_form(text: &str) -> bool {
    const FORM: &[u8] = b"0000-00-00 00:00:00";
    let fits = |(byte, form): (u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        b' ' => matches!(byte, b' ' | b'T'),
        other => byte == *other,
    };
    matches!(text.len(), 4 | 7 | 10 | 16 | 19) && text.bytes().zip(FORM).all(fits)
}

fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.trim()),
        _ => None,
    }
}

/// Finds a word of a fixed set, folded as the reader folds it.
fn known<T: Copy>(written: &str, all: &[T], word: impl Fn(T) -> &'static str) -> Option<String> {
    let folded = written.to_lowercase().replace(['_', ' '], "-");
    all.iter()
        .map(|value| word(*value))
        .find(|word| *word == folded)
        .map(str::to_owned)
}

//! `causes` and `trigger` in front matter, and what the words of a report suggest in their place.

use super::report::{one_of, read_word};
use crate::config::Config;
use crate::diagnostic::Level;
use crate::model::{CauseId, CauseUse, Incident, Origin, Role, Sourced, UnknownCause};
use crate::source::Span;
use crate::tree::{Fields, Found, Log, Node, Value, nearest, nodes_of, split_names, wrong_type};

/// What `causes` names.
pub(super) struct Causes {
    /// Those that the taxonomy has.
    pub(super) known: Vec<CauseUse>,
    /// The others, as written.
    pub(super) unknown: Vec<UnknownCause>,
}

/// Reads `causes`, and adds the `trigger` where it names one.
pub(super) fn read(
    fields: &mut Fields<'_>,
    trigger: Option<&Sourced<String>>,
    config: &Config,
    log: &mut Log,
) -> Causes {
    let mut causes: Vec<CauseUse> = Vec::new();
    let mut unknown = Vec::new();
    for entry in fields.all("causes") {
        let split;
        let nodes = match &entry.node.value {
            Value::Scalar(scalar) if scalar.text.contains(',') && !scalar.text.contains(". ") => {
                split = comma_nodes(scalar.text.trim(), &entry.node.span);
                &split[..]
            }
            _ => nodes_of(&entry.node),
        };
        for node in nodes {
            match read_cause(node, config, log) {
                Some(Ok(cause)) if causes.iter().all(|known| known.id.value != cause.id.value) => {
                    causes.push(cause);
                }
                Some(Err(cause)) => unknown.push(cause),
                _ => {}
            }
        }
    }
    if let Some(trigger) = trigger {
        add_trigger(&mut causes, trigger, config);
    }
    Causes {
        known: causes,
        unknown,
    }
}

/// A trigger that names a cause is one, in that role. Words are left to be words.
fn add_trigger(causes: &mut Vec<CauseUse>, trigger: &Sourced<String>, config: &Config) {
    let Some(cause) = config.taxonomy.find(&trigger.value) else {
        return;
    };
    let is_same = |known: &&mut CauseUse| known.id.value == cause.id;
    let is_within = |known: &&mut CauseUse| known.id.value.top() == cause.id;
    let known = match causes.iter_mut().find(is_same) {
        Some(same) => Some(same),
        // `deployment` triggered it: that is the only cause of this group that is named.
        None => {
            let mut within = causes.iter_mut().filter(is_within);
            within.next().filter(|_| within.next().is_none())
        }
    };
    match known {
        Some(known) if known.role_stated => {}
        Some(known) => {
            known.role = Role::Trigger;
            known.role_stated = true;
        }
        None => causes.push(CauseUse {
            id: Sourced::stated(cause.id.clone(), trigger.span.clone()),
            role: Role::Trigger,
            role_stated: true,
            note: None,
            span: trigger.span.clone(),
        }),
    }
}

/// Looks for causes in the words of a report that codes none; `file` is its text. They count only
/// where the archive says so.
pub(super) fn suggest(incident: &mut Incident, file: &str, config: &Config) {
    let is_coded = |cause: &CauseUse| !cause.id.value.is_unknown();
    if incident.causes.iter().any(is_coded) {
        return;
    }
    incident.suggestions = config.taxonomy.suggest(&incident.factors_text(file));
    let names_none =
        incident.causes.is_empty() && !incident.body.asides.unread_keys.contains(&"causes");
    if config.count_suggestions && names_none {
        let inferred = |id: &CauseId| CauseUse {
            id: Sourced::inferred(id.clone(), Origin::Words, 0..0),
            role: config
                .taxonomy
                .get(id)
                .map_or(Role::Contributing, |it| it.role),
            role_stated: false,
            note: None,
            span: 0..0,
        };
        let ids = incident.suggestions.iter().map(|found| &found.id);
        incident.causes = ids.map(inferred).collect();
    }
}

fn comma_nodes(text: &str, span: &Span) -> Vec<Node> {
    let found = Found {
        value: text.to_owned(),
        span: span.clone(),
    };
    let node = |part: Found<String>| Node {
        span: part.span,
        value: Value::Scalar(crate::tree::Scalar {
            text: part.value,
            quoted: false,
        }),
    };
    split_names(&found).into_iter().map(node).collect()
}

/// A cause is an id, or a map with `id`, `role` and `note`.
fn read_cause(
    node: &Node,
    config: &Config,
    log: &mut Log,
) -> Option<Result<CauseUse, UnknownCause>> {
    match &node.value {
        Value::Scalar(scalar) => {
            let id = Found {
                value: scalar.text.trim().to_owned(),
                span: node.span.clone(),
            };
            cause_use(id, None, None, node.span.clone(), config, log)
        }
        Value::Map(entries) => {
            let mut fields = Fields::new(entries);
            let id = fields.text("id", log);
            let role = read_word(&mut fields, "role", &Role::ALL, Role::as_str, log);
            let note = fields.text("note", log).map(|note| note.value);
            fields.finish(&["id", "role", "note"], "a cause", log);
            let Some(id) = id else {
                wrong_type(
                    log,
                    node.span.clone(),
                    "causes",
                    "an id, or a map with `id`",
                    "a map without it",
                );
                return None;
            };
            cause_use(
                id,
                role.map(|role| role.value),
                note,
                node.span.clone(),
                config,
                log,
            )
        }
        Value::Null => None,
        Value::List(_) => {
            wrong_type(log, node.span.clone(), "causes", "an id", "a list");
            None
        }
    }
}

fn cause_use(
    id: Found<String>,
    role: Option<Role>,
    note: Option<String>,
    span: Span,
    config: &Config,
    log: &mut Log,
) -> Option<Result<CauseUse, UnknownCause>> {
    if id.value.is_empty() {
        return None;
    }
    if let Some(cause) = config.taxonomy.find(&id.value) {
        return Some(Ok(CauseUse {
            id: Sourced::stated(cause.id.clone(), id.span),
            role: role.unwrap_or(cause.role),
            role_stated: role.is_some(),
            note,
            span,
        }));
    }
    let near = nearest_cause(&id.value, config);
    let message = format!("`{}` is not a cause of the taxonomy", id.value);
    let help = match near.as_slice() {
        _ if names_a_place(&id.value) => {
            format!(
                "`{}` says where, not why: list it under `services` or `tags`",
                id.value
            )
        }
        _ if blames(&id.value) => {
            "ask what made the slip easy to make and hard to notice, such as `operations/review-gap`, `configuration/missing-validation` or `operations/automation-misfire`".to_owned()
        }
        [] => "use an id of the taxonomy, or add your own to `[causes]` in book.toml".to_owned(),
        near => format!("did you mean {}?", one_of(near)),
    };
    log.add("unknown-cause", Level::Warning, id.span, message)
        .help = Some(help);
    Some(Err(UnknownCause {
        written: id.value,
        note,
    }))
}

/// Words that old collections list among causes and that name what broke.
fn names_a_place(written: &str) -> bool {
    matches!(
        written.to_lowercase().as_str(),
        "cloud" | "kubernetes" | "observability"
    )
}

/// Words for a person's slip, which is where the search for causes begins and not a cause.
fn blames(written: &str) -> bool {
    let folded = written.to_lowercase().replace(['-', '_', '/'], " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    words
        .iter()
        .any(|word| matches!(*word, "human" | "operator" | "user" | "pilot"))
        && words
            .iter()
            .any(|word| matches!(*word, "error" | "mistake" | "factor"))
}

/// Finds up to three causes by spelling: of the whole id, or of its last part alone.
fn nearest_cause<'c>(written: &str, config: &'c Config) -> Vec<&'c str> {
    let wanted = written.to_lowercase().replace(['_', ' '], "-");
    let ids = || config.taxonomy.iter().map(|cause| cause.id.as_str());
    let last = wanted.rsplit('/').next().unwrap_or_default();
    let swapped = wanted
        .split_once('/')
        .map(|(top, sub)| format!("{sub}/{top}"));
    if let Some(id) = ids().find(|id| swapped.as_deref() == Some(*id)) {
        return vec![id];
    }
    let mut near: Vec<&str> = nearest(&wanted, ids()).into_iter().collect();
    near.extend(ids().filter(|id| id.rsplit('/').next() == Some(last)));
    if near.is_empty() && last.len() > 3 {
        let lasts = ids().map(|id| id.rsplit('/').next().unwrap_or_default());
        if let Some(word) = nearest(last, lasts) {
            near.extend(ids().filter(|id| id.rsplit('/').next() == Some(word)));
        }
    }
    near.dedup();
    near.truncate(3);
    near
}

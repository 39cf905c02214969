//! Follow-up work that front matter states.

use super::moments::Clock;
use super::report::{one_of, read_moment, read_word, stated};
use crate::diagnostic::Level;
use crate::model::{Action, ActionKind, ActionStatus, Origin, Sourced};
use crate::source::Span;
use crate::tree::{Fields, Log, Node, Value, nearest, nodes_of, wrong_type};

/// Reads the entries of `actions`.
pub(super) fn read(fields: &mut Fields<'_>, clock: &Clock, log: &mut Log) -> Vec<Action> {
    let mut actions = Vec::new();
    for entry in fields.all("actions") {
        for node in nodes_of(&entry.node) {
            actions.extend(read_action(node, clock, log));
        }
    }
    super::distinct_ids(&mut actions);
    actions
}

fn read_action(node: &Node, clock: &Clock, log: &mut Log) -> Option<Action> {
    let entries = match &node.value {
        Value::Map(entries) => entries,
        Value::Scalar(scalar) => return Some(plain_action(scalar.text.trim(), node.span.clone())),
        Value::Null => return None,
        Value::List(_) => {
            wrong_type(
                log,
                node.span.clone(),
                "actions",
                "a map with `title`",
                "a list",
            );
            return None;
        }
    };
    let mut fields = Fields::named(entries, |key| match crate::tree::fold_key(key).as_str() {
        "description" | "text" | "action" | "name" => "title".to_owned(),
        "assignee" | "who" | "team" => "owner".to_owned(),
        "type" => "kind".to_owned(),
        "state" => "status".to_owned(),
        "due-date" | "deadline" => "due".to_owned(),
        "links" | "url" | "ticket" | "issue" => "link".to_owned(),
        other => other.to_owned(),
    });
    let title = fields.text("title", log);
    let mut action = plain_action(
        title.as_ref().map_or("", |title| &title.value),
        node.span.clone(),
    );
    action.owner = fields.text("owner", log).map(stated);
    action.kind = read_word(
        &mut fields,
        "kind",
        &ActionKind::ALL,
        ActionKind::as_str,
        log,
    );
    action.status = read_action_status(&mut fields, log);
    action.due = read_moment(&mut fields, "due", clock, log).map(|at| at.map(|at| at.latest_day()));
    action.links = fields
        .texts("link", log)
        .into_iter()
        .map(|link| link.value)
        .collect();
    fields.finish(
        &["title", "owner", "kind", "status", "due", "link"],
        "an action",
        log,
    );
    if title.is_none() {
        wrong_type(
            log,
            node.span.clone(),
            "actions",
            "a map with `title`",
            "a map without it",
        );
        return None;
    }
    Some(action)
}

/// Reads a status, in the words of this format or in others that mean one of them.
fn read_action_status(fields: &mut Fields<'_>, log: &mut Log) -> Option<Sourced<ActionStatus>> {
    let found = fields.text("status", log)?;
    if let Some(status) = ActionStatus::from_words(&found.value) {
        return Some(Sourced::stated(status, found.span));
    }
    let words = ActionStatus::ALL.map(ActionStatus::as_str);
    let near = nearest(&found.value.to_lowercase(), words);
    let finding = log.add(
        "action-unknown-status",
        Level::Warning,
        found.span,
        format!("`{}` is not a known `status`", found.value),
    );
    finding.label = Some(format!("expected {}", one_of(&words)));
    finding.help = near.map(|near| format!("did you mean `{near}`?"));
    None
}

fn plain_action(title: &str, span: Span) -> Action {
    Action {
        id: Action::id_of(title),
        title: title.to_owned(),
        owner: None,
        kind: None,
        status: None,
        due: None,
        links: Vec::new(),
        origin: Origin::Stated,
        span,
    }
}

//! The JSON Schema of a report's front matter.

use super::{DIALECT, defined, described, map};
use crate::config::{Config, NamedLevel};
use crate::load::keys::{KEYS, PASSED_OVER};
use crate::model::{ActionKind, ActionStatus, Detection, EventKind, Mitigation, Role};
use serde_json::{Map, Value, json};

/// Returns the schema of front matter with the levels, causes and keys of some settings. Editors
/// propose the canonical keys; other spellings are known, too.
pub fn front_matter(config: &Config) -> Value {
    let mut properties = Map::new();
    let mut spellings = Map::new();
    for (key, aliases) in KEYS {
        let schema = property(key, config);
        let own = config.key_aliases.get(*key).into_iter().flatten();
        let names: Vec<String> = [*key]
            .into_iter()
            .chain(aliases.iter().copied())
            .map(str::to_owned)
            .chain(own.map(|name| crate::tree::fold_key(name)))
            .map(|name| spelling(&name))
            .collect();
        spellings.insert(
            any_of(&names),
            json!({ "$ref": format!("#/properties/{key}") }),
        );
        properties.insert((*key).to_owned(), schema);
    }
    let passed = PASSED_OVER.iter().map(|name| spelling(name));
    let extra = config
        .extra_keys
        .iter()
        .map(|name| spelling(&crate::tree::fold_key(name)));
    let passed: Vec<String> = passed.chain(extra).collect();
    spellings.insert(
        any_of(&passed),
        json!({ "description": "Passed on to templates and exports unread." }),
    );
    spellings.insert(
        "^[xX][-_ ]".to_owned(),
        json!({ "description": "A key of your own, passed on to templates and exports." }),
    );
    json!({
        "$schema": DIALECT,
        "title": "Front matter of a casebook report",
        "type": ["object", "null"],
        "properties": properties,
        "patternProperties": spellings,
        "additionalProperties": false,
        "definitions": {
            "text": { "type": ["string", "number", "boolean", "null"] },
            "time": { "type": ["string", "integer", "null"] },
            "author": author(),
            "cause-id": cause_id(config),
            "cause": cause(),
            "event": event(),
            "action": action(),
        },
    })
}

/// Keys are read in any of these forms: `start-time`, `start_time`, `Start time`, `startTime`.
fn spelling(name: &str) -> String {
    name.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                let rest = letters.as_str();
                let lower = first.to_lowercase();
                let upper = first.to_uppercase();
                format!("[{lower}{upper}]{rest}")
            })
        })
        .collect::<Vec<_>>()
        .join("[-_ ]?")
}

fn any_of(names: &[String]) -> String {
    format!("^({})$", names.join("|"))
}

/// What a key is for and what it holds.
fn property(key: &str, config: &Config) -> Value {
    let (description, schema) = match key {
        "title" => (
            "What happened, in one line. Else the first heading.",
            text(),
        ),
        "status" => ("How far the report is.", level(&config.statuses)),
        "severity" => ("How bad it was.", level(&config.severities)),
        "authors" => ("Who wrote the report.", list_of("author")),
        "services" => ("What was affected.", texts()),
        "causes" => (
            "What contributed, by ids of the taxonomy; there is seldom just one.",
            list(json!({ "anyOf": [defined("cause-id"), defined("cause")] })),
        ),
        "trigger" => (
            "What set it off: an id of the taxonomy, or a few words.",
            text(),
        ),
        "detection" => (
            "How it was noticed.",
            word(Detection::ALL.iter().map(|each| each.as_str())),
        ),
        "mitigation" => (
            "What ended the impact.",
            word(Mitigation::ALL.iter().map(|each| each.as_str())),
        ),
        "tags" => ("Words to find it by.", texts()),
        "started" => (
            "When it began, as exactly as is known: 2024, 2024-03, 2024-03-02, 2024-03-02 09:14.",
            time(),
        ),
        "detected" => ("When it was noticed.", time()),
        "acknowledged" => ("When somebody took it on.", time()),
        "declared" => ("When it was called an incident.", time()),
        "identified" => ("When it was understood.", time()),
        "mitigated" => ("When the impact ended.", time()),
        "resolved" => (
            "When all of it was over; `true` says that it is, and not when.",
            json!({ "type": ["string", "integer", "boolean", "null"] }),
        ),
        "published" => ("When the report was published.", time()),
        "timezone" => (
            "Zone of times that state none, such as Europe/London.",
            text(),
        ),
        "language" => (
            "Language of the report, as a tag such as de or pt-BR, where it is not that of the site.",
            text(),
        ),
        "summary" => ("One or two sentences of Markdown.", text()),
        "impact" => ("Who could not do what, as Markdown.", text()),
        "timeline" => ("What happened when, in order.", list_of("event")),
        "actions" => ("What follows from it.", list_of("action")),
        "related" => ("Other reports, by their file names without `.md`.", texts()),
        "sources" => ("Addresses of what it is written from.", texts()),
        "audience" => ("Who may read it.", word(["internal", "public"].into_iter())),
        // A key without words here fails the test that looks for descriptions.
        _ => ("", json!({})),
    };
    described(description, schema)
}

/// Whatever YAML makes of a single value, casebook reads it as it was written.
fn text() -> Value {
    defined("text")
}

/// A time may be as short as a year.
fn time() -> Value {
    defined("time")
}

/// A list, or a single one of its values.
fn list(one: Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

fn texts() -> Value {
    list(text())
}

/// One of a fixed set.
fn word<'w>(words: impl Iterator<Item = &'w str>) -> Value {
    let mut words: Vec<Value> = words.map(Value::from).collect();
    words.push(Value::Null);
    json!({ "enum": words })
}

/// Ids are proposed; other spellings are read, too.
fn level(levels: &[NamedLevel]) -> Value {
    let ids: Vec<&str> = levels.iter().map(|level| level.id.as_str()).collect();
    json!({ "anyOf": [{ "enum": ids }, text()] })
}

/// Maps of some kind, or texts that stand for them.
fn list_of(name: &str) -> Value {
    list(json!({ "anyOf": [text(), defined(name)] }))
}

fn author() -> Value {
    map(
        "A person.",
        &[
            ("name", described("The name.", text())),
            (
                "active",
                described(
                    "Whether they are still around.",
                    json!({ "type": ["boolean", "string"] }),
                ),
            ),
            ("email", described("Not read.", text())),
            ("role", described("Not read.", text())),
            ("team", described("Not read.", text())),
            ("url", described("Not read.", text())),
        ],
    )
}

fn cause_id(config: &Config) -> Value {
    let (ids, titles): (Vec<&str>, Vec<String>) = config
        .taxonomy
        .iter()
        .map(|cause| {
            let about = format!("{}: {}", cause.title, cause.description);
            (cause.id.as_str(), about)
        })
        .unzip();
    json!({ "anyOf": [{ "enum": ids, "enumDescriptions": titles }, text()] })
}

fn cause() -> Value {
    map(
        "A cause with its part in it.",
        &[
            (
                "id",
                described("An id of the taxonomy.", defined("cause-id")),
            ),
            (
                "role",
                described(
                    "The part it played; `contributing` when it says nothing.",
                    word(Role::ALL.iter().map(|each| each.as_str())),
                ),
            ),
            ("note", described("How it contributed here.", text())),
        ],
    )
}

fn event() -> Value {
    let kinds = word(EventKind::ALL.iter().map(|each| each.as_str()));
    with_spellings(
        "An event.",
        &[
            (
                "at",
                &["time", "when", "date", "timestamp"],
                "When it happened.",
                time(),
            ),
            ("until", &["end", "to"], "When it ended.", time()),
            (
                "kind",
                &["type"],
                "What kind of event it is: a milestone, or one of the other words.",
                kinds,
            ),
            (
                "text",
                &["description", "event", "what", "message"],
                "What happened, as Markdown.",
                text(),
            ),
        ],
    )
}

fn action() -> Value {
    let kinds = word(ActionKind::ALL.iter().map(|each| each.as_str()));
    let statuses = ActionStatus::ALL.iter().map(|each| each.as_str());
    let statuses: Vec<&str> = statuses.collect();
    let status = json!({ "anyOf": [{ "enum": statuses }, text()] });
    with_spellings(
        "A follow-up.",
        &[
            (
                "title",
                &["description", "text", "action", "name"],
                "What is to be done.",
                text(),
            ),
            (
                "owner",
                &["assignee", "who", "team"],
                "Who does it: a person or a team.",
                text(),
            ),
            ("kind", &["type"], "What it is for.", kinds),
            ("status", &["state"], "How far it is.", status),
            ("due", &["due-date", "deadline"], "By when.", time()),
            (
                "link",
                &["links", "url", "ticket", "issue"],
                "Where it is tracked.",
                texts(),
            ),
        ],
    )
}

fn with_spellings(description: &str, keys: &[(&str, &[&str], &str, Value)]) -> Value {
    let properties: Vec<(&str, Value)> = keys
        .iter()
        .map(|(key, _, words, schema)| (*key, described(words, schema.clone())))
        .collect();
    let spellings: Map<String, Value> = keys
        .iter()
        .map(|(key, aliases, _, schema)| {
            let names: Vec<String> = [*key]
                .iter()
                .chain(*aliases)
                .map(|name| spelling(name))
                .collect();
            (
                any_of(&names),
                described(&format!("Read as `{key}`."), schema.clone()),
            )
        })
        .collect();
    let mut schema = map(description, &properties);
    schema["patternProperties"] = spellings.into();
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_many_spellings() {
        assert_eq!(spelling("start-time"), "[sS]tart[-_ ]?[tT]ime");
    }

    #[test]
    fn every_key_is_explained() {
        for (key, _) in KEYS {
            assert_ne!(
                property(key, &Config::default())["description"],
                "",
                "{key}"
            );
        }
    }
}

//! What templates may name, as a list for people, from the types of the views.

use super::Variables;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// One name of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// How a template writes it: `page.title`, `causes[].href`.
    pub path: String,
    /// What it holds: `text`, `number`, `list of text` ..
    pub holds: String,
    /// Whether it may be missing.
    pub is_optional: bool,
    /// What it means.
    pub meaning: String,
}

/// What all pages share is listed once.
pub const SHARED: &str = "page";

/// How deep names nest; a type that holds itself would nest without end.
const DEEPEST: usize = 8;

/// Lists the variables of a template in the order of its view.
pub fn list(variables: &Variables) -> Vec<Variable> {
    let mut generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let schema = (variables.schema)(&mut generator);
    let definitions = generator.take_definitions(true);
    let mut found = Vec::new();
    let walk = Walk {
        definitions: &definitions,
    };
    let top = walk.resolved(schema.as_value());
    walk.properties(top, "", 0, &mut found);
    found
}

struct Walk<'w> {
    definitions: &'w Map<String, Value>,
}

/// A schema without the wrappings that say "or null" and "see there".
struct Plain<'w> {
    schema: &'w Value,
    /// The name of its type, where it has one.
    name: Option<&'w str>,
    is_optional: bool,
}

impl<'w> Walk<'w> {
    fn resolved(&self, schema: &'w Value) -> &'w Value {
        self.plain(schema).schema
    }

    fn plain(&self, schema: &'w Value) -> Plain<'w> {
        let mut plain = Plain {
            schema,
            name: None,
            is_optional: false,
        };
        for _ in 0..DEEPEST {
            let wrapped = ["anyOf", "oneOf", "allOf"]
                .iter()
                .find_map(|key| plain.schema.get(key)?.as_array());
            if let Some(either) = wrapped {
                let is_null = |schema: &&Value| schema.get("type").is_some_and(|it| it == "null");
                plain.is_optional |= either.iter().any(|schema| is_null(&schema));
                let mut rest = either.iter().filter(|schema| !is_null(schema));
                match (rest.next(), rest.next()) {
                    (Some(only), None) => plain.schema = only,
                    _ => return plain,
                }
            } else if let Some(name) = plain.schema.get("$ref").and_then(Value::as_str) {
                let name = name.rsplit('/').next().unwrap_or(name);
                let Some(definition) = self.definitions.get(name) else {
                    return plain;
                };
                plain.name = Some(name);
                plain.schema = definition;
            } else {
                return plain;
            }
        }
        plain
    }

    fn properties(&self, schema: &'w Value, before: &str, depth: usize, found: &mut Vec<Variable>) {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            return;
        };
        for (name, property) in properties {
            let path = match before {
                "" => name.clone(),
                before => format!("{before}.{name}"),
            };
            self.variable(path, property, depth, found);
        }
    }

    fn variable(&self, path: String, schema: &'w Value, depth: usize, found: &mut Vec<Variable>) {
        let plain = self.plain(schema);
        let is_null = |schema: &Value| {
            let kinds = schema.get("type").and_then(Value::as_array);
            kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "null"))
        };
        let meaning = [schema, plain.schema]
            .iter()
            .find_map(|schema| schema.get("description")?.as_str())
            .unwrap_or_default();
        found.push(Variable {
            holds: self.holds(&plain),
            is_optional: plain.is_optional || is_null(plain.schema),
            meaning: meaning.split_whitespace().collect::<Vec<_>>().join(" "),
            path: path.clone(),
        });
        if depth >= DEEPEST || path == SHARED && depth > 0 {
            return;
        }
        self.properties(plain.schema, &path, depth + 1, found);
        if let Some(items) = plain.schema.get("items") {
            self.properties(self.resolved(items), &format!("{path}[]"), depth + 1, found);
        }
        // The fields of every variant; a template asks which are there.
        for variant in ["oneOf", "anyOf"] {
            let variants = plain.schema.get(variant).and_then(Value::as_array);
            for schema in variants.into_iter().flatten() {
                self.properties(self.resolved(schema), &path, depth + 1, found);
            }
        }
    }

    fn holds(&self, plain: &Plain<'w>) -> String {
        if plain.name == Some("Html") {
            return "markup, safe to print".to_owned();
        }
        let schema = plain.schema;
        let choices: Vec<String> = self
            .choices(schema)
            .iter()
            .map(|choice| format!("`{choice}`"))
            .collect();
        if !choices.is_empty() {
            return choices.join(" or ");
        }
        let kinds: Vec<&str> = match schema.get("type") {
            Some(Value::String(kind)) => vec![kind],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let kind = kinds.iter().find(|kind| **kind != "null");
        match kind.copied() {
            Some("string") => "text".to_owned(),
            Some("integer" | "number") => "number".to_owned(),
            Some("boolean") => "true or false".to_owned(),
            Some("array") => match schema.get("items").map(|items| self.plain(items)) {
                Some(items) => format!("list of {}", self.holds(&items)),
                None => "list".to_owned(),
            },
            Some("object") | None if schema.get("properties").is_some() => "fields".to_owned(),
            _ => "one of several".to_owned(),
        }
    }

    /// The words that a text may be, where they are known.
    fn choices(&self, schema: &'w Value) -> Vec<&'w str> {
        let of = |schema: &'w Value| -> Vec<&'w str> {
            let listed = schema.get("enum").and_then(Value::as_array);
            let listed = listed.into_iter().flatten().filter_map(Value::as_str);
            listed
                .chain(schema.get("const").and_then(Value::as_str))
                .collect()
        };
        match schema.get("oneOf").and_then(Value::as_array) {
            Some(variants) => {
                let all: Vec<Vec<&str>> = variants.iter().map(of).collect();
                if all.iter().any(Vec::is_empty) {
                    return Vec::new();
                }
                all.concat()
            }
            None => of(schema),
        }
    }
}

/// The variables of all templates as a page of the documentation.
pub fn document(all: &[Variables]) -> String {
    let mut page = String::from(
        "# Variables of templates\n\n\
         What the built-in templates are given, by template. This page is made from the code and held by a test:\n\
         a name here does not change without a line in the changelog. `casebook theme variables TEMPLATE` prints the\n\
         same. How themes work is told in [Themes](themes.md).\n\n\
         `[]` stands for each entry of a list. What is *optional* is null where there is nothing to say. Text is\n\
         escaped when it is printed; what is said to be markup is printed with `| safe`.\n",
    );
    let mut is_first = true;
    for variables in all {
        let listed = list(variables);
        let is_shared =
            |it: &&Variable| it.path == SHARED || it.path.starts_with(&format!("{SHARED}."));
        if std::mem::take(&mut is_first) {
            let _ = write!(page, "\n## Every page\n\n");
            table(listed.iter().filter(is_shared), &mut page);
        }
        let own: Vec<&Variable> = listed.iter().filter(|it| !is_shared(it)).collect();
        let _ = write!(page, "\n## {}\n\n", variables.template);
        if own.is_empty() {
            page.push_str("Only what every page has.\n");
        } else {
            table(own.into_iter(), &mut page);
        }
    }
    page
}

fn table<'v>(variables: impl Iterator<Item = &'v Variable>, page: &mut String) {
    page.push_str("| Variable | Holds | Meaning |\n|---|---|---|\n");
    for variable in variables {
        let optional = if variable.is_optional {
            ", optional"
        } else {
            ""
        };
        let _ = writeln!(
            page,
            "| `{}` | {}{optional} | {} |",
            variable.path,
            variable.holds.replace('|', "\\|"),
            variable.meaning.replace('|', "\\|"),
        );
    }
}

//! JSON Schemas for editors and programs: of front matter, book.toml, findings and exports.

mod book;
mod front_matter;

pub use book::book;
pub use front_matter::front_matter;

use serde_json::{Value, json};

const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// A property with what it is for.
fn described(description: &str, schema: Value) -> Value {
    let mut with = serde_json::Map::new();
    with.insert("description".to_owned(), description.into());
    if let Value::Object(rest) = schema {
        with.extend(rest);
    }
    with.into()
}

/// A map of known keys; unknown ones are marked.
fn map(description: &str, properties: &[(&str, Value)]) -> Value {
    described(
        description,
        json!({
            "type": "object",
            "properties": properties
                .iter()
                .map(|(key, schema)| ((*key).to_owned(), schema.clone()))
                .collect::<serde_json::Map<_, _>>(),
            "additionalProperties": false,
        }),
    )
}

/// Refers to a schema that is written once. Not a bare `$ref`: beside one, nothing else counts.
fn defined(name: &str) -> Value {
    json!({ "allOf": [{ "$ref": format!("#/definitions/{name}") }] })
}

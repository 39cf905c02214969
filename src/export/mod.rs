//! The whole archive as data, for other programs.

pub mod csv;
mod view;

pub use view::{Archive, Incident, Time};

use crate::config::Config;
use crate::model::Corpus;

/// Version of the format. Fields may come; when one changes or goes, this number rises.
pub const VERSION: u32 = 1;

/// Turns all incidents into what programs read, by slug.
pub fn archive(corpus: &Corpus, config: &Config) -> Archive {
    Archive {
        version: VERSION,
        title: config.title.clone(),
        incidents: corpus
            .iter()
            .map(|incident| view::incident(incident, config))
            .collect(),
    }
}

/// Prints one JSON document.
pub fn json(archive: &Archive) -> String {
    let text = serde_json::to_string_pretty(archive).unwrap_or_default();
    format!("{text}\n")
}

/// Prints one incident a line.
pub fn json_lines(archive: &Archive) -> String {
    archive
        .incidents
        .iter()
        .map(|incident| format!("{}\n", serde_json::to_string(incident).unwrap_or_default()))
        .collect()
}

/// Prints the JSON Schema of the document.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Archive);
    format!(
        "{}\n",
        serde_json::to_string_pretty(&schema).unwrap_or_default()
    )
}

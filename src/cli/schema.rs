//! `casebook schema`.

use super::{CLEAN, Global, print};
use crate::diagnostic::json;
use crate::error::Error;
use crate::{export, schema, stats};
use clap::{Args, ValueEnum};

/// What there are schemas of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Front matter of reports, with the levels, causes and keys of this project's book.toml
    FrontMatter,
    /// book.toml
    Book,
    /// What `casebook check --format json` prints
    Findings,
    /// What `casebook export` prints
    Export,
    /// What `casebook stats --format json` prints
    Stats,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  casebook schema front-matter > .vscode/casebook-front-matter.json\n  casebook schema book"
)]
pub(super) struct Arguments {
    /// Of what
    #[arg(value_name = "OF")]
    kind: Kind,
}

/// Prints a JSON Schema.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    let printed = match arguments.kind {
        Kind::FrontMatter => pretty(&schema::front_matter(&global.project()?.config)),
        Kind::Book => pretty(&schema::book()),
        Kind::Findings => pretty(json::schema().as_value()),
        Kind::Export => export::schema(),
        Kind::Stats => stats::schema(),
    };
    print(&printed)?;
    Ok(CLEAN)
}

fn pretty(schema: &serde_json::Value) -> String {
    let text = serde_json::to_string_pretty(schema).unwrap_or_default();
    format!("{text}\n")
}

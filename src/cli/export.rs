//! `casebook export`.

use super::{CLEAN, Global, print};
use crate::check::Strictness;
use crate::error::Error;
use crate::{export, pipeline};
use clap::{Args, ValueEnum};

/// The formats of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON document
    Json,
    /// One JSON object a line, one line an incident
    Jsonl,
    /// One row an incident
    Csv,
    /// The JSON Schema of the JSON document
    Schema,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  casebook export > archive.json\n  casebook export --format csv --src ~/wiki-export > archive.csv"
)]
pub(super) struct Arguments {
    /// In which format
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    format: Format,
}

/// Prints the whole archive. Findings are the business of `check`.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    if arguments.format == Format::Schema {
        print(&export::schema())?;
        return Ok(CLEAN);
    }
    let project = global.project()?;
    let checked = pipeline::check(&project, Strictness::Usual)?;
    let archive = export::archive(&checked.corpus, &project.config);
    print(&match arguments.format {
        Format::Json => export::json(&archive),
        Format::Jsonl => export::json_lines(&archive),
        Format::Csv => export::csv::print(&archive),
        Format::Schema => export::schema(),
    })?;
    Ok(CLEAN)
}

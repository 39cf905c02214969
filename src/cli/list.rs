//! `casebook list`.

use super::entry::{self, Entry};
use super::{CLEAN, Global, print, say};
use crate::analyze::facts;
use crate::check::Strictness;
use crate::diagnostic::human::counted;
use crate::error::Error;
use crate::model::Incident;
use crate::pipeline;
use crate::query::{self, Note, Query, What};
use clap::{Args, ValueEnum};

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people
    Human,
    /// One JSON array
    Json,
    /// The reports' files, one a line
    Paths,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
#[command(
    after_help = "Filters: service, cause, severity, status, tag, detection, year, before, after, duration, has;\n`-` in front of one turns it around, commas separate alternatives, and `*` ends a prefix.\n\nExamples:\n  casebook list\n  casebook list service:api cause:network after:2024\n  casebook list 'duration:>2h' severity:sev1,sev2\n  casebook list -has:causes --format paths"
)]
pub(super) struct Arguments {
    /// Which incidents, such as `service:api year:2024`; without any, all
    #[arg(value_name = "FILTERS")]
    filters: Vec<String>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Most incidents to print
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
}

/// Prints the incidents that pass all filters, the latest first.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    let project = global.project()?;
    let checked = pipeline::check(&project, Strictness::Usual)?;
    let query = query::parse(&joined(&arguments.filters));
    let names = facts::names(&checked.corpus, &project.config);
    let mut notes = query.notes.clone();
    notes.extend(words(&query));
    notes.extend(names.unknown(&query));
    if !notes.is_empty() && !global.quiet {
        say(&entry::notes(&notes));
    }
    let mut found = checked.corpus.newest_first();
    found.retain(|incident| query.matches(&facts::of(incident), &names));
    let all = found.len();
    found.truncate(arguments.limit.unwrap_or(all));
    print(&printed(&found, arguments.format, &project))?;
    if arguments.format == Format::Human && !global.quiet {
        say(&format!(
            "{} of {}",
            found.len(),
            counted(checked.corpus.len(), "incident")
        ));
    }
    Ok(CLEAN)
}

/// The arguments as one query. The shell took quotes away; where a value has spaces they come back.
pub(super) fn joined(arguments: &[String]) -> String {
    let quoted = arguments.iter().map(|argument| {
        if !argument.contains(char::is_whitespace) || argument.contains('"') {
            return argument.clone();
        }
        let filter = argument
            .split_once(':')
            .filter(|(name, _)| query::Field::from_name(name.trim_start_matches('-')).is_some());
        match filter {
            Some((name, value)) => format!("{name}:\"{value}\""),
            None => argument.clone(),
        }
    });
    quoted.collect::<Vec<_>>().join(" ")
}

pub(super) fn words(query: &Query) -> Vec<Note> {
    let words = query.terms.iter().filter_map(|term| match &term.what {
        What::Word { text, .. } | What::Phrase(text) => Some(Note {
            span: term.span.clone(),
            text: format!(
                "`{text}` is no filter, so it is left out; `casebook search` looks for words"
            ),
        }),
        What::Filter(_) => None,
    });
    words.collect()
}

fn printed(found: &[&Incident], format: Format, project: &crate::project::Project) -> String {
    match format {
        Format::Human => entry::table(found, &project.config),
        Format::Paths => {
            let shown = project.shown_src.trim_end_matches('/');
            let paths = found.iter().map(|incident| match shown {
                "" => format!("{}\n", incident.path),
                shown => format!("{shown}/{}\n", incident.path),
            });
            paths.collect()
        }
        Format::Json => {
            let entries: Vec<Entry> = found.iter().map(|incident| Entry::new(incident)).collect();
            // Text and numbers always have a JSON form.
            serde_json::to_string_pretty(&entries).unwrap_or_default() + "\n"
        }
    }
}

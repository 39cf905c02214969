//! `casebook search`.

use super::entry::{self, Entry};
use super::list::joined;
use super::{CLEAN, Global, paint, print, say};
use crate::check::Strictness;
use crate::diagnostic::human::counted;
use crate::error::Error;
use crate::language::Language;
use crate::model::Incident;
use crate::pipeline::{self, Checked};
use crate::project::Project;
use crate::query;
use crate::render::passages;
use crate::search::{Answer, Excerpt, Hit, Index};
use clap::{Args, ValueEnum};
use serde::Serialize;

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Titles with the words around what was found
    Human,
    /// One JSON document
    Json,
}

/// Arguments of `search`.
#[derive(Debug, Args)]
#[command(
    after_help = "Words find their other forms, their beginnings and, where nothing fits, what is spelt alike.\n`casebook list --help` has the filters.\n\nExamples:\n  casebook search connection pool exhausted\n  casebook search '\"connection pool\"' service:api after:2024 -n 3\n  casebook search outage -network --format json\n  casebook search -- --force"
)]
pub(super) struct Arguments {
    /// Words, \"phrases\" and filters such as `service:api`
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// How results are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Most results to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

/// What was found, for programs. Names and meanings of fields are promises.
#[derive(Debug, Serialize)]
struct Found {
    query: String,
    notes: Vec<String>,
    /// How many incidents were found, printed or not.
    total: usize,
    results: Vec<Match>,
}

#[derive(Debug, Serialize)]
struct Match {
    #[serde(flatten)]
    entry: Entry,
    /// Larger is likelier; only for comparison within one answer.
    score: f64,
    /// The part of the site that the excerpt stands in.
    address: String,
    excerpt: Option<Quote>,
}

#[derive(Debug, Serialize)]
struct Quote {
    /// The heading above it, or the time of the event.
    label: String,
    text: String,
    /// Start and end of each match in `text`, in characters.
    marks: Vec<[usize; 2]>,
}

/// Prints the incidents that the words most likely mean.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    let project = global.project()?;
    let checked = pipeline::check(&project, Strictness::Usual)?;
    let english = Language::english();
    let index = passages::index(&checked.corpus, &checked.sources, &project.config, &english);
    let text = joined(&arguments.words);
    let answer = index.search(&query::parse(&text));
    let shown = answer.hits.iter().take(arguments.limit);
    let matches: Vec<_> = shown
        .filter_map(|hit| found(hit, &index, &checked))
        .map(|(hit, incident)| {
            let document =
                passages::document(incident, &checked.sources, &project.config, &english);
            (hit, incident, index.excerpt(&document, &answer))
        })
        .collect();
    match arguments.format {
        Format::Json => print(&json(&text, &answer, matches))?,
        Format::Human => {
            if !answer.notes.is_empty() && !global.quiet {
                say(&entry::notes(&answer.notes));
            }
            for (_, incident, excerpt) in &matches {
                print(&human(incident, excerpt.as_ref(), &project))?;
            }
            if !global.quiet {
                say(&format!(
                    "{} of {}",
                    matches.len(),
                    counted(answer.hits.len(), "result")
                ));
            }
        }
    }
    Ok(CLEAN)
}

fn found<'c>(hit: &Hit, index: &Index, checked: &'c Checked) -> Option<(Hit, &'c Incident)> {
    let slug = index.slug(hit.document);
    let mut incidents = checked.corpus.iter();
    let incident = incidents.find(|incident| incident.slug.as_str() == slug)?;
    Some((*hit, incident))
}

fn human(incident: &Incident, excerpt: Option<&Excerpt>, project: &Project) -> String {
    const BOLD: &str = "\u{1b}[1m";
    const DIM: &str = "\u{1b}[2m";
    let columns = entry::columns(incident, &project.config);
    let known: Vec<&str> = columns
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let path = match project.shown_src.trim_end_matches('/') {
        "" => incident.path.clone(),
        shown => format!("{shown}/{}", incident.path),
    };
    let mut text = format!(
        "{}\n  {}\n",
        paint(&incident.title.value, BOLD),
        paint(&format!("{}  {path}", known.join("  ")), DIM)
    );
    if let Some(excerpt) = excerpt {
        let label = match excerpt.label.as_str() {
            "" => String::new(),
            label => format!("{label}: "),
        };
        text.push_str(&format!("  {label}{}\n", marked(excerpt)));
    }
    text.push('\n');
    text
}

fn marked(excerpt: &Excerpt) -> String {
    const MARK: &str = "\u{1b}[1;33m";
    let mut text = String::new();
    let mut at = 0;
    for mark in &excerpt.marks {
        text.push_str(&excerpt.text[at..mark.start]);
        text.push_str(&paint(&excerpt.text[mark.clone()], MARK));
        at = mark.end;
    }
    text.push_str(&excerpt.text[at..]);
    text
}

fn json(query: &str, answer: &Answer, matches: Vec<(Hit, &Incident, Option<Excerpt>)>) -> String {
    let results = matches.into_iter().map(|(hit, incident, excerpt)| {
        let anchor = match excerpt.as_ref().map(|excerpt| excerpt.anchor.as_str()) {
            None | Some("") => String::new(),
            Some(anchor) => format!("#{anchor}"),
        };
        Match {
            entry: Entry::new(incident),
            score: (hit.score * 1e4).round() / 1e4,
            address: format!("incidents/{}.html{anchor}", incident.slug),
            excerpt: excerpt.map(quote),
        }
    });
    let found = Found {
        query: query.to_owned(),
        notes: answer.notes.iter().map(|note| note.text.clone()).collect(),
        total: answer.hits.len(),
        results: results.collect(),
    };
    // Text and finite numbers always have a JSON form.
    serde_json::to_string_pretty(&found).unwrap_or_default() + "\n"
}

fn quote(excerpt: Excerpt) -> Quote {
    let count = |end: usize| excerpt.text[..end].chars().count();
    Quote {
        marks: excerpt
            .marks
            .iter()
            .map(|mark| [count(mark.start), count(mark.end)])
            .collect(),
        label: excerpt.label.clone(),
        text: excerpt.text.clone(),
    }
}

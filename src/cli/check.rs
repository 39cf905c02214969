//! `casebook check`.

use super::{CLEAN, CONTENT_HAS_ERRORS, Global, fix, print, say};
use crate::check::Strictness;
use crate::cli::inference;
use crate::diagnostic::{self, Diagnostic, Level, human, json, short};
use crate::error::Error;
use crate::model::Incident;
use crate::pipeline::{self, Checked};
use crate::source::Sources;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With an excerpt, a mark and the way out
    Human,
    /// One line each: `file:line:column: level[rule] message`
    Short,
    /// One JSON document
    Json,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  casebook check\n  casebook check incidents/2024-03-02-failover.md\n  casebook check --diff\n  casebook check --fix\n  casebook check --src ~/wiki-export --format short"
)]
pub(super) struct Arguments {
    /// Show only findings in these files and folders; all reports are still read, so that links
    /// between them are known
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Take every warning as an error
    #[arg(long)]
    strict: bool,
    /// Instead of findings, print every value of the reports and where it comes from: stated, or
    /// inferred from what
    #[arg(long)]
    explain_inference: bool,
    #[command(flatten)]
    fixes: fix::FixArguments,
}

/// Checks and prints; 1 when an error stands.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    let project = global.project()?;
    let strictness = if arguments.strict {
        Strictness::Strict
    } else {
        Strictness::Usual
    };
    arguments.fixes.checked()?;
    let mut checked = pipeline::check(&project, strictness)?;
    if arguments.fixes.is_wanted() {
        name_reports(&arguments.paths, &checked)?;
        let files = arguments.fixes.plan(&arguments.paths, &project, &checked)?;
        if arguments.fixes.diff {
            return fix::show(&files, &checked, global);
        }
        fix::write(files, &project, &checked, global)?;
        checked = pipeline::check(&project, strictness)?;
    }
    if !arguments.paths.is_empty() {
        keep_only(&arguments.paths, &mut checked)?;
    }
    if arguments.explain_inference {
        print(&explained(&arguments.paths, &checked))?;
        return Ok(CLEAN);
    }
    print(&printed(
        &checked.findings,
        &checked.sources,
        arguments.format,
        global,
    ))?;
    if arguments.format == Format::Human && !global.quiet {
        say(&human::summary(&checked.findings, checked.reports));
    }
    let errors = diagnostic::tally(&checked.findings).errors;
    Ok(if errors > 0 {
        CONTENT_HAS_ERRORS
    } else {
        CLEAN
    })
}

fn explained(paths: &[PathBuf], checked: &Checked) -> String {
    let wanted = as_printed(paths);
    let name = |incident: &Incident| checked.sources.get(incident.source).name.as_str();
    let explained: Vec<String> = checked
        .corpus
        .iter()
        .filter(|incident| {
            wanted.is_empty() || wanted.iter().any(|path| below(name(incident), path))
        })
        .map(|incident| inference::explain(incident, &checked.sources))
        .collect();
    explained.join("\n")
}

/// Prints findings in a format.
pub(super) fn printed(
    findings: &[Diagnostic],
    sources: &Sources,
    format: Format,
    global: &Global,
) -> String {
    let shown = |finding: &&Diagnostic| !global.quiet || finding.level == Level::Error;
    let findings: Vec<Diagnostic> = findings.iter().filter(shown).cloned().collect();
    match format {
        Format::Human => findings
            .iter()
            .map(|finding| format!("{}\n\n", human::print(finding, sources)))
            .collect(),
        Format::Short => findings
            .iter()
            .map(|finding| format!("{}\n", short::print(finding, sources)))
            .collect(),
        Format::Json => format!("{}\n", json::print(&findings, sources)),
    }
}

/// Keeps the findings below the paths that were named. A path that names no report is an error:
/// silence would look like praise.
fn keep_only(paths: &[PathBuf], checked: &mut Checked) -> Result<(), Error> {
    name_reports(paths, checked)?;
    let wanted = as_printed(paths);
    let sources = &checked.sources;
    let is_wanted = |name: &str| wanted.iter().any(|path| below(name, path));
    checked
        .findings
        .retain(|finding| is_wanted(&sources.get(finding.place.file).name));
    checked.reports = sources
        .iter()
        .filter(|file| file.name != "book.toml" && is_wanted(&file.name))
        .count();
    Ok(())
}

/// Refuses paths that name no report.
fn name_reports(paths: &[PathBuf], checked: &Checked) -> Result<(), Error> {
    let wanted = as_printed(paths);
    for path in &wanted {
        if !checked.sources.iter().any(|file| below(&file.name, path)) {
            return Err(Error::Told(format!(
                "`{path}` is no report of this archive\n  = help: paths are written as findings print them, such as `incidents/2024-03-02-failover.md`"
            )));
        }
    }
    Ok(())
}

/// Paths as findings print them.
pub(super) fn as_printed(paths: &[PathBuf]) -> Vec<String> {
    paths
        .iter()
        .map(|path| {
            let text = path.to_string_lossy().replace('\\', "/");
            text.strip_prefix("./")
                .unwrap_or(&text)
                .trim_end_matches('/')
                .to_owned()
        })
        .collect()
}

/// Says whether a file is the one of a path, or lies below it.
pub(super) fn below(name: &str, path: &str) -> bool {
    path.is_empty()
        || path == "."
        || name == path
        || name
            .strip_prefix(path)
            .is_some_and(|rest| rest.starts_with('/'))
}

//! `casebook check`.

use super::paths::Wanted;
use super::{CLEAN, CONTENT_HAS_ERRORS, Global, fix, print, say};
use crate::check::{Strictness, rules};
use crate::cli::inference;
use crate::diagnostic::{
    self, Diagnostic, Level, RulePage, github, gitlab, human, json, junit, sarif, short,
};
use crate::error::Error;
use crate::model::Incident;
use crate::pipeline::{self, Checked};
use crate::project::Project;
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
    /// One JSON document; `casebook schema findings` prints its schema
    Json,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Workflow commands of GitHub Actions, shown at their line in a pull request
    Github,
    /// GitLab's code-quality report, shown in a merge request
    Gitlab,
    /// JUnit's XML, for CI servers: a suite for each file
    Junit,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  casebook check\n  casebook check incidents/2024-03-02-failover.md\n  casebook check --diff\n  casebook check --fix\n  casebook check --src ~/wiki-export --format short"
)]
pub(super) struct Arguments {
    /// Check only these files and folders; of the other reports, the addresses are still known
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
    let wanted = Wanted::new(&arguments.paths, &project)?;
    let is_wanted = |name: &str| wanted.has(name);
    let scope = wanted.scope(&is_wanted);
    let mut checked = pipeline::check_some(&project, strictness, scope)?;
    wanted.found(&project, &checked.sources)?;
    if arguments.fixes.is_wanted() {
        let files = arguments.fixes.plan(&wanted, &project, &checked)?;
        if arguments.fixes.diff {
            return fix::show(&files, &checked, global);
        }
        fix::write(files, &project, &checked, global)?;
        checked = pipeline::check_some(&project, strictness, scope)?;
    }
    keep_only(&wanted, &project, &mut checked);
    if arguments.explain_inference {
        print(&explained(&wanted, &checked))?;
        return Ok(CLEAN);
    }
    print(&match arguments.format {
        Format::Junit => suites(&wanted, &project, &checked, global),
        format => printed(&checked.findings, &checked.sources, format, global),
    })?;
    if arguments.format == Format::Human && !global.quiet {
        let summary = human::summary(&checked.findings, checked.reports);
        let mends = match arguments.fixes.is_wanted() {
            true => String::new(),
            false => mends(&checked.findings),
        };
        say(&format!("{summary}{mends}"));
    }
    let errors = diagnostic::tally(&checked.findings).errors;
    Ok(if errors > 0 {
        CONTENT_HAS_ERRORS
    } else {
        CLEAN
    })
}

/// Says how many findings `--fix` would mend.
fn mends(findings: &[Diagnostic]) -> String {
    match findings.iter().filter(|it| it.fix.is_some()).count() {
        0 => String::new(),
        1 if findings.len() == 1 => "; `--fix` mends it".to_owned(),
        n if n == findings.len() => "; `--fix` mends all of them".to_owned(),
        n => format!("; `--fix` mends {n} of them"),
    }
}

/// JUnit's suites also name the files without findings; a book.toml that is not there is none.
fn suites(wanted: &Wanted, project: &Project, checked: &Checked, global: &Global) -> String {
    let sources = &checked.sources;
    let book = sources.get(project.book);
    let files = sources
        .iter()
        .filter(|file| wanted.has(&file.name))
        .filter(|file| file.name != book.name || !book.text.is_empty())
        .map(|file| file.name.as_str());
    junit::print(&shown(&checked.findings, global), sources, files)
}

fn explained(wanted: &Wanted, checked: &Checked) -> String {
    let name = |incident: &Incident| checked.sources.get(incident.source).name.as_str();
    let explained: Vec<String> = checked
        .corpus
        .iter()
        .filter(|incident| wanted.has(name(incident)))
        .map(|incident| inference::explain(incident, &checked.sources))
        .collect();
    explained.join("\n")
}

/// Keeps the findings of the files that were asked for.
fn keep_only(wanted: &Wanted, project: &Project, checked: &mut Checked) {
    let sources = &checked.sources;
    checked
        .findings
        .retain(|finding| wanted.has(&sources.get(finding.place.file).name));
    let book = &sources.get(project.book).name;
    if sources.iter().any(|file| !wanted.has(&file.name)) {
        checked.reports = sources
            .iter()
            .filter(|file| file.name != *book && wanted.has(&file.name))
            .count();
    }
}

/// `--quiet` leaves errors.
fn shown(findings: &[Diagnostic], global: &Global) -> Vec<Diagnostic> {
    let shown = |finding: &&Diagnostic| !global.quiet || finding.level == Level::Error;
    findings.iter().filter(shown).cloned().collect()
}

/// Prints findings in a format.
pub(super) fn printed(
    findings: &[Diagnostic],
    sources: &Sources,
    format: Format,
    global: &Global,
) -> String {
    let findings = shown(findings, global);
    let lines = |line: fn(&Diagnostic, &Sources) -> String, end: &str| -> String {
        findings
            .iter()
            .map(|finding| line(finding, sources) + end)
            .collect()
    };
    match format {
        Format::Human => human::print_all(&findings, sources),
        Format::Short => lines(short::print, "\n"),
        Format::Github => lines(github::print, "\n"),
        Format::Json => json::print(&findings, sources) + "\n",
        Format::Gitlab => gitlab::print(&findings, sources) + "\n",
        Format::Sarif => sarif::print(&findings, sources, &pages()) + "\n",
        Format::Junit => junit::print(
            &findings,
            sources,
            sources.iter().map(|file| file.name.as_str()),
        ),
    }
}

fn pages() -> Vec<RulePage> {
    rules::RULES
        .iter()
        .map(|rule| RulePage {
            name: rule.name,
            level: rule.level,
            docs: rule.docs,
        })
        .collect()
}

//! `casebook serve`.

use super::{CLEAN, Global, Where, history, say};
use crate::check::Strictness;
use crate::diagnostic::{Diagnostic, json};
use crate::error::Error;
use crate::pipeline::{self, Edition};
use crate::project::Project;
use crate::serve::{self, Browser, Built, Finding, Options, Port};
use crate::source::SourceId;
use clap::Args;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Arguments of `serve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Pages are rebuilt when a report, the theme or book.toml is saved, and the browser reloads by itself. \
                  Findings show at the foot of every page.\n\nExamples:\n  casebook serve\n  casebook serve --port 8080 --open"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Where,
    /// The port [default: 4000, or the next that is free]
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
    /// The address to listen at; other than loopback, everybody who reaches it sees the reports
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    address: IpAddr,
    /// Show the site in the browser
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    history: history::HistoryChoice,
}

/// Serves until it is interrupted.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    const FIRST_PORT: u16 = 4000;
    let options = Options {
        address: arguments.address,
        port: arguments
            .port
            .map_or(Port::FirstFreeFrom(FIRST_PORT), Port::Exactly),
        browser: if arguments.open {
            Browser::Open
        } else {
            Browser::Leave
        },
        ..Options::default()
    };
    let (settings, history) = (global.at(&arguments.place), arguments.history);
    let build = move || {
        let mut project = settings.project()?;
        history.apply(&mut project);
        let mut checked = pipeline::check(&project, Strictness::Usual)?;
        let found = std::mem::take(&mut checked.findings);
        let edition = Edition::new(&project, checked)?;
        let findings = shown(&found, &edition);
        built(Arc::new(Latest {
            project: Arc::new(project),
            edition,
            findings,
        }))
    };
    let quiet = global.quiet;
    serve::serve(&options, build, move |words| {
        if !quiet {
            say(words);
        }
    })?;
    Ok(CLEAN)
}

/// What is shown, to go on from.
struct Latest {
    project: Arc<Project>,
    edition: Edition,
    findings: Vec<(SourceId, Arc<Finding>)>,
}

impl Latest {
    /// Reads saved reports alone.
    fn after(&self, saved: &[PathBuf]) -> Option<Latest> {
        let saved = self.edition.after(&self.project, saved)?;
        let kept = self.findings.iter();
        let kept = kept
            .filter(|(file, _)| !saved.files.contains(file))
            .cloned();
        let fresh = shown(&saved.findings, &saved.edition);
        Some(Latest {
            project: Arc::clone(&self.project),
            findings: kept.chain(fresh).collect(),
            edition: saved.edition,
        })
    }
}

fn built(latest: Arc<Latest>) -> Result<Built, Error> {
    let (project, edition) = (&latest.project, &latest.edition);
    let findings = latest.findings.iter();
    Ok(Built {
        site: edition.site()?,
        title: project.config.title.clone(),
        incidents: edition.book().corpus.len(),
        findings: findings.map(|(_, finding)| Arc::clone(finding)).collect(),
        watch: watched(project),
        ignore: vec![
            project.root.join(&project.config.build_dir),
            project.root.join(".git"),
        ],
        after: Some(Arc::new(move |saved| {
            built(Arc::new(latest.after(saved)?)).ok()
        })),
    })
}

/// Findings as the page shows them, each with its file.
fn shown(findings: &[Diagnostic], edition: &Edition) -> Vec<(SourceId, Arc<Finding>)> {
    let shown = |each: &Diagnostic| {
        let found = json::finding(each, &edition.book().sources);
        let finding = Finding {
            level: each.level,
            rule: each.rule.to_owned(),
            message: each.message.clone(),
            file: found.place.file.to_owned(),
            line: found.place.line,
            column: found.place.column,
            help: each.help.clone(),
        };
        (each.place.file, Arc::new(finding))
    };
    findings.iter().map(shown).collect()
}

/// What a change of calls for a new build.
fn watched(project: &Project) -> Vec<PathBuf> {
    let html = &project.config.html;
    let own = html.additional_css.iter().chain(&html.additional_js);
    let mut watched = vec![
        project.src.clone(),
        project.root.join("book.toml"),
        project.root.join("themes"),
    ];
    watched.extend(own.map(|file| project.root.join(file)));
    watched
}

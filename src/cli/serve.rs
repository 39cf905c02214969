//! `casebook serve`.

use super::{CLEAN, Global, Where, history, say};
use crate::check::Strictness;
use crate::diagnostic::{Diagnostic, json};
use crate::error::Error;
use crate::pipeline::{self, Checked};
use crate::project::Project;
use crate::serve::{self, Browser, Built, Options, Port};
use clap::Args;
use std::net::IpAddr;
use std::path::PathBuf;

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
    };
    let settings = global.at(&arguments.place);
    let history = arguments.history;
    let build = move || {
        let mut project = settings.project()?;
        history.apply(&mut project);
        let checked = pipeline::check(&project, Strictness::Usual)?;
        built(&project, checked)
    };
    let quiet = global.quiet;
    serve::serve(&options, build, move |words| {
        if !quiet {
            say(words);
        }
    })?;
    Ok(CLEAN)
}

fn built(project: &Project, checked: Checked) -> Result<Built, Error> {
    let finding = |each: &Diagnostic| {
        let found = json::finding(each, &checked.sources);
        serve::Finding {
            level: each.level,
            rule: each.rule.to_owned(),
            message: each.message.clone(),
            file: found.place.file.to_owned(),
            line: found.place.line,
            column: found.place.column,
            help: each.help.clone(),
        }
    };
    let findings = checked.findings.iter().map(finding).collect();
    let incidents = checked.corpus.len();
    let histories = pipeline::histories(project, &checked);
    Ok(Built {
        site: pipeline::site(project, checked, histories)?,
        title: project.config.title.clone(),
        incidents,
        findings,
        watch: watched(project),
        ignore: vec![
            project.root.join(&project.config.build_dir),
            project.root.join(".git"),
        ],
    })
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

//! `casebook build`.

use super::check::{self, Format};
use super::history;
use super::{CLEAN, CONTENT_HAS_ERRORS, Global, Where, print, say};
use crate::check::Strictness;
use crate::diagnostic::{self, human};
use crate::error::Error;
use crate::{pipeline, publish};
use clap::Args;
use std::path::PathBuf;
use std::time::Instant;

/// Arguments of `build`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  casebook build\n  casebook build --out public\n  casebook build --src ~/wiki-export --out ../site --keep-going"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Where,
    /// Where the site goes [default: build-dir of book.toml, else `site`]
    // As other generators call it.
    #[arg(short, long, value_name = "DIR", aliases = ["output", "output-dir", "dest-dir", "destination"])]
    out: Option<PathBuf>,
    /// Publish what is sound even when errors stand
    #[arg(long)]
    keep_going: bool,
    /// Take every warning as an error
    #[arg(long)]
    strict: bool,
    /// Print every finding, not only errors
    #[arg(long)]
    findings: bool,
    #[command(flatten)]
    history: history::HistoryChoice,
}

/// Checks, renders and publishes; 1 when an error stands, and then nothing is published unless
/// `--keep-going` says so.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    let begun = Instant::now();
    let global = &global.at(&arguments.place);
    let mut project = global.project()?;
    arguments.history.apply(&mut project);
    let strictness = if arguments.strict {
        Strictness::Strict
    } else {
        Strictness::Usual
    };
    let checked = pipeline::check(&project, strictness)?;
    let tally = diagnostic::tally(&checked.findings);
    let shown: Vec<_> = checked
        .findings
        .iter()
        .filter(|finding| arguments.findings || finding.level == diagnostic::Level::Error)
        .cloned()
        .collect();
    print(&check::printed(
        &shown,
        &checked.sources,
        Format::Human,
        global,
    ))?;
    let summary = human::summary(&checked.findings, checked.reports);
    if tally.errors > 0 && !arguments.keep_going {
        say(&format!(
            "{summary}; nothing was published\n  = help: mend them, or publish what is sound with `--keep-going`"
        ));
        return Ok(CONTENT_HAS_ERRORS);
    }
    let target = arguments
        .out
        .clone()
        .unwrap_or_else(|| project.root.join(&project.config.build_dir));
    let histories = pipeline::histories(&project, &checked);
    let notice = histories.notice().cloned();
    let site = pipeline::site(&project, checked, histories)?;
    let published = publish::publish(&site, &target)?;
    if !global.quiet {
        history::tell(notice.as_ref());
        let more = if tally.warnings > 0 && !arguments.findings {
            " (`casebook check` shows them)"
        } else {
            ""
        };
        say(&format!("{summary}{more}"));
        let files = published.written + published.unchanged;
        say(&format!(
            "{} in `{}`: {} written, {} unchanged, {} removed; {:.2} s",
            human::counted(files, "file"),
            target.display(),
            published.written,
            published.unchanged,
            published.removed,
            begun.elapsed().as_secs_f64()
        ));
    }
    Ok(if tally.errors > 0 {
        CONTENT_HAS_ERRORS
    } else {
        CLEAN
    })
}

//! The command line: what was typed, turned into what each command needs.

mod build;
mod check;
mod completions;
mod entry;
mod explain;
mod export;
mod fix;
mod history;
mod inference;
mod init;
mod list;
mod man;
mod new;
mod paths;
mod schema;
mod search;
mod serve;
mod stats;
mod theme;
mod words;

use crate::error::Error;
use crate::project::{self, Project};
use anstream::{eprintln, stderr, stdout};
use clap::{Args, ColorChoice, CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Nothing is wrong.
pub const CLEAN: u8 = 0;
/// The content has errors.
pub const CONTENT_HAS_ERRORS: u8 = 1;
/// The run could not be done.
pub const COULD_NOT_RUN: u8 = 2;

/// Incident reports in, a checked and searchable site out.
#[derive(Debug, Parser)]
#[command(
    name = "casebook",
    version,
    about,
    long_about = "Turns a folder of incident reports (Markdown, with or without front matter, kept in git) into a \
                  checked, searchable static site.",
    after_help = "Start here:\n  casebook init        an archive with one example report\n  casebook serve       read it in the browser while you write\n  casebook check       what is wrong, at the line\n  casebook build       the site, in ./site\n\nExit codes: 0 clean, 1 the content has errors, 2 could not run.",
    max_term_width = 100
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
struct Global {
    /// The folder that holds book.toml
    #[arg(
        short = 'C',
        long,
        value_name = "DIR",
        global = true,
        default_value = ".",
        help_heading = "Project"
    )]
    root: PathBuf,
    /// Read reports from this folder, whatever book.toml says
    #[arg(long, value_name = "DIR", global = true, help_heading = "Project")]
    src: Option<PathBuf>,
    /// What "today" means, as YYYY-MM-DD [default: SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "DATE", global = true, help_heading = "Project")]
    now: Option<String>,
    /// Say less: only errors, and no summary
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        help_heading = "Output"
    )]
    quiet: bool,
    /// Say more: what is done and how long it takes
    #[arg(short, long, global = true, help_heading = "Output")]
    verbose: bool,
    /// Use colours
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        help_heading = "Output"
    )]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start an archive: a commented book.toml and one example report
    Init(init::Arguments),
    /// Start a report and print its path
    New(new::Arguments),
    /// Make the site: check, render, publish
    Build(build::Arguments),
    /// Show the site while you write: rebuilds on save and reloads the browser
    #[command(visible_alias = "watch")]
    Serve(serve::Arguments),
    /// Say what is wrong in the reports, each fault at its line
    #[command(visible_alias = "lint")]
    Check(check::Arguments),
    /// Explain a rule: why it matters, what it flags, what is fine
    Explain(explain::Arguments),
    /// Find incidents by words, the likeliest first
    Search(search::Arguments),
    /// List incidents, all or those that pass filters such as `service:api year:2024`
    List(list::Arguments),
    /// Count: how long things take, what keeps breaking, what is left to do
    Stats(stats::Arguments),
    /// Print the whole archive as data
    Export(export::Arguments),
    /// Print a JSON Schema, for editors and programs
    Schema(schema::Arguments),
    /// Make the site look your way: export built-in templates and styles, list what they may name
    Theme(theme::Arguments),
    /// Print completions for a shell
    Completions(completions::Arguments),
    /// Print the manual page
    Man(man::Arguments),
}

/// The project as an argument, the way other generators take it.
#[derive(Debug, Args)]
struct Where {
    /// The folder that holds book.toml, seen from that of `--root`
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Global {
    /// Returns the same options for the project that an argument names.
    fn at(&self, place: &Where) -> Global {
        let mut global = self.clone();
        if let Some(folder) = &place.folder {
            global.root.push(folder);
        }
        global
    }

    fn project(&self) -> Result<Project, Error> {
        let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
        let today = project::today(self.now.as_deref(), epoch.as_deref())?;
        let src = self.src.as_deref().map(from_here);
        Project::open(&from_here(&self.root), src.as_deref(), today)
    }
}

/// A path as findings name it: relative to the current folder where it lies below, so that services
/// which annotate a checkout find the files.
fn from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    match path.strip_prefix(&here) {
        Ok(below) if path.is_absolute() && below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) if path.is_absolute() => below.to_path_buf(),
        _ => path.to_path_buf(),
    }
}

/// Runs the program with these arguments and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = words::behind_options(arguments.into_iter().collect(), Cli::command());
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are no failure; a closed pipe is none
            // either.
            let _ = error.print();
            return if error.use_stderr() {
                COULD_NOT_RUN
            } else {
                CLEAN
            }
            .into();
        }
    };
    cli.global.color.write_global();
    let global = &cli.global;
    let outcome = match cli.command {
        Command::Build(arguments) => build::run(&arguments, global),
        Command::Serve(arguments) => serve::run(&arguments, global),
        Command::Check(arguments) => check::run(&arguments, global),
        Command::Explain(arguments) => explain::run(&arguments, global),
        Command::Search(arguments) => search::run(&arguments, global),
        Command::List(arguments) => list::run(&arguments, global),
        Command::Stats(arguments) => stats::run(&arguments, global),
        Command::Export(arguments) => export::run(&arguments, global),
        Command::Init(arguments) => init::run(&arguments, global),
        Command::New(arguments) => new::run(&arguments, global),
        Command::Schema(arguments) => schema::run(&arguments, global),
        Command::Theme(arguments) => theme::run(&arguments, global),
        Command::Completions(arguments) => completions::run(&arguments, Cli::command()),
        Command::Man(arguments) => man::run(&arguments, Cli::command()),
    };
    match outcome {
        Ok(code) => code.into(),
        Err(error) => {
            let _ = writeln!(stderr(), "{}: {error}", paint("error", ERROR));
            COULD_NOT_RUN.into()
        }
    }
}

/// Prints a result. A reader that has seen enough (`| head`) is no failure.
fn print(text: &str) -> Result<(), Error> {
    let mut out = stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::io("write to", "standard output", error))
        }
        _ => Ok(()),
    }
}

/// Says something on the side.
fn say(text: &str) {
    eprintln!("{text}");
}

const ERROR: &str = "\u{1b}[1;31m";

fn paint(text: &str, colour: &str) -> String {
    format!("{colour}{text}\u{1b}[0m")
}

trait WriteGlobal {
    fn write_global(self);
}

impl WriteGlobal for ColorChoice {
    fn write_global(self) {
        match self {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

//! `casebook theme`.

use super::{CLEAN, Global, print, say};
use crate::error::Error;
use crate::language::{self, Plurals};
use crate::render;
use crate::theme::{self, Variable, Variables};
use crate::tree::nearest;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Arguments of `theme`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write built-in files to `themes/NAME`, to change them
    #[command(
        after_help = "Nothing that exists is overwritten. Export only what you change: every other file stays the built-in\none and gets better with each version.\n\nExamples:\n  casebook theme export ours --only style.css\n  casebook theme export ours --only home.html --only rows.html\n  casebook theme export ours"
    )]
    Export {
        /// The folder below `themes/`
        name: String,
        /// Only this file; may be given again
        #[arg(long, value_name = "FILE")]
        only: Vec<String>,
    },
    /// List the built-in files
    List,
    /// List what a language does not say yet, in English, ready to translate
    #[command(
        after_help = "What it prints is a file of messages whose lines are comments: translate a line and take its `#` away.\n\nExamples:\n  casebook theme messages nl > themes/ours/languages/nl.toml\n  casebook theme messages de"
    )]
    Messages {
        /// The language, by its tag; without one, that of book.toml
        #[arg(value_name = "LANGUAGE")]
        language: Option<String>,
    },
    /// Tell what a template may name
    Variables {
        /// The template; without one, those of all as one Markdown document
        #[arg(value_name = "TEMPLATE")]
        template: Option<String>,
    },
}

/// Exports, lists or explains the built-in theme.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Error> {
    match &arguments.action {
        Action::Export { name, only } => export(name, only, global),
        Action::List => {
            print(
                &theme::names()
                    .map(|name| format!("{name}\n"))
                    .collect::<String>(),
            )?;
            Ok(CLEAN)
        }
        Action::Messages { language } => messages(language.as_deref(), global),
        Action::Variables { template } => variables(template.as_deref()),
    }
}

fn export(name: &str, only: &[String], global: &Global) -> Result<u8, Error> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || !name.chars().all(is_plain) || name.starts_with('.') {
        return Err(Error::Told(format!(
            "`{name}` cannot be the name of a theme\n  = help: use letters, digits and hyphens, such as `ours`"
        )));
    }
    let names: Vec<String> = theme::names().collect();
    let wanted = only
        .iter()
        .map(|file| named(file, &names))
        .collect::<Result<Vec<&str>, Error>>()?;
    let folder = global.root.join("themes").join(name);
    let folder: PathBuf = folder.components().collect();
    let folder = folder.strip_prefix(".").unwrap_or(&folder);
    let exported = theme::export(folder, |file| wanted.is_empty() || wanted.contains(&file))?;
    for path in &exported.written {
        print(&format!("{}\n", path.display()))?;
    }
    if !global.quiet {
        for path in &exported.kept {
            say(&format!(
                "`{}` was there and stays as it is",
                path.display()
            ));
        }
        say(&format!(
            "Next: `theme = \"{name}\"` in [output.html] of book.toml uses it. Delete what you do not change."
        ));
    }
    Ok(CLEAN)
}

fn messages(language: Option<&str>, global: &Global) -> Result<u8, Error> {
    let project = global.project()?;
    let tag = language.unwrap_or(&project.config.language);
    if !language::is_tag(tag) {
        return Err(Error::Told(format!(
            "`{tag}` is no language tag\n  = help: `nl` and `pt-BR` are"
        )));
    }
    let lack = theme::lack(&project.root, &project.config, tag)?;
    if !lack.toml.is_empty() {
        let forms: Vec<&str> = Plurals::of(tag)
            .needed()
            .iter()
            .map(|form| form.as_str())
            .collect();
        let forms = forms.join(", ");
        print(&format!(
            "# Messages in `{tag}`. What counts has the forms: {forms}.\n\n{}",
            lack.toml
        ))?;
    }
    if !global.quiet {
        say(&format!(
            "`{tag}` says {} of {} messages{}",
            lack.said,
            lack.all,
            if lack.toml.is_empty() {
                ""
            } else {
                "; the others are in English"
            }
        ));
    }
    Ok(CLEAN)
}

/// The built-in file that is meant: templates need no folder.
fn named<'n>(file: &str, names: &'n [String]) -> Result<&'n str, Error> {
    let in_folder = format!("templates/{file}");
    let found = names
        .iter()
        .find(|name| *name == file || **name == in_folder);
    found.map(String::as_str).ok_or_else(|| {
        let bare = names
            .iter()
            .map(|name| name.rsplit('/').next().unwrap_or(name));
        let help = match nearest(file, bare) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`casebook theme list` lists the files".to_owned(),
        };
        Error::Told(format!(
            "the built-in theme has no file `{file}`\n  = help: {help}"
        ))
    })
}

fn variables(template: Option<&str>) -> Result<u8, Error> {
    let all = render::variables();
    let Some(wanted) = template else {
        print(&theme::document(&all))?;
        return Ok(CLEAN);
    };
    let Some(found) = all.iter().find(|it| it.template == wanted) else {
        let help = match nearest(wanted, all.iter().map(|it| it.template)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("pages are made by {}", listed(&all)),
        };
        return Err(Error::Told(format!(
            "no page is made by a template `{wanted}`\n  = help: {help}\n  = note: a part that other templates include may name what they may"
        )));
    };
    for Variable {
        path,
        holds,
        is_optional,
        meaning,
    } in theme::list(found)
    {
        let optional = if is_optional { ", optional" } else { "" };
        let line = format!("{path:32} {holds}{optional}");
        let line = match meaning.as_str() {
            "" => format!("{line}\n"),
            meaning => format!("{line}\n{:32} {meaning}\n", ""),
        };
        print(&line)?;
    }
    Ok(CLEAN)
}

fn listed(all: &[Variables]) -> String {
    let names: Vec<String> = all.iter().map(|it| format!("`{}`", it.template)).collect();
    names.join(", ")
}

//! What pages look like: the built-in templates and styles, or a project's own, file by file.

mod export;
mod messages;
mod names;
mod scripts;
mod slim;
mod variables;

pub use export::{Exported, export, names};
pub use variables::{SHARED, Variable, document, list};

use crate::config::Config;
use crate::error::Error;
use crate::language::{self, BUILT_IN, Language};
use crate::source::cut;
use crate::tree::nearest;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use slim::slim;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tera::{Context, Tera};
use walkdir::WalkDir;

/// Templates that come with casebook, each with its text.
const TEMPLATES: &[(&str, &str)] = &{
    macro_rules! templates {
        ($($name:literal)*) => {
            [$(($name, include_str!(concat!("../../themes/default/templates/", $name)))),*]
        };
    }
    templates! {
        "404.html"
        "about.html"
        "action-rows.html"
        "actions.html"
        "bars.html"
        "base.html"
        "cause.html"
        "causes.html"
        "chains.html"
        "change.html"
        "comparison.html"
        "events.html"
        "groups.html"
        "heat.html"
        "history.html"
        "home.html"
        "incident.html"
        "incidents.html"
        "list.html"
        "pages.html"
        "parts.html"
        "plain-actions.html"
        "ranks.html"
        "rows.html"
        "search.html"
        "service.html"
        "statistics.html"
        "strip.html"
        "terms.html"
        "timeline.html"
        "year.html"
    }
};

/// Files that are copied to the root of the site as they are.
const FILES: &[(&str, &[u8])] = &{
    macro_rules! files {
        ($($name:literal)*) => {
            [$(($name, include_bytes!(concat!("../../themes/default/", $name)) as &[u8])),*]
        };
    }
    files! {
        "card.png"
        "find.js"
        "history.css"
        "history.js"
        "icon.svg"
        "query.js"
        "reading.js"
        "script.js"
        "search.js"
        "style.css"
        "timeline.js"
    }
};

/// The folder of the files of messages.
const LANGUAGES: &str = "languages";

/// A template with the type of what it shows.
#[derive(Debug)]
pub struct Template<V> {
    name: &'static str,
    view: PhantomData<fn(V)>,
}

impl<V: Serialize + JsonSchema> Template<V> {
    /// Names a template.
    pub const fn new(name: &'static str) -> Template<V> {
        Template {
            name,
            view: PhantomData,
        }
    }

    /// Returns its variables, for those who write themes.
    pub const fn variables(&self) -> Variables {
        Variables {
            template: self.name,
            schema: |generator| generator.subschema_for::<V>(),
        }
    }
}

/// What a template may name.
#[derive(Debug, Clone, Copy)]
pub struct Variables {
    /// Name of the template.
    pub template: &'static str,
    /// JSON Schema of its variables, with their meanings.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
}

/// Templates ready to render, and the files beside them.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// Where the project's own templates are, by name.
    places: BTreeMap<String, PathBuf>,
    files: BTreeMap<String, Vec<u8>>,
    /// What templates and pages say.
    language: Arc<Language>,
}

/// Loads the theme that the settings name: `themes/<name>/` below `root` over the built-in one. `pages`
/// tells what templates may name.
///
/// # Errors
/// When its folder is not there, a file cannot be read, or a template or a language has a fault.
pub fn load(
    root: &Path,
    config: &Config,
    pages: impl FnOnce() -> Vec<Variables>,
) -> Result<Theme, Error> {
    let mut files: BTreeMap<String, Vec<u8>> = FILES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), slim(name, text)))
        .collect();
    let mut own = Own::default();
    if let Some(name) = &config.html.theme {
        let folder = root.join("themes").join(name);
        if !folder.is_dir() {
            return Err(Error::Told(format!(
                "there is no theme `{name}`: `{}` is not a folder\n  = help: `casebook theme export {name}` starts one; or mend `theme` in [output.html] of book.toml, or leave it out for the built-in one",
                folder.display()
            )));
        }
        own = Own::read(&folder)?;
        own.refuse_slips()?;
    }
    let language = Arc::new(Language::load(&config.language, &own.languages)?);
    files.extend(std::mem::take(&mut own.files));
    scripts::bundle(&mut files, &language);
    let mut templates: BTreeMap<String, String> = TEMPLATES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), messages::settled(text, &language)))
        .collect();
    templates.extend(own.templates);
    let slips = match own.places.is_empty() {
        true => Vec::new(),
        false => names::faults(&own.places, &templates, &pages()),
    };
    let mut tera = Tera::default();
    messages::register(&mut tera, Arc::clone(&language));
    let theme = Theme {
        places: own.places,
        tera: Tera::default(),
        files,
        language,
    };
    tera.add_raw_templates(templates).map_err(|fault| {
        // The engine names no place where a template is built upon one that is not there.
        let missing = slips
            .iter()
            .find(|slip| slip.starts_with(names::NO_TEMPLATE));
        missing.map_or_else(|| theme.told(&fault), |slip| Error::Template(slip.clone()))
    })?;
    if !slips.is_empty() {
        return Err(Error::Template(slips.join("\nerror: ")));
    }
    Ok(Theme { tera, ..theme })
}

/// Tells what the messages of a language lack, those of the project's theme counted.
///
/// # Errors
/// When the theme cannot be read, or a file of messages has a fault.
pub fn lack(root: &Path, config: &Config, tag: &str) -> Result<language::Lack, Error> {
    let own = match &config.html.theme {
        // Who begins to translate may have no theme yet.
        Some(name) if root.join("themes").join(name).is_dir() => {
            Own::read(&root.join("themes").join(name))?.languages
        }
        _ => Vec::new(),
    };
    language::lack(tag, &own)
}

/// Returns the languages that are built in, by their tags.
pub fn languages() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(tag, _)| *tag)
}

/// Says whether the site has messages in its language: built in, or of its theme.
pub fn speaks(root: &Path, config: &Config) -> bool {
    let tag = config.language.as_str();
    let language = tag.split('-').next().unwrap_or(tag);
    let own = config.html.theme.as_ref().map(|name| {
        let folder = root.join("themes").join(name);
        folder.join(LANGUAGES)
    });
    [tag, language].iter().any(|tag| {
        let is_built_in = languages().any(|name| name == *tag);
        let is_own = |folder: &PathBuf| folder.join(format!("{tag}.toml")).is_file();
        is_built_in || own.as_ref().is_some_and(is_own)
    })
}

/// What a project's own theme holds.
#[derive(Debug, Default)]
struct Own {
    /// Templates by name.
    templates: Vec<(String, String)>,
    /// Where each of them is.
    places: BTreeMap<String, PathBuf>,
    /// Files of messages.
    languages: Vec<language::File>,
    /// Everything else, by address.
    files: BTreeMap<String, Vec<u8>>,
}

impl Own {
    /// Reads the folder of a theme. What begins with `.` or `_` and the papers of a repository are
    /// no part of the site. Symbolic links are not followed.
    fn read(folder: &Path) -> Result<Own, Error> {
        let mut own = Own::default();
        let is_wanted = |name: &str| {
            let papers = ["readme", "license", "licence", "changelog"];
            let lower = name.to_lowercase();
            !name.starts_with(['.', '_']) && !papers.iter().any(|paper| lower.starts_with(paper))
        };
        let entries = WalkDir::new(folder)
            .min_depth(1)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| is_wanted(&entry.file_name().to_string_lossy()));
        for entry in entries {
            let entry = entry.map_err(|fault| Error::io("read", folder, fault.into()))?;
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path();
            let address: Vec<_> = path
                .strip_prefix(folder)
                .unwrap_or(path)
                .iter()
                .map(|part| part.to_string_lossy())
                .collect();
            match address.as_slice() {
                [templates, name] if templates == "templates" => {
                    if !name.ends_with(".html") {
                        continue;
                    }
                    own.places.insert(name.to_string(), path.to_owned());
                    own.templates.push((name.to_string(), read_text(path)?));
                }
                [languages, name] if languages == LANGUAGES => {
                    if let Some(tag) = name.strip_suffix(".toml") {
                        let text = read_text(path)?;
                        let file = language::File::own(tag, path.to_owned(), text);
                        own.languages.push(file);
                    }
                }
                [folder, ..] if folder == "templates" || folder == LANGUAGES => {}
                parts => {
                    let bytes = read(path)?;
                    if let Some(place) = misplaced(parts, &bytes) {
                        return Err(Error::Template(format!(
                            "`{}` would be published as it is, and used for nothing\n  = help: move it to `{}`",
                            path.display(),
                            folder.join(place).display()
                        )));
                    }
                    own.files.insert(parts.join("/"), bytes);
                }
            }
        }
        Ok(own)
    }

    /// A template that nobody names is a part for other sites, or a slip of the pen; only the slip
    /// does harm, because the file that was meant stays as it was.
    fn refuse_slips(&self) -> Result<(), Error> {
        let is_named = |name: &str| {
            let mut texts = self.templates.iter().filter(|(own, _)| own != name);
            texts.any(|(_, text)| text.contains(name))
        };
        for (name, _) in &self.templates {
            let known = || TEMPLATES.iter().map(|(name, _)| *name);
            if known().any(|known| known == name) || is_named(name) {
                continue;
            }
            if let Some(near) = nearest(name, known()) {
                let path = self
                    .places
                    .get(name)
                    .map_or(Path::new(name), PathBuf::as_path);
                return Err(Error::Template(format!(
                    "nothing uses the template `{}`\n  = help: did you mean `{near}`? `casebook theme list` lists the built-in ones",
                    path.display()
                )));
            }
        }
        Ok(())
    }
}

/// Where a file belongs that is a template or messages and lies somewhere else.
fn misplaced(parts: &[Cow<'_, str>], bytes: &[u8]) -> Option<PathBuf> {
    let name = parts.last()?.as_ref();
    let has_tags = || {
        ["{{", "{%"]
            .iter()
            .any(|tag| memchr::memmem::find(bytes, tag.as_bytes()).is_some())
    };
    if TEMPLATES.iter().any(|(known, _)| *known == name) && has_tags() {
        return Some(Path::new("templates").join(name));
    }
    let tag = name.strip_suffix(".toml")?;
    let language = tag.split(['-', '_']).next().unwrap_or(tag);
    let is_language =
        (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic());
    is_language.then(|| Path::new(LANGUAGES).join(name))
}

fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|fault| {
        Error::Template(format!(
            "`{}` is not UTF-8: the byte at {} begins no character\n  = help: save it as UTF-8",
            path.display(),
            fault.utf8_error().valid_up_to(),
        ))
    })
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|fault| Error::io("read", path, fault))
}

impl Theme {
    /// Renders a page.
    ///
    /// # Errors
    /// A fault of the template, with its file, line and variable.
    pub fn render<V>(&self, template: &Template<V>, view: &V) -> Result<Vec<u8>, Error>
    where
        V: Serialize,
    {
        let told = |fault: tera::Error| self.told(&fault);
        let context = Context::from_serialize(view).map_err(told)?;
        let mut page = Vec::with_capacity(16 << 10);
        self.tera
            .render_to(template.name, &context, &mut page)
            .map_err(told)?;
        Ok(page)
    }

    /// A fault of a template, with the path of its file instead of its name.
    fn told(&self, fault: &tera::Error) -> Error {
        let mut text = fault.to_string();
        for (name, path) in &self.places {
            text = text.replace(&format!("--> {name}:"), &format!("--> {}:", path.display()));
        }
        let mut text = shortened(text.strip_prefix("error: ").unwrap_or(&text));
        if let Some(near) = near_variable(&text) {
            text = format!("{}\n  = help: did you mean `{near}`?", text.trim_end());
        }
        Error::Template(text)
    }

    /// Returns the language of the site.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Returns the files that are copied as they are, by address.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(address, bytes)| (address.as_str(), bytes.as_slice()))
    }
}

/// The variable or field that is meant where a template names one that is not there.
fn near_variable(fault: &str) -> Option<&str> {
    let (first, _) = fault.split_once('\n')?;
    ["Variable", "Field"].iter().find_map(|kind| {
        let rest = first.strip_prefix(kind)?.strip_prefix(" `")?;
        let (missing, rest) = rest.split_once('`')?;
        let (_, there) = rest.split_once("Available ")?;
        let (_, there) = there.split_once(": ")?;
        nearest(missing, there.split(", "))
    })
}

/// Cuts the long lines of an excerpt around what is marked in them: templates may be minified.
fn shortened(fault: &str) -> String {
    let mut lines: Vec<String> = fault.lines().map(str::to_owned).collect();
    for i in 1..lines.len() {
        let Some(margin) = lines[i].find(" | ").map(|bar| bar + " | ".len()) else {
            continue;
        };
        let marks = lines[i].get(margin..).unwrap_or_default();
        let (before, length) = (
            marks.chars().take_while(|c| *c == ' ').count(),
            marks.chars().filter(|c| *c == '^').count(),
        );
        let shown = lines[i - 1].split_at_checked(margin);
        let Some((number, line)) = shown.filter(|_| length > 0 && marks.trim().len() == length)
        else {
            continue;
        };
        let (line, before, length) = cut(line, before, length);
        let marks = format!(
            "{}{}{}",
            &lines[i][..margin],
            " ".repeat(before),
            "^".repeat(length)
        );
        lines[i - 1] = format!("{number}{line}");
        lines[i] = marks;
    }
    lines.join("\n")
}

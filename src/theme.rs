//! What pages look like: the built-in templates and styles, or a project's own, file by file.

use crate::config::Config;
use crate::error::Error;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tera::{Context, Tera};

/// Templates that come with casebook, each with its text.
const TEMPLATES: &[(&str, &str)] = &{
    macro_rules! templates {
        ($($name:literal)*) => {
            [$(($name, include_str!(concat!("../themes/default/templates/", $name)))),*]
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
        "events.html"
        "groups.html"
        "heat.html"
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
            [$(($name, include_bytes!(concat!("../themes/default/", $name)) as &[u8])),*]
        };
    }
    files! {
        "card.png"
        "find.js"
        "icon.svg"
        "query.js"
        "script.js"
        "search.js"
        "style.css"
        "timeline.js"
    }
};

/// Templates ready to render, and the files beside them.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    files: BTreeMap<String, Vec<u8>>,
}

/// Loads the theme that the settings name: `themes/<name>/` below `root` over the built-in one.
///
/// # Errors
/// When its folder is not there, a file cannot be read, or a template has a fault.
pub fn load(root: &Path, config: &Config) -> Result<Theme, Error> {
    let mut templates: BTreeMap<String, String> = TEMPLATES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let mut files: BTreeMap<String, Vec<u8>> = FILES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), slim(name, text)))
        .collect();
    if let Some(name) = &config.html.theme {
        let folder = root.join("themes").join(name);
        if !folder.is_dir() {
            return Err(Error::Told(format!(
                "there is no theme `{name}`: `{}` is not a folder\n  = help: mend `theme` in [output.html] of book.toml, or leave it out for the built-in one",
                folder.display()
            )));
        }
        for (path, text) in read_folder(&folder.join("templates"))? {
            templates.insert(path, String::from_utf8_lossy(&text).into_owned());
        }
        for file in FILES {
            let path = folder.join(file.0);
            if path.is_file() {
                files.insert(file.0.to_owned(), read(&path)?);
            }
        }
    }
    let mut tera = Tera::default();
    tera.add_raw_templates(templates)
        .map_err(|fault| Error::Template(fault.to_string()))?;
    Ok(Theme { tera, files })
}

/// Leaves out the comments and the indentation of a built-in script. They are for those who read it
/// in the theme; readers of a page would only wait for them.
fn slim(name: &str, bytes: &[u8]) -> Vec<u8> {
    let is_comment =
        |line: &&str| line.starts_with("//") || line.starts_with("/**") && line.ends_with("*/");
    match std::str::from_utf8(bytes) {
        Ok(text) if name.ends_with(".js") => {
            let lines = text.lines().map(str::trim);
            let lines = lines.filter(|line| !line.is_empty() && !is_comment(line));
            lines
                .flat_map(|line| [line, "\n"])
                .collect::<String>()
                .into_bytes()
        }
        _ => bytes.to_vec(),
    }
}

fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|fault| Error::io("read", folder, fault))?;
    for entry in entries {
        let path = entry
            .map_err(|fault| Error::io("read", folder, fault))?
            .path();
        let is_template = path.extension().is_some_and(|ending| ending == "html");
        if let Some(name) = path.file_name().filter(|_| is_template) {
            found.push((name.to_string_lossy().into_owned(), read(&path)?));
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|fault| Error::io("read", path, fault))
}

impl Theme {
    /// Renders a page.
    ///
    /// # Errors
    /// A fault of the template, with its file, line and variable.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, Error> {
        let told = |fault: tera::Error| Error::Template(fault.to_string());
        let context = Context::from_serialize(view).map_err(told)?;
        let mut page = Vec::with_capacity(16 << 10);
        self.tera
            .render_to(template, &context, &mut page)
            .map_err(told)?;
        Ok(page)
    }

    /// Returns the files that are copied as they are, by address.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(address, bytes)| (address.as_str(), bytes.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, slim};

    #[test]
    fn scripts_go_out_without_comments_and_all_else_as_it_is() {
        let script = "// What it is.\nrun() // now\n  // why\n  /** what */\n  /** what */ run()\n";
        let kept = "run() // now\n/** what */ run()\n";
        assert_eq!(slim("a.js", script.as_bytes()), kept.as_bytes());
        assert_eq!(slim("a.css", script.as_bytes()), script.as_bytes());
        assert_eq!(slim("a.png", b"\x89PNG\n// \xff"), b"\x89PNG\n// \xff");
    }

    /// Dropping lines is right only where no text and no comment spans several.
    #[test]
    fn no_built_in_script_has_texts_or_comments_of_several_lines() {
        for (name, bytes) in FILES.iter().filter(|(name, _)| name.ends_with(".js")) {
            let text = std::str::from_utf8(bytes).expect("a script is text");
            for (number, line) in text.lines().enumerate() {
                let whole = line.matches('`').count() % 2 == 0
                    && line.matches("/*").count() == line.matches("*/").count();
                assert!(whole, "{name}:{}: {line}", number + 1);
            }
        }
    }
}

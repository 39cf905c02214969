//! A new project: settings with every key explained, one example report, what git should ignore.

use super::{Made, create};
use crate::error::Error;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

const EXAMPLE: &str = "incidents/2024-03-05-slow-checkout.md";

/// Which service checks and publishes the casebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ci {
    /// GitHub Actions and Pages.
    GitHub,
    /// GitLab CI and Pages.
    GitLab,
}

/// What `init` is to write besides the usual.
#[derive(Debug, Clone, Default)]
pub struct InitOptions {
    /// A recipe for this service.
    pub ci: Option<Ci>,
}

/// What became of each file, relative to the project's folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Initialized {
    /// These are new.
    pub created: Vec<PathBuf>,
    /// These were there and stayed as they are.
    pub kept: Vec<PathBuf>,
}

/// Writes the first files of a project into a folder, which is created if need be.
///
/// A folder that has reports gets no example among them.
///
/// # Errors
/// When the disk refuses.
pub fn init(folder: &Path, options: &InitOptions) -> Result<Initialized, Error> {
    let mut files = vec![
        ("book.toml", include_str!("files/book.toml")),
        (".gitignore", include_str!("files/gitignore")),
    ];
    if !has_reports(&folder.join("incidents")) {
        files.push((EXAMPLE, include_str!("files/example.md")));
    }
    match options.ci {
        Some(Ci::GitHub) => files.push((
            ".github/workflows/casebook.yml",
            include_str!("files/github.yml"),
        )),
        Some(Ci::GitLab) => files.push((".gitlab-ci.yml", include_str!("files/gitlab.yml"))),
        None => {}
    }
    let mut initialized = Initialized::default();
    for (name, text) in files {
        match create(&folder.join(name), text)? {
            Made::New => initialized.created.push(PathBuf::from(name)),
            Made::Exists => initialized.kept.push(PathBuf::from(name)),
        }
    }
    Ok(initialized)
}

fn has_reports(folder: &Path) -> bool {
    let is_report = |entry: &walkdir::DirEntry| {
        let ending = entry.path().extension().and_then(|ending| ending.to_str());
        let is_markdown = matches!(ending, Some("md" | "markdown" | "mdx" | "erb"));
        is_markdown && !entry.path().ends_with(EXAMPLE)
    };
    WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .any(|entry| is_report(&entry))
}

#[cfg(test)]
mod tests {
    use super::{Ci, InitOptions, Initialized, init};
    use crate::config;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    fn check(prepare: impl Fn(&Path), ci: Option<Ci>, created: &[&str], kept: &[&str]) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let project = folder.path().join("new/project");
        prepare(&project);
        let options = InitOptions { ci };
        let (created, kept) = (paths(created), paths(kept));
        let first = init(&project, &options).expect("writable");
        assert_eq!(first, Initialized { created, kept });

        let texts = || -> Vec<String> {
            let files = first.created.iter().chain(&first.kept);
            let texts = files.map(|file| fs::read_to_string(project.join(file)));
            texts.map(|text| text.expect("readable")).collect()
        };
        let before = texts();
        let second = init(&project, &options).expect("writable");
        assert!(second.created.is_empty(), "a second time changes nothing");
        assert_eq!(texts(), before);
    }

    #[test]
    fn a_project_gets_what_it_lacks_and_keeps_what_it_has() {
        let usual = ["book.toml", ".gitignore", super::EXAMPLE];
        check(|_| (), None, &usual, &[]);
        let recipe = ".github/workflows/casebook.yml";
        check(
            |_| (),
            Some(Ci::GitHub),
            &[&usual[..], &[recipe]].concat(),
            &[],
        );
        check(
            |_| (),
            Some(Ci::GitLab),
            &[&usual[..], &[".gitlab-ci.yml"]].concat(),
            &[],
        );
        let has_both = |project: &Path| {
            fs::create_dir_all(project.join("incidents/2023")).expect("folders");
            fs::write(project.join("incidents/2023/real.md"), "# Real").expect("a file");
            fs::write(project.join(".gitignore"), "mine").expect("a file");
        };
        check(has_both, None, &["book.toml"], &[".gitignore"]);
    }

    /// The settings as written, and with every shown line in force.
    fn settings() -> [String; 2] {
        let text = include_str!("files/book.toml");
        let in_force = |line: &str| match line.strip_prefix('#') {
            Some(shown) if !shown.is_empty() && shown != " " && !is_prose(shown) => {
                format!("{shown}\n")
            }
            _ => format!("{line}\n"),
        };
        [text.to_owned(), text.lines().map(in_force).collect()]
    }

    /// Prose has one space before it; entries of a list have two.
    fn is_prose(comment: &str) -> bool {
        comment.starts_with(' ') && !comment.starts_with("  ")
    }

    #[test]
    fn the_settings_are_valid_as_written_and_with_every_line_in_force() {
        for text in settings() {
            let table: Result<toml::Table, _> = toml::from_str(&text);
            assert!(table.is_ok(), "{table:?}\n{text}");
            let findings = config::read(&text).findings;
            assert!(findings.is_empty(), "{findings:?}\n{text}");
        }
        let [_, all] = settings();
        let table: toml::Table = toml::from_str(&all).expect("read above");
        assert_eq!(
            table["severity"]["levels"].as_array().map(Vec::len),
            Some(4)
        );
    }

    #[test]
    fn the_recipes_and_the_example_are_valid_yaml() {
        let example = include_str!("files/example.md");
        let front = example.split("---\n").nth(1).expect("front matter");
        for text in [
            front,
            include_str!("files/github.yml"),
            include_str!("files/gitlab.yml"),
        ] {
            let value: Result<serde_yaml::Value, _> = serde_yaml::from_str(text);
            assert!(value.is_ok(), "{value:?}");
        }
    }
}

//! A new report, from a template.

use super::template::{self, Values};
use super::{Made, create};
use crate::error::Error;
use crate::model::Slug;
use chrono::NaiveDate;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

const BUILT_IN: &str = include_str!("files/report.md");
/// The template of a project that is taken when none is named.
const USUAL: &str = "report";
/// A file name that is longer helps nobody; the title is inside.
const LONGEST_NAME: usize = 60;

/// The report to write.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// Its title, any text.
    pub title: String,
    /// The day in its name, usually today.
    pub date: NaiveDate,
    /// Who writes it.
    pub authors: Vec<String>,
    /// The name of a file in `templates/`; otherwise `templates/report.md` if there is one, else
    /// the built-in template.
    pub template: Option<String>,
}

/// Writes `YYYY-MM-DD-title.md` into the folder of reports, and returns its path. A second one of
/// the same day and title gets `-2`.
///
/// # Errors
/// When the template does not exist or makes no sense, or the disk refuses.
pub fn new(root: &Path, src: &Path, report: &NewReport) -> Result<PathBuf, Error> {
    let (template_name, template) = read_template(root, report.template.as_deref())?;
    let values = Values {
        title: &report.title,
        date: report.date.format("%Y-%m-%d").to_string(),
        authors: &report.authors,
    };
    let text = template::fill(&template_name, &template, &values)?;
    let stem = file_stem(&values.date, &report.title);
    let mut attempt = 1;
    loop {
        let name = match attempt {
            1 => stem.clone(),
            n => format!("{stem}-{n}"),
        };
        let path = src.join(format!("{name}.md"));
        // A report may also be a folder, which has the same address.
        let is_taken = src.join(&name).exists();
        if !is_taken && create(&path, &text)? == Made::New {
            return Ok(path);
        }
        attempt += 1;
    }
}

/// Asks git who is writing. Empty where git does not know, or is not there.
pub fn authors_from_git(root: &Path) -> Vec<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["config", "user.name"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let name = match output {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).trim().to_owned()
        }
        _ => String::new(),
    };
    if name.is_empty() {
        Vec::new()
    } else {
        vec![name]
    }
}

/// Opens a file in an editor, which is what `$VISUAL` or `$EDITOR` says, and waits for it.
///
/// # Errors
/// When there is none, or it does not start or fails.
pub fn open_in_editor(editor: Option<&OsStr>, path: &Path) -> Result<(), Error> {
    let Some(editor) = editor.filter(|editor| !editor.is_empty()) else {
        return Err(Error::Told(format!(
            "there is no editor to open `{}` with\n  = help: set `EDITOR`, for example to `nano`",
            path.display()
        )));
    };
    let shown = editor.to_string_lossy();
    let status = editor_command(editor, path)
        .status()
        .map_err(|error| Error::Told(format!("cannot start the editor `{shown}`: {error}")))?;
    match status.success() {
        true => Ok(()),
        false => Err(Error::Told(format!(
            "the editor `{shown}` ended with an error ({status}); the report is `{}`",
            path.display()
        ))),
    }
}

/// The variable may hold arguments: `code --wait`. As with git, the shell takes it apart, and the
/// path goes beside it, never into it.
#[cfg(unix)]
fn editor_command(editor: &OsStr, path: &Path) -> Command {
    let mut script = editor.to_owned();
    script.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(editor).arg(path);
    command
}

#[cfg(not(unix))]
fn editor_command(editor: &OsStr, path: &Path) -> Command {
    let words = editor.to_string_lossy().into_owned();
    let mut words = words.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("notepad"));
    command.args(words).arg(path);
    command
}

/// Returns the template and what to call it in messages.
fn read_template(root: &Path, wanted: Option<&str>) -> Result<(String, String), Error> {
    let name = wanted.unwrap_or(USUAL);
    let name = name.strip_suffix(".md").unwrap_or(name);
    let mut parts = Path::new(name).components();
    let is_plain = matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(_)), None)
    );
    let folder = root.join("templates");
    if is_plain {
        let path = folder.join(format!("{name}.md"));
        match fs::read_to_string(&path) {
            Ok(text) => return Ok((format!("templates/{name}.md"), text)),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io("read", &path, error)),
        }
    }
    match wanted {
        None => Ok(("the built-in template".to_owned(), BUILT_IN.to_owned())),
        Some(wanted) => Err(Error::Told(format!(
            "there is no template `{wanted}`\n  = help: {}",
            choices(&folder)
        ))),
    }
}

fn choices(folder: &Path) -> String {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.filter_map(|entry| {
        let name = entry.ok()?.file_name();
        Some(name.to_str()?.strip_suffix(".md")?.to_owned())
    });
    let mut names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.sort();
    match names.is_empty() {
        true => "`templates/` holds none; leave `--template` out for the built-in one".to_owned(),
        false => format!("`templates/` holds {}", names.join(", ")),
    }
}

/// Returns the file's name without ending, which becomes the address of the report.
fn file_stem(date: &str, title: &str) -> String {
    let slug = Slug::from_name(title);
    let slug = slug.as_ref().map_or("incident", Slug::as_str);
    // Many people begin the title with the date as well.
    let slug = slug.strip_prefix(date).unwrap_or(slug).trim_matches('-');
    let slug = match slug {
        "" => "incident",
        slug => shorten(slug),
    };
    format!("{date}-{slug}")
}

/// Cuts a slug between two words.
fn shorten(slug: &str) -> &str {
    if slug.len() <= LONGEST_NAME {
        return slug;
    }
    let mut end = LONGEST_NAME;
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    let cut = &slug[..end];
    match cut.rfind('-') {
        Some(hyphen) if !slug[end..].starts_with('-') => &cut[..hyphen],
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::{NewReport, file_stem, new, open_in_editor};
    use chrono::NaiveDate;
    use std::fs;
    use std::path::Path;

    fn report(title: &str, template: Option<&str>) -> NewReport {
        NewReport {
            title: title.to_owned(),
            date: NaiveDate::from_ymd_opt(2024, 3, 5).expect("a day"),
            authors: vec!["Ada Example".to_owned()],
            template: template.map(str::to_owned),
        }
    }

    #[test]
    fn names_are_short_safe_and_dated() {
        for (title, stem) in [
            ("Checkout was slow", "2024-03-05-checkout-was-slow"),
            ("2024-03-05 Checkout", "2024-03-05-checkout"),
            ("2024-03-05", "2024-03-05-incident"),
            ("../../etc/passwd", "2024-03-05-etc-passwd"),
            ("???", "2024-03-05-incident"),
            (
                "The renewal of certificates restarted all of the cache servers at once",
                "2024-03-05-the-renewal-of-certificates-restarted-all-of-the-cache",
            ),
        ] {
            assert_eq!(file_stem("2024-03-05", title), stem, "{title}");
        }
        let long = file_stem("2024-03-05", &"é\u{4e8b}".repeat(100));
        assert!(long.len() <= 71, "{long}");
    }

    #[test]
    fn a_report_never_overwrites_another() {
        let project = tempfile::tempdir().expect("a folder for the test");
        let src = project.path().join("deep/incidents");
        let make = |title| {
            let path = new(project.path(), &src, &report(title, None)).expect("writable");
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(path).expect("readable"))
        };
        let (name, text) = make("Slow");
        assert_eq!(name, "2024-03-05-slow.md");
        assert!(text.starts_with("---\ntitle: Slow\nstatus: draft\nauthors: [Ada Example]\n"));
        fs::create_dir(src.join("2024-03-05-slow-2")).expect("a report that is a folder");
        assert_eq!(make("slow!").0, "2024-03-05-slow-3.md");
        assert_eq!(
            fs::read_to_string(src.join("2024-03-05-slow.md")).expect("there"),
            text
        );
    }

    #[test]
    fn a_projects_own_templates_come_first() {
        let project = tempfile::tempdir().expect("a folder for the test");
        let root = project.path();
        let check = |template, words: &str| {
            let text = match new(root, &root.join("src"), &report("T", template)) {
                Ok(path) => fs::read_to_string(path).expect("readable"),
                Err(refusal) => refusal.to_string(),
            };
            assert!(text.contains(words), "{text}\nlacks {words:?}");
        };
        check(None, "## Contributing factors");
        check(Some("short"), "there is no template `short`");
        check(Some("short"), "`templates/` holds none");
        fs::create_dir(root.join("templates")).expect("a folder");
        fs::write(root.join("templates/short.md"), "# {{ title }}\nshort").expect("a file");
        fs::write(root.join("templates/report.md"), "# {{ title }}\nusual").expect("a file");
        fs::write(root.join("secret.md"), "secret").expect("a file");
        check(None, "usual");
        check(Some("short"), "# T\nshort");
        check(Some("short.md"), "# T\nshort");
        check(Some("long"), "`templates/` holds `report`, `short`");
        check(Some("../secret"), "there is no template");
        check(Some("/etc/passwd"), "there is no template");
    }

    #[cfg(unix)]
    #[test]
    fn the_editor_may_have_arguments_and_the_path_may_be_odd() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("odd $(touch pwned) 'name.md");
        fs::write(&path, "text").expect("a file");
        let check = |editor: &str| open_in_editor(Some(editor.as_ref()), &path);
        check("cp -f /dev/null").expect("the editor works");
        assert_eq!(fs::read_to_string(&path).expect("there"), "");
        assert!(
            check("false")
                .expect_err("it fails")
                .to_string()
                .contains("`false`")
        );
        let missing = open_in_editor(None, Path::new("x")).expect_err("no editor");
        assert!(missing.to_string().contains("EDITOR"));
    }
}

//! What a run is about: the folder, its settings and today's date, gathered once at the edge.

use crate::config::{self, Config};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::source::{SourceId, Sources};
use chrono::{DateTime, NaiveDate, Utc};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder, its settings and today's date.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that holds book.toml.
    pub root: PathBuf,
    /// The folder of reports.
    pub src: PathBuf,
    /// What findings call that folder.
    pub shown_src: String,
    /// The settings.
    pub config: Config,
    /// book.toml among the sources.
    pub book: SourceId,
    /// The text of book.toml.
    pub sources: Sources,
    /// What is wrong in book.toml.
    pub findings: Vec<Diagnostic>,
    /// What "today" means in this run.
    pub today: NaiveDate,
}

impl Project {
    /// Gathers a project. `src` replaces the folder of reports that book.toml names.
    ///
    /// # Errors
    /// When book.toml is there but cannot be read.
    pub fn open(root: &Path, src: Option<&Path>, today: NaiveDate) -> Result<Project, Error> {
        let loaded = config::load(root)?;
        let (src, shown_src) = match src {
            Some(src) => (src.to_path_buf(), shown(src)),
            None => (
                inside(root, &loaded.config.src)?,
                shown(&joined(root, &loaded.config.src)),
            ),
        };
        Ok(Project {
            root: root.to_path_buf(),
            src,
            shown_src,
            config: loaded.config,
            book: loaded.book,
            sources: loaded.sources,
            findings: loaded.findings,
            today,
        })
    }
}

/// Returns the folder that book.toml names. A symbolic link may lead to it, but not out of the
/// project: `--src`, which no report can set, leads anywhere.
fn inside(root: &Path, src: &Path) -> Result<PathBuf, Error> {
    let folder = root.join(src);
    let (Ok(real_root), Ok(real)) = (fs::canonicalize(root), fs::canonicalize(&folder)) else {
        // That it is not there is told where it is read.
        return Ok(folder);
    };
    if real.starts_with(real_root) {
        return Ok(folder);
    }
    Err(Error::Told(format!(
        "`{}` is a symbolic link that leads out of the project\n  = help: name the folder it leads to with `--src {}`",
        folder.display(),
        real.display()
    )))
}

fn joined(root: &Path, src: &Path) -> PathBuf {
    if root == Path::new(".") {
        src.to_path_buf()
    } else {
        root.join(src)
    }
}

/// A path as findings print it: with `/`, without `.` at its start.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text
        .strip_prefix("./")
        .unwrap_or(&text)
        .trim_end_matches('/');
    if text == "." {
        String::new()
    } else {
        text.to_owned()
    }
}

/// Returns what "today" means: what the command line says, else `SOURCE_DATE_EPOCH`, else the
/// clock. The only place that looks at the clock.
///
/// # Errors
/// When either is no date.
pub fn today(stated: Option<&str>, epoch: Option<&str>) -> Result<NaiveDate, Error> {
    if let Some(stated) = stated {
        return NaiveDate::parse_from_str(stated, "%Y-%m-%d").map_err(|_| {
            Error::Told(format!(
                "`--now {stated}` is not a date\n  = help: write it as `2024-03-02`"
            ))
        });
    }
    match epoch {
        Some(epoch) => epoch
            .trim()
            .parse()
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
            .map(|at| at.date_naive())
            .ok_or_else(|| {
                Error::Told(format!(
                    "`SOURCE_DATE_EPOCH={epoch}` is not a number of seconds"
                ))
            }),
        None => Ok(Utc::now().date_naive()),
    }
}

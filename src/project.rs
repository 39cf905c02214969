//! What a run is about: the folder, its settings and today's date, gathered once at the edge.

use crate::config::Config;
use chrono::NaiveDate;
use std::path::PathBuf;

/// The folder, its settings and today's date.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that holds book.toml.
    pub root: PathBuf,
    /// The folder of reports.
    pub src: PathBuf,
    /// The settings.
    pub config: Config,
    /// What "today" means in this run.
    pub today: NaiveDate,
}

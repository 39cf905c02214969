//! `--history`, which wins over book.toml.

use super::say;
use crate::config::ShowHistory;
use crate::history::Notice;
use crate::project::Project;
use clap::{Args, ValueEnum};

/// Whether the versions of reports are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// Always, where git has them
    On,
    /// Never
    Off,
    /// Up to 2,000 reports that are not for the public
    Auto,
}

/// Arguments of commands that make pages.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct HistoryChoice {
    /// Pages with the versions of each report, from git [default: `history` of book.toml, else auto]
    #[arg(
        long,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "on"
    )]
    history: Option<When>,
}

impl HistoryChoice {
    /// Puts what was typed in the place of what book.toml says.
    pub(super) fn apply(self, project: &mut Project) {
        let html = &mut project.config.html;
        match self.history {
            Some(When::On) => html.history = ShowHistory::On,
            Some(When::Off) => html.history = ShowHistory::Off,
            Some(When::Auto) => html.history = ShowHistory::Auto,
            None => {}
        }
    }
}

/// Says what is missing, and what helps.
pub(super) fn tell(notice: Option<&Notice>) {
    if let Some(notice) = notice {
        say(&format!("{}\n  = help: {}", notice.message, notice.help));
    }
}

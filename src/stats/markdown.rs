//! The numbers as a digest for a review: what happened, how long it took, what keeps breaking, what is
//! left to do.

use super::human::{interval, took, verdict};
use super::view::{Entry, Item, Stats};
use crate::config::Config;
use std::fmt::Write as _;

/// Most rows of a table.
const MOST: usize = 10;

/// Most incidents in the list.
const INCIDENTS: usize = 50;

/// Prints the digest. Incidents are links where book.toml names the address of the site.
pub fn print(stats: &Stats, config: &Config) -> String {
    let digest = Digest {
        stats,
        site: config.html.site_url.as_deref(),
        config,
    };
    digest.print()
}

struct Digest<'a> {
    stats: &'a Stats,
    site: Option<&'a str>,
    config: &'a Config,
}

impl Digest<'_> {
    fn print(&self) -> String {
        let stats = self.stats;
        let mut out = format!("# {}\n\n{}\n", self.heading(), self.lead());
        if stats.incidents == 0 {
            return out;
        }
        for part in [
            self.incidents(),
            self.durations(),
            self.causes(),
            self.where_and_how(),
            self.actions(),
            self.came_back(),
            self.left_out(),
        ] {
            if !part.is_empty() {
                out.push('\n');
                out.push_str(&part);
            }
        }
        out
    }

    fn heading(&self) -> String {
        let stats = self.stats;
        let days = match (&stats.since, &stats.until) {
            (Some(since), Some(until)) => format!(", {since} to {until}"),
            (Some(since), None) => format!(", {since} to {}", stats.today),
            (None, Some(until)) => format!(", up to {until}"),
            (None, None) => String::new(),
        };
        format!("Incidents of {}{days}", escaped(&stats.title))
    }

    fn lead(&self) -> String {
        let stats = self.stats;
        let mut words = match stats.incidents {
            0 => "There were none.".to_owned(),
            1 => "There was one incident".to_owned(),
            n => format!("There were {n} incidents"),
        };
        if !stats.query.is_empty() {
            let _ = write!(words, " (`{}`)", stats.query.replace('`', "'"));
        }
        if stats.incidents == 0 {
            return words;
        }
        let levels: Vec<String> = stats
            .severities
            .iter()
            .filter_map(|severity| Some(format!("{} {}", severity.count, severity.title.as_ref()?)))
            .collect();
        if !levels.is_empty() {
            let _ = write!(words, ": {}", escaped(&levels.join(", ")));
        }
        words.push('.');
        if let Some(impact) = stats.durations.first()
            && let Some(median) = impact.length.median
        {
            let _ = write!(
                words,
                " Half of the {} that are timed hurt users for {} or longer.",
                impact.length.n,
                took(median)
            );
        }
        if let Some(change) = &stats.change {
            let _ = write!(
                words,
                "\n\n{} began from {} to {}, {} from {} to {}: {}.",
                change.recent.incidents,
                change.recent.first,
                change.recent.last,
                change.before.incidents,
                change.before.first,
                change.before.last,
                verdict(change)
            );
        }
        words
    }

    fn incidents(&self) -> String {
        let mut out = String::from(
            "## What happened\n\n| Began | Incident | Severity | Time of impact |\n|---|---|---|---|\n",
        );
        for entry in self.stats.list.iter().take(INCIDENTS) {
            let level = entry.severity.as_ref();
            let level = level.and_then(|id| self.config.severity(id));
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} |",
                entry.began.as_deref().unwrap_or("no date"),
                self.link(entry),
                level.map_or_else(String::new, |level| escaped(&level.title)),
                entry
                    .impact_seconds
                    .map_or_else(String::new, |seconds| took(seconds as f64))
            );
        }
        let more = self.stats.list.len().saturating_sub(INCIDENTS);
        if more > 0 {
            let _ = writeln!(out, "\nAnd {more} more before these.");
        }
        out
    }

    fn durations(&self) -> String {
        let timed = self.stats.durations.iter().filter(|it| it.length.n > 0);
        let mut out = String::new();
        for duration in timed {
            let length = &duration.length;
            let maybe = |seconds: Option<f64>| seconds.map(took).unwrap_or_default();
            let _ = writeln!(
                out,
                "| {} ({}) | {} | {} | {} | {} | {} | {} |",
                duration.name,
                duration.definition,
                length.n,
                maybe(length.median),
                interval(length),
                maybe(length.p90),
                maybe(length.longest.map(|seconds| seconds as f64)),
                duration.left_out.total()
            );
        }
        if out.is_empty() {
            return out;
        }
        format!(
            "## How long it took\n\n| Duration | n | Median | 95 % interval | 90th percentile | Longest | Left out |\n|---|--:|--:|--:|--:|--:|--:|\n{out}"
        )
    }

    fn causes(&self) -> String {
        let causes = &self.stats.causes;
        if causes.groups.is_empty() {
            return String::new();
        }
        let mut out = format!(
            "## What keeps breaking\n\nShares of the {} that name causes; most have several.\n\n| Cause | Incidents | Share | 95 % interval | Open actions |\n|---|--:|--:|--:|--:|\n",
            counted(causes.coded)
        );
        let subs = causes.sub_causes.iter().take(MOST / 2);
        for cause in causes.groups.iter().take(MOST).chain(subs) {
            let share = cause.share.proportion();
            let title = escaped(&cause.title);
            let title = match cause.id.contains('/') {
                true => format!("{title} (`{}`)", cause.id),
                false => format!("**{title}**"),
            };
            let _ = writeln!(
                out,
                "| {title} | {} | {} | {} | {} |",
                cause.share.count,
                share.percent().unwrap_or_default(),
                share.interval_percent().unwrap_or_default(),
                cause.open_actions
            );
        }
        let change = causes.change_related.proportion();
        if let (Some(percent), Some(interval)) = (change.percent(), change.interval_percent()) {
            let _ = writeln!(out, "\nRelated to a change: {percent} ({interval}).");
        }
        out
    }

    fn where_and_how(&self) -> String {
        let line = |title: &str, items: &[Item]| {
            let said: Vec<String> = items
                .iter()
                .take(MOST)
                .map(|item| format!("{} {}", escaped(&item.title), item.share.count))
                .collect();
            match said.len() {
                0 => String::new(),
                _ => format!("- {title}: {}\n", said.join(", ")),
            }
        };
        let lines = [
            line("Services", &self.stats.services),
            line("Noticed by", &self.stats.detection.values),
            line("Ended by", &self.stats.mitigation.values),
        ]
        .concat();
        match lines.as_str() {
            "" => lines,
            _ => format!("## Where, and how\n\n{lines}"),
        }
    }

    fn actions(&self) -> String {
        let actions = &self.stats.actions;
        if actions.open + actions.proposed + actions.done + actions.rejected + actions.unknown == 0
        {
            return String::new();
        }
        let mut out = format!(
            "## What is left to do\n\n{} open, {} of them overdue; {} done, {} proposed.\n",
            actions.open + actions.proposed,
            actions.overdue,
            actions.done,
            actions.proposed
        );
        if actions.left.is_empty() {
            return out;
        }
        let has_owner = actions.left.iter().any(|action| action.owner.is_some());
        let has_due = actions.left.iter().any(|action| action.due.is_some());
        // Columns that nobody fills are left out.
        let columns = |owner: &str, due: &str| {
            let owner = if has_owner { owner } else { "" };
            let due = if has_due { due } else { "" };
            format!("{owner}{due}")
        };
        let _ = write!(
            out,
            "\n| Action |{} Incident |\n|---|{}---|\n",
            columns(" Owner |", " Due |"),
            columns("---|", "---|")
        );
        for action in actions.left.iter().take(MOST) {
            let mut due = action.due.clone().unwrap_or_default();
            if let Some(days) = action.days_late {
                let _ = write!(due, " ({days} days late)");
            }
            let owner = escaped(action.owner.as_deref().unwrap_or_default());
            let of = self
                .stats
                .list
                .iter()
                .find(|entry| entry.slug == action.slug);
            let _ = writeln!(
                out,
                "| {} |{} {} |",
                escaped(&action.title),
                columns(&format!(" {owner} |"), &format!(" {due} |")),
                of.map_or_else(String::new, |entry| self.link(entry))
            );
        }
        let more = actions.left.len().saturating_sub(MOST);
        if more > 0 {
            let _ = writeln!(out, "\nAnd {more} more.");
        }
        out
    }

    fn came_back(&self) -> String {
        let entries = self.stats.came_back.iter().take(MOST);
        let lines: String = entries
            .map(|entry| format!("- {}\n", self.link(entry)))
            .collect();
        match lines.as_str() {
            "" => lines,
            _ => format!(
                "## What came back\n\nThe same cause on the same service within a year, or named by the report as related to an earlier one.\n\n{lines}"
            ),
        }
    }

    /// What reports would have to tell for better numbers.
    fn left_out(&self) -> String {
        let stats = self.stats;
        let missing: Vec<String> = stats
            .told
            .iter()
            .filter(|told| {
                ["started", "mitigated", "severity", "causes", "detection"].contains(&told.key)
            })
            .filter(|told| told.share.count < told.share.of)
            .map(|told| {
                format!(
                    "{} without `{}`",
                    told.share.of - told.share.count,
                    told.key
                )
            })
            .collect();
        let mut parts = missing;
        if stats.undated > 0 {
            parts.push(format!("{} undated, and not counted at all", stats.undated));
        }
        match parts.as_slice() {
            [] => String::new(),
            parts => format!(
                "## What the numbers lack\n\nOf {} reports: {}.\n",
                stats.incidents,
                parts.join(", ")
            ),
        }
    }

    fn link(&self, entry: &Entry) -> String {
        let title = escaped(&entry.title);
        match self.site {
            Some(site) => format!(
                "[{title}]({}/incidents/{}.html)",
                site.trim_end_matches('/'),
                entry.slug
            ),
            None => title,
        }
    }
}

fn counted(n: usize) -> String {
    match n {
        1 => "one incident".to_owned(),
        n => format!("{n} incidents"),
    }
}

/// Text that stays text in a cell of a table.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '!' => {
                escaped.extend(['\\', c]);
            }
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

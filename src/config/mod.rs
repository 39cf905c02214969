//! What book.toml says, ready to use.

mod policy;
mod read;

pub use policy::{Due, DueBy, Policy};
pub use read::{Loaded, RULE_LEVELS, load, read};

use crate::diagnostic::Level;
use crate::model::{Audience, SectionKind, Taxonomy};
use crate::tree::nearest;
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Whether `03/04/2024` is the third of April or the fourth of March.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 20/07/2021.
    DayFirst,
    /// 07/20/2021.
    MonthFirst,
}

/// A level of severity or status, the worst or first one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLevel {
    /// What reports write, such as `sev1`.
    pub id: String,
    /// What pages show.
    pub title: String,
    /// What it means.
    pub description: Option<String>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Sections that a report of this status must have; only for statuses.
    pub required_sections: Vec<SectionKind>,
}

/// What book.toml says about a service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Service {
    /// What pages show; the id when empty.
    pub title: Option<String>,
    /// Who runs it.
    pub owner: Option<String>,
    /// One or two sentences.
    pub description: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
}

/// What book.toml says about a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonEntry {
    /// What pages show.
    pub title: Option<String>,
    /// What is shown instead of the name in public.
    pub role: Option<String>,
    /// Whether they are still around.
    pub active: Option<bool>,
}

/// What becomes of raw HTML in reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RawHtml {
    /// Harmless markup stays, all else is dropped.
    #[default]
    Sanitize,
    /// It is shown as text.
    Escape,
}

/// Which colours a page starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scheme {
    /// What the reader's system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Whether pages tell the versions of reports that git has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShowHistory {
    /// Where git has it, the archive is not for the public, and it takes little time.
    #[default]
    Auto,
    /// Always; where git does not have it, that is said.
    On,
    /// Never. Git is not asked.
    Off,
}

/// `[output.html]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html {
    /// Name of a folder under `themes/`; the built-in theme where it is absent.
    pub theme: Option<String>,
    /// Public address of the site, with a slash at its end. Canonical links, the sitemap and the
    /// feed need it; without it they stay relative or are left out.
    pub site_url: Option<String>,
    /// The repository's web address.
    pub repository_url: Option<String>,
    /// Address to edit a report at; `{path}` is replaced.
    pub edit_url_template: Option<String>,
    /// Style sheets of the project, relative to book.toml.
    pub additional_css: Vec<PathBuf>,
    /// Scripts of the project, relative to book.toml.
    pub additional_js: Vec<PathBuf>,
    /// Colours at first sight.
    pub scheme: Scheme,
    /// A domain for GitHub Pages.
    pub cname: Option<String>,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Whether the versions of reports are shown.
    pub history: ShowHistory,
}

/// Bounds that keep any input from taking unbounded time or memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest report, in bytes.
    pub report_bytes: u64,
    /// Largest image or other file copied beside a page, in bytes.
    pub asset_bytes: u64,
    /// Longest front matter, in bytes.
    pub front_matter_bytes: usize,
    /// Most timeline events of a report.
    pub events: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            report_bytes: 4 << 20,
            asset_bytes: 64 << 20,
            front_matter_bytes: 64 << 10,
            events: 2_000,
        }
    }
}

/// Everything book.toml decides, with defaults for what it leaves out.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Name of the archive.
    pub title: String,
    /// What it is, one or two sentences.
    pub description: Option<String>,
    /// Who keeps it.
    pub authors: Vec<String>,
    /// Language of the pages, a BCP 47 tag.
    pub language: String,
    /// Folder of the reports, relative to book.toml.
    pub src: PathBuf,
    /// Zone of times that state none.
    pub timezone: Option<Tz>,
    /// How `03/04/2024` is read.
    pub date_order: Option<DateOrder>,
    /// Patterns of files that are not reports, relative to `src`.
    pub ignore: Vec<String>,
    /// Where the site goes, relative to book.toml.
    pub build_dir: PathBuf,
    /// `[output.html]`.
    pub html: Html,
    /// Severities, the worst first.
    pub severities: Vec<NamedLevel>,
    /// Statuses, the first one first; the last means that the report is finished.
    pub statuses: Vec<NamedLevel>,
    /// The causes reports may name.
    pub taxonomy: Taxonomy,
    /// Whether causes that the words of a report suggest count where it names none, marked as
    /// inferred.
    pub count_suggestions: bool,
    /// Services by id; empty means that any name will do.
    pub services: BTreeMap<String, Service>,
    /// People by name.
    pub people: BTreeMap<String, PersonEntry>,
    /// Levels of rules; `None` means that the rule is off.
    pub rules: BTreeMap<String, Option<Level>>,
    /// Levels of rules for reports of a status, by its id.
    pub status_rules: BTreeMap<String, BTreeMap<String, Option<Level>>>,
    /// Hosts that not every reader can reach; those below them, too.
    pub private_hosts: Vec<String>,
    /// Who may read reports that do not say it.
    pub audience: Audience,
    /// Names of front-matter keys, by canonical key.
    pub key_aliases: BTreeMap<String, Vec<String>>,
    /// Front-matter keys that pass through unread.
    pub extra_keys: Vec<String>,
    /// More names of sections.
    pub section_names: BTreeMap<String, SectionKind>,
    /// How soon things have to be done.
    pub policy: Policy,
    /// Bounds.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Config {
        let level = |id: &str, title: &str, aliases: &[&str]| NamedLevel {
            id: id.to_owned(),
            title: title.to_owned(),
            description: None,
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            required_sections: Vec::new(),
        };
        Config {
            title: "Casebook".to_owned(),
            description: None,
            authors: Vec::new(),
            language: "en".to_owned(),
            src: PathBuf::from("incidents"),
            timezone: None,
            date_order: None,
            ignore: Vec::new(),
            build_dir: PathBuf::from("site"),
            html: Html::default(),
            severities: vec![
                level(
                    "sev1",
                    "SEV 1",
                    &[
                        "critical",
                        "p1",
                        "1",
                        "blocker",
                        "down",
                        "outage",
                        "emergency",
                    ],
                ),
                level(
                    "sev2",
                    "SEV 2",
                    &["major", "high", "p2", "2", "disrupted", "degraded"],
                ),
                level("sev3", "SEV 3", &["minor", "medium", "moderate", "p3", "3"]),
                level(
                    "sev4",
                    "SEV 4",
                    &["low", "trivial", "p4", "4", "notice", "informational"],
                ),
            ],
            statuses: vec![
                level("draft", "Draft", &["wip", "in-progress", "open", "new"]),
                level(
                    "in-review",
                    "In review",
                    &["review", "ready-for-review", "pending"],
                ),
                level(
                    "done",
                    "Done",
                    &[
                        "complete",
                        "completed",
                        "final",
                        "published",
                        "closed",
                        "resolved",
                    ],
                ),
            ],
            taxonomy: Taxonomy::built_in(),
            count_suggestions: false,
            services: BTreeMap::new(),
            people: BTreeMap::new(),
            rules: BTreeMap::new(),
            status_rules: BTreeMap::new(),
            private_hosts: Vec::new(),
            audience: Audience::Internal,
            key_aliases: BTreeMap::new(),
            extra_keys: Vec::new(),
            section_names: BTreeMap::new(),
            policy: Policy::default(),
            limits: Limits::default(),
        }
    }
}

impl Config {
    /// Finds a severity by its id or an alias; case, `-`, `_` and spaces are folded.
    pub fn severity(&self, written: &str) -> Option<&NamedLevel> {
        find_level(&self.severities, written)
    }

    /// Finds a status by its id or an alias; case, `-`, `_` and spaces are folded.
    pub fn status(&self, written: &str) -> Option<&NamedLevel> {
        find_level(&self.statuses, written)
    }

    /// Finds the id of a service by its id, title or an alias, folded likewise. Where book.toml
    /// lists no services every name is one.
    pub fn service_id(&self, written: &str) -> Option<&str> {
        let wanted = fold(written);
        self.services.iter().find_map(|(id, service)| {
            let names = service.aliases.iter().chain(&service.title);
            (fold(id) == wanted || names.into_iter().any(|name| fold(name) == wanted))
                .then_some(id.as_str())
        })
    }

    /// Finds the service that was probably meant, by the nearest of all names.
    pub fn near_service(&self, written: &str) -> Option<&str> {
        let wanted = fold(written);
        let named: Vec<(String, &str)> = self
            .services
            .iter()
            .flat_map(|(id, service)| {
                let names = service.aliases.iter().chain(&service.title);
                let names = names.map(|name| fold(name)).chain([fold(id)]);
                names.map(move |name| (name, id.as_str()))
            })
            .collect();
        let near = nearest(&wanted, named.iter().map(|(name, _)| name.as_str()))?;
        named
            .iter()
            .find_map(|(name, id)| (name == near).then_some(*id))
    }

    /// Returns what pages call a service.
    pub fn service_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.services
            .get(id)
            .and_then(|service| service.title.as_deref())
            .unwrap_or(id)
    }
}

fn find_level<'a>(levels: &'a [NamedLevel], written: &str) -> Option<&'a NamedLevel> {
    let wanted = fold(written);
    levels.iter().find(|level| {
        fold(&level.id) == wanted || level.aliases.iter().any(|alias| fold(alias) == wanted)
    })
}

/// Finds the level that was probably meant, by the nearest of all its names. Another number is no
/// slip of the pen: `sev5` is not meant to be `sev1`.
pub fn near_level<'a>(written: &str, levels: &'a [NamedLevel]) -> Option<&'a str> {
    let wanted = fold(written);
    let parts =
        |name: &str| -> (String, String) { name.chars().partition(|c| !c.is_ascii_digit()) };
    let is_other_number = |name: &str| {
        let ((a, m), (b, n)) = (parts(&wanted), parts(name));
        a == b && m.len() == n.len() && m != n
    };
    let named: Vec<(String, &str)> = levels
        .iter()
        .flat_map(|level| {
            let names = level.aliases.iter().chain([&level.id]);
            names.map(|name| (fold(name), level.id.as_str()))
        })
        .filter(|(name, _)| name.chars().count() > 2 && !is_other_number(name))
        .collect();
    let near = nearest(&wanted, named.iter().map(|(name, _)| name.as_str()))?;
    named
        .iter()
        .find_map(|(name, id)| (name == near).then_some(*id))
}

fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

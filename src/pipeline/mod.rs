//! The stages in order.

mod edition;

pub use edition::{Edition, Saved};

use crate::analyze;
use crate::check::{self, Given, Strictness};
use crate::config::ShowHistory;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::error::Error;
use crate::git;
use crate::history::{Bounds, Histories, Report};
use crate::load::{self, Scope};
use crate::model::{Audience, Corpus, Moment, Origin, Sourced, Zone, ZoneOrigin, ZoneUse};
use crate::project::Project;
use crate::render::{self, Book};
use crate::site::Site;
use crate::source::{Place, Sources};
use crate::theme;
use std::sync::Arc;

/// The incidents of a project with everything that was found wrong.
#[derive(Debug)]
pub struct Checked {
    /// The incidents.
    pub corpus: Corpus,
    /// The text of all files, for excerpts.
    pub sources: Sources,
    /// What is wrong, in the order it is printed.
    pub findings: Vec<Diagnostic>,
    /// How many reports there are, unreadable ones included.
    pub reports: usize,
}

/// Reads and checks a project.
///
/// # Errors
/// When the folder of reports cannot be read at all.
pub fn check(project: &Project, strictness: Strictness) -> Result<Checked, Error> {
    check_some(project, strictness, Scope::All)
}

/// Reads and checks some reports of a project; of the others, the addresses are known.
///
/// # Errors
/// When the folder of reports cannot be read at all.
pub fn check_some(
    project: &Project,
    strictness: Strictness,
    scope: Scope<'_>,
) -> Result<Checked, Error> {
    let config = &project.config;
    let mut findings = project.findings.clone();
    findings.extend(unknown_rules(project));
    findings.extend(unspoken_language(project));
    let loaded = load::load(
        &project.src,
        &project.shown_src,
        config,
        project.sources.clone(),
        scope,
    )?;
    findings.extend(loaded.findings);
    let mut corpus = loaded.corpus;
    date_from_git(&mut corpus, project);
    let given = Given {
        config,
        corpus: &corpus,
        sources: &loaded.sources,
        today: project.today,
        has_coded: loaded.has_coded,
    };
    findings.extend(check::check(&given));
    let findings = check::suppress::suppress(findings, &loaded.sources);
    let mut findings = check::weigh(findings, &given, strictness);
    diagnostic::sort(&mut findings, &loaded.sources);
    // A broken definition is found at every link that uses it.
    findings.dedup();
    let mut sources = loaded.sources;
    for finding in findings
        .iter()
        .filter(|finding| finding.is_about_a_secret())
    {
        sources.conceal(&finding.place);
    }
    Ok(Checked {
        corpus,
        sources,
        findings,
        reports: loaded.found,
    })
}

/// Git's first commit is the last resort for a report that says nothing of when. It is asked once,
/// and only where there is such a report.
fn date_from_git(corpus: &mut Corpus, project: &Project) {
    let undated: Vec<&str> = corpus
        .iter()
        .filter(|incident| incident.started().is_none())
        .map(|incident| incident.path.as_str())
        .collect();
    if undated.is_empty() {
        return;
    }
    let days = git::first_days(&project.src, &undated);
    let zone = match project.config.timezone {
        Some(tz) => ZoneUse {
            zone: Zone::Named(tz),
            origin: ZoneOrigin::Book,
            written: None,
        },
        None => ZoneUse::assumed(),
    };
    corpus.date_undated(|incident| {
        let day = *days.get(&incident.path)?;
        Some(Sourced::inferred(
            Moment::day(day, zone.clone()),
            Origin::Git,
            0..0,
        ))
    });
}

/// More reports than this have no history unless somebody asks for it.
const REPORTS_WITH_HISTORY: usize = 2_000;

/// A repository of more commits than this is not read unless somebody asks, or it was before.
const COMMITS_READ_UNASKED: u32 = 50_000;

/// Reads the versions of the reports from git, where the settings want them. Never a failure: what
/// is not known is told by the notice of what is returned.
pub fn histories(project: &Project, checked: &Checked) -> Histories {
    let config = &project.config;
    let wanted = match config.html.history {
        ShowHistory::On => true,
        ShowHistory::Off => false,
        ShowHistory::Auto => {
            config.audience == Audience::Internal && checked.corpus.len() <= REPORTS_WITH_HISTORY
        }
    };
    if !wanted {
        return Histories::none(None);
    }
    let reports: Vec<Report<'_>> = checked
        .corpus
        .iter()
        .map(|incident| Report {
            path: &incident.path,
            text: Arc::clone(&checked.sources.get(incident.source).text),
        })
        .collect();
    let bounds = Bounds {
        text_bytes: config.limits.report_bytes,
        commits: match config.html.history {
            ShowHistory::On => None,
            ShowHistory::Auto | ShowHistory::Off => Some(COMMITS_READ_UNASKED),
        },
    };
    let histories = Histories::read(&project.src, &reports, bounds);
    match (config.html.history, histories.notice()) {
        // Nobody asked, so nobody misses what was never there.
        (ShowHistory::Auto, Some(notice)) if notice.is_about_none() => Histories::none(None),
        _ => histories,
    }
}

/// Lays out the site of a checked project. Nothing is rendered yet.
///
/// # Errors
/// When the theme has a fault.
pub fn site(project: &Project, checked: Checked, histories: Histories) -> Result<Site, Error> {
    let (corpus, sources) = (checked.corpus, checked.sources);
    render::site(Arc::new(book(project, corpus, sources, histories)?))
}

/// Gathers what pages are made from.
fn book(
    project: &Project,
    corpus: Corpus,
    sources: Sources,
    histories: Histories,
) -> Result<Book, Error> {
    let mut config = project.config.clone();
    let theme = theme::load(&project.root, &config, render::variables)?;
    render::entitle(&mut config, theme.language());
    Ok(Book {
        analysis: Arc::new(analyze::analyze(&corpus, &config, project.today)),
        theme: Arc::new(theme),
        neighbours: Arc::default(),
        corpus,
        sources,
        index: Arc::default(),
        today: project.today,
        histories: Arc::new(histories),
        recent: Arc::default(),
        root: project.root.clone(),
        config,
    })
}

/// Reports may be in any language; that the pages around them are in English should not surprise.
fn unspoken_language(project: &Project) -> Option<Diagnostic> {
    let config = &project.config;
    if theme::speaks(&project.root, config) {
        return None;
    }
    let text = &project.sources.get(project.book).text;
    let tag = &config.language;
    let quoted = [format!("\"{tag}\""), format!("'{tag}'")];
    let start = quoted
        .iter()
        .find_map(|quoted| text.find(quoted))
        .unwrap_or(0);
    let place = Place {
        file: project.book,
        span: start..(start + tag.len() + 2).min(text.len()),
    };
    let built_in: Vec<String> = theme::languages().map(|tag| format!("`{tag}`")).collect();
    let finding = Diagnostic::new(
        "unknown-value",
        Level::Hint,
        place,
        format!("there are no messages in `{tag}`, so the pages around the reports are in English"),
    );
    Some(finding.help(format!(
        "built in are {}; `casebook theme messages {tag}` prints what a theme translates in `languages/{tag}.toml` (docs/themes.md)",
        built_in.join(", ")
    )))
}

fn unknown_rules(project: &Project) -> Vec<Diagnostic> {
    check::unknown_rules(&project.config)
        .into_iter()
        .map(|(name, near)| {
            let text = &project.sources.get(project.book).text;
            let start = text.find(&name).unwrap_or(0);
            let end = if start == 0 { 0 } else { start + name.len() };
            let place = Place {
                file: project.book,
                span: start..end,
            };
            let finding = Diagnostic::new(
                "unknown-key",
                Level::Warning,
                place,
                format!("there is no rule `{name}`"),
            );
            match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("`casebook explain` lists the rules"),
            }
        })
        .collect()
}

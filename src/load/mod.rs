//! Files to incidents: walk, cut, read, resolve.

mod actions;
pub mod body;
mod causes;
mod drawing;
mod events;
mod file;
mod fill;

pub(crate) mod front_matter;
pub mod keys;
mod links;
pub(crate) mod moments;
mod report;
pub mod time;
mod walk;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Error;
use crate::markdown::{Destination, destinations};
use crate::model::{Action, Corpus, Incident, LinkTarget, Slug};
use crate::source::{Place, SourceId, Sources, Span};
use crate::tree::{Entry, Log};
use file::{Text, read_text};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use walk::Found;

/// What a folder of reports holds.
#[derive(Debug)]
pub struct Loaded {
    /// The incidents.
    pub corpus: Corpus,
    /// The text of every file.
    pub sources: Sources,
    /// What is wrong in them, as far as reading shows.
    pub findings: Vec<Diagnostic>,
    /// How many reports were found, those that could not be read included.
    pub found: usize,
    /// Whether any report names causes.
    pub has_coded: bool,
}

/// Which reports are read. The others are known by their addresses.
#[derive(Clone, Copy)]
pub enum Scope<'a> {
    /// All of them.
    All,
    /// Those whose names, as findings print them, are wanted.
    Only(&'a (dyn Fn(&str) -> bool + Sync)),
}

impl Scope<'_> {
    fn has(&self, name: &str) -> bool {
        match self {
            Scope::All => true,
            Scope::Only(is_wanted) => is_wanted(name),
        }
    }
}

/// Reads the reports below `src`. `shown` is how findings call that folder: `incidents`.
///
/// In a narrow scope, a report that a wanted one links into is read as well, for its headings.
///
/// # Errors
/// When the folder itself cannot be read. A report that cannot is a finding.
pub fn load(
    src: &Path,
    shown: &str,
    config: &Config,
    mut sources: Sources,
    scope: Scope<'_>,
) -> Result<Loaded, Error> {
    let walked = walk::walk(src, config)?;
    let mut findings = Vec::new();
    for (level, path, words) in &walked.trouble {
        let file = sources.add(named(shown, path), "");
        let message = format!(
            "`{}` {words}",
            if path.is_empty() { "book.toml" } else { path }
        );
        findings.push(Diagnostic::new(
            "unreadable-file",
            *level,
            Place { file, span: 0..0 },
            message,
        ));
    }
    let texts: Vec<Text> = walked
        .reports
        .par_iter()
        .map(|found| match scope.has(&named(shown, &found.path)) {
            true => read_text(found, config),
            false => Text::unread(),
        })
        .collect();
    let mut files = Vec::new();
    for (found, text) in walked.reports.iter().zip(texts) {
        let file = sources.add(named(shown, &found.path), text.text);
        findings.extend(text.trouble.map(|trouble| trouble.at(file)));
        files.push((found, file, text.whole));
    }
    let slugs = slugs(&files, &mut findings);
    let reports: Vec<Report> = files
        .into_iter()
        .filter_map(|(found, file, is_read)| {
            let slug = slugs.get(&found.path)?.clone();
            Some(Report {
                found,
                file,
                slug,
                is_read,
            })
        })
        .collect();
    let read: Vec<Read> = reports
        .par_iter()
        .filter(|report| report.is_read)
        .map(|report| report.read(config, &sources))
        .collect();
    let archive = links::Archive {
        src,
        real_src: &fs::canonicalize(src).unwrap_or_else(|_| src.to_path_buf()),
        slugs: &slugs,
        config,
    };
    let mut corpus = Corpus::default();
    findings.extend(connect(read, &archive, &mut corpus));
    let others: Vec<&Report> = reports.iter().filter(|report| !report.is_read).collect();
    if let Scope::Only(_) = scope {
        read_targets(&others, &archive, &mut sources, &mut corpus);
    }
    Ok(Loaded {
        has_coded: has_coded(&corpus, &others, config),
        corpus,
        sources,
        findings,
        found: walked.reports.len(),
    })
}

/// A report by its file and its address.
struct Report<'a> {
    found: &'a Found,
    file: SourceId,
    slug: Slug,
    is_read: bool,
}

impl Report<'_> {
    fn read(&self, config: &Config, sources: &Sources) -> Read {
        read_report(self.found, self.file, self.slug.clone(), config, sources)
    }
}

/// Reads the reports that others link into. What is wrong in them was not asked for.
fn read_targets(
    others: &[&Report<'_>],
    archive: &links::Archive<'_>,
    sources: &mut Sources,
    corpus: &mut Corpus,
) {
    let linked: BTreeSet<Slug> = corpus
        .iter()
        .flat_map(|incident| &incident.links)
        .filter_map(|link| match &link.target {
            LinkTarget::Report {
                slug,
                fragment: Some(_),
            } => Some(slug.clone()),
            _ => None,
        })
        .collect();
    for report in others.iter().filter(|report| linked.contains(&report.slug)) {
        sources.replace(report.file, read_text(report.found, archive.config).text);
        let read = report.read(archive.config, sources);
        connect(vec![read], archive, corpus);
    }
}

/// Says whether any report names causes. Those that were not read are asked only where it matters,
/// and only for the key.
fn has_coded(corpus: &Corpus, others: &[&Report<'_>], config: &Config) -> bool {
    let names_causes = |incident: &Incident| {
        let mut causes = incident.causes.iter();
        causes.any(|cause| cause.id.origin.is_stated())
    };
    if corpus.iter().any(names_causes) {
        return true;
    }
    let states_causes = |report: &&Report<'_>| {
        let text = read_text(report.found, config).text;
        let front_matter = front_matter::split(&text).front_matter;
        let lines = front_matter.and_then(|(_, span)| text.get(span));
        lines.unwrap_or_default().lines().any(|line| {
            let key = line.split([':', '=']).next().unwrap_or_default();
            !key.starts_with(' ') && key != line && keys::canonical(key.trim(), config) == "causes"
        })
    };
    !corpus.is_empty() && others.par_iter().any(states_causes)
}

fn named(shown: &str, path: &str) -> String {
    match (shown, path) {
        ("", path) => path.to_owned(),
        (shown, "") => shown.to_owned(),
        (shown, path) => format!("{shown}/{path}"),
    }
}

/// Gives every report its address. Of two with one address the first by path keeps it, and the
/// other is named with both.
fn slugs(
    files: &[(&Found, SourceId, bool)],
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Slug> {
    let mut slugs = BTreeMap::new();
    let mut owners: BTreeMap<Slug, (SourceId, &str)> = BTreeMap::new();
    for (found, file, _) in files {
        // A name without any letter still needs an address.
        let Some(slug) = Slug::from_name(&found.name).or_else(|| Slug::from_name("report")) else {
            continue;
        };
        let place = Place {
            file: *file,
            span: 0..0,
        };
        match owners.get(&slug) {
            None => {
                owners.insert(slug.clone(), (*file, &found.path));
                slugs.insert(found.path.clone(), slug);
            }
            Some((first, path)) => {
                let message = format!(
                    "`{}` and `{path}` would both be `incidents/{slug}.html`",
                    found.path
                );
                findings.push(
                    Diagnostic::new("duplicate-slug", Level::Error, place, message)
                        .related(
                            Place {
                                file: *first,
                                span: 0..0,
                            },
                            "has the address already",
                        )
                        .help("rename one of the two files; the name is the address"),
                );
            }
        }
    }
    slugs
}

/// Reads one report by itself, as it would be with another text. What needs the other reports, its
/// links and relations, is not looked up.
pub fn read_alone(
    known: &Incident,
    config: &Config,
    sources: &Sources,
) -> (Incident, Vec<Diagnostic>) {
    let found = Found {
        file: PathBuf::new(),
        name: walk::name_of(&known.path),
        path: known.path.clone(),
    };
    let read = read_report(&found, known.source, known.slug.clone(), config, sources);
    (read.incident, read.findings)
}

struct Read {
    incident: Incident,
    destinations: Vec<Destination>,
    findings: Vec<Diagnostic>,
}

/// A text that was a report once.
pub struct VersionRead {
    /// What it says.
    pub incident: Incident,
    /// Where its front matter stands, without the fences.
    pub front_matter: Option<Span>,
    /// The front matter, key by key.
    pub entries: Vec<Entry>,
    /// Whether the front matter cannot be read as it stands.
    pub is_broken: bool,
}

/// Reads an older version of a report. `path` is where the report stands now.
pub fn read_version(text: &str, path: &str, slug: &Slug, config: &Config) -> VersionRead {
    let file = Sources::default().add(path.to_owned(), text);
    let name = walk::name_of(path);
    let parts = front_matter::split(text);
    let mut log = Log::new(file);
    let entries = report::entries(text, &parts, config, &mut log);
    let is_broken = log
        .findings
        .iter()
        .any(|finding| finding.level == Level::Error);
    let origins = report::Origins {
        slug: slug.clone(),
        path,
        source: file,
    };
    let stated = report::read_entries(text, &entries, origins, config, &mut log);
    let incident = with_body(text, &name, stated, parts.body, config);
    VersionRead {
        incident,
        front_matter: parts.front_matter.map(|(_, span)| span),
        entries,
        is_broken,
    }
}

/// Joins what front matter states with what the body says.
fn with_body(
    text: &str,
    name: &str,
    stated: report::Stated,
    body: Span,
    config: &Config,
) -> Incident {
    let given = body::Given {
        stem: name,
        config,
        zone: stated.zone.clone(),
        started: stated.started_day(),
        title: stated.title_span(),
    };
    let above = body.start;
    let mut reading = body::read(text, body, &given);
    let asides = &mut reading.body.asides;
    asides.unread_keys = stated.unread_keys.clone();
    if config.date_order.is_none() {
        let above: Vec<Span> = body::either_way(text, &(0..above)).collect();
        asides.either_way.splice(0..0, above);
    }
    fill::fill(stated, reading, text)
}

fn read_report(
    found: &Found,
    file: SourceId,
    slug: Slug,
    config: &Config,
    sources: &Sources,
) -> Read {
    let text = &sources.get(file).text;
    let mut log = Log::new(file);
    let parts = front_matter::split(text);
    let origins = report::Origins {
        slug,
        path: &found.path,
        source: file,
    };
    let stated = report::read(text, &parts, origins, config, &mut log);
    let mut incident = with_body(text, &found.name, stated, parts.body.clone(), config);
    causes::suggest(&mut incident, text, config);
    let links = links_of(text, parts.body, &incident);
    Read {
        incident,
        destinations: links,
        findings: log.findings,
    }
}

/// Links of the body, and of the Markdown in front matter, which stand somewhere in their value.
fn links_of(text: &str, body: Span, incident: &Incident) -> Vec<Destination> {
    let mut links = destinations(&text[body.clone()]);
    for link in &mut links {
        link.span = body.start + link.span.start..body.start + link.span.end;
    }
    let texts = [&incident.summary, &incident.impact]
        .into_iter()
        .flatten()
        .filter(|text| text.origin.is_stated())
        .map(|text| (text.value.as_str(), &text.span));
    let events = incident
        .timeline
        .iter()
        .filter(|event| event.origin.is_stated());
    let actions = incident
        .actions
        .iter()
        .filter(|action| action.origin.is_stated());
    let texts = texts
        .chain(events.map(|event| (event.text.as_str(), &event.span)))
        .chain(actions.map(|action| (action.title.as_str(), &action.span)));
    for (text, span) in texts.filter(|(text, _)| text.contains("](")) {
        links.extend(destinations(text).into_iter().map(|link| Destination {
            span: span.clone(),
            ..link
        }));
    }
    links
}

/// What needs the addresses of all reports: links between them, and `related`.
fn connect(read: Vec<Read>, archive: &links::Archive<'_>, corpus: &mut Corpus) -> Vec<Diagnostic> {
    let known: BTreeSet<&Slug> = archive.slugs.values().collect();
    let connected: Vec<(Incident, Vec<Diagnostic>)> = read
        .into_par_iter()
        .map(|read| {
            let (mut incident, mut findings) = (read.incident, read.findings);
            links::resolve(&mut incident, read.destinations, archive);
            findings.extend(drop_unknown_relations(&mut incident, &known));
            (incident, findings)
        })
        .collect();
    let mut findings = Vec::new();
    for (incident, found) in connected {
        findings.extend(found);
        // Slugs were made distinct before.
        let _ = corpus.insert(incident);
    }
    findings
}

fn drop_unknown_relations(incident: &mut Incident, known: &BTreeSet<&Slug>) -> Vec<Diagnostic> {
    let (file, own) = (incident.source, incident.slug.clone());
    let mut findings = Vec::new();
    incident.related.retain(|slug| {
        if known.contains(&slug.value) && slug.value != own {
            return true;
        }
        let place = Place {
            file,
            span: slug.span.clone(),
        };
        let message = if slug.value == own {
            "the report is related to itself".to_owned()
        } else {
            format!(
                "`related` names `{}`, and there is no such report",
                slug.value
            )
        };
        let mut finding = Diagnostic::new("related-missing", Level::Warning, place, message);
        let words = known.iter().map(|slug| slug.as_str());
        finding.help = Some(match crate::tree::nearest(slug.value.as_str(), words) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the name of a report's file without its ending".to_owned(),
        });
        findings.push(finding);
        false
    });
    findings
}

/// Two actions of one report with the same words get different ids.
pub(crate) fn distinct_ids(actions: &mut [Action]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for action in actions {
        let count = seen.entry(action.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            action.id = format!("{}-{count}", action.id);
        }
    }
}

//! Files to incidents: walk, cut, read, resolve.

pub mod body;
mod events;
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
use crate::model::{Action, Corpus, Incident, Slug};
use crate::source::{Place, SourceId, Sources, Span};
use crate::tree::Log;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
}

/// Reads every report below `src`. `shown` is how findings call that folder: `incidents`.
///
/// # Errors
/// When the folder itself cannot be read. A report that cannot is a finding.
pub fn load(
    src: &Path,
    shown: &str,
    config: &Config,
    mut sources: Sources,
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
        .map(|found| read_text(found, config))
        .collect();
    let mut files = Vec::new();
    for (found, text) in walked.reports.iter().zip(texts) {
        let file = sources.add(named(shown, &found.path), text.text);
        findings.extend(text.trouble.map(|trouble| trouble.at(file)));
        files.push((found, file, text.whole));
    }
    let slugs = slugs(&files, &mut findings);
    let read: Vec<Read> = files
        .par_iter()
        .filter(|(_, _, whole)| *whole)
        .filter_map(|(found, file, _)| {
            let slug = slugs.get(&found.path)?.clone();
            Some(read_report(found, *file, slug, config, &sources))
        })
        .collect();
    let corpus = connect(read, src, &slugs, config, &mut findings);
    Ok(Loaded {
        corpus,
        sources,
        findings,
        found: walked.reports.len(),
    })
}

fn named(shown: &str, path: &str) -> String {
    match (shown, path) {
        ("", path) => path.to_owned(),
        (shown, "") => shown.to_owned(),
        (shown, path) => format!("{shown}/{path}"),
    }
}

struct Text {
    text: Arc<str>,
    whole: bool,
    trouble: Option<Trouble>,
}

struct Trouble {
    rule: &'static str,
    level: Level,
    at: usize,
    message: String,
    help: Option<&'static str>,
}

impl Trouble {
    fn at(self, file: SourceId) -> Diagnostic {
        let place = Place {
            file,
            span: self.at..self.at,
        };
        let mut finding = Diagnostic::new(self.rule, self.level, place, self.message);
        finding.help = self.help.map(str::to_owned);
        finding
    }
}

fn read_text(found: &Found, config: &Config) -> Text {
    let unreadable = |rule, message, help| Text {
        text: Arc::from(""),
        whole: false,
        trouble: Some(Trouble {
            rule,
            level: Level::Error,
            at: 0,
            message,
            help,
        }),
    };
    let limit = config.limits.report_bytes;
    match fs::metadata(&found.file) {
        Ok(metadata) if metadata.len() > limit => {
            return unreadable(
                "too-large",
                format!("the report has {} bytes; {limit} are read", metadata.len()),
                Some(
                    "move logs and dumps into files beside it, or raise `report-bytes` in [limits] of book.toml",
                ),
            );
        }
        _ => {}
    }
    let bytes = match fs::read(&found.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            return unreadable(
                "unreadable-file",
                format!("the report cannot be read: {error}"),
                None,
            );
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = front_matter::without_template_tags(text.into(), &found.path);
            Text {
                text,
                whole: true,
                trouble: None,
            }
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let message =
                "the report is not UTF-8 text from here on; unknown bytes show as \u{FFFD}"
                    .to_owned();
            let help = Some("save the file as UTF-8");
            let trouble = Trouble {
                rule: "invalid-utf8",
                level: Level::Warning,
                at,
                message,
                help,
            };
            Text {
                text: text.into(),
                whole: true,
                trouble: Some(trouble),
            }
        }
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
    let given = body::Given {
        stem: &found.name,
        config,
        zone: stated.zone.clone(),
        started: stated.started_day(),
    };
    let mut reading = body::read(text, parts.body.clone(), &given);
    let asides = &mut reading.body.asides;
    if !stated.incident.title.value.is_empty() {
        let span = stated.incident.title.span.clone();
        let words = text.get(span.clone()).unwrap_or_default();
        asides.title_day = body::first_date(words, span.start, config.date_order)
            .and_then(|dated| Some((body::day_of(&dated.reading)?, dated.span)));
    }
    if config.date_order.is_none() {
        let above: Vec<Span> = body::either_way(text, &(0..parts.body.start)).collect();
        asides.either_way.splice(0..0, above);
    }
    let incident = fill::fill(stated, reading, text);
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

/// What needs all reports at once: links between them, and `related`.
fn connect(
    read: Vec<Read>,
    src: &Path,
    slugs: &BTreeMap<String, Slug>,
    config: &Config,
    findings: &mut Vec<Diagnostic>,
) -> Corpus {
    let real_src = fs::canonicalize(src).unwrap_or_else(|_| src.to_path_buf());
    let archive = links::Archive {
        src,
        real_src: &real_src,
        slugs,
        config,
    };
    let known: BTreeSet<&Slug> = slugs.values().collect();
    let connected: Vec<(Incident, Vec<Diagnostic>)> = read
        .into_par_iter()
        .map(
            |Read {
                 mut incident,
                 destinations,
                 mut findings,
             }| {
                links::resolve(&mut incident, destinations, &archive);
                findings.extend(drop_unknown_relations(&mut incident, &known));
                (incident, findings)
            },
        )
        .collect();
    let mut corpus = Corpus::default();
    for (incident, found) in connected {
        findings.extend(found);
        // Slugs were made distinct before.
        let _ = corpus.insert(incident);
    }
    corpus
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

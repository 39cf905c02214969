//! One file to one incident: every field is looked at, every fault is noted.

use super::front_matter::{Language, Parts};
use super::keys::{KEYS, PASSED_OVER, canonical};
use super::moments::Clock;
use super::{actions, causes, events};
use crate::config::{self, Config};
use crate::diagnostic::Level;
use crate::model::{
    Audience, Body, Detection, Incident, Milestone, Mitigation, Moment, Origin, Person, Precision,
    Slug, Sourced, Zone, ZoneOrigin, ZoneUse,
};
use crate::source::{Place, SourceId, Span};
use crate::tree::{
    Entry, Fields, Found, Log, Node, Value, nearest, nodes_of, read_toml, read_yaml, wrong_type,
};
use chrono::NaiveDate;
use icu_locale::Locale;
use std::collections::BTreeMap;

/// What is known of a report before it is read.
pub(crate) struct Origins<'a> {
    /// Its address.
    pub(crate) slug: Slug,
    /// Its path below the folder of reports.
    pub(crate) path: &'a str,
    /// The file.
    pub(crate) source: SourceId,
}

/// What front matter says. The incident in it has an empty title where none is stated, and an empty
/// body.
pub(crate) struct Stated {
    /// Everything that is stated.
    pub(crate) incident: Incident,
    /// The zone, where the report's own front matter names one.
    pub(crate) zone: Option<ZoneUse>,
    /// Keys that are given, and nothing of whose values could be read.
    pub(crate) unread_keys: Vec<&'static str>,
}

impl Stated {
    /// Where the title is stated.
    pub(crate) fn title_span(&self) -> Option<Span> {
        let title = &self.incident.title;
        (!title.value.is_empty()).then(|| title.span.clone())
    }

    /// The day that the incident began on, as stated.
    pub(crate) fn started_day(&self) -> Option<NaiveDate> {
        let started = self.incident.at(Milestone::Started)?;
        (started.precision >= Precision::Day).then(|| started.local.date())
    }
}

/// Reads front matter. Whatever could not be read is in the log; the rest is in the incident.
pub(crate) fn read(
    text: &str,
    parts: &Parts,
    origins: Origins<'_>,
    config: &Config,
    log: &mut Log,
) -> Stated {
    let entries = entries(text, parts, config, log);
    read_entries(text, &entries, origins, config, log)
}

/// Does the same with front matter that was taken apart already.
pub(super) fn read_entries(
    text: &str,
    entries: &[Entry],
    origins: Origins<'_>,
    config: &Config,
    log: &mut Log,
) -> Stated {
    let mut fields = Fields::named(entries, |key| canonical(key, config));
    let zone = report_zone(&mut fields, log);
    let clock = Clock {
        zone: zone.clone().unwrap_or_else(|| book_zone(config)),
        order: config.date_order,
    };
    let finished = fields.take_truth("resolved");
    let milestones = read_milestones(&mut fields, &clock, log);
    let day = milestones
        .values()
        .next()
        .map(|at: &Sourced<Moment>| at.value.local.date());
    let trigger = fields.text("trigger", log).map(stated);
    let causes;
    let incident = Incident {
        title: read_title(&mut fields, log),
        language: read_language(&mut fields, log),
        status: read_level(&mut fields, "status", config, log)
            .or_else(|| finished.and_then(|truth| status_of_truth(truth, config))),
        severity: read_level(&mut fields, "severity", config, log),
        authors: read_authors(&mut fields, config, log),
        services: read_services(&mut fields, config, log),
        causes: {
            causes = causes::read(&mut fields, trigger.as_ref(), config, log);
            causes.known
        },
        unknown_causes: causes.unknown,
        trigger,
        detection: read_word(
            &mut fields,
            "detection",
            Detection::ALL,
            Detection::as_str,
            log,
        ),
        mitigation: read_word(
            &mut fields,
            "mitigation",
            Mitigation::ALL,
            Mitigation::as_str,
            log,
        ),
        tags: fields.names("tags", log).into_iter().map(stated).collect(),
        published: read_moment(&mut fields, "published", &clock, log),
        summary: fields.text("summary", log).map(stated),
        impact: fields.text("impact", log).map(stated),
        timeline: events::read(fields.entry("timeline"), text, &clock, day, config, log),
        actions: actions::read(&mut fields, &clock, log),
        related: fields
            .texts("related", log)
            .into_iter()
            .filter_map(related_slug)
            .collect(),
        sources: read_sources(&mut fields, log),
        audience: read_word(&mut fields, "audience", &AUDIENCES, audience_word, log),
        extra: read_extra(&mut fields, config),
        milestones,
        body: Body::default(),
        factors: Vec::new(),
        suggestions: Vec::new(),
        links: Vec::new(),
        assets: Vec::new(),
        slug: origins.slug,
        source: origins.source,
        path: origins.path.to_owned(),
    };
    let known: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
    fields.finish(&known, "a report", log);
    doubled(entries, config, log);
    let is_given = |key: &str| {
        let is_it =
            |entry: &Entry| entry.node.value != Value::Null && canonical(&entry.key, config) == key;
        entries.iter().any(is_it)
    };
    let is_read = |key: &str| match key {
        "title" => !incident.title.value.is_empty(),
        "causes" => !incident.causes.is_empty(),
        "timezone" => zone.is_some(),
        _ => incident.milestones.contains_key(&Milestone::Started),
    };
    Stated {
        unread_keys: ["title", "causes", "started", "timezone"]
            .into_iter()
            .filter(|key| is_given(key) && !is_read(key))
            .collect(),
        incident,
        zone,
    }
}

/// Keys of one value each.
const SINGLE: [&str; 18] = [
    "title",
    "status",
    "severity",
    "trigger",
    "detection",
    "mitigation",
    "started",
    "detected",
    "acknowledged",
    "declared",
    "identified",
    "mitigated",
    "resolved",
    "published",
    "timezone",
    "language",
    "summary",
    "impact",
];

/// Warns where two keys mean the same and say different things: one of them is lost. What only
/// says it less exactly does no harm.
fn doubled(entries: &[Entry], config: &Config, log: &mut Log) {
    let words = |entry: &Entry| match &entry.node.value {
        Value::Scalar(scalar) => Some(scalar.text.trim().to_lowercase()),
        _ => None,
    };
    let mut first: BTreeMap<String, (&Entry, String)> = BTreeMap::new();
    for entry in entries {
        let key = canonical(&entry.key, config);
        let Some(said) =
            words(entry).filter(|said| !matches!(said.as_str(), "" | "true" | "false"))
        else {
            continue;
        };
        if !SINGLE.contains(&key.as_str()) {
            continue;
        }
        let Some((known, before)) = first.get(&key) else {
            first.insert(key, (entry, said));
            continue;
        };
        if known.key == entry.key || before.starts_with(&said) || said.starts_with(before.as_str())
        {
            continue;
        }
        let related = Place {
            file: log.file,
            span: known.key_span.clone(),
        };
        let message = format!("`{}` means `{key}`, which is given already", entry.key);
        let finding = log.add(
            "invalid-front-matter",
            Level::Warning,
            entry.key_span.clone(),
            message,
        );
        finding
            .related
            .push((related, "this one is read".to_owned()));
        finding.help = Some("keep one of the two".to_owned());
    }
}

pub(super) fn entries(text: &str, parts: &Parts, config: &Config, log: &mut Log) -> Vec<Entry> {
    const RULE: &str = "invalid-front-matter";
    let Some((language, span)) = parts.front_matter.clone() else {
        return Vec::new();
    };
    if let Some(fence) = &parts.unclosed {
        let close = if language == Language::Yaml {
            "---"
        } else {
            "+++"
        };
        let finding = log.add(
            RULE,
            Level::Error,
            fence.clone(),
            "front matter begins here and nothing ends it",
        );
        finding.help = Some(format!("put a line `{close}` below the last key"));
    }
    let limit = config.limits.front_matter_bytes;
    if span.len() > limit {
        let message = format!(
            "front matter of {} bytes is longer than the {limit} that are read",
            span.len()
        );
        let finding = log.add(RULE, Level::Error, span.start..span.start, message);
        finding.help = Some(
            "move long texts into the body, or raise `front-matter-bytes` in [limits] of book.toml"
                .to_owned(),
        );
        return Vec::new();
    }
    match language {
        Language::Yaml => read_yaml(text, span, log),
        Language::Toml => read_toml(text, span, RULE, log),
    }
}

pub(super) fn stated<T>(found: Found<T>) -> Sourced<T> {
    Sourced::stated(found.value, found.span)
}

/// A title is one line, whatever YAML block it was written in.
fn read_title(fields: &mut Fields<'_>, log: &mut Log) -> Sourced<String> {
    match fields.text("title", log) {
        Some(title) => stated(title).map(|title| {
            without_form_words(&title.split_whitespace().collect::<Vec<_>>().join(" "))
        }),
        None => Sourced::inferred(String::new(), Origin::FileName, 0..0),
    }
}

/// `Incident on 2024-03-02 - Failover` says in front matter what it says in a heading. A date alone
/// may be meant, so it stays.
fn without_form_words(title: &str) -> String {
    let trimmed = super::body::trimmed_title(title);
    let is_form = title
        .strip_suffix(trimmed.as_str())
        .is_some_and(|head| head.contains(char::is_alphabetic) && head.contains(char::is_numeric));
    if is_form { trimmed } else { title.to_owned() }
}

/// The language of a report, as browsers and screen readers take it.
fn read_language(fields: &mut Fields<'_>, log: &mut Log) -> Option<String> {
    let found = fields.text("language", log)?;
    let tag = found.value.replace('_', "-");
    let is_short = tag.split('-').next().is_some_and(|part| part.len() <= 3);
    if let Some(locale) = tag.parse::<Locale>().ok().filter(|_| is_short) {
        return Some(locale.to_string());
    }
    let message = format!("`{}` is not a language tag", found.value);
    let finding = log.add("unknown-value", Level::Warning, found.span, message);
    finding.help = Some("write it as browsers know it: `de`, `pt-BR`".to_owned());
    None
}

fn report_zone(fields: &mut Fields<'_>, log: &mut Log) -> Option<ZoneUse> {
    let found = fields.text("timezone", log)?;
    if let Some(zone) = super::moments::zone_of(&found.value) {
        return Some(ZoneUse {
            zone,
            origin: ZoneOrigin::Report,
            written: Some(found.value),
        });
    }
    let near = nearest(
        &found.value,
        chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name()),
    );
    let message = format!("`{}` is not a time zone", found.value);
    let finding = log.add("unknown-timezone", Level::Warning, found.span, message);
    finding.help = Some(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "use a name of the tz database, such as `Europe/London` or `UTC`".to_owned(),
    });
    None
}

fn book_zone(config: &Config) -> ZoneUse {
    match config.timezone {
        Some(tz) => ZoneUse {
            zone: Zone::Named(tz),
            origin: ZoneOrigin::Book,
            written: None,
        },
        None => ZoneUse::assumed(),
    }
}

fn read_milestones(
    fields: &mut Fields<'_>,
    clock: &Clock,
    log: &mut Log,
) -> BTreeMap<Milestone, Sourced<Moment>> {
    let mut milestones = BTreeMap::new();
    for milestone in Milestone::ALL {
        if let Some(moment) = read_moment(fields, milestone.as_str(), clock, log) {
            milestones.insert(milestone, moment);
        }
    }
    milestones
}

pub(super) fn read_moment(
    fields: &mut Fields<'_>,
    key: &str,
    clock: &Clock,
    log: &mut Log,
) -> Option<Sourced<Moment>> {
    let found = fields.text(key, log)?;
    match clock.moment(&found.value) {
        Some(moment) => Some(Sourced::stated(moment, found.span)),
        None => {
            let message = format!("`{}` of `{key}` cannot be read as a time", found.value);
            let finding = log.add("wrong-type", Level::Error, found.span, message);
            finding.label = Some("expected a time".to_owned());
            finding.help = Some(
                "write as much as is known: `2024`, `2024-03`, `2024-03-02`, `2024-03-02 09:14` or `2024-03-02T09:14:00+01:00`"
                    .to_owned(),
            );
            None
        }
    }
}

fn read_level(
    fields: &mut Fields<'_>,
    key: &'static str,
    config: &Config,
    log: &mut Log,
) -> Option<Sourced<String>> {
    let found = fields.text(key, log)?;
    let (rule, levels, level) = match key {
        "status" => (
            "unknown-status",
            &config.statuses,
            config.status(&found.value),
        ),
        _ => (
            "unknown-severity",
            &config.severities,
            config.severity(&found.value),
        ),
    };
    if let Some(level) = level {
        return Some(Sourced::stated(level.id.clone(), found.span));
    }
    let ids: Vec<&str> = levels.iter().map(|level| level.id.as_str()).collect();
    let near = config::near_level(&found.value, levels);
    let message = format!(
        "{key} `{}` is not one of the configured levels",
        found.value
    );
    let finding = log.add(rule, Level::Warning, found.span, message);
    finding.label = Some(format!("expected {}", one_of(&ids)));
    finding.help = Some(match near {
        Some(near) => format!("did you mean `{key}: {near}`?"),
        None => format!("write one of them, or add the level to `[{key}] levels` in book.toml"),
    });
    None
}

/// `resolved: true` says how far things are, not when.
fn status_of_truth(resolved: Found<bool>, config: &Config) -> Option<Sourced<String>> {
    let last = config.statuses.last().filter(|_| resolved.value)?;
    Some(Sourced::stated(last.id.clone(), resolved.span))
}

pub(super) fn one_of(words: &[&str]) -> String {
    match words.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => format!("`{last}`"),
        Some((last, rest)) => {
            let rest: Vec<String> = rest.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", rest.join(", "))
        }
    }
}

fn read_authors(fields: &mut Fields<'_>, config: &Config, log: &mut Log) -> Vec<Sourced<Person>> {
    let mut authors = Vec::new();
    for entry in fields.all("authors") {
        match &entry.node.value {
            Value::Scalar(_) => {
                let entries = std::slice::from_ref(entry);
                let names = Fields::named(entries, |_| "authors".to_owned()).names("authors", log);
                authors.extend(names.into_iter().map(|name| person(name, config)));
            }
            _ => {
                for node in nodes_of(&entry.node) {
                    authors.extend(read_author(node, config, log));
                }
            }
        }
    }
    authors
}

fn person(name: Found<String>, config: &Config) -> Sourced<Person> {
    let active = config
        .people
        .get(&name.value)
        .and_then(|entry| entry.active)
        .unwrap_or(true);
    Sourced::stated(
        Person {
            name: name.value,
            active,
        },
        name.span,
    )
}

/// An author is a name, or a map with `name` and `active`.
fn read_author(node: &Node, config: &Config, log: &mut Log) -> Option<Sourced<Person>> {
    match &node.value {
        Value::Map(entries) => {
            let mut fields = Fields::new(entries);
            let name = fields.text("name", log);
            let active = fields.truth("active", log);
            for ignored in ["email", "role", "team", "url"] {
                fields.entry(ignored);
            }
            fields.finish(&["name", "active"], "an author", log);
            let Some(name) = name else {
                wrong_type(
                    log,
                    node.span.clone(),
                    "authors",
                    "a name, or a map with `name`",
                    "a map without it",
                );
                return None;
            };
            let mut person = person(name, config);
            if let Some(active) = active {
                person.value.active = active.value;
            }
            Some(person)
        }
        Value::Scalar(scalar) => {
            let found = Found {
                value: scalar.text.trim().to_owned(),
                span: node.span.clone(),
            };
            (!found.value.is_empty()).then(|| person(found, config))
        }
        Value::Null => None,
        Value::List(_) => {
            wrong_type(log, node.span.clone(), "authors", "a name", "a list");
            None
        }
    }
}

fn read_services(fields: &mut Fields<'_>, config: &Config, log: &mut Log) -> Vec<Sourced<String>> {
    let mut services: Vec<Sourced<String>> = Vec::new();
    for found in fields.names("services", log) {
        let id = match config.service_id(&found.value) {
            Some(id) => id.to_owned(),
            None => {
                if !config.services.is_empty() {
                    unknown_service(&found, config, log);
                }
                found.value
            }
        };
        if services.iter().all(|service| service.value != id) {
            services.push(Sourced::stated(id, found.span));
        }
    }
    services
}

fn unknown_service(found: &Found<String>, config: &Config, log: &mut Log) {
    let near = config.near_service(&found.value);
    let message = format!("service `{}` is not listed in book.toml", found.value);
    let finding = log.add(
        "unknown-service",
        Level::Warning,
        found.span.clone(),
        message,
    );
    finding.help = Some(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add `[services.\"{}\"]` to book.toml", found.value),
    });
}

const AUDIENCES: [Audience; 2] = [Audience::Internal, Audience::Public];

fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Internal => "internal",
        Audience::Public => "public",
    }
}

/// Reads one word of a fixed set; case, `_` and spaces are folded.
pub(crate) fn read_word<T: Copy>(
    fields: &mut Fields<'_>,
    key: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    log: &mut Log,
) -> Option<Sourced<T>> {
    let found = fields.text(key, log)?;
    let folded = found.value.to_lowercase().replace(['_', ' '], "-");
    if let Some(value) = all.iter().copied().find(|value| word(*value) == folded) {
        return Some(Sourced::stated(value, found.span));
    }
    let words: Vec<&str> = all.iter().map(|value| word(*value)).collect();
    let near = nearest(&folded, words.iter().copied());
    let message = format!("`{}` is not a known `{key}`", found.value);
    let finding = log.add("unknown-value", Level::Warning, found.span, message);
    finding.label = Some(format!("expected {}", one_of(&words)));
    finding.help = near.map(|near| format!("did you mean `{near}`?"));
    None
}

/// Slugs may be written as such, or as the name of the file.
fn related_slug(found: Found<String>) -> Option<Sourced<Slug>> {
    let name = found.value.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".md").unwrap_or(name);
    Slug::from_name(name).map(|slug| Sourced::stated(slug, found.span))
}

fn read_sources(fields: &mut Fields<'_>, log: &mut Log) -> Vec<Sourced<String>> {
    let mut sources: Vec<Sourced<String>> = Vec::new();
    for found in fields.texts("sources", log) {
        if sources.iter().all(|source| source.value != found.value) {
            sources.push(stated(found));
        }
    }
    sources
}

fn read_extra(fields: &mut Fields<'_>, config: &Config) -> BTreeMap<String, serde_json::Value> {
    let mut extra = BTreeMap::new();
    for entry in fields.matching(|name| name.starts_with("x-") || is_extra(name, config)) {
        extra.insert(entry.key.clone(), entry.node.value.to_json());
    }
    extra
}

fn is_extra(name: &str, config: &Config) -> bool {
    PASSED_OVER.contains(&name)
        || config
            .extra_keys
            .iter()
            .any(|key| crate::tree::fold_key(key) == name)
}

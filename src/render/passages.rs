//! A report as a search sees it: its words by the parts of its page that links lead to.

use super::pages::incident::body::Marked;
use super::pages::incident::timeline::{Addresses, clock};
use super::pages::row;
use super::words;
use crate::analyze::{durations, facts};
use crate::config::Config;
use crate::language::Language;
use crate::markdown::{Context, plain_text, stretches};
use crate::model::{Corpus, Incident, Piece, SectionKind};
use crate::search::{self, Document, Field, Index, Passage, Setting, Shown};
use crate::source::Sources;

/// Returns the index of an archive.
pub fn index(corpus: &Corpus, sources: &Sources, config: &Config, language: &Language) -> Index {
    let mut incidents = corpus.newest_first();
    incidents.reverse();
    let setting = Setting {
        language: config.language.clone(),
        severities: config.severities.len(),
        names: facts::names(corpus, config),
        average: bytes(corpus, sources) as f64 / corpus.len().max(1) as f64,
        shards: search::shards(bytes(corpus, sources)),
    };
    search::build(incidents.len(), setting, |number| {
        document(incidents[number], sources, config, language)
    })
}

/// Returns how long all reports are together.
pub(super) fn bytes(corpus: &Corpus, sources: &Sources) -> u64 {
    let reports = corpus.iter().map(|incident| sources.get(incident.source));
    reports.map(|report| report.text.len() as u64).sum()
}

/// Returns what a search sees of an incident.
pub fn document(
    incident: &Incident,
    sources: &Sources,
    config: &Config,
    language: &Language,
) -> Document {
    let mut writer = Writer {
        language,
        incident,
        file: &sources.get(incident.source).text,
        passages: Vec::new(),
    };
    writer.head(config);
    writer.front_matter_timeline();
    writer.body();
    writer.foot();
    Document {
        slug: incident.slug.to_string(),
        shown: shown(incident, config, language),
        length: writer.file.len(),
        facts: facts::of(incident),
        severity: rank(incident, config),
        passages: writer.passages,
    }
}

fn shown(incident: &Incident, config: &Config, language: &Language) -> Shown {
    let lasted = durations::impact(incident).map(|length| words::length(&length, language));
    Shown {
        title: incident.title.value.clone(),
        date: incident
            .started()
            .map(|at| words::short(at, language).text)
            .unwrap_or_default(),
        lasted: lasted.unwrap_or_default(),
        details: row::details(incident, config, language),
    }
}

fn rank(incident: &Incident, config: &Config) -> Option<usize> {
    let id = &incident.severity.as_ref()?.value;
    config.severities.iter().position(|level| level.id == *id)
}

struct Writer<'w> {
    language: &'w Language,
    incident: &'w Incident,
    file: &'w str,
    passages: Vec<Passage>,
}

impl Writer<'_> {
    fn push(&mut self, field: Field, anchor: &str, label: &str, text: String) {
        if !text.trim().is_empty() {
            self.passages.push(Passage {
                field,
                anchor: anchor.to_owned(),
                label: label.to_owned(),
                text,
            });
        }
    }

    /// Title, facts, and what front matter says in sentences.
    fn head(&mut self, config: &Config) {
        let incident = self.incident;
        self.push(Field::Title, "", "", incident.title.value.clone());
        self.push(
            Field::Facts,
            "",
            "",
            facts_text(incident, config, self.language),
        );
        for (text, field, anchor, label) in [
            (&incident.summary, Field::Summary, "", "incident.summary"),
            (
                &incident.impact,
                Field::Impact,
                "cb-impact",
                "incident.impact",
            ),
        ] {
            if let Some(text) = text.as_ref().filter(|text| text.origin.is_stated()) {
                let label = self.language.say(label);
                self.push(field, anchor, label, plain_text(&text.value));
            }
        }
    }

    fn front_matter_timeline(&mut self) {
        let events = &self.incident.timeline;
        if events.iter().any(|event| event.origin.is_stated()) {
            let pieces: Vec<Piece> = (0..events.len()).map(Piece::Event).collect();
            self.timeline(&pieces, 0);
        }
    }

    fn timeline(&mut self, pieces: &[Piece], number: usize) {
        let mut addresses = Addresses::new(number);
        let mut anchor = String::new();
        let mut label = self.language.say("incident.timeline").to_owned();
        for piece in pieces {
            let text = match piece {
                Piece::Event(index) => {
                    let Some(event) = self.incident.timeline.get(*index) else {
                        continue;
                    };
                    anchor = addresses.next(event);
                    label = clock(event, self.language);
                    plain_text(&event.text)
                }
                Piece::Text(span) => plain_text(self.file.get(span.clone()).unwrap_or_default()),
                Piece::Structure(_) => continue,
            };
            self.push(Field::Timeline, &anchor, &label, text);
        }
    }

    fn body(&mut self) {
        let marked = Marked::new(self.incident, self.file);
        let context = Context {
            skip: marked.skip.clone(),
            ..Context::default()
        };
        for stretch in stretches(&marked.text, &context) {
            let (anchor, label) = match &stretch.heading {
                Some(heading) => (heading.id.as_str(), heading.text.as_str()),
                None => ("", ""),
            };
            let field = self.field(label);
            self.push(Field::Heading, anchor, label, label.to_owned());
            let mut prose = stretch.prose.as_str();
            while let Some((number, before, after)) = placeholder(prose, &marked.mark) {
                self.push(field, anchor, label, before.to_owned());
                if let Some(layout) = marked.layouts.get(number) {
                    self.timeline(&layout.pieces, number);
                }
                prose = after;
            }
            self.push(field, anchor, label, prose.to_owned());
            self.push(Field::Code, anchor, label, stretch.code.clone());
        }
    }

    /// What a section is about decides how much its words say.
    fn field(&self, heading: &str) -> Field {
        let mut sections = self.incident.body.sections.iter();
        let section = sections.find(|section| section.title == heading);
        match section.and_then(|section| section.kind) {
            Some(SectionKind::Summary) => Field::Summary,
            Some(SectionKind::Impact) => Field::Impact,
            _ => Field::Body,
        }
    }

    fn foot(&mut self) {
        let (incident, language) = (self.incident, self.language);
        let label = |id: &'static str| language.say(id);
        for cause in &incident.causes {
            if let Some(note) = &cause.note {
                self.push(
                    Field::Body,
                    "cb-causes",
                    label("incident.causes"),
                    note.clone(),
                );
            }
        }
        let stated = incident
            .actions
            .iter()
            .filter(|action| action.origin.is_stated());
        for action in stated {
            self.push(
                Field::Body,
                &action.id,
                label("incident.actions"),
                plain_text(&action.title),
            );
        }
        for source in &incident.sources {
            self.push(
                Field::Sources,
                "cb-sources",
                label("incident.sources"),
                source.value.clone(),
            );
        }
    }
}

/// Services, causes, tags and the like, by all their names.
fn facts_text(incident: &Incident, config: &Config, language: &Language) -> String {
    let mut text = String::new();
    let mut add = |word: &str| {
        text.push_str(word);
        text.push_str(" | ");
    };
    // File names are made of the words that came to mind first.
    add(&incident.slug.to_string().replace('-', " "));
    for service in &incident.services {
        add(&service.value);
        let title = config.service_title(&service.value);
        if title != service.value {
            add(title);
        }
    }
    for cause in &incident.causes {
        add(&cause.id.value.as_str().replace('/', " | "));
        if let Some(cause) = config.taxonomy.get(&cause.id.value) {
            add(&words::cause_title(cause, language));
        }
    }
    incident.tags.iter().for_each(|tag| add(&tag.value));
    incident
        .trigger
        .iter()
        .for_each(|trigger| add(&trigger.value));
    if let Some(detection) = &incident.detection {
        add(words::noticed(detection.value, language));
    }
    if let Some(mitigation) = &incident.mitigation {
        add(words::ended(mitigation.value, language));
    }
    for value in incident
        .extra
        .values()
        .filter_map(serde_json::Value::as_str)
    {
        add(value);
    }
    text
}

/// Finds the first placeholder of a timeline: its number, and what stands before and after it.
fn placeholder<'t>(text: &'t str, mark: &str) -> Option<(usize, &'t str, &'t str)> {
    let (before, rest) = text.split_once(mark)?;
    let (number, after) = rest.split_once('x')?;
    Some((number.parse().ok()?, before, after))
}

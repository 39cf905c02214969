//! Single values that labels and sections of a body state: status, severity, people, services.

use super::label_names::Field;
use super::labels::Label;
use super::outline::{Block, Kind, Outline};
use super::parts::Part;
use super::zones;
use crate::config::Config;
use crate::load::time::{Context, WrittenZone, find, resolve, zone_note};
use crate::model::{Detection, LevelKind, Moment, Origin, Person, SectionKind, Sourced};
use crate::source::Span;

/// The values that a body states.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) status: Option<Sourced<String>>,
    pub(super) severity: Option<Sourced<String>>,
    pub(super) authors: Vec<Sourced<Person>>,
    pub(super) services: Vec<Sourced<String>>,
    pub(super) tags: Vec<Sourced<String>>,
    pub(super) detection: Option<Sourced<Detection>>,
    pub(super) trigger: Option<Sourced<String>>,
    pub(super) published: Option<Sourced<Moment>>,
    pub(super) summary: Option<Sourced<String>>,
    pub(super) impact: Option<Sourced<String>>,
    /// Labelled values that should be a level, and are none.
    pub(super) unknown_levels: Vec<(LevelKind, Span)>,
}

impl Facts {
    pub(super) fn read(
        outline: &Outline<'_>,
        parts: &[Part<'_>],
        labels: &[Label],
        config: &Config,
        context: &Context,
    ) -> Facts {
        let mut facts = Facts::default();
        for label in labels {
            facts.take(outline, label, config, context);
        }
        for people in [Field::Author, Field::Lead] {
            if facts.authors.is_empty() {
                let named = labels.iter().filter(|label| label.field == people);
                facts.authors = named.flat_map(|label| people_of(outline, label)).collect();
            }
        }
        if facts.authors.is_empty() {
            facts.authors = attendees(outline, parts);
        }
        let trigger = facts.trigger.take();
        facts.trigger = trigger.or_else(|| opening(outline, parts, SectionKind::Trigger));
        let summary = facts.summary.take();
        facts.summary = opening(outline, parts, SectionKind::Summary).or(summary);
        let impact = facts.impact.take();
        facts.impact = opening(outline, parts, SectionKind::Impact).or(impact);
        facts
    }

    fn take(&mut self, outline: &Outline<'_>, label: &Label, config: &Config, context: &Context) {
        let plain = outline.plain(&label.value);
        let sourced = |value: String| Sourced::inferred(value, label.origin, label.value.clone());
        match label.field {
            Field::Status if self.status.is_none() => {
                self.status = level(&plain, |word| {
                    config.status(word).map(|level| level.id.clone())
                })
                .map(sourced);
                self.note_unknown(LevelKind::Status, self.status.is_none(), outline, label);
            }
            Field::Severity if self.severity.is_none() => {
                self.severity = level(&plain, |word| {
                    config.severity(word).map(|level| level.id.clone())
                })
                .map(sourced);
                self.note_unknown(LevelKind::Severity, self.severity.is_none(), outline, label);
            }
            Field::Services => {
                for name in names_in(&plain) {
                    let id = config.service_id(&name).map_or(name.clone(), str::to_owned);
                    self.services.push(sourced(id));
                }
            }
            Field::Tags => self.tags.extend(names_in(&plain).into_iter().map(sourced)),
            Field::Detection if self.detection.is_none() => {
                let detection = Detection::from_word(&plain.to_lowercase().replace(' ', "-"));
                self.detection = detection
                    .map(|value| Sourced::inferred(value, label.origin, label.value.clone()));
            }
            Field::Trigger | Field::Summary | Field::Impact => {
                let told = match label.field {
                    Field::Trigger => &mut self.trigger,
                    Field::Summary => &mut self.summary,
                    _ => &mut self.impact,
                };
                let text = outline.markdown(&label.value).trim().to_owned();
                told.get_or_insert_with(|| sourced(text));
            }
            Field::Published if self.published.is_none() => {
                let moment =
                    find(&plain, context.order).and_then(|reading| resolve(&reading, context));
                self.published =
                    moment.map(|(at, _)| Sourced::inferred(at, label.origin, label.value.clone()));
            }
            _ => {}
        }
    }
}

impl Facts {
    /// A single word can be held against the levels; a sentence says something else.
    fn note_unknown(
        &mut self,
        kind: LevelKind,
        is_unknown: bool,
        outline: &Outline<'_>,
        label: &Label,
    ) {
        let written = outline.markdown(&label.value);
        let word = written.trim();
        if is_unknown && !word.is_empty() && !word.contains(char::is_whitespace) {
            let start = label.value.start + written.len() - written.trim_start().len();
            self.unknown_levels.push((kind, start..start + word.len()));
        }
    }
}

/// A level named by the whole value, else by its first words: `SEV-2 (major)`, `High - users`.
fn level(text: &str, find: impl Fn(&str) -> Option<String>) -> Option<String> {
    let text = text.trim();
    find(text).or_else(|| {
        let ends = text
            .char_indices()
            .filter(|&(_, c)| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .map(|(at, _)| at)
            .chain([text.len()])
            .take(3);
        let found: Vec<String> = ends
            .filter_map(|end| find(text.get(..end)?.trim()))
            .collect();
        found.into_iter().last()
    })
}

/// Names separated by commas, semicolons, "and", or one a line.
fn names_in(text: &str) -> Vec<String> {
    names_by(text, |name| vec![name.to_owned()])
}

/// Separated names, each of which `split` may take for several.
fn names_by(text: &str, split: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    const LONGEST_NAME: usize = 60;
    const MOST_NAMES: usize = 50;
    text.split([',', ';', '\n', '&'])
        .flat_map(|part| part.split(" and "))
        .map(|name| name.trim().trim_matches(['*', '_', '`', '.']).trim())
        .flat_map(split)
        .filter(|name| !name.is_empty() && name.len() <= LONGEST_NAME)
        .filter(|name| {
            !matches!(
                name.to_lowercase().as_str(),
                "none" | "n/a" | "tbd" | "?" | "-" | "unknown"
            )
        })
        .take(MOST_NAMES)
        .collect()
}

fn people_of(outline: &Outline<'_>, label: &Label) -> Vec<Sourced<Person>> {
    people_in(&outline.plain(&label.value), label.origin, &label.value)
}

fn people_in(text: &str, origin: Origin, span: &Span) -> Vec<Sourced<Person>> {
    names_by(text, people_in_a_row)
        .into_iter()
        .filter(|name| {
            name.chars().any(char::is_alphabetic) && name.split_whitespace().count() <= 5
        })
        .map(|name| {
            let bare = name.trim_start_matches('@');
            let folded = bare.to_lowercase();
            let active = !folded.ends_with("(deactivated)");
            let bare = if active {
                bare
            } else {
                &bare[..bare.len() - "(deactivated)".len()]
            };
            let person = Person {
                name: bare.trim().to_owned(),
                active,
            };
            Sourced::inferred(person, origin, span.clone())
        })
        .collect()
}

/// Plain text of a wiki has names in a row with nothing between them: `Ada Lovelace Alan Turing
/// Grace Hopper (Deactivated)`. Where they come out even, they are first and last names.
fn people_in_a_row(text: &str) -> Vec<String> {
    const GONE: &str = "(Deactivated)";
    let mut people = Vec::new();
    for part in text.split_inclusive(GONE) {
        let (names, gone) = match part.strip_suffix(GONE) {
            Some(names) => (names.trim(), true),
            None => (part.trim(), false),
        };
        let words: Vec<&str> = names.split_whitespace().collect();
        // Four words may be one name, unless what follows says that here is a row.
        let is_row = words.len() >= if gone { 4 } else { 6 }
            && words.len().is_multiple_of(2)
            && words.iter().all(|word| {
                word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
            });
        match is_row {
            true => people.extend(words.chunks(2).map(|pair| pair.join(" "))),
            false if !names.is_empty() => people.push(names.to_owned()),
            false => {}
        }
        if let Some(last) = people.last_mut().filter(|_| gone) {
            *last = format!("{last} {GONE}");
        }
    }
    people
}

/// Who took part, where nobody is named as the author.
fn attendees(outline: &Outline<'_>, parts: &[Part<'_>]) -> Vec<Sourced<Person>> {
    let Some(part) = parts
        .iter()
        .find(|part| part.kind == Some(SectionKind::Attendees))
    else {
        return Vec::new();
    };
    let mut people = Vec::new();
    for block in part.blocks {
        match block.kind {
            Kind::Paragraph => people.extend(people_in(
                &outline.plain(&block.words),
                Origin::Section,
                &block.words,
            )),
            Kind::List(_) => {
                for words in block.children.iter().filter_map(first_words) {
                    people.extend(people_in(&outline.plain(words), Origin::Section, words));
                }
            }
            _ => {}
        }
    }
    people
}

fn first_words(item: &Block) -> Option<&Span> {
    let first = item.children.first()?;
    (first.kind == Kind::Paragraph).then_some(&first.words)
}

/// The zone of a `Timezone:` line, or of a status line with a time in it.
pub(super) fn zone(outline: &Outline<'_>, labels: &[Label]) -> Option<WrittenZone> {
    let named = labels
        .iter()
        .filter(|label| label.field == Field::Zone)
        .find_map(|label| zone_note(outline.markdown(&label.value)));
    named.or_else(|| {
        labels
            .iter()
            .filter(|label| {
                matches!(
                    label.field,
                    Field::Milestone(_) | Field::Day | Field::Status
                )
            })
            .find_map(|label| {
                let text = outline.markdown(&label.value);
                find(text, None)
                    .and_then(|reading| reading.zone)
                    .or_else(|| {
                        zone_note(&label.name).filter(|_| zones::speaks_of_times(&label.name))
                    })
            })
    })
}

/// The first words of the first section of a kind: a paragraph, else a list.
fn opening(
    outline: &Outline<'_>,
    parts: &[Part<'_>],
    kind: SectionKind,
) -> Option<Sourced<String>> {
    let part = parts.iter().find(|part| part.kind == Some(kind))?;
    let inline = outline.markdown(&part.inline).trim();
    let span = if inline.is_empty() {
        let block = part
            .blocks
            .iter()
            .take_while(|block| !matches!(block.kind, Kind::Heading(_)))
            .find(|block| matches!(block.kind, Kind::Paragraph | Kind::List(_)))?;
        block.span.clone()
    } else {
        part.inline.clone()
    };
    let text = if part.is_item() {
        super::timeline::dedented(outline.source, span.start, &span)
    } else {
        outline.markdown(&span).trim().to_owned()
    };
    Some(Sourced::inferred(text, Origin::Section, span))
}

/// The entries of lists of contributing factors; paragraphs where there is no list.
pub(super) fn factors(parts: &[Part<'_>]) -> Vec<Span> {
    let mut end = 0;
    let mut found = Vec::new();
    for part in parts
        .iter()
        .filter(|part| part.kind == Some(SectionKind::ContributingFactors))
    {
        if part.heading.start < end {
            continue;
        }
        end = part.content.end;
        let lists = || {
            part.blocks
                .iter()
                .filter(|block| matches!(block.kind, Kind::List(_)))
        };
        if lists().next().is_some() {
            found.extend(
                lists()
                    .flat_map(|list| &list.children)
                    .map(|item| item.span.clone()),
            );
        } else {
            let paragraphs = part
                .blocks
                .iter()
                .filter(|block| block.kind == Kind::Paragraph);
            found.extend(paragraphs.map(|block| block.span.clone()));
        }
        if !part.inline.is_empty() {
            found.push(part.inline.clone());
        }
    }
    found
}

//! What changed between two versions of a report.
//!
//! Texts are compared as readers see them: by sections and blocks, and by words within blocks. So a
//! paragraph that was wrapped anew is unchanged, and a heading that became a bold line was formatted
//! anew. Front matter is compared field by field; events and actions are matched as what they are.

mod align;
mod blocks;
mod fields;
mod items;
mod words;

pub use blocks::{Block, Format, Shape, Word};
pub use fields::FieldChange;
pub use items::{ItemChange, LabelChange};
pub use words::{Run, What};

use crate::config::Config;
use crate::load;
use crate::model::{Incident, SectionKind, Slug};
use items::Item;

/// One version of a report, ready to be compared.
#[derive(Debug, Clone)]
pub struct Side {
    /// Keys of the front matter with their values; `None` where it does not parse.
    fields: Option<Vec<fields::Field>>,
    /// The front matter as it was written, as one block.
    front: Block,
    blocks: Vec<Block>,
    /// Headings that are sections of a known kind, by their places in `blocks`.
    kinds: Vec<(usize, SectionKind)>,
    events: Vec<Item>,
    actions: Vec<Item>,
}

/// What changed from one version to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Fields of the front matter that changed.
    pub fields: Vec<FieldChange>,
    /// The front matter as text, where one of the versions has some that does not parse.
    pub front: Option<Vec<Run>>,
    /// Events of the timelines that changed.
    pub events: Vec<ItemChange>,
    /// Actions that changed.
    pub actions: Vec<ItemChange>,
    /// The text, section by section; those without any change as well.
    pub sections: Vec<SectionChange>,
    /// Whether a text was too large to be compared word by word.
    pub is_coarse: bool,
}

/// A heading and what follows it, up to the next heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionChange {
    /// The heading as plain text; empty for what stands before the first one.
    pub title: String,
    /// What it is about, where that is known.
    pub kind: Option<SectionKind>,
    /// Its blocks, the heading first.
    pub blocks: Vec<BlockChange>,
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing.
    Kept,
    /// Words of it changed.
    Changed,
    /// Its words are the same and look different.
    Reformatted,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stood elsewhere before.
    Moved,
    /// It stands elsewhere now.
    MovedAway,
}

/// A block of the newer version, or one that only the older one has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockChange {
    /// What became of it.
    pub fate: Fate,
    /// What kind of block it is.
    pub shape: Shape,
    /// What it was, where that differs.
    pub was: Option<Shape>,
    /// Its words.
    pub runs: Vec<Run>,
}

impl Comparison {
    /// Whether the versions say the same in the same way.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
            && self.front.is_none()
            && self.events.is_empty()
            && self.actions.is_empty()
            && self.sections.iter().all(|section| !section.is_changed())
    }
}

impl SectionChange {
    /// Whether anything in it changed.
    pub fn is_changed(&self) -> bool {
        self.blocks.iter().any(|block| block.fate != Fate::Kept)
    }
}

impl Side {
    /// Returns the version as lines of plain text, each with a letter for what it is: what a script
    /// needs to compare any two.
    pub fn lines(&self) -> Vec<(char, String)> {
        let front = match &self.fields {
            Some(fields) => fields.iter().map(|field| ('f', field.line())).collect(),
            None => vec![('c', blocks::raw(&self.front))],
        };
        let items = self.events.iter().map(|event| ('e', event.line()));
        let actions = self.actions.iter().map(|action| ('a', action.line()));
        let text = self.blocks.iter().map(|block| match block.shape {
            Shape::Heading(_) => ('h', blocks::plain(block.words.iter())),
            Shape::Item { .. } => ('i', blocks::plain(block.words.iter())),
            Shape::Code => ('c', blocks::raw(block)),
            _ => ('p', blocks::plain(block.words.iter())),
        });
        front
            .into_iter()
            .chain(items)
            .chain(actions)
            .chain(text)
            .collect()
    }

    /// Reads a version. `path` is where the report stands now: its name may give the year.
    pub fn read(text: &str, path: &str, slug: &Slug, config: &Config) -> Side {
        let read = load::read_version(text, path, slug, config);
        let incident = &read.incident;
        let body = incident.body.span.clone();
        let mut blocks = blocks::blocks(text, body);
        let told = told_apart(incident);
        blocks.retain(|block| !holds(&told, block.start));
        let kinds = blocks
            .iter()
            .enumerate()
            .filter_map(|(i, block)| Some((i, kind_at(incident, block.start)?)))
            .collect();
        let front = read.front_matter.and_then(|span| text.get(span));
        Side {
            fields: (!read.is_broken).then(|| fields::fields(&read.entries, config)),
            front: blocks::lines(front.unwrap_or_default()),
            kinds,
            events: incident.timeline.iter().map(items::event).collect(),
            actions: incident.actions.iter().map(items::action).collect(),
            blocks,
        }
    }

    fn kind_of(&self, block: usize) -> Option<SectionKind> {
        let found = self.kinds.iter().find(|(place, _)| *place == block);
        found.map(|(_, kind)| *kind)
    }
}

/// The stretches of the body that are events and actions: they are compared as such.
fn told_apart(incident: &Incident) -> Vec<crate::source::Span> {
    let events = incident
        .timeline
        .iter()
        .filter(|event| !event.origin.is_stated())
        .map(|event| event.span.clone());
    let actions = incident
        .actions
        .iter()
        .filter(|action| !action.origin.is_stated())
        .map(|action| action.span.clone());
    let mut spans: Vec<_> = events.chain(actions).collect();
    spans.sort_by_key(|span| span.start);
    spans
}

fn holds(spans: &[crate::source::Span], at: usize) -> bool {
    let next = spans.partition_point(|span| span.end <= at);
    spans.get(next).is_some_and(|span| span.contains(&at))
}

fn kind_at(incident: &Incident, at: usize) -> Option<SectionKind> {
    let mut sections = incident.body.sections.iter();
    let found = sections.find(|section| section.heading.start == at);
    found.and_then(|section| section.kind)
}

/// Compares two versions.
pub fn compare(old: &Side, new: &Side) -> Comparison {
    let mut comparison = Comparison {
        events: items::changes(&old.events, &new.events),
        actions: items::changes(&old.actions, &new.actions),
        ..Comparison::default()
    };
    match (&old.fields, &new.fields) {
        (Some(old), Some(new)) => comparison.fields = fields::changes(old, new),
        _ => {
            let (runs, is_coarse) = words::runs(&old.front.words, &new.front.words);
            comparison.is_coarse |= is_coarse;
            let is_changed = runs.iter().any(|run| run.what != What::Kept);
            comparison.front = is_changed.then_some(runs);
        }
    }
    let aligned = align::align(&old.blocks, &new.blocks);
    comparison.is_coarse |= aligned.is_coarse;
    for step in aligned.steps {
        let block = align::change(&step, &old.blocks, &new.blocks, &mut comparison.is_coarse);
        let is_heading = matches!(block.shape, Shape::Heading(_))
            || step
                .in_new()
                .and_then(|new_at| new.kind_of(new_at))
                .is_some()
            || step
                .in_old()
                .is_some_and(|at| step.in_new().is_none() && old.kind_of(at).is_some());
        if is_heading || comparison.sections.is_empty() {
            let of_new = step.in_new().and_then(|at| new.kind_of(at));
            let of_old = || step.in_old().and_then(|at| old.kind_of(at));
            comparison.sections.push(SectionChange {
                title: if is_heading {
                    block.plain()
                } else {
                    String::new()
                },
                kind: of_new.or_else(of_old),
                blocks: Vec::new(),
            });
        }
        if let Some(section) = comparison.sections.last_mut() {
            section.blocks.push(block);
        }
    }
    comparison
}

impl BlockChange {
    /// Its words as the newer version has them, or the older one where only that has it.
    pub fn plain(&self) -> String {
        let gone = matches!(self.fate, Fate::Removed | Fate::MovedAway);
        let runs = self
            .runs
            .iter()
            .filter(|run| gone || run.what != What::Removed);
        blocks::plain(runs.flat_map(|run| &run.words))
    }
}

#[cfg(test)]
mod tests;

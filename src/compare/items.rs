//! Events and actions: entries that keep their identity while words and values of them change.

use super::blocks::{Format, Word, split};
use super::words::{self, Run, What};
use crate::markdown::plain_text;
use crate::model::{Action, Event, EventKind};
use std::collections::BTreeSet;

/// An event or an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// What it says, in plain words.
    text: String,
    /// Its values by name: the time of an event; status, owner and date of an action.
    labels: Vec<(&'static str, String)>,
}

impl Item {
    pub(super) fn line(&self) -> String {
        let labels = self.labels.iter().map(|(_, value)| value.as_str());
        let labels: Vec<&str> = labels.filter(|value| !value.is_empty()).collect();
        format!("{} {}", labels.join(", "), self.text)
            .trim()
            .to_owned()
    }
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// Its words.
    pub runs: Vec<Run>,
    /// Its values, those that stayed included.
    pub labels: Vec<LabelChange>,
    /// Whether only the newer version has it.
    pub is_added: bool,
    /// Whether only the older version has it.
    pub is_removed: bool,
}

/// A value of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelChange {
    /// What it is: `time`, `kind`, `status`, `owner`, `due`.
    pub name: &'static str,
    /// What it was; empty when it was not there.
    pub old: String,
    /// What it is now.
    pub new: String,
}

/// An event, ready to be compared.
pub(super) fn event(event: &Event) -> Item {
    let time = match (&event.at, event.clock) {
        (Some(at), _) => at.written_text(),
        (None, Some(clock)) => clock.format("%H:%M").to_string(),
        (None, None) => event.written.clone(),
    };
    let stated = event.kind.as_ref().filter(|kind| kind.origin.is_stated());
    let kind = stated
        .filter(|kind| kind.value != EventKind::Note)
        .map_or("", |kind| kind.value.as_str());
    let until = event.until.as_ref().map(|until| until.written_text());
    Item {
        text: plain(&event.text),
        labels: vec![
            ("time", time),
            ("until", until.unwrap_or_default()),
            ("kind", kind.to_owned()),
        ],
    }
}

/// An action, ready to be compared.
pub(super) fn action(action: &Action) -> Item {
    let status = action.standing().map_or("", |status| status.as_str());
    let owner = action.owner.as_ref().map(|owner| owner.value.clone());
    let due = action.due.as_ref().map(|due| due.value.to_string());
    let kind = action.kind.as_ref().map_or("", |kind| kind.value.as_str());
    Item {
        text: plain(&action.title),
        labels: vec![
            ("status", status.to_owned()),
            ("owner", owner.unwrap_or_default()),
            ("due", due.unwrap_or_default()),
            ("kind", kind.to_owned()),
        ],
    }
}

fn plain(markdown: &str) -> String {
    plain_text(markdown)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// More pairs than this are not held against each other.
const MOST_PAIRS: usize = 250_000;

/// Returns the entries that changed, in the order of the newer version; those that are gone stand
/// behind the one that they followed.
pub(super) fn changes(old: &[Item], new: &[Item]) -> Vec<ItemChange> {
    let matched = matched(old, new);
    let mut found = Vec::new();
    let mut next_old = 0;
    let gone = |range: std::ops::Range<usize>, found: &mut Vec<ItemChange>| {
        for at in range {
            if !matched.contains(&Some(at)) {
                found.push(one(What::Removed, &old[at]));
            }
        }
    };
    for (at, item) in new.iter().enumerate() {
        match matched.get(at).copied().flatten() {
            Some(before) => {
                gone(next_old..before, &mut found);
                next_old = next_old.max(before + 1);
                if old[before] != *item {
                    found.push(both(&old[before], item));
                }
            }
            None => found.push(one(What::Added, item)),
        }
    }
    gone(next_old..old.len(), &mut found);
    found
}

/// For each entry of the newer version the one that it was: the same in all, else in its words, else
/// at the same time with like words, else with very like words.
fn matched(old: &[Item], new: &[Item]) -> Vec<Option<usize>> {
    let mut matched: Vec<Option<usize>> = vec![None; new.len()];
    let mut free: BTreeSet<usize> = (0..old.len()).collect();
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        let same = |at: &usize| old.get(*at) == new.get(*at);
        for at in (0..new.len()).filter(same) {
            matched[at] = Some(at);
        }
        return matched;
    }
    let is_at_once = |a: &Item, b: &Item| a.labels.first() == b.labels.first();
    for round in 0..4 {
        let is_match = |a: &Item, b: &Item| match round {
            0 => a == b,
            1 => a.text == b.text,
            2 => is_at_once(a, b) && alike(a, b) >= 300,
            _ => alike(a, b) >= 600,
        };
        for (at, item) in new.iter().enumerate() {
            if matched[at].is_none()
                && let Some(&found) = free.iter().find(|before| is_match(&old[**before], item))
            {
                matched[at] = Some(found);
                free.remove(&found);
            }
        }
    }
    matched
}

/// The share of common words (Dice), in thousandths.
fn alike(a: &Item, b: &Item) -> usize {
    let words = |text: &str| -> BTreeSet<String> {
        split(text)
            .map(|(word, _)| word.to_lowercase())
            .filter(|word| word.contains(char::is_alphanumeric))
            .collect()
    };
    let (a, b) = (words(&a.text), words(&b.text));
    match a.len() + b.len() {
        0 => 0,
        all => 2_000 * a.intersection(&b).count() / all,
    }
}

fn words_of(text: &str) -> Vec<Word> {
    split(text)
        .map(|(word, spaced)| Word {
            text: word.into(),
            spaced,
            format: Format::default(),
            target: None,
        })
        .collect()
}

fn one(what: What, item: &Item) -> ItemChange {
    let is_added = what == What::Added;
    let labels = item.labels.iter().filter(|(_, value)| !value.is_empty());
    ItemChange {
        runs: words::whole(what, &words_of(&item.text)),
        labels: labels
            .map(|(name, value)| LabelChange {
                name,
                old: value.clone(),
                new: value.clone(),
            })
            .collect(),
        is_added,
        is_removed: !is_added,
    }
}

fn both(old: &Item, new: &Item) -> ItemChange {
    let (runs, _) = words::runs(&words_of(&old.text), &words_of(&new.text));
    let labels = old.labels.iter().zip(&new.labels);
    ItemChange {
        runs,
        labels: labels
            .filter(|((_, old), (_, new))| !(old.is_empty() && new.is_empty()))
            .map(|((name, old), (_, new))| LabelChange {
                name,
                old: old.clone(),
                new: new.clone(),
            })
            .collect(),
        is_added: false,
        is_removed: false,
    }
}

impl ItemChange {
    /// Whether words of it changed.
    pub fn is_reworded(&self) -> bool {
        let is_both = !self.is_added && !self.is_removed;
        is_both && self.runs.iter().any(|run| run.what != What::Kept)
    }

    /// Returns a value that changed.
    pub fn changed(&self, name: &str) -> Option<&LabelChange> {
        let found = self.labels.iter().find(|label| label.name == name);
        found.filter(|label| label.old != label.new)
    }
}

//! All causes, group by group: those in use with their numbers, and, where nothing is coded, the whole
//! list that reports may name.

use super::{address, description, title};
use crate::model::{Cause, CauseId};
use crate::render::Book;
use schemars::JsonSchema;
use serde::Serialize;

/// A group with its sub-causes.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Group {
    id: String,
    title: String,
    /// Its page, where any incident has it.
    href: Option<String>,
    description: String,
    count: usize,
    /// Incidents that name the group alone.
    by_itself: usize,
    subs: Vec<Sub>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Sub {
    id: String,
    title: String,
    href: Option<String>,
    count: usize,
}

/// Lists groups; only what is in use, where anything is. `unknown` stands last.
pub(super) fn groups(book: &Book) -> Vec<Group> {
    let causes = &book.analysis.common_causes;
    let taxonomy = &book.config.taxonomy;
    let unknown = CauseId::new("unknown");
    let has_unknown = |id: &&CauseId| causes.stats.contains_key(id);
    if causes.stats.is_empty() {
        let tops = taxonomy.iter().filter(|cause| cause.id.is_top());
        return tops.map(|cause| group(&cause.id, book)).collect();
    }
    let in_use = causes
        .ranking
        .iter()
        .chain(unknown.iter().filter(has_unknown));
    in_use.map(|id| group(id, book)).collect()
}

fn group(id: &CauseId, book: &Book) -> Group {
    let causes = &book.analysis.common_causes;
    let stat = causes.stats.get(id);
    let count = |id: &CauseId| causes.stats.get(id).map_or(0, |stat| stat.incidents.len());
    let is_shown = |sub: &&Cause| causes.stats.is_empty() || count(&sub.id) > 0;
    let mut subs: Vec<Sub> = book
        .config
        .taxonomy
        .subs(id)
        .filter(is_shown)
        .map(|sub| Sub {
            id: sub.id.to_string(),
            title: title(&sub.id, book),
            href: (count(&sub.id) > 0).then(|| address(&sub.id)),
            count: count(&sub.id),
        })
        .collect();
    subs.sort_by_key(|sub| std::cmp::Reverse(sub.count));
    Group {
        id: id.to_string(),
        title: title(id, book),
        href: stat.map(|_| address(id)),
        description: description(id, book).unwrap_or_default(),
        count: count(id),
        by_itself: stat.map_or(0, |stat| stat.by_itself),
        subs,
    }
}

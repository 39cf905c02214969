//! Causes that come together.

use super::roles::Cell;
use super::{address, pair as both, title};
use crate::analyze::causes::pairs::Pair;
use crate::model::CauseId;
use crate::render::Book;
use crate::render::charts::heat;
use crate::render::pages::parts::part_id;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Most pairs in a list.
const MOST: usize = 12;

/// Which causes come together, and how often.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Together {
    /// Groups against groups, each pair once: a row has a cell for each group before it.
    rows: Vec<Row>,
    heads: Vec<super::Link>,
    /// Pairs that are frequent enough to measure, groups first.
    lists: Vec<List>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    href: String,
    title: String,
    cells: Vec<Cell>,
    /// How many cells stay empty: the pairs are those of another row.
    rest: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct List {
    title: String,
    /// What its table is called.
    label: String,
    pairs: Vec<PairRow>,
    more: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PairRow {
    /// Leads to the incidents that have both.
    href: String,
    title: String,
    count: usize,
    jaccard: String,
    lift: String,
}

/// Looks at pairs; nothing where there are none.
pub(super) fn together(book: &Book) -> Option<Together> {
    let causes = &book.analysis.common_causes;
    if causes.pairs.is_empty() {
        return None;
    }
    let met: BTreeSet<&CauseId> = causes
        .pairs
        .iter()
        .flat_map(|pair| [&pair.a, &pair.b])
        .collect();
    let groups: Vec<&CauseId> = causes
        .ranking
        .iter()
        .filter(|id| met.contains(id))
        .collect();
    let counts: BTreeMap<(&CauseId, &CauseId), usize> = causes
        .pairs
        .iter()
        .map(|pair| ((&pair.a, &pair.b), pair.incidents.len()))
        .collect();
    let most = causes.pairs.first().map_or(0, |pair| pair.incidents.len());
    let cell = |a: &CauseId, b: &CauseId| {
        let count = counts.get(&(a.min(b), a.max(b))).copied().unwrap_or(0);
        Cell {
            count,
            heat: heat(count, most),
            words: both(a, b, book),
            href: address_of(a, b),
        }
    };
    let link = |id: &&CauseId| super::Link {
        href: address(id),
        title: title(id, book),
    };
    // The first row and the last column would be empty.
    let rows = groups.iter().enumerate().skip(1).map(|(on, id)| Row {
        href: address(id),
        title: title(id, book),
        cells: groups[..on].iter().map(|before| cell(id, before)).collect(),
        rest: groups.len() - 1 - on,
    });
    let lists = [
        list(
            ["causes.groups-together", "causes.table-groups-together"],
            &causes.pairs,
            book,
        ),
        list(
            ["causes.subs-together", "causes.table-subs-together"],
            &causes.sub_pairs,
            book,
        ),
    ];
    Some(Together {
        rows: rows.collect(),
        heads: groups[..groups.len().saturating_sub(1)]
            .iter()
            .map(link)
            .collect(),
        lists: lists
            .into_iter()
            .filter(|list| !list.pairs.is_empty())
            .collect(),
    })
}

/// Where the incidents that have both are listed, from the root of the site.
pub(super) fn address_of(a: &CauseId, b: &CauseId) -> String {
    format!("{}#{}", address(a), part_id("with", b.as_str()))
}

fn list([title, label]: [&str; 2], pairs: &[Pair], book: &Book) -> List {
    let decimal = |printed: &str| book.language().decimal(printed).into_owned();
    let measured: Vec<PairRow> = pairs
        .iter()
        .filter_map(|pair| {
            Some(PairRow {
                href: address_of(&pair.a, &pair.b),
                title: both(&pair.a, &pair.b, book),
                count: pair.incidents.len(),
                jaccard: decimal(&format!("{:.2}", pair.jaccard?)),
                lift: decimal(&format!("{:.1}", pair.lift?)),
            })
        })
        .collect();
    List {
        title: book.say(title).to_owned(),
        label: book.say(label).to_owned(),
        more: measured.len().saturating_sub(MOST),
        pairs: measured.into_iter().take(MOST).collect(),
    }
}

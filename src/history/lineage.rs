//! Which file came from which: the commits of a log, joined to the past of each file.
//!
//! Commits are taken parents first. Beside each stands the state it leaves: which version is at
//! which path. A merge begins with the state of the branch it was made on, and looks into the
//! others for what it took from them, so a version is one that differs from all its parents.

use super::log::{Change, Log, NONE, Side};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One version of a file.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) commit: u32,
    pub(super) at: Side,
    /// Where it stood before, when it moved; else [`NONE`].
    pub(super) moved_from: u32,
    /// The versions that it was made from.
    before: Vec<u32>,
}

/// What is at a path.
#[derive(Debug, Clone, Copy)]
struct Entry {
    node: u32,
    /// The file was deleted, and not moved: what appears there again continues it.
    is_gone: bool,
}

type State = HashMap<u32, Entry>;

/// The versions of all files that somebody asks about.
#[derive(Debug)]
pub(super) struct Lineages {
    nodes: Vec<Node>,
    head: State,
    /// The place of a commit among all, the newest first.
    rank: HashMap<u32, u32>,
}

impl Lineages {
    /// Follows all files at `wanted` paths from the first commit to `head`.
    pub(super) fn follow(log: &Log, head: u32, wanted: impl Iterator<Item = u32>) -> Lineages {
        let order = newest_first(log, head);
        let changes: HashMap<u32, Vec<Change>> = order
            .iter()
            .filter_map(|&number| Some((number, permuted(&log.commit(number)?.changes)?)))
            .collect();
        let changes_of = |number: u32| match changes.get(&number) {
            Some(changes) => changes.as_slice(),
            None => log
                .commit(number)
                .map_or(&[][..], |commit| &commit.changes[..]),
        };
        let wanted = with_older_names(&order, changes_of, wanted);
        let mut waiting: HashMap<u32, u32> = HashMap::new();
        for number in &order {
            for parent in log
                .commit(*number)
                .iter()
                .flat_map(|commit| &commit.parents)
            {
                *waiting.entry(*parent).or_default() += 1;
            }
        }
        let mut lineages = Lineages {
            nodes: Vec::new(),
            head: State::default(),
            rank: order.iter().copied().zip(0..).collect(),
        };
        let mut states: HashMap<u32, State> = HashMap::new();
        for &number in order.iter().rev() {
            let parents = log
                .commit(number)
                .map_or(&[][..], |commit| &commit.parents[..]);
            for parent in parents {
                if let Some(children) = waiting.get_mut(parent) {
                    *children -= 1;
                }
            }
            // The last child takes the state of its parent, the others a copy.
            let is_last = |parent: &u32| waiting.get(parent) == Some(&0);
            let state = match parents.split_first() {
                None => State::new(),
                Some((first, rest)) if is_last(first) && !rest.contains(first) => {
                    states.remove(first).unwrap_or_default()
                }
                Some((first, _)) => states.get(first).cloned().unwrap_or_default(),
            };
            let others: Vec<&State> = parents
                .iter()
                .skip(1)
                .filter_map(|parent| states.get(parent))
                .collect();
            let state = lineages.step(number, state, changes_of(number), &others, &wanted);
            for parent in parents {
                if is_last(parent) {
                    states.remove(parent);
                }
            }
            if number == head {
                lineages.head = state;
            } else {
                states.insert(number, state);
            }
        }
        lineages
    }

    /// Returns the paths at which there is a file in the end, with its text.
    pub(super) fn files(&self) -> impl Iterator<Item = Side> {
        self.head
            .values()
            .filter(|entry| !entry.is_gone)
            .map(|entry| self.nodes[entry.node as usize].at)
    }

    /// Returns the versions of the file at a path, the newest first.
    pub(super) fn of(&self, path: u32) -> Vec<&Node> {
        let mut found: Vec<u32> = self.alive(&self.head, path).into_iter().collect();
        let mut seen: HashSet<u32> = found.iter().copied().collect();
        let mut at = 0;
        while let Some(node) = found.get(at) {
            for before in &self.nodes[*node as usize].before {
                if seen.insert(*before) {
                    found.push(*before);
                }
            }
            at += 1;
        }
        // Nodes count upwards from the first commit on, so they tell what came first in a commit.
        found.sort_by_key(|node| {
            let rank = self.rank.get(&self.nodes[*node as usize].commit);
            (rank.copied().unwrap_or(NONE), Reverse(*node))
        });
        found
            .into_iter()
            .map(|node| &self.nodes[node as usize])
            .collect()
    }

    /// The state that a commit leaves.
    fn step(
        &mut self,
        commit: u32,
        mut state: State,
        changes: &[Change],
        others: &[&State],
        wanted: &HashSet<u32>,
    ) -> State {
        let mut gone: Vec<(u32, Option<Entry>)> = Vec::new();
        let mut here: Vec<(u32, Entry)> = Vec::new();
        for change in changes {
            let (old, new) = (change.old, change.new);
            if wanted.contains(&old.path) && old.path != new.path {
                let entry = state.get(&old.path).map(|entry| Entry {
                    node: entry.node,
                    is_gone: true,
                });
                // What moved leaves nothing behind.
                gone.push((old.path, entry.filter(|_| !new.is_there())));
            }
            if wanted.contains(&new.path) {
                let before = if old.is_there() {
                    self.alive(&state, old.path)
                } else {
                    state.get(&new.path).map(|entry| entry.node)
                };
                let node = self.arrive(commit, *change, before, &state, others);
                here.push((
                    new.path,
                    Entry {
                        node,
                        is_gone: false,
                    },
                ));
            }
        }
        for (path, entry) in gone {
            match entry {
                Some(entry) => state.insert(path, entry),
                None => state.remove(&path),
            };
        }
        state.extend(here);
        state
    }

    /// The version that a commit puts at a path: a new one, or that of another parent which it took
    /// as it was.
    fn arrive(
        &mut self,
        commit: u32,
        change: Change,
        before: Option<u32>,
        state: &State,
        others: &[&State],
    ) -> u32 {
        let new = change.new;
        let mut befores: Vec<u32> = before.into_iter().collect();
        for other in others {
            let Some(node) = self
                .alive(other, new.path)
                .or_else(|| self.under_older_name(before, state, other))
            else {
                continue;
            };
            if self.nodes[node as usize].at == new {
                return node;
            }
            if !befores.contains(&node) {
                befores.push(node);
            }
        }
        if let Some(node) = before
            && self.nodes[node as usize].at == new
            && befores.len() == 1
            && change.old.is_there()
        {
            // Only its mode changed.
            return node;
        }
        self.nodes.push(Node {
            commit,
            at: new,
            moved_from: if change.moves() {
                change.old.path
            } else {
                NONE
            },
            before: befores,
        });
        u32::try_from(self.nodes.len() - 1).unwrap_or(NONE)
    }

    fn alive(&self, state: &State, path: u32) -> Option<u32> {
        let entry = state.get(&path).filter(|entry| !entry.is_gone)?;
        ((entry.node as usize) < self.nodes.len()).then_some(entry.node)
    }

    /// Looks for a file in the state of a branch that does not know yet that it moved.
    fn under_older_name(&self, node: Option<u32>, state: &State, other: &State) -> Option<u32> {
        let mut next = node;
        while let Some(node) = next {
            let node = &self.nodes[node as usize];
            if node.moved_from != NONE && self.alive(state, node.moved_from).is_none() {
                let found = self.alive(other, node.moved_from);
                if found.is_some() {
                    return found;
                }
            }
            next = node.before.first().copied();
        }
        None
    }
}

/// All commits from `head` on: children before parents, and the newest of what is left first.
fn newest_first(log: &Log, head: u32) -> Vec<u32> {
    let mut children: HashMap<u32, u32> = HashMap::new();
    let mut seen = HashSet::from_iter([head]);
    let mut stack = vec![head];
    while let Some(number) = stack.pop() {
        for parent in log.commit(number).iter().flat_map(|commit| &commit.parents) {
            // A log that somebody made up may go round in circles.
            if *parent != head {
                *children.entry(*parent).or_default() += 1;
            }
            if seen.insert(*parent) {
                stack.push(*parent);
            }
        }
    }
    let key = |number: u32| {
        let at = log
            .commit(number)
            .map_or(i64::MIN, |commit| commit.committed);
        (at, log.ids.get(number).copied(), number)
    };
    let mut ready = BinaryHeap::from([key(head)]);
    let mut order = Vec::with_capacity(seen.len());
    while let Some((_, _, number)) = ready.pop() {
        let Some(commit) = log.commit(number) else {
            continue;
        };
        order.push(number);
        for parent in &commit.parents {
            if let Some(left) = children.get_mut(parent) {
                *left -= 1;
                if *left == 0 {
                    ready.push(key(*parent));
                }
            }
        }
    }
    order
}

/// Adds the paths that files at `wanted` paths had before.
fn with_older_names<'a>(
    order: &[u32],
    changes_of: impl Fn(u32) -> &'a [Change],
    wanted: impl Iterator<Item = u32>,
) -> HashSet<u32> {
    let mut older: HashMap<u32, Vec<u32>> = HashMap::new();
    for number in order {
        for change in changes_of(*number) {
            if change.moves() {
                older
                    .entry(change.new.path)
                    .or_default()
                    .push(change.old.path);
            }
        }
    }
    let mut stack: Vec<u32> = wanted.collect();
    let mut found: HashSet<u32> = stack.iter().copied().collect();
    while let Some(path) = stack.pop() {
        for old in older.get(&path).into_iter().flatten() {
            if found.insert(*old) {
                stack.push(*old);
            }
        }
    }
    found
}

/// Finds files that changed places, which git tells as changes of each. A file that took the text
/// of another, while its own went elsewhere, is that other one. `None` when there is none of these.
fn permuted(changes: &[Change]) -> Option<Vec<Change>> {
    let is_new = |change: &Change| {
        let (old, new) = (change.old, change.new);
        old.is_there() && new.is_there() && old.path == new.path && old.blob != new.blob
    };
    if changes.len() < 2 || !changes.iter().any(is_new) {
        return None;
    }
    let mut came: HashMap<u32, Side> = HashMap::new();
    let mut went: HashMap<u32, Side> = HashMap::new();
    for Change { old, new } in changes {
        if old.is_there() {
            came.entry(old.blob).or_insert(*old);
        }
        if new.is_there() {
            went.entry(new.blob).or_insert(*new);
        }
    }
    let mut origins: HashMap<u32, Side> = HashMap::new();
    for change in changes.iter().filter(|change| is_new(change)) {
        let from = came.get(&change.new.blob);
        let to = went.get(&change.old.blob);
        if let (Some(from), Some(to)) = (from, to)
            && from.path != change.new.path
            && to.path != change.new.path
        {
            origins.insert(change.new.path, *from);
            origins.insert(to.path, change.old);
        }
    }
    if origins.is_empty() {
        return None;
    }
    let taken: HashSet<u32> = origins.values().map(|side| side.path).collect();
    let arrived: HashSet<u32> = changes.iter().map(|change| change.new.path).collect();
    let mut result = Vec::with_capacity(changes.len());
    for change in changes {
        let old = match origins.get(&change.new.path) {
            Some(origin) => *origin,
            None if taken.contains(&change.old.path) => Side::ABSENT,
            None => change.old,
        };
        if change.new.is_there() {
            result.push(Change {
                old,
                new: change.new,
            });
        }
        // What was told as a move may be none any more.
        let left = change.old;
        let is_told = change.new.is_there() && left == old;
        if left.is_there()
            && !is_told
            && !taken.contains(&left.path)
            && !arrived.contains(&left.path)
        {
            result.push(Change {
                old: left,
                new: Side::ABSENT,
            });
        }
    }
    Some(result)
}

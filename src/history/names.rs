//! What authors are called.

use super::log::Log;
use crate::git;
use foldhash::HashMap;
use std::path::Path;

/// The names of all authors, by what commits state. `.mailmap` has the last word on them.
pub(super) fn names(folder: &Path, log: &Log) -> HashMap<u32, String> {
    let stated: Vec<(u32, String, String)> = (0..)
        .zip(log.people.iter())
        .map(|(number, person)| {
            let mut parts = person.splitn(2, |byte| *byte == 0);
            let mut part = || String::from_utf8_lossy(parts.next().unwrap_or_default());
            (number, part().into_owned(), part().into_owned())
        })
        .collect();
    let is_plain = |text: &str| !text.contains(['<', '>', '\n', '\r']);
    let asked: Vec<&(u32, String, String)> = stated
        .iter()
        .filter(|(_, name, address)| is_plain(name) && is_plain(address))
        .collect();
    let mut input = String::new();
    for (_, name, address) in &asked {
        input.push_str(&format!("{name} <{address}>\n"));
    }
    let answer = git::answer(folder, &["check-mailmap", "--stdin"], input.as_bytes());
    let mapped = answer.map_or_else(
        |_| String::new(),
        |answer| String::from_utf8_lossy(&answer).into_owned(),
    );
    let mut names: HashMap<u32, String> = HashMap::default();
    if mapped.lines().count() == asked.len() {
        for ((number, _, _), line) in asked.into_iter().zip(mapped.lines()) {
            let name = line.rsplit_once('<').map_or(line, |(name, _)| name).trim();
            names.insert(*number, name.to_owned());
        }
    }
    for (number, name, _) in stated {
        names.entry(number).or_insert(name);
    }
    names
}

//! All versions of a report for the script that compares any two.

use super::recent::Versions;
use crate::history::History;
use crate::model::Incident;
use crate::render::Book;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// More lines than this are not sent: the pages of neighbours have to do.
const MOST_LINES: usize = 60_000;

/// The versions as lines of text, each line once, and each version as a list of them.
pub(super) fn script(incident: &Incident, history: &History, book: &Book) -> Vec<u8> {
    let read: Arc<Versions> = book.recent.versions(incident, history);
    let mut numbers: BTreeMap<(char, String), usize> = BTreeMap::new();
    let mut lines: Vec<Value> = Vec::new();
    let mut versions: Vec<Value> = Vec::new();
    let mut all = 0;
    for (number, version) in history.versions.iter().enumerate() {
        let mut own = Vec::new();
        for line in read.side(number, history, book).lines() {
            let place = *numbers.entry(line.clone()).or_insert_with(|| {
                lines.push(json!([line.0, line.1]));
                lines.len() - 1
            });
            own.push(place);
        }
        all += own.len();
        if all > MOST_LINES {
            break;
        }
        versions.push(json!({ "id": version.id, "lines": own }));
    }
    let data = json!({ "lines": lines, "versions": versions });
    format!("globalThis.casebook ??= {{}}\ncasebook.versions = {data}\n").into_bytes()
}

//! What a script is published with: the messages that it says, and the scripts that it needs. One file
//! is one request, and on a slow line those cost more than bytes.

use crate::language::Language;
use std::collections::BTreeMap;

/// A script that is published with others before it.
struct Bundle {
    name: &'static str,
    /// The areas of its messages.
    areas: &'static [&'static str],
    /// Scripts that it needs. They are not published by themselves.
    needs: &'static [&'static str],
}

/// The script of every page, the first of all.
const FIRST: (&str, &str) = ("script.js", "script");

const BUNDLES: [Bundle; 3] = [
    Bundle {
        name: "history.js",
        areas: &["script-history"],
        needs: &[],
    },
    Bundle {
        name: "search.js",
        areas: &["script-search", "script-query"],
        needs: &["query.js"],
    },
    Bundle {
        name: "timeline.js",
        areas: &["script-timeline", "script-query", "dates", "durations"],
        needs: &["query.js"],
    },
];

/// Puts messages and scripts together, among the files of a site.
pub(super) fn bundle(files: &mut BTreeMap<String, Vec<u8>>, language: &Language) {
    let (name, area) = FIRST;
    if let Some(script) = files.get_mut(name) {
        *script = joined(language.first_script(area), &[script]);
    }
    for Bundle { name, areas, needs } in BUNDLES {
        let Some(script) = files.get(name) else {
            continue;
        };
        let needed = needs.iter().filter_map(|needed| files.get(*needed));
        let parts: Vec<&Vec<u8>> = needed.chain([script]).collect();
        let script = joined(language.more_script(areas), &parts);
        files.insert(name.to_owned(), script);
    }
    for needed in BUNDLES.iter().flat_map(|bundle| bundle.needs) {
        files.remove(*needed);
    }
}

fn joined(first: String, parts: &[&Vec<u8>]) -> Vec<u8> {
    let mut script = first.into_bytes();
    for part in parts {
        // A script that begins with a bracket would call what stands before it.
        if !part.starts_with(b";") {
            script.push(b';');
        }
        script.extend_from_slice(part);
    }
    script
}

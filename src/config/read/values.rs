//! Single values of book.toml: what fits, and what to say of what does not.

use super::RULE;
use crate::diagnostic::Level;
use crate::tree::{Entry, Fields, Found, Log, nearest};
use std::path::{Component, Path, PathBuf};

pub(super) fn set<T>(target: &mut T, found: Option<Found<T>>) {
    if let Some(found) = found {
        *target = found.value;
    }
}

pub(super) fn set_path(target: &mut PathBuf, found: Option<Found<String>>, log: &mut Log) {
    if let Some(found) = found.filter(|found| inside(found, log)) {
        *target = PathBuf::from(found.value);
    }
}

pub(super) fn paths(fields: &mut Fields<'_>, name: &str, log: &mut Log) -> Vec<PathBuf> {
    let found = fields.texts(name, log);
    found
        .into_iter()
        .filter(|found| inside(found, log))
        .map(|found| PathBuf::from(found.value))
        .collect()
}

/// Paths of book.toml stay below its folder: a file from elsewhere must not end on a public site.
fn inside(found: &Found<String>, log: &mut Log) -> bool {
    let fine = Path::new(&found.value)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !fine {
        let finding = log.add(
            RULE,
            Level::Error,
            found.span.clone(),
            format!(
                "the path `{}` leads outside the folder of book.toml",
                found.value
            ),
        );
        finding.help = Some(
            "use a path below that folder; the command line's --src and --out may lead anywhere"
                .to_owned(),
        );
    }
    fine
}

pub(super) fn choose<T: Copy>(
    fields: &mut Fields<'_>,
    name: &str,
    choices: &[(&str, T)],
    log: &mut Log,
) -> Option<T> {
    let found = fields.text(name, log)?;
    let choice = choices
        .iter()
        .find(|(word, _)| *word == found.value.to_lowercase());
    if choice.is_none() {
        let words = choices
            .iter()
            .map(|(word, _)| format!("`{word}`"))
            .collect::<Vec<_>>()
            .join(", ");
        unfit(log, &found, name, &format!("one of {words}"));
    }
    choice.map(|(_, value)| *value)
}

pub(super) fn unfit(log: &mut Log, found: &Found<String>, key: &str, expected: &str) {
    let finding = log.add(
        RULE,
        Level::Error,
        found.span.clone(),
        format!("`{}` does not fit `{key}`", found.value),
    );
    finding.label = Some(format!("expected {expected}"));
    let words = expected.split('`').skip(1).step_by(2);
    let near = nearest(&found.value.to_lowercase(), words);
    finding.help = near.map(|near| format!("did you mean `{near}`?"));
}

/// All entries of a map, whatever they are called.
pub(super) fn rest_of<'a>(fields: &mut Fields<'a>, name: &str, log: &mut Log) -> Vec<&'a Entry> {
    fields
        .map(name, log)
        .map_or_else(Vec::new, |mut map| map.rest())
}

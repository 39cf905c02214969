//! `[sections]`: more headings, and the names of the kinds of sections.

use super::RULE;
use super::values::rest_of;
use crate::config::Config;
use crate::diagnostic::Level;
use crate::model::SectionKind;
use crate::tree::{Fields, Found, Log, nearest};

/// Reads headings by kind of section.
pub(super) fn read_sections(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    for entry in rest_of(top, "sections", log) {
        let entries = std::slice::from_ref(entry);
        let names = Fields::new(entries).texts(&crate::tree::fold_key(&entry.key), log);
        let key = Found {
            value: entry.key.clone(),
            span: entry.key_span.clone(),
        };
        if let Some(kind) = section_kind(&key, log) {
            config.section_names.extend(
                names
                    .into_iter()
                    .map(|found| (found.value.to_lowercase(), kind)),
            );
        }
    }
}

/// Reads kinds of sections; a wrong name is a finding.
pub(super) fn section_kinds(found: Vec<Found<String>>, log: &mut Log) -> Vec<SectionKind> {
    found
        .into_iter()
        .filter_map(|found| section_kind(&found, log))
        .collect()
}

fn section_kind(found: &Found<String>, log: &mut Log) -> Option<SectionKind> {
    let words = SectionKind::ALL.map(SectionKind::as_str);
    let kind = SectionKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == found.value);
    if kind.is_none() {
        let finding = log.add(
            RULE,
            Level::Error,
            found.span.clone(),
            format!("`{}` is not a kind of section", found.value),
        );
        finding.help = Some(match nearest(&found.value, words) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "kinds are {}",
                words.map(|word| format!("`{word}`")).join(", ")
            ),
        });
    }
    kind
}

//! The causes that come with casebook, a file for each group. Ids are promises; titles and
//! descriptions may improve.

mod capacity;
mod configuration;
mod data;
mod dependency;
mod deployment;
mod detection_response;
mod identity_certificates;
mod infrastructure;
mod network;
mod operations;
mod resilience_design;
mod security;
mod software_defect;
mod unknown;

use crate::model::Role;

/// One built-in cause.
pub(super) struct Entry {
    /// `group` or `group/cause`.
    pub(super) id: &'static str,
    /// Its title.
    pub(super) title: &'static str,
    /// One sentence.
    pub(super) description: &'static str,
    /// Other names it is read by.
    pub(super) aliases: &'static [&'static str],
    /// Words of prose that suggest it.
    pub(super) signs: &'static [&'static str],
    /// The role it has when a report states none.
    pub(super) role: Role,
    /// Whether an incident with it came with a change to the system.
    pub(super) change: bool,
}

/// Every built-in cause, each group followed by its sub-causes.
pub(super) fn entries() -> impl Iterator<Item = &'static Entry> {
    GROUPS.iter().copied().flatten()
}

static GROUPS: &[&[Entry]] = &[
    deployment::ENTRIES,
    configuration::ENTRIES,
    software_defect::ENTRIES,
    capacity::ENTRIES,
    resilience_design::ENTRIES,
    dependency::ENTRIES,
    infrastructure::ENTRIES,
    network::ENTRIES,
    data::ENTRIES,
    identity_certificates::ENTRIES,
    security::ENTRIES,
    operations::ENTRIES,
    detection_response::ENTRIES,
    unknown::ENTRIES,
];

/// Writes an entry on few lines, so that the tables read as such.
const fn entry(
    id: &'static str,
    title: &'static str,
    description: &'static str,
    aliases: &'static [&'static str],
) -> Entry {
    Entry {
        id,
        title,
        description,
        aliases,
        signs: &[],
        role: Role::Contributing,
        change: false,
    }
}

/// A cause that speaks of a change to the system: of its code, its settings, its data or its keys, or
/// by hand.
const fn change(
    id: &'static str,
    title: &'static str,
    description: &'static str,
    aliases: &'static [&'static str],
) -> Entry {
    Entry {
        change: true,
        ..entry(id, title, description, aliases)
    }
}

/// A cause that makes incidents last longer.
const fn prolonging(
    id: &'static str,
    title: &'static str,
    description: &'static str,
    aliases: &'static [&'static str],
) -> Entry {
    Entry {
        role: Role::Prolonging,
        ..entry(id, title, description, aliases)
    }
}

impl Entry {
    /// Adds words of prose that suggest it.
    const fn signs(self, signs: &'static [&'static str]) -> Entry {
        Entry { signs, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::entries;
    use std::collections::BTreeMap;

    #[test]
    fn every_name_belongs_to_one_cause() {
        let fold = |name: &str| name.replace(['-', '_', ' '], "").to_lowercase();
        let mut owners: BTreeMap<String, &str> = BTreeMap::new();
        for entry in entries() {
            for name in entry.aliases.iter().chain([&entry.id]) {
                let owner = owners.insert(fold(name), entry.id);
                assert_eq!(owner, None, "`{name}` of {}", entry.id);
            }
        }
    }

    #[test]
    fn every_sub_cause_follows_its_group() {
        let mut group = "";
        for entry in entries() {
            match entry.id.split_once('/') {
                Some((top, _)) => assert_eq!(top, group, "{}", entry.id),
                None => group = entry.id,
            }
        }
    }

    #[test]
    fn every_cause_is_described_in_one_sentence() {
        for entry in entries() {
            let text = entry.description;
            assert!(text.ends_with('.') && text.len() < 110, "{}", entry.id);
            assert!(!text.trim_end_matches('.').contains(". "), "{}", entry.id);
        }
    }

    #[test]
    fn groups_have_four_to_nine_sub_causes() {
        let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in entries() {
            if let Some((top, _)) = entry.id.split_once('/') {
                *groups.entry(top).or_default() += 1;
            }
        }
        assert_eq!(groups.remove("unknown"), Some(2));
        assert_eq!(groups.len(), 13);
        assert!(
            groups.values().all(|subs| (4..=9).contains(subs)),
            "{groups:?}"
        );
    }
}

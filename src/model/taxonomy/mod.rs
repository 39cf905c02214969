//! All causes that an archive knows, in two levels: groups, and sub-causes below them.

mod built_in;

use super::cause::{Cause, CauseId};
use super::suggestion::{Suggester, Suggestion};
use std::collections::{BTreeMap, BTreeSet};

/// All causes a casebook knows, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taxonomy {
    causes: BTreeMap<CauseId, Cause>,
    /// Every folded name with its cause.
    names: BTreeMap<String, CauseId>,
    suggester: Suggester,
}

impl Taxonomy {
    /// Returns the causes that come with casebook.
    pub fn built_in() -> Taxonomy {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let causes = built_in::entries().filter_map(|entry| {
            Some(Cause {
                id: CauseId::new(entry.id)?,
                title: entry.title.to_owned(),
                description: entry.description.to_owned(),
                aliases: owned(entry.aliases),
                signs: owned(entry.signs),
                role: entry.role,
                change: entry.change,
            })
        });
        Taxonomy::new(causes, &[])
    }

    /// Returns the title and the description that a built-in cause has by itself.
    pub fn built_in_words(id: &CauseId) -> Option<(&'static str, &'static str)> {
        let mut entries = built_in::entries();
        let entry = entries.find(|entry| entry.id == id.as_str())?;
        Some((entry.title, entry.description))
    }

    /// Makes a taxonomy. A name belongs to the cause whose id it is, else to the first one that the
    /// project's own `names` give it to, else to the first that has it among its aliases; then to the
    /// only one whose id ends in it, and to the only one with this title.
    pub fn new(causes: impl IntoIterator<Item = Cause>, names: &[(String, CauseId)]) -> Taxonomy {
        let causes: BTreeMap<CauseId, Cause> = causes
            .into_iter()
            .map(|cause| (cause.id.clone(), cause))
            .collect();
        let mut taxonomy = Taxonomy {
            names: causes
                .keys()
                .map(|id| (fold(id.as_str()), id.clone()))
                .collect(),
            suggester: Suggester::new(&causes),
            causes,
        };
        let own = names.iter().map(|(name, id)| (fold(name), id.clone()));
        taxonomy.name(
            own.filter(|(_, id)| taxonomy.causes.contains_key(id))
                .collect(),
        );
        let aliases = taxonomy.causes.values().flat_map(|cause| {
            let aliases = cause.aliases.iter();
            aliases.map(|alias| (fold(alias), cause.id.clone()))
        });
        taxonomy.name(aliases.collect());
        // `cascading-failure` alone says enough where no other cause ends in it.
        let lasts = taxonomy.causes.keys().filter_map(|id| {
            let (_, last) = id.as_str().split_once('/')?;
            Some((fold(last), id.clone()))
        });
        taxonomy.name(unambiguous(lasts.collect()));
        let titles = taxonomy
            .causes
            .values()
            .map(|cause| (fold(&cause.title), cause.id.clone()));
        taxonomy.name(unambiguous(titles.collect()));
        taxonomy
    }

    /// Gives names that nobody has yet.
    fn name(&mut self, names: Vec<(String, CauseId)>) {
        for (name, id) in names {
            self.names.entry(name).or_insert(id);
        }
    }

    /// Returns a cause by its id.
    pub fn get(&self, id: &CauseId) -> Option<&Cause> {
        self.causes.get(id)
    }

    /// Finds a cause by its id or one of its other names; case, `-`, `_` and spaces are folded.
    pub fn find(&self, name: &str) -> Option<&Cause> {
        self.names
            .get(&fold(name))
            .and_then(|id| self.causes.get(id))
    }

    /// Says whether a cause is as exact as the taxonomy gets: it has no sub-causes.
    pub fn is_leaf(&self, id: &CauseId) -> bool {
        self.causes.contains_key(id) && self.subs(id).next().is_none()
    }

    /// Returns the sub-causes of a group, by id.
    pub fn subs(&self, id: &CauseId) -> impl Iterator<Item = &Cause> {
        let (from, below) = (id.clone(), format!("{id}/"));
        let before = below.clone();
        self.causes
            .range(from..)
            .map(|(_, cause)| cause)
            // `net-work` stands between `net` and `net/dns`.
            .skip_while(move |cause| cause.id.as_str() < before.as_str())
            .take_while(move |cause| cause.id.as_str().starts_with(&below))
    }

    /// Suggests leaves that the words of a text point to, the strongest first.
    pub fn suggest(&self, text: &str) -> Vec<Suggestion> {
        self.suggester.suggest(text)
    }

    /// Returns every cause, ordered by id: a group comes before its sub-causes.
    pub fn iter(&self) -> impl Iterator<Item = &Cause> {
        self.causes.values()
    }

    /// Returns every cause by itself, for a taxonomy made from this one.
    pub fn into_causes(self) -> BTreeMap<CauseId, Cause> {
        self.causes
    }
}

/// Leaves out names that several causes would have.
fn unambiguous(names: Vec<(String, CauseId)>) -> Vec<(String, CauseId)> {
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<String> = names
        .iter()
        .filter(|(name, _)| !seen.insert(name))
        .map(|(name, _)| name.clone())
        .collect();
    names
        .into_iter()
        .filter(|(name, _)| !twice.contains(name))
        .collect()
}

/// Folds case, `-`, `_` and spaces: all spellings of a name are one.
pub fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    fn cause(id: &str, title: &str, aliases: &[&str]) -> Cause {
        Cause {
            id: CauseId::new(id).expect("a literal"),
            title: title.to_owned(),
            description: String::new(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            signs: Vec::new(),
            role: Role::Contributing,
            change: false,
        }
    }

    fn check(taxonomy: &Taxonomy, name: &str, expected: Option<&str>) {
        let found = taxonomy.find(name).map(|cause| cause.id.as_str());
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn a_name_has_one_owner() {
        let causes = [
            cause("data", "Data", &["storage"]),
            cause("data/loss", "Data loss", &["gone"]),
            cause("money", "Money", &["gone"]),
            cause("money/loss", "Loss of money", &["data"]),
            cause("money/psp", "Payment provider", &[]),
        ];
        let own = [("storage", "money"), ("money", "data"), ("x", "not/there")];
        let own = own.map(|(name, id)| (name.to_owned(), CauseId::new(id).expect("a literal")));
        let taxonomy = Taxonomy::new(causes, &own);
        for (name, expected) in [
            ("data", Some("data")),
            ("money", Some("money")),
            ("Storage", Some("money")),
            ("gone", Some("data/loss")),
            ("loss", None),
            ("psp", Some("money/psp")),
            ("payment_provider", Some("money/psp")),
            ("x", None),
        ] {
            check(&taxonomy, name, expected);
        }
    }

    #[test]
    fn sub_causes_are_those_below() {
        let causes = [
            "net",
            "net-work",
            "net/dns",
            "net/cdn",
            "network",
            "network/dns",
        ];
        let taxonomy = Taxonomy::new(causes.map(|id| cause(id, id, &[])), &[]);
        let id = |id| CauseId::new(id).expect("a literal");
        let subs: Vec<&str> = taxonomy
            .subs(&id("net"))
            .map(|sub| sub.id.as_str())
            .collect();
        assert_eq!(subs, ["net/cdn", "net/dns"]);
        for (name, is_leaf) in [
            ("net", false),
            ("net-work", true),
            ("net/dns", true),
            ("x", false),
        ] {
            assert_eq!(taxonomy.is_leaf(&id(name)), is_leaf, "{name}");
        }
    }

    #[test]
    fn old_vocabularies_are_read() {
        let taxonomy = Taxonomy::built_in();
        for (written, expected) in [
            ("config-change", Some("configuration")),
            (
                "Cascading Failure",
                Some("resilience-design/cascading-failure"),
            ),
            ("thundering herd", Some("resilience-design/retry-storm")),
            ("time", Some("software-defect")),
            ("undescriptive", Some("unknown")),
            ("hardware", Some("infrastructure")),
            (
                "Certificate expired",
                Some("identity-certificates/certificate-expiry"),
            ),
            ("human error", None),
            ("cloud", None),
        ] {
            check(&taxonomy, written, expected);
        }
    }
}

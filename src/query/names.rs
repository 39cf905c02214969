//! Other names of services, causes, severities and statuses, so that filters take them too.

use super::{Field, Note, Pattern, Query, Test, What, fold, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// Names by field: each folded name with the folded id that it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    ids: BTreeMap<Field, BTreeMap<String, String>>,
    shown: BTreeMap<Field, BTreeSet<String>>,
}

impl Names {
    /// Adds an id with its other names. The first owner of a name keeps it, and an id is never the
    /// name of something else.
    pub fn add<'n>(&mut self, field: Field, id: &str, others: impl IntoIterator<Item = &'n str>) {
        let ids = self.ids.entry(field).or_default();
        let folded = fold(id);
        ids.insert(folded.clone(), folded.clone());
        for other in others {
            ids.entry(fold(other)).or_insert_with(|| folded.clone());
        }
        self.shown.entry(field).or_default().insert(id.to_owned());
    }

    /// Returns the id that a folded name stands for.
    pub(super) fn id(&self, field: Field, name: &str) -> Option<&String> {
        self.ids.get(&field)?.get(name)
    }

    /// Returns the names that are not ids, by field, for programs.
    pub fn aliases(&self) -> BTreeMap<&'static str, BTreeMap<&str, &str>> {
        let aliases = self.ids.iter().map(|(field, ids)| {
            let others = ids.iter().filter(|(name, id)| name != id);
            let others = others.map(|(name, id)| (name.as_str(), id.as_str()));
            (field.as_str(), others.collect())
        });
        aliases.collect()
    }

    /// Says which names of a query no incident has, and what may have been meant.
    pub fn unknown(&self, query: &Query) -> Vec<Note> {
        let mut notes = Vec::new();
        for term in &query.terms {
            let What::Filter(filter) = &term.what else {
                continue;
            };
            let (Test::Names(patterns), Some(shown)) =
                (&filter.test, self.shown.get(&filter.field))
            else {
                continue;
            };
            for pattern in patterns {
                if !shown.iter().any(|id| self.names(filter.field, pattern, id)) {
                    let text = self.words(filter.field, pattern, shown);
                    let span = term.span.clone();
                    notes.push(Note { span, text });
                }
            }
        }
        notes
    }

    fn names(&self, field: Field, pattern: &Pattern, id: &str) -> bool {
        let filter = super::Filter {
            field,
            test: Test::Names(vec![pattern.clone()]),
        };
        filter.matches(&super::Facts::with(field, id), self)
    }

    fn words(&self, field: Field, pattern: &Pattern, shown: &BTreeSet<String>) -> String {
        let known = self.ids.get(&field).into_iter().flat_map(BTreeMap::keys);
        let near = nearest(&pattern.text, known.map(String::as_str))
            .and_then(|near| self.id(field, near))
            .and_then(|id| shown.iter().find(|known| fold(known) == *id));
        let more = match near {
            Some(near) => format!("; did you mean `{near}`?"),
            None if shown.len() <= 8 => {
                let known: Vec<&str> = shown.iter().map(String::as_str).collect();
                format!("; there are {}", known.join(", "))
            }
            None => String::new(),
        };
        format!(
            "no incident has the {} `{}`{more}",
            field.as_str(),
            pattern.text
        )
    }
}

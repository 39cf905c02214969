//! `[front-matter]`: more spellings of keys, and keys that pass through.

use super::values::rest_of;
use crate::config::Config;
use crate::tree::{Fields, Log};

pub(super) fn read_front_matter(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    if let Some(mut fields) = top.map("front-matter", log) {
        for entry in rest_of(&mut fields, "aliases", log) {
            let entries = std::slice::from_ref(entry);
            let names = Fields::new(entries).names(&crate::tree::fold_key(&entry.key), log);
            let names = names.into_iter().map(|found| found.value);
            config
                .key_aliases
                .entry(crate::tree::fold_key(&entry.key))
                .or_default()
                .extend(names);
        }
        config.extra_keys = fields
            .names("extra", log)
            .into_iter()
            .map(|found| found.value)
            .collect();
        fields.finish(&["aliases", "extra"], "[front-matter]", log);
    }
}

//! `[causes]`: the taxonomy, which begins with the built-in one.
//!
//! Causes are put aside first, then groups are changed, then sub-causes, so that a sub-cause takes
//! after its group whatever comes first in the file.

use super::RULE;
use super::values::{choose, set};
use crate::config::Config;
use crate::diagnostic::Level;
use crate::model::taxonomy::fold;
use crate::model::{Cause, CauseId, Role, Taxonomy};
use crate::source::Span;
use crate::tree::{Entry, Fields, Log, Value, nearest, wrong_type};
use std::collections::{BTreeMap, BTreeSet};

/// What the keys of a cause are called.
const KEYS: [&str; 6] = ["title", "description", "aliases", "signs", "role", "change"];

/// A cause that book.toml describes.
struct Told<'a> {
    id: CauseId,
    keys: &'a [Entry],
}

/// A name that book.toml gives to a cause.
struct OwnName {
    name: String,
    id: CauseId,
    span: Span,
}

pub(super) fn read_causes(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut fields) = top.map("causes", log) else {
        return;
    };
    let starts_empty = fields
        .truth("built-in", log)
        .is_some_and(|found| !found.value);
    let suggestions = [("show", false), ("count", true)];
    if let Some(count) = choose(&mut fields, "suggestions", &suggestions, log) {
        config.count_suggestions = count;
    }
    let mut causes = match starts_empty {
        true => BTreeMap::new(),
        false => Taxonomy::built_in().into_causes(),
    };
    let mut told: Vec<Told<'_>> = Vec::new();
    for entry in fields.rest() {
        match (id_of(entry, log), &entry.node.value) {
            (Some(id), Value::Map(keys)) => told.push(Told { id, keys }),
            (Some(id), Value::Scalar(scalar)) if scalar.text == "false" && !scalar.quoted => {
                put_aside(&id, entry, &mut causes, log);
            }
            (Some(_), other) => wrong_type(
                log,
                entry.node.span.clone(),
                &entry.key,
                "a map of keys, or `false`",
                other.kind(),
            ),
            (None, _) => {}
        }
    }
    told.sort_by_key(|told| !told.id.is_top());
    let mut names = Vec::new();
    for told in told {
        read_cause(told, &mut causes, &mut names, log);
    }
    add_groups(&mut causes);
    disputed(&names, &causes, log);
    let names: Vec<(String, CauseId)> = names.into_iter().map(|own| (own.name, own.id)).collect();
    config.taxonomy = Taxonomy::new(causes.into_values(), &names);
}

fn id_of(entry: &Entry, log: &mut Log) -> Option<CauseId> {
    let id = CauseId::new(&entry.key);
    if id.is_none() {
        let finding = log.add(
            RULE,
            Level::Error,
            entry.key_span.clone(),
            format!("`{}` cannot be the id of a cause", entry.key),
        );
        finding.help =
            Some("ids are lower-case words with hyphens: `group` or `\"group/cause\"`".to_owned());
    }
    id
}

/// `id = false`: the cause goes, and with a group its sub-causes.
fn put_aside(id: &CauseId, entry: &Entry, causes: &mut BTreeMap<CauseId, Cause>, log: &mut Log) {
    let before = causes.len();
    causes.retain(|known, _| known != id && !(id.is_top() && known.top() == *id));
    if causes.len() < before {
        return;
    }
    let near = nearest(id.as_str(), causes.keys().map(CauseId::as_str)).map(str::to_owned);
    let message = format!("`{id}` is not one of the built-in causes");
    let finding = log.add(RULE, Level::Warning, entry.key_span.clone(), message);
    finding.help = Some(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`false` puts a built-in cause aside".to_owned(),
    });
}

fn read_cause(
    told: Told<'_>,
    causes: &mut BTreeMap<CauseId, Cause>,
    names: &mut Vec<OwnName>,
    log: &mut Log,
) {
    let id = told.id;
    let mut fields = Fields::new(told.keys);
    let mut cause = match causes.get(&id) {
        Some(known) => known.clone(),
        None => new_cause(id.clone(), causes.get(&id.top())),
    };
    set(&mut cause.title, fields.text("title", log));
    set(&mut cause.description, fields.text("description", log));
    for alias in fields.names("aliases", log) {
        cause.aliases.push(alias.value.clone());
        names.push(OwnName {
            name: alias.value,
            id: id.clone(),
            span: alias.span,
        });
    }
    let signs = fields.names("signs", log).into_iter();
    cause.signs.extend(signs.map(|sign| sign.value));
    let roles = Role::ALL.map(|role| (role.as_str(), role));
    let role = choose(&mut fields, "role", &roles, log);
    let change = fields.truth("change", log).map(|found| found.value);
    fields.finish(&KEYS, "[causes.*]", log);
    cause.role = role.unwrap_or(cause.role);
    cause.change = change.unwrap_or(cause.change);
    // What a group is said to be goes for its sub-causes, until they say otherwise.
    let subs = causes
        .values_mut()
        .filter(|sub| id.is_top() && sub.id.top() == id);
    for sub in subs {
        sub.role = role.unwrap_or(sub.role);
        sub.change = change.unwrap_or(sub.change);
    }
    causes.insert(id, cause);
}

/// A cause that is not built in takes after its group and is called by its id.
fn new_cause(id: CauseId, group: Option<&Cause>) -> Cause {
    Cause {
        title: title_of(&id),
        description: String::new(),
        aliases: Vec::new(),
        signs: Vec::new(),
        role: group.map_or(Role::Contributing, |group| group.role),
        change: group.is_some_and(|group| group.change),
        id,
    }
}

/// `payments/card-network` is called "Card network".
fn title_of(id: &CauseId) -> String {
    let last = id.as_str().rsplit('/').next().unwrap_or_default();
    let mut letters = last.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect::<String>().replace('-', " ")
}

/// A sub-cause needs a group to stand below.
fn add_groups(causes: &mut BTreeMap<CauseId, Cause>) {
    let tops: BTreeSet<CauseId> = causes.keys().map(CauseId::top).collect();
    for top in tops {
        causes
            .entry(top.clone())
            .or_insert_with(|| new_cause(top, None));
    }
}

/// Names that book.toml gives to one cause although they are the id of another, or were given away.
fn disputed(names: &[OwnName], causes: &BTreeMap<CauseId, Cause>, log: &mut Log) {
    let mut owners: BTreeMap<String, &CauseId> =
        causes.keys().map(|id| (fold(id.as_str()), id)).collect();
    for own in names {
        let owner = *owners.entry(fold(&own.name)).or_insert(&own.id);
        if *owner != own.id {
            let message = format!("the name `{}` already means the cause `{owner}`", own.name);
            let finding = log.add(RULE, Level::Warning, own.span.clone(), message);
            finding.help = Some(format!(
                "take it away here, or put the other cause aside: `\"{owner}\" = false`"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, read};
    use crate::model::{CauseId, Role};

    fn config(text: &str, findings: &[&str]) -> Config {
        let loaded = read::read(text);
        let seen: Vec<&str> = loaded
            .findings
            .iter()
            .map(|it| it.message.as_str())
            .collect();
        assert_eq!(seen, findings, "{text}");
        loaded.config
    }

    /// What a name means: the id, the title, the role, whether it is a change.
    fn check(config: &Config, name: &str, expected: Option<(&str, &str, Role, bool)>) {
        let cause = config.taxonomy.find(name);
        let seen = cause.map(|it| (it.id.as_str(), it.title.as_str(), it.role, it.change));
        assert_eq!(seen, expected, "{name}");
    }

    const CONTRIBUTING: Role = Role::Contributing;

    #[test]
    fn causes_are_added_renamed_and_described() {
        let text = "[causes.network]\ntitle = \"Wires\"\ndescription = \"All of it.\"\n\
                    [causes.\"network/wi-fi\"]\naliases = [\"wlan\", \"storage\"]\n\
                    [causes.\"payments/card-network\"]\nrole = \"trigger\"\nchange = true\n";
        let config = config(text, &[]);
        for (name, expected) in [
            ("network", ("network", "Wires", CONTRIBUTING, false)),
            ("WLAN", ("network/wi-fi", "Wi fi", CONTRIBUTING, false)),
            // A name of ours goes to whom book.toml gives it.
            ("storage", ("network/wi-fi", "Wi fi", CONTRIBUTING, false)),
            ("connectivity", ("network", "Wires", CONTRIBUTING, false)),
            (
                "card network",
                ("payments/card-network", "Card network", Role::Trigger, true),
            ),
            ("payments", ("payments", "Payments", CONTRIBUTING, false)),
        ] {
            check(&config, name, Some(expected));
        }
        let network = CauseId::new("network").and_then(|id| config.taxonomy.get(&id).cloned());
        assert_eq!(
            network.map(|it| it.description).as_deref(),
            Some("All of it.")
        );
    }

    #[test]
    fn sub_causes_take_after_their_group() {
        let text = "[causes.\"network/dns\"]\nrole = \"trigger\"\n\
                    [causes.\"network/wi-fi\"]\n\
                    [causes.network]\nrole = \"latent\"\n\
                    [causes.\"detection-response/asleep\"]\n\
                    [causes.\"deployment/friday\"]\n";
        let config = config(text, &[]);
        for (name, role, change) in [
            ("network/dns", Role::Trigger, false),
            ("network/wi-fi", Role::Latent, false),
            ("network/cdn", Role::Latent, false),
            ("detection-response/asleep", Role::Prolonging, false),
            ("deployment/friday", CONTRIBUTING, true),
        ] {
            let cause = config.taxonomy.find(name).expect("a cause");
            assert_eq!((cause.role, cause.change), (role, change), "{name}");
        }
    }

    #[test]
    fn causes_are_put_aside_and_replaced() {
        let text = "[causes]\n\"network/dns\" = false\nsecurity = false\n\
                    [causes.\"dns/outage\"]\naliases = [\"network/dns\"]\n";
        let changed = config(text, &[]);
        check(
            &changed,
            "network/dns",
            Some(("dns/outage", "Outage", CONTRIBUTING, false)),
        );
        check(&changed, "security/phishing", None);
        check(
            &changed,
            "network/cdn",
            Some(("network/cdn", "CDN", CONTRIBUTING, false)),
        );

        let own = config("[causes]\nbuilt-in = false\n[causes.\"a/b\"]\n", &[]);
        let ids: Vec<&str> = own.taxonomy.iter().map(|cause| cause.id.as_str()).collect();
        assert_eq!(ids, ["a", "a/b"]);
    }

    #[test]
    fn suggestions_are_counted_where_the_archive_says_so() {
        assert!(!config("", &[]).count_suggestions);
        assert!(config("[causes]\nsuggestions = \"count\"\n", &[]).count_suggestions);
        config(
            "[causes]\nsuggestions = \"maybe\"\n",
            &["`maybe` does not fit `suggestions`"],
        );
    }

    #[test]
    fn what_cannot_be_is_said() {
        config(
            "[causes]\n\"network/dsn\" = false\n\"Big Thing\" = {}\nnetwork = 3\n\
             [causes.data]\naliases = [\"capacity\", \"stuff\"]\n\
             [causes.capacity]\naliases = [\"Stuff\"]\n[causes.operations]\ntitel = \"x\"\n",
            &[
                "`network/dsn` is not one of the built-in causes",
                "`Big Thing` cannot be the id of a cause",
                "`network` should be a map of keys, or `false`, not a single value",
                "the key `titel` has no meaning in [causes.*]",
                "the name `capacity` already means the cause `capacity`",
                "the name `Stuff` already means the cause `data`",
            ],
        );
    }
}

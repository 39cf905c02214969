#![doc = include_str!("person_named.md")]

use super::phrase::Phrases;
use crate::check::{Given, Report, Rule, Run};
use crate::config::Config;
use crate::diagnostic::Level;
use crate::model::{Audience, Incident};
use crate::source::Span;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "person-named",
    level: Level::Warning,
    docs: include_str!("person_named.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    let audience = incident.audience.as_ref().map(|audience| audience.value);
    if audience.unwrap_or(given.config.audience) != Audience::Public {
        return;
    }
    let people = people(incident, given.config);
    let names = Phrases::new(people.keys().map(String::as_str));
    let mut found: Vec<(Span, Option<&str>)> = Vec::new();
    for (passage, words) in report.prose().passages() {
        let start = passage.span.start;
        for (name, at) in names.iter().flat_map(|names| names.find(words)) {
            let role = people.get(name).copied().flatten();
            found.push((start + at.start..start + at.end, role));
        }
        found.extend(mentions(words).map(|at| (start + at.start..start + at.end, None)));
    }
    for owner in incident
        .actions
        .iter()
        .filter_map(|action| action.owner.as_ref())
    {
        let written = report.text().get(owner.span.clone()).unwrap_or_default();
        let known = people.get(&owner.value.to_ascii_lowercase());
        if known.is_some() || mentions(written).next().is_some() {
            found.push((owner.span.clone(), known.copied().flatten()));
        }
    }
    found.sort_by_key(|(span, _)| (span.start, span.end));
    let mut end = 0;
    for (span, role) in found {
        // The owner of an action stands within the action's own words.
        if span.start < end {
            continue;
        }
        end = span.end;
        let name = report.text().get(span.clone()).unwrap_or_default();
        let message = format!("`{name}` names a person, and the report is public");
        report.at(span, message).help = Some(match role {
            Some(role) => format!("write the role instead: `{role}`"),
            None => {
                "write the role or the team instead, such as \"the engineer on call\"".to_owned()
            }
        });
    }
}

/// The full names that are known, in lower case, each with the role that book.toml gives it. A
/// single word may be a team or a product.
fn people<'a>(incident: &'a Incident, config: &'a Config) -> BTreeMap<String, Option<&'a str>> {
    let authors = incident
        .authors
        .iter()
        .map(|author| (author.value.name.as_str(), None));
    let of_book = config.people.iter().flat_map(|(id, person)| {
        let role = person.role.as_deref();
        [Some(id.as_str()), person.title.as_deref()]
            .into_iter()
            .flatten()
            .map(move |name| (name, role))
    });
    authors
        .chain(of_book)
        .filter(|(name, _)| name.trim().contains(' '))
        .map(|(name, role)| (name.trim().to_ascii_lowercase(), role))
        .collect()
}

/// Finds `@name`, which is no part of an address and no path of a package.
fn mentions(words: &str) -> impl Iterator<Item = Span> + '_ {
    words.match_indices('@').filter_map(|(at, _)| {
        let rest = &words[at + 1..];
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')))
            .unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches(['.', '-']);
        let is_name = name.starts_with(char::is_alphabetic)
            && !words[..at]
                .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '@'))
            && !rest[end..].starts_with(['/', '@']);
        is_name.then_some(at..at + 1 + name.len())
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn only_mentions_of_people_are_mentions() {
        for (words, expected) in [
            ("paged @maria.", vec!["@maria"]),
            ("(@j-doe, @b_c)", vec!["@j-doe", "@b_c"]),
            ("ops@example.org", vec![]),
            ("@babel/core 7.1", vec![]),
            ("at 50 @ 3", vec![]),
            ("uses: actions/checkout@v4", vec![]),
        ] {
            let found: Vec<&str> = mentions(words).map(|at| &words[at]).collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}

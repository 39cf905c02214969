#![doc = include_str!("link_broken.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::markdown::headings;
use crate::model::{Incident, Link, LinkTarget};
use crate::tree::nearest;

pub(super) static RULE: Rule = Rule {
    name: "link-broken",
    level: Level::Warning,
    docs: include_str!("link_broken.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    for link in incident.links.iter().filter(|link| !link.image) {
        let found = match &link.target {
            LinkTarget::Missing => Some((
                format!(
                    "the link `{}` leads to no file of the archive",
                    link.written
                ),
                "paths are relative to the folder of the report".to_owned(),
            )),
            LinkTarget::Refused(reason) => Some((
                format!(
                    "the file `{}` is not copied to the site: {reason}",
                    link.written
                ),
                "link to the place where it is published instead".to_owned(),
            )),
            LinkTarget::Here(id) => no_heading(link, id, incident, given),
            LinkTarget::Report {
                slug,
                fragment: Some(id),
            } => given
                .corpus
                .get(slug)
                .and_then(|target| no_heading(link, id, target, given)),
            LinkTarget::Report { fragment: None, .. }
            | LinkTarget::Asset { .. }
            | LinkTarget::Elsewhere => None,
        };
        if let Some((message, help)) = found {
            report.at(link.span.clone(), message).help = Some(help);
        }
    }
}

/// Says so when a report has no such heading. What casebook itself puts on a page has ids that
/// begin with `cb-`; anchors of raw HTML are the author's affair.
fn no_heading(
    link: &Link,
    id: &str,
    target: &Incident,
    given: &Given<'_>,
) -> Option<(String, String)> {
    let is_ours = id.is_empty()
        || id == "top"
        || id.starts_with("cb-")
        || target.front_matter_sections().contains(&id)
        || target.actions.iter().any(|action| action.id == id);
    if is_ours {
        return None;
    }
    let file = given.sources.get(target.source);
    let text = target.body_text(&file.text);
    let headings = headings(text);
    let is_there = headings.iter().any(|heading| heading.id == id) || has_anchor(text, id);
    if is_there {
        return None;
    }
    let help = match nearest(id, headings.iter().map(|heading| heading.id.as_str())) {
        Some(near) => format!("did you mean `#{near}`?"),
        None => "a heading's address is its words in lower case, with `-` for spaces".to_owned(),
    };
    Some((
        format!(
            "the link `{}` leads to a heading that `{}` does not have",
            link.written, file.name
        ),
        help,
    ))
}

/// Whether raw HTML gives something this name.
fn has_anchor(text: &str, id: &str) -> bool {
    ["id", "name"]
        .iter()
        .flat_map(|attribute| ['"', '\''].map(|quote| format!("{attribute}={quote}{id}{quote}")))
        .any(|written| text.contains(&written))
}

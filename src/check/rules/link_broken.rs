#![doc = include_str!("link_broken.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, LinkTarget};

pub(super) static RULE: Rule = Rule {
    name: "link-broken",
    level: Level::Warning,
    docs: include_str!("link_broken.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    for link in incident.links.iter().filter(|link| !link.image) {
        let (message, help) = match &link.target {
            LinkTarget::Missing => (
                format!(
                    "the link `{}` leads to no file of the archive",
                    link.written
                ),
                "paths are relative to the folder of the report".to_owned(),
            ),
            LinkTarget::Refused(reason) => (
                format!(
                    "the file `{}` is not copied to the site: {reason}",
                    link.written
                ),
                "link to the place where it is published instead".to_owned(),
            ),
            LinkTarget::Report { .. } | LinkTarget::Asset { .. } => continue,
        };
        report.at(link.span.clone(), message).help = Some(help);
    }
}

#![doc = include_str!("image_missing.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, LinkTarget};

pub(super) static RULE: Rule = Rule {
    name: "image-missing",
    level: Level::Warning,
    docs: include_str!("image_missing.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    for link in incident.links.iter().filter(|link| link.image) {
        let (message, help) = match &link.target {
            LinkTarget::Missing => (
                format!("the image `{}` is not there", link.written),
                "paths are relative to the folder of the report".to_owned(),
            ),
            LinkTarget::Refused(reason) => (
                format!("the image `{}` is not shown: {reason}", link.written),
                "save it as PNG, or as an SVG without scripts".to_owned(),
            ),
            LinkTarget::Report { .. }
            | LinkTarget::Asset { .. }
            | LinkTarget::Here(_)
            | LinkTarget::Elsewhere => continue,
        };
        report.at(link.span.clone(), message).help = Some(help);
    }
}

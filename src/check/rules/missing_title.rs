#![doc = include_str!("missing_title.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::{Incident, Origin};

pub(super) static RULE: Rule = Rule {
    name: "missing-title",
    level: Level::Warning,
    docs: include_str!("missing_title.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    let is_unread = incident.body.asides.unread_keys.contains(&"title");
    if incident.title.origin == Origin::FileName && !is_unread {
        report
            .whole("the report has no title; the file name stands in for it")
            .help =
            Some("add `title:` to the front matter, or begin the text with `# Title`".to_owned());
    }
}

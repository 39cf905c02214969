#![doc = include_str!("bidi_control_character.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "bidi-control-character",
    level: Level::Error,
    docs: include_str!("bidi_control_character.md"),
    run: Run::Incident(run),
};

fn run(_: &Incident, _: &Given<'_>, report: &mut Report<'_>) {
    for (at, c) in report.text().char_indices() {
        let Some(name) = name(c) else { continue };
        let finding = report.at(
            at..at + c.len_utf8(),
            format!("the invisible character U+{:04X} ({name}) makes text show in another order than it is written", u32::from(c)),
        );
        finding.help = Some("delete it; text from right to left needs none in Markdown".to_owned());
    }
}

fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{202A}' => "left-to-right embedding",
        '\u{202B}' => "right-to-left embedding",
        '\u{202C}' => "pop directional formatting",
        '\u{202D}' => "left-to-right override",
        '\u{202E}' => "right-to-left override",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        _ => return None,
    })
}

//! What the words of an entry say about it: how far it is, who does it, what it is for.

use crate::model::{ActionKind, ActionStatus};

/// Words by what an action under such a heading, or of such a type, is for.
const KINDS: &[(ActionKind, &str)] = &[
    (
        ActionKind::Process,
        "process training documentation procedure communication organisational organizational people",
    ),
    (
        ActionKind::Detect,
        "detect detection monitoring alerting observability alerts",
    ),
    (
        ActionKind::Mitigate,
        "mitigate mitigation mitigative response recovery resilience",
    ),
    (
        ActionKind::Prevent,
        "prevent prevention preventive preventative technical code configuration infrastructure testing",
    ),
];

/// Marks at either end of an entry.
const MARKS: &[(&str, ActionStatus)] = &[
    ("(done)", ActionStatus::Done),
    ("[done]", ActionStatus::Done),
    ("**done**", ActionStatus::Done),
    ("done:", ActionStatus::Done),
    ("(completed)", ActionStatus::Done),
    ("[x]", ActionStatus::Done),
    (":white_check_mark:", ActionStatus::Done),
    (":heavy_check_mark:", ActionStatus::Done),
    ("(todo)", ActionStatus::Open),
    ("todo:", ActionStatus::Open),
    ("(in progress)", ActionStatus::Open),
    ("(wip)", ActionStatus::Open),
    ("(open)", ActionStatus::Open),
    ("[ ]", ActionStatus::Open),
    ("(rejected)", ActionStatus::Rejected),
    ("(won't do)", ActionStatus::Rejected),
];

/// Finds out what actions under a heading are for.
pub(super) fn kind_of(heading: &str) -> Option<ActionKind> {
    let folded = heading.to_lowercase();
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    KINDS
        .iter()
        .find(|(_, names)| names.split(' ').any(|name| words.contains(&name)))
        .map(|(kind, _)| *kind)
}

/// Reads a heading such as `Immediate actions (completed)`.
pub(super) fn status_of_heading(heading: &str) -> Option<ActionStatus> {
    let folded = heading.to_lowercase();
    let aside = folded.find('(').map_or("", |at| &folded[at..]);
    let says = |words: &[&str]| {
        words
            .iter()
            .any(|word| aside.contains(word) || folded.starts_with(word))
    };
    let done = says(&["complete", "done", "finished"]);
    let open = says(&[
        "planned",
        "in progress",
        "in-progress",
        "to do",
        "todo",
        "open",
    ]);
    match (done, open) {
        (true, false) => Some(ActionStatus::Done),
        (false, true) => Some(ActionStatus::Open),
        _ => None,
    }
}

/// Takes marks of status off an entry: `✅`, `(DONE)`, `[x]`, `~~..~~`.
pub(super) fn unmarked(written: &str) -> (String, Option<ActionStatus>) {
    const TICKS: [char; 4] = ['✅', '✔', '☑', '\u{fe0f}'];
    let mut text = written.trim();
    let mut status = None;
    if text.starts_with(TICKS) || text.ends_with(TICKS) {
        text = text.trim_matches(TICKS).trim();
        status = Some(ActionStatus::Done);
    }
    for (mark, means) in MARKS {
        let rest = without_prefix(text, mark)
            .map(|rest| rest.trim_start_matches([' ', ':', '-']))
            .or_else(|| without_suffix(text.trim_end_matches('.'), mark));
        if let Some(rest) = rest {
            text = rest.trim();
            status = Some(*means);
        }
    }
    let struck = text
        .strip_prefix("~~")
        .and_then(|rest| rest.strip_suffix("~~"));
    match struck {
        Some(inner) => (inner.trim().to_owned(), Some(ActionStatus::Done)),
        None => (text.to_owned(), status),
    }
}

fn without_prefix<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let head = text.get(..mark.len())?;
    head.eq_ignore_ascii_case(mark).then(|| &text[mark.len()..])
}

fn without_suffix<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(mark.len())?;
    text.get(at..)?
        .eq_ignore_ascii_case(mark)
        .then(|| &text[..at])
}

/// The first line of an entry that begins with a bold label, else all of it.
pub(super) fn first_thought(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default().trim();
    let label = first
        .strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"))
        .filter(|label| !label.is_empty() && !label.contains("**"));
    match label {
        Some(label) => label.trim_end_matches(':').to_owned(),
        None => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// `@name`, `Owner: name`, `(assigned to name)`.
pub(super) fn owner_in(text: &str) -> Option<String> {
    const LONGEST_NAME: usize = 60;
    let folded = text.to_ascii_lowercase();
    let named = ["owner:", "assignee:", "assigned to:", "assigned to", "dri:"]
        .iter()
        .find_map(|word| {
            let rest = text[folded.find(word)? + word.len()..].trim_start_matches(['*', '_', ' ']);
            let end = rest
                .find([')', ']', ',', ';', '\n', '|', '*'])
                .unwrap_or(rest.len());
            let name = rest[..end]
                .trim()
                .trim_start_matches('@')
                .trim_end_matches('.');
            (!name.is_empty() && name.len() <= LONGEST_NAME).then(|| name.to_owned())
        });
    named.or_else(|| mentioned(text))
}

/// The first `@name` that is no address and no code.
fn mentioned(text: &str) -> Option<String> {
    text.match_indices('@').find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let is_free = !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '`'));
        let name = &text[at + 1..];
        let end = name
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/')))
            .unwrap_or(name.len());
        (is_free && end > 1).then(|| name[..end].to_owned())
    })
}

/// An entry that says there is none, or that nobody has filled in.
pub(super) fn is_nothing(text: &str) -> bool {
    let folded = text.to_lowercase();
    let words = folded.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        words,
        "" | "none" | "n/a" | "tbd" | "todo" | "na" | "nothing" | "not applicable" | "..."
    )
}

#[cfg(test)]
mod tests {
    use super::{kind_of, owner_in, status_of_heading, unmarked};

    #[test]
    fn marks_are_taken_off() {
        for (written, text, status) in [
            ("Fix it", "Fix it", None),
            ("Fix it (DONE)", "Fix it", Some("done")),
            ("[x] Fix it", "Fix it", Some("done")),
            ("✅ Fix it", "Fix it", Some("done")),
            ("Fix it ✔️", "Fix it", Some("done")),
            ("~~Fix it~~", "Fix it", Some("done")),
            ("**DONE** Fix it", "Fix it", Some("done")),
            ("TODO: Fix it", "Fix it", Some("open")),
            ("Fix it (in progress).", "Fix it", Some("open")),
            ("(won't do) Fix it", "Fix it", Some("rejected")),
            ("Éé (done)", "Éé", Some("done")),
        ] {
            let (found, mark) = unmarked(written);
            assert_eq!(
                (found.as_str(), mark.map(|mark| mark.as_str())),
                (text, status),
                "{written}"
            );
        }
    }

    #[test]
    fn owners_are_named_in_words_or_by_a_handle() {
        for (text, owner) in [
            ("Fix it (@ann)", Some("ann")),
            ("Fix it - @org/team", Some("org/team")),
            ("Fix it. Owner: Ann Lee", Some("Ann Lee")),
            ("Fix it (assigned to @ann)", Some("ann")),
            ("Mail a@example.org", None),
            ("Use `@media`", None),
            ("Fix it", None),
        ] {
            assert_eq!(owner_in(text).as_deref(), owner, "{text}");
        }
    }

    #[test]
    fn headings_say_how_far_and_what_for() {
        for (heading, kind, status) in [
            ("Immediate actions (completed)", None, Some("done")),
            (
                "Planned actions (planned or in-progress)",
                None,
                Some("open"),
            ),
            ("Process improvements", Some("process"), None),
            ("Monitoring", Some("detect"), None),
            ("Code and configuration changes", Some("prevent"), None),
        ] {
            assert_eq!(
                kind_of(heading).map(|kind| kind.as_str()),
                kind,
                "{heading}"
            );
            assert_eq!(
                status_of_heading(heading).map(|status| status.as_str()),
                status,
                "{heading}"
            );
        }
    }
}

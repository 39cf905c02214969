//! The title of a report, from its heading or its file name.

use super::names;
use super::outline::{Block, Kind, Outline};
use crate::config::Config;
use crate::load::time::{Reading, find_all, read_at_start};
use crate::model::{Origin, Sourced};

/// Words that say what kind of document it is.
const BOILERPLATE: &[&str] = &[
    "incident report",
    "incident review",
    "incident postmortem",
    "incident post-mortem",
    "incident post mortem",
    "incident retrospective",
    "incident analysis",
    "incident summary",
    "postmortem report",
    "post-mortem report",
    "post mortem report",
    "public postmortem",
    "postmortem",
    "post-mortem",
    "post mortem",
    "root cause analysis",
    "rca",
    "outage report",
    "retrospective",
    "incident on",
    "incident of",
    "incident from",
    "incident at",
    "outage on",
    "incident",
];

/// Takes dates and the words for the document off a heading: `2024-03-02, queue stuck` and
/// `Incident report May 12 2025 - queue stuck` are both about the queue. What would leave nothing
/// stays as it is.
///
/// ```
/// # use casebook::load::body::trimmed_title;
/// assert_eq!(trimmed_title("Postmortem: Queue stuck (2024-03-02)"), "Queue stuck");
/// assert_eq!(trimmed_title("Incident on 2020-02-12"), "Incident on 2020-02-12");
/// ```
pub fn trimmed_title(heading: &str) -> String {
    let whole = heading.trim();
    let mut title = whole;
    // A heading has a few such words at most; each round takes one off either end.
    for _ in 0..6 {
        let shorter = without_tail_date(without_boilerplate(without_head_date(title)));
        if shorter.len() == title.len() {
            break;
        }
        title = shorter;
    }
    let bare = title.trim_matches(|c: char| {
        !c.is_alphanumeric()
            && !matches!(
                c,
                '"' | '\'' | '“' | '”' | '`' | '?' | '!' | '.' | ')' | '('
            )
    });
    if bare.chars().any(char::is_alphanumeric)
        && !BOILERPLATE.contains(&bare.to_lowercase().as_str())
    {
        bare.to_owned()
    } else {
        whole.to_owned()
    }
}

/// Finds the heading that is the title: the first of level one, unless the report uses that level
/// for its sections; else a heading that opens the body and names no section.
pub(super) fn heading<'o>(outline: &'o Outline<'_>, config: &Config) -> Option<&'o Block> {
    let kind = |text: &str| names::kind_of(text, config);
    let first = outline
        .blocks
        .iter()
        .find(|block| block.kind == Kind::Heading(1));
    if let Some(block) = first {
        let text = outline.plain(&block.words);
        let bare = text.split('(').next().unwrap_or_default();
        // "Root cause of the March outage" is a title; "Root cause" is a section.
        let is_section = kind(&text).is_some() && names::is_exact_name(bare, config);
        return (!text.is_empty() && !is_section).then_some(block);
    }
    let block = outline.blocks.first()?;
    let text = outline.plain(&block.words);
    let may_be = matches!(block.kind, Kind::Heading(2 | 3)) && !text.is_empty();
    (may_be && kind(&text).is_none()).then_some(block)
}

/// The title: what the heading says, else what the file is called.
pub(super) fn title(outline: &Outline<'_>, heading: Option<&Block>, stem: &str) -> Sourced<String> {
    match heading {
        Some(block) => {
            let title = trimmed_title(&outline.plain(&block.words));
            Sourced::inferred(title, Origin::Heading, block.words.clone())
        }
        None => Sourced::inferred(from_stem(stem), Origin::FileName, 0..0),
    }
}

/// Makes a title of a file name: `2024-03-02-queue-upgrade` becomes `Queue upgrade`.
pub(super) fn from_stem(stem: &str) -> String {
    let dated = read_at_start(&stem.replace('_', "-"), None)
        .filter(is_day)
        .map_or(0, |reading| reading.rest);
    let named = stem.get(dated..).filter(|rest| !rest.is_empty());
    let Some(named) = named else {
        return stem.to_owned();
    };
    let spaced = if stem.contains(' ') {
        named.to_owned()
    } else {
        named.replace(['-', '_'], " ")
    };
    let trimmed = trimmed_title(&spaced);
    let mut letters = trimmed.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => stem.to_owned(),
    }
}

fn is_day(reading: &Reading) -> bool {
    reading.date.is_some_and(|date| date.day.is_some()) && reading.rest > 0
}

fn without_head_date(title: &str) -> &str {
    let reading = read_at_start(title, None).filter(is_day);
    reading.map_or(title, |reading| title[reading.rest..].trim_start())
}

fn without_boilerplate(title: &str) -> &str {
    let found = BOILERPLATE.iter().find_map(|words| {
        let head = title.get(..words.len())?;
        let rest = &title[words.len()..];
        let rest_trimmed = rest.trim_start();
        // Words that go on are a title of their own: "Incident response tooling failed".
        let parted = rest_trimmed.starts_with([':', '-', '–', '—', '|', '(', '#', ','])
            || read_at_start(rest_trimmed, None).is_some_and(|reading| is_day(&reading));
        (head.eq_ignore_ascii_case(words) && parted).then_some(rest_trimmed)
    });
    let Some(rest) = found else { return title };
    let rest = rest.trim_start_matches(['#', ':', '-', '–', '—', '|', ',', ' ']);
    if rest.chars().any(char::is_alphanumeric) {
        rest
    } else {
        title
    }
}

/// ` - September 29, 2025`, ` (2024-03-02)`, `, 4 May 2023`.
fn without_tail_date(title: &str) -> &str {
    let Some(reading) = find_all(title, None).last() else {
        return title;
    };
    let tail = title[reading.span.end..].trim();
    let head = title[..reading.span.start].trim_end();
    let bare = head.trim_end_matches(['-', '–', '—', ',', '|', '(', '[', ':', ' ']);
    let bare = bare.strip_suffix(" on").unwrap_or(bare).trim_end();
    let parted = bare.len() < head.len();
    let closed = tail.is_empty() || matches!(tail, ")" | "]" | ".");
    let has_day = reading.date.is_some_and(|date| date.day.is_some());
    if closed && parted && has_day && bare.chars().any(char::is_alphanumeric) {
        bare
    } else {
        title
    }
}

#[cfg(test)]
mod tests {
    use super::{from_stem, trimmed_title};

    #[test]
    fn dates_and_boilerplate_are_trimmed() {
        for (heading, title) in [
            ("Queue stuck", "Queue stuck"),
            ("2024-03-02, queue stuck", "queue stuck"),
            ("May 4th 2023 Queue stuck", "Queue stuck"),
            ("Incident report May 12 2025 - Queue stuck", "Queue stuck"),
            ("Incident on 2020-08-14 - Queue stuck", "Queue stuck"),
            ("Incident on 2020-04-15 Queue/API", "Queue/API"),
            ("Incident on 2020-02-12", "Incident on 2020-02-12"),
            ("Queue stuck - September 29, 2025", "Queue stuck"),
            ("Queue stuck (2025-09-29)", "Queue stuck"),
            ("Postmortem: Queue stuck", "Queue stuck"),
            ("Post-mortem - Queue stuck", "Queue stuck"),
            (
                "Incident response tooling failed",
                "Incident response tooling failed",
            ),
            ("2018-03-26, \"queue is full\"", "\"queue is full\""),
            (
                "Many visitors (aka, a feast)",
                "Many visitors (aka, a feast)",
            ),
            ("Queue not drained at noon.", "Queue not drained at noon."),
            ("Postmortem", "Postmortem"),
            ("Incident report: 2024-03-02", "Incident report: 2024-03-02"),
            (
                "Slow queries (November 2025)",
                "Slow queries (November 2025)",
            ),
        ] {
            assert_eq!(trimmed_title(heading), title, "{heading:?}");
        }
    }

    #[test]
    fn file_names_make_titles() {
        for (stem, title) in [
            ("2024-03-02-queue-upgrade", "Queue upgrade"),
            ("2024_03_02_queue_upgrade", "Queue upgrade"),
            ("2024-02-28-queue is down", "Queue is down"),
            ("queue-stuck", "Queue stuck"),
            ("2020-02-12", "2020-02-12"),
        ] {
            assert_eq!(from_stem(stem), title, "{stem:?}");
        }
    }
}

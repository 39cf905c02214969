//! Findings as rustc prints them: excerpt, mark, help; for people at a terminal.

use super::{Diagnostic, Level, tally};
use crate::source::{Place, Sources, Span};
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as Rank, Renderer, Snippet, renderer::DecorStyle,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The same words more often than this are printed once.
const MOST_ALIKE: usize = 2;

/// Prints findings, a blank line after each. What says the same of many places is one group: the
/// first place in full, the others by name.
pub fn print_all(findings: &[Diagnostic], sources: &Sources) -> String {
    let mut groups: BTreeMap<Words<'_>, Vec<usize>> = BTreeMap::new();
    for (i, finding) in findings.iter().enumerate() {
        groups.entry(words(finding)).or_default().push(i);
    }
    let mut printed = String::new();
    for (i, finding) in findings.iter().enumerate() {
        let alike = groups.get(&words(finding)).map_or(&[][..], Vec::as_slice);
        match alike {
            [first, others @ ..] if others.len() >= MOST_ALIKE => {
                if *first == i {
                    printed.push_str(&print(finding, sources));
                    printed.push_str(&also(others, findings, sources));
                    printed.push_str("\n\n");
                }
            }
            _ => {
                printed.push_str(&print(finding, sources));
                printed.push_str("\n\n");
            }
        }
    }
    printed
}

/// What makes two findings say the same.
type Words<'a> = (&'static str, Level, &'a str, Option<&'a str>);

fn words(finding: &Diagnostic) -> Words<'_> {
    let help = finding.help.as_deref();
    (finding.rule, finding.level, &finding.message, help)
}

/// Names the other places of a group.
fn also(others: &[usize], findings: &[Diagnostic], sources: &Sources) -> String {
    const NAMED: usize = 5;
    let mut lines = format!(
        "\n  = the same in {}:",
        counted(others.len(), "other place")
    );
    for other in others.iter().take(NAMED) {
        let place = &findings[*other].place;
        let at = sources.line_column(place);
        let name = &sources.get(place.file).name;
        let _ = write!(lines, "\n      {}:{}:{}", clean(name), at.line, at.column);
    }
    if others.len() > NAMED {
        let _ = write!(
            lines,
            "\n      and {} more, which `--format short` lists",
            others.len() - NAMED
        );
    }
    lines
}

/// Prints one finding, with colours as escape sequences (the terminal stream drops them where they
/// do not belong).
pub fn print(finding: &Diagnostic, sources: &Sources) -> String {
    let rank = match finding.level {
        Level::Error => Rank::ERROR,
        Level::Warning => Rank::WARNING,
        Level::Hint => Rank::HELP.with_name("hint"),
    };
    let mut group = Group::with_title(rank.primary_title(clean(&finding.message)).id(finding.rule));
    for excerpt in excerpts(finding, sources) {
        group = group.element(excerpt);
    }
    if let Some(help) = &finding.help {
        group = group.element(Rank::HELP.message(clean(help)));
    }
    Renderer::styled()
        .decor_style(DecorStyle::Ascii)
        .render(&[group])
}

/// Prints a line that sums up: `error: 2 errors and 1 warning in 14 reports`.
pub fn summary(findings: &[Diagnostic], reports: usize) -> String {
    let tally = tally(findings);
    let mut counts = Vec::new();
    for (n, word) in [
        (tally.errors, "error"),
        (tally.warnings, "warning"),
        (tally.hints, "hint"),
    ] {
        if n > 0 {
            counts.push(counted(n, word));
        }
    }
    let reports = counted(reports, "report");
    match counts.split_last() {
        None => format!("no findings in {reports}"),
        Some((last, [])) => format!("{last} in {reports}"),
        Some((last, rest)) => format!("{} and {last} in {reports}", rest.join(", ")),
    }
}

/// Returns a number with its noun: `1 report`, `2 reports`.
pub fn counted(n: usize, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{ending}")
}

/// One excerpt for each file that the finding touches, its own file first.
fn excerpts<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut places: Vec<(&Place, Option<&str>, AnnotationKind)> = vec![(
        &finding.place,
        finding.label.as_deref(),
        AnnotationKind::Primary,
    )];
    for (place, words) in &finding.related {
        places.push((place, Some(words.as_str()), AnnotationKind::Context));
    }
    let mut files: Vec<_> = places.iter().map(|(place, ..)| place.file).collect();
    files.dedup();
    files.sort_by_key(|file| *file != finding.place.file);
    files.dedup();
    files
        .into_iter()
        .map(|file| {
            let source = sources.get(file);
            let here: Vec<_> = places
                .iter()
                .filter(|(place, ..)| place.file == file)
                .collect();
            let window = window(&source.text, here.iter().map(|(place, ..)| &place.span));
            let first_line = source.line_column(window.start).line;
            // A carriage return would print as a mark of its own; a space is as wide.
            let excerpt = source.excerpt(window.clone()).replace('\r', " ");
            let mut snippet = Snippet::source(excerpt)
                .line_start(first_line)
                .path(source.name.as_str());
            for (place, words, kind) in here {
                let span = visible(&source.text, &place.span);
                let span = span.start - window.start..span.end - window.start;
                let annotation = kind.span(span);
                snippet = snippet.annotation(match words {
                    Some(words) => annotation.label(*words),
                    None => annotation,
                });
            }
            snippet
        })
        .collect()
}

/// Marks at most one line: a value of forty lines needs no forty-line mark.
fn visible(text: &str, span: &Span) -> Span {
    let start = boundary(text, span.start);
    let end = boundary(text, span.end.max(start));
    let end = text[start..end]
        .find('\n')
        .map_or(end, |newline| start + newline);
    let end = text[start..end].trim_end_matches('\r').len() + start;
    start..end.max(start)
}

fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The whole lines around some spans, so that a large file is not handed over for one line of it.
fn window<'s>(text: &str, spans: impl Iterator<Item = &'s Span>) -> Span {
    let (mut start, mut end) = (text.len(), 0);
    for span in spans {
        let span = visible(text, span);
        start = start.min(span.start);
        end = end.max(span.end);
    }
    let start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[end..]
        .find('\n')
        .map_or(text.len(), |newline| end + newline);
    start..start + text[start..end].trim_end_matches('\r').len()
}

/// Values from reports are quoted in messages; what they hold must not steer the terminal.
fn clean(words: &str) -> String {
    let mut clean = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\n' => clean.push('\n'),
            c if c.is_control()
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') =>
            {
                let _ = write!(clean, "{}", c.escape_unicode());
            }
            c => clean.push(c),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mark: &str, expected: &str) {
        let mut sources = Sources::default();
        let file = sources.add("incidents/a.md", text);
        let start = text.find(mark).expect("a mark of this test");
        let place = Place {
            file,
            span: start..start + mark.len(),
        };
        let finding =
            Diagnostic::new("some-rule", Level::Error, place, "it is wrong").help("mend it");
        let printed = anstream::adapter::strip_str(&print(&finding, &sources)).to_string();
        assert_eq!(printed, expected.trim_start_matches('\n'));
    }

    #[test]
    fn the_mark_stands_below_the_value() {
        check(
            "---\ntitle: x\nseverity: SEV-9\n",
            "SEV-9",
            "
error[some-rule]: it is wrong
 --> incidents/a.md:3:11
  |
3 | severity: SEV-9
  |           ^^^^^
  |
  = help: mend it",
        );
    }

    #[test]
    fn wide_characters_and_line_ends_do_not_shift_the_mark() {
        check(
            "a: 障害 bad\r\nb: 1\r\n",
            "bad",
            "
error[some-rule]: it is wrong
 --> incidents/a.md:1:7
  |
1 | a: 障害 bad
  |         ^^^
  |
  = help: mend it",
        );
    }
}

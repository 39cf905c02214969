//! Labelled values of a body: lines, two-column tables, short sections.

use super::label_names::{Field, field};
use super::outline::{Block, Kind, Outline};
use super::parts::{Covered, Part, label};
use crate::model::{Origin, SectionKind};
use crate::source::Span;

/// A label and its value.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) field: Field,
    /// The label as written.
    pub(super) name: String,
    /// Where the value stands.
    pub(super) value: Span,
    pub(super) origin: Origin,
}

/// Finds every label with a known name, in the order of the file.
pub(super) fn labels(outline: &Outline<'_>, parts: &[Part<'_>]) -> Vec<Label> {
    let mut found = Vec::new();
    for block in &outline.blocks {
        collect(outline, block, &mut found);
    }
    for part in parts.iter().filter(|part| !part.is_item()) {
        found.extend(short_section(part));
    }
    // The owner of an action did not write the report, nor is its status the report's.
    let actions = Covered::by(parts, &[SectionKind::Actions]);
    found.retain(|label| {
        let says_something = !outline.markdown(&label.value).trim().is_empty();
        says_something && !actions.holds(label.value.start)
    });
    found.sort_by_key(|label| label.value.start);
    found
}

fn collect(outline: &Outline<'_>, block: &Block, found: &mut Vec<Label>) {
    match block.kind {
        Kind::Paragraph => {
            let mut at = block.words.start;
            // Whether the last label takes the lines that follow.
            let mut open = false;
            for line in outline.markdown(&block.words).split_inclusive('\n') {
                let label = line_label(line, at);
                if let Some(label) = label {
                    open = matches!(label.field, Field::Summary | Field::Impact | Field::Trigger);
                    found.push(label);
                } else if let Some(last) = found.last_mut().filter(|_| open) {
                    last.value.end = at + line.trim_end().len();
                }
                at += line.len();
            }
        }
        Kind::Table => table(outline, block, found),
        Kind::List(_) | Kind::Item(_) | Kind::Quote => {
            for child in &block.children {
                collect(outline, child, found);
            }
        }
        _ => {}
    }
}

/// `**Date:** 2024-03-02`, `**Date**: 2024-03-02`, `Date: 2024-03-02`.
fn line_label(line: &str, at: usize) -> Option<Label> {
    let lead = line.len() - line.trim_start().len();
    let text = line.trim();
    let (name, value) = match label(text) {
        Some((name, value)) => (&text[name], value),
        None => plain_label(text)?,
    };
    Some(Label {
        field: field(name)?,
        name: name.to_owned(),
        value: at + lead + value..at + lead + text.len(),
        origin: Origin::LabelledLine,
    })
}

fn plain_label(text: &str) -> Option<(&str, usize)> {
    const LONGEST_LABEL: usize = 40;
    let colon = text.find(':')?;
    let name = text[..colon].trim_matches(['*', '_', '`', ' ']);
    let value = text[colon + 1..].trim_start_matches(['*', '_', '`', ' ']);
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    (capital && name.len() <= LONGEST_LABEL).then_some((name, text.len() - value.len()))
}

/// Rows of a two-column table; a table of known heads above one row.
fn table(outline: &Outline<'_>, table: &Block, found: &mut Vec<Label>) {
    let mut add = |name: &Block, value: &Block| {
        let text = outline.plain(&name.words);
        if let Some(field) = field(text.trim_end_matches(':')) {
            found.push(Label {
                field,
                name: text,
                value: value.words.clone(),
                origin: Origin::Table,
            });
        }
    };
    let columns = table.children.first().map_or(0, |head| head.children.len());
    match table.children.as_slice() {
        rows if columns == 2 && (rows.len() > 2 || !is_upright(outline, rows)) => {
            for row in rows {
                if let [name, value] = row.children.as_slice() {
                    add(name, value);
                }
            }
        }
        [head, row] => {
            for (name, value) in head.children.iter().zip(&row.children) {
                add(name, value);
            }
        }
        _ => {}
    }
}

/// Both heads are labels, so that the values stand below them.
fn is_upright(outline: &Outline<'_>, rows: &[Block]) -> bool {
    rows.first().is_some_and(|head| {
        head.children
            .iter()
            .all(|cell| field(outline.plain(&cell.words).trim_end_matches(':')).is_some())
    })
}

/// `## Severity`, and one short paragraph or list below it.
fn short_section(part: &Part<'_>) -> Option<Label> {
    const LONGEST_VALUE: usize = 120;
    let field = field(&part.title).filter(|field| {
        !matches!(
            field,
            Field::Detection | Field::Trigger | Field::Summary | Field::Impact
        )
    })?;
    let first = part.blocks.first()?;
    let value = match first.kind {
        Kind::Paragraph => first.words.clone(),
        Kind::List(_) => first.span.clone(),
        _ => return None,
    };
    (value.len() <= LONGEST_VALUE).then(|| Label {
        field,
        name: part.title.clone(),
        value,
        origin: Origin::Section,
    })
}

#[cfg(test)]
mod tests {
    use super::labels;
    use crate::config::Config;
    use crate::load::body::outline::Outline;
    use crate::load::body::parts::parts;

    fn check(body: &str, expected: &[&str]) {
        let outline = Outline::parse(body, 0..body.len());
        let parts = parts(&outline, &Config::default(), None);
        let found: Vec<String> = labels(&outline, &parts)
            .iter()
            .map(|label| format!("{:?}={}", label.field, outline.markdown(&label.value)))
            .collect();
        assert_eq!(found, expected, "{body:?}");
    }

    #[test]
    fn labels_are_found_in_lines_tables_and_sections() {
        check("**Date:** 2024-03-02\n", &["Day=2024-03-02"]);
        check(
            "**Date**: 2024-03-02  \n**Severity** - high\n",
            &["Day=2024-03-02", "Severity=high"],
        );
        check("Outage Start (UTC): 10:15\n", &["Milestone(Started)=10:15"]);
        check(
            "- Time to detection: 5 minutes\n- Category: Network\n",
            &["TimeToDetect=5 minutes", "Tags=Network"],
        );
        check("- *Status*: done\n", &["Status=done"]);
        check(
            "| Date | 2024-03-02 |\n|---|---|\n| Severity | high |\n",
            &["Day=2024-03-02", "Severity=high"],
        );
        check(
            "| Severity | Status |\n|---|---|\n| high | done |\n",
            &["Severity=high", "Status=done"],
        );
        check("## Severity\n\nhigh\n", &["Severity=high"]);
        check("We saw: nothing\nNote: status quo\n", &[]);
        check("**Date:**\n", &[]);
        check(
            "**Impact**: some users\nwere locked out\n**Status**: done\n",
            &["Impact=some users\nwere locked out", "Status=done"],
        );
    }
}

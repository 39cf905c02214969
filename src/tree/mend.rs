//! Mends YAML that other readers refuse and whose meaning is certain: tabs that indent, and
//! values that hold `: ` without quotes.

use super::{Entry, Node, Value};
use crate::diagnostic::{Edit, Fix};

/// How many columns a tab may stand for. Where these do not all read the same, nobody knows what
/// the author saw.
const TAB_WIDTHS: [usize; 3] = [2, 4, 8];

/// Puts the value of an entry into quotes.
pub(super) fn in_quotes(entry: &Entry) -> Fix {
    Fix {
        description: format!("the value of `{}` is now in quotes", entry.key),
        edits: vec![Edit {
            span: entry.node.span.clone(),
            replacement: quoted(scalar_text(&entry.node)),
        }],
    }
}

/// Finds the edits after which a piece of YAML parses, if there are some that only one reading is
/// behind. `offset` is where the piece begins in its file.
pub(super) fn mended(
    piece: &str,
    offset: usize,
    parse: impl Fn(&str) -> Option<Node>,
) -> Option<Fix> {
    let colons = quoting(piece);
    let has_tabs = indenting_tabs(piece, 0).next().is_some();
    let mut ways = Vec::new();
    if has_tabs {
        ways.push(("tabs that indent are now spaces", Vec::new()));
    }
    if !colons.is_empty() {
        let words = if has_tabs {
            "tabs that indent are now spaces, and values that hold `: ` are in quotes"
        } else {
            "values that hold `: ` are now in quotes"
        };
        ways.push((words, colons));
    }
    ways.into_iter().find_map(|(description, colons)| {
        let edits = certain(piece, &colons, &parse)?;
        let edits = edits.into_iter().map(|edit| Edit {
            span: offset + edit.span.start..offset + edit.span.end,
            ..edit
        });
        Some(Fix {
            description: description.to_owned(),
            edits: edits.collect(),
        })
    })
}

/// Tries every width of a tab; all that parse must read the same.
fn certain(
    piece: &str,
    colons: &[Edit],
    parse: impl Fn(&str) -> Option<Node>,
) -> Option<Vec<Edit>> {
    let mut certain: Option<(Vec<Edit>, serde_json::Value)> = None;
    for width in TAB_WIDTHS {
        let mut edits: Vec<Edit> = indenting_tabs(piece, width).collect();
        edits.extend(colons.iter().cloned());
        edits.sort_by_key(|edit| edit.span.start);
        let Some(node) = parse(&applied(piece, &edits)) else {
            continue;
        };
        let meaning = node.value.to_json();
        match &certain {
            Some((_, known)) if *known != meaning => return None,
            Some(_) => {}
            None => certain = Some((edits, meaning)),
        }
    }
    certain.map(|(edits, _)| edits)
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        result.push_str(&text[at..edit.span.start]);
        result.push_str(&edit.replacement);
        at = edit.span.end;
    }
    result + &text[at..]
}

fn indenting_tabs(piece: &str, width: usize) -> impl Iterator<Item = Edit> {
    lines(piece).flat_map(move |(start, line)| {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_blank = line.trim().is_empty();
        line[..indent]
            .match_indices('\t')
            .filter(move |_| !is_blank)
            .map(move |(tab, _)| Edit {
                span: start + tab..start + tab + 1,
                replacement: " ".repeat(width),
            })
    })
}

/// The lines `key: some: value`, which YAML never allows, each with its value in quotes.
fn quoting(piece: &str) -> Vec<Edit> {
    lines(piece)
        .filter_map(|(start, line)| {
            let content = line.trim_start_matches([' ', '\t', '-']);
            let (key, rest) = content.split_once(": ")?;
            let is_key = !key.is_empty()
                && key
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
            let value = plain_value(rest)?;
            let value_start = start
                + (line.len() - content.len())
                + key.len()
                + 2
                + (rest.len() - rest.trim_start().len());
            (is_key && value.contains(": ")).then(|| Edit {
                span: value_start..value_start + value.len(),
                replacement: quoted(value),
            })
        })
        .collect()
}

/// Returns a value without the comment after it, unless it begins with something that is not text.
pub(super) fn plain_value(written: &str) -> Option<&str> {
    let value = written.trim();
    let value = value.split(" #").next().unwrap_or_default().trim_end();
    let starts_plain = !value.starts_with([
        '"', '\'', '[', '{', '|', '>', '&', '*', '!', '%', '@', '`', '#',
    ]);
    starts_plain.then_some(value)
}

fn lines(piece: &str) -> impl Iterator<Item = (usize, &str)> {
    piece.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

pub(super) fn scalar_text(node: &Node) -> &str {
    match &node.value {
        Value::Scalar(scalar) => &scalar.text,
        _ => "",
    }
}

pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::applied;
    use crate::source::Sources;
    use crate::tree::{Log, read_yaml};

    fn check(before: &str, after: Option<&str>) {
        let mut sources = Sources::default();
        let mut log = Log::new(sources.add("a.md", before));
        read_yaml(before, 0..before.len(), &mut log);
        let fix = log.findings.into_iter().find_map(|finding| finding.fix);
        let seen = fix.map(|fix| applied(before, &fix.edits));
        assert_eq!(seen.as_deref(), after, "{before:?}");
    }

    #[test]
    fn tabs_become_spaces_where_all_widths_read_the_same() {
        check("a:\n\tb: 1\n\tc: 2\n", Some("a:\n  b: 1\n  c: 2\n"));
        check(
            "l:\n\t- x\n\t\t# c\n\t- y\n",
            Some("l:\n  - x\n    # c\n  - y\n"),
        );
        check("a:\r\n\tb: 1\r\n", Some("a:\r\n  b: 1\r\n"));
        // One more level, or the level of the line above: two columns say the one, four the other.
        check("a:\n  b:\n\tc: 1\n", None);
        check("t: |\n  one\n  \ttwo\n", None);
    }

    #[test]
    fn values_that_hold_a_colon_get_quotes() {
        check(
            "title: Down: it's cold # c\n",
            Some("title: 'Down: it''s cold' # c\n"),
        );
        check(
            "actions:\n  - title: Alert: page us\n    owner: api\n",
            Some("actions:\n  - title: 'Alert: page us'\n    owner: api\n"),
        );
        check(
            "actions:\n\t- title: Alert: page us\n",
            Some("actions:\n  - title: 'Alert: page us'\n"),
        );
        check("a: [1, b: c: d\n", None);
    }
}

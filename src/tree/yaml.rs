//! YAML to a tree, piece by piece, so that one broken field does not hide the others.

use super::mend::{self, quoted, scalar_text};
use super::{Entry, Log, MAX_DEPTH, MAX_NODES, Node, Scalar, Value};
use crate::diagnostic::Level;
use crate::source::Span;
use granit_parser::{Event, Parser, ScalarStyle, Span as Marked};
use std::collections::BTreeMap;

const RULE: &str = "invalid-front-matter";

/// Reads the YAML in `range` of `text` as a map of keys. What is broken is logged; whatever can
/// be read is returned.
pub fn read_yaml(text: &str, range: Span, log: &mut Log) -> Vec<Entry> {
    match parse(text, range.clone()) {
        Ok(node) => entries_of(node, log),
        // The YAML is broken somewhere. Every top-level key by itself is small enough to say
        // exactly where, and the sound ones are kept.
        Err(_) => pieces(text, range)
            .into_iter()
            .flat_map(|piece| read_piece(text, piece, log))
            .collect::<Vec<_>>(),
    }
    .into_iter()
    .fold(Unique::default(), |unique, entry| unique.add(entry, log))
    .entries
}

/// Keys that are seen for the first time.
#[derive(Default)]
struct Unique {
    entries: Vec<Entry>,
    seen: BTreeMap<String, Span>,
}

impl Unique {
    fn add(mut self, entry: Entry, log: &mut Log) -> Unique {
        if let Some(first) = self.seen.get(&entry.key) {
            let first = log.place(first.clone());
            let finding = log.add(
                RULE,
                Level::Error,
                entry.key_span.clone(),
                format!("the key `{}` stands here a second time", entry.key),
            );
            finding
                .related
                .push((first, "first here; this value is used".to_owned()));
            finding.help = Some("keep one of the two".to_owned());
        } else {
            self.seen.insert(entry.key.clone(), entry.key_span.clone());
            self.entries.push(entry);
        }
        self
    }
}

fn entries_of(node: Option<Node>, log: &mut Log) -> Vec<Entry> {
    match node {
        None => Vec::new(),
        Some(Node {
            value: Value::Map(entries),
            ..
        }) => entries
            .into_iter()
            .map(|entry| without_duplicates(entry, log))
            .collect(),
        Some(Node {
            value: Value::Null, ..
        }) => Vec::new(),
        Some(node) => {
            let finding = log.add(
                RULE,
                Level::Error,
                node.span,
                format!(
                    "front matter is {} instead of keys with values",
                    node.value.kind()
                ),
            );
            finding.help = Some("write one `key: value` on each line".to_owned());
            Vec::new()
        }
    }
}

/// Nested maps are held to the same rule as the outermost one.
fn without_duplicates(mut entry: Entry, log: &mut Log) -> Entry {
    entry.node.value = match entry.node.value {
        Value::Map(entries) => {
            let mut unique = Unique::default();
            for entry in entries {
                let entry = without_duplicates(entry, log);
                unique = unique.add(entry, log);
            }
            Value::Map(unique.entries)
        }
        Value::List(nodes) => {
            let items = nodes.into_iter().map(|node| Entry {
                key: String::new(),
                key_span: node.span.clone(),
                node,
            });
            Value::List(
                items
                    .map(|entry| without_duplicates(entry, log).node)
                    .collect(),
            )
        }
        value => value,
    };
    entry
}

/// Cuts YAML into its top-level keys, each with the indented lines below it.
fn pieces(text: &str, range: Span) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut start = range.start;
    for line in text[range.clone()].split_inclusive('\n') {
        let begins = line
            .chars()
            .next()
            .is_some_and(|c| !c.is_whitespace() && !matches!(c, '#' | '-' | '}' | ']'));
        match pieces.last_mut() {
            Some(piece) if !begins => piece.end = start + line.len(),
            _ => pieces.push(start..start + line.len()),
        }
        start += line.len();
    }
    pieces
}

fn read_piece(text: &str, piece: Span, log: &mut Log) -> Vec<Entry> {
    match parse(text, piece.clone()) {
        Ok(node) => entries_of(node, log),
        Err(fault) => {
            if let Some(entry) = unquoted_colon(text, &piece) {
                let finding = log.add(
                    RULE,
                    Level::Warning,
                    entry.node.span.clone(),
                    format!(
                        "the value of `{}` holds `: ` and is not in quotes",
                        entry.key
                    ),
                );
                finding.label = Some("read as plain text".to_owned());
                finding.help = Some(format!(
                    "other YAML readers refuse this; write `{}: {}`",
                    entry.key,
                    quoted(scalar_text(&entry.node))
                ));
                finding.fix = Some(mend::in_quotes(&entry));
                return vec![entry];
            }
            let finding = log.add(RULE, Level::Error, fault.span, fault.message);
            finding.help = fault.help;
            finding.fix = mend::mended(&text[piece.clone()], piece.start, |candidate| {
                parse(candidate, 0..candidate.len()).ok().flatten()
            });
            Vec::new()
        }
    }
}

/// `title: Checkout down: the cache was cold` is what people write and mean.
fn unquoted_colon(text: &str, piece: &Span) -> Option<Entry> {
    let line = text[piece.clone()].trim_end();
    let (key, value) = line.split_once(": ")?;
    let plain_key = key
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let value_start = piece.start + key.len() + 2 + (value.len() - value.trim_start().len());
    let value = mend::plain_value(value)?;
    (plain_key && !key.is_empty() && !value.contains('\n') && value.contains(": ")).then(|| Entry {
        key: key.to_owned(),
        key_span: piece.start..piece.start + key.len(),
        node: Node {
            span: value_start..value_start + value.len(),
            value: Value::Scalar(Scalar {
                text: value.to_owned(),
                quoted: false,
            }),
        },
    })
}

/// Why some YAML could not be read.
struct Fault {
    span: Span,
    message: String,
    help: Option<String>,
}

fn parse(text: &str, range: Span) -> Result<Option<Node>, Fault> {
    let slice = &text[range.clone()];
    if let Some(tab) = indenting_tab(slice) {
        let at = range.start + tab;
        return Err(Fault {
            span: at..at + 1,
            message: "a tab indents this line, which YAML does not allow".to_owned(),
            help: Some("indent with spaces".to_owned()),
        });
    }
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        emit_unresolved_aliases: true,
    };
    let mut builder = Builder {
        offset: range.start,
        text,
        stack: Vec::new(),
        root: None,
        nodes: 0,
    };
    for event in Parser::new_from_str_with_options(slice, options) {
        match event {
            Ok((event, marked)) => builder.take(event, &marked)?,
            Err(error) => return Err(builder.fault_of(&error, slice)),
        }
    }
    Ok(builder.root)
}

fn indenting_tab(slice: &str) -> Option<usize> {
    let mut start = 0;
    for line in slice.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t')
            && !line.trim().is_empty()
        {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

/// A list or map that is still open.
enum Open {
    List(usize, Vec<Node>),
    Map(usize, Vec<Entry>, Option<(String, Span)>),
}

struct Builder<'a> {
    offset: usize,
    text: &'a str,
    stack: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, marked: &Marked) -> Result<(), Fault> {
        let span = self.span(marked);
        self.nodes += 1;
        if self.nodes > MAX_NODES * 2 {
            return Err(fault(
                span,
                format!("more than {MAX_NODES} values; front matter is not a database"),
                None,
            ));
        }
        match event {
            Event::Scalar(text, style, _, _) => {
                let span = self.trimmed(span);
                let quoted = style != ScalarStyle::Plain;
                let empty = !quoted && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if empty {
                    Value::Null
                } else {
                    Value::Scalar(Scalar {
                        text: text.into_owned(),
                        quoted,
                    })
                };
                self.put(Node { span, value })
            }
            Event::SequenceStart(..) => self.open(Open::List(span.start, Vec::new()), &span),
            Event::MappingStart(..) => self.open(Open::Map(span.start, Vec::new(), None), &span),
            Event::SequenceEnd | Event::MappingEnd => self.close(span.end),
            Event::Alias(_) | Event::UnresolvedAlias(_) => Err(fault(
                span,
                "an alias (`*name`) stands here; casebook does not read YAML aliases".to_owned(),
                Some(
                    "write the value out, or put it in quotes if the `*` belongs to it".to_owned(),
                ),
            )),
            _ => Ok(()),
        }
    }

    fn open(&mut self, open: Open, span: &Span) -> Result<(), Fault> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(fault(
                span.clone(),
                format!("nested deeper than {MAX_DEPTH} levels"),
                None,
            ));
        }
        self.stack.push(open);
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), Fault> {
        let node = match self.stack.pop() {
            // Brackets and braces belong to what they enclose.
            Some(Open::List(start, nodes)) if self.is_enclosed(start, end, b"[]") => Node {
                span: start..end,
                value: Value::List(nodes),
            },
            Some(Open::Map(start, entries, _)) if self.is_enclosed(start, end, b"{}") => Node {
                span: start..end,
                value: Value::Map(entries),
            },
            Some(Open::List(start, nodes)) => {
                let end = nodes.last().map_or(end, |node| node.span.end.max(start));
                Node {
                    span: self.trimmed(start..end.max(start)),
                    value: Value::List(nodes),
                }
            }
            Some(Open::Map(start, entries, _)) => {
                let start = entries.first().map_or(start, |entry| {
                    entry.key_span.start.min(start.max(entry.key_span.start))
                });
                let end = entries
                    .last()
                    .map_or(end, |entry| entry.node.span.end.max(start));
                Node {
                    span: self.trimmed(start..end.max(start)),
                    value: Value::Map(entries),
                }
            }
            None => return Ok(()),
        };
        self.put(node)
    }

    fn is_enclosed(&self, start: usize, end: usize, marks: &[u8; 2]) -> bool {
        let bytes = self.text.as_bytes();
        start < end && bytes.get(start) == Some(&marks[0]) && bytes.get(end - 1) == Some(&marks[1])
    }

    fn put(&mut self, node: Node) -> Result<(), Fault> {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, nodes)) => nodes.push(node),
            Some(Open::Map(_, entries, pending)) => {
                match pending.take() {
                    Some((key, key_span)) => {
                        entries.push(Entry {
                            key,
                            key_span,
                            node,
                        });
                    }
                    None => match node.value {
                        Value::Scalar(scalar) => *pending = Some((scalar.text, node.span)),
                        Value::Null => *pending = Some((String::new(), node.span)),
                        _ => {
                            return Err(fault(
                            node.span,
                            "a key must be a word, not a list or a map".to_owned(),
                            Some("put the value in quotes if it is text that begins with `[` or `{`".to_owned()),
                        ));
                        }
                    },
                }
            }
        }
        Ok(())
    }

    fn span(&self, marked: &Marked) -> Span {
        let range = marked.byte_range().unwrap_or(0..0);
        let end = (self.offset + range.end).min(self.text.len());
        (self.offset + range.start).min(end)..end
    }

    /// Block scalars and collections end where the next thing begins; what a person would mark
    /// ends with the last visible character.
    fn trimmed(&self, span: Span) -> Span {
        let Some(slice) = self.text.get(span.clone()) else {
            return span;
        };
        span.start..span.start + slice.trim_end().len()
    }

    fn fault_of(&self, error: &granit_parser::ScanError, slice: &str) -> Fault {
        let at = error.marker().byte_offset().unwrap_or(0).min(slice.len());
        // A fault at the end of the input is shown at the last visible character before it.
        let visible = slice[..floor(slice, at)].trim_end().len();
        let at = if slice[floor(slice, at)..].trim().is_empty() {
            visible
        } else {
            at
        };
        let at = self.offset + at;
        let width = self
            .text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, |c| if c == '\n' { 0 } else { c.len_utf8() });
        let info = error.info();
        let info = info.trim_end_matches('.');
        Fault {
            span: at..at + width,
            message: format!("YAML cannot be read here: {info}"),
            help: help_for(info),
        }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn fault(span: Span, message: String, help: Option<String>) -> Fault {
    Fault {
        span,
        message,
        help,
    }
}

fn help_for(info: &str) -> Option<String> {
    let help = if info.contains("mapping values") {
        "put the whole value in quotes when it holds `: `"
    } else if info.contains("quote") {
        "close the quotes, or double a quote inside: 'it''s'"
    } else if info.contains("nesting") || info.contains("recursion") {
        "flatten the value; nothing casebook reads is that deep"
    } else if info.contains("bracket") || info.contains("flow") {
        "close the `[` or `{`, or put the value in quotes if it begins with one"
    } else if info.contains("indent") {
        "indent lines that belong together by the same number of spaces"
    } else {
        "put the value in quotes if it holds any of `: # [ ] { } & * ! | > ' \" % @`"
    };
    Some(help.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, line_column};

    /// Prints what was read, and every finding as `line:column message`.
    fn check(text: &str, expected: &str) {
        let mut sources = Sources::default();
        let mut log = Log::new(sources.add("a.md", text));
        let entries = read_yaml(text, 0..text.len(), &mut log);
        let mut seen: Vec<String> = entries
            .iter()
            .map(|entry| format!("{}={}", entry.key, entry.node.value.to_json()))
            .collect();
        for finding in &log.findings {
            let at = line_column(text, finding.place.span.start);
            seen.push(format!("{}:{} {}", at.line, at.column, finding.message));
        }
        assert_eq!(seen.join("\n"), expected, "{text}");
    }

    #[test]
    fn values_stay_what_the_author_wrote() {
        check(
            "a: 007\nb: no\nc: 12:30\nd: 1628\ne: ~\nf: 'x'",
            "a=\"007\"\nb=\"no\"\nc=\"12:30\"\nd=1628\ne=null\nf=\"x\"",
        );
        check("a: [1, two]\nb:\n- x: 1\n", "a=[1,\"two\"]\nb=[{\"x\":1}]");
        check("", "");
        check("# only a comment\n", "");
    }

    #[test]
    fn one_broken_field_does_not_hide_the_others() {
        check(
            "title: Down: the cache was cold\nstatus: done\n",
            "title=\"Down: the cache was cold\"\nstatus=\"done\"\n1:8 the value of `title` holds `: ` and is not in quotes",
        );
        check(
            "a: 'open\nb: [1, 2\nc: fine\n",
            "c=\"fine\"\n1:4 YAML cannot be read here: unclosed quote\n2:4 YAML cannot be read here: unclosed bracket '['",
        );
    }

    #[test]
    fn what_yaml_allows_and_we_do_not_is_said() {
        check(
            "a: 1\nb: 2\na: 3\n",
            "a=1\nb=2\n3:1 the key `a` stands here a second time",
        );
        check(
            "a: &x 1\nb: *x\n",
            "a=1\n2:4 an alias (`*name`) stands here; casebook does not read YAML aliases",
        );
        check(
            "a:\n\tb: 1\nc: 2\n",
            "c=2\n2:1 a tab indents this line, which YAML does not allow",
        );
        check(
            "just words\n",
            "1:1 front matter is a single value instead of keys with values",
        );
    }

    #[test]
    fn bombs_end_soon() {
        for text in [
            "{".repeat(60_000),
            "[".repeat(60_000),
            "- ".repeat(30_000),
            "a: ".repeat(20_000),
        ] {
            let mut sources = Sources::default();
            let mut log = Log::new(sources.add("a.md", text.as_str()));
            read_yaml(&text, 0..text.len(), &mut log);
            assert!(!log.findings.is_empty());
        }
    }

    #[test]
    fn spans_mark_what_a_person_would_mark() {
        let text = "é: 🔥 x  # c\nl:\n  - one\n  - two: 2\nt: |\n  a\n  b\n\nq: \"q\"\n";
        let mut sources = Sources::default();
        let mut log = Log::new(sources.add("a.md", text));
        let entries = read_yaml(text, 0..text.len(), &mut log);
        let spans: Vec<&str> = entries
            .iter()
            .map(|entry| &text[entry.node.span.clone()])
            .collect();
        assert_eq!(spans, ["🔥 x", "- one\n  - two: 2", "a\n  b", "\"q\""]);
    }
}

//! Comments that silence a rule: on a line, or for a whole file. One that silences nothing is a
//! finding itself.

use super::rules;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Place, SourceId, Sources, Span};
use crate::tree::nearest;
use std::collections::BTreeMap;

const UNUSED: &str = "unused-suppression";

/// Most names that are read from one file, so that no file takes unbounded time. Those behind them
/// silence nothing.
const MOST: usize = 500;

/// A rule named by a comment.
struct Suppression {
    rule: String,
    /// Where the name stands.
    span: Span,
    /// The line it covers, counted from zero; `None` means the whole file.
    line: Option<usize>,
    used: bool,
}

/// Drops the findings that comments silence, and adds one for each comment that silences nothing.
pub fn suppress(findings: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let mut files: BTreeMap<SourceId, Comments> = sources
        .ids()
        .filter_map(|id| {
            Some((
                id,
                Comments::read(&sources.get(id).text, is_toml(sources, id))?,
            ))
        })
        .collect();
    let mut kept = Vec::new();
    for finding in findings {
        let silenced = files
            .get_mut(&finding.place.file)
            .is_some_and(|comments| comments.silence(&finding));
        if !silenced {
            kept.push(finding);
        }
    }
    for (file, comments) in &mut files {
        kept.extend(comments.unused(*file));
    }
    kept
}

fn is_toml(sources: &Sources, id: SourceId) -> bool {
    sources.get(id).name.ends_with(".toml")
}

/// The comments of one file.
struct Comments {
    /// Where each line begins.
    lines: Vec<usize>,
    found: Vec<Suppression>,
}

impl Comments {
    /// Reads the comments of a file; `None` when it has none.
    fn read(text: &str, is_toml: bool) -> Option<Comments> {
        if !text.contains("allow:") && !text.contains("allow-file:") {
            return None;
        }
        let mut comments = Comments {
            lines: Vec::new(),
            found: Vec::new(),
        };
        let mut syntax = if is_toml {
            Syntax::Hash
        } else {
            Syntax::Unknown
        };
        // Comments alone on their lines wait for the next line that says something.
        let mut waiting = Vec::new();
        let mut start = 0;
        for (number, line) in text.split('\n').enumerate() {
            comments.lines.push(start);
            syntax = syntax.after(line);
            match syntax.comment(line) {
                Some(comment) => {
                    let from = comments.found.len();
                    comments.add(line, start, number, &comment);
                    if comment.is_alone(line) && comment.scope == Scope::Line {
                        waiting.extend(from..comments.found.len());
                    } else {
                        comments.settle(&mut waiting, number);
                    }
                }
                None if line.trim().is_empty() => {}
                None => comments.settle(&mut waiting, number),
            }
            start += line.len() + 1;
        }
        (!comments.found.is_empty()).then_some(comments)
    }

    /// Notes the names in a comment of the line that begins at `start`.
    fn add(&mut self, line: &str, start: usize, number: usize, comment: &Comment) {
        let own = split(line, comment.names.clone()).map(|(rule, span)| Suppression {
            rule,
            span: start + span.start..start + span.end,
            line: (comment.scope == Scope::Line).then_some(number),
            used: false,
        });
        let room = MOST.saturating_sub(self.found.len());
        self.found.extend(own.take(room));
    }

    fn settle(&mut self, waiting: &mut Vec<usize>, line: usize) {
        for i in waiting.drain(..) {
            self.found[i].line = Some(line);
        }
    }

    fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).max(1) - 1
    }

    /// Says whether a comment silences a finding, and notes that it did.
    fn silence(&mut self, finding: &Diagnostic) -> bool {
        let line = self.line_of(finding.place.span.start);
        let mut silenced = false;
        for comment in &mut self.found {
            if comment.rule == finding.rule && comment.line.is_none_or(|own| own == line) {
                comment.used = true;
                silenced = true;
            }
        }
        silenced
    }

    /// Turns comments that silence nothing into findings, unless a comment silences those.
    fn unused(&mut self, file: SourceId) -> Vec<Diagnostic> {
        let (about, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.found)
            .into_iter()
            .partition(|comment| comment.rule == UNUSED);
        self.found = about;
        let mut findings: Vec<Diagnostic> = others
            .iter()
            .filter(|comment| !comment.used)
            .map(|comment| unused(comment, file))
            .collect();
        findings.retain(|finding| !self.silence(finding));
        let more = self.found.iter().filter(|comment| !comment.used);
        findings.extend(more.map(|comment| unused(comment, file)));
        findings
    }
}

fn unused(comment: &Suppression, file: SourceId) -> Diagnostic {
    let rule = &comment.rule;
    let place = Place {
        file,
        span: comment.span.clone(),
    };
    let finding = |message| Diagnostic::new(UNUSED, Level::Warning, place, message);
    if rules::find(rule).is_none() {
        let names = rules::RULES.iter().map(|rule| rule.name);
        let help = match nearest(rule, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`casebook explain` lists the rules".to_owned(),
        };
        return finding(format!("there is no rule `{rule}`")).help(help);
    }
    let (where_, help) = match comment.line {
        None => ("in this file", "remove the comment"),
        Some(_) => (
            "on this line",
            "remove the comment, or move it to the line that the finding names",
        ),
    };
    finding(format!("`{rule}` finds nothing {where_}")).help(help)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Line,
    File,
}

/// A comment as it stands in its line.
struct Comment {
    /// All of it.
    span: Span,
    /// The names in it.
    names: Span,
    /// What it covers.
    scope: Scope,
}

impl Comment {
    fn is_alone(&self, line: &str) -> bool {
        line[..self.span.start].trim().is_empty() && line[self.span.end..].trim().is_empty()
    }
}

/// How comments are written at some line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    /// Before the first line that says something.
    Unknown,
    /// The line of the fence that opens front matter, and all below it: `# ..`, until the fence.
    FrontMatter(&'static str),
    /// A file of settings: `# ..` everywhere.
    Hash,
    /// `<!-- .. -->`.
    Markdown,
    /// Inside a block of code, which has no comments.
    Code(char, usize),
}

impl Syntax {
    fn after(self, line: &str) -> Syntax {
        let bare = line.trim_start_matches('\u{FEFF}').trim_end();
        match self {
            Syntax::Hash => Syntax::Hash,
            Syntax::Unknown => match bare {
                "" => Syntax::Unknown,
                "---" => Syntax::FrontMatter("---"),
                "+++" => Syntax::FrontMatter("+++"),
                _ => Syntax::Markdown.after(line),
            },
            Syntax::FrontMatter(fence) if bare == fence || (fence == "---" && bare == "...") => {
                Syntax::Markdown
            }
            Syntax::FrontMatter(fence) => Syntax::FrontMatter(fence),
            Syntax::Markdown => match fence(bare) {
                Some((mark, length)) => Syntax::Code(mark, length),
                None => Syntax::Markdown,
            },
            Syntax::Code(mark, length) => match fence(bare) {
                Some((own, n))
                    if own == mark
                        && n >= length
                        && bare.trim_start().chars().all(|c| c == own) =>
                {
                    Syntax::Markdown
                }
                _ => Syntax::Code(mark, length),
            },
        }
    }

    /// Finds the comment of a line.
    fn comment(self, line: &str) -> Option<Comment> {
        match self {
            Syntax::FrontMatter(_) | Syntax::Hash => hash_comment(line),
            Syntax::Markdown | Syntax::Unknown => markdown_comment(line),
            Syntax::Code(..) => None,
        }
    }
}

/// The mark of a fence around code, and how often it stands there.
fn fence(line: &str) -> Option<(char, usize)> {
    let indented = line.trim_start_matches(' ');
    let mark = indented.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = indented.chars().take_while(|c| *c == mark).count();
    let is_span = mark == '`' && indented[length..].contains('`');
    (line.len() - indented.len() < 4 && length >= 3 && !is_span).then_some((mark, length))
}

/// `# allow: a, b` to the end of the line. What is in quotes ends with one, and no name holds one.
fn hash_comment(line: &str) -> Option<Comment> {
    let line = line.trim_end();
    let (at, _) = line.rmatch_indices('#').find(|(at, _)| {
        let before = line[..*at].chars().next_back();
        before.is_none_or(char::is_whitespace)
    })?;
    let names = at + 1..line.len();
    let (names, scope) = after_word(line, names)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ',' | ' ');
    line[names.clone()].chars().all(is_name).then_some(Comment {
        span: at..line.len(),
        names,
        scope,
    })
}

/// `<!-- allow: a, b -->`, not inside a code span.
fn markdown_comment(line: &str) -> Option<Comment> {
    line.match_indices("<!--").find_map(|(at, open)| {
        let is_code = line[..at].matches('`').count() % 2 == 1;
        let inner = at + open.len();
        let length = line[inner..].find("-->")?;
        let (names, scope) = after_word(line, inner..inner + length)?;
        (!is_code).then_some(Comment {
            span: at..inner + length + "-->".len(),
            names,
            scope,
        })
    })
}

/// Cuts `allow:` or `allow-file:` off the start of a comment.
fn after_word(line: &str, comment: Span) -> Option<(Span, Scope)> {
    let text = &line[comment.clone()];
    let start = comment.end - text.trim_start().len();
    let words = &line[start..comment.end];
    let (word, scope) = [("allow:", Scope::Line), ("allow-file:", Scope::File)]
        .into_iter()
        .find(|(word, _)| words.starts_with(word))?;
    Some((start + word.len()..comment.end, scope))
}

/// The names between commas, each with its place in the line.
fn split(line: &str, names: Span) -> impl Iterator<Item = (String, Span)> + '_ {
    let mut at = names.start;
    line[names].split(',').filter_map(move |part| {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        // What follows a name is the reason for it.
        let name = part.split_whitespace().next().unwrap_or_default();
        let span = start..start + name.len();
        (!name.is_empty()).then(|| (name.to_owned(), span))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every line that begins with `X` breaks the rule `missing-date`.
    fn check(name: &str, text: &str, expected: &[&str]) {
        let mut sources = Sources::default();
        let file = sources.add(name, text);
        let findings = text
            .match_indices('X')
            .map(|(at, _)| {
                let place = Place {
                    file,
                    span: at..at + 1,
                };
                Diagnostic::new("missing-date", Level::Warning, place, "x")
            })
            .collect();
        let kept: Vec<String> = suppress(findings, &sources)
            .iter()
            .map(|finding| {
                let at = sources.line_column(&finding.place);
                format!("{}:{} {}", at.line, at.column, finding.message)
            })
            .collect();
        assert_eq!(kept, expected, "{text}");
    }

    #[test]
    fn comments_silence_their_line_or_the_next() {
        check(
            "a.md",
            "---\na: X # allow: missing-date\nb: X\n---\n",
            &["3:4 x"],
        );
        check(
            "a.md",
            "---\n# allow: missing-date\n\na: X\nb: X\n---\n",
            &["5:4 x"],
        );
        check(
            "a.md",
            "+++\na = X # allow: unknown-key, missing-date\n+++\n",
            &["2:16 `unknown-key` finds nothing on this line"],
        );
        check("a.md", "X <!-- allow: missing-date -->\nX\n", &["2:1 x"]);
        check("a.md", "<!-- allow: missing-date -->\n\nX\nX\n", &["4:1 x"]);
        check("book.toml", "a = X # allow: missing-date\r\n", &[]);
    }

    #[test]
    fn a_file_is_silenced_from_anywhere() {
        check(
            "a.md",
            "X\n\nX\n<!-- allow-file: missing-date -->\nX\n",
            &[],
        );
        check(
            "a.md",
            "---\na: X\n# allow-file: missing-date\n---\nX\n",
            &[],
        );
        check(
            "a.md",
            "<!-- allow-file: missing-date -->\n",
            &["1:18 `missing-date` finds nothing in this file"],
        );
    }

    #[test]
    fn what_silences_nothing_is_found() {
        check(
            "a.md",
            "X <!-- allow: mising-date -->",
            &["1:1 x", "1:15 there is no rule `mising-date`"],
        );
        check(
            "a.md",
            "<!-- allow: missing-date -->\n<!-- allow-file: unused-suppression -->",
            &[],
        );
        check(
            "a.md",
            "<!-- allow-file: unused-suppression -->",
            &["1:18 `unused-suppression` finds nothing in this file"],
        );
    }

    #[test]
    fn what_is_no_comment_silences_nothing() {
        for text in [
            "---\na: \"X # allow: missing-date\"\n---\n",
            "---\na: X#allow: missing-date\n---\n",
            "# allow: missing-date\nX\n",
            "X `<!-- allow: missing-date -->`\n",
            "```\nX <!-- allow: missing-date -->\n```\n",
            "    ~~~~\n\nX <!-- allow-: missing-date -->\n",
        ] {
            let line = text[..text.find('X').unwrap_or_default()]
                .matches('\n')
                .count()
                + 1;
            let column = text
                .lines()
                .nth(line - 1)
                .and_then(|l| l.find('X'))
                .unwrap_or(0)
                + 1;
            check("a.md", text, &[&format!("{line}:{column} x")]);
        }
    }
}

//! Names in a project's own templates that nothing has. A page that prints one fails when it is made;
//! one that only asks for it (`{% if sumary %}`) would be silently false for ever.

use super::{Variables, list};
use crate::source::{Span, excerpt, line_column};
use crate::tree::nearest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Names that templates have without being given them.
const GIVEN: [&str; 2] = ["loop", "__tera_context"];

/// What the fault of a template begins with that is built from one that is not there.
pub(super) const NO_TEMPLATE: &str = "there is no template";

/// Words of expressions that are no names.
const WORDS: [&str; 14] = [
    "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "null", "True", "False",
    "None",
];

/// Tags whose words are understood here. A template with another one is left to the engine.
const TAGS: [&str; 21] = [
    "for",
    "endfor",
    "if",
    "elif",
    "else",
    "endif",
    "set",
    "set_global",
    "endset",
    "block",
    "endblock",
    "extends",
    "include",
    "filter",
    "endfilter",
    "raw",
    "endraw",
    "break",
    "continue",
    "import",
    "endset_global",
];

/// Tells what is wrong with the names in templates of a project: `own` are its templates with their
/// files, `all` the texts of all templates.
pub(super) fn faults(
    own: &BTreeMap<String, PathBuf>,
    all: &BTreeMap<String, String>,
    pages: &[Variables],
) -> Vec<String> {
    let read: BTreeMap<&str, Template<'_>> = all
        .iter()
        .map(|(name, text)| (name.as_str(), Template::read(text)))
        .collect();
    let of_pages: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|page| {
            let names = list(page).into_iter().map(|it| it.path);
            (
                page.template,
                names.filter(|path| !path.contains('.')).collect(),
            )
        })
        .collect();
    let of_any_page: BTreeSet<&str> = of_pages.values().flatten().map(String::as_str).collect();
    let mut faults = Vec::new();
    for (name, path) in own {
        let (Some(text), Some(template)) = (all.get(name), read.get(name.as_str())) else {
            continue;
        };
        for other in &template.templates {
            if !all.contains_key(other.name) {
                let what = format!("{NO_TEMPLATE} `{}`", other.name);
                let near = nearest(other.name, all.keys().map(String::as_str));
                let help = near.map_or_else(
                    || "`casebook theme list` lists the built-in ones".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                faults.push(fault((path, text), &other.span, &what, &help));
            }
        }
        if !template.is_understood {
            continue;
        }
        // A part may be used by any page, and sees what is set around it.
        let around = around(name, &read);
        let page = of_pages.get(name.as_str()).filter(|_| around.is_none());
        let given: Vec<&str> = match page {
            Some(page) => page.iter().map(String::as_str).collect(),
            None => of_any_page.iter().copied().collect(),
        };
        let base = read.get("base.html").map(|base| &base.bound);
        let set = template.bound.iter().chain(base.into_iter().flatten());
        let set = set.chain(around.iter().flatten());
        let known: BTreeSet<&str> = given.into_iter().chain(set.copied()).chain(GIVEN).collect();
        for (used, span) in template
            .used
            .iter()
            .filter(|(used, _)| !known.contains(used))
        {
            let what = format!("nothing gives `{used}` to this template");
            let help = match nearest(used, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if page.is_some() => {
                    format!("`casebook theme variables {name}` lists what there is")
                }
                None => format!("set it before, or ask with `{used} is defined`"),
            };
            faults.push(fault((path, text), span, &what, &help));
        }
    }
    faults
}

/// What is set around a template by those that put it in, and by those that put them in; nothing where
/// none does.
fn around<'t>(name: &str, read: &BTreeMap<&'t str, Template<'t>>) -> Option<BTreeSet<&'t str>> {
    let mut parts = BTreeSet::from([name]);
    let mut found = BTreeSet::new();
    loop {
        let before = parts.len();
        for (other, template) in read {
            for part in template.templates.iter().filter(|it| it.is_part) {
                if parts.contains(part.name) {
                    found.extend(template.bound.difference(&template.of_loops));
                    found.extend(&part.within);
                    parts.insert(other);
                }
            }
        }
        if parts.len() == before {
            return (before > 1).then_some(found);
        }
    }
}

fn fault((path, text): (&Path, &str), span: &Span, what: &str, help: &str) -> String {
    let at = line_column(text, span.start);
    format!(
        "{what}\n --> {}:{}:{}\n{}\n  = help: {help}",
        path.display(),
        at.line,
        at.column,
        excerpt(text, span)
    )
}

/// What a template names.
#[derive(Default)]
struct Template<'t> {
    /// Names that it reads, with their places.
    used: Vec<(&'t str, Span)>,
    /// Names that it sets, or that it knows may be missing.
    bound: BTreeSet<&'t str>,
    /// Those of them that only exist within a loop.
    of_loops: BTreeSet<&'t str>,
    /// The names of the loops that are open while it is read.
    open: Vec<Vec<&'t str>>,
    /// Templates that it is built from.
    templates: Vec<Other<'t>>,
    /// Whether all its tags are known here.
    is_understood: bool,
}

/// Another template, by its name in quotes.
struct Other<'t> {
    name: &'t str,
    span: Span,
    /// Whether it is put in, rather than built upon.
    is_part: bool,
    /// Names of the loops around it.
    within: Vec<&'t str>,
}

#[derive(Clone, Copy, PartialEq)]
enum Token<'t> {
    Name(&'t str),
    Text(&'t str),
    Sign(char),
}

impl<'t> Template<'t> {
    fn read(text: &'t str) -> Template<'t> {
        let mut template = Template {
            is_understood: true,
            ..Template::default()
        };
        let mut at = 0;
        while let Some(open) = text[at..].find('{').map(|found| at + found) {
            let kind = text[open + 1..].chars().next();
            at = match kind {
                Some('#') => text[open..]
                    .find("#}")
                    .map_or(text.len(), |end| open + end + 2),
                Some('{' | '%') => {
                    let (tokens, end) = tokens(text, open + 2);
                    match kind {
                        Some('%') if tokens.iter().any(|it| it.0 == Token::Name("raw")) => {
                            // Whatever stands there is text.
                            match text[end..].find("endraw") {
                                Some(found) => end + found + "endraw".len(),
                                None => text.len(),
                            }
                        }
                        Some('%') => {
                            template.tag(&tokens);
                            end
                        }
                        _ => {
                            template.expression(&tokens);
                            end
                        }
                    }
                }
                _ => open + 1,
            };
        }
        template
    }

    fn tag(&mut self, tokens: &[(Token<'t>, Span)]) {
        // `{%-` begins with a sign.
        let first = tokens
            .iter()
            .position(|(token, _)| *token != Token::Sign('-'))
            .unwrap_or(tokens.len());
        let Some(((Token::Name(tag), _), rest)) = tokens[first..].split_first() else {
            return;
        };
        let tag = *tag;
        self.is_understood &= TAGS.contains(&tag);
        match tag {
            "for" => {
                let end = rest
                    .iter()
                    .position(|(token, _)| *token == Token::Name("in"))
                    .unwrap_or(rest.len());
                let names = rest[..end].iter().filter_map(|(token, _)| match token {
                    Token::Name(name) => Some(*name),
                    _ => None,
                });
                let names: Vec<&str> = names.collect();
                self.bound.extend(&names);
                self.of_loops.extend(&names);
                self.open.push(names);
                self.expression(&rest[end..]);
            }
            "endfor" => {
                self.open.pop();
            }
            "set" | "set_global" => {
                if let Some((Token::Name(name), _)) = rest.first() {
                    self.bound.insert(name);
                }
                self.expression(rest.get(1..).unwrap_or_default());
            }
            "extends" | "include" | "import" => {
                for (token, span) in rest {
                    if let Token::Text(name) = token {
                        self.templates.push(Other {
                            name,
                            span: span.clone(),
                            is_part: tag == "include",
                            within: self.open.concat(),
                        });
                    }
                }
            }
            "if" | "elif" => self.expression(rest),
            "filter" => self.expression(rest.get(1..).unwrap_or_default()),
            _ => {}
        }
    }

    fn expression(&mut self, tokens: &[(Token<'t>, Span)]) {
        let token = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|it| it.0);
        for (i, (this, span)) in tokens.iter().enumerate() {
            let Token::Name(name) = *this else {
                continue;
            };
            let (before, next) = (token(i.checked_sub(1)), token(Some(i + 1)));
            let is_field = matches!(before, Some(Token::Sign('.' | '|')));
            let is_test = before == Some(Token::Name("is"))
                || before == Some(Token::Name("not"))
                    && token(i.checked_sub(2)) == Some(Token::Name("is"));
            let is_call = matches!(next, Some(Token::Sign('(' | ':' | '?')));
            let is_argument =
                next == Some(Token::Sign('=')) && token(Some(i + 2)) != Some(Token::Sign('='));
            // Who asks whether a name is there knows that it may not be.
            let is_asked = next == Some(Token::Name("is"))
                || next == Some(Token::Sign('|'))
                    && token(Some(i + 2)) == Some(Token::Name("default"));
            if is_asked && !is_field && !is_test {
                self.bound.insert(name);
            }
            if !(WORDS.contains(&name) || is_field || is_test || is_call || is_argument || is_asked)
            {
                self.used.push((name, span.clone()));
            }
        }
    }
}

/// The tokens of a tag from its first byte, and where it ends.
fn tokens(text: &str, start: usize) -> (Vec<(Token<'_>, Span)>, usize) {
    let mut tokens = Vec::new();
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let ends = ["}}", "%}", "-}}", "-%}"];
        if let Some(end) = ends.iter().find(|end| rest.starts_with(**end)) {
            return (tokens, at + end.len());
        }
        let length = match c {
            '"' | '\'' | '`' => {
                let end = rest[1..].find(c).map_or(rest.len(), |end| end + 2);
                tokens.push((
                    Token::Text(rest.get(1..end - 1).unwrap_or_default()),
                    at..at + end,
                ));
                end
            }
            c if c.is_alphabetic() || c == '_' => {
                let is_part = |c: char| c.is_alphanumeric() || c == '_';
                let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
                tokens.push((Token::Name(&rest[..end]), at..at + end));
                end
            }
            c if c.is_numeric() => rest
                .find(|c: char| !c.is_alphanumeric() && c != '.')
                .unwrap_or(rest.len()),
            c if c.is_whitespace() => c.len_utf8(),
            c => {
                tokens.push((Token::Sign(c), at..at + c.len_utf8()));
                c.len_utf8()
            }
        };
        at += length;
    }
    (tokens, text.len())
}

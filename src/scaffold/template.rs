//! Fills in a template of a report.

use crate::error::Error;
use serde::Serialize;

/// What a template may ask for as `{{ title }}`, `{{ date }}` and `{{ authors }}`.
pub(super) struct Values<'a> {
    pub(super) title: &'a str,
    pub(super) date: String,
    pub(super) authors: &'a [String],
}

/// Fills in a template. In front matter values are written as YAML, so that any title stays one
/// string; in the body as Markdown text. `name` is for messages.
pub(super) fn fill(name: &str, template: &str, values: &Values<'_>) -> Result<String, Error> {
    let (front, body) = split(template);
    let title = yaml(values.title)?;
    let authors: Result<Vec<String>, Error> = values
        .authors
        .iter()
        .map(|author| yaml_in_list(author))
        .collect();
    let front = replace(
        front,
        &title,
        &values.date,
        &format!("[{}]", authors?.join(", ")),
    );
    if !front.is_empty() && !states_title(&front, values.title) {
        return Err(Error::Told(format!(
            "filling in `{name}` does not give valid front matter\n  \
             = help: write `title: {{{{ title }}}}` on a line of its own, without quotes around it"
        )));
    }
    let body = replace(
        body,
        &markdown(values.title),
        &values.date,
        &markdown(&values.authors.join(", ")),
    );
    Ok(front + &body)
}

/// Splits a template into front matter, both fences included, and body.
fn split(template: &str) -> (&str, &str) {
    let Some(rest) = template.strip_prefix("---") else {
        return ("", template);
    };
    match rest.find("\n---") {
        Some(fence) => template.split_at("---".len() + fence + "\n---".len()),
        None => ("", template),
    }
}

/// Replaces all names in one pass, so that a title that looks like a name stays as it is.
fn replace(text: &str, title: &str, date: &str, authors: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let (before, from) = rest.split_at(start);
        filled.push_str(before);
        let value = from.find("}}").and_then(|end| {
            let value = match from[2..end].trim() {
                "title" => title,
                "date" => date,
                "authors" => authors,
                _ => return None,
            };
            Some((value, end + 2))
        });
        match value {
            Some((value, end)) => {
                filled.push_str(value);
                rest = &from[end..];
            }
            None => {
                filled.push_str("{{");
                rest = &from[2..];
            }
        }
    }
    filled + rest
}

/// Writes a string as YAML on one line.
fn yaml(text: &str) -> Result<String, Error> {
    let written = to_yaml(&text)?;
    if written.contains('\n') {
        // A block of lines; JSON's form of the same string is YAML too, and one line.
        return Ok(quoted(text));
    }
    Ok(written)
}

/// Writes a string as YAML between the brackets of a list, where more characters have meaning.
fn yaml_in_list(text: &str) -> Result<String, Error> {
    let written = yaml(text)?;
    let is_quoted = written.starts_with(['\'', '"']);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '\'');
    match is_quoted || written.chars().all(is_name) {
        true => Ok(written),
        false => Ok(quoted(text)),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn to_yaml(value: &impl Serialize) -> Result<String, Error> {
    let written = serde_yaml::to_string(value)
        .map_err(|error| Error::Told(format!("cannot write this as YAML: {error}")))?;
    Ok(written.trim_end_matches('\n').to_owned())
}

/// Says whether front matter is valid, and holds this title if it holds one.
fn states_title(front: &str, title: &str) -> bool {
    let text = front.trim_start_matches("---").trim_end_matches("---");
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Ok(front) => front
            .get("title")
            .is_none_or(|stated| stated.as_str() == Some(title)),
        Err(_) => false,
    }
}

/// Writes a string as Markdown text on one line.
fn markdown(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
        ) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{Values, fill};
    use proptest::prelude::{ProptestConfig, any, proptest};

    const BUILT_IN: &str = include_str!("files/report.md");

    /// Fills in the built-in template and reads title and authors back.
    fn check(title: &str, authors: &[&str]) {
        let authors: Vec<String> = authors.iter().map(|&author| author.to_owned()).collect();
        let values = Values {
            title,
            date: "2024-03-05".to_owned(),
            authors: &authors,
        };
        let report = fill("report.md", BUILT_IN, &values).expect("it can be filled in");
        let front = report.split("\n---\n").next().expect("front matter");
        let front: serde_yaml::Value = serde_yaml::from_str(front).expect("valid front matter");
        assert_eq!(front["title"].as_str(), Some(title));
        let read: Option<Vec<String>> = front["authors"].as_sequence().map(|authors| {
            let names = authors.iter().filter_map(|author| author.as_str());
            names.map(str::to_owned).collect()
        });
        assert_eq!(read, Some(authors));
        assert_eq!(front["status"].as_str(), Some("draft"));
    }

    #[test]
    fn any_title_stays_one_string() {
        for title in [
            "Checkout was slow",
            "DNS: again",
            "a # b",
            "- dash",
            "\"quoted\" and 'quoted'",
            "two\nlines",
            "two\n---\nlines: fence",
            "\r\n",
            "true",
            "null",
            "~",
            "12:30",
            "2024-03-05",
            "1e3",
            "0x10",
            "&anchor *alias !tag",
            "{{ date }}",
            "{a: b}",
            "[a, b]",
            "@at `tick` %percent",
            "| pipe",
            "> fold",
            "? key",
            "",
            " spaces ",
            "tab\there",
            "\u{1F525} \u{202E}\u{85}\u{2028}\u{FEFF}\u{7f}",
            "trailing \\",
        ] {
            check(title, &[title, "Ada, Example", "[x]", "a: b"]);
        }
        check("no authors", &[]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_string_at_all_stays_one_string(title in any::<String>(), author in any::<String>()) {
            check(&title, &[&author]);
        }
    }

    #[test]
    fn own_templates_are_filled_in_everywhere() {
        let values = Values {
            title: "DNS: *again*",
            date: "2024-03-05".to_owned(),
            authors: &["Ada".to_owned()],
        };
        let check = |template: &str, expected: &str| {
            let filled = fill("own.md", template, &values).expect("it can be filled in");
            assert_eq!(filled, expected);
        };
        check(
            "# {{title}} on {{ date }}",
            "# DNS: \\*again\\* on 2024-03-05",
        );
        check(
            "---\ntitle: {{ title }}\nx: 1\n---\n{{ authors }} {{ other }} {{",
            "---\ntitle: 'DNS: *again*'\nx: 1\n---\nAda {{ other }} {{",
        );
        let refusal = fill(
            "own.md",
            "---\ntitle: \"{{ title }} of us\"\n---\n",
            &values,
        );
        assert!(
            refusal
                .expect_err("another title")
                .to_string()
                .contains("without quotes")
        );
    }
}

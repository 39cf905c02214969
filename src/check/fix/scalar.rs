//! Values as YAML writes them.

/// Writes a text so that every YAML reader reads it back as that text, on one line.
pub(super) fn scalar(text: &str) -> String {
    let written = serde_yaml::to_string(text).unwrap_or_default();
    let written = written.trim_end();
    if written.is_empty() || written.contains('\n') || written.starts_with(['|', '>']) {
        // A string of JSON is one of YAML too.
        return serde_json::Value::from(text).to_string();
    }
    // Readers of YAML 1.1 take these for truth values.
    let is_truth = ["y", "n", "yes", "no", "on", "off"].contains(&text.to_lowercase().as_str());
    if is_truth && written == text {
        return format!("'{text}'");
    }
    written.to_owned()
}

/// Writes a text for a place in `[..]`, where commas and brackets end a plain one.
pub(super) fn list_scalar(text: &str) -> String {
    let written = scalar(text);
    let is_plain = !written.starts_with(['\'', '"']);
    if is_plain && text.contains([',', '[', ']', '{', '}', ':', '#']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        written
    }
}

/// Writes a text into the place of another one, in the same quotes. `None` where the old one is
/// more than plain text or text in quotes.
pub(super) fn in_place_of(slice: &str, old: &str, new: &str) -> Option<String> {
    let inner = |quote: char| {
        slice
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    let is_harmless = !new.contains(['\'', '"', '\\']) && !new.contains(char::is_control);
    if slice == old {
        return Some(list_scalar(new));
    }
    let quote = ['\'', '"']
        .into_iter()
        .find(|quote| inner(*quote) == Some(old))?;
    is_harmless.then(|| format!("{quote}{new}{quote}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for text in [
            "plain",
            "1628",
            "no",
            "a: b",
            "#x",
            "it's",
            "",
            " x",
            "two\nlines",
            "- x",
            "é\u{7f}",
            "[a]",
            "~",
            "2021-07-20",
        ] {
            let written = format!("k: {}\n", scalar(text));
            let read: serde_yaml::Value = serde_yaml::from_str(&written).expect("YAML");
            assert_eq!(read["k"].as_str(), Some(text), "{written}");
            let written = format!("k: [{}, x]\n", list_scalar(text));
            let read: serde_yaml::Value = serde_yaml::from_str(&written).expect("YAML");
            assert_eq!(read["k"][0].as_str(), Some(text), "{written}");
        }
    }

    #[test]
    fn quotes_stay() {
        for (slice, old, new, expected) in [
            ("SEV-2", "SEV-2", "sev2", Some("sev2")),
            ("'SEV-2'", "SEV-2", "sev2", Some("'sev2'")),
            ("\"SEV-2\"", "SEV-2", "sev2", Some("\"sev2\"")),
            ("P1", "P1", "1", Some("'1'")),
            ("|\n  SEV-2", "SEV-2", "sev2", None),
        ] {
            assert_eq!(in_place_of(slice, old, new).as_deref(), expected, "{slice}");
        }
    }
}

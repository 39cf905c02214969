//! Findings as JUnit's XML, which most CI servers read: a file is a suite, a finding a case.

use super::{Diagnostic, Level};
use crate::source::Sources;
use std::fmt::Write as _;

/// Prints the suites of some files, in their order. Errors are failures; warnings and hints are
/// cases that pass and say so, just as they leave the exit code at 0. A file without findings has
/// one case that passes.
pub fn print<'f>(
    findings: &[Diagnostic],
    sources: &Sources,
    files: impl IntoIterator<Item = &'f str>,
) -> String {
    let mut suites = String::new();
    let (mut tests, mut failures) = (0, 0);
    for file in files {
        let own: Vec<&Diagnostic> = findings
            .iter()
            .filter(|finding| sources.get(finding.place.file).name == file)
            .collect();
        let failed = own
            .iter()
            .filter(|finding| finding.level == Level::Error)
            .count();
        let cases = own.len().max(1);
        let name = escaped(file);
        let _ = writeln!(
            suites,
            "  <testsuite name=\"{name}\" tests=\"{cases}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">"
        );
        if own.is_empty() {
            let _ = writeln!(
                suites,
                "    <testcase classname=\"{name}\" name=\"no findings\"/>"
            );
        }
        for finding in own {
            case(&mut suites, finding, sources, &name);
        }
        suites.push_str("  </testsuite>\n");
        tests += cases;
        failures += failed;
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"casebook\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n{suites}</testsuites>\n"
    )
}

fn case(suites: &mut String, finding: &Diagnostic, sources: &Sources, name: &str) {
    let at = sources.line_column(&finding.place);
    let mut words = format!("{name}:{}:{}", at.line, at.column);
    for more in [
        Some(&finding.message),
        finding.label.as_ref(),
        finding.help.as_ref(),
    ]
    .into_iter()
    .flatten()
    {
        let _ = write!(words, "\n{}", escaped(more));
    }
    let (rule, level) = (finding.rule, finding.level.as_str());
    let content = match finding.level {
        Level::Error => format!(
            "<failure type=\"{level}\" message=\"{}\">{words}</failure>",
            escaped(&finding.message)
        ),
        _ => format!("<system-out>{level}: {words}</system-out>"),
    };
    let _ = writeln!(
        suites,
        "    <testcase classname=\"{name}\" name=\"{rule} at {}:{}\" line=\"{}\">{content}</testcase>",
        at.line, at.column, at.line
    );
}

/// Text for elements and attributes. Characters that XML cannot hold become U+FFFD.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            c if c.is_control() => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;

    #[test]
    fn levels_and_hostile_words_are_kept_apart() {
        let mut sources = Sources::default();
        let file = sources.add("a<b>.md", "x");
        sources.add("fine.md", "x");
        let finding = |level, message: &str| {
            Diagnostic::new("some-rule", level, Place { file, span: 0..1 }, message)
        };
        let findings = [
            finding(Level::Error, "\"]]>\u{0}&"),
            finding(Level::Warning, "hm"),
        ];
        let files = sources.iter().map(|file| file.name.as_str());
        assert_eq!(
            print(&findings, &sources, files),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="casebook" tests="3" failures="1" errors="0">
  <testsuite name="a&lt;b&gt;.md" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="a&lt;b&gt;.md" name="some-rule at 1:1" line="1"><failure type="error" message="&quot;]]&gt;&#xFFFD;&amp;">a&lt;b&gt;.md:1:1
&quot;]]&gt;&#xFFFD;&amp;</failure></testcase>
    <testcase classname="a&lt;b&gt;.md" name="some-rule at 1:1" line="1"><system-out>warning: a&lt;b&gt;.md:1:1
hm</system-out></testcase>
  </testsuite>
  <testsuite name="fine.md" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="fine.md" name="no findings"/>
  </testsuite>
</testsuites>
"#
            .replace("&#xFFFD;", "\u{FFFD}")
        );
    }
}

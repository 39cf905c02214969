//! Findings as workflow commands of GitHub Actions, which show them at their line in a pull request.

use super::json::range;
use super::{Diagnostic, Level};
use crate::source::Sources;

/// Prints `::error file=..,line=..::message`, one line for each finding.
pub fn print(finding: &Diagnostic, sources: &Sources) -> String {
    let place = range(&finding.place, sources);
    let command = match finding.level {
        Level::Hint => "notice",
        Level::Warning => "warning",
        Level::Error => "error",
    };
    let mut at = format!(
        "file={},line={},endLine={}",
        property(place.file),
        place.line,
        place.end_line
    );
    // Columns of a range of lines would be refused.
    if place.line == place.end_line {
        at.push_str(&format!(
            ",col={},endColumn={}",
            place.column, place.end_column
        ));
    }
    format!(
        "::{command} {at},title={}::{}",
        property(finding.rule),
        data(&words(finding, sources))
    )
}

fn words(finding: &Diagnostic, sources: &Sources) -> String {
    let mut words = finding.message.clone();
    for line in finding.label.iter() {
        words.push_str(&format!("\n{line}"));
    }
    for (place, line) in &finding.related {
        let at = sources.line_column(place);
        let file = &sources.get(place.file).name;
        words.push_str(&format!("\n{file}:{}: {line}", at.line));
    }
    for line in finding.help.iter() {
        words.push_str(&format!("\nhelp: {line}"));
    }
    words
}

/// What a report says must neither end the command nor begin another one.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace(char::is_control, " ")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;

    fn check(name: &str, text: &str, mark: &str, message: &str, expected: &str) {
        let mut sources = Sources::default();
        let file = sources.add(name, text);
        let start = text.find(mark).expect("a mark of this test");
        let span = start..start + mark.len();
        let finding = Diagnostic::new("some-rule", Level::Hint, Place { file, span }, message)
            .help("mend it");
        assert_eq!(print(&finding, &sources), expected);
    }

    #[test]
    fn words_cannot_leave_their_command() {
        check(
            "a,b:c.md",
            "x: é bad",
            "bad",
            "100%\n::error::no",
            "::notice file=a%2Cb%3Ac.md,line=1,endLine=1,col=6,endColumn=9,title=some-rule::100%25%0A::error::no%0Ahelp: mend it",
        );
    }

    #[test]
    fn ranges_of_lines_have_no_columns() {
        check(
            "a.md",
            "x\ny\nz",
            "y\nz",
            "m",
            "::notice file=a.md,line=2,endLine=3,title=some-rule::m%0Ahelp: mend it",
        );
    }
}

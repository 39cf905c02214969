//! Findings on one line each, as compilers and editors exchange them.

use super::Diagnostic;
use crate::source::Sources;

/// Prints `file:line:column: level[rule] message`.
pub fn print(finding: &Diagnostic, sources: &Sources) -> String {
    let at = sources.line_column(&finding.place);
    format!(
        "{}:{}:{}: {}[{}] {}",
        sources
            .get(finding.place.file)
            .name
            .replace(char::is_control, "?"),
        at.line,
        at.column,
        finding.level.as_str(),
        finding.rule,
        finding.message.replace(char::is_control, " ")
    )
}

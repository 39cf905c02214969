//! Says what is wrong with each of some things, or once with all of them.

use crate::check::Report;
use crate::source::Span;

/// Notes each faulty thing, or only the first where all of them are: `each` and `all` are the words
/// for the one and the other, the latter after "none of the 4 actions".
pub(super) fn note(
    report: &mut Report<'_>,
    faulty: &[Span],
    of: usize,
    (each, all): (&str, &str),
    help: &str,
) {
    let once = faulty.len() == of && of > 1;
    for span in faulty.iter().take(if once { 1 } else { of }) {
        let message = if once {
            format!("none of the {of} actions {all}")
        } else {
            each.to_owned()
        };
        report.at(span.clone(), message).help = Some(help.to_owned());
    }
}

//! Changes of a text: which of them go together, and what comes out.

use crate::diagnostic::{Edit, Fix};

/// Makes all edits of some fixes that do not overlap. What is put in at one point keeps the order
/// of the fixes.
pub fn apply(text: &str, fixes: &[Fix]) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut result = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for edit in edits {
        let (Some(between), Some(_)) = (text.get(at..edit.span.start), text.get(edit.span.clone()))
        else {
            continue;
        };
        result.push_str(between);
        result.push_str(&edit.replacement);
        at = edit.span.end;
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// Keeps the fixes that do not touch each other: of two that do, the one that begins first.
pub(super) fn without_overlaps(mut fixes: Vec<Fix>) -> Vec<Fix> {
    let start = |fix: &Fix| fix.edits.iter().map(|edit| edit.span.start).min();
    fixes.retain(|fix| !fix.edits.is_empty());
    fixes.sort_by_key(start);
    let mut kept: Vec<Fix> = Vec::new();
    for fix in fixes {
        let overlaps = |other: &Fix| {
            let pairs = other
                .edits
                .iter()
                .flat_map(|a| fix.edits.iter().map(move |b| (a, b)));
            pairs.into_iter().any(|(a, b)| touch(a, b))
        };
        if !kept.iter().any(overlaps) {
            kept.push(fix);
        }
    }
    kept
}

fn touch(a: &Edit, b: &Edit) -> bool {
    a.span.start < b.span.end && b.span.start < a.span.end || (a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        Fix {
            description: String::new(),
            edits: edits
                .iter()
                .map(|&(start, end, replacement)| Edit {
                    span: start..end,
                    replacement: replacement.to_owned(),
                })
                .collect(),
        }
    }

    #[test]
    fn of_two_that_overlap_the_first_wins() {
        type Edits<'a> = &'a [(usize, usize, &'a str)];
        let table: [(&[Edits<'_>], &str); 5] = [
            (&[&[(0, 2, "X")], &[(1, 3, "Y")]], "Xcdef"),
            (&[&[(1, 3, "Y")], &[(0, 2, "X")]], "Xcdef"),
            (&[&[(2, 2, "1")], &[(2, 2, "2")], &[(0, 2, "-")]], "-12cdef"),
            (&[&[(0, 1, "A"), (5, 6, "F")], &[(4, 6, "E")]], "AbcdeF"),
            (&[&[(0, 0, "<")], &[(6, 6, ">")]], "<abcdef>"),
        ];
        for (fixes, after) in table {
            let fixes = fixes.iter().map(|edits| fix(edits)).collect();
            assert_eq!(apply("abcdef", &without_overlaps(fixes)), after);
        }
    }
}

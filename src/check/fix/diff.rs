//! What would change, as a unified diff.

use similar::TextDiff;

/// Prints the difference of two texts of a file as a patch that `git apply` takes.
pub fn unified(name: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn a_patch_shows_the_lines_and_their_surroundings() {
        assert_eq!(
            unified("a.md", "---\ndate: 1\n---\nx", "---\nstarted: 1\n---\nx"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,4 +1,4 @@\n ---\n-date: 1\n+started: 1\n ---\n x\n\\ No newline at end of file\n"
        );
    }
}

//! The words that rendering itself puts on a page.

/// Words on the page that no author wrote, in the language of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels<'a> {
    /// What stands between a name and what it names: a colon and a space.
    pub colon: &'a str,
    /// Names a link beside a heading; a colon and the heading follow.
    pub permalink: &'a str,
    /// Names a table; a colon and the heading above follow.
    pub table: &'a str,
    /// Names a code block; a colon and the language follow.
    pub code: &'a str,
    /// Names the footnotes at the end.
    pub footnotes: &'a str,
    /// Names a reference to a footnote; its number follows.
    pub footnote: &'a str,
    /// Names the way back from a footnote; its number follows.
    pub back: &'a str,
    /// Names a ticked box.
    pub done: &'a str,
    /// Names an empty box.
    pub open: &'a str,
    /// Stands on a fold without a summary.
    pub details: &'a str,
    /// Title of an alert.
    pub note: &'a str,
    /// Title of an alert.
    pub tip: &'a str,
    /// Title of an alert.
    pub important: &'a str,
    /// Title of an alert.
    pub warning: &'a str,
    /// Title of an alert.
    pub caution: &'a str,
}

impl Labels<'static> {
    /// The words in English.
    pub const ENGLISH: Labels<'static> = Labels {
        colon: ": ",
        permalink: "Link to section",
        table: "Table",
        code: "Code",
        footnotes: "Footnotes",
        footnote: "Footnote",
        back: "Back to reference",
        done: "Done",
        open: "Not done",
        details: "Details",
        note: "Note",
        tip: "Tip",
        important: "Important",
        warning: "Warning",
        caution: "Caution",
    };
}

impl Default for Labels<'_> {
    fn default() -> Self {
        Labels::ENGLISH
    }
}

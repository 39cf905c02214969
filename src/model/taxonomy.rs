//! The built-in causes. Ids are promises; titles and descriptions may improve.

/// One built-in cause.
pub(super) struct Entry {
    /// `top` or `top/sub`.
    pub(super) id: &'static str,
    /// Its title.
    pub(super) title: &'static str,
    /// One sentence.
    pub(super) description: &'static str,
    /// Other names it is read by.
    pub(super) aliases: &'static [&'static str],
}

/// Every built-in cause, each top-level one followed by its sub-causes.
pub(super) static BUILT_IN: &[Entry] = &[Entry {
    id: "unknown",
    title: "Unknown",
    description: "What contributed is not known.",
    aliases: &["undescriptive", "uncategorized", "indeterminate"],
}];

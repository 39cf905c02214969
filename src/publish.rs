//! Writes a site to disk, whole or not at all.

/// The file that says casebook made a folder.
pub const MARKER: &str = ".casebook";

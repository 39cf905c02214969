//! Turns the archive into pages.

pub mod html;
pub mod markdown;

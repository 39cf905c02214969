//! The one test binary.

mod commonmark;
mod dom;
mod hostile_markdown;

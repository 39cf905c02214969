//! casebook: incident reports in, a checked and searchable site out.
//!
//! ```text
//! book.toml ─► config ─┐
//!                      ▼
//! incidents/ ────────► load ─► Corpus ──┬─► check ───► findings
//!                                       └─► analyze ─► Analysis ─┐
//! .git ──────────────► history ─► Histories ─────────────────────┤
//!                                                                ▼
//! themes/ ───────────► theme ─► Theme ───────────────────────► render ─► Site ─┬─► publish ─► disk
//!                                                                              └─► serve ───► browser
//! ```
//!
//! ARCHITECTURE.md is the long form.

pub mod analyze;
pub mod check;
pub mod cli;
pub mod compare;
pub mod config;
pub mod diagnostic;
pub mod error;
pub mod export;
pub mod git;
pub mod history;
pub mod language;
pub mod load;
pub mod markdown;
pub mod model;
pub mod pipeline;
pub mod project;
pub mod publish;
pub mod query;
pub mod render;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod serve;
pub mod sheet;
pub mod site;
pub mod source;
pub mod stats;
pub mod theme;
pub mod tree;

//! casebook: incident reports in, a checked and searchable site out.

pub mod config;
pub mod diagnostic;
pub mod error;
pub mod model;
pub mod project;
pub mod publish;
pub mod scaffold;
pub mod serve;
pub mod site;
pub mod source;

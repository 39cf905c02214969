//! casebook: incident reports in, a checked and searchable site out.

pub mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod error;
pub mod export;
pub mod load;
pub mod markdown;
pub mod model;
pub mod pipeline;
pub mod project;
pub mod publish;
pub mod site;
pub mod source;
pub mod tree;

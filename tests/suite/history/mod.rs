//! Versions of reports, read from real repositories in temporary folders.

mod repository;
mod versions;

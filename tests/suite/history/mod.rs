//! Versions of reports, read from real repositories in temporary folders.

mod cache;
mod clones;
mod commands;
mod follow;
mod hostile;
mod merges;
mod moves;
mod names;
mod pages;
mod repository;
mod versions;

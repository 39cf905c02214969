//! Paths that lead out of the project.

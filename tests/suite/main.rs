//! The one test binary.

#[cfg(unix)]
mod publish;
mod serve;

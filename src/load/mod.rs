//! Files to incidents.

pub mod body;
pub mod time;

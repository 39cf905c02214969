//! Files to incidents.

pub mod time;

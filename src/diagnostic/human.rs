//! Prints findings (human).

//! Prints findings (json).

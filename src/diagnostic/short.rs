//! Prints findings (short).

//! Small inputs that could cost much time or memory.

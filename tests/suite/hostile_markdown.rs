//! Reports that attack their readers: nothing in a page may act.

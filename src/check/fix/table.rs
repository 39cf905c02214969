//! Before and after: fixes as a table of texts.



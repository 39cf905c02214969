//! Stub.
/// Stub.
pub fn plain_text(text: &str) -> String {
    text.to_owned()
}

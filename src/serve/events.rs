//! Tells open pages what became of the latest save.

use super::Finding;
use super::generation::Generation;
use crate::diagnostic::Level;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use percent_encoding::percent_decode_str;
use serde::Serialize;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::sync::watch::Receiver;

/// The most findings a page is sent; nobody reads more, and `casebook check` prints them all.
const MOST: usize = 100;

/// What a page needs to know.
#[derive(Serialize)]
struct State<'a> {
    generation: u64,
    /// The reader sees an old version.
    reload: bool,
    /// Why the latest build failed.
    fault: Option<&'a str>,
    errors: usize,
    warnings: usize,
    hints: usize,
    findings: Vec<&'a Finding>,
}

/// Whom to tell about what.
struct Listener {
    generations: Receiver<Arc<Generation>>,
    page: String,
    version: String,
}

/// Returns a stream that says at once how things are, and again after each build. A reader who is
/// slow misses states in between, and keeps nobody waiting.
///
/// The query says which page is open, in which version: `page=/incidents/a.html&version=1f3c`.
pub(super) fn stream(
    mut generations: Receiver<Arc<Generation>>,
    query: &str,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + Send + 'static> {
    generations.mark_changed();
    let listener = Listener {
        generations,
        page: value_of(query, "page"),
        version: value_of(query, "version"),
    };
    Sse::new(stream::unfold(listener, next_event)).keep_alive(KeepAlive::default())
}

async fn next_event(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    listener.generations.changed().await.ok()?;
    let generation = Arc::clone(&listener.generations.borrow_and_update());
    let work = move || {
        let state = state(&generation, &listener.page, &listener.version);
        (state, listener)
    };
    let (state, listener) = tokio::task::spawn_blocking(work).await.ok()?;
    Some((Ok(Event::default().event("state").data(state)), listener))
}

fn state(generation: &Generation, page: &str, version: &str) -> String {
    let count = |level| {
        let findings = generation.findings.iter();
        findings.filter(|finding| finding.level == level).count()
    };
    let shown = generation.findings.len().min(MOST);
    let state = State {
        generation: generation.number,
        reload: generation.version(page) != version,
        fault: generation.fault.as_deref(),
        errors: count(Level::Error),
        warnings: count(Level::Warning),
        hints: count(Level::Hint),
        findings: generation.findings[..shown]
            .iter()
            .map(Arc::as_ref)
            .collect(),
    };
    serde_json::to_string(&state).unwrap_or_default()
}

fn value_of(query: &str, key: &str) -> String {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find(|(name, _)| *name == key);
    let value = value.map(|(_, value)| percent_decode_str(value).decode_utf8_lossy());
    // The page is sent as the browser shows it, encoded once more for its way through the query.
    let value = value.unwrap_or_default();
    percent_decode_str(&value).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::value_of;

    #[test]
    fn a_query_is_taken_apart() {
        let query = "page=%2Fincidents%2Fa%2520b.html&version=1f&odd";
        assert_eq!(value_of(query, "page"), "/incidents/a b.html");
        assert_eq!(value_of(query, "version"), "1f");
        assert_eq!(value_of(query, "odd"), "");
    }
}

//! Builds again after every save, in a thread of its own.

use super::generation::Generation;
use super::watch::Watch;
use super::{Build, Built, Say, Shared};
use crate::error::Error;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Starts the thread. It ends when the server does.
pub(super) fn start(
    shared: Arc<Shared>,
    build: Arc<Build>,
    mut watch: Watch,
    say: Arc<Say>,
) -> Result<(), Error> {
    let work = move || {
        while watch.wait() {
            rebuild(&shared, &*build, &mut watch, &*say);
        }
    };
    std::thread::Builder::new()
        .name("rebuild".to_owned())
        .spawn(work)
        .map(drop)
        .map_err(|error| Error::Told(format!("cannot start a thread: {error}")))
}

/// Returns the first line of talk.
pub(super) fn greeting(built: &Built, url: &str) -> String {
    let title: String = built.title.chars().filter(|c| !c.is_control()).collect();
    format!("Serving \"{title}\" at {url} ({})", counts(built))
}

fn rebuild(shared: &Shared, build: &Build, watch: &mut Watch, say: &Say) {
    let started = Instant::now();
    // A bug of ours in one report must not end the session any more than a typo does.
    let built = catch_unwind(AssertUnwindSafe(build)).unwrap_or_else(|panic| {
        let words = words_of(panic.as_ref());
        Err(Error::Told(format!(
            "casebook stumbled over this save: {words}"
        )))
    });
    let current = Arc::clone(&shared.generation.borrow());
    let next = match built {
        Ok(built) => {
            say(&format!(
                "Rebuilt in {} ({})",
                duration(started.elapsed()),
                counts(&built)
            ));
            if watch.follow(&built.watch, &built.ignore) {
                // What was saved there before we looked has gone unseen.
                watch.wake();
            }
            current.next(built)
        }
        Err(fault) => {
            let fault = fault.to_string();
            say(&format!(
                "error: {fault}\nThe site stays as it was until the next save."
            ));
            current.next_broken(fault)
        }
    };
    replace(shared, next);
}

fn replace(shared: &Shared, next: Generation) {
    shared.generation.send_replace(Arc::new(next));
}

fn counts(built: &Built) -> String {
    let count = |n: usize, word: &str| match n {
        1 => format!("1 {word}"),
        n => format!("{n} {word}s"),
    };
    format!(
        "{}, {}",
        count(built.incidents, "incident"),
        count(built.findings.len(), "finding")
    )
}

fn duration(elapsed: Duration) -> String {
    match elapsed.as_millis() {
        ms @ 0..1000 => format!("{ms} ms"),
        _ => format!("{:.1} s", elapsed.as_secs_f64()),
    }
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given")
}

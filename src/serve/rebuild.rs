//! Builds again after every save, in a thread of its own. Where a whole build takes longer than one
//! likes to wait, the saved report is shown first, and the rest follows when the saves have an end.

use super::generation::Generation;
use super::watch::{Signal, Watch, Woken};
use super::{After, Build, Built, Say, Shared};
use crate::error::Error;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long saves must have ceased before everything is built, after the saved reports were shown.
const PAUSE: Duration = Duration::from_secs(2);

/// A whole build, and how long it took.
pub(super) struct Whole {
    built: Result<Built, Error>,
    took: Duration,
}

/// What the thread works with.
pub(super) struct Rebuilding {
    shared: Arc<Shared>,
    build: Arc<Build>,
    say: Arc<Say>,
    /// A whole build that takes no longer needs no other before it.
    at_once: Duration,
    /// How long the last whole build took.
    took: Duration,
    /// What comes at once after what is shown.
    after: Option<After>,
    /// Where that is worked out: the threads of a whole build have no time for it.
    aside: Option<rayon::ThreadPool>,
    /// The whole build that is under way.
    under_way: Option<UnderWay>,
    /// Whether what is shown was not built as a whole.
    is_due: bool,
}

/// What happened since a whole build began to read.
#[derive(Default)]
struct UnderWay {
    /// Reports that were saved and shown.
    saved: Vec<PathBuf>,
    /// Whether something was saved that calls for another whole build.
    is_old: bool,
}

/// Starts the thread. It ends when the server does.
pub(super) fn start(mut rebuilding: Rebuilding, mut watch: Watch) -> Result<(), Error> {
    let work = move || {
        loop {
            let is_waiting = rebuilding.is_due && rebuilding.under_way.is_none();
            match watch.wait(is_waiting.then_some(PAUSE)) {
                Woken::Stop => return,
                Woken::Saved(saved) => rebuilding.saved(saved, &watch),
                Woken::Patience => rebuilding.begin(&watch),
                Woken::Whole(whole) => rebuilding.finish(whole, &mut watch),
            }
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

impl Rebuilding {
    /// Begins with a site that took so long to build.
    pub(super) fn new(
        shared: Arc<Shared>,
        build: Arc<Build>,
        say: Arc<Say>,
        after: Option<After>,
        took: Duration,
    ) -> Rebuilding {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(2);
        Rebuilding {
            shared,
            build,
            say,
            at_once: Duration::ZERO,
            took,
            aside: after.as_ref().and_then(|_| threads.build().ok()),
            after,
            under_way: None,
            is_due: false,
        }
    }

    /// Waits for whole builds that take no longer than this.
    pub(super) fn patient(self, at_once: Duration) -> Rebuilding {
        Rebuilding { at_once, ..self }
    }

    fn saved(&mut self, saved: Vec<PathBuf>, watch: &Watch) {
        let is_shown = self.hasten(&saved);
        match &mut self.under_way {
            Some(under_way) if is_shown => under_way.saved.extend(saved),
            Some(under_way) => under_way.is_old = true,
            None if is_shown => {}
            None => self.begin(watch),
        }
    }

    /// Shows the saved files before all is built. Says whether it did.
    fn hasten(&mut self, saved: &[PathBuf]) -> bool {
        if saved.is_empty() || self.took <= self.at_once {
            return false;
        }
        let started = Instant::now();
        let Some(built) = self
            .after
            .clone()
            .and_then(|after| self.aside(&after, saved))
        else {
            return false;
        };
        (self.say)(&format!(
            "Shown after {}; the rest follows ({})",
            duration(started.elapsed()),
            counts(&built)
        ));
        self.is_due = true;
        self.show(built);
        true
    }

    /// Works out what comes at once. A bug of ours is met again, and told, by the whole build.
    fn aside(&self, after: &After, saved: &[PathBuf]) -> Option<Built> {
        let work = AssertUnwindSafe(|| match &self.aside {
            Some(threads) => threads.install(|| after(saved)),
            None => after(saved),
        });
        catch_unwind(work).ok().flatten()
    }

    /// Begins to build everything.
    fn begin(&mut self, watch: &Watch) {
        let (build, done) = (Arc::clone(&self.build), watch.sender());
        let work = move || {
            let started = Instant::now();
            // A bug of ours in one report must not end the session any more than a typo does.
            let built = catch_unwind(AssertUnwindSafe(|| build())).unwrap_or_else(|panic| {
                let words = words_of(panic.as_ref());
                Err(Error::Told(format!(
                    "casebook stumbled over this save: {words}"
                )))
            });
            // Nobody listens only when the server ends.
            let _ = done.send(Signal::Whole(Whole {
                built,
                took: started.elapsed(),
            }));
        };
        let begun = std::thread::Builder::new()
            .name("build".to_owned())
            .spawn(work);
        match begun {
            Ok(_) => self.under_way = Some(UnderWay::default()),
            Err(error) => (self.say)(&format!("error: cannot start a thread: {error}")),
        }
        self.is_due = false;
    }

    /// Takes over a whole build.
    fn finish(&mut self, whole: Whole, watch: &mut Watch) {
        let since = self.under_way.take().unwrap_or_default();
        self.took = whole.took;
        match whole.built {
            Ok(built) => {
                (self.say)(&format!(
                    "Rebuilt in {} ({})",
                    duration(whole.took),
                    counts(&built)
                ));
                if watch.follow(&built.watch, &built.ignore) {
                    // What was saved there before we looked has gone unseen.
                    watch.wake();
                }
                // What was saved while it read is newer than it.
                let after = built.after.clone().filter(|_| !since.saved.is_empty());
                let newer = after.and_then(|after| self.aside(&after, &since.saved));
                self.is_due = !since.saved.is_empty();
                self.show(newer.unwrap_or(built));
            }
            Err(fault) => {
                let fault = fault.to_string();
                (self.say)(&format!(
                    "error: {fault}\nThe site stays as it was until the next save."
                ));
                self.after = None;
                let current = Arc::clone(&self.shared.generation.borrow());
                replace(&self.shared, current.next_broken(fault));
            }
        }
        if since.is_old {
            self.begin(watch);
        }
    }

    fn show(&mut self, built: Built) {
        self.after.clone_from(&built.after);
        let current = Arc::clone(&self.shared.generation.borrow());
        replace(&self.shared, current.next(built));
    }
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

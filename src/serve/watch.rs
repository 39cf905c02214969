//! Waits for saves.

use super::Say;
use super::rebuild::Whole;
use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};
use walkdir::WalkDir;

/// An editor's save is several events within a few milliseconds; silence of this length ends it.
const QUIET: Duration = Duration::from_millis(30);
/// A folder that never falls silent is built this often.
const LONGEST: Duration = Duration::from_secs(1);
/// How often files are looked at where the system does not report changes.
const POLL: Duration = Duration::from_secs(1);

/// What wakes the rebuilding thread.
pub(super) enum Signal {
    /// Something that counts was saved: these files, or nobody knows which.
    Saved(Vec<PathBuf>),
    /// A watched folder itself came, went or was exchanged, so it must be watched anew.
    Moved,
    /// The system cannot watch, for this reason.
    Trouble(String),
    /// A whole build is there.
    Whole(Whole),
    /// The server ends.
    Stop,
}

/// Why a wait is over.
pub(super) enum Woken {
    /// These files were saved; none where nobody knows which.
    Saved(Vec<PathBuf>),
    /// A whole build is there.
    Whole(Whole),
    /// Nothing was saved for as long as one was ready to wait.
    Patience,
    /// The server ends.
    Stop,
}

/// What to look at, and what not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Scope {
    wanted: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
}

/// Watches files and folders, there or not.
pub(super) struct Watch {
    signals: Sender<Signal>,
    received: Receiver<Signal>,
    say: Arc<Say>,
    scope: Arc<Scope>,
    folders: BTreeMap<PathBuf, Depth>,
    is_polling: bool,
    /// A whole build that came in while one save after the other did.
    whole: Option<Whole>,
    /// Stops when dropped.
    _watcher: Option<Box<dyn Watcher + Send>>,
}

/// How much of a folder is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    /// Its own entries.
    Flat,
    /// Everything in it.
    Deep,
}

impl Watch {
    /// Watches nothing yet.
    pub(super) fn new(signals: Sender<Signal>, received: Receiver<Signal>, say: Arc<Say>) -> Watch {
        Watch {
            signals,
            received,
            say,
            scope: Arc::default(),
            folders: BTreeMap::new(),
            is_polling: false,
            whole: None,
            _watcher: None,
        }
    }

    /// Watches these from now on. Says whether they are others than before.
    pub(super) fn follow(&mut self, wanted: &[PathBuf], ignored: &[PathBuf]) -> bool {
        let real = |paths: &[PathBuf]| paths.iter().map(|path| real_path(path)).collect();
        let scope = Scope {
            wanted: real(wanted),
            ignored: real(ignored),
        };
        let is_news = *self.scope != scope || folders_of(&scope) != self.folders;
        if is_news {
            self.scope = Arc::new(scope);
            self.watch();
        }
        is_news
    }

    /// Acts as if something had been saved.
    pub(super) fn wake(&self) {
        // It cannot fail: we hold the other end.
        let _ = self.signals.send(Signal::Saved(Vec::new()));
    }

    /// Says whether anything that counts was saved since then.
    pub(super) fn saw_a_save_since(&self, then: SystemTime) -> bool {
        let entries = self.scope.wanted.iter().flat_map(WalkDir::new);
        entries.filter_map(Result::ok).any(|entry| {
            let modified = entry.metadata().ok().and_then(|meta| meta.modified().ok());
            modified.is_some_and(|modified| modified >= then) && self.scope.counts(entry.path())
        })
    }

    /// Returns where a whole build is sent to.
    pub(super) fn sender(&self) -> Sender<Signal> {
        self.signals.clone()
    }

    /// Waits until something was saved and all is quiet again, if need be for ever.
    pub(super) fn wait(&mut self, patience: Option<Duration>) -> Woken {
        if let Some(whole) = self.whole.take() {
            return Woken::Whole(whole);
        }
        let first = match patience {
            None => self.received.recv().map_err(RecvTimeoutError::from),
            Some(patience) => self.received.recv_timeout(patience),
        };
        let mut signal = match first {
            Ok(first) => first,
            Err(RecvTimeoutError::Timeout) => return Woken::Patience,
            Err(RecvTimeoutError::Disconnected) => return Woken::Stop,
        };
        let start = Instant::now();
        let mut saved = BTreeSet::new();
        let (mut is_moved, mut is_known) = (false, true);
        loop {
            match signal {
                Signal::Stop => return Woken::Stop,
                Signal::Whole(whole) if saved.is_empty() && is_known && !is_moved => {
                    return Woken::Whole(whole);
                }
                Signal::Whole(whole) => self.whole = Some(whole),
                Signal::Saved(paths) => {
                    is_known &= !paths.is_empty();
                    saved.extend(paths);
                }
                Signal::Moved => is_moved = true,
                Signal::Trouble(why) => {
                    self.resort_to_polling(&why);
                    is_moved = true;
                }
            }
            if start.elapsed() > LONGEST {
                break;
            }
            match self.received.recv_timeout(QUIET) {
                Ok(next) => signal = next,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Woken::Stop,
            }
        }
        if is_moved {
            self.watch();
        }
        match is_known && !is_moved {
            true => Woken::Saved(saved.into_iter().collect()),
            false => Woken::Saved(Vec::new()),
        }
    }

    /// Watches everything anew. Done before the build that follows, so that nothing is missed.
    fn watch(&mut self) {
        self.folders = folders_of(&self.scope);
        self._watcher = None;
        if !self.is_polling {
            match self.try_watch::<RecommendedWatcher>(Config::default()) {
                Ok(()) => return,
                Err(error) => self.resort_to_polling(&error.to_string()),
            }
        }
        let config = Config::default().with_poll_interval(POLL);
        if let Err(error) = self.try_watch::<PollWatcher>(config) {
            (self.say)(&format!("warning: saves go unseen: {error}"));
        }
    }

    fn try_watch<W: Watcher + Send + 'static>(&mut self, config: Config) -> notify::Result<()> {
        let (signals, scope) = (self.signals.clone(), Arc::clone(&self.scope));
        let tell = move |event: notify::Result<Event>| {
            if let Some(signal) = scope.signal_of(event) {
                // Nobody listens only when the server ends.
                let _ = signals.send(signal);
            }
        };
        let mut watcher = W::new(tell, config)?;
        for (folder, depth) in &self.folders {
            let mode = match depth {
                Depth::Flat => RecursiveMode::NonRecursive,
                Depth::Deep => RecursiveMode::Recursive,
            };
            match watcher.watch(folder, mode) {
                // It went away just now, which its parent reports.
                Err(error) if is_gone(&error) => {}
                watched => watched?,
            }
        }
        self._watcher = Some(Box::new(watcher));
        Ok(())
    }

    fn resort_to_polling(&mut self, why: &str) {
        if !self.is_polling {
            self.is_polling = true;
            (self.say)(&format!(
                "warning: looking for saves once a second, because {why}"
            ));
        }
    }
}

impl Scope {
    /// Says what an event means for us.
    fn signal_of(&self, event: notify::Result<Event>) -> Option<Signal> {
        let event = match event {
            Ok(event) => event,
            Err(error) => return signal_of_fault(&error),
        };
        if event.need_rescan() {
            return Some(Signal::Moved);
        }
        if !is_change(event.kind) {
            return None;
        }
        let comes_or_goes = !matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)))
            && !matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(_)))
            && !matches!(event.kind, EventKind::Access(_));
        let holds = |path: &PathBuf| self.wanted.iter().any(|wanted| wanted.starts_with(path));
        if comes_or_goes && event.paths.iter().any(holds) {
            return Some(Signal::Moved);
        }
        let mut saved = event.paths;
        saved.retain(|path| self.counts(path));
        (!saved.is_empty()).then_some(Signal::Saved(saved))
    }

    fn counts(&self, path: &Path) -> bool {
        let is_wanted = self.wanted.iter().any(|wanted| {
            path.strip_prefix(wanted)
                .is_ok_and(|inside| !inside.components().any(is_scratch))
        });
        is_wanted && !self.ignored.iter().any(|ignored| path.starts_with(ignored))
    }
}

/// Only the system's limit is lasting. A file that could not be looked at is the build's to report.
fn signal_of_fault(error: &notify::Error) -> Option<Signal> {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => Some(Signal::Trouble(error.to_string())),
        _ => {
            tracing::debug!("while watching: {error}");
            None
        }
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Says whether an event may mean new content. Reading must not count: each build reads everything.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Metadata(what)) => what == MetadataKind::WriteTime,
        _ => true,
    }
}

/// Says whether a file or folder name belongs to an editor, a desktop or git.
fn is_scratch(part: Component<'_>) -> bool {
    let name = part.as_os_str().to_string_lossy();
    let name = name.as_ref();
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || [".swp", ".swx", ".tmp", ".bak", "___jb_tmp___", "___jb_old___"]
            .iter()
            .any(|ending| name.ends_with(ending))
        // Vim tries with this name whether it may write to a folder.
        || name == "4913"
}

/// Returns the folders to watch. A wanted folder is watched with all that is in it, and its parent
/// flat, to notice when it is exchanged; of what is not there, the nearest folder that is.
fn folders_of(scope: &Scope) -> BTreeMap<PathBuf, Depth> {
    let mut folders: BTreeMap<PathBuf, Depth> = BTreeMap::new();
    let mut add = |folder: &Path, depth| {
        let known = folders.entry(folder.to_path_buf()).or_insert(depth);
        *known = depth.max(*known);
    };
    for wanted in &scope.wanted {
        if wanted.is_dir() {
            add(wanted, Depth::Deep);
        }
        if let Some(parent) = wanted.ancestors().skip(1).find(|path| path.is_dir()) {
            add(parent, Depth::Flat);
        }
    }
    let deep: Vec<PathBuf> = folders
        .iter()
        .filter(|(_, depth)| **depth == Depth::Deep)
        .map(|(folder, _)| folder.clone())
        .collect();
    folders.retain(|folder, _| {
        let is_inside = |outer: &PathBuf| folder != outer && folder.starts_with(outer);
        !deep.iter().any(is_inside)
    });
    folders
}

/// Returns a path without links in it, as the system reports it; the part that is not there yet
/// stays as it is.
fn real_path(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for ancestor in path.ancestors() {
        if let Ok(real) = fs::canonicalize(ancestor) {
            return match path.strip_prefix(ancestor) {
                Ok(rest) if rest.as_os_str().is_empty() => real,
                Ok(rest) => real.join(rest),
                Err(_) => real,
            };
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{Depth, Scope, Signal, folders_of};
    use notify::event::{
        AccessKind, AccessMode, CreateKind, DataChange, MetadataKind, ModifyKind, RemoveKind,
        RenameMode,
    };
    use notify::{Event, EventKind};
    use std::path::{Path, PathBuf};

    /// What an event means for us.
    #[derive(Debug, PartialEq, Eq)]
    enum Told {
        Saved(Vec<PathBuf>),
        Moved,
        Nothing,
    }

    fn saved(path: &str) -> Told {
        Told::Saved(vec![PathBuf::from(path)])
    }

    #[test]
    fn saves_count_and_everything_else_is_noise() {
        let scope = Scope {
            wanted: ["/p/incidents", "/p/book.toml", "/p/themes/own"]
                .map(PathBuf::from)
                .into(),
            ignored: vec![PathBuf::from("/p/incidents/site")],
        };
        let write = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let close = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let open = EventKind::Access(AccessKind::Open(AccessMode::Any));
        let chmod = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
        let touch = EventKind::Modify(ModifyKind::Metadata(MetadataKind::WriteTime));
        let rename = EventKind::Modify(ModifyKind::Name(RenameMode::To));
        let create = EventKind::Create(CreateKind::Folder);
        let remove = EventKind::Remove(RemoveKind::File);
        for (kind, path, expected) in [
            (write, "/p/incidents/a.md", saved("/p/incidents/a.md")),
            (close, "/p/incidents/a.md", saved("/p/incidents/a.md")),
            (touch, "/p/incidents/a.md", saved("/p/incidents/a.md")),
            (
                remove,
                "/p/incidents/a/b/c.png",
                saved("/p/incidents/a/b/c.png"),
            ),
            (rename, "/p/book.toml", Told::Moved),
            (write, "/p/book.toml", saved("/p/book.toml")),
            (create, "/p/incidents", Told::Moved),
            (create, "/p/themes", Told::Moved),
            (create, "/p/incidents/new", saved("/p/incidents/new")),
            (open, "/p/incidents/a.md", Told::Nothing),
            (chmod, "/p/incidents/a.md", Told::Nothing),
            (write, "/p/README.md", Told::Nothing),
            (write, "/p/incidents/site/index.html", Told::Nothing),
            (write, "/p/incidents/.git/index", Told::Nothing),
            (write, "/p/incidents/.#a.md", Told::Nothing),
            (write, "/p/incidents/.a.md.swp", Told::Nothing),
            (write, "/p/incidents/a.md~", Told::Nothing),
            (write, "/p/incidents/#a.md#", Told::Nothing),
            (create, "/p/incidents/4913", Told::Nothing),
            (create, "/p/.site.casebook-abc123", Told::Nothing),
            (write, "/p/incidents-of-others/a.md", Told::Nothing),
        ] {
            let event = Event::new(kind).add_path(PathBuf::from(path));
            let told = match scope.signal_of(Ok(event)) {
                Some(Signal::Saved(paths)) => Told::Saved(paths),
                Some(Signal::Moved) => Told::Moved,
                _ => Told::Nothing,
            };
            assert_eq!(told, expected, "{kind:?} {path}");
        }
    }

    #[test]
    fn what_is_not_there_yet_is_waited_for_nearby() {
        let project = tempfile::tempdir().expect("a folder for the test");
        let root = project.path();
        std::fs::create_dir_all(root.join("incidents/a")).expect("folders");
        let scope = Scope {
            wanted: ["incidents", "incidents/a", "book.toml", "themes/own"]
                .map(|path| root.join(path))
                .into(),
            ignored: Vec::new(),
        };
        let folders = folders_of(&scope);
        let folders: Vec<(&Path, Depth)> = folders
            .iter()
            .map(|(path, depth)| (path.as_path(), *depth))
            .collect();
        let incidents = root.join("incidents");
        assert_eq!(folders, [(root, Depth::Flat), (&*incidents, Depth::Deep)]);
    }
}

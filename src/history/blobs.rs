//! The texts of versions, asked of a running git when somebody wants them.

use super::Text;
use super::oid::Oid;
use crate::git;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Texts that are kept for the next who asks: a version is read once beside the one before it and
/// once beside the one after it.
const KEPT: usize = 64;

/// How many bytes the texts that are kept may have.
const KEPT_BYTES: usize = 4 << 20;

/// How many gits wait for the next who asks. As many run as there are threads that ask at once.
const WAITING: usize = 8;

/// The texts of a repository.
#[derive(Debug)]
pub(super) struct Blobs {
    folder: PathBuf,
    limit: u64,
    desk: Mutex<Desk>,
}

#[derive(Debug, Default)]
struct Desk {
    waiting: Vec<Running>,
    kept: VecDeque<(Oid, Text)>,
    bytes: usize,
}

/// A git that waits for ids. It ends when its input is closed.
#[derive(Debug)]
struct Running {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

/// What git answers to an id.
enum Answer {
    Bytes(Vec<u8>),
    TooLarge,
    Missing,
}

impl Answer {
    fn bytes(&self) -> Option<&[u8]> {
        match self {
            Answer::Bytes(bytes) => Some(bytes),
            Answer::TooLarge | Answer::Missing => None,
        }
    }
}

impl Blobs {
    /// The texts of the repository around a folder. Those of more than `limit` bytes are none.
    pub(super) fn new(folder: &Path, limit: u64) -> Blobs {
        Blobs {
            folder: folder.to_path_buf(),
            limit,
            desk: Mutex::default(),
        }
    }

    /// Returns a text.
    pub(super) fn text(&self, oid: Oid) -> Text {
        let waiting = {
            let mut desk = self.desk();
            if let Some((_, text)) = desk.kept.iter().find(|(kept, _)| *kept == oid) {
                return text.clone();
            }
            desk.waiting.pop()
        };
        // One that ended while it waited is replaced, once.
        let asked = waiting
            .map_or_else(|| Running::start(&self.folder), Ok)
            .and_then(|running| running.ask(oid, self.limit))
            .or_else(|_| Running::start(&self.folder)?.ask(oid, self.limit));
        let mut desk = self.desk();
        match asked {
            Ok((text, running)) => {
                if desk.waiting.len() < WAITING {
                    desk.waiting.push(running);
                }
                desk.keep(oid, &text);
                text
            }
            Err(_) => Text::Missing,
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads many files in the order of their ids and hands each on with its place; `None` for one
    /// that is not here or too large.
    pub(super) fn each(
        &self,
        oids: &[Oid],
        mut take: impl FnMut(usize, Option<&[u8]>),
    ) -> io::Result<()> {
        let mut running = Running::start(&self.folder)?;
        let to = running.to.take();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let Some(to) = to else { return };
                let mut to = io::BufWriter::new(to);
                // Whoever reads the answers sees that git is gone.
                let _ = oids
                    .iter()
                    .try_for_each(|oid| writeln!(to, "{oid}"))
                    .and_then(|()| to.flush());
            });
            for place in 0..oids.len() {
                let answer = running.answer(self.limit)?;
                take(place, answer.bytes());
            }
            Ok(())
        })
    }
}

impl Desk {
    fn keep(&mut self, oid: Oid, text: &Text) {
        self.bytes += size(text);
        self.kept.push_back((oid, text.clone()));
        while self.kept.len() > KEPT || self.bytes > KEPT_BYTES {
            let Some((_, text)) = self.kept.pop_front() else {
                break;
            };
            self.bytes -= size(&text);
        }
    }
}

fn size(text: &Text) -> usize {
    match text {
        Text::Read(text) => text.len(),
        Text::NotText | Text::Missing => 0,
    }
}

impl Running {
    fn start(folder: &Path) -> io::Result<Running> {
        let mut child = git::command(folder, &["cat-file", "--batch"])
            .stdin(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Running {
            child,
            to: Some(to),
            from: BufReader::with_capacity(1 << 16, from),
        })
    }

    /// Asks for one text. Who gets an error gets no git back, for nobody knows what it says next.
    fn ask(mut self, oid: Oid, limit: u64) -> io::Result<(Text, Running)> {
        if let Some(to) = &mut self.to {
            to.write_all(format!("{oid}\n").as_bytes())?;
            to.flush()?;
        }
        let text = match self.answer(limit)? {
            Answer::Bytes(bytes) => decoded(&bytes),
            Answer::TooLarge => Text::NotText,
            Answer::Missing => Text::Missing,
        };
        Ok((text, self))
    }

    /// Reads one answer: `<id> blob <size>`, that many bytes and the end of a line; or `<id>
    /// missing`.
    fn answer(&mut self, limit: u64) -> io::Result<Answer> {
        let mut line = String::new();
        self.from.read_line(&mut line)?;
        let mut words = line.split_whitespace().skip(1);
        let kind = words.next().ok_or(io::ErrorKind::UnexpectedEof)?;
        let Some(size) = words.next().and_then(|size| size.parse::<u64>().ok()) else {
            return Ok(Answer::Missing);
        };
        let mut bytes = Vec::new();
        let mut body = self.from.by_ref().take(size);
        if kind == "blob" && size <= limit {
            body.read_to_end(&mut bytes)?;
        } else {
            io::copy(&mut body, &mut io::sink())?;
        }
        let mut end = [0];
        self.from.read_exact(&mut end)?;
        Ok(match kind {
            "blob" if size <= limit => Answer::Bytes(bytes),
            "blob" => Answer::TooLarge,
            _ => Answer::Missing,
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.to.take());
        // It may be in the middle of an answer that nobody reads.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Takes bytes for text: UTF-8, or UTF-16 where they begin with its mark.
pub(super) fn decoded(bytes: &[u8]) -> Text {
    let utf16 = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| of([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xFF, 0xFE, ..] => utf16(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => utf16(u16::from_be_bytes),
        _ if stands_for_another(bytes) => None,
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    match text {
        Some(text) if !text.contains('\0') => Text::Read(plain(&text)),
        _ => Text::NotText,
    }
}

/// Whether git keeps something else than what is in the folder: a pointer of Git LFS, or what
/// git-crypt made of it.
pub(super) fn stands_for_another(bytes: &[u8]) -> bool {
    bytes.starts_with(b"version https://git-lfs.github.com/spec/")
        || bytes.starts_with(b"\0GITCRYPT\0")
}

/// A text without the mark of its encoding, and with the ends of lines that Unix has.
pub(super) fn plain(text: &str) -> Arc<str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        text.replace("\r\n", "\n").into()
    } else {
        text.into()
    }
}

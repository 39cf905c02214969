//! A log on disk, so that a build reads only the commits that are new.
//!
//! It is one file in the repository's own folder: a line with the format's version, a sum over the
//! rest, then numbers of variable length and bytes with their length before them. What does not
//! fit in any way is as good as none.

use super::log::{Change, Commit, Log, NONE, Side};
use super::oid::Oid;
use foldhash::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What stands at the start. Another format needs another number.
const MAGIC: &[u8] = b"casebook history 1\n";

/// Fewer commits than this are read faster than they are looked up.
pub(super) const WORTHWHILE: usize = 500;

/// More bytes than this are not read.
const LIMIT: u64 = 1 << 30;

/// The folder for it among what git keeps.
const FOLDER: &str = "casebook";

/// The file in it.
const FILE: &str = "history";

/// A log as it was when it was put by.
#[derive(Debug)]
pub(super) struct Kept {
    /// The commit that it begins with.
    pub(super) head: Oid,
    pub(super) log: Log,
}

/// Returns the log that is kept in a repository, unless the clone ended at other commits then.
pub(super) fn load(store: &Path, boundary: &[Oid]) -> Option<Kept> {
    let path = store.join(FOLDER).join(FILE);
    if !fs::symlink_metadata(&path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(LIMIT).read_to_end(&mut bytes).ok()?;
    parse(&bytes, boundary)
}

/// Keeps a log. That it cannot be kept is no failure: the next build reads all again.
pub(super) fn save(store: &Path, boundary: &[Oid], head: Oid, log: &Log) {
    let folder = store.join(FOLDER);
    // A link could lead anywhere, so none is followed.
    let is_ready = match fs::symlink_metadata(&folder) {
        Ok(metadata) => metadata.is_dir(),
        Err(_) => fs::create_dir(&folder).is_ok(),
    };
    if is_ready {
        // Builds at the same time write files of their own; the last one stays, whole.
        let _ = replace(&folder, &print(boundary, head, log));
    }
}

fn replace(folder: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = tempfile::Builder::new()
        .prefix(".history-")
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    let path: PathBuf = folder.join(FILE);
    file.persist(path)?;
    Ok(())
}

fn print(boundary: &[Oid], head: Oid, log: &Log) -> Vec<u8> {
    let mut body = Printer::default();
    body.bytes(head.bytes());
    body.count(boundary.len());
    for oid in boundary {
        body.bytes(oid.bytes());
    }
    let mut tables = Tables::default();
    let mut commits = Printer::default();
    let reachable = reachable(log, head);
    commits.count(reachable.len());
    for number in reachable {
        let Some(commit) = log.commit(number) else {
            continue;
        };
        commits.number(tables.ids.number(number));
        commits.count(commit.parents.len());
        for parent in &commit.parents {
            commits.number(tables.ids.number(*parent));
        }
        commits.signed(commit.committed);
        match commit.written {
            Some((seconds, zone)) => {
                commits.number(1);
                commits.signed(seconds);
                commits.signed(zone.into());
            }
            None => commits.number(0),
        }
        commits.number(tables.people.number(commit.author));
        commits.bytes(commit.subject.as_bytes());
        commits.count(commit.changes.len());
        for side in commit
            .changes
            .iter()
            .flat_map(|change| [change.old, change.new])
        {
            // One more, so that nought stands for what is not there.
            if side.is_there() {
                commits.number(tables.paths.number(side.path) + 1);
                commits.number(tables.blobs.number(side.blob));
            } else {
                commits.number(0);
            }
        }
    }
    body.table(&tables.ids, |number| log.ids.get(number).map(Oid::bytes));
    body.table(&tables.paths, |number| {
        log.paths.get(number).map(|path| &**path)
    });
    body.table(&tables.blobs, |number| {
        log.blobs.get(number).map(Oid::bytes)
    });
    body.table(&tables.people, |number| {
        log.people.get(number).map(|person| &**person)
    });
    body.0.extend(commits.0);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(sum(&body.0).to_le_bytes());
    bytes.extend(body.0);
    bytes
}

/// All commits from `head` on that are there.
fn reachable(log: &Log, head: Oid) -> Vec<u32> {
    let mut found: Vec<u32> = log.ids.find(&head).into_iter().collect();
    let mut seen: HashSet<u32> = found.iter().copied().collect();
    let mut at = 0;
    while let Some(number) = found.get(at).copied() {
        for parent in log.commit(number).iter().flat_map(|commit| &commit.parents) {
            if seen.insert(*parent) {
                found.push(*parent);
            }
        }
        at += 1;
    }
    found.retain(|number| log.commit(*number).is_some());
    found
}

/// New numbers for what is still in use, in the order of its use.
#[derive(Debug, Default)]
struct Numbers {
    order: Vec<u32>,
    by_old: HashMap<u32, u32>,
}

impl Numbers {
    fn number(&mut self, old: u32) -> u32 {
        let next = u32::try_from(self.order.len()).unwrap_or(NONE - 1);
        let order = &mut self.order;
        *self.by_old.entry(old).or_insert_with(|| {
            order.push(old);
            next
        })
    }
}

#[derive(Debug, Default)]
struct Tables {
    ids: Numbers,
    paths: Numbers,
    blobs: Numbers,
    people: Numbers,
}

#[derive(Debug, Default)]
struct Printer(Vec<u8>);

impl Printer {
    fn number(&mut self, number: u32) {
        self.long(number.into());
    }

    fn count(&mut self, count: usize) {
        self.long(count as u64);
    }

    fn signed(&mut self, number: i64) {
        // The sign goes last, so that small numbers are short.
        self.long(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    fn long(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7F) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.0.extend(bytes);
    }

    fn table<'a>(&mut self, numbers: &Numbers, thing: impl Fn(u32) -> Option<&'a [u8]>) {
        self.count(numbers.order.len());
        for number in &numbers.order {
            self.bytes(thing(*number).unwrap_or_default());
        }
    }
}

fn parse(bytes: &[u8], boundary: &[Oid]) -> Option<Kept> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (stated, body) = rest.split_first_chunk::<8>()?;
    if sum(body) != u64::from_le_bytes(*stated) {
        return None;
    }
    let mut from = Parser(body);
    let head = Oid::from_bytes(from.bytes()?)?;
    let count = from.count()?;
    let mut kept = Vec::new();
    for _ in 0..count {
        kept.push(Oid::from_bytes(from.bytes()?)?);
    }
    if kept != boundary {
        return None;
    }
    let mut log = Log::default();
    for _ in 0..from.count()? {
        log.ids.number(Oid::from_bytes(from.bytes()?)?);
    }
    for _ in 0..from.count()? {
        log.paths.number(from.bytes()?.into());
    }
    for _ in 0..from.count()? {
        log.blobs.number(Oid::from_bytes(from.bytes()?)?);
    }
    for _ in 0..from.count()? {
        log.people.number(from.bytes()?.into());
    }
    for _ in 0..from.count()? {
        let number = from.below(log.ids.len())?;
        let commit = commit(&mut from, &log)?;
        log.add(number, commit);
    }
    from.0.is_empty().then_some(Kept { head, log })
}

fn commit(from: &mut Parser<'_>, log: &Log) -> Option<Commit> {
    let mut parents = Vec::new();
    for _ in 0..from.count()? {
        parents.push(from.below(log.ids.len())?);
    }
    let committed = from.signed()?;
    let written = match from.long()? {
        0 => None,
        _ => Some((from.signed()?, i32::try_from(from.signed()?).ok()?)),
    };
    let author = from.below(log.people.len())?;
    let subject = std::str::from_utf8(from.bytes()?).ok()?.into();
    let mut changes = Vec::new();
    for _ in 0..from.count()? {
        let mut side = || {
            let Some(path) = from.below(log.paths.len() + 1)?.checked_sub(1) else {
                return Some(Side::ABSENT);
            };
            let blob = from.below(log.blobs.len())?;
            Some(Side { path, blob })
        };
        changes.push(Change {
            old: side()?,
            new: side()?,
        });
    }
    Some(Commit {
        parents,
        committed,
        written,
        author,
        subject,
        changes,
    })
}

struct Parser<'a>(&'a [u8]);

impl<'a> Parser<'a> {
    fn long(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.long()?;
        let sign = if number & 1 == 1 { -1 } else { 0 };
        Some((number >> 1).cast_signed() ^ sign)
    }

    /// How many things follow. Each has a byte at least.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.long()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }

    /// A place in a table.
    fn below(&mut self, len: usize) -> Option<u32> {
        let number = self.long()?;
        (number < len as u64).then(|| u32::try_from(number).ok())?
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.count()?;
        let (bytes, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(bytes)
    }
}

/// FNV-1a over eight bytes at a time: what a disk did to the file shows.
fn sum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01B3;
    let mut sum = 0xCBF2_9CE4_8422_2325_u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(PRIME);
        sum ^= sum >> 32;
    }
    sum ^ bytes.len() as u64
}

#[cfg(test)]
mod tests {
    use super::super::lineage::Lineages;
    use super::super::log::{Change, Commit, Log, Side};
    use super::super::oid::Oid;
    use super::{MAGIC, parse, print, sum};

    fn oid(number: u8) -> Oid {
        Oid::from_bytes(&[number; 20]).expect("an id")
    }

    /// A line of commits, each of which changes or moves a file.
    fn log() -> Log {
        let mut log = Log::default();
        for number in 0..20 {
            let mut side = |path: u8| Side {
                path: log.paths.number(vec![b'a' + path / 5].into()),
                blob: log.blobs.number(oid(path)),
            };
            let change = Change {
                old: if number == 0 {
                    Side::ABSENT
                } else {
                    side(number - 1)
                },
                new: side(number),
            };
            let commit = Commit {
                parents: (0..number)
                    .last()
                    .map(|parent| log.ids.number(oid(parent)))
                    .into_iter()
                    .collect(),
                committed: i64::from(number) - 10,
                written: (number % 2 == 0).then_some((i64::MIN + i64::from(number), -3600)),
                author: log.people.number(b"Ada\0ada@example.org"[..].into()),
                subject: format!("Step {number}").into(),
                changes: vec![change],
            };
            let place = log.ids.number(oid(number));
            log.add(place, commit);
        }
        log
    }

    #[test]
    fn what_is_printed_is_read() {
        let (log, boundary) = (log(), [oid(77)]);
        let bytes = print(&boundary, oid(19), &log);
        let kept = parse(&bytes, &boundary).expect("it fits");
        assert_eq!(kept.head, oid(19));
        assert_eq!(print(&boundary, oid(19), &kept.log), bytes);
        let number = kept.log.ids.find(&oid(4)).expect("a commit");
        let commit = kept.log.commit(number).expect("a commit");
        assert_eq!((commit.committed, &*commit.subject), (-6, "Step 4"));
        assert_eq!(commit.written, Some((i64::MIN + 4, -3600)));
        assert!(parse(&bytes, &[]).is_none(), "the clone ends elsewhere");
        // Older commits only: what is not reachable goes.
        let older = parse(&print(&boundary, oid(9), &log), &boundary).expect("it fits");
        assert!(older.log.ids.find(&oid(10)).is_none());
    }

    /// A sum keeps accidents away, not people: whatever is in the file, nothing breaks.
    #[test]
    fn what_somebody_made_up_breaks_nothing() {
        let bytes = print(&[], oid(19), &log());
        let body = &bytes[MAGIC.len() + 8..];
        let mut fits = 0;
        for at in 0..body.len() {
            for other in [0, 1, 0x13, 0x7F, 0x80, 0xFF] {
                let mut made_up = body.to_vec();
                made_up[at] = other;
                let mut bytes = MAGIC.to_vec();
                bytes.extend(sum(&made_up).to_le_bytes());
                bytes.extend(made_up);
                let Some(mut kept) = parse(&bytes, &[]) else {
                    continue;
                };
                fits += 1;
                kept.log.trim();
                if let Some(head) = kept.log.ids.find(&kept.head) {
                    let lineages = Lineages::follow(&kept.log, head, 0..30);
                    (0..30).for_each(|path| drop(lineages.of(path)));
                }
                print(&[], kept.head, &kept.log);
            }
        }
        assert!(fits > 100, "{fits}");
    }
}

//! One run of `git log`, read while it prints.

use super::log::{Change, Commit, Log, Side};
use super::oid::Oid;
use crate::git::{self, Refusal};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// How alike two files have to be to be one that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Renames {
    /// As git does it: half of the text.
    Alike,
    /// The same text. Git need not look into files for that, which a partial clone lacks.
    Exact,
}

/// Why a log could not be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// Git gave no log.
    Git(Refusal),
    /// Git broke off.
    Io,
    /// Git printed something else than a log.
    Unread,
}

/// Adds to a log what `head` has and the commit `since` has not.
pub(super) fn read(
    folder: &Path,
    head: Oid,
    since: Option<Oid>,
    renames: Renames,
    log: &mut Log,
) -> Result<(), Fault> {
    let head = head.to_string();
    let since = since.map(|oid| format!("^{oid}"));
    let mut arguments = vec![
        "log",
        "-z",
        "--raw",
        "--no-abbrev",
        "--no-relative",
        "--no-ext-diff",
        "--no-textconv",
        "--no-show-signature",
        "--no-notes",
        "--no-color",
        "--no-decorate",
        "--ignore-submodules=all",
        // A merge is compared with the branch that it was made on; `lineage` looks at the others.
        "--diff-merges=first-parent",
        match renames {
            Renames::Alike => "--find-renames=50%",
            Renames::Exact => "--find-renames=100%",
        },
        // Many files that move and change at once are compared each with each, so there is an end.
        "-l2000",
        "--date=raw",
        // Names are told as commits have them: `.mailmap` may change while the log stays.
        "--format=%x01%H%x00%P%x00%ct%x00%ad%x00%an%x00%ae%x00%s%x00",
        "--end-of-options",
        &head,
    ];
    arguments.extend(since.as_deref());
    arguments.push("--");
    let mut child = git::command(folder, &arguments)
        .spawn()
        .map_err(|error| Fault::Git(Refusal::NotStarted(error)))?;
    let complaints = git::complaints(&mut child);
    let parsed = match child.stdout.take() {
        Some(from) => parse(BufReader::with_capacity(1 << 16, from), log),
        None => Ok(()),
    };
    if parsed.is_err() {
        // It may still be printing; what it says then is about that.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|_| Fault::Io)?;
    let words = complaints.join().unwrap_or_default();
    parsed?;
    if status.success() {
        Ok(())
    } else {
        Err(Fault::Git(Refusal::Failed(words)))
    }
}

/// Reads what git prints: for each commit a mark, seven fields and then the changes, all of which
/// end with NUL. No path and no message has a NUL in it, so nothing in them is taken for a mark.
fn parse(mut from: impl BufRead, log: &mut Log) -> Result<(), Fault> {
    let mut reader = Reader {
        from: &mut from,
        token: Vec::new(),
    };
    let mut current: Option<(u32, Commit)> = None;
    while reader.next()? {
        let token = reader.trimmed();
        match token.first() {
            None => {}
            Some(1) => {
                let id = Oid::parse(&token[1..]).ok_or(Fault::Unread)?;
                if let Some((number, commit)) = current.take() {
                    log.add(number, commit);
                }
                let commit = header(&mut reader, log)?;
                current = Some((log.ids.number(id), commit));
            }
            Some(b':') => {
                let change = change(&mut reader, log)?;
                let (_, commit) = current.as_mut().ok_or(Fault::Unread)?;
                commit.changes.extend(change);
            }
            Some(_) => return Err(Fault::Unread),
        }
    }
    if let Some((number, commit)) = current {
        log.add(number, commit);
    }
    Ok(())
}

/// What ends with NUL, one after the other.
struct Reader<'a, R> {
    from: &'a mut R,
    token: Vec<u8>,
}

impl<R: BufRead> Reader<'_, R> {
    fn next(&mut self) -> Result<bool, Fault> {
        self.token.clear();
        let read = self
            .from
            .read_until(0, &mut self.token)
            .map_err(|_| Fault::Io)?;
        if self.token.last() == Some(&0) {
            self.token.pop();
        }
        Ok(read > 0)
    }

    fn field(&mut self) -> Result<&[u8], Fault> {
        if self.next()? {
            Ok(&self.token)
        } else {
            Err(Fault::Unread)
        }
    }

    fn trimmed(&self) -> &[u8] {
        self.token.strip_prefix(b"\n").unwrap_or(&self.token)
    }
}

fn header<R: BufRead>(reader: &mut Reader<'_, R>, log: &mut Log) -> Result<Commit, Fault> {
    let mut parents = Vec::new();
    for id in reader.field()?.split(|byte| *byte == b' ') {
        if !id.is_empty() {
            let id = Oid::parse(id).ok_or(Fault::Unread)?;
            parents.push(log.ids.number(id));
        }
    }
    let committed = text(reader.field()?).trim().parse().unwrap_or_default();
    let written = moment(&text(reader.field()?));
    let mut person = reader.field()?.to_vec();
    person.push(0);
    person.extend_from_slice(reader.field()?);
    let author = log.people.number(person.into());
    let subject = text(reader.field()?).trim().into();
    Ok(Commit {
        parents,
        committed,
        written,
        author,
        subject,
        changes: Vec::new(),
    })
}

/// Reads `1700000000 +0100`.
fn moment(written: &str) -> Option<(i64, i32)> {
    let (seconds, zone) = written.trim().split_once(' ')?;
    let zone: i32 = zone.parse().ok()?;
    // Commits made by odd tools state odd zones.
    let zone = if zone.abs_diff(0) > 9999 { 0 } else { zone };
    let minutes = zone / 100 * 60 + zone % 100;
    Some((seconds.parse().ok()?, minutes * 60))
}

/// Reads a change. `None` when no text is on either side: a link, or another repository.
fn change<R: BufRead>(reader: &mut Reader<'_, R>, log: &mut Log) -> Result<Option<Change>, Fault> {
    let token = text(reader.trimmed());
    let mut fields = token.trim_start_matches(':').split(' ');
    let mut field = || fields.next().ok_or(Fault::Unread);
    let (old_mode, new_mode) = (field()?.to_owned(), field()?.to_owned());
    let (old_blob, new_blob) = (field()?.to_owned(), field()?.to_owned());
    let has_two_paths = field()?.starts_with(['R', 'C']);
    let is_copy = token.contains(" C");
    let old_path: Box<[u8]> = reader.field()?.into();
    let new_path = if has_two_paths {
        reader.field()?.into()
    } else {
        old_path.clone()
    };
    let mut side = |mode: &str, blob: &str, path: Box<[u8]>| -> Result<Side, Fault> {
        if !mode.starts_with("100") {
            return Ok(Side::ABSENT);
        }
        Ok(Side {
            path: log.paths.number(path),
            blob: log
                .blobs
                .number(Oid::parse(blob.as_bytes()).ok_or(Fault::Unread)?),
        })
    };
    let new = side(&new_mode, &new_blob, new_path)?;
    let old = if is_copy {
        Side::ABSENT
    } else {
        side(&old_mode, &old_blob, old_path)?
    };
    Ok((old.is_there() || new.is_there()).then_some(Change { old, new }))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Log, Oid, moment, parse};

    const ONE: &str = "1111111111111111111111111111111111111111";
    const TWO: &str = "2222222222222222222222222222222222222222";

    fn commit(id: &str, parent: &str, changes: &str) -> String {
        format!("\u{1}{id}\0{parent}\u{0}7\u{0}7 +0100\0Ada\0ada@example.org\0Say\0\0{changes}")
    }

    fn read(printed: &str) -> Option<Log> {
        let mut log = Log::default();
        parse(printed.as_bytes(), &mut log).ok().map(|()| log)
    }

    #[test]
    fn commits_and_changes_are_read() {
        let added =
            format!("\n:000000 100644 0000000000000000000000000000000000000000 {ONE} A\0a.md\0");
        let moved = format!("\n:100644 100644 {ONE} {TWO} R080\0a.md\0\u{1}b\n:.md\0");
        let log = read(&(commit(TWO, ONE, &moved) + &commit(ONE, "", &added))).expect("a log");
        let number = |id: &str| {
            let id = Oid::parse(id.as_bytes()).expect("an id");
            log.ids.find(&id).expect("it was printed")
        };
        let newest = log.commit(number(TWO)).expect("the first that was printed");
        assert_eq!(newest.parents, [number(ONE)]);
        assert_eq!(newest.written, Some((7, 3600)));
        assert!(newest.changes[0].moves());
        let paths: Vec<_> = log.paths.iter().map(|path| &path[..]).collect();
        assert_eq!(paths, [&b"\x01b\n:.md"[..], b"a.md"]);
        let oldest = log.commit(number(ONE)).expect("the other");
        assert!(!oldest.changes[0].old.is_there());
    }

    #[test]
    fn what_breaks_off_or_is_something_else_is_no_log() {
        let whole = commit(
            ONE,
            TWO,
            &format!("\n:100644 100644 {ONE} {TWO} R080\0a.md\0b.md\0"),
        );
        assert!(read(&whole).is_some());
        let ends: Vec<usize> = whole.match_indices('\0').map(|(at, _)| at).collect();
        // The field that ends there is whole, and the next one is missing.
        for end in ends.iter().take(6) {
            assert!(read(&whole[..=*end]).is_none(), "{end}");
        }
        assert!(read(&whole[..=ends[ends.len() - 3]]).is_none());
        for other in ["fatal: no", "\u{1}123\0", ":100644 100644\0a\0", "\n:::\0"] {
            assert!(read(other).is_none(), "{other}");
        }
    }

    #[test]
    fn odd_times_are_none_or_read_without_a_zone() {
        assert_eq!(moment("1700000000 -0330"), Some((1_700_000_000, -12_600)));
        assert_eq!(moment("1700000000 +2147483647"), Some((1_700_000_000, 0)));
        assert_eq!(moment("99999999999999999999 +0000"), None);
        assert_eq!(moment(""), None);
    }

    #[test]
    fn what_no_report_comes_from_is_dropped() {
        let change =
            |status: &str, paths: &str| format!(":100644 100644 {ONE} {TWO} {status}\0{paths}\0");
        let changes =
            change("M", "code.rs") + &change("R090", "notes\0report.MD") + &change("M", "x.txt");
        let mut log = read(&commit(ONE, "", &(changes + &change("M", "notes")))).expect("a log");
        let odd = log.trim();
        assert_eq!(
            odd.into_iter().collect::<Vec<_>>(),
            [b"notes".to_vec().into_boxed_slice()]
        );
        assert_eq!(log.commit(0).expect("it").changes.len(), 3);
    }
}

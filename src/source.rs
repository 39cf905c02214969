//! Files as they were read, and where in them something stands.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A range of bytes in one file.
pub type Span = Range<usize>;

/// Which of the files of a run is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A file with the name it is reported under: relative to where casebook was pointed, with `/`.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The name findings print.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
    /// Where lines and characters are; found when first asked for.
    index: OnceLock<Index>,
    /// What no excerpt may show: where it starts, and where it ends.
    concealed: BTreeMap<usize, usize>,
}

impl SourceFile {
    fn new(name: String, text: Arc<str>) -> SourceFile {
        SourceFile {
            name,
            text,
            index: OnceLock::new(),
            concealed: BTreeMap::new(),
        }
    }

    /// Returns some bytes as a terminal may show them: each byte of what is concealed is `*`.
    pub fn excerpt(&self, span: Span) -> String {
        let mut excerpt = String::with_capacity(span.len());
        for (at, c) in self.text[span.clone()].char_indices() {
            let at = span.start + at;
            if c != '\n' && self.is_concealed(at) {
                excerpt.extend(std::iter::repeat_n('*', c.len_utf8()));
            } else {
                excerpt.push(c);
            }
        }
        excerpt
    }

    fn is_concealed(&self, at: usize) -> bool {
        let before = self.concealed.range(..=at).next_back();
        before.is_some_and(|(_, end)| at < *end)
    }

    /// Returns line and column of a byte offset, as [`line_column`] does, however long the file and
    /// its lines are.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let index = self.index.get_or_init(|| Index::new(&self.text));
        let offset = floor(&self.text, offset);
        let line = index.lines.partition_point(|start| *start <= offset);
        let characters = |to| index.characters(&self.text, to);
        LineColumn {
            line,
            column: characters(offset) - characters(index.lines[line - 1]) + 1,
        }
    }
}

/// Where the lines of a text begin, and how many characters stand before every so many bytes.
#[derive(Debug, Clone)]
struct Index {
    lines: Vec<usize>,
    characters: Vec<usize>,
}

impl Index {
    /// Characters are counted anew over no more bytes than this.
    const STEP: usize = 1 << 10;

    fn new(text: &str) -> Index {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut before = 0;
        let counted = text.as_bytes().chunks(Index::STEP).map(|bytes| {
            before += starts(bytes);
            before
        });
        Index {
            characters: std::iter::once(0).chain(counted).collect(),
            lines: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(),
        }
    }

    fn characters(&self, text: &str, to: usize) -> usize {
        let step = to / Index::STEP;
        self.characters[step] + starts(&text.as_bytes()[step * Index::STEP..to])
    }
}

/// How many characters start in some bytes of UTF-8.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

/// A place to look at: some bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: SourceId,
    /// The bytes; empty means a point.
    pub span: Span,
}

/// A place as people name it. Both count from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column, in characters (Unicode scalar values), as editors count.
    pub column: usize,
}

/// Every file of a run.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    // Shared, so that a copy in which one file is another costs little.
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// Adds a file and returns how to refer to it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let file = SourceFile::new(name.into(), text.into());
        self.files.push(Arc::new(file));
        id
    }

    /// Gives a file another text, for a look at what would be.
    pub fn replace(&mut self, id: SourceId, text: impl Into<Arc<str>>) {
        if let Some(file) = self.files.get_mut(id.0 as usize) {
            *file = Arc::new(SourceFile::new(file.name.clone(), text.into()));
        }
    }

    /// Takes over a file as another list has it.
    pub fn adopt(&mut self, id: SourceId, other: &Sources) {
        let index = id.0 as usize;
        if let (Some(own), Some(its)) = (self.files.get_mut(index), other.files.get(index)) {
            *own = Arc::clone(its);
        }
    }

    /// Keeps a place out of every excerpt, but for its first characters.
    pub fn conceal(&mut self, place: &Place) {
        const SHOWN: usize = 4;
        if let Some(file) = self.files.get_mut(place.file.0 as usize) {
            let file = Arc::make_mut(file);
            let start = floor(
                &file.text,
                place.span.start + SHOWN.min(place.span.len() / 4),
            );
            let end = file.concealed.entry(start).or_default();
            *end = place.span.end.max(*end);
        }
    }

    /// Returns a file by its id.
    pub fn get(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Returns all files, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().map(Arc::as_ref)
    }

    /// Returns the ids of all files, in the order they were added.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(SourceId)
    }

    /// Returns line and column of the start of a place.
    pub fn line_column(&self, place: &Place) -> LineColumn {
        self.get(place.file).line_column(place.span.start)
    }
}

/// Returns line and column of a byte offset, which may lie inside a character or past the end.
///
/// ```
/// # use casebook::source::line_column;
/// let at = line_column("é: 1\nb: 2", 8);
/// assert_eq!((at.line, at.column), (2, 3));
/// ```
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let offset = floor(text, offset);
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    LineColumn {
        line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// Returns the line of a place as compilers show it, its number before it and carets below the place. A
/// long line is cut around it.
///
/// ```
/// # use casebook::source::excerpt;
/// assert_eq!(excerpt("a\nb = c\n", &(6..7)), "  |\n2 | b = c\n  |     ^");
/// ```
pub fn excerpt(text: &str, span: &Span) -> String {
    let (start, end) = (floor(text, span.start), floor(text, span.end));
    let at = line_column(text, start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].split('\n').next().unwrap_or_default();
    let line = line.trim_end().replace('\t', " ");
    let length = text[start..end.max(start)]
        .split('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count();
    let (line, before, length) = cut(&line, at.column - 1, length.max(1));
    let number = at.line.to_string();
    let margin = " ".repeat(number.len());
    let (space, carets) = (" ".repeat(before), "^".repeat(length));
    format!("{margin} |\n{number} | {line}\n{margin} | {space}{carets}")
}

/// Cuts a line around the characters that matter; returns it, what stands before them, and how many of
/// them are left.
pub(crate) fn cut(line: &str, before: usize, length: usize) -> (String, usize, usize) {
    const WIDEST: usize = 120;
    const BEFORE: usize = 40;
    let characters = line.chars().count();
    if characters <= WIDEST {
        return (line.to_owned(), before, length);
    }
    let start = before.saturating_sub(BEFORE);
    let end = (start + WIDEST - 2).min(characters);
    let head = if start > 0 { "…" } else { "" };
    let tail = if end < characters { "…" } else { "" };
    let kept: String = line.chars().skip(start).take(end - start).collect();
    let before = before - start + head.chars().count();
    let room = (end - start + 1).saturating_sub(before).max(1);
    (format!("{head}{kept}{tail}"), before, length.min(room))
}

/// The last place between two characters that is not past an offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::{Sources, line_column};

    #[test]
    fn columns_count_characters_and_survive_odd_offsets() {
        for (text, offset, line, column) in [
            ("", 0, 1, 1),
            ("abc", 3, 1, 4),
            ("a\r\nb", 3, 2, 1),
            ("\u{1F525}x", 4, 1, 2),
            ("\u{1F525}x", 2, 1, 1),
            ("a", 99, 1, 2),
            ("a\n", 2, 2, 1),
            ("a\n\nb", 2, 2, 1),
            ("a\n\nb", 3, 3, 1),
            (&format!("x\n{}", "\u{e9}".repeat(1_500)), 2_502, 2, 1_251),
            (&"\u{1F525}".repeat(256), 1_024, 1, 257),
        ] {
            let at = line_column(text, offset);
            assert_eq!((at.line, at.column), (line, column), "{text:?} at {offset}");
            let mut sources = Sources::default();
            let file = sources.add("a.md", text);
            assert_eq!(sources.get(file).line_column(offset), at, "by the index");
        }
    }
}

//! Text to words, the way both sides of a search see it.
//!
//! A word is a run of letters, marks and digits, as UAX 29 has it; scripts written without spaces
//! give pairs of neighbours instead. A joiner inside a run makes a name, and a name is kept both in
//! parts and whole: `pg_stat_activity` is `pg`, `stat`, `activity` and `pgstatactivity`, and
//! `NullPointerException` likewise. `themes/default/search.js` has the same rules, because the
//! browser reads queries and excerpts by them; `tests/search/words.json` holds both to them.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest word in characters; what is longer is cut.
const LONGEST: usize = 48;
/// Most parts of a name that is kept whole.
const MOST_PARTS: usize = 8;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// The word in lower case, with its accents.
    pub(super) lower: Cow<'t, str>,
    /// Its place among the words of the text. A whole name has the place of its first part.
    pub(super) place: u32,
    /// Whether it is a name in one piece, beside its parts.
    pub(super) is_whole: bool,
    /// Where it stands in the text.
    pub(super) span: Range<usize>,
}

/// Drops the accents of a word in lower case: the form that the index holds.
pub(super) fn folded(lower: &str) -> Cow<'_, str> {
    if lower.is_ascii() {
        return Cow::Borrowed(lower);
    }
    // On Latin and Greek letters marks are accents; on Cyrillic and others they make another letter.
    let mut is_base = false;
    let bare = lower.nfkd().filter(|c| {
        let is_mark = matches!(c, '\u{300}'..='\u{36F}');
        is_base = if is_mark {
            is_base
        } else {
            u32::from(*c) < 0x400
        };
        !(is_mark && is_base)
    });
    Cow::Owned(bare.nfc().collect())
}

/// Calls `found` with every word of a text, in order. Places begin at `place`; the one after the
/// last is returned.
pub(super) fn words<'t>(text: &'t str, place: u32, found: &mut impl FnMut(Word<'t>)) -> u32 {
    let mut reader = Reader { text, place, found };
    let mut at = 0;
    while at < text.len() {
        match reader.next(at) {
            Some(c) if is_word(c) => at = reader.name(at),
            Some(c) => at += c.len_utf8(),
            None => break,
        }
    }
    reader.place
}

struct Reader<'t, 'f, F> {
    text: &'t str,
    place: u32,
    found: &'f mut F,
}

impl<'t, F: FnMut(Word<'t>)> Reader<'t, '_, F> {
    fn next(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    /// Reads the name that begins at a place, and returns where it ends.
    fn name(&mut self, start: usize) -> usize {
        let end = self.run(start);
        let joiner = self.joiner(end);
        if joiner.is_none() && is_simple(&self.text[start..end]) {
            self.emit(start..end, false);
            self.place += 1;
            return end;
        }
        let mut parts = Vec::new();
        let (mut from, mut to, mut joiner) = (start, end, joiner);
        loop {
            let inner = parts.len();
            split(self.text, from..to, &mut parts);
            let next = joiner.map(|width| {
                let next = to + width;
                (next, self.run(next))
            });
            // `server's` is the server, `don't` is one word.
            let possessive = next.is_some_and(|(next, end)| {
                self.is_apostrophe(to) && matches!(&self.text[next..end], "s" | "S")
            });
            if parts.len() - inner > 1 && (inner > 0 || next.is_some() && !possessive) {
                self.whole(&parts[inner..], self.place + count(&parts[..inner]));
            }
            let Some((next, end)) = next else { break };
            if possessive {
                to = end;
                break;
            }
            (from, to, joiner) = (next, end, self.joiner(end));
        }
        self.parts(&parts);
        to
    }

    /// Emits the parts of a name, and the name whole where there are several.
    fn parts(&mut self, parts: &[Part]) {
        let is_number = |part: &Part| {
            self.text[part.span.clone()]
                .bytes()
                .all(|b| b.is_ascii_digit())
        };
        let are_numbers = parts.len() > 1 && parts.iter().all(is_number);
        if parts.len() > 1 {
            self.whole(parts, self.place);
        }
        for part in parts {
            match part.pairs {
                true => self.pairs(part.span.clone()),
                // The pieces of dates and versions say nothing by themselves.
                false if are_numbers && part.span.len() < 3 => self.place += 1,
                false => {
                    self.emit(part.span.clone(), false);
                    self.place += 1;
                }
            }
        }
    }

    /// Emits several parts as one word.
    fn whole(&mut self, parts: &[Part], place: u32) {
        if parts.len() > MOST_PARTS || parts.iter().any(|part| part.pairs) {
            return;
        }
        let mut lower = String::new();
        for part in parts {
            let text = &self.text[part.span.clone()];
            // `1.23` and `12.3` are different numbers.
            if lower.ends_with(|c: char| c.is_ascii_digit())
                && text.starts_with(|c: char| c.is_ascii_digit())
            {
                lower.push('.');
            }
            lower.push_str(&lowered(text));
        }
        if lower.chars().count() <= LONGEST {
            let span = parts[0].span.start..parts[parts.len() - 1].span.end;
            (self.found)(Word {
                lower: Cow::Owned(lower),
                place,
                is_whole: true,
                span,
            });
        }
    }

    fn emit(&mut self, span: Range<usize>, is_whole: bool) {
        let lower = lowered(&self.text[span.clone()]);
        if !lower.is_empty() {
            let place = self.place;
            (self.found)(Word {
                lower,
                place,
                is_whole,
                span,
            });
        }
    }

    /// Emits every pair of neighbours, or the one character that stands alone.
    fn pairs(&mut self, span: Range<usize>) {
        let text = &self.text[span.clone()];
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| span.start + at).collect();
        let is_alone = starts.len() == 1;
        for (i, start) in starts.iter().enumerate() {
            let end = starts.get(i + 2).copied().unwrap_or(span.end);
            if is_alone || i + 1 < starts.len() {
                self.emit(*start..end, false);
            }
            self.place += 1;
        }
    }

    fn run(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(c) = self.next(at).filter(|c| is_word(*c)) {
            at += c.len_utf8();
        }
        at
    }

    /// The width of a joiner at a place, when a word goes on behind it.
    fn joiner(&self, at: usize) -> Option<usize> {
        let joiner = self.next(at).filter(|c| is_joiner(*c))?.len_utf8();
        self.next(at + joiner)
            .filter(|c| is_word(*c))
            .map(|_| joiner)
    }

    fn is_apostrophe(&self, at: usize) -> bool {
        matches!(self.next(at), Some('\'' | '\u{2019}'))
    }
}

/// A part of a name.
struct Part {
    span: Range<usize>,
    /// Whether it is of a script without spaces.
    pairs: bool,
}

fn count(parts: &[Part]) -> u32 {
    parts.len() as u32
}

/// Splits a run where its script changes and where capitals say so: `HTTPServer`, `splitHere`.
fn split(text: &str, span: Range<usize>, parts: &mut Vec<Part>) {
    let run = &text[span.clone()];
    if is_simple(run) {
        parts.push(Part { span, pairs: false });
        return;
    }
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    let is = |i: usize, test: fn(char) -> bool| chars.get(i).is_some_and(|(_, c)| test(*c));
    let mut start = span.start;
    for i in 1..chars.len() {
        let changes = has_pairs(chars[i].1) != has_pairs(chars[i - 1].1);
        let begins = is(i, char::is_uppercase)
            && (is(i - 1, char::is_lowercase)
                || is(i - 1, char::is_uppercase)
                    && is(i + 1, char::is_lowercase)
                    && is(i + 2, char::is_lowercase));
        if changes || begins {
            let end = span.start + chars[i].0;
            let pairs = has_pairs(chars[i - 1].1);
            parts.push(Part {
                span: start..end,
                pairs,
            });
            start = end;
        }
    }
    let pairs = chars.last().is_some_and(|(_, c)| has_pairs(*c));
    parts.push(Part {
        span: start..span.end,
        pairs,
    });
}

/// Says whether a run is one part at first sight.
fn is_simple(run: &str) -> bool {
    let is_inner_capital = |byte: &u8| byte.is_ascii_uppercase();
    run.is_ascii() && (run.len() < 2 || !run.as_bytes()[1..].iter().any(is_inner_capital))
}

fn lowered(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        let lower = text.nfkc().collect::<String>().to_lowercase();
        return Cow::Owned(
            lower
                .chars()
                .filter(|c| is_word(*c))
                .take(LONGEST)
                .collect(),
        );
    }
    let text = &text[..text.len().min(LONGEST)];
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '_' | '-' | '.' | '/' | ':' | '@' | '+' | '=' | '\'' | '\u{2019}'
    )
}

/// Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana and Han.
fn has_pairs(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x2FDF | 0x3005..=0x3007
        | 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::{folded, words};

    #[test]
    fn words_are_those_of_the_examples() {
        let examples = include_str!("../../tests/search/words.json");
        let examples: Vec<(String, String)> = serde_json::from_str(examples).expect("JSON");
        for (text, expected) in examples {
            let mut found = Vec::new();
            words(&text, 0, &mut |word| {
                let sign = if word.is_whole { '=' } else { ':' };
                found.push(format!("{}{sign}{}", word.place, folded(&word.lower)));
                assert!(text.get(word.span).is_some(), "{text}");
            });
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}

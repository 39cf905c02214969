//! The passage that says why an incident was found.

use super::answer::Answer;
use super::text::{folded, words};
use super::{Document, Field, Index, Passage};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words around the first mark.
const WORDS: usize = 34;

/// A part of a passage, with what to mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The part of the page, without `#`; empty for its beginning.
    pub anchor: String,
    /// The heading above, or the time of the event.
    pub label: String,
    /// The words, with `…` where something was left out.
    pub text: String,
    /// Places in `text`.
    pub marks: Vec<Range<usize>>,
}

impl Index {
    /// Returns what to show of a document: the passage with the most, and rarest, words of the
    /// query; the first one where no passage has any.
    pub fn excerpt(&self, document: &Document, answer: &Answer) -> Option<Excerpt> {
        let is_shown = |passage: &&Passage| {
            !matches!(passage.field, Field::Title | Field::Facts | Field::Sources)
                && !passage.text.trim().is_empty()
        };
        let mut best: Option<(f64, &Passage, Window)> = None;
        for passage in document.passages.iter().filter(is_shown) {
            let window = self.window(&passage.text, &answer.marks);
            if best.as_ref().is_none_or(|(most, ..)| window.worth > *most) {
                best = Some((window.worth, passage, window));
            }
        }
        let (_, passage, window) = best?;
        Some(cut(passage, &window))
    }

    /// The stretch of a text that says most.
    fn window(&self, text: &str, marks: &BTreeMap<u32, f64>) -> Window {
        let mut places: Vec<(Range<usize>, Option<u32>)> = Vec::new();
        words(text, 0, &mut |word| {
            let class = self
                .class(&folded(&word.lower))
                .filter(|class| marks.contains_key(class));
            places.push((word.span, class));
        });
        let mut best = Window::default();
        for (i, (_, class)) in places.iter().enumerate() {
            if class.is_none() {
                continue;
            }
            let stretch = &places[i..(i + WORDS).min(places.len())];
            let found: BTreeMap<u32, f64> = stretch
                .iter()
                .filter_map(|(_, class)| class.and_then(|class| Some((class, *marks.get(&class)?))))
                .collect();
            let worth = found.values().sum();
            if worth > best.worth {
                best = Window {
                    worth,
                    first: i.saturating_sub(6),
                    marks: Vec::new(),
                    words: Vec::new(),
                };
            }
        }
        best.marks = places
            .iter()
            .filter(|(_, class)| class.is_some())
            .map(|(span, _)| span.clone())
            .collect();
        best.words = places.into_iter().map(|(span, _)| span).collect();
        best
    }
}

#[derive(Default)]
struct Window {
    worth: f64,
    /// The word it begins with.
    first: usize,
    marks: Vec<Range<usize>>,
    words: Vec<Range<usize>>,
}

fn cut(passage: &Passage, window: &Window) -> Excerpt {
    let text = &passage.text;
    let start = match window.first {
        0 => 0,
        first => window.words[first].start,
    };
    let last = window.words.get(window.first + WORDS);
    let end = last.map_or(text.len(), |word| word.start);
    let before = if start > 0 { "…" } else { "" };
    let after = if end < text.trim_end().len() {
        "…"
    } else {
        ""
    };
    let shown = text[start..end].trim_end();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for mark in window
        .marks
        .iter()
        .filter(|mark| mark.start >= start && mark.end <= start + shown.len())
    {
        let mark = mark.start - start + before.len()..mark.end - start + before.len();
        match marks.last_mut() {
            // Parts of a name, and the name whole, are one mark.
            Some(before) if mark.start <= before.end => before.end = before.end.max(mark.end),
            _ => marks.push(mark),
        }
    }
    Excerpt {
        anchor: passage.anchor.clone(),
        label: passage.label.clone(),
        text: format!("{before}{shown}{after}").replace(['\n', '\t'], " "),
        marks,
    }
}

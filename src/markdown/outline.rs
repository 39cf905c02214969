//! The headings of a text: their levels on the page, their words, and addresses for them.

use super::events::{self, Located};
use super::plain::words;
use pulldown_cmark::{Event, HeadingLevel, Tag};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// A heading on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// Its level there, 1 to 6.
    pub level: u8,
    /// What a link to it says after `#`.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// All headings, by the index of the event that starts them.
#[derive(Debug, Default)]
pub(super) struct Outline {
    headings: BTreeMap<usize, Heading>,
    slugs: BTreeMap<String, u32>,
}

/// Where the levels of an outline begin, and what goes before its ids.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) base: u8,
    pub(super) prefix: &'a str,
}

impl Outline {
    /// Reads the headings. One that starts in `skip` is not on the page, but its address counts:
    /// links to the others stay the same with it and without it.
    pub(super) fn read(events: &[Located<'_>], frame: Frame<'_>, skip: &Range<usize>) -> Outline {
        let mut outline = Outline::default();
        let mut levels = Levels {
            base: frame.base.clamp(1, 6),
            open: Vec::new(),
        };
        for (i, (event, range)) in events.iter().enumerate() {
            let Event::Start(Tag::Heading { level, .. }) = event else {
                continue;
            };
            let content = &events[i..events::after(events, i)];
            let text = words(content);
            let has_image =
                |(event, _): &Located<'_>| matches!(event, Event::Start(Tag::Image { .. }));
            if text.is_empty() && !content.iter().any(has_image) {
                continue;
            }
            let slug = outline.unique(slug(&text));
            if !skip.contains(&range.start) {
                let id = format!("{}{slug}", frame.prefix);
                let level = levels.of(*level);
                outline.headings.insert(i, Heading { level, id, text });
            }
        }
        outline
    }

    /// Returns the heading that starts with this event; `None` for one without content.
    pub(super) fn at(&self, event: usize) -> Option<&Heading> {
        self.headings.get(&event)
    }

    /// Tells whether `#slug` is a heading of this text.
    pub(super) fn has(&self, slug: &str) -> bool {
        self.slugs.contains_key(slug)
    }

    pub(super) fn into_headings(self) -> Vec<Heading> {
        self.headings.into_values().collect()
    }

    /// The second `timeline` is `timeline-1`, as on the forges where reports are read too.
    fn unique(&mut self, slug: String) -> String {
        let Some(&n) = self.slugs.get(&slug) else {
            self.slugs.insert(slug.clone(), 0);
            return slug;
        };
        let taken = |n: &u32| self.slugs.contains_key(&format!("{slug}-{n}"));
        let n = (n + 1..=u32::MAX).find(|n| !taken(n)).unwrap_or(u32::MAX);
        let unique = format!("{slug}-{n}");
        self.slugs.insert(slug, n);
        self.slugs.insert(unique.clone(), 0);
        unique
    }
}

/// Levels that never skip: a heading is one deeper than the nearest one above it that it is under.
struct Levels {
    base: u8,
    open: Vec<(HeadingLevel, u8)>,
}

impl Levels {
    fn of(&mut self, written: HeadingLevel) -> u8 {
        while self.open.last().is_some_and(|(above, _)| *above >= written) {
            self.open.pop();
        }
        let level = self
            .open
            .last()
            .map_or(self.base, |(_, level)| (level + 1).min(6));
        self.open.push((written, level));
        level
    }
}

/// Returns the address of a heading as the forges make it: letters, digits, `-` and `_` in lower
/// case, spaces as hyphens, all else left out.
fn slug(text: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, '-' | '_');
    let hyphened = text
        .chars()
        .map(|c| if c.is_whitespace() { '-' } else { c });
    let slug: String = hyphened.filter(kept).flat_map(char::to_lowercase).collect();
    if slug.is_empty() {
        "section".to_owned()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, Outline};
    use crate::markdown::events;

    fn check(text: &str, expected: &str) {
        let events = events::read(text, None);
        let outline = Outline::read(
            &events,
            Frame {
                base: 2,
                prefix: "p-",
            },
            &(0..1),
        );
        let headings = outline.into_headings().into_iter();
        let shown: Vec<String> = headings.map(|h| format!("{} {}", h.level, h.id)).collect();
        assert_eq!(shown.join(", "), expected, "{text:?}");
    }

    #[test]
    fn levels_never_skip() {
        check("# T\n## a\n### b\n## c", "2 p-a, 3 p-b, 2 p-c");
        check("x\n# a\n## b\n# c", "2 p-a, 3 p-b, 2 p-c");
        check("x\n## a\n#### b\n### c\n# d", "2 p-a, 3 p-b, 3 p-c, 2 p-d");
        check(
            "x\n# a\n## b\n### c\n#### d\n##### e\n###### f",
            "2 p-a, 3 p-b, 4 p-c, 5 p-d, 6 p-e, 6 p-f",
        );
    }

    #[test]
    fn addresses_are_those_of_the_forges() {
        check(
            "x\n# 2. Timeline (all times *UTC*)",
            "2 p-2-timeline-all-times-utc",
        );
        check("# a\n# a\n# a-1\n# a", "2 p-a-1, 2 p-a-1-1, 2 p-a-2");
        check(
            "x\n# ???\n# Überlast – É\n# 障害",
            "2 p-section, 2 p-überlast--é, 2 p-障害",
        );
        check("x\n#\n# <b></b>\n# `code` & [link](y)", "2 p-code--link");
    }
}

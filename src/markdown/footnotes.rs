//! Numbers footnotes in the order in which the text refers to them.

use super::events::Located;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// The footnotes of a text.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    definitions: BTreeMap<String, Range<usize>>,
    // Where each definition ends, by where it starts.
    ends: BTreeMap<usize, usize>,
    // Defined again under a name that was taken.
    others: Vec<Range<usize>>,
    numbers: BTreeMap<String, usize>,
    notes: Vec<Note>,
}

/// A footnote with a number, which is its index and one.
#[derive(Debug, Clone)]
pub(super) struct Note {
    /// The events of its content.
    pub(super) content: Range<usize>,
    /// How often the text refers to it.
    pub(super) n_references: usize,
}

impl Footnotes {
    /// Finds the definitions.
    pub(super) fn read(events: &[Located<'_>]) -> Footnotes {
        let mut footnotes = Footnotes::default();
        let mut open = Vec::new();
        for (i, (event, _)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => open.push((label, i)),
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some((label, start)) = open.pop() {
                        footnotes.ends.insert(start, i + 1);
                        footnotes.define(label.to_lowercase(), start + 1..i);
                    }
                }
                _ => {}
            }
        }
        footnotes
    }

    fn define(&mut self, label: String, content: Range<usize>) {
        match self.definitions.get_mut(&label) {
            None => {
                self.definitions.insert(label, content);
            }
            // The first one counts, and one inside another ends before it.
            Some(first) if first.start > content.start => {
                self.others.push(std::mem::replace(first, content));
            }
            Some(_) => self.others.push(content),
        }
    }

    /// Returns the index after the definition that starts with this event.
    pub(super) fn after(&self, start: usize) -> usize {
        self.ends.get(&start).copied().unwrap_or(start + 1)
    }

    /// Returns the number of the footnote and of this reference to it; `None` without definition.
    pub(super) fn refer(&mut self, label: &str) -> Option<(usize, usize)> {
        let label = label.to_lowercase();
        let number = match self.numbers.get(&label) {
            Some(number) => *number,
            None => {
                let content = self.definitions.get(&label)?.clone();
                let number = self.add(content);
                self.numbers.insert(label, number);
                number
            }
        };
        let note = &mut self.notes[number - 1];
        note.n_references += 1;
        Some((number, note.n_references))
    }

    /// Numbers those that nothing refers to: no word of the author's is lost.
    pub(super) fn add_unreferenced(&mut self) {
        let numbers = &self.numbers;
        let unused = self
            .definitions
            .iter()
            .filter(|(label, _)| !numbers.contains_key(*label));
        let mut rest: Vec<Range<usize>> = unused.map(|(_, content)| content.clone()).collect();
        rest.append(&mut self.others);
        rest.sort_by_key(|content| content.start);
        self.definitions
            .retain(|label, _| numbers.contains_key(label));
        for content in rest {
            self.add(content);
        }
    }

    /// Returns the footnote of a number, if there are as many.
    pub(super) fn note(&self, number: usize) -> Option<Note> {
        self.notes.get(number.checked_sub(1)?).cloned()
    }

    fn add(&mut self, content: Range<usize>) -> usize {
        self.notes.push(Note {
            content,
            n_references: 0,
        });
        self.notes.len()
    }
}

/// Returns the id of a footnote. No heading has a colon in its own.
pub(super) fn note_id(prefix: &str, number: usize) -> String {
    format!("{prefix}fn:{number}")
}

/// Returns the id of a reference to a footnote.
pub(super) fn reference_id(prefix: &str, number: usize, reference: usize) -> String {
    match reference {
        1 => format!("{prefix}fnref:{number}"),
        _ => format!("{prefix}fnref:{number}-{reference}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::{Context, render};

    fn check(text: &str, body: &str, notes: &[&str]) {
        let context = Context {
            id_prefix: "p-",
            ..Context::default()
        };
        let html = render(text, &context).html;
        let (shown, section) = html
            .as_str()
            .split_once("<section")
            .unwrap_or((html.as_str(), ""));
        assert_eq!(shown.trim_end(), body, "{text}");
        let items: Vec<&str> = section
            .split("<li")
            .skip(1)
            .map(|item| item.trim_start_matches(' '))
            .collect();
        let items: Vec<&str> = items
            .iter()
            .map(|item| item.split("</li>").next().unwrap_or_default())
            .collect();
        assert_eq!(items, notes, "{text}");
    }

    #[test]
    fn notes_stand_at_the_end_in_the_order_of_their_references() {
        check(
            "[^z]: Zed.\n\n[^a]: See[^z].\n\nx[^a]\n",
            "<p>x<sup class=\"footnote\"><a role=\"doc-noteref\" id=\"p-fnref:1\" href=\"#p-fn:1\" aria-label=\"Footnote 1\">1</a></sup></p>",
            &[
                "id=\"p-fn:1\"><p>See<sup class=\"footnote\"><a role=\"doc-noteref\" id=\"p-fnref:2\" href=\"#p-fn:2\" aria-label=\"Footnote 2\">2</a></sup>. \
                 <a class=\"back\" role=\"doc-backlink\" href=\"#p-fnref:1\" aria-label=\"Back to reference 1\">\u{21A9}\u{FE0E}</a></p>",
                "id=\"p-fn:2\"><p>Zed. <a class=\"back\" role=\"doc-backlink\" href=\"#p-fnref:2\" aria-label=\"Back to reference 2\">\u{21A9}\u{FE0E}</a></p>",
            ],
        );
    }

    #[test]
    fn no_note_is_lost_and_none_is_made_up() {
        check(
            "x [^gone]\n\n[^a]: 1\n\n[^A]: 2",
            "<p>x [^gone]</p>",
            &["id=\"p-fn:1\"><p>1</p>", "id=\"p-fn:2\"><p>2</p>"],
        );
    }

    #[test]
    fn every_reference_has_a_way_back() {
        let html = render("a[^1] b[^1]\n\n[^1]: c", &Context::default()).html;
        for id in ["fnref:1", "fnref:1-2"] {
            assert!(html.as_str().contains(&format!("id=\"{id}\"")), "{html}");
            assert!(html.as_str().contains(&format!("href=\"#{id}\"")), "{html}");
        }
    }
}

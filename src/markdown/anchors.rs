//! Ids for places of a text that other pages lead to, such as the entries of a list.

use super::events::Located;
use super::html::push_attribute;
use pulldown_cmark::{Event, Tag};
use std::collections::BTreeMap;
use std::ops::Range;

/// Ids by the element that carries them.
#[derive(Debug, Default)]
pub(super) struct Anchors<'a> {
    elements: BTreeMap<usize, &'a str>,
    /// Those that no element carries.
    homeless: Vec<&'a str>,
}

impl<'a> Anchors<'a> {
    /// Gives each id to the smallest item, row or paragraph that holds its place and has none yet.
    pub(super) fn find(events: &[Located<'_>], wanted: &'a [(usize, String)]) -> Anchors<'a> {
        /// Elements looked at for one place: a text nests no deeper, or is none to link to.
        const FARTHEST: usize = 100;
        let mut anchors = Anchors::default();
        if wanted.is_empty() {
            return anchors;
        }
        let carriers: Vec<(usize, &Range<usize>)> = events
            .iter()
            .enumerate()
            .filter(|(_, (event, _))| {
                matches!(
                    event,
                    Event::Start(Tag::Item | Tag::TableRow | Tag::Paragraph)
                )
            })
            .map(|(at, (_, range))| (at, range))
            .collect();
        for (place, id) in wanted {
            let next = carriers.partition_point(|(_, range)| range.start <= *place);
            let mut before = carriers[next.saturating_sub(FARTHEST)..next].iter().rev();
            let is_free = |at: &usize| !anchors.elements.contains_key(at);
            let element = before.find(|(at, range)| range.contains(place) && is_free(at));
            match element {
                Some((at, _)) => {
                    anchors.elements.insert(*at, id);
                }
                None => anchors.homeless.push(id),
            }
        }
        anchors
    }

    /// Writes the id of the element that begins at an event, if it has one.
    pub(super) fn push(&mut self, out: &mut String, at: usize) {
        if let Some(id) = self.elements.remove(&at) {
            push_attribute(out, "id", id);
        }
    }

    /// Returns empty elements with the ids that are not in the text, so that links to them lead to
    /// the text at least.
    pub(super) fn rest(self) -> String {
        let mut out = String::new();
        for id in self.homeless.into_iter().chain(self.elements.into_values()) {
            out.push_str("<span");
            push_attribute(&mut out, "id", id);
            out.push_str("></span>");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::{Context, render};

    /// Renders with an id at every `@`, which is taken out.
    fn check(text: &str, expected: &str) {
        let mut anchors = Vec::new();
        let mut plain = String::new();
        for (i, part) in text.split('@').enumerate() {
            if i > 0 {
                anchors.push((plain.len(), format!("x{i}")));
            }
            plain.push_str(part);
        }
        let context = Context {
            anchors: &anchors,
            ..Context::default()
        };
        let html = render(&plain, &context).html;
        assert_eq!(html.as_str().replace('\n', ""), expected, "{text}");
    }

    #[test]
    fn items_rows_and_paragraphs_carry_ids() {
        check(
            "@- [ ] a\n  @- b\n",
            "<ul><li id=\"x1\" class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Not done\"> a<ul><li id=\"x2\">b</li></ul></li></ul>",
        );
        check(
            "@1. a\n\n@2. b\n",
            "<ol><li id=\"x1\"><p>a</p></li><li id=\"x2\"><p>b</p></li></ol>",
        );
        check(
            "- **a**: @b\n",
            "<ul><li id=\"x1\"><strong>a</strong>: b</li></ul>",
        );
        check("a\n\n@b\n", "<p>a</p><p id=\"x1\">b</p>");
        check(
            "|a|\n|-|\n@|b|\n",
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>\
             <thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr id=\"x1\"><td>b</td></tr></tbody></table></div>",
        );
    }

    #[test]
    fn an_id_without_an_element_of_its_own_is_kept() {
        check("a @b @c\n", "<span id=\"x2\"></span><p id=\"x1\">a b c</p>");
        check(
            "@## a\n",
            "<span id=\"x1\"></span><div class=\"heading\"><h2 id=\"a\">a</h2><a class=\"anchor\" href=\"#a\" aria-label=\"Link to section: a\">#</a></div>",
        );
    }
}

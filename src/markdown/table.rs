//! Writes tables, each in a frame that scrolls where the page is narrow.

use super::elements::Content;
use super::writer::Writer;
use pulldown_cmark::{Alignment, Event, TagEnd};

/// The table that is being written; Markdown has none inside another.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    part: Part,
    cell: &'static str,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Head,
    Between,
    Body,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: &[Alignment]) {
        self.author.before_block(&mut self.out);
        self.table = Table {
            alignments: alignments.to_vec(),
            ..Table::default()
        };
        // A group, not a region: regions are landmarks, and a report may hold dozens of tables.
        self.out
            .push_str("<div class=\"table\" role=\"group\" tabindex=\"0\"");
        self.push_label(self.context.labels.table, self.above);
        self.out.push_str("><table>\n");
    }

    pub(super) fn start_head(&mut self) {
        self.out.push_str("<thead><tr>");
    }

    pub(super) fn end_head(&mut self) {
        self.out.push_str("</tr></thead>\n");
        self.table.part = Part::Between;
    }

    pub(super) fn start_row(&mut self, at: usize) {
        if self.table.part == Part::Between {
            self.out.push_str("<tbody>\n");
            self.table.part = Part::Body;
        }
        self.table.column = 0;
        self.out.push_str("<tr");
        self.anchors.push(&mut self.out, at);
        self.out.push('>');
    }

    pub(super) fn start_cell(&mut self, at: usize) {
        // An empty head names nothing and would only be read out as one.
        let is_empty = matches!(
            self.events.get(at + 1),
            Some((Event::End(TagEnd::TableCell), _))
        );
        let is_head = self.table.part == Part::Head && !is_empty;
        self.table.cell = if is_head { "</th>" } else { "</td>" };
        self.out
            .push_str(if is_head { "<th scope=\"col\"" } else { "<td" });
        self.out
            .push_str(match self.table.alignments.get(self.table.column) {
                Some(Alignment::Left) => " class=\"left\">",
                Some(Alignment::Center) => " class=\"center\">",
                Some(Alignment::Right) => " class=\"right\">",
                Some(Alignment::None) | None => ">",
            });
        self.author.enter(if is_head {
            Content::Phrasing
        } else {
            Content::Flow
        });
        self.table.column += 1;
    }

    pub(super) fn end_cell(&mut self) {
        self.leave(self.table.cell);
    }

    pub(super) fn end_table(&mut self) {
        if self.table.part == Part::Body {
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table></div>\n");
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::{Context, render};

    fn check(text: &str, expected: &str) {
        let html = render(text, &Context::default()).html;
        assert_eq!(html.as_str().replace('\n', ""), expected, "{text}");
    }

    #[test]
    fn tables_have_heads_and_a_frame() {
        check(
            "| a | b |\n|--:|:-:|\n| c | <ul><li>d</ul> |",
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>\
             <thead><tr><th scope=\"col\" class=\"right\">a</th><th scope=\"col\" class=\"center\">b</th></tr></thead>\
             <tbody><tr><td class=\"right\">c</td><td class=\"center\"><ul><li>d</li></ul></td></tr></tbody></table></div>",
        );
    }

    #[test]
    fn an_empty_head_is_a_cell_and_a_table_without_rows_has_no_body() {
        check(
            "|   | b |\n|---|---|",
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>\
             <thead><tr><td></td><th scope=\"col\">b</th></tr></thead></table></div>",
        );
    }

    #[test]
    fn the_heading_above_names_the_table() {
        let html = render("# T\n\n|a|\n|-|", &Context::default()).html;
        assert!(html.as_str().contains(" aria-label=\"Table: T\""), "{html}");
    }
}

//! Follow-up work: the entries of action sections.

mod marks;
mod table;

use super::outline::{Block, Kind, Outline};
use super::parts::{Part, label};
use super::prose;
use crate::config::DateOrder;
use crate::load::time::find_all;
use crate::model::{Action, ActionKind, ActionStatus, Origin, SectionKind, Sourced};
use crate::source::Span;
use chrono::NaiveDate;
use marks::{first_thought, is_nothing, kind_of, owner_in, status_of_heading, unmarked};
use std::collections::HashMap;

/// What the action sections of a report hold.
pub(super) struct Reading {
    /// Every entry, in the order of the file.
    pub(super) actions: Vec<Action>,
    /// Cells of status columns that say nothing known.
    pub(super) unknown: Vec<Span>,
}

/// Reads every entry of every action section.
pub(super) fn read(outline: &Outline<'_>, parts: &[Part<'_>], order: Option<DateOrder>) -> Reading {
    let mut reader = Reader {
        outline,
        order,
        actions: Vec::new(),
        unknown: Vec::new(),
    };
    let mut end = 0;
    for part in parts
        .iter()
        .filter(|part| part.kind == Some(SectionKind::Actions))
    {
        // A section inside another is read with it.
        if part.heading.start >= end {
            end = part.content.end;
            reader.section(part, parts);
        }
    }
    tell_apart(&mut reader.actions);
    Reading {
        actions: reader.actions,
        unknown: reader.unknown,
    }
}

struct Reader<'o, 'a> {
    outline: &'o Outline<'a>,
    order: Option<DateOrder>,
    actions: Vec<Action>,
    unknown: Vec<Span>,
}

/// What the headings above an entry say about it.
#[derive(Debug, Clone, Default)]
struct Heading {
    kind: Option<Sourced<ActionKind>>,
    status: Option<Sourced<ActionStatus>>,
}

impl Heading {
    fn of(part: &Part<'_>) -> Heading {
        let span = || part.heading.clone();
        Heading {
            kind: kind_of(&part.title).map(|kind| Sourced::inferred(kind, Origin::Section, span())),
            status: status_of_heading(&part.title)
                .map(|status| Sourced::inferred(status, Origin::Section, span())),
        }
    }

    /// Adds what a heading further up says.
    fn below(mut self, upper: &Heading) -> Heading {
        self.kind = self.kind.or_else(|| upper.kind.clone());
        self.status = self.status.or_else(|| upper.status.clone());
        self
    }
}

impl Reader<'_, '_> {
    /// Reads a section stretch by stretch: up to its first subheading, then below each of them.
    fn section(&mut self, part: &Part<'_>, parts: &[Part<'_>]) {
        let top = Heading::of(part);
        let mut marks: Vec<(usize, Heading)> = vec![(part.content.start, top.clone())];
        let first = parts.partition_point(|other| other.heading.start < part.content.start);
        let inside = parts[first..]
            .iter()
            .take_while(|other| other.heading.start < part.content.end)
            .filter(|other| !other.is_item());
        marks.extend(inside.map(|below| (below.heading.start, Heading::of(below).below(&top))));
        let mut blocks = part.blocks;
        for (i, (_, heading)) in marks.iter().enumerate() {
            let end = marks.get(i + 1).map_or(usize::MAX, |(next, _)| *next);
            let (stretch, rest) =
                blocks.split_at(blocks.partition_point(|block| block.span.start < end));
            self.stretch(stretch, heading);
            blocks = rest;
        }
        // `- **Review actions**: one thing`
        let is_list = part
            .blocks
            .iter()
            .any(|block| matches!(block.kind, Kind::List(_)));
        if !part.inline.is_empty() && !is_list {
            let action = self.action(None, &part.inline, &part.content, &top);
            self.actions.extend(action);
        }
    }

    fn stretch(&mut self, blocks: &[Block], heading: &Heading) {
        // Numbered items that are taken up again after bullets: the bullets are details of them.
        let is_taken_up = blocks
            .iter()
            .any(|block| matches!(block.kind, Kind::List(Some(2..))));
        let is_numbered = blocks
            .iter()
            .find(|block| matches!(block.kind, Kind::List(_)))
            .is_some_and(|list| matches!(list.kind, Kind::List(Some(_))));
        for block in blocks {
            match block.kind {
                Kind::List(None) if is_taken_up && is_numbered => self.detail(block),
                Kind::List(_) => {
                    for item in &block.children {
                        self.item(item, heading);
                    }
                }
                Kind::Table => self.table(block, heading),
                Kind::Paragraph => self.paragraph(block, heading),
                _ => {}
            }
        }
    }

    /// `**Action item:** Test it` in running text.
    fn paragraph(&mut self, paragraph: &Block, heading: &Heading) {
        let text = self.outline.markdown(&paragraph.words);
        let Some((name, words)) = label(text) else {
            return;
        };
        let name = text[name].to_lowercase();
        if ["action", "action item", "todo", "follow-up", "follow up"].contains(&name.as_str()) {
            let words = paragraph.words.start + words..paragraph.words.end;
            let action = self.action(None, &words, &paragraph.words, heading);
            self.actions.extend(action);
        }
    }

    /// Adds a block to the last entry.
    fn detail(&mut self, block: &Block) {
        let links = self.outline.links(&block.span);
        if let Some(last) = self.actions.last_mut() {
            last.span.end = block.span.end;
            last.links.extend(links);
        }
    }

    fn item(&mut self, item: &Block, heading: &Heading) {
        let Kind::Item(tick) = item.kind else { return };
        let first = item
            .children
            .first()
            .filter(|block| block.kind == Kind::Paragraph);
        if let Some(first) = first {
            let action = self.action(tick, &first.words, &item.span, heading);
            self.actions.extend(action);
        }
    }

    /// Reads an entry from its words; `span` is all of it.
    fn action(
        &self,
        tick: Option<bool>,
        words: &Span,
        span: &Span,
        heading: &Heading,
    ) -> Option<Action> {
        let written = self.outline.markdown(words);
        if is_nothing(&self.outline.plain(words)) {
            return None;
        }
        let (text, mark) = unmarked(written);
        let title = first_thought(&text);
        let status = match (tick, mark) {
            (Some(true), _) => Some(ActionStatus::Done),
            (Some(false), None) => Some(ActionStatus::Open),
            (_, mark) => mark,
        };
        let here = || words.clone();
        (!title.is_empty()).then(|| Action {
            id: Action::id_of(&title),
            owner: owner_in(written).map(|owner| Sourced::inferred(owner, Origin::Section, here())),
            kind: heading.kind.clone(),
            status: status
                .map(|status| Sourced::inferred(status, Origin::Section, here()))
                .or_else(|| heading.status.clone()),
            due: self
                .due_in(written)
                .map(|due| Sourced::inferred(due, Origin::Section, here())),
            links: self.outline.links(span),
            origin: Origin::Section,
            title,
            span: span.clone(),
        })
    }

    /// `by 2024-05-01`, `due: 1 May 2024`, `(ETA 2024-05-01)`.
    fn due_in(&self, text: &str) -> Option<NaiveDate> {
        const FARTHEST: usize = 16;
        let folded = text.to_ascii_lowercase();
        ["due", "deadline", "eta", "by "].iter().find_map(|word| {
            let at = folded.find(word)?;
            let begins_word = !folded[..at].ends_with(char::is_alphanumeric);
            let reading = find_all(text.get(at..)?, self.order).next()?;
            let is_near = begins_word && reading.span.start < FARTHEST;
            is_near.then(|| prose::day_of(&reading)).flatten()
        })
    }
}

/// Tells the ids of equal titles apart.
fn tell_apart(actions: &mut [Action]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for action in actions {
        let count = seen.entry(action.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            action.id = format!("{}-{count}", action.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::config::Config;
    use crate::load::body::outline::Outline;
    use crate::load::body::parts::parts;

    /// Compares the actions, one a line: `status kind owner due | title`.
    fn check(body: &str, expected: &[&str]) {
        let outline = Outline::parse(body, 0..body.len());
        let parts = parts(&outline, &Config::default(), None);
        let found: Vec<String> = read(&outline, &parts, None)
            .actions
            .iter()
            .map(|action| {
                let status = action
                    .status
                    .as_ref()
                    .map_or("-", |status| status.value.as_str());
                let kind = action.kind.as_ref().map_or("-", |kind| kind.value.as_str());
                let owner = action
                    .owner
                    .as_ref()
                    .map_or("-", |owner| owner.value.as_str());
                let due = action
                    .due
                    .as_ref()
                    .map_or("-".to_owned(), |due| due.value.to_string());
                format!("{status} {kind} {owner} {due} | {}", action.title)
            })
            .collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn lists_and_tables_are_read() {
        check(
            "## Action items\n\n- Fix it\n  - detail\n- [x] Test it\n- [ ] Ship it by 2024-05-01 (@ann)\n- N/A\n",
            &[
                "- - - - | Fix it",
                "done - - - | Test it",
                "open - ann 2024-05-01 | Ship it by 2024-05-01 (@ann)",
            ],
        );
        check(
            "## Follow-ups\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| Fix it | @ann | 1 May 2024 | Done |\n| | | | |\n",
            &["done - ann 2024-05-01 | Fix it"],
        );
        check(
            "## Action Items\n\n| Action Item | Type | Owner | Bug |\n|---|---|---|---|\n| Fix it | prevent | ann | 12 **DONE** |\n",
            &["done prevent ann - | Fix it"],
        );
        check(
            "- **Review actions**:\n  - Fix it\n  - Test it\n- **Impact**: none\n",
            &["- - - - | Fix it", "- - - - | Test it"],
        );
        check(
            "## Actions\n\n- Fix it\n\n**Action item:** Test it\n\nMore words.\n",
            &["- - - - | Fix it", "- - - - | Test it"],
        );
        check("- **Review actions**: Fix it\n", &["- - - - | Fix it"]);
    }

    #[test]
    fn subheadings_say_what_entries_are_for() {
        check(
            "## Remediation\n\n### Immediate actions (completed)\n\n1. Fix it\n\n### Process improvements\n\n- Train\n",
            &["done - - - | Fix it", "- process - - | Train"],
        );
        check(
            "## Next steps\n\n### Monitoring\n\n- Alert\n",
            &["- detect - - | Alert"],
        );
    }

    #[test]
    fn bullets_between_numbered_entries_are_details() {
        check(
            "## Actions\n\n1. **Fix it**\nAll of:\n\n- this\n- that\n\n2. **Test it**\n\n- again\n",
            &["- - - - | Fix it", "- - - - | Test it"],
        );
    }

    #[test]
    fn equal_titles_have_ids_of_their_own() {
        let body = "## Actions\n\n- Fix it\n- Fix it\n";
        let outline = Outline::parse(body, 0..body.len());
        let actions = read(&outline, &parts(&outline, &Config::default(), None), None).actions;
        assert_ne!(actions[0].id, actions[1].id);
    }
}

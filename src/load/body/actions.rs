//! Follow-up work: the entries of action sections.

use super::outline::{Block, Kind, Outline};
use super::parts::Part;
use crate::config::DateOrder;
use crate::load::time::{exact, find_all};
use crate::model::{Action, ActionKind, ActionStatus, Origin, SectionKind, Sourced};
use crate::source::Span;
use chrono::NaiveDate;

/// Reads every entry of every action section, in the order of the file.
pub(super) fn read(
    outline: &Outline<'_>,
    parts: &[Part<'_>],
    order: Option<DateOrder>,
) -> Vec<Action> {
    let mut reader = Reader {
        outline,
        order,
        actions: Vec::new(),
    };
    let mut end = 0;
    for part in parts
        .iter()
        .filter(|part| part.kind == Some(SectionKind::Actions))
    {
        if part.heading.start < end {
            continue;
        }
        end = part.content.end;
        reader.section(part, parts);
    }
    reader.actions
}

struct Reader<'o, 'a> {
    outline: &'o Outline<'a>,
    order: Option<DateOrder>,
    actions: Vec<Action>,
}

/// What the headings above an entry say about it.
#[derive(Debug, Clone, Default)]
struct Heading {
    kind: Option<Sourced<ActionKind>>,
    status: Option<Sourced<ActionStatus>>,
}

impl Reader<'_, '_> {
    /// Reads a section stretch by stretch: up to its first subheading, then below each of them.
    fn section(&mut self, part: &Part<'_>, parts: &[Part<'_>]) {
        let mut marks: Vec<(usize, Heading)> =
            vec![(part.content.start, heading(&part.title, &part.heading))];
        let first = parts.partition_point(|other| other.heading.start < part.content.start);
        let inside = parts[first..]
            .iter()
            .take_while(|other| other.heading.start < part.content.end)
            .filter(|other| !other.is_item());
        for below in inside {
            let mut own = heading(&below.title, &below.heading);
            own.kind = own.kind.or_else(|| marks[0].1.kind.clone());
            own.status = own.status.or_else(|| marks[0].1.status.clone());
            marks.push((below.heading.start, own));
        }
        let mut blocks = part.blocks;
        for (i, (_, heading)) in marks.iter().enumerate() {
            let end = marks.get(i + 1).map_or(usize::MAX, |(next, _)| *next);
            let (stretch, rest) =
                blocks.split_at(blocks.partition_point(|block| block.span.start < end));
            self.stretch(stretch, heading);
            blocks = rest;
        }
    }

    fn stretch(&mut self, blocks: &[Block], heading: &Heading) {
        // Numbered items that are taken up again after bullets: the bullets are details of them.
        let is_taken_up = blocks
            .iter()
            .any(|block| matches!(block.kind, Kind::List(Some(2..))));
        let first_is_numbered = blocks
            .iter()
            .find(|block| matches!(block.kind, Kind::List(_)))
            .is_some_and(|list| matches!(list.kind, Kind::List(Some(_))));
        for block in blocks {
            match block.kind {
                Kind::List(None) if is_taken_up && first_is_numbered => {
                    if let Some(last) = self.actions.last_mut() {
                        last.span.end = block.span.end;
                        last.links.extend(self.outline.links(&block.span));
                    }
                }
                Kind::List(_) => {
                    for item in &block.children {
                        self.item(item, heading);
                    }
                }
                Kind::Table => self.table(block, heading),
                _ => {}
            }
        }
    }

    fn item(&mut self, item: &Block, heading: &Heading) {
        let Kind::Item(tick) = item.kind else { return };
        let Some(first) = item
            .children
            .first()
            .filter(|block| block.kind == Kind::Paragraph)
        else {
            return;
        };
        let written = self.outline.markdown(&first.words);
        let (text, mark) = unmarked(written);
        let text = first_thought(&text);
        if is_nothing(&self.outline.plain(&first.words)) {
            return;
        }
        let span = item.span.clone();
        let status = match (tick, mark) {
            (Some(true), _) | (_, Some(ActionStatus::Done)) => Some(ActionStatus::Done),
            (_, Some(mark)) => Some(mark),
            (Some(false), None) => Some(ActionStatus::Open),
            (None, None) => None,
        };
        let status = status
            .map(|status| Sourced::inferred(status, Origin::Section, first.words.clone()))
            .or_else(|| heading.status.clone());
        self.push(Action {
            id: Action::id_of(&text),
            owner: owner_in(written)
                .map(|owner| Sourced::inferred(owner, Origin::Section, first.words.clone())),
            kind: heading.kind.clone(),
            status,
            due: self.due_in(written, &first.words),
            links: self.outline.links(&span),
            origin: Origin::Section,
            title: text,
            span,
        });
    }

    fn push(&mut self, action: Action) {
        if !action.title.is_empty() {
            self.actions.push(action);
        }
    }

    /// `by 2024-05-01`, `due: 1 May 2024`, `(ETA 2024-05-01)`.
    fn due_in(&self, text: &str, span: &Span) -> Option<Sourced<NaiveDate>> {
        let folded = text.to_lowercase();
        let at = ["due", "deadline", "eta", "by "].iter().find_map(|word| {
            let at = folded.find(word)?;
            let starts_word = !folded[..at].ends_with(char::is_alphanumeric);
            starts_word.then_some(at)
        })?;
        let tail = text.get(at..)?;
        let reading = find_all(tail, self.order).find(|reading| reading.span.start < 16)?;
        super::prose::day_of(&reading)
            .map(|day| Sourced::inferred(day, Origin::Section, span.clone()))
    }

    fn table(&mut self, table: &Block, heading: &Heading) {
        let Some((head, rows)) = table.children.split_first() else {
            return;
        };
        let columns = Columns::of(self.outline, head);
        for row in rows {
            self.row(row, &columns, heading);
        }
    }

    fn row(&mut self, row: &Block, columns: &Columns, heading: &Heading) {
        let cell = |column: Option<usize>| {
            let cell = row.children.get(column?)?;
            let text = self
                .outline
                .markdown(&cell.words)
                .trim()
                .replace("\\|", "|");
            (!is_nothing(&text)).then_some((text, cell.words.clone()))
        };
        let Some((written, words)) = cell(Some(columns.title)) else {
            return;
        };
        let (title, mark) = unmarked(&written);
        let stated = cell(columns.status).and_then(|(text, span)| {
            Some(Sourced::inferred(status_of(&text)?, Origin::Table, span))
        });
        let marked = mark.map(|status| Sourced::inferred(status, Origin::Section, words.clone()));
        let kind = cell(columns.kind)
            .and_then(|(text, span)| Some(Sourced::inferred(kind_of(&text)?, Origin::Table, span)));
        let due = cell(columns.due).and_then(|(text, span)| {
            let reading = exact(&text, self.order)?;
            Some(Sourced::inferred(
                super::prose::day_of(&reading)?,
                Origin::Table,
                span,
            ))
        });
        let owner = cell(columns.owner).map(|(text, span)| {
            let name = text
                .trim_start_matches('@')
                .trim_matches(['*', '_', '`'])
                .to_owned();
            Sourced::inferred(name, Origin::Table, span)
        });
        self.push(Action {
            id: Action::id_of(&title),
            owner,
            kind: kind.or_else(|| heading.kind.clone()),
            status: stated
                .or(marked)
                .or_else(|| self.shouted(row))
                .or_else(|| heading.status.clone()),
            due,
            links: self.outline.links(&row.span),
            origin: Origin::Section,
            title,
            span: row.span.clone(),
        });
    }
}

impl Reader<'_, '_> {
    /// `DONE` in capitals in any cell: `Bug 5554823 **DONE**`.
    fn shouted(&self, row: &Block) -> Option<Sourced<ActionStatus>> {
        row.children.iter().find_map(|cell| {
            let text = self.outline.plain(&cell.words);
            let status =
                text.split(|c: char| !c.is_alphanumeric())
                    .find_map(|word| match word {
                        "DONE" | "COMPLETED" => Some(ActionStatus::Done),
                        "TODO" | "WIP" => Some(ActionStatus::Open),
                        "WONTFIX" => Some(ActionStatus::Rejected),
                        _ => None,
                    })?;
            Some(Sourced::inferred(status, Origin::Table, cell.words.clone()))
        })
    }
}

/// Which column of a table of actions is what.
struct Columns {
    title: usize,
    owner: Option<usize>,
    status: Option<usize>,
    due: Option<usize>,
    kind: Option<usize>,
}

impl Columns {
    fn of(outline: &Outline<'_>, head: &Block) -> Columns {
        let heads: Vec<String> = head
            .children
            .iter()
            .map(|cell| outline.plain(&cell.words).to_lowercase())
            .collect();
        let named = |names: &[&str]| {
            heads.iter().position(|head| {
                head.split(|c: char| !c.is_alphanumeric())
                    .any(|word| names.contains(&word))
            })
        };
        let owner = named(&[
            "owner",
            "owners",
            "assignee",
            "who",
            "responsible",
            "assigned",
            "team",
            "dri",
            "person",
            "lead",
        ]);
        let status = named(&["status", "done", "state", "completed", "progress"]);
        let due = named(&["due", "deadline", "eta", "when", "date", "by"]);
        let kind = named(&["type", "kind", "category"]);
        let link = named(&[
            "ticket", "tickets", "link", "issue", "bug", "tracking", "jira", "id", "number", "no",
            "priority", "prio",
        ]);
        let taken = [owner, status, due, kind, link];
        let title = named(&[
            "action",
            "actions",
            "item",
            "title",
            "description",
            "task",
            "what",
            "improvement",
            "todo",
            "summary",
        ])
        .filter(|at| !taken[..3].contains(&Some(*at)))
        .or_else(|| (0..heads.len()).find(|at| !taken.contains(&Some(*at))))
        .unwrap_or(0);
        let other = |column: Option<usize>| column.filter(|&at| at != title);
        Columns {
            title,
            owner: other(owner),
            status: other(status),
            due: other(due),
            kind: other(kind),
        }
    }
}

fn heading(title: &str, span: &Span) -> Heading {
    let folded = title.to_lowercase();
    let aside = folded.find('(').map_or("", |at| &folded[at..]);
    let done = ["completed", "done", "finished", "complete"]
        .iter()
        .any(|word| aside.contains(word) || folded.starts_with(word));
    let open = [
        "planned",
        "in progress",
        "in-progress",
        "to do",
        "todo",
        "open",
    ]
    .iter()
    .any(|word| aside.contains(word) || folded.starts_with(word));
    let status = match (done, open) {
        (true, false) => Some(ActionStatus::Done),
        (false, true) => Some(ActionStatus::Open),
        _ => None,
    };
    Heading {
        kind: kind_of(title).map(|kind| Sourced::inferred(kind, Origin::Section, span.clone())),
        status: status.map(|status| Sourced::inferred(status, Origin::Section, span.clone())),
    }
}

fn kind_of(text: &str) -> Option<ActionKind> {
    const KINDS: &[(ActionKind, &[&str])] = &[
        (
            ActionKind::Process,
            &[
                "process",
                "training",
                "documentation",
                "procedure",
                "communication",
                "organisational",
                "organizational",
                "people",
            ],
        ),
        (
            ActionKind::Detect,
            &[
                "detect",
                "detection",
                "monitoring",
                "alerting",
                "observability",
                "alerts",
            ],
        ),
        (
            ActionKind::Mitigate,
            &[
                "mitigate",
                "mitigation",
                "mitigative",
                "response",
                "recovery",
                "resilience",
            ],
        ),
        (
            ActionKind::Prevent,
            &[
                "prevent",
                "prevention",
                "preventive",
                "preventative",
                "technical",
                "code",
                "configuration",
                "infrastructure",
                "testing",
            ],
        ),
    ];
    let folded = text.to_lowercase();
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    KINDS
        .iter()
        .find(|(_, names)| names.iter().any(|name| words.contains(name)))
        .map(|(kind, _)| *kind)
}

fn status_of(text: &str) -> Option<ActionStatus> {
    let folded = text.to_lowercase();
    let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if text.contains(['✅', '✔', '☑']) {
        return Some(ActionStatus::Done);
    }
    Some(match word {
        "done" | "complete" | "completed" | "closed" | "finished" | "yes" | "x" | "resolved"
        | "shipped" | "merged" => ActionStatus::Done,
        "open" | "todo" | "to do" | "in progress" | "in-progress" | "started" | "pending"
        | "planned" | "no" | "not started" | "ongoing" | "wip" | "new" => ActionStatus::Open,
        "proposed" | "idea" | "suggested" => ActionStatus::Proposed,
        "rejected" | "wontfix" | "won't fix" | "won't do" | "wont do" | "dropped" | "cancelled"
        | "canceled" => ActionStatus::Rejected,
        _ => return None,
    })
}

/// Takes marks of status off an entry: `✅`, `(DONE)`, `[x]`, `~~..~~`.
fn unmarked(written: &str) -> (String, Option<ActionStatus>) {
    const MARKS: &[(&str, ActionStatus)] = &[
        ("(done)", ActionStatus::Done),
        ("[done]", ActionStatus::Done),
        ("**done**", ActionStatus::Done),
        ("(completed)", ActionStatus::Done),
        ("[x]", ActionStatus::Done),
        (":white_check_mark:", ActionStatus::Done),
        (":heavy_check_mark:", ActionStatus::Done),
        ("(todo)", ActionStatus::Open),
        ("(in progress)", ActionStatus::Open),
        ("(wip)", ActionStatus::Open),
        ("(open)", ActionStatus::Open),
        ("[ ]", ActionStatus::Open),
        ("(rejected)", ActionStatus::Rejected),
        ("(won't do)", ActionStatus::Rejected),
    ];
    let mut text = written.trim().to_owned();
    let mut status = None;
    let ticks = ['✅', '✔', '☑', '\u{fe0f}'];
    if text.starts_with(ticks) || text.ends_with(ticks) {
        text = text
            .trim_start_matches(ticks)
            .trim_end_matches(ticks)
            .trim()
            .to_owned();
        status = Some(ActionStatus::Done);
    }
    for (mark, means) in MARKS {
        // Small letters may differ in length from capitals outside ASCII; the marks are ASCII.
        let folded = text.to_ascii_lowercase();
        if let Some(rest) = folded.strip_prefix(mark) {
            text = text[text.len() - rest.len()..]
                .trim_start_matches([' ', ':', '-'])
                .to_owned();
            status = Some(*means);
        } else if let Some(rest) = folded.trim_end_matches('.').strip_suffix(mark) {
            text = text[..rest.len()].trim_end().to_owned();
            status = Some(*means);
        }
    }
    if let Some(inner) = text
        .strip_prefix("~~")
        .and_then(|rest| rest.strip_suffix("~~"))
    {
        text = inner.trim().to_owned();
        status = Some(ActionStatus::Done);
    }
    (text, status)
}

/// The first line of an entry that begins with a bold label, else all of it.
fn first_thought(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default().trim();
    let is_label = first.starts_with("**") && first.ends_with("**") && first.len() > 4;
    if is_label {
        first[2..first.len() - 2].to_owned()
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// `@name`, `Owner: name`, `(owner: name)`.
fn owner_in(text: &str) -> Option<String> {
    let named = ["owner:", "assignee:", "assigned to:", "assigned to", "dri:"]
        .iter()
        .find_map(|word| {
            let at = text.to_ascii_lowercase().find(word)?;
            let rest = text[at + word.len()..].trim_start_matches(['*', '_', ' ']);
            let end = rest
                .find([')', ']', ',', ';', '\n', '|', '*'])
                .unwrap_or(rest.len());
            let name = rest[..end]
                .trim()
                .trim_start_matches('@')
                .trim_end_matches('.');
            (!name.is_empty() && name.len() <= 60).then(|| name.to_owned())
        });
    named.or_else(|| {
        text.match_indices('@').find_map(|(at, _)| {
            let free = !text[..at]
                .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '`'));
            let name = &text[at + 1..];
            let end = name
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/')))
                .unwrap_or(name.len());
            (free && end > 1).then(|| name[..end].to_owned())
        })
    })
}

/// An entry that says there is none, or that nobody has filled in.
fn is_nothing(text: &str) -> bool {
    let folded = text.to_lowercase();
    let words = folded.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        words,
        "" | "none" | "n a" | "n/a" | "tbd" | "todo" | "na" | "nothing" | "not applicable"
    )
}

//! The sections of a body, whatever marks them: headings, bold lines, bare names, labelled items.

use super::names;
use super::outline::{Block, Kind, Outline};
use crate::config::Config;
use crate::load::time;
use crate::model::{Section, SectionKind};
use crate::source::Span;

/// A heading and what follows it.
#[derive(Debug, Clone)]
pub(super) struct Part<'o> {
    pub(super) kind: Option<SectionKind>,
    /// The heading as plain text.
    pub(super) title: String,
    /// 1 to 6; 7 for an item of a list that begins with a bold label.
    pub(super) level: u8,
    /// The words of the heading.
    pub(super) heading: Span,
    /// What follows, subsections included.
    pub(super) content: Span,
    /// The blocks that follow.
    pub(super) blocks: &'o [Block],
    /// What stands on the line of a label itself: `**Impact**: Nobody could log in`.
    pub(super) inline: Span,
}

impl Part<'_> {
    /// Says whether this is an item of a list instead of a heading.
    pub(super) fn is_item(&self) -> bool {
        self.level > 6
    }
}

/// A heading among the blocks of a body.
#[derive(Debug, Clone, Copy)]
struct Head {
    block: usize,
    level: u8,
}

/// Finds the parts of a body in the order of the file; `title` is the heading that is the title.
pub(super) fn parts<'o>(
    outline: &'o Outline<'_>,
    config: &Config,
    title: Option<&Span>,
) -> Vec<Part<'o>> {
    let heads = heads(outline, config);
    let mut parts = Vec::new();
    for (i, head) in heads.iter().enumerate() {
        let next = heads[i + 1..]
            .iter()
            .find(|later| later.level <= head.level);
        let end = next.map_or(outline.blocks.len(), |next| next.block);
        let block = &outline.blocks[head.block];
        if title == Some(&block.span) {
            continue;
        }
        let text = outline.plain(&block.words);
        parts.push(Part {
            kind: names::kind_of(&text, config),
            title: text.trim_end_matches(':').trim().to_owned(),
            level: head.level,
            heading: block.span.clone(),
            content: block.span.end..end_of(outline, end),
            blocks: outline.blocks.get(head.block + 1..end).unwrap_or_default(),
            inline: block.span.end..block.span.end,
        });
    }
    parts.extend(labelled_items(outline, config));
    parts.sort_by_key(|part| (part.heading.start, part.level));
    parts
}

fn end_of(outline: &Outline<'_>, block: usize) -> usize {
    outline
        .blocks
        .get(block)
        .map_or(outline.span.end, |next| next.span.start)
}

/// Turns the parts that are headings into the sections of the model.
pub(super) fn sections(parts: &[Part<'_>]) -> Vec<Section> {
    parts
        .iter()
        .filter(|part| !part.is_item())
        .map(|part| Section {
            kind: part.kind,
            title: part.title.clone(),
            level: part.level,
            heading: part.heading.clone(),
            content: part.content.clone(),
        })
        .collect()
}

/// The content of the sections of some kinds, in order and apart: what lies in another one is
/// covered by it.
pub(super) struct Covered(Vec<Span>);

impl Covered {
    pub(super) fn by(parts: &[Part<'_>], kinds: &[SectionKind]) -> Covered {
        let mut spans: Vec<Span> = Vec::new();
        for part in parts {
            let is_wanted = part.kind.is_some_and(|kind| kinds.contains(&kind));
            if is_wanted
                && spans
                    .last()
                    .is_none_or(|last| last.end <= part.content.start)
            {
                spans.push(part.content.clone());
            }
        }
        Covered(spans)
    }

    pub(super) fn holds(&self, at: usize) -> bool {
        let next = self.0.partition_point(|span| span.end <= at);
        self.0.get(next).is_some_and(|span| span.contains(&at))
    }
}

fn heads(outline: &Outline<'_>, config: &Config) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut marked = 1;
    for (i, block) in outline.blocks.iter().enumerate() {
        if let Kind::Heading(level) = block.kind {
            marked = level;
            heads.push(Head { block: i, level });
        } else if block.kind == Kind::Paragraph && is_unmarked_heading(outline, block, config) {
            heads.push(Head {
                block: i,
                level: (marked + 1).min(6),
            });
        }
    }
    heads
}

/// A bold line alone, or a plain line that is exactly the name of a section.
fn is_unmarked_heading(outline: &Outline<'_>, block: &Block, config: &Config) -> bool {
    const LONGEST_HEADING: usize = 80;
    let line = outline.markdown(&block.words).trim();
    if line.len() > LONGEST_HEADING || line.contains('\n') {
        return false;
    }
    match bold_line(line) {
        Some(words) => time::read_at_start(words, None).is_none() && !words.ends_with(['.', '!']),
        None => names::is_exact_name(line, config),
    }
}

/// The words of a line that is bold from end to end.
fn bold_line(line: &str) -> Option<&str> {
    let line = line.trim_end_matches(':');
    ["**", "__"].iter().find_map(|mark| {
        let words = line.strip_prefix(mark)?.strip_suffix(mark)?;
        (!words.is_empty() && !words.contains(mark)).then_some(words.trim())
    })
}

/// Items of the outermost lists that begin with a bold label: `- **Key events**`.
fn labelled_items<'o>(outline: &'o Outline<'_>, config: &Config) -> Vec<Part<'o>> {
    let lists = outline
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, Kind::List(_)));
    lists
        .flat_map(|list| &list.children)
        .filter_map(|item| labelled_item(outline, item, config))
        .collect()
}

fn labelled_item<'o>(outline: &Outline<'_>, item: &'o Block, config: &Config) -> Option<Part<'o>> {
    let first = item
        .children
        .first()
        .filter(|block| block.kind == Kind::Paragraph)?;
    let words = outline.markdown(&first.words);
    let (label, rest) = label(words)?;
    let label = first.words.start + label.start..first.words.start + label.end;
    let title = outline.plain(&label);
    let kind = names::kind_of(&title, config)?;
    Some(Part {
        kind: Some(kind),
        title,
        level: 7,
        heading: label,
        content: item.span.clone(),
        blocks: &item.children[1..],
        inline: first.words.start + rest..first.words.end,
    })
}

/// The label of `**Label**: words` or `**Label:** words`, and where the words begin.
pub(super) fn label(text: &str) -> Option<(Span, usize)> {
    const LONGEST_LABEL: usize = 60;
    let mark = ["**", "__"]
        .into_iter()
        .find(|mark| text.starts_with(mark))?;
    let close = text.get(2..)?.find(mark)? + 2;
    let label = text.get(2..close)?;
    if label.is_empty() || label.len() > LONGEST_LABEL || label.contains('\n') {
        return None;
    }
    let after = text.get(close + 2..)?;
    let words = after
        .trim_start()
        .trim_start_matches([':', '-', '–', '—'])
        .trim_start();
    let colon =
        label.trim_end().ends_with(':') || after.trim_start().starts_with([':', '-', '–', '—']);
    (colon || words.is_empty()).then(|| {
        let end = 2 + label.trim_end().trim_end_matches(':').len();
        (2..end, text.len() - words.len())
    })
}

#[cfg(test)]
mod tests {
    use super::{parts, sections};
    use crate::config::Config;
    use crate::load::body::outline::Outline;

    fn check(body: &str, expected: &[&str]) {
        let outline = Outline::parse(body, 0..body.len());
        let parts = parts(&outline, &Config::default(), None);
        let found: Vec<String> = parts
            .iter()
            .map(|part| {
                let kind = part.kind.map_or("-", |kind| kind.as_str());
                let content = outline.markdown(&part.content).trim().replace('\n', " ");
                format!("{} {} {kind}: {content}", part.level, part.title)
            })
            .collect();
        assert_eq!(found, expected, "{body:?}");
        assert!(sections(&parts).iter().all(|section| section.level < 7));
    }

    #[test]
    fn sections_run_to_the_next_heading_of_their_rank() {
        check(
            "## Summary\na\n### Scope\nb\n## Timeline\nc\n",
            &[
                "2 Summary summary: a ### Scope b",
                "3 Scope impact: b",
                "2 Timeline timeline: c",
            ],
        );
        check("Summary\n-------\na\n", &["2 Summary summary: a"]);
        check(
            "**Timeline**\n\na\n\n**Odd:**\n\nb\n",
            &["2 Timeline timeline: a", "2 Odd -: b"],
        );
        check(
            "## Lessons learned\n\n**What went well**\n\na\n",
            &[
                "2 Lessons learned lessons-learned: **What went well**  a",
                "3 What went well lessons-learned: a",
            ],
        );
        check(
            "Root Cause\n\na\n",
            &["2 Root Cause contributing-factors: a"],
        );
    }

    #[test]
    fn what_only_looks_like_a_heading_is_not_one() {
        check("**10:15 - down**\n\na\n", &[]);
        check("**Down.**\n\na\n", &[]);
        check("**a** and **b**\n", &[]);
        check("- Summary\n", &[]);
    }

    #[test]
    fn items_with_a_bold_label_are_parts_too() {
        check(
            "- **Key events**\n  - a\n- **Impact**: b\n- **Odd**: c\n- plain\n",
            &[
                "7 Key events timeline: - **Key events**   - a",
                "7 Impact impact: - **Impact**: b",
            ],
        );
    }
}

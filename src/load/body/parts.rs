//! The sections of a body, whatever marks them: headings, bold lines, bare names, labelled items.

use super::outline::{Block, Kind, Outline};
use super::{label_names, names};
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
    /// A line with a name and nothing that marks it as a heading.
    pub(super) is_bare: bool,
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
    is_bare: bool,
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
            kind: names::kind_of(&text, config).or_else(|| {
                names::kind_of(&names::undoubled(&text), config).filter(|_| head.is_bare)
            }),
            title: text.trim_end_matches(':').trim().to_owned(),
            level: head.level,
            heading: block.span.clone(),
            content: block.span.end..end_of(outline, end),
            blocks: outline.blocks.get(head.block + 1..end).unwrap_or_default(),
            inline: block.span.end..block.span.end,
            is_bare: head.is_bare,
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
            is_bare: part.is_bare,
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
    let is_export = is_plain_export(outline, config);
    let mut heads: Vec<Head> = Vec::new();
    let mut marked = 1;
    for (i, block) in outline.blocks.iter().enumerate() {
        let level = match block.kind {
            Kind::Heading(level) => {
                marked = level;
                Some((level, false))
            }
            Kind::Paragraph => unmarked(outline, block, config, is_export)
                .map(|is_bare| ((marked + 1).min(6), is_bare)),
            _ => None,
        };
        heads.extend(level.map(|(level, is_bare)| Head {
            block: i,
            level,
            is_bare,
        }));
    }
    heads
}

/// A page that a wiki exported as plain text: nothing is a heading, and lines of their own are names
/// of sections.
pub(super) fn is_plain_export(outline: &Outline<'_>, config: &Config) -> bool {
    const FEWEST_NAMES: usize = 3;
    let is_marked = |block: &Block| matches!(block.kind, Kind::Heading(_));
    let is_name = |block: &&Block| {
        block.kind == Kind::Paragraph
            && line_of(outline, block).is_some_and(|line| names::is_exact_name(line, config))
    };
    !outline.blocks.iter().any(is_marked)
        && outline
            .blocks
            .iter()
            .filter(is_name)
            .nth(FEWEST_NAMES - 1)
            .is_some()
}

/// The only line of a paragraph, if it may be a heading by its length.
fn line_of<'o>(outline: &Outline<'o>, block: &Block) -> Option<&'o str> {
    const LONGEST_HEADING: usize = 80;
    let line = outline.markdown(&block.words).trim();
    (line.len() <= LONGEST_HEADING && !line.contains('\n')).then_some(line)
}

/// Whether a paragraph is a heading that is not marked as one: a bold line alone, or (which makes it
/// bare) a plain line that is exactly the name of a section. In a plain export, the names of labels
/// are names too, and a comparison of two versions may have left a word twice.
fn unmarked(
    outline: &Outline<'_>,
    block: &Block,
    config: &Config,
    is_export: bool,
) -> Option<bool> {
    let line = line_of(outline, block)?;
    if let Some(words) = bold_line(line) {
        let is_heading = time::read_at_start(words, None).is_none() && !words.ends_with(['.', '!']);
        return is_heading.then_some(false);
    }
    let is_name = names::is_exact_name(line, config)
        || is_export
            && (label_names::field(line).is_some()
                || names::is_exact_name(names::undoubled(line).trim_end_matches('?'), config));
    is_name.then_some(true)
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
        is_bare: false,
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
    fn plain_text_of_a_wiki_has_its_names_on_lines_of_their_own() {
        let export = "Date\n\nStatus\n\nDone\n\nSummary\n\nImpact\n\na\n\nWhat What was the issue?\n\nb\n\nDetection\n\nc\n";
        check(
            export,
            &[
                "2 Date -: ",
                "2 Status -: Done",
                "2 Summary summary: ",
                "2 Impact impact: a",
                "2 What What was the issue? contributing-factors: b",
                "2 Detection detection: c",
            ],
        );
        check("Status\n\nDone\n\nImpact\n\na\n", &["2 Impact impact: a"]);
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

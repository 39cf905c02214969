//! A comparison as markup. Everything that a report says is escaped here.

use crate::compare::{
    BlockChange, Comparison, Fate, Format, ItemChange, LabelChange, Run, SectionChange, Shape,
    What, Word,
};
use crate::language::Language;
use crate::markdown::html::{Html, push_text};
use schemars::JsonSchema;
use serde::Serialize;

/// What changed between two versions.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Change {
    /// Whether nothing that readers see changed.
    is_empty: bool,
    /// Whether a text was too large to be compared word by word.
    is_coarse: bool,
    /// Fields of the front matter that changed.
    fields: Vec<FieldRow>,
    /// The front matter as text, where it does not parse in one of the versions.
    front: Option<Html>,
    /// Lists of entries that changed: the timeline, the actions.
    lists: Vec<ItemList>,
    /// Sections of the text.
    sections: Vec<Section>,
}

/// A field that changed.
#[derive(Debug, Serialize, JsonSchema)]
struct FieldRow {
    key: String,
    /// What it held; none when it was not there.
    old: Option<Html>,
    /// What it holds; none when it is gone.
    new: Option<Html>,
}

/// Entries that changed.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemList {
    title: String,
    items: Vec<ItemRow>,
}

/// An entry that changed.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemRow {
    /// `added`, `removed` or `changed`.
    fate: &'static str,
    /// Its values: time, status, owner ..
    labels: Option<Html>,
    text: Html,
}

/// A heading and what follows it.
#[derive(Debug, Serialize, JsonSchema)]
struct Section {
    /// The heading; empty where it changed itself, and above the first one.
    title: String,
    parts: Vec<Part>,
}

/// A block that changed, or several that did not.
#[derive(Debug, Serialize, JsonSchema)]
struct Part {
    /// `kept`, `changed`, `reformatted`, `added`, `removed`, `moved`, `moved-away`.
    fate: &'static str,
    /// How many blocks did not change, in words; what else is to be said of one that did.
    note: Option<String>,
    /// As the older version has it; none where only the newer one does.
    old: Option<Html>,
    /// As the newer version has it, with what is gone.
    new: Option<Html>,
}

impl Change {
    pub(super) fn of(comparison: &Comparison, language: &Language) -> Change {
        let lists = [
            ("incident.timeline", &comparison.events),
            ("incident.actions", &comparison.actions),
        ];
        Change {
            is_empty: comparison.is_empty(),
            is_coarse: comparison.is_coarse,
            fields: comparison
                .fields
                .iter()
                .map(|field| FieldRow {
                    key: field.key.clone(),
                    old: values(&field.old, &field.new, "del", language),
                    new: values(&field.new, &field.old, "ins", language),
                })
                .collect(),
            front: comparison.front.as_ref().map(|runs| {
                let mut out = String::from("<pre>");
                lines(runs, language, &mut out);
                Html::trusted(out + "</pre>")
            }),
            lists: lists
                .into_iter()
                .filter(|(_, items)| !items.is_empty())
                .map(|(title, items)| ItemList {
                    title: language.say(title).to_owned(),
                    items: items.iter().map(|it| item(it, language)).collect(),
                })
                .collect(),
            sections: sections(&comparison.sections, language),
        }
    }
}

/// Values of a field; those that the other version does not have are marked.
fn values(values: &[String], others: &[String], tag: &str, language: &Language) -> Option<Html> {
    if values.is_empty() {
        return None;
    }
    let shown: Vec<String> = values
        .iter()
        .map(|value| {
            let mut text = String::new();
            push_text(&mut text, value);
            match others.contains(value) {
                true => text,
                false => format!("<{tag}>{text}</{tag}>"),
            }
        })
        .collect();
    // Entries that hold commas themselves get a line each.
    let between = match values.iter().any(|value| value.contains(", ")) {
        true => "<br>",
        false => language.say("lists.comma"),
    };
    Some(Html::trusted(shown.join(between)))
}

fn item(change: &ItemChange, language: &Language) -> ItemRow {
    let fate = match (change.is_added, change.is_removed) {
        (true, _) => "added",
        (_, true) => "removed",
        _ => "changed",
    };
    let labels: Vec<String> = change
        .labels
        .iter()
        .map(|label| value(label, fate, language))
        .collect();
    let mut text = String::new();
    words(&change.runs, language, &mut text);
    ItemRow {
        fate,
        labels: (!labels.is_empty()).then(|| Html::trusted(labels.join(" "))),
        text: Html::trusted(text),
    }
}

fn value(label: &LabelChange, fate: &str, language: &Language) -> String {
    let mut out = format!("<span class=\"v-label v-{}\">", label.name);
    if fate != "changed" || label.old == label.new {
        push_text(&mut out, &label.new);
    } else {
        if !label.old.is_empty() {
            marked("del", &label.old, language, &mut out);
        }
        if !label.new.is_empty() {
            marked("ins", &label.new, language, &mut out);
        }
    }
    out + "</span>"
}

fn marked(tag: &str, text: &str, language: &Language, out: &mut String) {
    open(tag, language, out);
    push_text(out, text);
    *out += &format!("</{tag}> ");
}

/// Opens an element and says, for those who listen, what its colour and its line say.
fn open(tag: &str, language: &Language, out: &mut String) {
    *out += &format!("<{tag}><span class=\"hidden\">");
    push_text(
        out,
        language.say(match tag {
            "del" => "script-history.spoken-removed",
            "ins" => "script-history.spoken-added",
            _ => "script-history.spoken-reformatted",
        }),
    );
    *out += "</span>";
}

/// Sections that changed, each unchanged stretch folded; those without a change are folded into one
/// stretch with their neighbours.
fn sections(changes: &[SectionChange], language: &Language) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut quiet: Vec<&BlockChange> = Vec::new();
    for change in changes {
        if !change.is_changed() {
            quiet.extend(&change.blocks);
            continue;
        }
        if !quiet.is_empty() {
            sections.push(Section {
                title: String::new(),
                parts: vec![unchanged(&std::mem::take(&mut quiet), language)],
            });
        }
        // A heading that changed is shown with its change.
        let is_kept = change
            .blocks
            .first()
            .is_some_and(|it| it.fate == Fate::Kept);
        sections.push(Section {
            title: if is_kept {
                change.title.clone()
            } else {
                String::new()
            },
            parts: parts(change, language),
        });
    }
    if !quiet.is_empty() && !sections.is_empty() {
        sections.push(Section {
            title: String::new(),
            parts: vec![unchanged(&quiet, language)],
        });
    }
    sections
}

fn parts(section: &SectionChange, language: &Language) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut quiet: Vec<&BlockChange> = Vec::new();
    for (i, block) in section.blocks.iter().enumerate() {
        // The heading stands above its section already.
        if i == 0 && block.fate == Fate::Kept && !section.title.is_empty() {
            continue;
        }
        if block.fate == Fate::Kept {
            quiet.push(block);
            continue;
        }
        if !quiet.is_empty() {
            parts.push(unchanged(&std::mem::take(&mut quiet), language));
        }
        parts.push(part(block, language));
    }
    if !quiet.is_empty() {
        parts.push(unchanged(&quiet, language));
    }
    parts
}

fn unchanged(blocks: &[&BlockChange], language: &Language) -> Part {
    let shown: String = blocks
        .iter()
        .map(|change| block(&change.shape, &change.runs, Side::New, language))
        .collect();
    Part {
        fate: "kept",
        note: Some(language.counted("script-history.unchanged", blocks.len())),
        old: None,
        new: Some(Html::trusted(shown)),
    }
}

fn part(change: &BlockChange, language: &Language) -> Part {
    let said = |id: &'static str| Some(language.say(id).to_owned());
    let (fate, note) = match change.fate {
        Fate::Kept => ("kept", None),
        Fate::Changed => ("changed", change.was.as_ref().and_then(|it| said(was(it)))),
        Fate::Reformatted => (
            "reformatted",
            match &change.was {
                Some(shape) => {
                    let args = [("was", language.say(was(shape)).into())];
                    Some(language.with("history.reformatted-was", &args))
                }
                None => said("history.reformatted"),
            },
        ),
        Fate::Added => ("added", None),
        Fate::Removed => ("removed", None),
        Fate::Moved => ("moved", said("history.moved-here")),
        Fate::MovedAway => ("moved-away", said("history.moved-away")),
    };
    let old_shape = change.was.as_ref().unwrap_or(&change.shape);
    let is_in_old = !matches!(change.fate, Fate::Added | Fate::Moved);
    let is_in_new = !matches!(change.fate, Fate::Removed | Fate::MovedAway);
    Part {
        fate,
        note,
        old: is_in_old.then(|| Html::trusted(block(old_shape, &change.runs, Side::Old, language))),
        new: is_in_new
            .then(|| Html::trusted(block(&change.shape, &change.runs, Side::New, language))),
    }
}

/// The message that says what a block was before.
fn was(shape: &Shape) -> &'static str {
    match shape {
        Shape::Heading(_) => "history.was-heading",
        Shape::Paragraph => "history.was-paragraph",
        Shape::Quote => "history.was-quotation",
        Shape::Item { .. } => "history.was-item",
        Shape::Row { .. } => "history.was-row",
        Shape::Code => "history.was-code",
        Shape::Rule => "history.was-rule",
    }
}

/// Which version a block is shown for. The newer one shows what is gone as well; a style sheet hides
/// what is not wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

fn block(shape: &Shape, runs: &[Run], side: Side, language: &Language) -> String {
    let runs: Vec<Run> = runs
        .iter()
        .filter(|run| side == Side::New || run.what != What::Added)
        .cloned()
        .collect();
    let mut out = String::new();
    let class = match shape {
        Shape::Heading(level) => format!("v-h{}", (*level).clamp(1, 4)),
        Shape::Paragraph | Shape::Rule => "v-p".to_owned(),
        Shape::Quote => "v-quote".to_owned(),
        Shape::Item { depth, is_done, .. } => {
            let done = match is_done {
                Some(true) => " v-done",
                Some(false) => " v-open",
                None => "",
            };
            format!("v-item v-d{}{done}", (*depth).min(5))
        }
        Shape::Row { is_head } => match is_head {
            true => "v-row v-head".to_owned(),
            false => "v-row".to_owned(),
        },
        Shape::Code => {
            out += "<pre dir=\"ltr\">";
            lines(&runs, language, &mut out);
            return out + "</pre>";
        }
    };
    out += &format!("<p class=\"{class}\" dir=\"auto\">");
    words(&runs, language, &mut out);
    out + "</p>"
}

fn tag_of(what: What) -> Option<&'static str> {
    match what {
        What::Kept => None,
        What::Added => Some("ins"),
        What::Removed => Some("del"),
        What::Reformatted => Some("mark"),
    }
}

fn words(runs: &[Run], language: &Language, out: &mut String) {
    let mut is_first = true;
    for run in runs {
        let tag = tag_of(run.what);
        let spaced = run.words.first().is_some_and(|word| word.spaced);
        if spaced && !is_first {
            out.push(' ');
        }
        if let Some(tag) = tag {
            open(tag, language, out);
        }
        for (i, each) in run.words.iter().enumerate() {
            if i > 0 && each.spaced {
                out.push(' ');
            }
            word(
                each,
                i.checked_sub(1).map(|i| &run.words[i]),
                run.words.get(i + 1),
                out,
            );
        }
        if let Some(tag) = tag {
            *out += &format!("</{tag}>");
        }
        is_first = false;
    }
}

const TAGS: [(Format, &str); 4] = [
    (Format::STRONG, "strong"),
    (Format::EMPHASIS, "em"),
    (Format::STRUCK, "s"),
    (Format::CODE, "code"),
];

/// Writes a word; words in a row that look alike share their elements.
fn word(word: &Word, before: Option<&Word>, after: Option<&Word>, out: &mut String) {
    let is_alike = |other: Option<&Word>| other.is_some_and(|other| other.format == word.format);
    let looks = || TAGS.iter().filter(|(format, _)| word.format.has(*format));
    if !is_alike(before) {
        for (_, tag) in looks() {
            *out += &format!("<{tag}>");
        }
    }
    push_text(out, &word.text);
    if !is_alike(after) {
        for (_, tag) in looks().collect::<Vec<_>>().into_iter().rev() {
            *out += &format!("</{tag}>");
        }
    }
}

/// Lines of code.
fn lines(runs: &[Run], language: &Language, out: &mut String) {
    for run in runs {
        let tag = tag_of(run.what);
        for line in &run.words {
            if let Some(tag) = tag {
                open(tag, language, out);
            }
            push_text(out, &line.text);
            if let Some(tag) = tag {
                *out += &format!("</{tag}>");
            }
            out.push('\n');
        }
    }
}

//! The words of Markdown without the Markdown.

use super::Context;
use super::events::{self, Located, restored};
use super::outline::{Frame, Heading, Outline};
use pulldown_cmark::{Event, Tag, TagEnd};

/// Returns the words of `text`, a block a line, without markup, comments and footnote marks.
///
/// ```
/// # use casebook::markdown::plain_text;
/// assert_eq!(plain_text("# A *b*\n\n- see [the `log`](x.md)<br>"), "A b\nsee the log");
/// ```
pub fn plain_text(text: &str) -> String {
    if has_no_markup(text) {
        return text.trim_end().to_owned();
    }
    let text = events::bounded(text);
    let mut out = String::new();
    for event in &events::read(&text, None) {
        push_words(&mut out, event);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Says whether a text is one line that Markdown means nothing by, as most events and titles are.
fn has_no_markup(text: &str) -> bool {
    let means = |byte: u8| {
        matches!(
            byte,
            b'\\'
                | b'`'
                | b'*'
                | b'_'
                | b'['
                | b']'
                | b'<'
                | b'>'
                | b'&'
                | b'~'
                | b'|'
                | b'$'
                | b'^'
                | b'!'
                | b'='
                | 0..=0x1F
        )
    };
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && !text.bytes().any(means)
}

/// A heading with the words up to the next one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stretch {
    /// The heading; none for what stands before the first.
    pub heading: Option<Heading>,
    /// Its words, code aside.
    pub prose: String,
    /// The lines of its code blocks.
    pub code: String,
}

/// Returns the words of a text by headings, whose addresses are those that [`render`] gives them.
/// Of `context` only what decides addresses is looked at.
///
/// [`render`]: super::render
pub fn stretches(text: &str, context: &Context<'_>) -> Vec<Stretch> {
    let text = events::bounded(text);
    let events = events::read(&text, context.references);
    let frame = Frame {
        base: context.heading_base,
        prefix: context.id_prefix,
    };
    let outline = Outline::read(&events, frame, &context.skip.clone().unwrap_or_default());
    let mut stretches = vec![Stretch::default()];
    let mut last = 0;
    let (mut in_code, mut in_heading) = (false, false);
    for (i, located) in events.iter().enumerate() {
        match &located.0 {
            Event::Start(Tag::Heading { .. }) => {
                in_heading = true;
                if let Some(heading) = outline.at(i) {
                    let heading = Some(heading.clone());
                    stretches.push(Stretch {
                        heading,
                        ..Stretch::default()
                    });
                    last += 1;
                }
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        // The title is not repeated, and other headings are told by themselves.
        if !in_heading {
            let stretch = &mut stretches[last];
            let out = if in_code {
                &mut stretch.code
            } else {
                &mut stretch.prose
            };
            push_words(out, located);
        }
    }
    stretches
}

/// Returns the words of a heading or an image.
pub(super) fn words(events: &[Located<'_>]) -> String {
    let mut words = String::new();
    for event in events {
        push_words(&mut words, event);
    }
    words.trim().to_owned()
}

fn push_words(out: &mut String, (event, _): &Located<'_>) {
    match event {
        Event::Text(text) | Event::Code(text) => out.push_str(&restored(text)),
        Event::SoftBreak | Event::HardBreak => out.push(' '),
        Event::End(TagEnd::TableCell) => out.push(' '),
        Event::End(TagEnd::TableHead | TagEnd::TableRow) => end_line(out),
        Event::End(end) if is_block(*end) => end_line(out),
        // A list inside an item starts a line of its own.
        Event::Start(Tag::List(_) | Tag::CodeBlock(_)) => end_line(out),
        _ => {}
    }
}

fn end_line(out: &mut String) {
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
}

fn is_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::BlockQuote(_)
    )
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn words_stay_and_markup_goes() {
        for (text, words) in [
            ("", ""),
            (
                "Plain: words - 1. and #no (more) ",
                "Plain: words - 1. and #no (more)",
            ),
            ("a *b* **c** ~~d~~ `e`", "a b c d e"),
            ("a\nb  \nc", "a b c"),
            ("# H #\n\np\n\n> q", "H\np\nq"),
            ("- a\n  - b\n- c", "a\nb\nc"),
            ("| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
            ("![alt *x*](y.png \"t\") [l](m)", "alt x l"),
            ("a<!-- no --><b>c</b>[^1]\n\n[^1]: note", "ac\nnote"),
            ("<div>\nx\n</div>", ""),
            ("```sh\nls\n```\n", "ls"),
            ("&amp; \\* <https://a.b>", "& * https://a.b"),
        ] {
            assert_eq!(plain_text(text), words, "{text}");
        }
    }
}

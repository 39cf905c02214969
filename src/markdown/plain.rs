//! The words of Markdown without the Markdown.

use super::events::{self, Located, restored};
use pulldown_cmark::{Event, Tag, TagEnd};

/// Returns the words of `text`, a block a line, without markup, comments and footnote marks.
///
/// ```
/// # use casebook::markdown::plain_text;
/// assert_eq!(plain_text("# A *b*\n\n- see [the `log`](x.md)<br>"), "A b\nsee the log");
/// ```
pub fn plain_text(text: &str) -> String {
    let text = events::bounded(text);
    let mut out = String::new();
    for event in &events::read(&text, None) {
        push_words(&mut out, event);
    }
    out.truncate(out.trim_end().len());
    out
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

//! Status pages made with cState: every paragraph is an update, and a shortcode in it says when.

use super::timeline::{Setting, Timelines};
use crate::load::time::{Context, exact, resolve};
use crate::model::{Event, Origin, Piece, TimelineLayout};
use crate::source::Span;

const OPEN: &str = "{{<";

/// A `{{< track "2018-04-13 17:30:00" >}}` in a paragraph.
struct Track {
    /// All of it, in the paragraph.
    span: Span,
    /// The time between its quotes.
    written: Span,
}

/// Reads the updates of a body, in the order of the file. `None` where it has none.
pub(super) fn read(text: &str, body: &Span, setting: &Setting) -> Option<Timelines> {
    if !text[body.clone()].contains(OPEN) {
        return None;
    }
    let mut events = Vec::new();
    let mut pieces = Vec::new();
    for paragraph in paragraphs(text, body) {
        match track(&text[paragraph.clone()]) {
            Some(track) if events.len() < setting.limit => {
                pieces.push(Piece::Event(events.len()));
                events.push(event(text, paragraph, &track, setting));
            }
            _ => pieces.push(Piece::Text(paragraph)),
        }
    }
    let layout = TimelineLayout {
        span: body.clone(),
        label: None,
        pieces,
    };
    (!events.is_empty()).then(|| Timelines {
        events,
        layouts: vec![layout],
        zone: None,
    })
}

/// Stretches of lines that are not blank.
fn paragraphs(text: &str, body: &Span) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut at = body.start;
    let mut is_open = false;
    for line in text[body.clone()].split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        match paragraphs.last_mut().filter(|_| is_open) {
            Some(paragraph) if !is_blank => paragraph.end = at + line.trim_end().len(),
            _ if !is_blank => paragraphs.push(at..at + line.trim_end().len()),
            _ => {}
        }
        is_open = !is_blank;
        at += line.len();
    }
    // A shortcode alone below its paragraph belongs to it.
    let mut joined: Vec<Span> = Vec::new();
    for paragraph in paragraphs {
        let words = &text[paragraph.clone()];
        let is_alone = track(words).is_some_and(|track| track.span == (0..words.len()));
        match joined
            .last_mut()
            .filter(|before| is_alone && track(&text[(*before).clone()]).is_none())
        {
            Some(before) => before.end = paragraph.end,
            None => joined.push(paragraph),
        }
    }
    joined
}

fn track(paragraph: &str) -> Option<Track> {
    let start = paragraph.find(OPEN)?;
    let rest = &paragraph[start..];
    let end = start + rest.find(">}}")? + ">}}".len();
    let inside = &paragraph[start..end];
    let words = inside[OPEN.len()..].trim_start();
    if !words.starts_with("track") {
        return None;
    }
    let first = start + inside.find(['"', '“'])?;
    let first = first + paragraph[first..].chars().next()?.len_utf8();
    let last = first + paragraph[first..end].find(['"', '”'])?;
    Some(Track {
        span: start..end,
        written: first..last,
    })
}

fn event(text: &str, paragraph: Span, track: &Track, setting: &Setting) -> Event {
    let words = &text[paragraph.clone()];
    let written = &words[track.written.clone()];
    let context = Context {
        day: setting.day,
        year: setting.year,
        order: setting.order,
        ..Context::new(setting.zone.clone())
    };
    let at = exact(written, setting.order)
        .and_then(|reading| resolve(&reading, &context))
        .map(|(at, _)| at);
    let (before, after) = (&words[..track.span.start], &words[track.span.end..]);
    let place = |offset: usize| paragraph.start + offset;
    Event {
        at,
        clock: None,
        until: None,
        kind: None,
        text: format!("{before}{after}").trim().to_owned(),
        written: written.to_owned(),
        origin: Origin::Section,
        time_span: place(track.written.start)..place(track.written.end),
        span: paragraph,
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::load::body::{Given, read};

    fn check(text: &str, expected: &[&str]) {
        let config = Config::default();
        let given = Given {
            stem: "a",
            config: &config,
            zone: None,
            started: None,
            title: None,
        };
        let seen: Vec<String> = read(text, 0..text.len(), &given)
            .timeline
            .iter()
            .map(|event| {
                let at = event
                    .at
                    .as_ref()
                    .map_or("?".to_owned(), |at| at.written_text());
                format!("{at} {}", event.text)
            })
            .collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn every_paragraph_with_a_shortcode_is_an_event() {
        check(
            "*Fixed* - All is well. {{< track \"2018-04-13 17:30:00\" >}}\n\nA remark.\n\nWe look\ninto it.\n{{<track \"2018-04-13T16:02:00Z\">}}\n",
            &[
                "2018-04-13 17:30:00 *Fixed* - All is well.",
                "2018-04-13 16:02:00 We look\ninto it.",
            ],
        );
        check(
            "First words.\n\n{{< track \"2018-04-13 17:30\" >}}\n",
            &["2018-04-13 17:30 First words."],
        );
    }

    #[test]
    fn other_shortcodes_and_broken_ones_are_text() {
        check(
            "{{< figure src=\"a.png\" >}}\n\n{{< track 2018 >}} a {{<\n",
            &[],
        );
    }
}

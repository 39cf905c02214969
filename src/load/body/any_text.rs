//! Any text is read, in time proportional to its length, and loses no word.

use super::{BodyReading, Given, read};
use crate::config::Config;
use crate::model::Piece;
use proptest::prelude::{any, prop, proptest};

fn reading(text: &str) -> BodyReading {
    let config = Config::default();
    let given = Given {
        stem: "2024-03-02-queue",
        config: &config,
        zone: None,
        started: None,
        title: None,
    };
    let reading = read(text, 0..text.len(), &given);
    every_span_is_in_the_text(text, &reading);
    reading
}

fn every_span_is_in_the_text(text: &str, reading: &BodyReading) {
    let sections = reading.body.sections.iter();
    let spans = sections
        .flat_map(|section| [&section.heading, &section.content])
        .chain(
            reading
                .timeline
                .iter()
                .flat_map(|event| [&event.span, &event.time_span]),
        )
        .chain(reading.actions.iter().map(|action| &action.span))
        .chain(&reading.factors);
    for span in spans {
        assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
    }
    for layout in &reading.body.timelines {
        let mut at = layout.span.start;
        let mut words = String::new();
        for piece in &layout.pieces {
            let span = match piece {
                Piece::Event(event) => reading.timeline[*event].span.clone(),
                Piece::Text(span) | Piece::Structure(span) => span.clone(),
            };
            assert!(span.start >= at, "overlap at {span:?} of {text:?}");
            words += &text[at..span.start];
            at = span.end;
        }
        words += &text[at..layout.span.end];
        let label = layout.label.clone().map_or("", |label| &text[label]);
        let lost = words.replacen(label, "", 1);
        assert!(
            !lost.chars().any(char::is_alphanumeric),
            "{lost:?} lost of {text:?}"
        );
    }
}

/// Pieces that reports are made of.
const SCRAPS: &[&str] = &[
    "# Timeline\n",
    "## Timeline\n",
    "**Timeline**\n\n",
    "- **Key events**\n",
    "## May 12\n",
    "### 10:15\n",
    "\n",
    "\n\n",
    "- ",
    "  - ",
    "    ",
    "1. ",
    "10:15 ",
    "2024-03-02 10:15 ",
    "2024-03-02",
    "09:00-09:10 ",
    "**",
    "`",
    "[",
    "](x)",
    "| ",
    " |",
    "|---|---|\n",
    "| Time | Event |\n|---|---|\n",
    "| 10:15 | down |\n",
    "> ",
    "```\n",
    "words ",
    "Zürich 障害 ",
    "<br>",
    "![a](b)\n",
    "PST ",
    "~",
    ": ",
    "## Action items\n",
    "[x] ",
    "@ann ",
    "Date: ",
    "2X:XX ",
    "\\",
    "&nbsp;",
];

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        reading(&text);
    }

    #[test]
    fn any_report_keeps_its_words(scraps in prop::collection::vec(prop::sample::select(SCRAPS), 0..40)) {
        reading(&format!("## Timeline\n\n{}", scraps.concat()));
    }
}

#[test]
fn long_monotonous_texts_keep_their_words() {
    for piece in [
        "10:15 a\n\n",
        "- 10:15 a\n",
        "- ",
        "> ",
        "* - ",
        "### 10:15\n",
        "## Timeline\n",
        "## Timeline\n\n- 10:15 a\n\n",
        "## Actions\n",
        "**a**\n\n",
        "| 10:15 | a |\n",
        "httphttp://",
        "10:15 ",
        "at 10:15 and ",
        "Date: 2024-03-02\n",
        "`",
        "[",
        "**",
        "- **Impact**\n",
        "## Actions\n\n- a\n\n### b\n\n- c\n\n",
    ] {
        const LENGTH: usize = 80_000;
        // Quadratic work would show as a test that takes minutes.
        reading(&format!(
            "## Timeline\n\n{}",
            piece.repeat(LENGTH / piece.len())
        ));
    }
}

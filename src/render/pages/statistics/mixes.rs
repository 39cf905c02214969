//! How incidents were noticed, and what ended them.

use crate::analyze::statistics::mix::Mix;
use crate::render::Book;
use crate::render::pages::parts::{Part, Parts, part, part_id, search};
use crate::render::words;

/// Returns both, as far as reports tell.
pub(super) fn mixes(book: &Book) -> Vec<Parts> {
    let statistics = &book.analysis.statistics;
    let noticed = taken_apart(
        &statistics.detection,
        ("cb-noticed", "statistics.noticed"),
        |value| (value.as_str(), words::noticed(value, book.language())),
        |id| Some(search(&format!("detection:{id}"))),
        book,
    );
    let ended = taken_apart(
        &statistics.mitigation,
        ("cb-ended", "statistics.ended"),
        |value| (value.as_str(), words::ended(value, book.language())),
        |_| None,
        book,
    );
    let mixes = [noticed, ended].into_iter();
    mixes.filter(|mix| !mix.parts.is_empty()).collect()
}

fn taken_apart<'b, T: Ord + Copy>(
    mix: &Mix<T>,
    (id, heading): (&'static str, &'static str),
    name: impl Fn(T) -> (&'static str, &'b str),
    all: impl Fn(&str) -> Option<String>,
    book: &'b Book,
) -> Parts {
    let parts = mix.parts.iter().map(|(value, places)| {
        let (word, title) = name(*value);
        let share = mix.share(places);
        let percent = words::share(share, book.language());
        let note = percent.zip(words::share_interval(share, book.language()));
        Part {
            note: note.map_or_else(String::new, |(percent, interval)| {
                book.with(
                    "statistics.share",
                    &[
                        ("percent", (&percent).into()),
                        ("n", share.of.into()),
                        ("interval", (&interval).into()),
                    ],
                )
            }),
            search: all(word),
            ..part(part_id(id, word), title.to_owned(), places, mix.known, book)
        }
    });
    Parts {
        id,
        title: book.say(heading).to_owned(),
        note: match mix.unknown {
            0 => String::new(),
            n => book.counted("statistics.silent", n),
        },
        parts: parts.collect(),
    }
}

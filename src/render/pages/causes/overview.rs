//! The page of all causes.

use super::index::{self, Group};
use super::ranking::{self, Lasting, Ranking, Row};
use super::rates::{self, StudyView};
use super::recurrences::{self, Recurrences};
use super::roles::{self, Roles};
use super::sentence;
use super::services::{self, Services};
use super::together::{self, Together};
use super::trend::{self, Trends};
use super::uncoded::{self, Uncoded};
use crate::error::Error;
use crate::render::Book;
use crate::render::frame::{About, Frame};
use crate::render::words;
use crate::site::SitePath;
use crate::theme::Template;
use schemars::JsonSchema;
use serde::Serialize;

pub(super) const PAGE: Template<View> = Template::new("causes.html");

/// Data of `causes.html`.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct View {
    page: Frame,
    /// What keeps breaking, in a sentence.
    sentence: String,
    /// What the numbers are of.
    coverage: String,
    /// How many incidents name causes that count.
    coded: usize,
    /// Numbers that are of all causes.
    points: Vec<Point>,
    /// Groups by how often they occur.
    ranking: Ranking,
    /// Sub-causes likewise.
    subs: Ranking,
    /// All numbers of the groups.
    rows: Vec<Row>,
    /// Groups by how long they hurt.
    lastings: Vec<Lasting>,
    /// What that is of.
    lastings_note: String,
    trends: Option<Trends>,
    roles: Option<Roles>,
    together: Option<Together>,
    services: Option<Services>,
    recurrences: Option<Recurrences>,
    studies: Vec<StudyView>,
    uncoded: Option<Uncoded>,
    groups: Vec<Group>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Point {
    title: String,
    value: String,
    note: String,
    href: Option<&'static str>,
}

/// Most sub-causes in the ranking.
const SUBS: usize = 10;

pub(super) fn view(book: &Book, at: &SitePath) -> Result<View, Error> {
    let causes = &book.analysis.common_causes;
    let sentence = sentence::lead(causes, book);
    let about = About {
        title: book.say("page.causes"),
        description: &sentence,
        json_ld: None,
    };
    let ids = &causes.ranking;
    Ok(View {
        page: Frame::new(book, at, about),
        sentence,
        coverage: sentence::coverage(&causes.coverage, book.language()),
        coded: causes.coverage.coded,
        points: points(book),
        ranking: ranking::ranking(ids, ids.len(), book),
        subs: ranking::ranking(&causes.sub_ranking, SUBS, book),
        rows: ranking::rows(ids, book),
        lastings: ranking::lastings(ids, book),
        lastings_note: sentence::impact(&causes.impact, book.language()),
        trends: trend::trends(ids, book),
        roles: roles::roles(ids, book),
        together: together::together(book),
        services: services::services(ids, book),
        recurrences: recurrences::recurrences(None, "", book),
        studies: rates::studies(book),
        uncoded: uncoded::uncoded(book),
        groups: index::groups(book),
    })
}

fn points(book: &Book) -> Vec<Point> {
    let causes = &book.analysis.common_causes;
    let again = &causes.recurrences;
    let points = [
        ("causes.change-related", causes.change_related, None),
        ("causes.several", causes.with_several, Some("#cb-together")),
        ("causes.came-back-title", again.share, Some("#cb-again")),
    ];
    points
        .into_iter()
        .filter_map(|(id, share, href)| {
            let interval = words::share_interval(share, book.language())?;
            let counts = book.with(
                "causes.counts",
                &[
                    ("count", share.count.into()),
                    ("of", share.of.into()),
                    ("interval", (&interval).into()),
                ],
            );
            Some(Point {
                title: book.say(id).to_owned(),
                value: words::share(share, book.language())?,
                note: match href {
                    Some("#cb-again") => book.with(
                        "causes.counts-again",
                        &[
                            ("counts", (&counts).into()),
                            ("services", again.followers.len().into()),
                            ("reports", again.by_word.into()),
                        ],
                    ),
                    _ => counts,
                },
                href: href.filter(|_| share.count > 0),
            })
        })
        .collect()
}

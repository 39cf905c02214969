//! The page of one cause.

use super::parts::parts;
use super::recurrences::{Recurrences, recurrences};
use super::roles::role_word;
use super::trend::{Trend, trend};
use super::{address, description, full_title, quarter_id, sentence, title};
use crate::analyze::causes::quarters::Quarter;
use crate::analyze::causes::stat::CauseStat;
use crate::error::Error;
use crate::markdown::html::Html;
use crate::model::{Cause, CauseId, Incident};
use crate::render::Book;
use crate::render::charts::bar;
use crate::render::frame::{About, Frame};
use crate::render::pages::actions::{ActionRow, action_rows};
use crate::render::pages::paged::{self, Pages, ROWS};
use crate::render::pages::parts::Parts;
use crate::render::pages::parts::incident_link;
use crate::render::pages::row::{Row, details, row_with};
use crate::render::pages::terms::{Crumb, TermRow};
use crate::render::words::{self, sentences, took};
use crate::site::SitePath;
use crate::theme::Template;
use chrono::Datelike;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Most actions on a page.
const ACTIONS: usize = 12;

pub(super) const PAGE: Template<View> = Template::new("cause.html");

/// Data of `cause.html`.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct View {
    page: Frame,
    crumbs: Vec<Crumb>,
    /// What reports write.
    id: String,
    /// What they may write instead, with commas between.
    aliases: Option<Html>,
    description: Option<String>,
    /// How often it occurs.
    sentence: String,
    points: Vec<Point>,
    trend: Option<Trend>,
    /// Sub-causes, the most frequent first.
    terms: Vec<TermRow>,
    /// How many incidents name the group alone.
    terms_note: String,
    parts: Vec<Parts>,
    recurrences: Option<Recurrences>,
    actions: Vec<ActionRow>,
    actions_note: String,
    /// How many incidents there are.
    total: usize,
    years: Vec<Year>,
    pages: Pages,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Point {
    title: String,
    value: String,
    note: String,
    link: Option<crate::render::pages::parts::IncidentLink>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Year {
    title: String,
    rows: Vec<Row>,
}

pub(super) fn view(id: &CauseId, number: usize, book: &Book, at: &SitePath) -> Result<View, Error> {
    let stat = book.analysis.common_causes.stats.get(id);
    let stat = stat.ok_or_else(|| Error::NoSuchPage(at.to_string()))?;
    let described = description(id, book);
    let sentence = how_often(id, stat, book);
    let name = paged::title(&full_title(id, book), number, book.language());
    let words = described.clone().unwrap_or_default();
    let about = About {
        title: &name,
        description: &format!("{name}: {words} {sentence}"),
        json_ld: None,
    };
    let cause = book.config.taxonomy.get(id);
    let mut view = View {
        page: Frame::new(book, at, about),
        crumbs: crumbs(id, book),
        id: id.to_string(),
        aliases: cause.and_then(|cause| aliases(cause, book)),
        description: described,
        sentence,
        points: Vec::new(),
        trend: None,
        terms: Vec::new(),
        terms_note: String::new(),
        parts: Vec::new(),
        recurrences: None,
        actions: Vec::new(),
        actions_note: String::new(),
        total: stat.incidents.len(),
        years: years(id, stat, number, book),
        pages: Pages::new(&address(id), number, stat.incidents.len(), ROWS),
    };
    if number == 0 {
        add_numbers(&mut view, id, stat, book);
    }
    Ok(view)
}

/// The other names of a cause that reports may use.
fn aliases(cause: &Cause, book: &Book) -> Option<Html> {
    let comma = Html::escape(book.say("lists.comma"));
    let names = cause.aliases.iter();
    let names: Vec<Html> = names
        .map(|name| book.html("causes.alias", &[("name", name.into())]))
        .collect();
    let names: Vec<&str> = names.iter().map(Html::as_str).collect();
    (!names.is_empty()).then(|| Html::trusted(names.join(comma.as_str())))
}

/// What only the first page shows.
fn add_numbers(view: &mut View, id: &CauseId, stat: &CauseStat, book: &Book) {
    view.points = points(stat, book);
    view.trend = trend(id, stat, &view.page.root, book);
    view.parts = parts(id, stat, book);
    view.recurrences = recurrences(Some(id), &view.page.root, book);
    if id.is_top() {
        view.terms = subs(id, stat, book);
        view.terms_note = match stat.by_itself {
            0 => String::new(),
            _ if view.terms.is_empty() => String::new(),
            n => book.counted("causes.alone", n),
        };
    }
    let ledger = &book.analysis.actions;
    let ledger = ledger.of_incidents(stat.incidents.iter().copied());
    let left = ledger.left();
    view.actions = action_rows(&left[..left.len().min(ACTIONS)], book);
    let (n, first) = (left.len().into(), ACTIONS.into());
    let count = if left.len() > ACTIONS {
        book.with("causes.actions-first", &[("n", n), ("first", first)])
    } else {
        book.with("causes.actions", &[("n", n)])
    };
    let why = book.say("causes.actions-why").to_owned();
    view.actions_note = sentences(&[count, why], book.language());
}

fn crumbs(id: &CauseId, book: &Book) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb {
        href: "causes.html".to_owned(),
        title: book.say("page.causes").to_owned(),
    }];
    if !id.is_top() {
        crumbs.push(Crumb {
            href: address(&id.top()),
            title: title(&id.top(), book),
        });
    }
    crumbs
}

fn how_often(id: &CauseId, stat: &CauseStat, book: &Book) -> String {
    let causes = &book.analysis.common_causes;
    let n = stat.incidents.len();
    let Some(share) = causes.share(id) else {
        return book.counted("causes.no-finding", n);
    };
    let mut said = vec![sentence::share(share, book.language())];
    let (ranking, message) = if id.is_top() {
        (&causes.ranking, "causes.place-of-groups")
    } else {
        (&causes.sub_ranking, "causes.place-of-subs")
    };
    let rarer = ranking.iter().position(|other| other == id);
    if let Some(place) = rarer.filter(|_| ranking.len() > 1) {
        let same = |other: &&CauseId| {
            causes
                .stats
                .get(*other)
                .is_some_and(|it| it.incidents.len() == n)
        };
        let first = ranking
            .iter()
            .position(|other| same(&other))
            .unwrap_or(place);
        let args = [("place", (first + 1).into()), ("n", ranking.len().into())];
        said.push(book.with(message, &args));
    }
    let shift = ["causes.named-more-often", "causes.named-less-often"];
    said.extend(super::ranking::shift(id, shift, book));
    if stat.inferred > 0 {
        said.push(book.counted("causes.inferred-in", stat.inferred));
    }
    sentences(&said, book.language())
}

fn points(stat: &CauseStat, book: &Book) -> Vec<Point> {
    let impact = &stat.impact;
    let of = sentence::impact(impact, book.language());
    let title = |id: &str| book.say(id).to_owned();
    let mut points = Vec::new();
    if impact.n > 0 {
        points.push(Point {
            title: title("causes.time-of-impact"),
            value: took(impact.seconds, book.language()),
            note: book.with(
                "causes.impact-minutes",
                &[("n", impact.minutes().into()), ("of", (&of).into())],
            ),
            link: None,
        });
    }
    let longest = impact.longest.filter(|_| impact.n > 1);
    if let Some((place, seconds)) = longest {
        points.push(Point {
            title: title("causes.the-longest"),
            value: took(seconds, book.language()),
            note: match impact.seconds {
                0 => String::new(),
                all => {
                    let percent = 100.0 * seconds as f64 / all as f64;
                    let percent = words::percent(percent, book.language());
                    book.with("causes.part-of-it", &[("percent", (&percent).into())])
                }
            },
            link: book.nth(place).map(|it| incident_link(it, book)),
        });
    }
    if impact.n == 0 {
        points.push(Point {
            title: title("causes.time-of-impact"),
            value: title("causes.impact-unknown"),
            note: of,
            link: None,
        });
    }
    points
}

/// The sub-causes of a group, the most frequent first, with bars out of the group.
fn subs(group: &CauseId, stat: &CauseStat, book: &Book) -> Vec<TermRow> {
    let causes = &book.analysis.common_causes;
    let ranked = causes.sub_ranking.iter().filter(|id| id.top() == *group);
    let unknown = causes
        .stats
        .keys()
        .filter(|id| id.is_unknown() && !id.is_top());
    let unknown = unknown.filter(|id| id.top() == *group);
    ranked
        .chain(unknown)
        .map(|id| {
            let count = causes.stats.get(id).map_or(0, |sub| sub.incidents.len());
            TermRow {
                href: address(id),
                title: title(id, book),
                description: description(id, book),
                count,
                bar: bar::bar(count, stat.incidents.len()),
            }
        })
        .collect()
}

/// Incidents by the year they began in; the first of each quarter can be linked to.
fn years(id: &CauseId, stat: &CauseStat, number: usize, book: &Book) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    let before = stat.incidents.iter().take(number * ROWS);
    let mut begun: BTreeSet<Quarter> = before
        .filter_map(|place| book.nth(*place).and_then(Quarter::of_incident))
        .collect();
    for incident in paged::slice(&stat.incidents, number, ROWS)
        .iter()
        .filter_map(|place| book.nth(*place))
    {
        let title = incident.started().map_or_else(
            || book.say("causes.no-date").to_owned(),
            |at| at.local.year().to_string(),
        );
        let quarter = Quarter::of_incident(incident).filter(|quarter| begun.insert(*quarter));
        let row =
            row_with(incident, said(id, incident, book), book).anchored(quarter.map(quarter_id));
        match years.last_mut() {
            Some(year) if year.title == title => year.rows.push(row),
            _ => years.push(Year {
                title,
                rows: vec![row],
            }),
        }
    }
    years
}

/// How the incident names the cause, then what every row says.
fn said(id: &CauseId, incident: &Incident, book: &Book) -> String {
    let uses = incident.causes.iter().filter(|cause| {
        let of = &cause.id.value;
        of == id || (id.is_top() && of.top() == *id)
    });
    let uses: Vec<String> = uses
        .map(|cause| {
            let of = &cause.id.value;
            let role = ("role", role_word(cause.role, book).into());
            let is_stated = cause.id.origin.is_stated();
            if of == id {
                let id = match is_stated {
                    true => "causes.as",
                    false => "causes.as-inferred",
                };
                return book.with(id, &[role]);
            }
            let id = match is_stated {
                true => "causes.sub-as",
                false => "causes.sub-as-inferred",
            };
            book.with(id, &[("cause", (&title(of, book)).into()), role])
        })
        .collect();
    let mut said = vec![book.language().listed(&uses)];
    said.push(details(incident, &book.config, book.language()));
    said.retain(|it| !it.is_empty());
    said.join(" · ")
}

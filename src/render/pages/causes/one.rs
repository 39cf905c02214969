//! The page of one cause.

use super::parts::parts;
use super::recurrences::{Recurrences, recurrences};
use super::trend::{Trend, trend};
use super::{address, description, full_title, quarter_id, sentence, title};
use crate::analyze::causes::quarters::Quarter;
use crate::analyze::causes::stat::CauseStat;
use crate::error::Error;
use crate::model::{CauseId, Incident};
use crate::render::Book;
use crate::render::charts::bar;
use crate::render::frame::{About, Frame};
use crate::render::pages::actions::{ActionRow, action_rows};
use crate::render::pages::paged::{self, Pages, ROWS};
use crate::render::pages::parts::Parts;
use crate::render::pages::parts::incident_link;
use crate::render::pages::row::{Row, details, row_with};
use crate::render::pages::terms::{Crumb, TermRow};
use crate::render::words::{counted, grouped, listed, took};
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
    /// What they may write instead.
    aliases: Vec<String>,
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
    total: String,
    years: Vec<Year>,
    pages: Pages,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Point {
    title: &'static str,
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
    let name = paged::title(&full_title(id, book), number);
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
        aliases: cause.map_or_else(Vec::new, |cause| cause.aliases.clone()),
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
        total: counted(stat.incidents.len(), "incident"),
        years: years(id, stat, number, book),
        pages: Pages::new(&address(id), number, stat.incidents.len(), ROWS),
    };
    if number == 0 {
        add_numbers(&mut view, id, stat, book);
    }
    Ok(view)
}

/// What only the first page shows.
fn add_numbers(view: &mut View, id: &CauseId, stat: &CauseStat, book: &Book) {
    view.points = points(stat, book);
    view.trend = trend(id, stat, &view.page.root, book);
    view.parts = parts(id, stat, book);
    view.recurrences = recurrences(Some(id), book);
    if id.is_top() {
        view.terms = subs(id, stat, book);
        view.terms_note = match stat.by_itself {
            0 => String::new(),
            _ if view.terms.is_empty() => String::new(),
            n => format!("{} the group alone.", names(n)),
        };
    }
    let ledger = &book.analysis.actions;
    let ledger = ledger.of_incidents(stat.incidents.iter().copied());
    let left = ledger.left();
    view.actions = action_rows(&left[..left.len().min(ACTIONS)], book);
    view.actions_note = format!(
        "{} open or proposed in these reports{}. A report does not say which of its causes an action is for.",
        counted(left.len(), "action"),
        if left.len() > ACTIONS {
            format!("; the first {ACTIONS} are listed")
        } else {
            String::new()
        }
    );
}

fn names(n: usize) -> String {
    format!(
        "{} name{}",
        counted(n, "incident"),
        if n == 1 { "s" } else { "" }
    )
}

fn crumbs(id: &CauseId, book: &Book) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb {
        href: "causes.html".to_owned(),
        title: "Causes".to_owned(),
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
        return format!(
            "{} this. That is no finding, so it has no share and no rank.",
            names(n)
        );
    };
    let mut words = sentence::share(share);
    let ranking = if id.is_top() {
        &causes.ranking
    } else {
        &causes.sub_ranking
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
        let kind = if id.is_top() { "groups" } else { "sub-causes" };
        words.push_str(&format!(
            " Number {} of {} {kind}.",
            first + 1,
            ranking.len()
        ));
    }
    if let Some(shift) = super::ranking::shift(id, book) {
        words.push_str(&format!(" It is named {shift}."));
    }
    if stat.inferred > 0 {
        words.push_str(&format!(
            " In {} it is inferred from the words of the report.",
            counted(stat.inferred, "incident")
        ));
    }
    words
}

fn points(stat: &CauseStat, book: &Book) -> Vec<Point> {
    let impact = &stat.impact;
    let mut points = Vec::new();
    if impact.n > 0 {
        points.push(Point {
            title: "Time of impact",
            value: took(impact.seconds),
            note: format!(
                "{} min, {}",
                grouped(impact.minutes()),
                sentence::impact(impact)
            ),
            link: None,
        });
    }
    let longest = impact.longest.filter(|_| impact.n > 1);
    if let Some((place, seconds)) = longest {
        points.push(Point {
            title: "The longest",
            value: took(seconds),
            note: match impact.seconds {
                0 => String::new(),
                all => format!("{:.0} % of it", 100.0 * seconds as f64 / all as f64),
            },
            link: book.nth(place).map(|it| incident_link(it, book)),
        });
    }
    if impact.n == 0 {
        points.push(Point {
            title: "Time of impact",
            value: "not known".to_owned(),
            note: sentence::impact(impact),
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
        let title = incident
            .started()
            .map_or_else(|| "No date".to_owned(), |at| at.local.year().to_string());
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
            let inferred = if cause.id.origin.is_stated() {
                ""
            } else {
                ", inferred"
            };
            match of == id {
                true => format!("as {}{inferred}", cause.role.as_str()),
                false => format!("{} as {}{inferred}", title(of, book), cause.role.as_str()),
            }
        })
        .collect();
    let mut said = vec![listed(&uses)];
    said.push(details(incident, &book.config));
    said.retain(|it| !it.is_empty());
    said.join(" · ")
}

//! A page for each service: what it is, how often it broke and why, and what is still to be done.

use super::actions::{ActionRow, action_rows, of_service};
use super::causes;
use super::paged::{self, Pages, ROWS};
use super::row::{Row, rows};
use super::strip::{Strip, strip};
use super::terms::Crumb;
use crate::analyze::actions::Ledger;
use crate::analyze::statistics::timing::{TIMINGS, Timing};
use crate::analyze::terms::Term;
use crate::error::Error;
use crate::markdown::html::Html;
use crate::model::{CauseId, Incident, Slug};
use crate::render::charts::bar;
use crate::render::frame::{About, Frame};
use crate::render::words::{sentences, short, took};
use crate::render::{Book, Plan};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

const PAGE: Template<View> = Template::new("service.html");
/// What its template may name.
pub(super) const VARIABLES: Variables = PAGE.variables();

/// Data of `service.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    page: Frame,
    crumbs: Vec<Crumb>,
    description: Option<String>,
    /// Who runs it.
    owner: Option<String>,
    /// How often and when.
    sentence: String,
    /// How long its incidents hurt users, in words.
    lasted: String,
    /// Incidents by month; nothing where there were none for two years.
    strip: Option<Strip>,
    /// The causes that its incidents name most.
    causes: Vec<Cause>,
    /// What those are of.
    causes_note: String,
    actions: Vec<ActionRow>,
    /// How many there are, and how many are not listed.
    actions_note: String,
    /// Where all of them are.
    actions_href: String,
    rows: Vec<Row>,
    pages: Pages,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Cause {
    href: String,
    title: String,
    count: usize,
    bar: Html,
}

/// Most causes and actions on a page.
const CAUSES: usize = 6;
const ACTIONS: usize = 10;

/// Returns the address of a service's page.
pub(super) fn address(id: &Slug) -> String {
    format!("services/{id}.html")
}

/// Adds a page for each service, and more for services of many incidents.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let book = plan.book.clone();
    for (i, term) in book.analysis.services.iter().enumerate() {
        for number in 0..paged::count(term.incidents.len(), ROWS) {
            let at = paged::address(&address(&term.id), number);
            plan.page(at, &PAGE, move |book, at| {
                let term = book.analysis.services.get(i);
                let term = term.ok_or_else(|| Error::NoSuchPage(at.to_string()))?;
                Ok(view(term, number, book, at))
            })?;
        }
    }
    Ok(())
}

fn view(term: &Term, number: usize, book: &Book, at: &SitePath) -> View {
    let title = paged::title(&term.title, number, book.language());
    let sentence = sentence(term, book);
    let described = term.description.clone().unwrap_or_default();
    let about = About {
        title: &title,
        description: &format!("{title}: {described} {sentence}"),
        json_ld: None,
    };
    let mut view = View {
        page: Frame::new(book, at, about),
        crumbs: vec![Crumb {
            href: "services.html".to_owned(),
            title: book.say("terms.services").to_owned(),
        }],
        description: term.description.clone(),
        owner: term.owner.clone(),
        sentence,
        lasted: String::new(),
        strip: None,
        causes: Vec::new(),
        causes_note: String::new(),
        actions: Vec::new(),
        actions_note: String::new(),
        actions_href: of_service(&term.id),
        rows: rows(
            book.incidents(paged::slice(&term.incidents, number, ROWS)),
            book,
        ),
        pages: Pages::new(&address(&term.id), number, term.incidents.len(), ROWS),
    };
    if number == 0 {
        add_numbers(&mut view, term, book);
    }
    view
}

/// What only the first page shows.
fn add_numbers(view: &mut View, term: &Term, book: &Book) {
    let strip = strip(book.incidents(&term.incidents), &view.page.root, book);
    view.strip = (strip.total > 0).then_some(strip);
    let incidents: Vec<&Incident> = book.incidents(&term.incidents).collect();
    view.lasted = lasted(&incidents, book);
    (view.causes, view.causes_note) = common_causes(&incidents, book);
    let analysis = &book.analysis;
    let places = term.incidents.iter();
    let ledger = analysis
        .actions
        .of_incidents(places.filter_map(|slug| analysis.position(slug)));
    (view.actions, view.actions_note) = actions(&ledger, book);
}

fn sentence(term: &Term, book: &Book) -> String {
    let year_ago = book.today.checked_sub_months(chrono::Months::new(12));
    let recent = book.incidents(&term.incidents).filter(|incident| {
        let started = incident.started().map(|at| at.local.date());
        started
            .zip(year_ago)
            .is_some_and(|(day, then)| day > then && day <= book.today)
    });
    let mut parts = vec![book.counted("services.incidents", term.incidents.len())];
    match recent.count() {
        0 => {}
        n => parts.push(book.counted("services.recent", n)),
    }
    let latest = book.incidents(&term.incidents).next();
    if let Some(at) = latest.and_then(Incident::started) {
        let is_day = at.precision > crate::model::Precision::Month;
        let id = match (term.incidents.len() == 1, is_day) {
            (true, false) => "services.in-month",
            (true, true) => "services.on-day",
            (false, false) => "services.last-in-month",
            (false, true) => "services.last-on-day",
        };
        let when = short(at, book.language()).text;
        parts.push(book.with(id, &[("date", (&when).into())]));
    }
    let parts = parts.join(book.say("lists.comma"));
    book.with("services.sentence", &[("parts", (&parts).into())])
}

/// How long incidents hurt users and how soon they were noticed, where there are enough to say so.
fn lasted(incidents: &[&Incident], book: &Book) -> String {
    let of = |id: &str| {
        let ends = TIMINGS.iter().find(|ends| ends.id == id)?;
        let timing = Timing::of(ends, incidents, &book.config);
        Some((timing.sample.median()?, timing))
    };
    let took = |seconds: i64| took(seconds, book.language());
    let mut said = Vec::new();
    if let Some((median, timing)) = of("impact") {
        let longest = timing.longest().map_or(0, |(seconds, _)| seconds);
        said.push(book.with(
            "services.impact",
            &[
                ("n", timing.sample.n().into()),
                ("median", (&took(median as i64)).into()),
                ("longest", (&took(longest)).into()),
            ],
        ));
    }
    if let Some((median, timing)) = of("detect") {
        said.push(book.with(
            "services.detect",
            &[
                ("n", timing.sample.n().into()),
                ("median", (&took(median as i64)).into()),
            ],
        ));
    }
    sentences(&said, book.language())
}

/// The groups of causes that most of its incidents name.
fn common_causes(incidents: &[&Incident], book: &Book) -> (Vec<Cause>, String) {
    let mut counts: BTreeMap<CauseId, usize> = BTreeMap::new();
    let mut coded = 0;
    for incident in incidents {
        let groups: BTreeSet<CauseId> = incident
            .causes
            .iter()
            .map(|cause| cause.id.value.top())
            .filter(|id| !id.is_unknown())
            .collect();
        coded += usize::from(!groups.is_empty());
        for group in groups {
            *counts.entry(group).or_default() += 1;
        }
    }
    let mut counts: Vec<(CauseId, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(id, count)| (Reverse(*count), id.clone()));
    let more = counts.len().saturating_sub(CAUSES);
    let causes = counts.into_iter().take(CAUSES).map(|(id, count)| Cause {
        href: causes::address(&id),
        title: causes::title(&id, book),
        count,
        bar: bar::bar(count, coded),
    });
    let mut note = vec![book.counted("services.causes-note", coded)];
    if more > 0 {
        note.push(book.counted("services.causes-rarer", more));
    }
    (causes.collect(), sentences(&note, book.language()))
}

/// What is left to do: overdue first, then open, then proposed.
fn actions(ledger: &Ledger, book: &Book) -> (Vec<ActionRow>, String) {
    let tally = &ledger.tally;
    let left = ledger.left();
    let n = left.len().into();
    let mut note = vec![match tally.overdue() {
        0 => book.with("services.actions", &[("n", n)]),
        overdue => book.with(
            "services.actions-overdue",
            &[("n", n), ("overdue", overdue.into())],
        ),
    }];
    if left.len() > ACTIONS {
        note.push(book.counted("services.actions-first", ACTIONS));
    }
    if tally.unknown > 0 {
        note.push(book.counted("services.actions-unknown", tally.unknown));
    }
    let shown = &left[..left.len().min(ACTIONS)];
    (action_rows(shown, book), sentences(&note, book.language()))
}

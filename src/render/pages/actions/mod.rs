//! What reports ask for: what is overdue, open, proposed and done; as a page, a sheet and a calendar.

mod dates;
mod groups;
mod part;
mod row;
mod table;
mod words;

pub(super) use part::of_service;
pub(super) use row::{ActionRow, action_rows};

use super::terms::Crumb;
use crate::analyze::actions::{Ledger, Tally};
use crate::error::Error;
use crate::model::ActionKind;
use crate::render::frame::{About, Frame};
use crate::render::{Book, Plan};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use groups::Group;
use part::{Choice, Part};
use row::kind_title;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

const PAGE: Template<View> = Template::new("actions.html");
/// What its template may name.
pub(super) const VARIABLES: Variables = PAGE.variables();

/// Data of `actions.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    page: Frame,
    /// Ways back, on a page of some of them.
    crumbs: Vec<Crumb>,
    /// What stands there, in a sentence or two.
    sentence: String,
    /// What to know about the numbers.
    notes: Vec<String>,
    /// Links to pages of some of them.
    filters: Vec<Filter>,
    groups: Vec<Group>,
    /// How much is done, by what it is for; only on the page of all.
    kinds: Vec<Kind>,
    /// The whole address of the calendar, where the site has one.
    calendar: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Filter {
    label: String,
    choices: Vec<Link>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Link {
    title: String,
    href: String,
    count: usize,
    current: bool,
}

/// How many actions of a kind are how far.
#[derive(Debug, Serialize, JsonSchema)]
struct Kind {
    title: String,
    done: usize,
    open: usize,
    overdue: usize,
    proposed: usize,
    rejected: usize,
    unknown: usize,
    /// Done of those decided on.
    share: String,
}

/// Adds the page, a page for each part of them that has work left, the sheet and the calendar. Whoever
/// has subscribed to the calendar finds it even when nothing is left.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let parts: Arc<Vec<Choice>> = Arc::new(part::choices(&plan.book));
    let all = Arc::clone(&parts);
    plan.page("actions.html".to_owned(), &PAGE, move |book, at| {
        Ok(view(Part::All, &all, book, at))
    })?;
    for choice in parts.iter() {
        let (part, parts) = (choice.part, Arc::clone(&parts));
        plan.page(choice.href.clone(), &PAGE, move |book, at| {
            Ok(view(part, &parts, book, at))
        })?;
    }
    plan.add("actions.csv".to_owned(), |book, _| {
        Ok(table::table(book).into_bytes())
    })?;
    plan.add("actions.ics".to_owned(), |book, _| {
        Ok(dates::dates(book).into_bytes())
    })
}

fn view(part: Part, parts: &[Choice], book: &Book, at: &SitePath) -> View {
    let own;
    let ledger = match part {
        Part::All => &book.analysis.actions,
        part => {
            own = part.ledger(book);
            &own
        }
    };
    let title = part.page_title(book);
    let sentence = words::sentence(ledger, book.language());
    let described = [("title", (&title).into()), ("sentence", (&sentence).into())];
    let about = About {
        title: &title,
        description: &book.with("list.described", &described),
        json_ld: None,
    };
    let is_all = part == Part::All;
    let site = book.config.html.site_url.as_ref();
    View {
        page: Frame::new(book, at, about),
        crumbs: if is_all {
            Vec::new()
        } else {
            vec![crumb(book)]
        },
        notes: words::notes(ledger, book, is_all),
        filters: filters(part, parts, book),
        groups: groups::groups(ledger, book),
        kinds: if is_all {
            kinds(ledger, book)
        } else {
            Vec::new()
        },
        calendar: site.map(|site| format!("{site}actions.ics")),
        sentence,
    }
}

fn crumb(book: &Book) -> Crumb {
    Crumb {
        href: "actions.html".to_owned(),
        title: book.say("page.actions").to_owned(),
    }
}

/// Links to parts: all kinds and severities, and the services with the most work left.
fn filters(part: Part, parts: &[Choice], book: &Book) -> Vec<Filter> {
    const MOST: usize = 8;
    let filter = |label: &'static str, is_of: fn(Part) -> bool| {
        let choices = parts.iter().filter(|choice| is_of(choice.part));
        Filter {
            label: book.say(label).to_owned(),
            choices: choices
                .take(MOST)
                .map(|choice| Link {
                    title: choice.title.clone(),
                    href: choice.href.clone(),
                    count: choice.left,
                    current: choice.part == part,
                })
                .collect(),
        }
    };
    let mut filters = vec![
        filter("actions.by-kind", |part| matches!(part, Part::Kind(_))),
        filter("actions.by-severity", |part| {
            matches!(part, Part::Severity(_))
        }),
        filter("actions.by-service", |part| {
            matches!(part, Part::Service(_))
        }),
    ];
    filters.retain(|filter| !filter.choices.is_empty());
    filters
}

fn kinds(ledger: &Ledger, book: &Book) -> Vec<Kind> {
    let kind = |(kind, tally): &(Option<ActionKind>, Tally)| Kind {
        title: book.say(kind_title(*kind)).to_owned(),
        done: tally.done,
        open: tally.open,
        overdue: tally.overdue(),
        proposed: tally.proposed,
        rejected: tally.rejected,
        unknown: tally.unknown,
        share: words::share_done(tally, book.language()),
    };
    ledger.kinds.iter().map(kind).collect()
}

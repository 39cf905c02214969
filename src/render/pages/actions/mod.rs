//! What reports ask for: what is overdue, open, proposed and done; as a page, a sheet and a calendar.

mod dates;
mod groups;
mod row;
mod table;
mod words;

pub(super) use row::{ActionRow, action_rows};

use super::terms::Crumb;
use crate::analyze::actions::{Entry, Ledger, Tally};
use crate::error::Error;
use crate::model::{ActionKind, Slug};
use crate::render::frame::{About, Frame};
use crate::render::{Book, Plan};
use crate::site::SitePath;
use groups::Group;
use row::kind_title;
use serde::Serialize;

/// Data of `actions.html`.
#[derive(Debug, Serialize)]
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

#[derive(Debug, Serialize)]
struct Filter {
    label: &'static str,
    choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    title: String,
    href: String,
    count: usize,
    current: bool,
}

/// How many actions of a kind are how far.
#[derive(Debug, Serialize)]
struct Kind {
    title: &'static str,
    done: usize,
    open: usize,
    overdue: usize,
    proposed: usize,
    rejected: usize,
    unknown: usize,
    /// Done of those decided on.
    share: String,
}

/// Some of the actions.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    All,
    Kind(Option<ActionKind>),
    /// By the place of the severity in the settings.
    Severity(usize),
}

/// Adds the page, a page for each kind and severity that has work left, the sheet and the calendar.
/// Whoever has subscribed to the calendar finds it even when nothing is left.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    plan.page("actions.html".to_owned(), "actions.html", |book, at| {
        Ok(view(&Part::All, book, at))
    })?;
    for part in parts(&plan.book) {
        let Some(address) = part.address(&plan.book) else {
            continue;
        };
        plan.page(address, "actions.html", move |book, at| {
            Ok(view(&part, book, at))
        })?;
    }
    plan.add("actions.csv".to_owned(), |book, _| {
        Ok(table::table(book).into_bytes())
    })?;
    plan.add("actions.ics".to_owned(), |book, _| {
        Ok(dates::dates(book).into_bytes())
    })
}

/// The parts that have a page: those with work left, where they are not all there is.
fn parts(book: &Book) -> Vec<Part> {
    let ledger = &book.analysis.actions;
    let kinds = ledger.kinds.iter().map(|(kind, _)| Part::Kind(*kind));
    let severities = ledger.severities.iter();
    let severities = severities.filter_map(|(severity, _)| severity.map(Part::Severity));
    let mut parts = Vec::new();
    for mut choices in [kinds.collect::<Vec<Part>>(), severities.collect()] {
        choices.retain(|part| part.left(ledger) > 0);
        if choices.len() > 1 {
            parts.extend(choices);
        }
    }
    parts
}

impl Part {
    fn holds(&self, entry: &Entry) -> bool {
        match self {
            Part::All => true,
            Part::Kind(kind) => entry.kind == *kind,
            Part::Severity(at) => entry.severity == Some(*at),
        }
    }

    fn left(&self, ledger: &Ledger) -> usize {
        let of_kind = |kind| ledger.kinds.iter().find(move |(other, _)| *other == kind);
        let of_severity = |at| {
            let mut severities = ledger.severities.iter();
            severities.find(move |(other, _)| *other == Some(at))
        };
        let tally = match self {
            Part::All => Some(&ledger.tally),
            Part::Kind(kind) => of_kind(*kind).map(|(_, tally)| tally),
            Part::Severity(at) => of_severity(*at).map(|(_, tally)| tally),
        };
        tally.map_or(0, Tally::left)
    }

    fn title(&self, book: &Book) -> String {
        match self {
            Part::All => "Actions".to_owned(),
            Part::Kind(kind) => kind_title(*kind).to_owned(),
            Part::Severity(at) => {
                let level = book.config.severities.get(*at);
                level.map_or_else(String::new, |level| level.title.clone())
            }
        }
    }

    fn address(&self, book: &Book) -> Option<String> {
        Some(match self {
            Part::All => "actions.html".to_owned(),
            Part::Kind(kind) => {
                let word = kind.map_or("not-stated", ActionKind::as_str);
                format!("actions/kind/{word}.html")
            }
            Part::Severity(at) => {
                let id = &book.config.severities.get(*at)?.id;
                format!("actions/severity/{}.html", Slug::from_name(id)?)
            }
        })
    }
}

fn view(part: &Part, book: &Book, at: &SitePath) -> View {
    let own;
    let ledger = match part {
        Part::All => &book.analysis.actions,
        part => {
            own = book.analysis.actions.only(|entry| part.holds(entry));
            &own
        }
    };
    let title = match part {
        Part::All => part.title(book),
        Part::Kind(None) => "Actions of no stated kind".to_owned(),
        Part::Kind(_) => format!("Actions: {}", part.title(book).to_lowercase()),
        Part::Severity(_) => format!("Actions: {}", part.title(book)),
    };
    let sentence = words::sentence(ledger);
    let about = About {
        title: &title,
        description: &format!("{title}: {sentence}"),
        json_ld: None,
    };
    let is_all = *part == Part::All;
    let site = book.config.html.site_url.as_ref();
    View {
        page: Frame::new(book, at, about),
        crumbs: if is_all { Vec::new() } else { vec![crumb()] },
        notes: words::notes(ledger, &book.config, is_all),
        filters: filters(part, book),
        groups: groups::groups(ledger, book),
        kinds: if is_all { kinds(ledger) } else { Vec::new() },
        calendar: site.map(|site| format!("{site}actions.ics")),
        sentence,
    }
}

fn crumb() -> Crumb {
    Crumb {
        href: "actions.html".to_owned(),
        title: "Actions".to_owned(),
    }
}

fn filters(part: &Part, book: &Book) -> Vec<Filter> {
    let choice = |one: &Part| {
        Some(Choice {
            title: one.title(book),
            href: one.address(book)?,
            count: one.left(&book.analysis.actions),
            current: one == part,
        })
    };
    let parts = parts(book);
    let of = |wanted: fn(&Part) -> bool| parts.iter().filter(move |part| wanted(part));
    let kinds = of(|part| matches!(part, Part::Kind(_))).filter_map(choice);
    let severities = of(|part| matches!(part, Part::Severity(_))).filter_map(choice);
    let mut filters = vec![
        Filter {
            label: "By what it is for",
            choices: kinds.collect(),
        },
        Filter {
            label: "By severity",
            choices: severities.collect(),
        },
        Filter {
            label: "By service",
            choices: services(book),
        },
    ];
    filters.retain(|filter| !filter.choices.is_empty());
    filters
}

/// The services with the most work left; their own pages list it.
fn services(book: &Book) -> Vec<Choice> {
    const MOST: usize = 8;
    let analysis = &book.analysis;
    let left = |slugs: &[Slug]| -> usize {
        let places = slugs.iter().filter_map(|slug| analysis.position(slug));
        places
            .flat_map(|at| analysis.actions.of(at))
            .filter(|entry| entry.is_left())
            .count()
    };
    let mut choices: Vec<Choice> = analysis
        .services
        .iter()
        .map(|service| Choice {
            title: service.title.clone(),
            href: format!("services/{}.html#actions", service.id),
            count: left(&service.incidents),
            current: false,
        })
        .filter(|choice| choice.count > 0)
        .collect();
    choices.sort_by_key(|choice| std::cmp::Reverse(choice.count));
    choices.truncate(MOST);
    choices
}

fn kinds(ledger: &Ledger) -> Vec<Kind> {
    let kind = |(kind, tally): &(Option<ActionKind>, Tally)| Kind {
        title: kind_title(*kind),
        done: tally.done,
        open: tally.open,
        overdue: tally.overdue(),
        proposed: tally.proposed,
        rejected: tally.rejected,
        unknown: tally.unknown,
        share: words::share_done(tally),
    };
    ledger.kinds.iter().map(kind).collect()
}

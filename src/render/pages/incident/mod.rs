//! The page of one incident: what happened, to whom, how long, is it over; then all the rest.

pub(in crate::render) mod body;
mod facts;
mod links;
mod neighbours;
mod phases;
pub(in crate::render) mod timeline;

use super::history::{self, Changed};
use super::row::{Row, Severity, is_over, severity, unfinished};
use crate::analyze::durations;
use crate::config::DueBy;
use crate::error::Error;
use crate::markdown::html::Html;
use crate::markdown::{Context, Heading, inline, plain_text, render};
use crate::model::{ActionKind, ActionStatus, Incident, Milestone, Slug, Sourced};
use crate::render::frame::{About, Frame};
use crate::render::words;
use crate::render::{Book, Plan, incident_address};
use crate::site::SitePath;
use crate::theme::{Template, Variables};
use chrono::Datelike;
use facts::Fact;
use links::Links;
use neighbours::Overlapping;
use phases::Phases;
use schemars::JsonSchema;
use serde::Serialize;
use timeline::Timeline;

const PAGE: Template<View> = Template::new("incident.html");
/// What the templates of its page and of a timeline in its text may name.
pub(super) const VARIABLES: [Variables; 2] = [PAGE.variables(), body::VARIABLES];

/// Data of `incident.html`.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    page: Frame,
    /// The language of the report, where the words around it are in another one.
    language: Option<String>,
    /// The heading of the report, where it says more than the title.
    heading: Option<String>,
    /// Year of the incident, as a link.
    year: Option<Link>,
    severity: Option<Severity>,
    /// When it began.
    when: Beginning,
    /// How long users were hurt.
    lasted: Option<String>,
    /// Whether it is over.
    over: bool,
    /// The same in words; none where the report says nothing of it.
    state: Option<String>,
    /// The status of a report that is not finished.
    status: Option<String>,
    summary: Option<Html>,
    impact: Option<Html>,
    /// The phases to scale; none when fewer than two milestones are known.
    phases: Option<Phases>,
    /// Services, detection, authors and the like.
    facts: Vec<Fact>,
    /// Times to detect, to mitigate and so on, each with its definition.
    durations: Vec<Duration>,
    /// What the text begins with, where that is a summary or the impact and a timeline of front
    /// matter follows.
    opening: Option<Html>,
    /// The timeline of front matter.
    timeline: Option<Timeline>,
    /// The text.
    body: Option<Html>,
    causes: Vec<Cause>,
    actions: Vec<Action>,
    /// Incidents that the report names or that resemble this one.
    related: Vec<Row>,
    overlapping: Option<Overlapping>,
    sources: Vec<Source>,
    /// Whether any value shown is inferred.
    has_guesses: bool,
    /// What changed in the report itself, where its versions are known.
    changed: Option<Changed>,
    /// Where to edit the report.
    edit: Option<String>,
    /// Where the report's file is.
    source_url: Option<String>,
    earlier: Option<Link>,
    later: Option<Link>,
    /// Sections of the page.
    contents: Vec<Entry>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Link {
    href: String,
    title: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Beginning {
    machine: Option<String>,
    text: String,
    /// The zone of its clock, where it has one.
    zone: Option<String>,
    inferred: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Duration {
    name: String,
    took: String,
    /// From which milestone to which: the definition.
    between: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Cause {
    /// Its page; none where the taxonomy does not have it.
    href: Option<String>,
    title: String,
    role: Option<String>,
    note: Option<String>,
    /// Whether only words of the report suggest it.
    inferred: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Action {
    id: String,
    title: Html,
    status: String,
    done: bool,
    /// Owner, due date and kind, separated by dots.
    details: String,
    links: Vec<Link>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Source {
    href: Option<String>,
    text: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Entry {
    id: String,
    title: String,
}

/// Adds a page for each incident.
pub(super) fn add(plan: &mut Plan) -> Result<(), Error> {
    let slugs: Vec<Slug> = plan
        .book
        .corpus
        .iter()
        .map(|incident| incident.slug.clone())
        .collect();
    for slug in slugs {
        plan.page(incident_address(&slug), &PAGE, move |book, at| {
            view(&slug, book, at)
        })?;
    }
    Ok(())
}

fn view(slug: &Slug, book: &Book, at: &SitePath) -> Result<View, Error> {
    let incident = book.incident(slug)?;
    let links = Links::new(incident, book);
    let (link, image) = (links.resolver(), links.image_resolver());
    let image_size = links.image_sizes();
    let context = Context {
        raw_html: book.config.html.raw_html,
        labels: words::labels(book.language()),
        link: &link,
        image: &image,
        image_size: &image_size,
        ..Context::default()
    };
    let body = body::body(incident, book, &context)?;
    let timeline = timeline::of_front_matter(incident, &context, book.language());
    let over = is_over(incident, book);
    let (related, overlapping) = neighbours::beside(slug, book);
    let mut view = View {
        page: frame(incident, book, at),
        language: language(incident, book),
        heading: heading(incident, book),
        year: year(incident),
        severity: severity(incident, book),
        when: beginning(incident, book),
        lasted: durations::impact(incident).map(|length| words::length(&length, book.language())),
        over,
        state: state(incident, over).map(|id| book.say(id).to_owned()),
        status: unfinished(incident, book),
        summary: excerpt(incident.summary.as_ref(), "summary-", &context),
        impact: excerpt(incident.impact.as_ref(), "impact-", &context),
        phases: phases::phases(incident, over, book.language()),
        facts: facts::facts(incident, book),
        durations: durations_of(incident, book),
        opening: body.opening,
        timeline,
        body: body.html,
        causes: causes(incident, book),
        actions: actions(incident, book, &context),
        related,
        overlapping,
        sources: incident
            .sources
            .iter()
            .map(|source| self::source(&source.value))
            .collect(),
        has_guesses: has_guesses(incident),
        changed: history::changed(incident, book),
        edit: edit_url(incident, book),
        source_url: None,
        earlier: neighbour(slug, book, 1),
        later: neighbour(slug, book, -1),
        contents: Vec::new(),
    };
    view.contents = contents(&view, (&body.opening_headings, &body.headings), book);
    Ok(view)
}

fn frame(incident: &Incident, book: &Book, at: &SitePath) -> Frame {
    let described = incident.summary.as_ref().or(incident.impact.as_ref());
    let description = match described {
        Some(text) => plain_text(&text.value),
        None => {
            let file = &book.sources.get(incident.source).text;
            plain_text(&first_words(incident.body_text(file)))
        }
    };
    let started = incident.started().map(words::machine);
    let published = incident
        .published
        .as_ref()
        .map(|at| words::machine(&at.value))
        .or_else(|| started.clone());
    let authors: Vec<serde_json::Value> = incident
        .authors
        .iter()
        .map(|author| serde_json::json!({ "@type": "Person", "name": author.value.name }))
        .collect();
    let mut data = serde_json::json!({ "@type": "Report", "headline": incident.title.value });
    if let Some(published) = published {
        data["datePublished"] = published.into();
    }
    if let Some(started) = started {
        data["temporalCoverage"] = started.into();
    }
    if !authors.is_empty() {
        data["author"] = authors.into();
    }
    let about = About {
        title: &incident.title.value,
        description: &description,
        json_ld: Some(data),
    };
    Frame::new(book, at, about)
}

/// The first lines that are no heading, for a description.
fn first_words(body: &str) -> String {
    let lines = body.lines().filter(|line| {
        let line = line.trim_start();
        !(line.is_empty()
            || line.starts_with(['#', '|', '<', '-', '*', '`', '=', '!'])
            || line.starts_with("[!["))
    });
    lines.take(3).collect::<Vec<_>>().join(" ")
}

/// What front matter says in Markdown. What was taken from the body stands there already.
fn excerpt(text: Option<&Sourced<String>>, prefix: &str, context: &Context<'_>) -> Option<Html> {
    let context = Context {
        id_prefix: prefix,
        heading_base: 3,
        ..context.clone()
    };
    let text = text.filter(|text| text.origin.is_stated())?;
    Some(render(&text.value, &context).html)
}

/// The language of a report, or of all reports where the site has no words in it, if it is another one
/// than that of the words around it.
fn language(incident: &Incident, book: &Book) -> Option<String> {
    let written = incident.language.as_ref().unwrap_or(&book.config.language);
    (written != book.language().tag()).then(|| written.clone())
}

/// Dates and boilerplate that the title leaves out are still the author's words.
fn heading(incident: &Incident, book: &Book) -> Option<String> {
    let file = &book.sources.get(incident.source).text;
    let written = match &incident.body.title_heading {
        Some(span) => plain_text(file.get(span.clone())?),
        None => file
            .get(incident.title.span.clone())?
            .trim_matches(['"', '\''])
            .to_owned(),
    };
    let is_more =
        written.trim() != incident.title.value && written.ends_with(&incident.title.value);
    (is_more || incident.body.title_heading.is_some() && written.trim() != incident.title.value)
        .then_some(written)
}

fn year(incident: &Incident) -> Option<Link> {
    let year = incident.started()?.local.year();
    Some(Link {
        href: super::years::address(year),
        title: year.to_string(),
    })
}

fn beginning(incident: &Incident, book: &Book) -> Beginning {
    let Some(at) = incident.started() else {
        return Beginning {
            machine: None,
            text: book.say("incident.date-unknown").to_owned(),
            zone: None,
            inferred: false,
        };
    };
    let when = words::long(at, book.language());
    let origin = incident
        .milestones
        .values()
        .find(|known| known.value == *at)
        .map(|known| known.origin);
    Beginning {
        machine: Some(when.machine),
        text: when.text,
        zone: at
            .has_clock()
            .then(|| words::short_zone(&at.zone, at.local)),
        inferred: origin.is_some_and(|origin| !origin.is_stated()),
    }
}

/// The message that says whether users are well again.
fn state(incident: &Incident, over: bool) -> Option<&'static str> {
    // Who says nothing of when it was says nothing of whether it is over.
    if incident.started().is_none() && incident.ended().is_none() && incident.status.is_none() {
        return None;
    }
    Some(
        match (
            incident.at(Milestone::Resolved),
            incident.at(Milestone::Mitigated),
            over,
        ) {
            (Some(_), ..) => "incident.resolved",
            (None, Some(_), _) => "incident.mitigated",
            (None, None, true) => "incident.over",
            (None, None, false) => "incident.not-over",
        },
    )
}

fn durations_of(incident: &Incident, book: &Book) -> Vec<Duration> {
    durations::DEFINITIONS
        .iter()
        .filter_map(|definition| {
            let length = durations::duration(incident, definition)?;
            Some(Duration {
                name: book.say(words::duration(definition.to).title).to_owned(),
                took: words::length(&length, book.language()),
                between: words::between(definition.from, definition.to, book.language()),
            })
        })
        .collect()
}

fn causes(incident: &Incident, book: &Book) -> Vec<Cause> {
    let known = incident.causes.iter().map(|cause| Cause {
        href: Some(super::causes::address(&cause.id.value)),
        title: super::causes::title(&cause.id.value, book),
        role: Some(super::causes::roles::role_word(cause.role, book).to_owned()),
        note: cause.note.clone(),
        inferred: !cause.id.origin.is_stated(),
    });
    let unknown = incident.unknown_causes.iter().map(|cause| Cause {
        href: None,
        title: cause.written.clone(),
        role: None,
        note: cause.note.clone(),
        inferred: false,
    });
    known.chain(unknown).collect()
}

fn actions(incident: &Incident, book: &Book, context: &Context<'_>) -> Vec<Action> {
    let stated = incident
        .actions
        .iter()
        .filter(|action| action.origin.is_stated());
    stated
        .map(|action| self::action((incident, action), book, context))
        .collect()
}

fn action(
    (incident, action): (&Incident, &crate::model::Action),
    book: &Book,
    context: &Context<'_>,
) -> Action {
    let status = action.standing();
    let policy = &book.config.policy;
    let overdue = policy.overdue(incident, action, book.today);
    let details = [
        action.owner.as_ref().map(|owner| owner.value.clone()),
        policy.due(incident, action).map(|due| {
            let day = words::day_short(due.day, book.language());
            match due.by {
                DueBy::Date => book.with("incident.due", &[("day", (&day).into())]),
                DueBy::Policy { .. } => {
                    book.with("incident.due-by-policy", &[("day", (&day).into())])
                }
            }
        }),
        overdue.map(|due| {
            let time = words::lasting((book.today - due.day).num_days(), book.language());
            book.with("incident.late", &[("time", (&time).into())])
        }),
        action
            .kind
            .as_ref()
            .map(|kind| book.say(purpose(kind.value)).to_owned()),
    ];
    let links = action.links.iter().filter(|link| is_web(link));
    Action {
        id: action.id.clone(),
        title: inline(&action.title, context),
        status: book.say(standing(status)).to_owned(),
        done: status == Some(ActionStatus::Done),
        details: details
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        links: links
            .map(|link| Link {
                href: link.clone(),
                title: words::shown_address(link, 90),
            })
            .collect(),
    }
}

/// The message that says how far an action is.
fn standing(status: Option<ActionStatus>) -> &'static str {
    match status {
        Some(ActionStatus::Proposed) => "incident.proposed",
        Some(ActionStatus::Open) => "incident.open",
        Some(ActionStatus::Done) => "incident.done",
        Some(ActionStatus::Rejected) => "incident.rejected",
        None => "incident.no-status",
    }
}

/// The message that says what an action is good for.
fn purpose(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Prevent => "incident.prevents",
        ActionKind::Detect => "incident.detects",
        ActionKind::Mitigate => "incident.softens",
        ActionKind::Process => "incident.changes-work",
    }
}

fn is_web(address: &str) -> bool {
    let lower = address.trim().to_lowercase();
    ["https://", "http://"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
}

fn source(address: &str) -> Source {
    let is_link = is_web(address) && !address.contains([' ', '"', '<', '>']);
    Source {
        href: is_link.then(|| address.to_owned()),
        text: if is_link {
            words::shown_address(address, 90)
        } else {
            address.to_owned()
        },
    }
}

fn has_guesses(incident: &Incident) -> bool {
    let milestones = incident
        .milestones
        .values()
        .any(|at| !at.origin.is_stated());
    let authors = incident
        .authors
        .iter()
        .any(|author| !author.origin.is_stated());
    let services = incident
        .services
        .iter()
        .any(|service| !service.origin.is_stated());
    let causes = incident
        .causes
        .iter()
        .any(|cause| !cause.id.origin.is_stated());
    milestones || authors || services || causes
}

fn edit_url(incident: &Incident, book: &Book) -> Option<String> {
    let template = book.config.html.edit_url_template.as_ref()?;
    let path = format!("{}/{}", book.config.src.to_string_lossy(), incident.path);
    let encoded: String = path
        .chars()
        .map(|c| {
            if c == ' ' {
                "%20".to_owned()
            } else {
                c.to_string()
            }
        })
        .collect();
    Some(template.replace("{path}", &encoded))
}

/// The incident before or after this one in time: `step` 1 is earlier, -1 later. One that nobody dated
/// is neither.
fn neighbour(slug: &Slug, book: &Book, step: isize) -> Option<Link> {
    let order = &book.analysis.newest_first;
    let own = book.analysis.position(slug)?;
    let other = order.get(own.checked_add_signed(step)?)?;
    let incident = book.corpus.get(other)?;
    book.corpus.get(slug)?.started()?;
    incident.started()?;
    Some(Link {
        href: format!("{other}.html"),
        title: incident.title.value.clone(),
    })
}

/// Sections that the page has, in the order of the page.
fn contents(view: &View, (opening, headings): (&[Heading], &[Heading]), book: &Book) -> Vec<Entry> {
    let own = |exists: bool, id: &str, message: &'static str| {
        exists.then(|| Entry {
            id: id.to_owned(),
            title: book.say(message).to_owned(),
        })
    };
    let of_text = |heading: &Heading| {
        (heading.level == 2).then(|| Entry {
            id: heading.id.clone(),
            title: heading.text.clone(),
        })
    };
    let mut contents: Vec<Entry> = opening.iter().filter_map(of_text).collect();
    contents.extend(own(
        view.timeline.is_some(),
        "cb-timeline",
        "incident.timeline",
    ));
    contents.extend(headings.iter().filter_map(of_text));
    contents.extend(own(!view.causes.is_empty(), "cb-causes", "incident.causes"));
    contents.extend(own(
        !view.actions.is_empty(),
        "cb-actions",
        "incident.actions",
    ));
    contents.extend(own(
        !view.related.is_empty(),
        "cb-related",
        "incident.related",
    ));
    contents.extend(own(
        view.overlapping.is_some(),
        "cb-overlapping",
        "incident.overlapping",
    ));
    contents.extend(own(
        !view.sources.is_empty(),
        "cb-sources",
        "incident.sources",
    ));
    if contents.len() < 2 {
        Vec::new()
    } else {
        contents
    }
}

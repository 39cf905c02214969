//! What programs read. Names and meanings of fields are promises.

use crate::analyze::causes::coverage::{Coding, coding};
use crate::analyze::causes::impact;
use crate::config::Config;
use crate::markdown::plain_text;
use crate::model::{self, ActionStatus, Milestone, Moment, Origin, Sourced};
use chrono::SecondsFormat;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The whole archive.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Archive {
    /// Version of this format.
    pub version: u32,
    /// Name of the archive.
    pub title: String,
    /// Its incidents, by slug.
    pub incidents: Vec<Incident>,
}

/// A point in time.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Time {
    /// The wall clock as written: `YYYY-MM-DDTHH:MM`, with `:SS` where seconds are known. What the
    /// precision does not cover is the earliest possible.
    pub local: String,
    /// The instant in UTC (RFC 3339), the earliest that the precision allows.
    pub instant: String,
    /// How exactly it is known: `year`, `month`, `day`, `hour`, `minute` or `second`.
    pub precision: model::Precision,
    /// Marked as approximate.
    pub approximate: bool,
    /// The zone of the wall clock.
    pub zone: Zone,
    /// Where the time comes from: `stated`, or `inferred from ..`.
    pub origin: String,
}

/// A zone and who says so.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Zone {
    /// The IANA name, or an offset such as `+02:00`.
    pub name: String,
    /// Who says so: `stated` (the time itself), `report`, `book` or `assumed`.
    pub origin: model::ZoneOrigin,
    /// The abbreviation as written, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
}

/// One incident.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Incident {
    /// Its address: the page is `incidents/<slug>.html`.
    pub slug: String,
    /// Its file, relative to the folder of reports.
    pub path: String,
    /// What happened, in one line.
    pub title: String,
    /// Id of the report's status.
    pub status: Option<String>,
    /// Id of the severity.
    pub severity: Option<String>,
    /// Who wrote the report.
    pub authors: Vec<Person>,
    /// What was hurt.
    pub services: Vec<String>,
    /// Why it happened.
    pub causes: Vec<Cause>,
    /// How its causes count in shares: only `coded` ones do.
    pub coding: Coding,
    /// Causes that its words suggest, where it names none that counts; facts only where the archive
    /// counts them, and then they are among `causes`.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub suggestions: Vec<Suggestion>,
    /// What set it off: an id of the taxonomy or free text.
    pub trigger: Option<String>,
    /// How it was noticed.
    pub detection: Option<model::Detection>,
    /// What ended it.
    pub mitigation: Option<model::Mitigation>,
    /// Free words.
    pub tags: Vec<String>,
    /// The fault began.
    pub started: Option<Time>,
    /// Somebody or something noticed.
    pub detected: Option<Time>,
    /// Somebody took it up.
    pub acknowledged: Option<Time>,
    /// It was called an incident.
    pub declared: Option<Time>,
    /// The cause was known.
    pub identified: Option<Time>,
    /// Users were no longer hurt.
    pub mitigated: Option<Time>,
    /// It was over.
    pub resolved: Option<Time>,
    /// When the report was published.
    pub published: Option<Time>,
    /// When it began, as it is counted: `started`, else the earliest milestone, as a day, month or
    /// year of its own zone.
    pub began: Option<String>,
    /// For how many seconds users were hurt: from `started` to `mitigated`, else to `resolved`; null
    /// unless both are known to the hour or better.
    pub impact_seconds: Option<i64>,
    /// What happened, in plain text.
    pub summary: Option<String>,
    /// Who was hurt and how, in plain text.
    pub impact: Option<String>,
    /// What happened when, in the order of the report.
    pub timeline: Vec<Event>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// Slugs of incidents that the author relates to this one.
    pub related: Vec<String>,
    /// Addresses of the original reports and the like.
    pub sources: Vec<String>,
    /// Who may read it.
    pub audience: Option<model::Audience>,
    /// Headings of the body.
    pub sections: Vec<Section>,
    /// Keys that pass through.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// Where values come from that front matter does not state: field to `inferred from ..`.
    pub inferred: BTreeMap<String, String>,
}

/// Somebody who is named in a report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Whether they are still around.
    pub active: bool,
}

/// A cause as the incident uses it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Cause {
    /// Its id in the taxonomy.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The part it played.
    pub role: model::Role,
    /// Whether the report states that; otherwise it is the cause's usual role.
    pub role_stated: bool,
    /// Whether the taxonomy has no sub-causes of it: recurrences are of such causes.
    pub leaf: bool,
    /// Whether it speaks of a change to the system.
    pub change: bool,
    /// Where it comes from: `stated`, or `inferred from ..`.
    pub origin: String,
    /// Words of the author about it.
    pub note: Option<String>,
}

/// A cause that words suggest.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Suggestion {
    /// Its id in the taxonomy.
    pub id: String,
    /// The words that led to it.
    pub words: Vec<String>,
    /// How strongly.
    pub score: usize,
}

/// One entry of the timeline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Event {
    /// When; null when no day is known.
    pub at: Option<Time>,
    /// The time of day where no day is known: `HH:MM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// The end of a range.
    pub until: Option<Time>,
    /// A milestone, or `escalated`, `communicated`, `change`, `attempt`, `note`.
    pub kind: Option<String>,
    /// What happened, in plain text.
    pub text: String,
}

/// A follow-up item.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Action {
    /// Stable within the report.
    pub id: String,
    /// What is to be done, in plain text.
    pub title: String,
    /// Whether it is finished; null when the report does not say.
    pub done: Option<bool>,
    /// How far it is.
    pub status: Option<ActionStatus>,
    /// Who does it.
    pub owner: Option<String>,
    /// By when: `YYYY-MM-DD`.
    pub due: Option<String>,
    /// What it is for.
    pub kind: Option<model::ActionKind>,
    /// Tickets and documents.
    pub links: Vec<String>,
}

/// A heading of the body.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Its level, 1 to 6.
    pub level: u8,
    /// What it is about, where that is known.
    pub kind: Option<model::SectionKind>,
}

/// Turns one incident into what programs read.
pub(super) fn incident(incident: &model::Incident, config: &Config) -> Incident {
    let milestone = |milestone| incident.milestones.get(&milestone).map(time);
    Incident {
        slug: incident.slug.to_string(),
        path: incident.path.clone(),
        title: incident.title.value.clone(),
        status: value(&incident.status),
        severity: value(&incident.severity),
        authors: incident.authors.iter().map(person).collect(),
        services: values(&incident.services),
        causes: incident
            .causes
            .iter()
            .map(|cause| self::cause(cause, config))
            .collect(),
        coding: coding(incident),
        suggestions: incident.suggestions.iter().map(suggestion).collect(),
        trigger: value(&incident.trigger),
        detection: value(&incident.detection),
        mitigation: value(&incident.mitigation),
        tags: values(&incident.tags),
        started: milestone(Milestone::Started),
        detected: milestone(Milestone::Detected),
        acknowledged: milestone(Milestone::Acknowledged),
        declared: milestone(Milestone::Declared),
        identified: milestone(Milestone::Identified),
        mitigated: milestone(Milestone::Mitigated),
        resolved: milestone(Milestone::Resolved),
        published: incident.published.as_ref().map(time),
        began: incident.started().map(Moment::date_text),
        impact_seconds: impact::seconds(incident).ok(),
        summary: incident
            .summary
            .as_ref()
            .map(|text| plain_text(&text.value)),
        impact: incident.impact.as_ref().map(|text| plain_text(&text.value)),
        timeline: incident.timeline.iter().map(event).collect(),
        actions: incident.actions.iter().map(action).collect(),
        related: incident
            .related
            .iter()
            .map(|slug| slug.value.to_string())
            .collect(),
        sources: values(&incident.sources),
        audience: value(&incident.audience),
        sections: incident.body.sections.iter().map(section).collect(),
        extra: incident.extra.clone(),
        inferred: inferred(incident),
    }
}

fn value<T: Clone>(sourced: &Option<Sourced<T>>) -> Option<T> {
    sourced.as_ref().map(|sourced| sourced.value.clone())
}

fn values<T: Clone>(sourced: &[Sourced<T>]) -> Vec<T> {
    sourced
        .iter()
        .map(|sourced| sourced.value.clone())
        .collect()
}

fn time(moment: &Sourced<Moment>) -> Time {
    time_from(&moment.value, moment.origin)
}

fn time_from(moment: &Moment, origin: Origin) -> Time {
    Time {
        local: moment.local_text(),
        instant: moment.instant().to_rfc3339_opts(SecondsFormat::Secs, true),
        precision: moment.precision,
        approximate: moment.approximate,
        zone: Zone {
            name: moment.zone.zone.to_string(),
            origin: moment.zone.origin,
            written: moment.zone.written.clone(),
        },
        origin: origin.as_str().to_owned(),
    }
}

fn person(person: &Sourced<model::Person>) -> Person {
    Person {
        name: person.value.name.clone(),
        active: person.value.active,
    }
}

fn cause(cause: &model::CauseUse, config: &Config) -> Cause {
    let id = &cause.id.value;
    let known = config.taxonomy.get(id);
    Cause {
        id: id.to_string(),
        title: known.map_or_else(|| id.to_string(), |known| known.title.clone()),
        role: cause.role,
        role_stated: cause.role_stated,
        leaf: config.taxonomy.is_leaf(id),
        change: known.is_some_and(|known| known.change),
        origin: cause.id.origin.as_str().to_owned(),
        note: cause.note.clone(),
    }
}

fn suggestion(found: &model::Suggestion) -> Suggestion {
    Suggestion {
        id: found.id.to_string(),
        words: found.words.clone(),
        score: found.score,
    }
}

fn event(event: &model::Event) -> Event {
    Event {
        at: event.at.as_ref().map(|at| time_from(at, event.origin)),
        clock: event.clock.map(|clock| clock.format("%H:%M").to_string()),
        until: event
            .until
            .as_ref()
            .map(|until| time_from(until, event.origin)),
        kind: event
            .kind
            .as_ref()
            .map(|kind| kind.value.as_str().to_owned()),
        text: plain_text(&event.text),
    }
}

fn action(action: &model::Action) -> Action {
    let status = value(&action.status);
    Action {
        id: action.id.clone(),
        title: plain_text(&action.title),
        done: status.map(|status| status == ActionStatus::Done),
        status,
        owner: value(&action.owner),
        due: action.due.as_ref().map(|due| due.value.to_string()),
        kind: value(&action.kind),
        links: action.links.clone(),
    }
}

fn section(section: &model::Section) -> Section {
    Section {
        title: section.title.clone(),
        level: section.level,
        kind: section.kind,
    }
}

/// Fields that front matter does not state, with where they come from.
pub(crate) fn inferred(incident: &model::Incident) -> BTreeMap<String, String> {
    let mut inferred = BTreeMap::new();
    let mut note = |field: &str, origin: Origin| {
        if !origin.is_stated() {
            inferred.insert(field.to_owned(), origin.as_str().to_owned());
        }
    };
    note("title", incident.title.origin);
    for (field, origin) in [
        ("status", incident.status.as_ref().map(|found| found.origin)),
        (
            "severity",
            incident.severity.as_ref().map(|found| found.origin),
        ),
        (
            "summary",
            incident.summary.as_ref().map(|found| found.origin),
        ),
        ("impact", incident.impact.as_ref().map(|found| found.origin)),
        (
            "trigger",
            incident.trigger.as_ref().map(|found| found.origin),
        ),
        (
            "detection",
            incident.detection.as_ref().map(|found| found.origin),
        ),
        (
            "mitigation",
            incident.mitigation.as_ref().map(|found| found.origin),
        ),
        (
            "published",
            incident.published.as_ref().map(|found| found.origin),
        ),
        (
            "authors",
            incident.authors.first().map(|found| found.origin),
        ),
        (
            "services",
            incident.services.first().map(|found| found.origin),
        ),
        ("tags", incident.tags.first().map(|found| found.origin)),
        (
            "causes",
            incident.causes.first().map(|found| found.id.origin),
        ),
    ] {
        if let Some(origin) = origin {
            note(field, origin);
        }
    }
    for (milestone, moment) in &incident.milestones {
        note(milestone.as_str(), moment.origin);
    }
    inferred
}

//! One incident, as its report tells it.

use super::action::{Action, Since};
use super::cause::{CauseUse, UnknownCause};
use super::event::{Event, Milestone};
use super::facet::{Detection, Mitigation};
use super::moment::Moment;
use super::origin::Sourced;
use super::slug::Slug;
use super::suggestion::Suggestion;
use crate::source::{SourceId, Span};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Somebody who is named in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Whether they are still around; wikis say "(Deactivated)".
    pub active: bool,
}

/// Who may read a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Only those who see the whole archive.
    Internal,
    /// Everybody.
    Public,
}

/// What a section of a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// What happened, in short.
    Summary,
    /// Who was hurt, how much.
    Impact,
    /// The same in plain words.
    PlainWords,
    /// What one needs to know first.
    Background,
    /// What happened when.
    Timeline,
    /// What set it off.
    Trigger,
    /// How it was noticed.
    Detection,
    /// Why it happened.
    ContributingFactors,
    /// How it ended.
    Resolution,
    /// What is to be done.
    Actions,
    /// What was learned.
    Lessons,
    /// Graphs, logs, links.
    Supporting,
    /// Who took part.
    Attendees,
    /// Times and numbers.
    Stats,
}

impl SectionKind {
    /// All of them.
    pub const ALL: [SectionKind; 14] = [
        SectionKind::Summary,
        SectionKind::Impact,
        SectionKind::PlainWords,
        SectionKind::Background,
        SectionKind::Timeline,
        SectionKind::Trigger,
        SectionKind::Detection,
        SectionKind::ContributingFactors,
        SectionKind::Resolution,
        SectionKind::Actions,
        SectionKind::Lessons,
        SectionKind::Supporting,
        SectionKind::Attendees,
        SectionKind::Stats,
    ];

    /// Returns the name that book.toml uses.
    pub fn as_str(self) -> &'static str {
        match self {
            SectionKind::Summary => "summary",
            SectionKind::Impact => "impact",
            SectionKind::PlainWords => "non-technical-description",
            SectionKind::Background => "background",
            SectionKind::Timeline => "timeline",
            SectionKind::Trigger => "trigger",
            SectionKind::Detection => "detection",
            SectionKind::ContributingFactors => "contributing-factors",
            SectionKind::Resolution => "resolution",
            SectionKind::Actions => "action-items",
            SectionKind::Lessons => "lessons-learned",
            SectionKind::Supporting => "supporting-information",
            SectionKind::Attendees => "attendees",
            SectionKind::Stats => "stats",
        }
    }
}

/// A heading of the body with everything up to the next one of its level or above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about, where that is known.
    pub kind: Option<SectionKind>,
    /// The heading as plain text.
    pub title: String,
    /// The heading's level, 1 to 6.
    pub level: u8,
    /// The heading, in the report's file.
    pub heading: Span,
    /// What follows it, subsections included.
    pub content: Span,
    /// Nothing marks the heading: it is a line with the name of a section and nothing else, as plain
    /// text has them.
    pub is_bare: bool,
}

/// A stretch of a timeline as the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An event, by its place in `Incident::timeline`.
    Event(usize),
    /// Markdown that is no event: a picture, a remark, a heading.
    Text(Span),
    /// Words that only say how events are laid out or which day they belong to: column heads, day
    /// headings. A page that shows days and zones by itself may leave them out.
    Structure(Span),
}

/// A timeline in the body. Together the pieces hold every word of its span, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineLayout {
    /// What the pieces replace: the content of a section, or a whole item of a list.
    pub span: Span,
    /// The label, where it stands inside `span` instead of in a heading before it.
    pub label: Option<Span>,
    /// Its pieces.
    pub pieces: Vec<Piece>,
}

/// A duration that a report states, for comparison with what its events give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedDuration {
    /// The milestone that ends it: detected, mitigated or resolved.
    pub until: Milestone,
    /// The label as written: `Time to recovery`.
    pub label: String,
    /// How long.
    pub minutes: i64,
    /// Where the value stands.
    pub span: Span,
}

/// Which of the two kinds of levels book.toml configures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelKind {
    /// How far the report is.
    Status,
    /// How bad the incident was.
    Severity,
}

/// What a report says besides its values, and no page shows: rules hold it against them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asides {
    /// Durations that labels state.
    pub durations: Vec<StatedDuration>,
    /// The day that the title names, where it stands.
    pub title_day: Option<(NaiveDate, Span)>,
    /// The day that the file's name gives.
    pub file_day: Option<NaiveDate>,
    /// Dates such as `03/04/2024` that nothing says how to read; the month was taken first.
    pub either_way: Vec<Span>,
    /// Keys that front matter gives, and nothing of whose values could be read.
    pub unread_keys: Vec<&'static str>,
    /// Milestones that labelled lines of the body state, used or not.
    pub labelled: Vec<(Milestone, Sourced<Moment>)>,
    /// Labelled values of the body that should be a level, and are none.
    pub unknown_levels: Vec<(LevelKind, Span)>,
    /// Cells of tables that should say how far an action is, and say nothing known.
    pub action_statuses: Vec<Span>,
    /// Times at which running text says, with day and clock, that it was over; used or not.
    pub told_ends: Vec<Sourced<Moment>>,
}

/// The Markdown below the front matter, as ranges of the report's file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// All of it.
    pub span: Span,
    /// The level-one heading that gave the title, which the page does not repeat.
    pub title_heading: Option<Span>,
    /// Its sections, in order, nested ones after those that hold them.
    pub sections: Vec<Section>,
    /// Its timelines, in order.
    pub timelines: Vec<TimelineLayout>,
    /// What it says besides.
    pub asides: Asides,
}

/// A file beside a report that the report links to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asset {
    /// The address next to the page, relative to the site.
    pub address: String,
    /// The file on disk.
    pub file: PathBuf,
    /// Width and height in pixels, where it is a picture that has them.
    pub size: Option<(u32, u32)>,
}

/// Where a relative link of a report leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// To another report, perhaps to a heading in it.
    Report {
        /// Which one.
        slug: Slug,
        /// The heading's id.
        fragment: Option<String>,
    },
    /// To a heading of the report itself, by its id.
    Here(String),
    /// To somewhere else: an address with a scheme, or one at the root of some server.
    Elsewhere,
    /// To a file that is copied beside the page.
    Asset {
        /// Its address, relative to the site.
        address: String,
        /// Width and height in pixels, where it is a picture that has them.
        size: Option<(u32, u32)>,
    },
    /// To nothing that is there.
    Missing,
    /// To a file that is not copied; the words say why.
    Refused(&'static str),
}

/// A link of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// As written.
    pub written: String,
    /// Where it leads.
    pub target: LinkTarget,
    /// Whether it is an image.
    pub image: bool,
    /// Where it stands.
    pub span: Span,
}

/// One incident, as its report tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Its address, from the file name.
    pub slug: Slug,
    /// Its file.
    pub source: SourceId,
    /// Its path relative to the folder of reports, with `/`.
    pub path: String,
    /// What happened, in one line of plain text.
    pub title: Sourced<String>,
    /// How far the report is: the id of one of book.toml's levels.
    pub status: Option<Sourced<String>>,
    /// How bad it was: the id of one of book.toml's levels.
    pub severity: Option<Sourced<String>>,
    /// Who wrote the report.
    pub authors: Vec<Sourced<Person>>,
    /// The language of the report, as a tag, where it says so.
    pub language: Option<String>,
    /// What was hurt, as service ids.
    pub services: Vec<Sourced<String>>,
    /// Why it happened.
    pub causes: Vec<CauseUse>,
    /// What it gives as causes that the taxonomy does not have.
    pub unknown_causes: Vec<UnknownCause>,
    /// What set it off: an id of the taxonomy, or free text.
    pub trigger: Option<Sourced<String>>,
    /// How it was noticed.
    pub detection: Option<Sourced<Detection>>,
    /// What ended it.
    pub mitigation: Option<Sourced<Mitigation>>,
    /// Free words.
    pub tags: Vec<Sourced<String>>,
    /// The turning points that are known.
    pub milestones: BTreeMap<Milestone, Sourced<Moment>>,
    /// When the report was published.
    pub published: Option<Sourced<Moment>>,
    /// What happened, one or two sentences of Markdown.
    pub summary: Option<Sourced<String>>,
    /// Who was hurt and how, in Markdown.
    pub impact: Option<Sourced<String>>,
    /// What happened when, in the order of the file.
    pub timeline: Vec<Event>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// Slugs of incidents that the author relates to this one; each exists.
    pub related: Vec<Sourced<Slug>>,
    /// Addresses of the original reports and the like.
    pub sources: Vec<Sourced<String>>,
    /// Who may read it.
    pub audience: Option<Sourced<Audience>>,
    /// Keys that casebook passes through: `x-..` and those that book.toml allows.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// The text below the front matter.
    pub body: Body,
    /// Contributing factors in the author's words: places in the body.
    pub factors: Vec<Span>,
    /// Causes that those words suggest, where the report names none; the strongest first.
    pub suggestions: Vec<Suggestion>,
    /// Its relative links, in the order of the file.
    pub links: Vec<Link>,
    /// Files beside the report that its page needs.
    pub assets: Vec<Asset>,
}

impl Incident {
    /// Returns the sections that front matter gives a page, by the names that links use.
    pub fn front_matter_sections(&self) -> Vec<&'static str> {
        let is_stated = |text: &Option<Sourced<String>>| {
            text.as_ref().is_some_and(|text| text.origin.is_stated())
        };
        [
            ("impact", is_stated(&self.impact)),
            (
                "timeline",
                self.timeline.iter().any(|event| event.origin.is_stated()),
            ),
            ("causes", !self.causes.is_empty()),
            (
                "actions",
                self.actions.iter().any(|action| action.origin.is_stated()),
            ),
            ("related", !self.related.is_empty()),
            ("sources", !self.sources.is_empty()),
        ]
        .into_iter()
        .filter_map(|(name, is_there)| is_there.then_some(name))
        .collect()
    }

    /// Returns when a milestone was passed.
    pub fn at(&self, milestone: Milestone) -> Option<&Moment> {
        self.milestones.get(&milestone).map(|moment| &moment.value)
    }

    /// Returns when it began, as well as that is known: the start, else the earliest milestone.
    pub fn started(&self) -> Option<&Moment> {
        self.at(Milestone::Started).or_else(|| {
            self.milestones
                .values()
                .map(|moment| &moment.value)
                .min_by_key(|at| at.instant())
        })
    }

    /// Returns when it was over for users: mitigated, else resolved.
    pub fn ended(&self) -> Option<&Moment> {
        self.at(Milestone::Mitigated)
            .or_else(|| self.at(Milestone::Resolved))
    }

    /// Returns the day that the age of its actions counts from, and what happened on it: the day of
    /// publication, else of the end, else of the start. Of a month or a year it is the last day, so
    /// that no action is taken for older than it is known to be.
    pub fn actions_since(&self) -> Option<(NaiveDate, Since)> {
        let published = self.published.as_ref().map(|at| &at.value);
        [
            (published, Since::Published),
            (self.ended(), Since::Ended),
            (self.started(), Since::Started),
        ]
        .into_iter()
        .find_map(|(at, since)| Some((at?.latest_day(), since)))
    }

    /// Returns what the report says about why it happened, for suggestions of causes.
    pub fn factors_text(&self, file: &str) -> String {
        let factors: Vec<&str> = self
            .factors
            .iter()
            .filter_map(|span| file.get(span.clone()))
            .collect();
        if !factors.is_empty() {
            return factors.join("\n");
        }
        let is_why = |section: &&Section| {
            matches!(
                section.kind,
                Some(SectionKind::ContributingFactors | SectionKind::Trigger)
            )
        };
        let sections = self.body.sections.iter().filter(is_why);
        let texts: Vec<&str> = sections
            .filter_map(|section| file.get(section.content.clone()))
            .collect();
        texts.join("\n")
    }

    /// Returns the text below the front matter.
    pub fn body_text<'a>(&self, file: &'a str) -> &'a str {
        file.get(self.body.span.clone()).unwrap_or_default()
    }
}

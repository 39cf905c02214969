//! The list of rules; each is a page (`.md`) and, unless reading the files finds it, a file of code.

mod action_overdue;
mod action_unknown_status;
mod action_without_due;
mod action_without_owner;
mod ambiguous_date;
mod bidi_control_character;
mod blameful_language;
mod done_with_open_actions;
mod draft_too_old;
mod each_or_all;
mod empty_section;
mod event_out_of_order;
mod event_outside_incident;
mod event_unreadable;
mod file_name_date_disagrees;
mod future_date;
mod image_missing;
mod implausible_duration;
mod link_broken;
mod milestone_disagrees;
mod milestone_order;
mod missing_date;
mod missing_section;
mod missing_title;
mod person_named;
mod phrase;
mod possible_secret;
mod private_link;
mod secret;
mod single_event_timeline;
mod stated_duration_wrong;
mod template_leftover;
mod title_date_disagrees;
mod uncoded_causes;
mod unknown_level;
mod unknown_service;
mod unknown_severity;
mod unknown_status;
mod zone_assumed;
mod zone_wrong_season;

use super::{Rule, Run};
use crate::diagnostic::Level;

/// Every rule, by name.
pub static RULES: &[&Rule] = &[
    &action_overdue::RULE,
    &action_unknown_status::RULE,
    &action_without_due::RULE,
    &action_without_owner::RULE,
    &ambiguous_date::RULE,
    &bidi_control_character::RULE,
    &blameful_language::RULE,
    &done_with_open_actions::RULE,
    &draft_too_old::RULE,
    &DUPLICATE_SLUG,
    &empty_section::RULE,
    &event_out_of_order::RULE,
    &event_outside_incident::RULE,
    &event_unreadable::RULE,
    &file_name_date_disagrees::RULE,
    &future_date::RULE,
    &image_missing::RULE,
    &implausible_duration::RULE,
    &INVALID_BOOK_TOML,
    &INVALID_FRONT_MATTER,
    &INVALID_UTF8,
    &link_broken::RULE,
    &milestone_disagrees::RULE,
    &milestone_order::RULE,
    &missing_date::RULE,
    &missing_section::RULE,
    &missing_title::RULE,
    &person_named::RULE,
    &possible_secret::RULE,
    &private_link::RULE,
    &RELATED_MISSING,
    &single_event_timeline::RULE,
    &stated_duration_wrong::RULE,
    &template_leftover::RULE,
    &title_date_disagrees::RULE,
    &TOO_LARGE,
    &uncoded_causes::RULE,
    &UNKNOWN_CAUSE,
    &UNKNOWN_KEY,
    &unknown_service::RULE,
    &unknown_severity::RULE,
    &unknown_status::RULE,
    &UNKNOWN_TIMEZONE,
    &UNKNOWN_VALUE,
    &UNREADABLE_FILE,
    &UNUSED_SUPPRESSION,
    &WRONG_TYPE,
    &zone_assumed::RULE,
    &zone_wrong_season::RULE,
];

/// Finds a rule by its name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// A rule that reading the files finds.
const fn reading(name: &'static str, level: Level, docs: &'static str) -> Rule {
    Rule {
        name,
        level,
        docs,
        run: Run::Reading,
    }
}

static DUPLICATE_SLUG: Rule = reading(
    "duplicate-slug",
    Level::Error,
    include_str!("duplicate_slug.md"),
);
static INVALID_BOOK_TOML: Rule = reading(
    "invalid-book-toml",
    Level::Error,
    include_str!("invalid_book_toml.md"),
);
static INVALID_FRONT_MATTER: Rule = reading(
    "invalid-front-matter",
    Level::Error,
    include_str!("invalid_front_matter.md"),
);
static INVALID_UTF8: Rule = reading(
    "invalid-utf8",
    Level::Warning,
    include_str!("invalid_utf8.md"),
);
static RELATED_MISSING: Rule = reading(
    "related-missing",
    Level::Warning,
    include_str!("related_missing.md"),
);
static TOO_LARGE: Rule = reading("too-large", Level::Error, include_str!("too_large.md"));
static UNKNOWN_CAUSE: Rule = reading(
    "unknown-cause",
    Level::Warning,
    include_str!("unknown_cause.md"),
);
static UNKNOWN_KEY: Rule = reading(
    "unknown-key",
    Level::Warning,
    include_str!("unknown_key.md"),
);
static UNKNOWN_TIMEZONE: Rule = reading(
    "unknown-timezone",
    Level::Warning,
    include_str!("unknown_timezone.md"),
);
static UNKNOWN_VALUE: Rule = reading(
    "unknown-value",
    Level::Warning,
    include_str!("unknown_value.md"),
);
static UNREADABLE_FILE: Rule = reading(
    "unreadable-file",
    Level::Error,
    include_str!("unreadable_file.md"),
);
static UNUSED_SUPPRESSION: Rule = reading(
    "unused-suppression",
    Level::Warning,
    include_str!("unused_suppression.md"),
);
static WRONG_TYPE: Rule = reading("wrong-type", Level::Error, include_str!("wrong_type.md"));

//! What sections are called.

use crate::config::Config;
use crate::model::SectionKind;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names by kind, folded, without the words that say nothing (`FILLERS`).
const NAMES: &[(SectionKind, &str)] = &[
    (
        SectionKind::Summary,
        "summary, executive summary, overview, tldr, tl dr, description, abstract, synopsis, \
         what happened, brief, in short, at a glance, introduction, problem, problem \
         statement, zusammenfassung, résumé, resumen",
    ),
    (
        SectionKind::Impact,
        "impact, user impact, customer impact, customers impact, business impact, scope, \
         impact scope, scope and impact, impact and scope, severity and impact, who was \
         affected, affected users, affected customers, affected services, affected systems, \
         what was affected, impact assessment, impact analysis, data impact, auswirkung, \
         auswirkungen, impacto",
    ),
    (
        SectionKind::PlainWords,
        "non technical description, non technical summary, plain language summary, in plain \
         words, plain english",
    ),
    (
        SectionKind::Background,
        "background, context, technical background, system overview, some background, \
         introduction and background",
    ),
    (
        SectionKind::Timeline,
        "timeline, time line, chronology, chronological, sequence of events, sequence, key \
         events, events, event log, log, key moments, history, course of events, timeline of \
         events, timeline and response, response timeline, zeitlinie, zeitleiste, \
         chronologie, cronología, タイムライン, 时间线",
    ),
    (
        SectionKind::Trigger,
        "trigger, triggers, what triggered, triggering event, initiating event",
    ),
    (
        SectionKind::Detection,
        "detection, how was it detected, how did we notice, discovery, identification, how \
         did we find out, alerting",
    ),
    (
        SectionKind::ContributingFactors,
        "contributing factors, contributing factor, contributing causes, root cause, root \
         causes, cause, causes, root cause analysis, rca, what was, why did it happen, why \
         did this happen, why it happened, what went wrong technically, analysis, cause \
         analysis, causal analysis, root cause and trigger, root causes and trigger, \
         underlying cause, underlying causes, five whys, 5 whys, the five whys, contributors, \
         contributing conditions, factors, what was the issue, ursache, ursachen",
    ),
    (
        SectionKind::Resolution,
        "resolution, remediation, recovery, mitigation, mitigations, fix, the fix, solution, \
         workaround, resolution and recovery, mitigation and resolution, response, how was it \
         resolved, how did we fix it, how we fixed it, actions taken, immediate actions \
         taken, recovery and resolution, lösung, behebung",
    ),
    (
        SectionKind::Actions,
        "action items, action item, actionables, actionable items, actions, action, action plan, action points, follow up, \
         follow ups, followup, followups, follow up actions, follow up items, follow up \
         tasks, next steps, next step, corrective actions, corrective measures, corrective \
         and preventative measures, corrective and preventive measures, corrective and \
         preventative actions, corrective and preventive actions, preventive measures, \
         preventative measures, preventive actions, prevention, preventions, improvements, \
         improvement, review actions, remediation items, remediation actions, remediation \
         tasks, todo, todos, to do, tasks, tickets, future work, what we are doing about it, \
         what are we doing about it, what we will do, measures, future improvements, \
         recommendations, what will we do, going forward actions, maßnahmen",
    ),
    (
        SectionKind::Lessons,
        "lessons learned, lessons learnt, lesson learned, lessons, learnings, learning, what \
         went well, what went wrong, what went badly, what did not go well, what didn t go \
         well, what could have gone better, what could be better, what could be improved, what can be improved, what can we improve, \
         where we got lucky, where did we get lucky, takeaways, key takeaways, retrospective, \
         what we learned, what did we learn, reflections, discussion, conclusion, \
         conclusions, good, bad",
    ),
    (
        SectionKind::Supporting,
        "supporting information, supporting material, appendix, references, links, related \
         links, resources, useful links, graphs, screenshots, evidence, further reading, \
         notes, additional information, additional notes, related, related incidents, \
         glossary, logs",
    ),
    (
        SectionKind::Attendees,
        "attendees, participants, people, people involved, responders, who was involved, \
         involved, authors, team, review attendees, contributors list, roles",
    ),
    (
        SectionKind::Stats,
        "stats, statistics, metrics, key metrics, numbers, incident stats, facts, key facts, \
         metadata, details, incident details",
    ),
];

/// Kinds by name.
static BY_NAME: LazyLock<HashMap<&'static str, SectionKind>> = LazyLock::new(|| {
    let all = NAMES.iter().rev();
    all.flat_map(|(kind, names)| names.split(", ").map(move |name| (name, *kind)))
        .collect()
});

/// Words that name no section by themselves: "Incident timeline of events (all times UTC)".
const FILLERS: &[&str] = &[
    "the",
    "of",
    "this",
    "our",
    "a",
    "an",
    "incident",
    "incidents",
    "outage",
    "issue",
    "postmortem",
    "event",
    "detailed",
    "detail",
    "full",
    "high",
    "level",
    "brief",
    "short",
    "technical",
    "all",
    "times",
    "time",
    "in",
    "on",
    "are",
    "is",
    "for",
    "with",
    "date",
    "dates",
    "day",
    "from",
    "to",
    "utc",
    "gmt",
    "initial",
    "overall",
    "general",
    "main",
    "primary",
    "list",
    "events",
];

/// Last words that make a heading one of follow-up work: "Short-term Improvements".
const ACTION_ENDINGS: &[&str] = &[
    "actions",
    "improvements",
    "followups",
    "ups",
    "todos",
    "measures",
    "remediations",
    "steps",
];

/// ... unless the heading speaks of what was done then.
const DONE_THEN: &[&str] = &[
    "taken",
    "response",
    "recovery",
    "reproduce",
    "reproduction",
    "repro",
    "debugging",
    "troubleshooting",
    "investigation",
];

/// Phrases that settle it wherever they stand in a short heading.
const PHRASES: &[(&str, SectionKind)] = &[
    ("timeline", SectionKind::Timeline),
    ("root cause", SectionKind::ContributingFactors),
    ("contributing factor", SectionKind::ContributingFactors),
    ("lessons learn", SectionKind::Lessons),
    ("what went w", SectionKind::Lessons),
    ("action item", SectionKind::Actions),
    ("follow up", SectionKind::Actions),
    ("non technical", SectionKind::PlainWords),
];

/// Finds out what a section is about from its heading in plain text.
pub(super) fn kind_of(title: &str, config: &Config) -> Option<SectionKind> {
    let own = title.trim().trim_end_matches(':').to_lowercase();
    let configured = config
        .section_names
        .iter()
        .find(|(name, _)| name.trim().to_lowercase() == own);
    if let Some((_, kind)) = configured {
        return Some(*kind);
    }
    let words = words_of(title);
    named(&words.join(" ")).or_else(|| {
        let telling: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| !FILLERS.contains(word))
            .collect();
        named(&telling.join(" "))
            .or_else(|| by_phrase(&words))
            .or_else(|| actions_by_ending(&words))
    })
}

/// Says whether a line of text is the name of a section and nothing else.
pub(super) fn is_exact_name(line: &str, config: &Config) -> bool {
    let line = line.trim().trim_end_matches(':');
    let folded = line.to_lowercase();
    let begins_well = line.starts_with(char::is_uppercase);
    let configured = config
        .section_names
        .keys()
        .any(|name| name.trim().to_lowercase() == folded);
    // In capitals it is a note to oneself.
    let is_leftover = line == "TODO";
    configured
        || begins_well
            && !is_leftover
            && folded.split_whitespace().count() <= 4
            && named(&folded.replace('-', " ")).is_some()
}

/// A line without the words that stand twice in a row: `What What was the issue?`.
pub(super) fn undoubled(line: &str) -> String {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    words.dedup();
    words.join(" ")
}

fn named(words: &str) -> Option<SectionKind> {
    BY_NAME.get(words).copied()
}

fn by_phrase(words: &[String]) -> Option<SectionKind> {
    const LONGEST_HEADING: usize = 8;
    let line = words.join(" ");
    let found = PHRASES.iter().find(|(phrase, _)| line.contains(phrase));
    found
        .filter(|_| words.len() <= LONGEST_HEADING)
        .map(|(_, kind)| *kind)
}

fn actions_by_ending(words: &[String]) -> Option<SectionKind> {
    let ends = words
        .last()
        .is_some_and(|last| ACTION_ENDINGS.contains(&last.as_str()));
    let then = words.iter().any(|word| DONE_THEN.contains(&word.as_str()));
    let short = words.len() <= 6;
    (ends && short && !then).then_some(SectionKind::Actions)
}

/// The words of a heading in small letters: no numbering, no asides in brackets, no emoji.
fn words_of(title: &str) -> Vec<String> {
    let mut depth = 0usize;
    let kept: String = title
        .chars()
        .filter(|&c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    // "5 whys" needs its number; "2. Timeline" does not.
    let numbered = kept
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let unnumbered = numbered.strip_prefix([')', ' ']).unwrap_or(numbered);
    let text = if kept.to_lowercase().contains("whys") {
        &kept
    } else {
        unnumbered
    };
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .filter(|word| *word == "5" || !word.chars().all(|c| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_exact_name, kind_of};
    use crate::config::Config;

    #[test]
    fn headings_are_recognised_in_many_dresses() {
        let config = Config::default();
        for (heading, kind) in [
            ("Timeline", Some("timeline")),
            ("2. Timeline of Events (all times UTC)", Some("timeline")),
            (
                "Timeline (all times PST) 10/14/2022 - 11/03/2022. All times approximations",
                Some("timeline"),
            ),
            ("INCIDENT TIMELINE", Some("timeline")),
            ("⏱ Timeline:", Some("timeline")),
            ("Key events", Some("timeline")),
            ("Issue Summary", Some("summary")),
            ("Executive summary", Some("summary")),
            ("TL;DR", Some("summary")),
            ("User impact", Some("impact")),
            ("Root Cause(s)", Some("contributing-factors")),
            ("Root cause analysis", Some("contributing-factors")),
            ("What was the issue?", Some("contributing-factors")),
            ("5 Whys", Some("contributing-factors")),
            ("Resolution and recovery", Some("resolution")),
            ("Action Items", Some("action-items")),
            ("Follow-up items", Some("action-items")),
            ("Immediate Actions (Completed)", Some("action-items")),
            ("Short-term Improvements", Some("action-items")),
            ("Corrective and Preventative Measures", Some("action-items")),
            ("Next steps", Some("action-items")),
            ("Immediate actions taken", Some("resolution")),
            ("Steps to reproduce", None),
            ("Reproduction steps", None),
            ("Lessons learnt", Some("lessons-learned")),
            ("What went well?", Some("lessons-learned")),
            ("Where we got lucky", Some("lessons-learned")),
            (
                "Non-technical description",
                Some("non-technical-description"),
            ),
            ("Attendees", Some("attendees")),
            ("Stats", Some("stats")),
            ("The queue that would not drain", None),
            ("", None),
        ] {
            let found = kind_of(heading, &config).map(|kind| kind.as_str());
            assert_eq!(found, kind, "{heading:?}");
        }
    }

    #[test]
    fn only_whole_names_make_a_plain_line_a_heading() {
        let config = Config::default();
        for (line, is_name) in [
            ("Timeline", true),
            ("Root Cause:", true),
            ("Action Items", true),
            ("impact", false),
            ("Timeline of what we did", false),
            ("Everything is fine", false),
        ] {
            assert_eq!(is_exact_name(line, &config), is_name, "{line:?}");
        }
    }
}

//! What kind of event an entry is, from the words it uses.

use super::labels::{self, Field};
use super::parts::label;
use crate::model::{Event, EventKind, Milestone, Origin, Sourced};

const STARTED: EventKind = EventKind::Milestone(Milestone::Started);
const DETECTED: EventKind = EventKind::Milestone(Milestone::Detected);
const ACKNOWLEDGED: EventKind = EventKind::Milestone(Milestone::Acknowledged);
const DECLARED: EventKind = EventKind::Milestone(Milestone::Declared);
const IDENTIFIED: EventKind = EventKind::Milestone(Milestone::Identified);
const MITIGATED: EventKind = EventKind::Milestone(Milestone::Mitigated);
const RESOLVED: EventKind = EventKind::Milestone(Milestone::Resolved);

/// Phrases by kind; the first kind with a phrase in the text wins. `..` stands for other words.
const PHRASES: &[(EventKind, &[&str])] = &[
    (
        RESOLVED,
        &[
            "back to normal",
            "return to normal",
            "returns to normal",
            "returned to normal",
            "returning to normal",
            "fully restored",
            "fully recovered",
            "fully resolved",
            "fully operational",
            "full recovery",
            "service restored",
            "services restored",
            "service is restored",
            "service was restored",
            "everything is working",
            "everything works",
            "everything is fine",
            "everything is back",
            "everything is running",
            "everything was working",
            "working as intended",
            "working as expected",
            "works as expected",
            "working again",
            "working normally",
            "normal working state",
            "working order",
            "functional state",
            "operational again",
            "healthy again",
            "back online",
            "back up and running",
            "up and running again",
            "all clear",
            "all green",
            "incident resolved",
            "incident is resolved",
            "incident was resolved",
            "incident marked as resolved",
            "issue resolved",
            "issue is resolved",
            "issue was resolved",
            "issues resolved",
            "outage over",
            "outage ends",
            "outage ended",
            "end of outage",
            "incident over",
            "incident closed",
            "incident is over",
            "incident ends",
            "incident ended",
            "marked resolved",
            "marked as resolved",
            "alert resolved",
            "alerts resolved",
            "problem resolved",
            "problem solved",
            "self heals",
            "self healed",
            "permanently fixed",
            "normal operation",
            "normal operations",
            "normal levels",
            "back to full",
            "all systems operational",
            "confirmed resolved",
            "confirmed fixed",
            "released .. fix",
            "released .. fixes",
            "confirm .. resolved",
            "service is back",
            "services are back",
            "site is back",
            "site back up",
            "fully functional",
        ],
    ),
    (
        MITIGATED,
        &[
            "mitigated",
            "solved the issue",
            "solved the problem",
            "fixed the issue",
            "fixed the problem",
            "resolved the issue",
            "resolved the problem",
            "resolves the issue",
            "fixes the issue",
            "fixes the problem",
            "hotfix .. completed",
            "hotfix .. deployed",
            "fix deployed",
            "fix is deployed",
            "fix was deployed",
            "fix rolled out",
            "fix released",
            "deployed the fix",
            "deployed a fix",
            "fix is live",
            "fix in place",
            "workaround in place",
            "workaround applied",
            "rollback complete",
            "rollback completed",
            "rollback successful",
            "rollback finished",
            "rolled back successfully",
            "revert deployed",
            "recovered",
            "recovery",
            "restored",
            "stabilized",
            "stabilised",
            "error rate drops",
            "error rates drop",
            "errors stop",
            "errors stopped",
            "impact ended",
            "impact ends",
            "traffic recovers",
            "service recovers",
            "services recover",
            "service recovering",
            "repaired",
            "failover completed",
            "failover complete",
            "came back",
            "comes back",
            "come back",
        ],
    ),
    (
        DECLARED,
        &[
            "incident declared",
            "declared an incident",
            "declare an incident",
            "declares an incident",
            "declared incident",
            "incident is declared",
            "incident was declared",
            "incident opened",
            "incident created",
            "opened an incident",
            "incident channel",
            "incident called",
            "incident raised",
            "raised an incident",
            "major incident",
        ],
    ),
    (
        IDENTIFIED,
        &[
            "root cause identified",
            "root cause found",
            "root cause discovered",
            "root cause was",
            "root cause is",
            "cause identified",
            "cause found",
            "cause is identified",
            "cause was identified",
            "identified as",
            "identified the",
            "identified that",
            "identified root cause",
            "identified a",
            "is identified",
            "was identified",
            "diagnosed",
            "found the cause",
            "found the root cause",
            "found the issue",
            "found the problem",
            "pinpointed",
            "narrowed down to",
            "cause of the",
            "issue found",
            "problem found",
            "culprit",
            "discovered that",
            "realized that",
            "realised that",
            "traced to",
            "traced back",
        ],
    ),
    (
        DETECTED,
        &[
            "detected",
            "detection",
            "detects",
            "alert fired",
            "alert fires",
            "alerts fired",
            "alerts fire",
            "alert triggered",
            "alerts triggered",
            "alert received",
            "alerts received",
            "received alert",
            "receive alert",
            "alert came in",
            "first alert",
            "alerted",
            "alarm",
            "alarms",
            "paged",
            "pages",
            "pager",
            "pagerduty",
            "page received",
            "on call is paged",
            "noticed",
            "notice",
            "notices",
            "first report",
            "first reports",
            "reported",
            "reports",
            "we hear reports",
            "users report",
            "user reports",
            "customer reports",
            "customer reported",
            "customers report",
            "complaints",
            "complained",
            "ticket is opened",
            "ticket opened",
            "ticket created",
            "support ticket",
            "monitoring shows",
            "alert",
            "alerts",
            "bug report",
            "disclosed",
        ],
    ),
    (
        ACKNOWLEDGED,
        &[
            "acknowledged",
            "acknowledges",
            "acked",
            "acks",
            "begins investigating",
            "began investigating",
            "starts investigating",
            "started investigating",
            "starts looking",
            "started looking",
            "investigation started",
            "investigation begins",
            "investigation launched",
            "looking into it",
            "picks up",
            "picked up",
        ],
    ),
    (
        EventKind::Escalated,
        &[
            "escalated",
            "escalates",
            "escalation",
            "escalate",
            "called in",
            "joins the call",
            "joined the call",
            "joined the incident",
            "pulled in",
            "brought in",
            "brought to attention",
            "war room",
            "support case",
            "asked for help",
        ],
    ),
    (
        EventKind::Communicated,
        &[
            "status page",
            "statuspage",
            "informed",
            "announced",
            "announcement",
            "communicated",
            "communication",
            "posted",
            "tweet",
            "tweeted",
            "emailed",
            "email sent",
            "notified",
            "customers updated",
            "update sent",
            "message sent",
            "slack message",
        ],
    ),
    (
        STARTED,
        &[
            "fault occurs",
            "fault occurred",
            "outage starts",
            "outage started",
            "outage begins",
            "outage began",
            "outage start",
            "incident starts",
            "incident started",
            "incident begins",
            "incident start",
            "impact starts",
            "impact started",
            "impact begins",
            "impact began",
            "first errors",
            "errors begin",
            "errors began",
            "errors start",
            "started failing",
            "start failing",
            "begin failing",
            "starts failing",
            "begins failing",
            "goes down",
            "went down",
            "becomes unavailable",
            "became unavailable",
            "becomes unresponsive",
            "became unresponsive",
        ],
    ),
    (
        EventKind::Attempt,
        &[
            "rolled back",
            "roll back",
            "rollback",
            "reverted",
            "revert",
            "reverts",
            "restarted",
            "restart",
            "restarts",
            "rebooted",
            "reboot",
            "attempted",
            "attempt",
            "tried",
            "try",
            "rerun",
            "reran",
            "retried",
            "scaled",
            "scale up",
            "failed over",
            "failover",
            "cordoned",
            "deleted",
            "killed",
            "drained",
            "manually",
            "hotfix",
            "downgraded",
            "disabled",
            "workaround",
        ],
    ),
    (
        EventKind::Change,
        &[
            "deployed",
            "deploys",
            "deploy",
            "deployment",
            "merged",
            "merges",
            "released",
            "release",
            "rollout",
            "rolled out",
            "upgraded",
            "upgrade",
            "updated",
            "migrated",
            "migration",
            "applied",
            "changed",
            "config change",
            "configuration change",
            "increased",
            "added",
            "enabled",
            "switched",
            "pipeline",
        ],
    ),
];

/// Words before a phrase that turn it round: "not resolved", "until everything is working".
const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "still",
    "isn",
    "wasn",
    "aren",
    "weren",
    "cannot",
    "can",
    "once",
    "if",
    "until",
    "when",
    "should",
    "will",
    "would",
    "could",
    "might",
    "may",
    "hope",
    "hoping",
    "partially",
    "nearly",
    "almost",
    "attempt",
    "attempts",
    "try",
    "trying",
    "tried",
    "without",
    "before",
    "be",
    "wait",
    "waiting",
    "expected",
];

/// Marks every event whose words say what kind it is. Of each milestone one event remains: the
/// last resolution, and the first of all others.
pub(super) fn mark(events: &mut [Event]) {
    let kinds: Vec<Option<EventKind>> = events.iter().map(|event| kind_of(&event.text)).collect();
    for (i, (event, kind)) in events.iter_mut().zip(&kinds).enumerate() {
        let Some(kind) = *kind else { continue };
        let is_taken = |range: &[Option<EventKind>]| range.contains(&Some(kind));
        let kept = match kind {
            RESOLVED if is_taken(&kinds[i + 1..]) => None,
            MITIGATED if is_taken(&kinds[..i]) => Some(EventKind::Attempt),
            EventKind::Milestone(milestone)
                if milestone != Milestone::Resolved && is_taken(&kinds[..i]) =>
            {
                None
            }
            kind => Some(kind),
        };
        event.kind = kept.map(|kind| Sourced::inferred(kind, Origin::Words, event.span.clone()));
    }
}

/// Finds the kind that the first sentences of an entry suggest.
fn kind_of(text: &str) -> Option<EventKind> {
    by_label(text).or_else(|| {
        let words = words_of(text);
        PHRASES
            .iter()
            .find(|(kind, phrases)| phrases.iter().any(|phrase| says(&words, phrase, *kind)))
            .map(|(kind, _)| *kind)
    })
}

/// `**Detection:** …`, or an entry that is a milestone's name and nothing else.
fn by_label(text: &str) -> Option<EventKind> {
    let name = match label(text) {
        Some((name, _)) => &text[name],
        None => text.lines().next()?,
    };
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    match labels::field(name) {
        Some(Field::Milestone(milestone)) => Some(EventKind::Milestone(milestone)),
        Some(Field::Detection) => Some(DETECTED),
        _ => None,
    }
}

/// The words that count: of the first lines, as many as a long sentence has.
fn words_of(text: &str) -> Vec<String> {
    const ENOUGH: usize = 60;
    text.split("```")
        .next()
        .unwrap_or_default()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(ENOUGH)
        .map(str::to_lowercase)
        .collect()
}

fn says(words: &[String], phrase: &str, kind: EventKind) -> bool {
    let (first, last) = phrase
        .split_once(" .. ")
        .map_or((phrase, None), |(first, last)| (first, Some(last)));
    let first: Vec<&str> = first.split(' ').collect();
    words.windows(first.len()).enumerate().any(|(at, window)| {
        let here = window
            .iter()
            .zip(&first)
            .all(|(word, wanted)| word == wanted);
        here && !is_turned_round(&words[..at], kind)
            && last.is_none_or(|last| words[at + first.len()..].iter().any(|word| word == last))
    })
}

/// Only ends need care: a denied alert is rare, a denied resolution is not.
fn is_turned_round(before: &[String], kind: EventKind) -> bool {
    const NEAR: usize = 3;
    matches!(kind, RESOLVED | MITIGATED)
        && before
            .iter()
            .rev()
            .take(NEAR)
            .any(|word| NEGATIONS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn words_suggest_a_kind() {
        for (text, kind) in [
            ("**Detection:** Many timeouts", Some("detected")),
            ("**Recovery:** Uncordoned the node", Some("mitigated")),
            ("Fault occurs", Some("started")),
            ("First detected", Some("detected")),
            ("Incident declared", Some("declared")),
            ("Repaired", Some("mitigated")),
            ("Resolved", Some("resolved")),
            ("PagerDuty alert fired for high latency", Some("detected")),
            ("Incident declared, rollback attempted", Some("declared")),
            ("Everything is back to normal", Some("resolved")),
            ("Service is not back to normal", None),
            (
                "Version 1.2 was released that included the fix",
                Some("resolved"),
            ),
            (
                "Downgraded by hand, which solved the issue",
                Some("mitigated"),
            ),
            ("Root cause identified: a full disk", Some("identified")),
            ("First engineer acknowledges the page", Some("detected")),
            ("Rolled back the release", Some("attempt")),
            ("Posted on the status page", Some("communicated")),
            ("Deployed version 12", Some("change")),
            ("Lunch", None),
            ("", None),
        ] {
            assert_eq!(kind_of(text).map(|kind| kind.as_str()), kind, "{text:?}");
        }
    }
}

//! Phrases that tell what kind of event an entry is.

use crate::model::{EventKind, Milestone};
use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) const STARTED: EventKind = EventKind::Milestone(Milestone::Started);
pub(super) const DETECTED: EventKind = EventKind::Milestone(Milestone::Detected);
pub(super) const ACKNOWLEDGED: EventKind = EventKind::Milestone(Milestone::Acknowledged);
pub(super) const DECLARED: EventKind = EventKind::Milestone(Milestone::Declared);
pub(super) const IDENTIFIED: EventKind = EventKind::Milestone(Milestone::Identified);
pub(super) const MITIGATED: EventKind = EventKind::Milestone(Milestone::Mitigated);
pub(super) const RESOLVED: EventKind = EventKind::Milestone(Milestone::Resolved);

/// A phrase without its first word.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) kind: EventKind,
    /// The words that follow at once.
    pub(super) next: Vec<&'static str>,
    /// A word that comes later.
    pub(super) later: Option<&'static str>,
    /// Of the phrases in a text the one with the lowest rank wins.
    pub(super) rank: usize,
}

/// Phrases by their first word.
pub(super) static BY_FIRST_WORD: LazyLock<HashMap<&'static str, Vec<Phrase>>> =
    LazyLock::new(|| {
        let mut index: HashMap<&str, Vec<Phrase>> = HashMap::new();
        for (rank, (kind, list)) in PHRASES.iter().enumerate() {
            for phrase in list.split(", ") {
                let (head, later) = match phrase.split_once(" .. ") {
                    Some((head, later)) => (head, Some(later)),
                    None => (phrase, None),
                };
                let mut words = head.split(' ');
                let first = words.next().unwrap_or_default();
                index.entry(first).or_default().push(Phrase {
                    kind: *kind,
                    next: words.collect(),
                    later,
                    rank,
                });
            }
        }
        index
    });

/// Phrases by kind; the first kind with a phrase in the text wins. `..` stands for other words.
const PHRASES: &[(EventKind, &str)] = &[
    (
        RESOLVED,
        "back to normal, return to normal, returns to normal, returned to normal, returning \
         to normal, fully restored, fully recovered, fully resolved, fully operational, full \
         recovery, service restored, services restored, service is restored, service was \
         restored, everything is working, everything works, everything is fine, everything is \
         back, everything is running, everything was working, working as intended, working as \
         expected, works as expected, working again, working normally, normal working state, \
         functional state, back to working order, in working order, operational again, \
         healthy again, back online, back up and running, up and running again, all clear, \
         all green, incident resolved, incident is resolved, incident was resolved, incident \
         marked as resolved, issue resolved, issue is resolved, issue was resolved, issues \
         resolved, outage over, outage ends, outage ended, end of outage, incident over, \
         incident closed, incident is over, incident ends, incident ended, marked resolved, \
         marked as resolved, alert resolved, alerts resolved, problem resolved, problem \
         solved, self heals, self healed, permanently fixed, normal operation, normal \
         operations, normal levels, back to full, all systems operational, confirmed \
         resolved, confirmed fixed, released .. fix, released .. fixes, confirm .. resolved, resolved at, resolved on, \
         service is back, services are back, back up again, outage mitigated, site is back, site back up, fully functional",
    ),
    (
        MITIGATED,
        "mitigated, solved the issue, solved the problem, fixed the issue, fixed the problem, \
         resolved the issue, resolved the problem, resolves the issue, fixes the issue, fixes \
         the problem, hotfix .. completed, hotfix .. deployed, fix deployed, fix is deployed, \
         fix was deployed, fix rolled out, fix released, deployed the fix, deployed a fix, \
         fix is live, fix in place, workaround in place, workaround applied, rollback \
         complete, rollback completed, rollback successful, rollback finished, rolled back \
         successfully, revert deployed, recovered, recovery, restored, stabilized, \
         stabilised, error rate drops, error rates drop, errors stop, errors stopped, impact \
         ended, impact ends, traffic recovers, service recovers, services recover, service \
         recovering, repaired, failover completed, failover complete",
    ),
    (
        DECLARED,
        "incident declared, declared an incident, declares incident, declare an incident, declares an incident, \
         declared incident, incident is declared, incident was declared, incident opened, \
         incident created, opened an incident, incident channel, incident called, incident \
         raised, raised an incident, major incident",
    ),
    (
        IDENTIFIED,
        "root cause identified, root cause found, root cause discovered, root cause was, root \
         cause is, cause .. identified, cause .. found, cause .. discovered, cause .. \
         diagnosed, issue is identified, cause found, cause is identified, cause was \
         identified, identified as, identified root cause, diagnosed, found the cause, found \
         the root cause, found the issue, found the problem, pinpointed, narrowed down to, \
         cause of the, issue found, problem found, culprit, traced to",
    ),
    (
        DETECTED,
        "detected, detection, detects, alert fired, alert fires, alerts fired, alerts fire, \
         alert triggered, alerts triggered, alert received, alerts received, received alert, \
         receive alert, alert came in, first alert, alerted, paged, pages, pager, pagerduty, \
         page received, on call is paged, noticed, notice, notices, first report, first \
         reports, reported, reports, we hear reports, users report, user reports, customer \
         reports, customer reported, customers report, complaints, complained, ticket .. \
         opened, ticket opened, ticket created, support ticket, monitoring shows, alert, \
         alerts, bug report, disclosed",
    ),
    (
        ACKNOWLEDGED,
        "acknowledged, acknowledges, acked, acks, begins investigating, began investigating, \
         starts investigating, started investigating, starts looking, started looking, \
         investigation started, investigation begins, investigation launched, looking into \
         it, picks up, picked up",
    ),
    (
        EventKind::Escalated,
        "escalated, escalates, escalation, escalate, called in, joins the call, joined the \
         call, joined the incident, pulled in, brought in, brought to attention, war room, \
         support case, asked for help",
    ),
    (
        EventKind::Communicated,
        "status page, statuspage, informed, announced, announcement, communicated, \
         communication, posted, tweet, tweeted, emailed, email sent, notified, customers \
         updated, update sent, message sent, slack message",
    ),
    (
        STARTED,
        "fault occurs, fault occurred, outage starts, outage started, outage begins, outage \
         began, outage start, incident begins, incident starts, incident started, incident begins, incident \
         start, impact starts, impact started, impact begins, impact began, first errors, \
         errors begin, errors began, errors start, started failing, start failing, begin \
         failing, starts failing, begins failing, goes down, went down, becomes unavailable, \
         became unavailable, becomes unresponsive, became unresponsive",
    ),
    (
        EventKind::Attempt,
        "rolled back, roll back, rollback, reverted, revert, reverts, restarted, restart, \
         restarts, rebooted, reboot, attempted, attempt, tried, rerun, reran, retried, \
         scaled, scale up, failed over, failover, cordoned, drained, hotfix, downgraded, \
         disabled, workaround",
    ),
    (
        EventKind::Change,
        "deployed, deploys, deploy, deployment, merged, merges, released, release, rollout, \
         rolled out, upgraded, upgrade, migrated, migration, config change, configuration \
         change, increased, enabled, switched",
    ),
];

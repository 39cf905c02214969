//! What came back.

use super::services::service_title;
use super::{Link, address, full_title};
use crate::analyze::causes::recurrences::Chain;
use crate::model::CauseId;
use crate::render::Book;
use crate::render::pages::parts::{IncidentLink, links};
use crate::render::pages::services;
use crate::render::words::counted;
use schemars::JsonSchema;
use serde::Serialize;

/// Most chains, and most incidents of one, on a page.
const CHAINS: usize = 12;
const INCIDENTS: usize = 8;

/// Most incidents that a report relates to earlier ones.
const RELATED: usize = 20;

/// What came back.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Recurrences {
    sentence: String,
    chains: Vec<ChainRow>,
    more: usize,
    /// By the word of a report.
    related: Vec<Related>,
    related_more: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ChainRow {
    cause: Link,
    services: Vec<Link>,
    /// How many more services share the chain.
    more_services: usize,
    count: String,
    /// The latest ones, the latest first.
    incidents: Vec<IncidentLink>,
    more: usize,
}

/// An incident that a report relates to earlier ones.
#[derive(Debug, Serialize, JsonSchema)]
struct Related {
    later: IncidentLink,
    earlier: Vec<IncidentLink>,
}

/// Lists what came back; of one cause where there is one, sub-causes included.
pub(super) fn recurrences(of: Option<&CauseId>, book: &Book) -> Option<Recurrences> {
    let found = &book.analysis.common_causes.recurrences;
    let is_within = |cause: &CauseId| of.is_none_or(|id| cause == id || cause.top() == *id);
    let chains: Vec<&Chain> = found
        .chains
        .iter()
        .filter(|it| is_within(&it.cause))
        .collect();
    let related: &[(usize, usize)] = if of.is_none() { &found.related } else { &[] };
    if chains.is_empty() && related.is_empty() {
        return None;
    }
    Some(Recurrences {
        sentence: sentence(of, &chains, book),
        chains: chains
            .iter()
            .take(CHAINS)
            .map(|it| chain(it, book))
            .collect(),
        more: chains.len().saturating_sub(CHAINS),
        related_more: found.by_word.saturating_sub(RELATED),
        related: by_word(related, book),
    })
}

/// Pairs by the later incident; they come in its order, the latest first.
fn by_word(pairs: &[(usize, usize)], book: &Book) -> Vec<Related> {
    let related = pairs.chunk_by(|a, b| a.1 == b.1).filter_map(|pairs| {
        let later = links(&[pairs.first()?.1], book).pop()?;
        let earlier: Vec<usize> = pairs.iter().map(|(earlier, _)| *earlier).collect();
        Some(Related {
            later,
            earlier: links(&earlier, book),
        })
    });
    related.take(RELATED).collect()
}

fn sentence(of: Option<&CauseId>, chains: &[&Chain], book: &Book) -> String {
    if of.is_some() {
        return format!(
            "{} of incidents on one service, each at most 365 days after the one before.",
            counted(chains.len(), "chain")
        );
    }
    let found = &book.analysis.common_causes.recurrences;
    let (percent, interval) = (found.share.percent(), found.share.interval_percent());
    format!(
        "{} of {} incidents came back, {} ({}). {} hit the same service with the same cause as one that began at most 365 days before; {} {} related to an earlier one by a report. Left out are incidents that name no service, or no cause without sub-causes, or whose day is not known.",
        found.share.count,
        found.share.of,
        percent.unwrap_or_default(),
        interval.unwrap_or_default(),
        match found.followers.len() {
            0 => "None".to_owned(),
            n => n.to_string(),
        },
        found.by_word,
        if found.by_word == 1 { "is" } else { "are" }
    )
}

fn chain(chain: &Chain, book: &Book) -> ChainRow {
    const SERVICES: usize = 4;
    let latest: Vec<usize> = chain
        .incidents
        .iter()
        .rev()
        .take(INCIDENTS)
        .copied()
        .collect();
    let services = chain.services.iter().take(SERVICES).map(|service| Link {
        href: services::address(service),
        title: service_title(service, book),
    });
    ChainRow {
        cause: Link {
            href: address(&chain.cause),
            title: full_title(&chain.cause, book),
        },
        services: services.collect(),
        more_services: chain.services.len().saturating_sub(SERVICES),
        count: counted(chain.incidents.len(), "incident"),
        incidents: links(&latest, book),
        more: chain.incidents.len().saturating_sub(INCIDENTS),
    }
}

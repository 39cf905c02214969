//! What came back.

use super::services::service_title;
use super::{address, full_title};
use crate::analyze::causes::recurrences::Chain;
use crate::markdown::html::Html;
use crate::model::CauseId;
use crate::render::Book;
use crate::render::pages::parts::{IncidentLink, links};
use crate::render::pages::services;
use crate::render::words::{self, sentences};
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
    /// The cause and its services, with links.
    title: Html,
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
pub(super) fn recurrences(of: Option<&CauseId>, root: &str, book: &Book) -> Option<Recurrences> {
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
            .map(|it| chain(it, root, book))
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
        return book.counted("causes.chains", chains.len());
    }
    let found = &book.analysis.common_causes.recurrences;
    let incidents = book.counted("causes.of-incidents", found.share.of);
    let percent = words::share(found.share, book.language()).unwrap_or_default();
    let interval = words::share_interval(found.share, book.language()).unwrap_or_default();
    let again = book.with(
        "causes.came-back",
        &[
            ("count", found.share.count.into()),
            ("incidents", (&incidents).into()),
            ("percent", (&percent).into()),
            ("interval", (&interval).into()),
        ],
    );
    let related = book.counted("causes.related", found.by_word);
    let related = ("related", (&related).into());
    let followers = match found.followers.len() {
        0 => book.with("causes.followers-none", &[related]),
        n => book.with("causes.followers", &[("n", n.into()), related]),
    };
    let left_out = book.say("causes.again-left-out").to_owned();
    sentences(&[again, followers, left_out], book.language())
}

fn chain(chain: &Chain, root: &str, book: &Book) -> ChainRow {
    const SERVICES: usize = 4;
    let latest: Vec<usize> = chain
        .incidents
        .iter()
        .rev()
        .take(INCIDENTS)
        .copied()
        .collect();
    let link = |href: &str, title: &str| {
        let (href, title) = (Html::escape(href), Html::escape(title));
        format!("<a href=\"{root}{href}\" dir=\"auto\">{title}</a>")
    };
    let services: Vec<String> = chain
        .services
        .iter()
        .take(SERVICES)
        .map(|service| link(&services::address(service), &service_title(service, book)))
        .collect();
    let comma = Html::escape(book.say("lists.comma"));
    let services = Html::trusted(services.join(comma.as_str()));
    let cause = Html::trusted(link(
        &address(&chain.cause),
        &full_title(&chain.cause, book),
    ));
    let (cause, services) = (("cause", (&cause).into()), ("services", (&services).into()));
    ChainRow {
        title: match chain.services.len().saturating_sub(SERVICES) {
            0 => book.html("causes.chain", &[cause, services]),
            n => book.html("causes.chain-more", &[cause, services, ("n", n.into())]),
        },
        count: book.counted("causes.incidents", chain.incidents.len()),
        incidents: links(&latest, book),
        more: chain.incidents.len().saturating_sub(INCIDENTS),
    }
}

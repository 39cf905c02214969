#![doc = include_str!("private_link.md")]

use crate::check::{Given, Report, Rule, Run};
use crate::diagnostic::Level;
use crate::model::Incident;

pub(super) static RULE: Rule = Rule {
    name: "private-link",
    level: Level::Hint,
    docs: include_str!("private_link.md"),
    run: Run::Incident(run),
};

fn run(incident: &Incident, given: &Given<'_>, report: &mut Report<'_>) {
    let links = incident
        .links
        .iter()
        .map(|link| (link.written.clone(), link.span.clone()));
    let sources = incident
        .sources
        .iter()
        .map(|source| (source.value.clone(), source.span.clone()));
    let text = report.text();
    let of_actions = incident
        .actions
        .iter()
        .filter(|action| action.origin.is_stated());
    let of_actions = of_actions.flat_map(|action| {
        let written = text.get(action.span.clone()).unwrap_or_default();
        let start = action.span.start;
        action.links.iter().filter_map(move |link| {
            let at = start + written.find(link.as_str())?;
            Some((link.clone(), at..at + link.len()))
        })
    });
    for (target, span) in sources.chain(links).chain(of_actions) {
        let Some((host, why)) = private(&target, &given.config.private_hosts) else {
            continue;
        };
        report
            .at(span, format!("the link to `{host}` opens only {why}"))
            .help = Some("say in the report what is to be seen there".to_owned());
    }
}

/// Who can open an address that not everybody can, after its host.
fn private(target: &str, hosts: &[String]) -> Option<(String, &'static str)> {
    let (_, rest) = target.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    let is_below = |known: &String| host == *known || host.ends_with(&format!(".{known}"));
    if hosts.iter().any(is_below) {
        return Some((host, "inside your network"));
    }
    let why = of_host(&host, path)?;
    Some((host, why))
}

fn of_host(host: &str, path: &str) -> Option<&'static str> {
    if host.ends_with("slack.com") && path.starts_with("/archives/") {
        return Some("for members of that Slack workspace, and not for ever");
    }
    if host == "localhost" || host.ends_with(".localhost") {
        return Some("on the machine of whoever wrote it");
    }
    const ENDINGS: [&str; 6] = [
        ".internal",
        ".local",
        ".corp",
        ".intranet",
        ".lan",
        ".home.arpa",
    ];
    if ENDINGS.iter().any(|ending| host.ends_with(ending)) {
        return Some("inside your network");
    }
    let address: std::net::Ipv4Addr = host.parse().ok()?;
    if address.is_loopback() {
        return Some("on the machine of whoever wrote it");
    }
    (address.is_private() || address.is_link_local()).then_some("inside your network")
}

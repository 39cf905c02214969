//! What the timeline's script draws: every dated incident as columns, in a script of its own, since
//! pages opened from a folder may load scripts and nothing else.

use super::axis::{offsets, today, zone};
use super::spans::{Dated, dated};
use super::stretches::{fullest, stretches};
use crate::analyze::facts;
use crate::analyze::terms::Term;
use crate::config::NamedLevel;
use crate::error::Error;
use crate::model::{CauseId, Detection, Incident, Slug, Sourced};
use crate::query::{Field, fold};
use crate::render::Book;
use crate::render::pages::causes;
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Everything the script knows. Columns, because a thousand equal keys would say nothing new; the
/// names are a promise to themes with a script of their own (docs/timeline.md).
#[derive(Debug, Serialize, JsonSchema)]
struct Data<'a> {
    /// Version of this form.
    version: u32,
    /// Seconds that the wall clock of the axis is ahead of UTC, each with the instant from which it
    /// is so; the first holds before it, too.
    offsets: Vec<(i64, i32)>,
    /// Stretches with incidents, from first to last second; the silences between are long.
    stretches: Vec<(i64, i64)>,
    /// The stretch to begin with.
    home: usize,
    /// What lanes stand for at first.
    lanes: &'static str,
    /// The last second of the day the site was built for: what goes on is drawn until then.
    today: i64,
    /// Id, title and rank (1 to 4) of each severity, the worst first.
    severities: Vec<(&'a str, &'a str, usize)>,
    /// Id and title of each status.
    statuses: Vec<(&'a str, &'a str)>,
    /// Id and title of each service in use, the most frequent first.
    services: Vec<(&'a str, &'a str)>,
    /// Id and title of each cause in use and of those above it.
    causes: Vec<(&'a str, String)>,
    /// Word and title of each way of detection in use.
    detections: Vec<(&'static str, &'a str)>,
    /// Id and title of each tag in use, the most frequent first.
    tags: Vec<(&'a str, &'a str)>,
    /// What reports may have, as `has:` names it.
    has: Vec<String>,
    /// Other names that filters take, by field: each folded, with the id that it stands for.
    names: BTreeMap<&'static str, BTreeMap<String, String>>,
    /// The incidents, by start and then by slug: a column a field, each as long as the others.
    incidents: Columns<'a>,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
struct Columns<'a> {
    /// The slug; `*` stands for the title in lower case with hyphens, `*12` for its first 12 letters.
    slug: Vec<Cow<'a, str>>,
    title: Vec<&'a str>,
    /// When it began, at the earliest: seconds after the incident before it, the first one after
    /// the beginning of 1970.
    start: Vec<i64>,
    /// Seconds from there to its end, at the earliest; null where no end is known.
    length: Vec<Option<i64>>,
    /// What is known of both ends: see [`super::spans::Shape`].
    shape: Vec<u32>,
    /// Index into `severities`; null where none is stated.
    severity: Vec<Option<usize>>,
    /// Index into `statuses`.
    status: Vec<Option<usize>>,
    /// Index into `detections`.
    detection: Vec<Option<usize>>,
    /// Indices into `services`.
    services: Vec<Vec<usize>>,
    /// Indices into `causes`, as the report names them.
    causes: Vec<Vec<usize>>,
    /// Indices into `tags`.
    tags: Vec<Vec<usize>>,
    /// A bit for each of `has`.
    has: Vec<u32>,
}

/// Most files are named after their title; said once, it is a third of the whole less to load.
fn short<'a>(slug: &'a str, title: &str) -> Cow<'a, str> {
    const WORTH_IT: usize = 8;
    if !title.is_ascii() {
        return Cow::Borrowed(slug);
    }
    let words = title.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let name = words.join("-").to_ascii_lowercase();
    let starts = slug.char_indices().map(|(start, _)| start);
    let mut common = starts.filter(|start| name.starts_with(&slug[*start..]));
    match common.next() {
        Some(start) if slug.len() - start == name.len() => format!("{}*", &slug[..start]).into(),
        Some(start) if slug.len() - start >= WORTH_IT => {
            format!("{}*{}", &slug[..start], slug.len() - start).into()
        }
        _ => slug.into(),
    }
}

/// Renders the script.
pub(super) fn script(book: &Book) -> Result<Vec<u8>, Error> {
    let json =
        serde_json::to_string(&data(book)).map_err(|fault| Error::Told(fault.to_string()))?;
    let json = inert(&json);
    Ok(format!("(globalThis.casebook ??= {{}}).timeline = {json}\n").into_bytes())
}

/// Makes JSON safe wherever it may be pasted: no markup, and no line ends that only JavaScript knows.
fn inert(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            _ => safe.push(c),
        }
    }
    safe
}

fn data(book: &Book) -> Data<'_> {
    let config = &book.config;
    let names = Names::new(book);
    let dated = dated(book);
    let spans: Vec<(i64, i64)> = dated.iter().map(|one| (one.first, one.last)).collect();
    let stretches = stretches(&spans);
    let (kinds, has) = has(&dated);
    let severities = config.severities.iter().enumerate();
    Data {
        version: 1,
        offsets: offsets(
            zone(book),
            stretches.first().map_or(0, |stretch| stretch.from),
            stretches.last().map_or(0, |stretch| stretch.to),
        ),
        home: fullest(&stretches),
        stretches: stretches.iter().map(|part| (part.from, part.to)).collect(),
        lanes: first_lanes(book, &dated),
        today: today(book),
        severities: severities
            .map(|(i, level)| (level.id.as_str(), level.title.as_str(), (i + 1).min(4)))
            .collect(),
        statuses: config
            .statuses
            .iter()
            .map(|level| (level.id.as_str(), level.title.as_str()))
            .collect(),
        services: terms(&book.analysis.services),
        causes: names
            .causes
            .keys()
            .map(|id| (id.as_str(), causes::title(id, book)))
            .collect(),
        detections: Detection::ALL
            .iter()
            .map(|word| (word.as_str(), words::noticed(*word, book.language())))
            .collect(),
        tags: terms(&book.analysis.tags),
        has: kinds,
        names: other_names(book),
        incidents: Columns {
            has,
            ..columns(&dated, book, &names)
        },
    }
}

/// What the reports have, and which of it each.
fn has(dated: &[Dated<'_>]) -> (Vec<String>, Vec<u32>) {
    let all: Vec<Vec<String>> = dated
        .iter()
        .map(|one| facts::of(one.incident).has)
        .collect();
    let kinds: BTreeSet<&String> = all.iter().flatten().collect();
    let bits = all.iter().map(|has| {
        let bit = |kind: &String| u32::from(has.contains(kind));
        let bits = kinds.iter().enumerate().map(|(i, kind)| bit(kind) << i);
        bits.sum()
    });
    (
        kinds.iter().map(|kind| (*kind).clone()).collect(),
        bits.collect(),
    )
}

/// The other names that filters take. Services and tags go by their addresses here, so what reports
/// call them is one name more.
fn other_names(book: &Book) -> BTreeMap<&'static str, BTreeMap<String, String>> {
    let names = facts::names(&book.corpus, &book.config);
    let owned = |(name, id): (&str, &str)| (name.to_owned(), id.to_owned());
    let mut others: BTreeMap<&str, BTreeMap<String, String>> = names
        .aliases()
        .into_iter()
        .map(|(field, names)| (field, names.into_iter().map(owned).collect()))
        .collect();
    let all = || book.corpus.iter();
    for (field, values) in [
        (
            Field::Service,
            addresses(all().flat_map(|one| &one.services)),
        ),
        (Field::Tag, addresses(all().flat_map(|one| &one.tags))),
    ] {
        let others = others.entry(field.as_str()).or_default();
        for id in others.values_mut() {
            if let Some(address) = values.get(id) {
                id.clone_from(address);
            }
        }
        others.extend(values);
    }
    others
}

/// Names whose address is spelled differently, with that address, both folded.
fn addresses<'n>(names: impl Iterator<Item = &'n Sourced<String>>) -> BTreeMap<String, String> {
    let names: BTreeSet<&str> = names.map(|name| name.value.as_str()).collect();
    let folded = names.into_iter().filter_map(|name| {
        let address = Slug::from_name(name)?;
        Some((fold(name), fold(address.as_str())))
    });
    folded.filter(|(name, address)| name != address).collect()
}

/// Services make good lanes where few of them cover half of the archive.
fn first_lanes(book: &Book, dated: &[Dated<'_>]) -> &'static str {
    const FEW: usize = 11;
    let services = &book.analysis.services;
    let named: BTreeSet<&Slug> = services
        .iter()
        .take(FEW)
        .flat_map(|service| &service.incidents)
        .collect();
    let covered = dated
        .iter()
        .filter(|one| named.contains(&one.incident.slug))
        .count();
    match () {
        () if covered > 0 && covered * 2 >= dated.len() => "service",
        () if !book.analysis.causes.is_empty() => "cause",
        () => "severity",
    }
}

fn terms(terms: &[Term]) -> Vec<(&str, &str)> {
    terms
        .iter()
        .map(|term| (term.id.as_str(), term.title.as_str()))
        .collect()
}

/// Where each name stands in its list.
struct Names<'a> {
    services: BTreeMap<&'a Slug, usize>,
    tags: BTreeMap<&'a Slug, usize>,
    causes: BTreeMap<&'a CauseId, usize>,
}

impl<'a> Names<'a> {
    fn new(book: &'a Book) -> Names<'a> {
        let places = |terms: &'a [Term]| terms.iter().enumerate().map(|(i, term)| (&term.id, i));
        let causes = book.analysis.causes.keys();
        Names {
            services: places(&book.analysis.services).collect(),
            tags: places(&book.analysis.tags).collect(),
            causes: causes.enumerate().map(|(i, id)| (id, i)).collect(),
        }
    }
}

/// Looks names up; each place once, in order.
fn places<'n>(names: impl Iterator<Item = &'n str>, of: &BTreeMap<&Slug, usize>) -> Vec<usize> {
    let found = names.filter_map(|name| of.get(&Slug::from_name(name)?).copied());
    found.collect::<BTreeSet<usize>>().into_iter().collect()
}

fn columns<'a>(dated: &[Dated<'a>], book: &Book, names: &Names<'_>) -> Columns<'a> {
    let mut columns = Columns::default();
    let mut before = 0;
    for one in dated {
        columns.start.push(one.first - before);
        columns.length.push(one.shape.length);
        columns.shape.push(one.shape.bits);
        columns.push_facts(one.incident, book, names);
        before = one.first;
    }
    columns
}

impl<'a> Columns<'a> {
    fn push_facts(&mut self, incident: &'a Incident, book: &Book, names: &Names<'_>) {
        let level = |levels: &[NamedLevel], id: Option<&str>| {
            levels
                .iter()
                .position(|level| Some(level.id.as_str()) == id)
        };
        let severity = incident.severity.as_ref().map(|id| id.value.as_str());
        let status = incident.status.as_ref().map(|id| id.value.as_str());
        let services = incident.services.iter().map(|name| name.value.as_str());
        let tags = incident.tags.iter().map(|name| name.value.as_str());
        let causes = incident.causes.iter();
        let causes: BTreeSet<usize> = causes
            .filter_map(|cause| names.causes.get(&cause.id.value).copied())
            .collect();
        self.slug
            .push(short(incident.slug.as_str(), &incident.title.value));
        self.title.push(&incident.title.value);
        self.severity.push(level(&book.config.severities, severity));
        self.status.push(level(&book.config.statuses, status));
        self.detection
            .push(incident.detection.as_ref().and_then(|how| {
                let mut all = Detection::ALL.iter();
                all.position(|word| *word == how.value)
            }));
        self.services.push(places(services, &names.services));
        self.causes.push(causes.into_iter().collect());
        self.tags.push(places(tags, &names.tags));
    }
}

#[cfg(test)]
mod tests {
    use super::{inert, short};

    #[test]
    fn nothing_in_the_data_means_anything_elsewhere() {
        assert_eq!(
            inert("</script><!--&\u{2028}\u{2029}é"),
            "\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\u2029é"
        );
    }

    #[test]
    fn slugs_leave_out_what_titles_say() {
        for (slug, title, expected) in [
            ("2024-03-02-cart-down", "Cart: down!", "2024-03-02-*"),
            ("cart-down", "Cart down", "*"),
            ("2024-cart-was-do", "Cart was down", "2024-*11"),
            // Too short to be worth it, not from the title, not plain letters, nothing at all.
            ("2024-car", "Cart was down", "2024-car"),
            ("2024-shop", "Cart was down", "2024-shop"),
            ("uber", "Über", "uber"),
            ("a", "!?", "a"),
        ] {
            assert_eq!(short(slug, title), expected, "{slug} of {title}");
        }
    }
}

//! What is fuzzed: each takes any bytes, and must neither panic nor hang. The test suite gives them
//! the seeds and every input that once failed; `fuzz/` gives them what it comes up with.

use casebook::check::Strictness;
use casebook::config::{self, Config, RawHtml};
use casebook::history::Histories;
use casebook::load::{body, time};
use casebook::markdown;
use casebook::model::{Zone, ZoneOrigin, ZoneUse};
use casebook::pipeline;
use casebook::project::Project;
use chrono::NaiveDate;
use std::fs;
use std::path::Path;

/// Takes any bytes.
type Target = fn(&[u8]);

/// Each with the name of its folder of seeds below `tests/fuzz/`.
pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("book", book),
    ("markdown", markdown),
    ("report", report),
    ("time", time),
    ("timeline", timeline),
];

/// book.toml.
pub(crate) fn book(bytes: &[u8]) {
    config::read(&String::from_utf8_lossy(bytes));
}

/// Markdown to HTML, to plain text, and to the places it names.
pub(crate) fn markdown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for raw_html in [RawHtml::Sanitize, RawHtml::Escape] {
        let context = markdown::Context {
            raw_html,
            ..markdown::Context::default()
        };
        markdown::render(&text, &context);
        markdown::inline(&text, &context);
    }
    markdown::headings(&text);
    markdown::plain_text(&text);
    for found in markdown::destinations(&text) {
        assert!(text.get(found.span.clone()).is_some(), "{found:?}");
    }
}

/// The grammar of times, and which instant they mean.
pub(crate) fn time(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let zone = ZoneUse {
        zone: Zone::Named(chrono_tz::Europe::London),
        origin: ZoneOrigin::Book,
        written: None,
    };
    let mut context = time::Context::new(zone);
    context.day = NaiveDate::from_ymd_opt(2024, 3, 31);
    let readings = time::find_all(&text, None)
        .chain(time::exact(&text, None))
        .chain(time::read_at_start(&text, None));
    for reading in readings {
        time::resolve(&reading, &context);
    }
    time::zone_note(&text);
}

/// What a body says: sections, timelines, actions, labels.
pub(crate) fn timeline(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let config = Config::default();
    let given = body::Given {
        stem: "2024-03-02-fuzz",
        config: &config,
        zone: None,
        started: NaiveDate::from_ymd_opt(2024, 3, 2),
        title: None,
    };
    let reading = body::read(&text, 0..text.len(), &given);
    for event in &reading.timeline {
        assert!(text.get(event.span.clone()).is_some(), "{:?}", event.span);
    }
}

/// A whole report, front matter and all: read, checked, and made into pages.
pub(crate) fn report(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = folder.path().join("incidents");
    fs::create_dir(&reports).expect("a folder");
    fs::write(reports.join("2024-03-02-fuzz.md"), bytes).expect("a file");
    build(folder.path());
}

fn build(root: &Path) {
    let today = NaiveDate::from_ymd_opt(2024, 12, 31).expect("a day");
    let project = Project::open(root, None, today).expect("a project");
    let checked = pipeline::check(&project, Strictness::Usual).expect("it is read");
    let site = pipeline::site(&project, checked, Histories::none(None)).expect("a site");
    for at in site.addresses() {
        site.render(at).expect("it renders");
    }
}

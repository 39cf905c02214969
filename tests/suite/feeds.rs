//! The feed and the sitemap, read back by libraries that others read them with.

use crate::support::{TempProject, files};
use atom_syndication::Feed;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What a title may hold, control characters and the ends of other formats included.
const TITLE: &str = "A & B <b>c</b> ]]> \u{1}\u{b}\u{1f4a5} \u{65e5}\u{672c} \u{627}\u{644}";

fn project(site_url: &str) -> TempProject {
    let title = serde_json::to_string(TITLE).expect("a string");
    TempProject::new()
        .file(
            "book.toml",
            format!(
                "[book]\ntitle = \"A & <B>\"\nauthors = [\"Ada & <Co>\"]\nlanguage = \"ar\"\n[output.html]\nsite-url = \"{site_url}\"\n"
            ),
        )
        .file(
            "incidents/a b.md",
            format!("---\ntitle: {title}\nsummary: {title}\nstarted: 2024-03-02 10:00\npublished: 2024-03-09\n---\n"),
        )
        .file("incidents/\u{65e5}\u{672c}.md", "# \u{65e5}\u{672c}\u{fffe}\u{1}\n\nText.\n")
        .file("incidents/old.md", "---\ntitle: Old\nstarted: 1628-08-10\n---\n")
}

/// Reads the feed of a site and holds what RFC 4287 and readers ask of it.
fn read(site: &Path, site_url: &str) -> Feed {
    let bytes = fs::read(site.join("feed.atom")).expect("a feed");
    let text = std::str::from_utf8(&bytes).expect("UTF-8");
    assert_eq!(text.chars().find(|c| !is_of_xml(*c)), None);
    let feed = Feed::read_from(&bytes[..]).expect("an Atom feed");
    assert!(!feed.title().as_str().is_empty() && !feed.authors().is_empty());
    assert_eq!(feed.id(), site_url);
    let own = feed.links().iter().find(|link| link.rel() == "self");
    assert_eq!(
        own.map(|link| link.href().to_owned()),
        Some(format!("{site_url}feed.atom"))
    );
    let ids: BTreeSet<&str> = feed.entries().iter().map(|entry| entry.id()).collect();
    assert_eq!(ids.len(), feed.entries().len(), "ids tell entries apart");
    for entry in feed.entries() {
        assert!(!entry.title().as_str().is_empty(), "{}", entry.id());
        assert!(entry.updated() <= feed.updated(), "{}", entry.id());
        assert_eq!(entry.links().len(), 1);
        assert!(is_there(site, site_url, entry.links()[0].href()));
        let summary = entry.summary().expect("a summary");
        assert!(!summary.as_str().is_empty(), "{}", entry.id());
    }
    feed
}

/// Whether XML 1.0 allows a character at all; most readers refuse a whole feed for one that it does not.
fn is_of_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Whether an address of the site leads to a page of it.
fn is_there(site: &Path, site_url: &str, address: &str) -> bool {
    assert!(address.is_ascii(), "{address}");
    let path = address.strip_prefix(site_url).expect(address);
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let coded = |rest: &mut std::str::Bytes<'_>| {
            let digits = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()
        };
        bytes.push(match byte {
            b'%' => coded(&mut rest).expect(address),
            byte => byte,
        });
    }
    let path = String::from_utf8(bytes).expect(address);
    site.join(if path.is_empty() { "index.html" } else { &path })
        .is_file()
}

#[test]
fn a_feed_of_odd_titles_is_read_by_others() {
    let site_url = "https://example.org/x/";
    let project = project(site_url);
    let run = project.run(&["build", "--now", "2026-01-01"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let feed = read(&project.path().join("site"), site_url);
    assert_eq!(feed.title().as_str(), "A & <B>");
    assert_eq!(feed.authors()[0].name(), "Ada & <Co>");
    assert_eq!(feed.lang(), Some("ar"));
    assert_eq!(feed.entries().len(), 3);
    let odd = feed
        .entries()
        .iter()
        .find(|entry| entry.id().contains("/a-b.html"));
    let title = odd.expect("an entry").title().as_str();
    assert!(title.starts_with("A & B <b>c</b> ]]>"), "{title:?}");
    assert!(
        title.ends_with("\u{1f4a5} \u{65e5}\u{672c} \u{627}\u{644}"),
        "{title:?}"
    );
}

#[test]
fn a_feed_has_the_latest_and_no_more_than_readers_take() {
    let mut project = TempProject::new().file(
        "book.toml",
        "[output.html]\nsite-url = \"https://example.org/\"\n",
    );
    for number in 0..60 {
        let day = 1 + number % 28;
        let month = 1 + number / 28;
        project = project.file(
            &format!("incidents/{number}.md"),
            format!("---\ntitle: Incident {number}\nstarted: 2024-0{month}-{day:02}\n---\n"),
        );
    }
    assert_eq!(project.run(&["build", "--now", "2026-01-01"]).code, 0);
    let feed = read(&project.path().join("site"), "https://example.org/");
    assert_eq!(feed.entries().len(), 50);
    assert_eq!(feed.entries()[0].title().as_str(), "Incident 59");
}

#[test]
fn a_sitemap_leads_to_every_page_once() {
    let site_url = "https://example.org/x/";
    let project = project(site_url);
    assert_eq!(project.run(&["build", "--now", "2026-01-01"]).code, 0);
    let site = project.path().join("site");
    let text = project.read("site/sitemap.xml");
    let mut reader = Reader::from_str(&text);
    let (mut in_loc, mut addresses) = (false, BTreeSet::new());
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(tag) => in_loc = tag.name().as_ref() == b"loc",
            Event::End(_) => in_loc = false,
            Event::Text(words) if in_loc => {
                let address = words.decode().expect("UTF-8").into_owned();
                assert!(is_there(&site, site_url, &address), "{address}");
                assert!(
                    addresses.insert(address.clone()),
                    "{address} is there twice"
                );
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let pages = files(&site, "html");
    let pages = pages.iter().filter(|page| !page.ends_with("404.html"));
    assert_eq!(addresses.len(), pages.count());
}

//! Which incidents belong together, as their pages show it; and archives of every size.

use crate::support::TempProject;
use std::fmt::Write as _;

fn build(project: &TempProject) {
    let run = project.run(&["build", "--now", "2026-01-01"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

/// The rows below a heading of a page: title and reasons.
fn rows(project: &TempProject, page: &str, id: &str) -> Vec<String> {
    let page = project.read(&format!("site/incidents/{page}.html"));
    let Some((_, section)) = page.split_once(&format!("<h2 id=\"{id}\">")) else {
        return Vec::new();
    };
    let section = section.split("</section>").next().unwrap_or_default();
    let text = |row: &str, tag: &str| {
        let (_, rest) = row.split_once(tag).unwrap_or_default();
        let rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        rest.split('<').next().unwrap_or_default().to_owned()
    };
    section
        .split("<li>")
        .skip(1)
        .map(|row| format!("{}: {}", text(row, "<a "), text(row, "<p ")))
        .collect()
}

fn incident(title: &str, rest: &str) -> String {
    format!("---\ntitle: {title}\n{rest}\n---\n")
}

#[test]
fn related_incidents_come_with_their_reasons() {
    let mut project = TempProject::new();
    for (name, title, rest) in [
        (
            "a",
            "Alpha",
            "started: 2024-01-01\ncauses: [network/dns]\nservices: [api]\nsummary: The resolver ran short of sockets.\nrelated: [d]",
        ),
        (
            "b",
            "Beta",
            "started: 2024-02-01\ncauses: [network/dns]\nservices: [api]",
        ),
        (
            "c",
            "Gamma",
            "started: 2024-03-01\ncauses: [network/routing]\nsummary: The resolver had no sockets left.",
        ),
        ("d", "Delta", "started: 2024-04-01\ncauses: [unknown]"),
        ("e", "Epsilon", "started: 2024-05-01\ncauses: [unknown]"),
    ] {
        project = project.file(&format!("incidents/{name}.md"), incident(title, rest));
    }
    // The rest of the archive is about other things.
    for i in 0..40 {
        let rest = format!(
            "started: 2023-01-01\nservices: [other-{}]\ncauses: [capacity]",
            i % 5
        );
        project = project.file(
            &format!("incidents/z{i}.md"),
            incident(&format!("Other {i}"), &rest),
        );
    }
    build(&project);
    assert_eq!(
        rows(&project, "a", "cb-related"),
        [
            "Delta: named in this report",
            "Beta: same cause: DNS · same service: api",
        ]
    );
    assert_eq!(
        rows(&project, "d", "cb-related"),
        ["Alpha: its report names this one"]
    );
    // Two words and a group are not enough, and to know no cause is nothing to have in common.
    assert_eq!(rows(&project, "c", "cb-related"), [""; 0]);
    assert_eq!(rows(&project, "e", "cb-related"), [""; 0]);
}

#[test]
fn overlapping_incidents_shared_time_for_certain() {
    let mut project = TempProject::new();
    for (name, rest) in [
        ("a", "started: 2024-03-02 10:00\nresolved: 2024-03-02 12:00"),
        ("b", "started: 2024-03-02 11:30\nresolved: 2024-03-02 14:00"),
        // Days only: from the end of the first to the beginning of the last.
        ("c", "started: 2024-03-01\nresolved: 2024-03-03"),
        ("d", "started: 2024-03-02\nresolved: 2024-03-02"),
        // Touches, and is too long to say anything.
        ("e", "started: 2024-03-02 14:00\nresolved: 2024-03-02 15:00"),
        ("f", "started: 2024-01-01\nresolved: 2024-12-01"),
        // Go on: not finished, and new.
        ("g", "started: 2025-12-20 10:00\nstatus: draft"),
        ("h", "started: 2025-12-22 10:00\nstatus: draft"),
        ("i", "started: 2025-12-22 10:00"),
    ] {
        project = project.file(
            &format!("incidents/{name}.md"),
            incident(&name.to_uppercase(), rest),
        );
    }
    build(&project);
    let of = |name: &str| rows(&project, name, "cb-overlapping");
    assert_eq!(
        of("a"),
        [
            "B: at the same time for 29 min or more",
            "C: at the same time for 1 h 59 min or more"
        ]
    );
    assert_eq!(of("d"), [""; 0]);
    assert_eq!(of("e"), ["C: at the same time for 59 min or more"]);
    assert_eq!(of("f"), [""; 0]);
    assert_eq!(of("g"), ["H: both go on"]);
    assert_eq!(of("i"), [""; 0]);
}

#[test]
fn small_archives_have_pages_that_make_sense() {
    let empty = TempProject::new().file("book.toml", "[book]\ntitle = \"None yet\"\n");
    empty.write("incidents/README.md", "# Nothing\n");
    build(&empty);
    assert!(
        empty
            .read("site/index.html")
            .contains("There are no reports yet")
    );
    assert!(
        empty
            .read("site/actions.html")
            .contains("No report names any action yet.")
    );
    assert!(empty.read("site/actions.ics").contains("BEGIN:VCALENDAR"));
    assert!(
        !empty
            .read("site/index.html")
            .contains("href=\"actions.html\"")
    );
    let one = TempProject::new().file(
        "incidents/a.md",
        incident(
            "Alone",
            "started: 2025-12-01\nservices: [api]\ncauses: [network/dns]",
        ),
    );
    build(&one);
    let home = one.read("site/index.html");
    assert!(home.contains("All 1 incident<"), "{home}");
    assert!(
        !home.contains("What keeps breaking"),
        "one incident keeps nothing breaking"
    );
    assert!(
        one.read("site/services/api.html")
            .contains("1 incident, 1 in the last 12 months, on 1 Dec 2025.")
    );
    assert!(!one.read("site/incidents/a.html").contains("cb-related"));
}

#[test]
fn long_lists_go_on_on_further_pages() {
    let mut project = TempProject::new();
    for i in 0..520 {
        let mut rest = format!(
            "started: 2024-{:02}-{:02}\nservices: [api]\ntags: [slow]\nactions:",
            12 - i / 45,
            1 + i % 28
        );
        let _ = write!(rest, "\n  - {{title: Fix {i}, status: open}}");
        project = project.file(
            &format!("incidents/{i:03}.md"),
            incident(&format!("Slow {i}"), &rest),
        );
    }
    build(&project);
    for list in ["services/api", "tags/slow", "years/2024"] {
        let first = project.read(&format!("site/{list}.html"));
        let third = project.read(&format!("site/{list}.3.html"));
        assert_eq!(first.matches("<time ").count(), 250, "{list}");
        assert_eq!(third.matches("<time ").count(), 20, "{list}");
        assert!(
            first.contains(&format!("href=\"../{list}.3.html\"")),
            "{list}"
        );
        assert!(
            third.contains("aria-current=\"page\"><span class=\"hidden\">Page </span>3</a>"),
            "{list}"
        );
    }
    let actions = project.read("site/actions.html");
    assert!(actions.contains("520 actions") && actions.contains("And 420 more."));
    // Every month begins once, on the page that the home page leads to.
    let months: Vec<usize> = (1..=12)
        .map(|month| {
            let id = format!("id=\"m{month}\"");
            ["", ".2", ".3"]
                .iter()
                .map(|page| {
                    project
                        .read(&format!("site/years/2024{page}.html"))
                        .matches(&id)
                        .count()
                })
                .sum()
        })
        .collect();
    assert_eq!(months, [1; 12]);
}

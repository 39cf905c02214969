//! What the page of an incident shows first, and what lists say of one that is not over.

use crate::support::TempProject;

const TIMELINE: &str = "timeline:\n  - {at: \"2026-03-01 10:00\", text: It breaks, kind: started}\n  - {at: \"2026-03-01 10:10\", text: Pager, kind: detected}\n";

/// Builds a project of one report and returns its page.
fn page(front: &str, body: &str) -> String {
    let project = TempProject::new().file(
        "incidents/a.md",
        format!("---\ntitle: A\n{front}---\n\n{body}"),
    );
    let run = project.run(&["build", "--now", "2026-04-01"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    project.read("site/incidents/a.html")
}

/// Where the words stand, all of them in this order.
#[track_caller]
fn in_order(page: &str, words: &[&str]) {
    let main = &page[page.find("<main").expect("a page")..];
    let story = &main[main.find("class=\"story\"").expect("a story")..];
    let mut at = 0;
    for word in words {
        let found = story[at..].find(word);
        at += found.unwrap_or_else(|| panic!("`{word}` is not after the ones before it"));
    }
}

#[test]
fn a_summary_and_impact_of_the_text_stand_before_a_timeline_of_front_matter() {
    let page = page(
        TIMELINE,
        "## Impact\n\nAll of Europe.[^1]\n\n### By country\n\nMost in Spain.\n\n## Summary\n\nA key expired.\n\n## Root cause\n\nNobody renewed it.\n\n[^1]: But one.\n",
    );
    in_order(
        &page,
        &[
            "All of Europe",
            "Most in Spain",
            "A key expired",
            "Pager",
            "Nobody renewed it",
            "But one",
        ],
    );
    let contents = &page[page.find("class=\"toc\"").expect("contents")..];
    let places: Vec<Option<usize>> = ["#impact", "#summary", "#cb-timeline", "#root-cause"]
        .iter()
        .map(|id| contents.find(id))
        .collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?}"
    );
}

#[test]
fn an_introduction_stands_before_a_timeline_and_a_long_story_after_it() {
    let introduced = page(
        TIMELINE,
        "A key expired.\n\n## Details\n\nNobody renewed it.\n",
    );
    in_order(
        &introduced,
        &["A key expired", "Pager", "Nobody renewed it"],
    );
    let story = "One thing led to another. ".repeat(100);
    let long = page(
        TIMELINE,
        &format!("## What happened\n\n{story}\n\n## Lessons\n\nRenew.\n"),
    );
    in_order(&long, &["Pager", "One thing", "Renew"]);
    let alone = page(TIMELINE, "Only words.\n");
    in_order(&alone, &["Pager", "Only words"]);
}

#[test]
fn what_may_still_go_on_says_so_in_lists_and_has_an_open_end() {
    let project = TempProject::new().file(
        "incidents/a.md",
        format!("---\ntitle: A\nstatus: draft\nseverity: sev1\n{TIMELINE}---\n"),
    );
    let run = project.run(&["build", "--now", "2026-04-01"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for list in ["index.html", "incidents.html"] {
        let list = project.read(&format!("site/{list}"));
        assert!(list.contains("<span class=\"took open\">No end stated</span>"));
    }
    let page = project.read("site/incidents/a.html");
    assert!(page.contains("class=\"phase-open\" x1=\"50%\""));
}

#[test]
fn pictures_keep_their_room() {
    // The smallest picture there is: a header and nothing to see.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(1200_u32.to_be_bytes());
    png.extend(800_u32.to_be_bytes());
    png.extend([8, 0, 0, 0, 0, 0, 0, 0, 0]);
    let project = TempProject::new().file(
        "incidents/a.md",
        "# A\n\n![graph](g.png)\n\n<img src=\"g.png\" alt=\"small\" width=\"60\">\n\n![odd](odd.png)\n",
    );
    project.write("incidents/g.png", png);
    project.write("incidents/odd.png", "no picture");
    let run = project.run(&["build", "--now", "2026-04-01"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = project.read("site/incidents/a.html");
    assert!(page.contains("alt=\"graph\" width=\"1200\" height=\"800\""));
    assert!(page.contains("alt=\"small\" width=\"60\" loading"));
    assert!(page.contains("alt=\"odd\" loading"));
}

#[test]
fn a_silence_is_said_where_it_is_unusual() {
    let events = |minutes: &[u32]| {
        let mut at = 0;
        let lines = minutes.iter().map(|step| {
            at += step;
            format!(
                "  - {{at: \"2026-03-{:02} {:02}:{:02}\", text: x}}\n",
                1 + at / 1440,
                at / 60 % 24,
                at % 60
            )
        });
        format!("timeline:\n{}", lines.collect::<String>())
    };
    let gaps = |front: &str| page(front, "").matches("class=\"gap\"").count();
    assert_eq!(gaps(&events(&[0, 5, 5, 240, 5, 5])), 1);
    assert_eq!(gaps(&events(&[0, 65, 65, 65, 65, 65, 65])), 0);
    assert_eq!(gaps(&events(&[0, 65, 65, 65, 600, 65, 65])), 1);
    assert_eq!(gaps(&events(&[0, 90])), 1);
}

#[test]
fn what_nobody_dated_is_neither_earlier_nor_later_nor_on_the_timeline() {
    let project = TempProject::new()
        .file(
            "incidents/a.md",
            "---\ntitle: A\nstarted: 2024-01-01\n---\n",
        )
        .file(
            "incidents/b.md",
            "---\ntitle: B\nstarted: 2025-01-01\n---\n",
        )
        .file("incidents/c.md", "# C\n");
    let run = project.run(&["build", "--now", "2026-04-01", "--history=off"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = |name: &str| project.read(&format!("site/{name}.html"));
    assert!(page("timeline").contains("2 incidents from 2024 to 2025"));
    assert!(page("incidents/b").contains("class=\"earlier\""));
    assert!(!page("incidents/a").contains("class=\"earlier\""));
    assert!(!page("incidents/c").contains("class=\"next\""));
}

#[test]
fn a_cause_that_the_taxonomy_does_not_have_is_still_said() {
    let page = page(
        "causes: [network/dns, \"<b>gremlins</b>\", {id: zebra, note: it ate it}]\n",
        "",
    );
    in_order(&page, &["DNS", "&lt;b&gt;gremlins", "zebra", "it ate it"]);
}

#[test]
fn a_table_of_events_keeps_its_head_only_where_that_tells_something() {
    let check = |head: &str, is_kept: bool| {
        let rows = "| 2026-03-01 10:00 | It breaks | ada |\n| 2026-03-01 11:00 | Over | bo |\n";
        let columns = head.trim_matches('|').split('|').count();
        let rows = if columns == 2 {
            rows.replace(" | ada |", " |").replace(" | bo |", " |")
        } else {
            rows.to_owned()
        };
        let line = "|---".repeat(columns);
        let page = page("", &format!("## Timeline\n\n{head}\n{line}|\n{rows}"));
        in_order(&page, &["It breaks", "Over"]);
        assert_eq!(page.contains("class=\"head\""), is_kept, "{head}");
    };
    check("| Time | Event |", false);
    check("| Time (CET) | Event |", true);
    check("| Time | Event | Who |", true);
}

//! Files where folders should be, folders where files should be, and what casebook did not make.

use super::{BUILD, archive, contents};
use crate::support::TempProject;
use std::fs;
use std::path::Path;

/// A built site whose folder somebody then changes. The next build must be refused (with words) or
/// succeed; it never deletes what is not its own.
struct Change {
    what: &'static str,
    make: fn(&Path),
    /// Words of the refusal; empty when the build goes through.
    refusal: &'static str,
    /// A file that must be there afterwards, with the text `mine`.
    foreign: &'static str,
}

const CHANGES: &[Change] = &[
    Change {
        what: "a folder where a page was",
        make: |project| {
            fs::remove_file(project.join("site/index.html")).expect("removed");
            mine(&project.join("site/index.html/diary.txt"));
        },
        refusal: "`index.html/diary.txt`",
        foreign: "site/index.html/diary.txt",
    },
    Change {
        what: "an empty folder where a page was",
        make: |project| {
            fs::remove_file(project.join("site/index.html")).expect("removed");
            fs::create_dir(project.join("site/index.html")).expect("a folder");
        },
        refusal: "",
        foreign: "",
    },
    Change {
        what: "a file where a folder of pages was",
        make: |project| {
            fs::remove_dir_all(project.join("site/incidents")).expect("removed");
            mine(&project.join("site/incidents"));
        },
        refusal: "`incidents`",
        foreign: "site/incidents",
    },
    Change {
        what: "foreign files in several places",
        make: |project| {
            mine(&project.join("site/CNAME"));
            mine(&project.join("site/incidents/notes.txt"));
        },
        refusal: "and 1 more",
        foreign: "site/CNAME",
    },
    Change {
        what: "a folder where the marker was",
        make: |project| {
            fs::remove_file(project.join("site/.casebook")).expect("removed");
            mine(&project.join("site/.casebook/own.txt"));
        },
        refusal: "casebook did not make it",
        foreign: "site/.casebook/own.txt",
    },
    Change {
        what: "no marker",
        make: |project| {
            fs::remove_file(project.join("site/.casebook")).expect("removed");
            mine(&project.join("site/own.txt"));
        },
        refusal: "casebook did not make it",
        foreign: "site/own.txt",
    },
    Change {
        what: "a marker cut off in the middle",
        make: |project| {
            let path = project.join("site/.casebook");
            let text = fs::read_to_string(&path).expect("a marker");
            fs::write(&path, &text[..text.len() / 2]).expect("written");
        },
        refusal: "which casebook did not make",
        foreign: "",
    },
    Change {
        what: "a file where the site was",
        make: |project| {
            fs::remove_dir_all(project.join("site")).expect("removed");
            mine(&project.join("site"));
        },
        refusal: "is a file",
        foreign: "site",
    },
    Change {
        what: "a folder where the lock goes",
        make: |project| mine(&project.join(".site.casebook-lock/own.txt")),
        refusal: "cannot ",
        foreign: ".site.casebook-lock/own.txt",
    },
    Change {
        what: "a full folder with the name of a site in the making",
        make: |project| mine(&project.join(".site.casebook-abc/own.txt")),
        refusal: "",
        foreign: ".site.casebook-abc/own.txt",
    },
    Change {
        what: "a file with the name of a site that stepped aside",
        make: |project| {
            fs::remove_dir_all(project.join("site")).expect("removed");
            mine(&project.join(".site.casebook-aside"));
        },
        refusal: "",
        foreign: ".site.casebook-aside",
    },
    Change {
        what: "a page that was edited by hand",
        make: |project| mine(&project.join("site/index.html")),
        refusal: "",
        foreign: "",
    },
];

fn mine(path: &Path) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, "mine").expect("written");
}

#[test]
fn what_is_foreign_is_refused_by_name_and_never_deleted() {
    for change in CHANGES {
        let project = archive(4);
        assert_eq!(project.run(&BUILD).code, 0);
        let built = contents(&project.path().join("site"));
        (change.make)(project.path());
        let before = contents(project.path());
        let run = project.run(&BUILD);
        let what = change.what;
        if change.refusal.is_empty() {
            assert_eq!(run.code, 0, "{what}: {}", run.stderr);
            assert_eq!(contents(&project.path().join("site")), built, "{what}");
        } else {
            assert_eq!(run.code, 2, "{what}: {}", run.stderr);
            assert!(
                run.stderr.contains(change.refusal),
                "{what}: {}",
                run.stderr
            );
            assert_eq!(
                contents(project.path()),
                before,
                "{what}: something changed"
            );
        }
        if !change.foreign.is_empty() {
            assert_eq!(project.read(change.foreign), "mine", "{what}");
        }
    }
}

#[test]
fn sources_of_the_wrong_kind_are_told_and_harm_nobody() {
    type Make = fn(&TempProject);
    let cases: &[(&str, Make, i32, &str)] = &[
        (
            "a folder named like a report",
            |project| project.write("incidents/2024-05-05-folder.md/x.txt", "x"),
            0,
            "",
        ),
        (
            "a file where the folder of reports should be",
            |project| {
                fs::remove_dir_all(project.path().join("incidents")).expect("removed");
                project.write("incidents", "x");
            },
            2,
            "`./incidents`",
        ),
        (
            "a folder where book.toml should be",
            |project| {
                fs::remove_file(project.path().join("book.toml")).expect("removed");
                project.write("book.toml/x", "x");
            },
            2,
            "book.toml",
        ),
        (
            "a folder named like an image",
            |project| {
                project.write("incidents/2024-05-06-image.md", "# Image\n\n![a](a.png)\n");
                project.write("incidents/a.png/x", "x");
            },
            0,
            "",
        ),
        (
            "a file where the folder of themes should be",
            |project| project.write("themes", "x"),
            0,
            "",
        ),
    ];
    for (what, make, code, words) in cases {
        let project = archive(4);
        assert_eq!(project.run(&BUILD).code, 0);
        let built = contents(&project.path().join("site"));
        make(&project);
        let run = project.run(&[&BUILD[..], &["--keep-going"]].concat());
        assert_eq!(run.code, *code, "{what}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(words), "{what}: {}", run.stderr);
        if *code == 2 {
            assert_eq!(contents(&project.path().join("site")), built, "{what}");
        }
    }
}

//! Sources that vanish between reading and writing.

use super::{archive, contents};
use crate::support::TempProject;
use casebook::check::Strictness;
use casebook::history::Histories;
use casebook::pipeline;
use casebook::project::Project;
use casebook::publish::publish;
use chrono::NaiveDate;
use std::fs;

const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

#[test]
fn sources_that_vanish_during_a_build_leave_the_old_site_or_make_the_new_one() {
    let project = archive(6);
    project.write(
        "incidents/2024-05-06-image.md",
        "# Image\n\n![graph](graph.png)\n",
    );
    project.write("incidents/graph.png", PNG);
    let target = project.path().join("site");
    let build = |vanish: &dyn Fn()| {
        let today = NaiveDate::from_ymd_opt(2024, 12, 31).expect("a day");
        let opened = Project::open(project.path(), None, today).expect("a project");
        let checked = pipeline::check(&opened, Strictness::Usual).expect("it is read");
        let site = pipeline::site(&opened, checked, Histories::none(None)).expect("a sound theme");
        vanish();
        publish(&site, &target)
    };
    build(&|| ()).expect("published");
    let old = contents(&target);
    let is_image = |path: &&String| path.ends_with("graph.png");
    assert_eq!(old.keys().filter(is_image).count(), 1);

    // The texts were read; what is copied while pages are written is missed, and named.
    project.write("incidents/2024-06-06-new.md", "# New\n\nWords.\n");
    let fault = build(&|| {
        fs::remove_file(project.path().join("incidents/graph.png")).expect("removed");
    });
    let fault = fault.expect_err("the image is gone").to_string();
    assert!(fault.contains("graph.png"), "{fault}");
    assert_eq!(contents(&target), old, "the old site stands");

    project.write("incidents/graph.png", PNG);
    build(&|| {
        for number in 0..6 {
            let path = project.path().join(super::report_path(number));
            fs::remove_file(path).expect("removed");
        }
    })
    .expect("all texts were read before");
    assert!(target.join("incidents/2024-06-06-new.html").is_file());
    assert!(contents(&target).len() > old.len());
}

#[test]
fn a_folder_of_reports_that_is_gone_is_named_and_the_site_stays() {
    let project = archive(4);
    assert_eq!(project.run(&super::BUILD).code, 0);
    let old = contents(&project.path().join("site"));
    fs::remove_dir_all(project.path().join("incidents")).expect("removed");
    let run = project.run(&super::BUILD);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("there is no folder"), "{}", run.stderr);
    assert_eq!(contents(&project.path().join("site")), old);
}

#[test]
fn where_there_is_no_folder_of_reports_the_one_that_looks_like_it_is_named() {
    let project = TempProject::new()
        .file("CHANGELOG.md", "# Changes\n")
        .file("docs/guide.md", "# Guide\n")
        .file("docs/postmortems/2023/a.md", "# A is down\n")
        .file("docs/postmortems/2024/b.md", "# B is down\n")
        .file("docs/postmortems/2024/c.md", "# C is down\n");
    let run = project.run(&["check"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    let help = "with `--src docs/postmortems`: 3 Markdown files lie there";
    assert!(run.stderr.contains(help), "{}", run.stderr);
    let run = project.run(&["check", "--src", "docs/postmortems"]);
    assert!(run.stderr.contains("3 reports"), "{}", run.stderr);
}

//! Whole sites, built by the program and read from disk.

use crate::support::{TempProject, files, repository, run_in};
use std::fs;
use std::path::Path;

/// Every file of a folder with its bytes.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut contents: Vec<(String, Vec<u8>)> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("below it");
            (
                name.to_string_lossy().into_owned(),
                fs::read(entry.path()).expect("a file"),
            )
        })
        .collect();
    contents.sort();
    contents
}

fn build(project: &TempProject) -> crate::support::Run {
    project.run(&["build", "--now", "2026-01-01"])
}

#[test]
fn the_same_reports_give_the_same_bytes_on_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sites = ["1", "4"].map(|threads| {
        let out = folder.path().join(threads);
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["build", "--quiet", "--now", "2026-11-23", "--out"])
            .arg(&out)
            .current_dir(repository())
            .env("RAYON_NUM_THREADS", threads)
            .status()
            .expect("the program starts");
        assert!(status.success());
        contents(&out)
    });
    assert!(sites[0].len() > 200);
    assert!(sites[0] == sites[1], "the sites differ");
}

#[test]
fn a_folder_without_settings_or_front_matter_becomes_a_site() {
    let project = TempProject::new()
        .file(
            "wiki/Lost packets.md",
            "# Lost packets\n\nThe link was full.\n",
        )
        .file(
            "wiki/2024/other.md",
            "No heading, [the first](../Lost%20packets.md).\n",
        )
        .file("wiki/README.md", "# Not a report\n");
    let run = project.run(&[
        "build",
        "--src",
        "wiki",
        "--out",
        "out",
        "--now",
        "2026-01-01",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = project.read("out/incidents/lost-packets.html");
    assert!(page.contains("<h1 dir=\"auto\">Lost packets</h1>") && page.contains("date unknown"));
    assert!(
        project
            .read("out/incidents/other.html")
            .contains("href=\"lost-packets.html\"")
    );
    assert!(!project.path().join("out/incidents/readme.html").exists());
}

#[test]
fn the_project_may_be_an_argument_as_with_other_generators() {
    let project = TempProject::new().file("archive/incidents/a.md", "# Printers on strike\n");
    let folder = project.path();
    for arguments in [
        &["build", "archive", "--output", "one"] as &[&str],
        &["build", "-C", "archive", "-o", "two"],
        &["-C", "archive", "build", ".", "--dest-dir", "three"],
    ] {
        let run = run_in(folder, arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    }
    let one = contents(&folder.join("one"));
    assert!(one.len() > 20 && one == contents(&folder.join("two")));
    assert!(one == contents(&folder.join("three")));
    assert!(!folder.join("archive/site").exists());
}

#[test]
fn an_error_keeps_the_old_site_and_keep_going_publishes_the_rest() {
    let project = TempProject::new().file("incidents/a.md", "---\ntitle: First\n---\n");
    assert_eq!(build(&project).code, 0);
    project.write("incidents/a.md", "---\ntitle: [First, second]\n---\n");
    project.write("incidents/b.md", "---\ntitle: Sound\n---\n");
    let run = build(&project);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("nothing was published"),
        "{}",
        run.stderr
    );
    assert!(!project.path().join("site/incidents/b.html").exists());
    let run = project.run(&["build", "--keep-going", "--now", "2026-01-01"]);
    assert_eq!(run.code, 1);
    assert!(
        project.path().join("site/incidents/a.html").exists(),
        "a report is never lost"
    );
    assert!(project.read("site/incidents/b.html").contains("Sound"));
}

#[test]
fn hostile_names_and_titles_stay_text() {
    let evil = "\"><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7*7 }}{% raw %}";
    let yaml = serde_json::to_string(evil).expect("a string");
    let report = format!(
        "---\ntitle: {yaml}\nservices: [{yaml}]\ntags: [{yaml}]\nauthors: [{yaml}]\nsummary: {yaml}\n\
         sources: [{yaml}, 'javascript:alert(3)']\nseverity: sev1\nstarted: 2024\nx-a: {yaml}\n\
         timeline: [{{at: 2024-01-01 10:00, text: {yaml}}}]\nactions: [{{title: {yaml}, owner: {yaml}, status: open, link: 'javascript:alert(4)'}}]\n\
         causes: [{{id: network/dns, note: {yaml}}}]\n---\n# {evil}\n\n[x](javascript:alert(5))\n"
    );
    let project = TempProject::new()
        .file("book.toml", format!("[book]\ntitle = {yaml}\ndescription = {yaml}\n[output.html]\nsite-url = \"https://example.org/\"\n"))
        .file("incidents/a<b>'&.md", report);
    let run = build(&project);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    for page in files(&project.path().join("site"), "html") {
        let html = fs::read_to_string(&page).expect("a page");
        let shown = page.display();
        assert!(
            !html.contains("<img src=x") && !html.contains("<script>alert"),
            "{shown}"
        );
        assert!(!html.contains("href=\"javascript:"), "{shown}");
        assert!(
            !html.contains(">49<"),
            "{shown}: a title was run as a template"
        );
    }
    let feed = project.read("site/feed.atom");
    assert!(!feed.contains("<script"));
}

#[test]
fn links_and_images_never_lead_outside() {
    let project = TempProject::new()
        .file("secret.txt", "secret")
        .file("incidents/a.md", "# A\n\n[up](../secret.txt) ![up](../secret.txt) [page](x.html) ![ok](ok.png) ![bad](bad.svg)\n")
        .file("incidents/x.html", "<script>alert(1)</script>")
        .file("incidents/ok.png", "png")
        .file("incidents/bad.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    assert_eq!(build(&project).code, 0);
    let site = contents(&project.path().join("site/incidents"));
    let names: Vec<&str> = site.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a.html", "a/ok.png"]);
}

#[test]
fn a_template_of_a_theme_replaces_the_built_in_one_and_its_faults_have_a_line() {
    let project = TempProject::new()
        .file("book.toml", "[output.html]\ntheme = \"plain\"\n")
        .file("incidents/a.md", "# A\n")
        .file("themes/plain/templates/404.html", "gone {{ page.title }}")
        .file("themes/plain/style.css", "body {}");
    assert_eq!(build(&project).code, 0);
    assert_eq!(project.read("site/404.html"), "gone Not found");
    assert_eq!(project.read("site/style.css"), "body {}");
    project.write(
        "themes/plain/templates/404.html",
        "one\ngone {{ page.titel }}",
    );
    let run = build(&project);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("404.html") && run.stderr.contains("titel") && run.stderr.contains('2'),
        "{}",
        run.stderr
    );
}

#[test]
fn what_init_writes_is_without_findings_and_builds() {
    let project = TempProject::new();
    assert_eq!(project.run(&["init", "--ci", "github"]).code, 0);
    let new = project.run(&[
        "new",
        "Checkout: \"down\" # again",
        "--author",
        "Ada",
        "--now",
        "2026-01-01",
    ]);
    assert_eq!(new.code, 0, "{}", new.stderr);
    assert!(project.path().join(new.stdout.trim()).exists());
    let check = project.run(&["check", "--now", "2026-01-01"]);
    assert_eq!(
        (check.stdout.as_str(), check.code),
        ("", 0),
        "{}",
        check.stderr
    );
    assert_eq!(build(&project).code, 0);
    let again = run_in(project.path(), &["init"]);
    assert_eq!((again.stdout.as_str(), again.code), ("", 0));
}

#[test]
fn a_report_that_says_nothing_of_when_is_dated_by_its_first_commit() {
    let project = TempProject::new().file("incidents/a.md", "# A\n\nWords.\n");
    let git = |arguments: &[&str]| {
        let status = std::process::Command::new("git")
            .args([
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.org",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(project.path())
            .env("GIT_AUTHOR_DATE", "2024-03-02T23:30:00+01:00")
            .output()
            .expect("git starts");
        assert!(
            status.status.success(),
            "{}",
            String::from_utf8_lossy(&status.stderr)
        );
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "Add a report"]);
    let explained = project.run(&["check", "--explain-inference"]).stdout;
    assert!(
        explained.contains("2024-03-02") && explained.contains("inferred from the first commit"),
        "{explained}"
    );
}

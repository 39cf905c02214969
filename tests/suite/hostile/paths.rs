//! Paths that lead out of the project: in links, images, slugs, ids, settings and symbolic links.

use crate::support::TempProject;
use std::fs;

const SECRET: &str = "the-secret-outside";

/// A project in a folder of its own, with a secret beside it.
fn project() -> (TempProject, std::path::PathBuf) {
    let outer = TempProject::new();
    outer.write("secret.txt", SECRET);
    outer.write("secret.png", SECRET);
    outer.write("secret.md", format!("# {SECRET}\n"));
    outer.write("inner/secret.css", "p { color: red }");
    outer.write("inner/project/book.toml", "[book]\ntitle = \"Tests\"\n");
    outer.write(
        "inner/project/incidents/2024-01-02-fine.md",
        "# Fine\n\nWords.\n",
    );
    let inner = outer.path().join("inner/project");
    (outer, inner)
}

/// Builds, and returns every file of the site with its text.
fn built(folder: &std::path::Path) -> (i32, String, Vec<(String, String)>) {
    let run = crate::support::run_in(folder, &["build", "--keep-going", "--findings"]);
    let site = folder.join("site");
    let files = walkdir::WalkDir::new(&site)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(&site).expect("below the site");
            let text = fs::read(entry.path()).expect("readable");
            (
                path.display().to_string(),
                String::from_utf8_lossy(&text).into_owned(),
            )
        })
        .collect();
    (run.code, run.stdout + &run.stderr, files)
}

#[test]
fn links_and_images_never_reach_out_of_the_folder_of_reports() {
    let ways = [
        "../../../secret",
        "..%2f..%2f..%2fsecret",
        "%2e%2e/%2e%2e/%2e%2e/secret",
        "..\\..\\..\\secret",
        "%252e%252e/%252e%252e/secret",
        "./../../../secret",
        "x/../../../../secret",
        "....//....//secret",
        "..;/..;/secret",
        "/secret",
        "//secret",
        "\\\\secret",
        "C:/secret",
        "file:///secret",
        "%00../../../secret",
        "..%c0%af..%c0%afsecret",
        "\u{2025}/\u{2025}/secret",
        "\u{ff0e}\u{ff0e}/secret",
        "~/secret",
        "$HOME/secret",
    ];
    for way in ways {
        let (outer, inner) = project();
        let links: String = ["png", "txt", "md"]
            .iter()
            .map(|ending| format!("![a](<{way}.{ending}>) [b](<{way}.{ending}>)\n\n<img src=\"{way}.{ending}\">\n\n"))
            .collect();
        let report =
            format!("---\ntitle: T\nrelated: ['{way}']\nsources: ['{way}.md']\n---\n\n{links}");
        fs::write(inner.join("incidents/2024-01-03-out.md"), report).expect("written");
        let (_, said, files) = built(&inner);
        assert!(files.len() > 5, "{way}: {said}");
        for (path, text) in &files {
            assert!(
                !text.contains(SECRET) && !path.contains("secret"),
                "{way}: {path}"
            );
        }
        let beside = fs::read_dir(outer.path()).expect("readable").count();
        assert_eq!(beside, 4, "{way}: something was written outside");
    }
}

#[test]
fn settings_never_reach_out_of_the_project() {
    for (table, key, value) in [
        ("book", "src", "../.."),
        ("book", "src", "/"),
        ("book", "src", "incidents/../../.."),
        ("build", "build-dir", "../../out"),
        ("build", "build-dir", "/tmp/casebook-must-not-be-here"),
        ("output.html", "theme", "../../.."),
        ("output.html", "theme", "/etc"),
        ("output.html", "additional-css", "../secret.css"),
        ("output.html", "additional-js", "/etc/passwd"),
        ("output.html", "additional-css", "x\\..\\..\\secret.css"),
    ] {
        let (outer, inner) = project();
        let book = format!("[{table}]\n{key} = {}\n", serde_json::json!(value));
        fs::write(inner.join("book.toml"), book).expect("written");
        let (code, said, files) = built(&inner);
        assert!(code == 1 || code == 2, "{key} = {value}: {code} {said}");
        for (path, text) in &files {
            let is_secret =
                text.contains(SECRET) || text.contains("root:") || text.contains("color: red");
            assert!(!is_secret, "{key} = {value}: {path}");
        }
        let beside = fs::read_dir(outer.path()).expect("readable").count();
        assert_eq!(beside, 4, "{key} = {value}: something was written outside");
        assert!(!std::path::Path::new("/tmp/casebook-must-not-be-here").exists());
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_never_lead_out() {
    use std::os::unix::fs::symlink;
    let (outer, inner) = project();
    let reports = inner.join("incidents");
    let secret = |name: &str| outer.path().join(name);
    symlink(secret("secret.md"), reports.join("2024-01-04-link.md")).expect("a link");
    symlink(secret("secret.png"), reports.join("pic.png")).expect("a link");
    symlink(outer.path(), reports.join("folder")).expect("a link");
    symlink(&reports, reports.join("loop")).expect("a link");
    symlink(secret("secret.txt"), inner.join("own.css")).expect("a link");
    let report =
        "# T\n\n![a](pic.png) ![b](folder/secret.png) [c](folder/secret.txt) [d](loop/pic.png)\n";
    fs::write(reports.join("2024-01-03-out.md"), report).expect("written");
    let (_, said, files) = built(&inner);
    assert!(files.len() > 5, "{said}");
    for (path, text) in &files {
        assert!(!text.contains(SECRET), "{path}");
        assert!(!path.contains("link"), "{path} was read through a link");
    }
    let book = "[output.html]\nadditional-css = [\"own.css\"]\n";
    fs::write(inner.join("book.toml"), book).expect("written");
    let (_, said, files) = built(&inner);
    assert!(
        files.iter().all(|(_, text)| !text.contains(SECRET)),
        "a style sheet: {said}"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_of_reports_that_is_a_link_out_is_refused() {
    let (outer, inner) = project();
    fs::remove_dir_all(inner.join("incidents")).expect("removed");
    std::os::unix::fs::symlink(outer.path(), inner.join("incidents")).expect("a link");
    let (_, said, files) = built(&inner);
    assert!(files.is_empty() && said.contains("`--src "), "{said}");
}

#[test]
fn file_names_that_deceive_make_plain_addresses() {
    for name in [
        "2024-01-03-\u{202e}gpj.exe.md",
        "2024-01-03-\u{430}dmin.md",
        "2024-01-03-..-..-etc.md",
        "2024-01-03-%2e%2e%2fetc.md",
        "2024-01-03-a\u{200b}b.md",
        "CON.md",
        "2024-01-03-\u{ff0e}\u{ff0e}\u{ff0f}etc.md",
        "2024-01-03-{{ 7 * 7 }}.md",
        "2024-01-03-\u{301}\u{301}.md",
        "2024-01-03-x y'\"&<b>.md",
    ] {
        if cfg!(windows) && name.contains(['"', '<', '>']) {
            continue;
        }
        let project = TempProject::new().file(&format!("incidents/{name}"), "# T\n\nWords.\n");
        let (code, said, files) = built(project.path());
        assert_eq!(code, 0, "{name}: {said}");
        let pages: Vec<&String> = files
            .iter()
            .map(|(path, _)| path)
            .filter(|path| path.starts_with("incidents/"))
            .collect();
        assert_eq!(pages.len(), 1, "{name}: {pages:?}");
        let page = pages[0];
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '.');
        assert!(
            page.chars().all(is_plain) && !page.contains(".."),
            "{name}: {page}"
        );
    }
}

//! Themes: exported, changed, broken; and the names that templates may rely on.

use crate::support::{TempProject, repository, run_in, snapshot};
use std::fs;

const BOOK: &str = "[book]\ntitle = \"T\"\n[output.html]\ntheme = \"ours\"\n";

fn project() -> TempProject {
    TempProject::new()
        .file(
            "incidents/a.md",
            "---\ntitle: Queue stuck\nstarted: 2024-01-02 10:00\n---\nText.\n",
        )
        .file("book.toml", BOOK)
}

#[test]
fn the_documented_variables_are_the_true_ones() {
    let printed = run_in(&repository(), &["theme", "variables"]).stdout;
    snapshot(&repository().join("docs/theme-variables.md"), &printed);
}

/// A page whose template is missing from the list would have no documented variables.
#[test]
fn every_template_of_a_page_has_its_variables_listed() {
    let printed = run_in(&repository(), &["theme", "variables"]).stdout;
    let folder = repository().join("themes/default/templates");
    let mut parts = String::new();
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder).expect("templates") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a template");
        if text.contains("{% extends") {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            pages.push(name);
        }
        parts += &text;
    }
    assert!(pages.len() > 10, "{pages:?}");
    for name in pages {
        assert!(
            printed.contains(&format!("\n## {name}\n")) || parts.contains(&format!("\"{name}\"")),
            "{name}"
        );
    }
}

#[test]
fn an_exported_theme_makes_the_same_pages() {
    let project = project();
    project.write("book.toml", BOOK.replace("theme = \"ours\"\n", ""));
    assert_eq!(project.run(&["build", "--out", "plain"]).code, 0);
    let run = project.run(&["theme", "export", "ours"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("themes/ours/templates/home.html\n"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("theme = \"ours\""), "{}", run.stderr);
    project.write("book.toml", BOOK);
    assert_eq!(project.run(&["build", "--out", "themed"]).code, 0);
    for page in [
        "index.html",
        "incidents/a.html",
        "statistics.html",
        "style.css",
    ] {
        assert_eq!(
            project.read(&format!("plain/{page}")),
            project.read(&format!("themed/{page}")),
            "{page}"
        );
    }
}

#[test]
fn an_export_overwrites_nothing_and_names_what_it_does_not_know() {
    let project = project();
    project.write("themes/ours/style.css", "body { color: red }\n");
    let run = project.run(&[
        "theme",
        "export",
        "ours",
        "--only",
        "style.css",
        "--only",
        "rows.html",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stdout, "themes/ours/templates/rows.html\n");
    assert!(
        run.stderr.contains("`themes/ours/style.css` was there"),
        "{}",
        run.stderr
    );
    assert_eq!(
        project.read("themes/ours/style.css"),
        "body { color: red }\n"
    );

    let run = project.run(&["theme", "export", "ours", "--only", "rwos.html"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("did you mean `rows.html`?"),
        "{}",
        run.stderr
    );
    let run = project.run(&["theme", "export", "../ours"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("cannot be the name of a theme"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_theme_replaces_single_files_and_adds_its_own() {
    let project = project()
        .file(
            "themes/ours/templates/404.html",
            "{% include \"mark.html\" %}{{ page.title }}\n",
        )
        .file("themes/ours/templates/mark.html", "ours: ")
        .file("themes/ours/fonts/ours.woff2", "font")
        .file("themes/ours/README.md", "For us.")
        .file("themes/ours/.editorconfig", "x");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(project.read("site/404.html"), "ours: Not found\n");
    assert_eq!(project.read("site/fonts/ours.woff2"), "font");
    assert!(project.read("site/index.html").contains("Queue stuck"));
    for none in ["README.md", ".editorconfig", "mark.html", "templates"] {
        assert!(!project.path().join("site").join(none).exists(), "{none}");
    }
}

#[test]
fn a_fault_names_file_line_and_variable_and_the_site_stays() {
    let project = project().file("themes/ours/style.css", "");
    assert_eq!(project.run(&["build"]).code, 0);
    let before = project.read("site/incidents/a.html");
    for (template, text, told) in [
        (
            "incident.html",
            "{% extends \"base.html\" %}\n{% block main %}\n{{ sumary }}\n{% endblock %}\n",
            vec![
                "Variable `sumary` is not defined",
                "themes/ours/templates/incident.html:3:4",
                "did you mean `summary`?",
            ],
        ),
        (
            "home.html",
            "\n{{ page.title | shout }}\n",
            vec![
                "Unknown filter `shout`",
                "themes/ours/templates/home.html:2:",
            ],
        ),
        (
            "incidnet.html",
            "x",
            vec!["templates/incidnet.html`", "did you mean `incident.html`?"],
        ),
    ] {
        project.write(&format!("themes/ours/templates/{template}"), text);
        let run = project.run(&["build"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        for words in told {
            assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
        }
        assert!(!run.stderr.contains("error: error:"), "{}", run.stderr);
        assert_eq!(project.read("site/incidents/a.html"), before);
        fs::remove_file(project.path().join("themes/ours/templates").join(template))
            .expect("removed");
    }
    let bytes: &[u8] = b"caf\xe9";
    project.write("themes/ours/templates/home.html", bytes);
    let run = project.run(&["build"]);
    assert!(
        run.stderr.contains("is not UTF-8: the byte at 3"),
        "{}",
        run.stderr
    );
}

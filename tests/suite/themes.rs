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
                "nothing gives `sumary` to this template",
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

/// What a build of a theme with these files says.
fn told(files: &[(&str, &str)]) -> String {
    let project = project();
    for (path, text) in files {
        project.write(&format!("themes/ours/{path}"), text);
    }
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2, "{files:?}\n{}", run.stderr);
    run.stderr
}

#[test]
fn names_that_nothing_gives_are_told_even_where_a_template_only_asks_for_them() {
    for (template, text, parts) in [
        (
            "incident.html",
            "a\n{% if sumary %}x{% endif %}",
            "incident.html:2:7\n  |\n2 | {% if sumary %}x{% endif %}\n  |       ^^^^^^\n  = help: did you mean `summary`?",
        ),
        (
            "incident.html",
            "{%- if not (summary and sumary.x) -%}{%- endif -%}",
            "incident.html:1:25\n",
        ),
        (
            "rows.html",
            "{% for x in row %}{{ x.title }}{% endfor %}",
            "rows.html:1:13\n  |\n1 | {% for x in row %}{{ x.title }}{% endfor %}\n  |             ^^^\n  = help: did you mean `rows`?",
        ),
        (
            "home.html",
            "x\n{% extends \"bse.html\" %}",
            "home.html:2:12\n  |\n2 | {% extends \"bse.html\" %}\n  |            ^^^^^^^^^^\n  = help: did you mean `base.html`?",
        ),
        (
            "home.html",
            "{% include \"rws.html\" %}",
            "home.html:1:12\n  |\n1 | {% include \"rws.html\" %}\n  |            ^^^^^^^^^^\n  = help: did you mean `rows.html`?",
        ),
        ("incident.html", "{{ page.titel }}", "did you mean `title`?"),
    ] {
        let told = told(&[(&format!("templates/{template}"), text)]);
        assert!(told.contains(parts), "{text}\n{told}");
    }
}

#[test]
fn names_that_may_be_missing_and_names_of_other_templates_are_no_faults() {
    let project = project();
    project.write(
        "themes/ours/templates/incident.html",
        "{% if extra is defined %}{{ extra }}{% endif %}{{ other | default(value=\"d\") }}{% set y = 'a}}' ~ page.title %}\
         {{ y }}{% for key in facts %}{{ loop.index }}{{ key.label }}{% endfor %}{# {% if zz %} #}\
         {% raw %}{{ zz }}{% endraw %}{% if title is undefined and not summary %}{{ t(id=\"page.home\") | upper }}{% endif %}\
         {% set mine = 1 %}{% include \"mine.html\" %}",
    );
    project.write("themes/ours/templates/mine.html", "[{{ mine }}]");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = project.read("site/incidents/a.html");
    assert!(page.starts_with("da}}Queue stuck"), "{page}");
    assert!(page.ends_with("{{ zz }}HOME[1]"), "{page}");
}

#[test]
fn the_excerpt_of_a_long_line_is_cut_around_the_fault() {
    let long = format!("{}{{{{ rws }}}}{}", "x".repeat(5_000), "y".repeat(5_000));
    for text in [long.clone(), long.replace("rws", "page.rws")] {
        let told = told(&[("templates/rows.html", &text)]);
        assert!(
            told.lines().all(|line| line.chars().count() < 260),
            "{told}"
        );
        let lines: Vec<&str> = told.lines().collect();
        let marked = lines
            .iter()
            .position(|line| line.contains("^^^"))
            .expect("marks");
        let at = lines[marked].find("^^^").expect("marks");
        let shown: String = lines[marked - 1].chars().skip(at).take(3).collect();
        assert_eq!(shown, "rws", "{told}");
    }
}

#[test]
fn a_file_in_the_wrong_folder_of_a_theme_is_told_its_place() {
    let told_of = |path: &str, text: &str| told(&[(path, text)]);
    assert!(
        told_of("home.html", "{{ page.title }}")
            .contains("move it to `./themes/ours/templates/home.html`")
    );
    assert!(told_of("lang/nl.toml", "").contains("move it to `./themes/ours/languages/nl.toml`"));
    let project = project();
    project.write("themes/ours/extra.html", "<!doctype html><title>x</title>");
    project.write("themes/ours/data/settings.toml", "a = 1\n");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(project.read("site/extra.html").contains("<title>x"));
}

#[test]
fn faults_of_messages_show_the_line_and_come_once() {
    for (name, text, parts) in [
        (
            "nl",
            "[home\nx = \"1\"\n",
            "nl.toml:1:6\n  |\n1 | [home\n  |      ^",
        ),
        ("nl", "[page]\nhome = \"\"\n", "`page.home` says nothing"),
        ("NL", "[page]\nhome = \"Thuis\"\n", "rename it to `nl.toml`"),
        ("pt_BR", "", "rename it to `pt-BR.toml`"),
        ("dutch1", "", "not named by a language tag"),
    ] {
        let told = told(&[(&format!("languages/{name}.toml"), text)]);
        assert!(told.contains(parts), "{told}");
        assert_eq!(told.matches("error").count(), 1, "{told}");
    }
}

#[test]
fn what_a_language_lacks_is_listed_ready_to_translate() {
    let project = project();
    let run = project.run(&["theme", "messages", "nl"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout
            .starts_with("# Messages in `nl`. What counts has the forms: one, other.\n")
    );
    assert!(run.stdout.contains("\n[page]\n") && run.stdout.contains("\n# home = \"Home\"\n"));
    assert!(run.stderr.contains("`nl` says 0 of 1"), "{}", run.stderr);
    // What is printed is a file of messages.
    let started = run
        .stdout
        .replacen("# home = \"Home\"", "home = \"Thuis\"", 1);
    project.write("themes/ours/languages/nl.toml", started);
    project.write(
        "book.toml",
        BOOK.replace("[book]\n", "[book]\nlanguage = \"nl\"\n"),
    );
    let run = project.run(&["theme", "messages"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stdout.contains("# home = \"Home\"") && run.stderr.contains("`nl` says 1 of 1"));
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(
        project
            .read("site/index.html")
            .contains("<html lang=\"nl\"")
    );
    let run = project.run(&["theme", "messages", "de"]);
    assert_eq!(run.stdout, "");
    assert!(!run.stderr.contains("English"), "{}", run.stderr);
    assert_eq!(project.run(&["theme", "messages", "Deutsch"]).code, 2);
}

#[test]
fn pages_and_reports_say_which_language_they_are_in() {
    let project = project();
    project.write("book.toml", "[book]\nlanguage = \"nl\"\n");
    project.write(
        "incidents/b.md",
        "---\ntitle: B\nstarted: 2024-01-03\nlang: pt_br\nsummary: Resumo.\n---\nTexto.\n",
    );
    project.write(
        "incidents/c.md",
        "---\ntitle: C\nstarted: 2024-01-03\nlanguage: en\n---\nText.\n",
    );
    assert_eq!(project.run(&["build"]).code, 0);
    let page = |name: &str| project.read(&format!("site/incidents/{name}.html"));
    for name in ["a", "b", "c"] {
        assert!(page(name).contains("<html lang=\"en\""));
    }
    assert!(page("a").contains("<h1 dir=\"auto\" lang=\"nl\">Queue"));
    assert!(page("b").contains("class=\"summary\" dir=\"auto\" lang=\"pt-BR\""));
    assert!(page("c").contains("<h1 dir=\"auto\">C"));
    project.write("book.toml", "[book]\nlanguage = \"Deutsch\"\n");
    let run = project.run(&["check"]);
    assert!(
        run.stdout.contains("the tag of that language is `de`"),
        "{}",
        run.stdout
    );
}

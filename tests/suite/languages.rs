//! The languages of the site: every message is known, used, and complete in each language.

use crate::support::{TempProject, files, repository};
use casebook::language::{BUILT_IN, Form, Language, Message};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Languages that are not carried over in full yet: what they have must be right.
const UNDER_WAY: &[&str] = &[];

/// Areas whose ids the program puts together from ids of its own.
const COMPOSED: &[&str] = &["taxonomy"];

/// Ids of messages that code of ours asks for without naming them as a whole.
const INDIRECT: &[&str] = &[];

/// Messages of a built-in language alone, without those of English below it.
fn alone(tag: &str) -> BTreeMap<String, Message> {
    let english = Language::english();
    let language = Language::load(tag, &[]).expect("a built-in language");
    let text = BUILT_IN.iter().find(|(name, _)| *name == tag);
    let text = text.expect("a built-in language").1;
    let table: toml::Table = text.parse().expect("TOML");
    let mut messages = BTreeMap::new();
    for (area, ids) in &table {
        for key in ids.as_table().expect("an area").keys() {
            let id = format!("{area}.{key}");
            assert!(
                english.get(&id).is_some(),
                "{tag}.toml: `{id}` is not in en.toml"
            );
            let message = language.get(&id).expect("a message").clone();
            messages.insert(id, message);
        }
    }
    messages
}

#[test]
fn every_built_in_language_is_complete() {
    let english = alone("en");
    assert!(english.len() > 50);
    for (tag, _) in BUILT_IN {
        let messages = alone(tag);
        let language = Language::load(tag, &[]).expect("a language");
        let (needed, known) = (language.plurals().needed(), language.plurals().known());
        for (id, like) in &english {
            let Some(message) = messages.get(id) else {
                assert!(UNDER_WAY.contains(tag), "{tag}.toml lacks `{id}`");
                continue;
            };
            let (mut slots, mut wanted) = (message.slots(), like.slots());
            // A form may say its number in words, or not at all.
            if [message, like]
                .iter()
                .any(|it| matches!(it, Message::Plural(_)))
            {
                slots.insert("n");
                wanted.insert("n");
            }
            assert_eq!(slots, wanted, "slots of `{id}` in {tag}.toml");
            match (message, like) {
                (Message::Plural(own), _) => {
                    for form in Form::ALL {
                        let has = own[form as usize].is_some();
                        let is_right = match has {
                            true => known.contains(&form),
                            false => !needed.contains(&form),
                        };
                        assert!(is_right, "{form:?} of `{id}` in {tag}.toml");
                    }
                }
                (Message::List(own), Message::List(like)) => {
                    assert_eq!(own.len(), like.len(), "`{id}` in {tag}.toml");
                }
                (Message::Text(_), Message::List(_)) | (Message::List(_), _) => {
                    panic!("`{id}` in {tag}.toml is of another kind than in en.toml")
                }
                (Message::Text(_), _) => {}
            }
        }
    }
}

/// A file of code with its text, tests left out.
fn sources() -> Vec<(PathBuf, String)> {
    let root = repository();
    let mut sources = Vec::new();
    for (folder, ending) in [
        ("src/render", "rs"),
        ("src/language", "rs"),
        ("themes/default/templates", "html"),
    ] {
        for file in files(&root.join(folder), ending) {
            let text = fs::read_to_string(&file).expect("a source file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let path = file.strip_prefix(&root).unwrap_or(&file).to_owned();
            sources.push((path, code.to_owned()));
        }
    }
    sources
}

/// The texts in quotes of a line that read as ids of messages.
fn ids<'t>(line: &'t str, areas: &'t BTreeSet<&str>) -> impl Iterator<Item = &'t str> {
    let is_file =
        |key: &str| ["html", "js", "css", "csv", "atom", "ics", "json", "toml"].contains(&key);
    let parts = line.split('"').skip(1).step_by(2);
    parts.filter(move |part| match part.split_once('.') {
        Some((area, key)) => {
            let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            areas.contains(area) && !key.is_empty() && key.chars().all(is_key) && !is_file(key)
        }
        None => false,
    })
}

#[test]
fn messages_that_are_said_exist_and_those_that_exist_are_said() {
    let english = alone("en");
    let areas: BTreeSet<&str> = english
        .keys()
        .filter_map(|id| id.split('.').next())
        .collect();
    let mut said: BTreeSet<String> = INDIRECT.iter().map(|id| (*id).to_owned()).collect();
    for (path, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            // What templates say is checked whatever its area; code, by the areas that there are.
            let calls = line.split("t(id=\"").skip(1);
            let calls = calls.filter_map(|rest| rest.split('"').next());
            let is_template = path.extension().is_some_and(|it| it == "html");
            for id in calls.filter(|_| is_template).chain(ids(line, &areas)) {
                assert!(
                    english.contains_key(id),
                    "{}:{}: en.toml has no `{id}`",
                    path.display(),
                    number + 1
                );
                said.insert(id.to_owned());
            }
        }
    }
    for file in files(&repository().join("themes/default"), "js") {
        let text = fs::read_to_string(&file).expect("a script");
        let words = text.split('\'').map(str::to_owned);
        said.extend(words.filter(|word| english.contains_key(word)));
    }
    for id in english.keys() {
        let (area, _) = id.split_once('.').expect("an id");
        let is_for_scripts = area == "script" || area.starts_with("script-");
        if !is_for_scripts && !COMPOSED.contains(&area) {
            assert!(said.contains(id), "nothing says `{id}` of en.toml");
        }
    }
}

#[test]
fn scripts_say_the_messages_for_scripts_and_no_others() {
    let mut known = BTreeSet::new();
    for id in alone("en").keys() {
        let (area, key) = id.split_once('.').expect("an id");
        if area == "script" || area.starts_with("script-") {
            assert!(known.insert(key.to_owned()), "`{key}` is there twice");
        }
    }
    let english = alone("en");
    let mut said = BTreeSet::new();
    for file in files(&repository().join("themes/default"), "js") {
        let text = fs::read_to_string(&file).expect("a script");
        for rest in text.split("say('").skip(1) {
            let key = rest.split('\'').next().unwrap_or_default().to_owned();
            let is_known = known.contains(&key) || english.contains_key(&key);
            assert!(is_known, "{}: `{key}`", file.display());
            said.insert(key);
        }
    }
    said.retain(|key| !key.contains('.'));
    assert_eq!(known, said, "messages for scripts");
}

fn project(book: &str) -> TempProject {
    TempProject::new()
        .file("book.toml", format!("[book]\ntitle = \"T\"\n{book}"))
        .file(
            "incidents/a.md",
            "---\ntitle: Queue stuck\nstarted: 2024-03-02 10:00\nended: 2024-03-05 12:00\n---\nText.\n",
        )
}

#[test]
fn a_site_is_in_its_language() {
    let project = project("language = \"de\"\n");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let home = project.read("site/index.html");
    for part in [
        "<html lang=\"de\">",
        "Zum Inhalt",
        "<b>1</b> Vorfall",
        ">2. März 2024<",
        "Der eine Vorfall",
    ] {
        assert!(home.contains(part), "{part}: {home}");
    }
    assert!(
        project
            .read("site/404.html")
            .contains("Diese Seite gibt es nicht")
    );
    assert!(project.read("site/script.js").contains("language:\"de\""));
}

#[test]
fn that_nobody_speaks_a_language_is_a_hint_where_it_stands() {
    let check = |book: &str, file: Option<(&str, &str)>| {
        let project = match file {
            Some((path, text)) => project(book).file(path, text),
            None => project(book),
        };
        let run = project.run(&["check", "--format", "short"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let told = check("language = \"pt-BR\"\n", None);
    assert!(
        told.contains("book.toml:3:12: hint[unknown-value] there are no messages in `pt-BR`"),
        "{told}"
    );
    let theme = "language = \"pt-BR\"\n[output.html]\ntheme = \"ours\"\n";
    let own = (
        "themes/ours/languages/pt.toml",
        "[page]\nhome = \"Início\"\n",
    );
    for (book, file) in [("language = \"de-AT\"\n", None), (theme, Some(own))] {
        let told = check(book, file);
        assert!(!told.contains("no messages"), "{told}");
    }
}

#[test]
fn what_browsers_take_for_no_tag_is_refused() {
    for tag in ["norwegian", "de-x1", "en_US", "x"] {
        let project = project(&format!("language = \"{tag}\"\n"));
        let run = project.run(&["check", "--format", "short"]);
        assert_eq!(run.code, 1, "{tag}");
        let told = format!("book.toml:3:12: error[invalid-book-toml] `{tag}`");
        assert!(run.stdout.contains(&told), "{}", run.stdout);
    }
}

#[test]
fn a_theme_adds_a_language_and_changes_words() {
    let own = "[output.html]\ntheme = \"ours\"\n";
    let project = project(&format!("language = \"he\"\n{own}"))
        .file(
            "themes/ours/languages/he.toml",
            "[page]\nhome = \"דף הבית\"\n[own]\nmotto = \"<{x}>\"\n",
        )
        .file("themes/ours/languages/README.md", "For us.")
        .file(
            "themes/ours/templates/404.html",
            "{{ t(id=\"page.home\") }} {{ t(id=\"own.motto\", x=page.language) }}",
        );
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(project.read("site/404.html"), "דף הבית &lt;he&gt;");
    let home = project.read("site/index.html");
    assert!(home.contains("<html lang=\"he\" dir=\"rtl\">"), "{home}");
    assert!(home.contains("Latest incidents"), "{home}");
    assert!(!Path::new(&project.path().join("site/languages")).exists());
}

#[test]
fn faults_of_a_language_are_told_with_their_place() {
    let own = "[output.html]\ntheme = \"ours\"\n";
    let project = project(own)
        .file("themes/ours/languages/nl.toml", "[page]\nhom = \"Thuis\"\n")
        .file(
            "themes/ours/templates/404.html",
            "\n{{ t(id=\"page.hom\") }}",
        );
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    for part in [
        "there is no message `page.hom`",
        "languages/nl.toml:2:1",
        "did you mean `page.home`?",
    ] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    project.write("themes/ours/languages/nl.toml", "");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2);
    for part in ["templates/404.html:2:", "did you mean `page.home`?"] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
}

#[test]
fn style_sheets_say_nothing() {
    for file in files(&repository().join("themes/default"), "css") {
        let text = fs::read_to_string(&file).expect("a style sheet");
        for content in text.split("content: \"").skip(1) {
            let said = content.split('"').next().unwrap_or_default();
            let is_word = said.chars().any(char::is_alphabetic);
            assert!(!is_word, "{}: {said}", file.display());
        }
    }
}

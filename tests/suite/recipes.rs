//! What others copy: recipes for CI, the action, the hooks. They agree with each other and with the
//! program.

use crate::support::{repository, run_in};
use serde_json::Value;
use std::fs;

fn text(path: &str) -> String {
    fs::read_to_string(repository().join(path)).expect("a recipe")
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&text(path)).expect("a recipe is YAML")
}

/// A recipe without the comments at its top.
fn without_head(recipe: &str) -> String {
    let lines = recipe.lines().skip_while(|line| line.starts_with('#'));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_init_writes_is_what_is_documented() {
    let documented = text("docs/publishing.md");
    for name in ["github.yml", "gitlab.yml"] {
        let recipe = text(&format!("src/scaffold/files/{name}"));
        let body = without_head(&recipe);
        assert!(
            documented.contains(body.trim()),
            "{name} differs from docs/publishing.md"
        );
        let version = format!("CASEBOOK_VERSION: \"{}\"", env!("CARGO_PKG_VERSION"));
        assert!(recipe.contains(&version), "{name} installs another version");
        yaml(&format!("src/scaffold/files/{name}"));
    }
}

#[test]
fn the_commands_of_recipes_exist() {
    let recipes = [
        "docs/publishing.md",
        "docs/editors.md",
        "docs/output-formats.md",
        "action.yml",
        ".pre-commit-hooks.yaml",
    ];
    let mut seen = 0;
    for recipe in recipes {
        let text = text(recipe);
        for part in text.split("casebook check ").skip(1) {
            let mut words = part.split(|c: char| c.is_whitespace() || matches!(c, '`' | '"'));
            if words.next() != Some("--format") {
                continue;
            }
            let format = words.next().unwrap_or_default();
            let run = run_in(&repository(), &["check", "--format", format, "--quiet"]);
            assert_eq!(run.code, 0, "{recipe}: --format {format}");
            seen += 1;
        }
    }
    assert!(seen > 5);
}

#[test]
fn the_action_and_the_hooks_are_in_form() {
    let action = yaml("action.yml");
    for input in ["path", "strict", "version"] {
        let input = &action["inputs"][input];
        assert!(input["description"].is_string() && input["default"].is_string());
    }
    assert_eq!(action["runs"]["using"], "composite");
    for step in action["runs"]["steps"].as_array().expect("steps") {
        assert!(
            step["uses"].is_string() || step["shell"] == "bash",
            "a step that runs needs its shell: {step}"
        );
        let run = step["run"].as_str().unwrap_or_default();
        assert!(!run.contains("${{"), "inputs reach a script as variables");
    }
    for hook in yaml(".pre-commit-hooks.yaml").as_array().expect("hooks") {
        assert_eq!(hook["entry"], "casebook check");
    }
}

/// The pattern of the problem matcher takes the short format apart.
#[test]
fn the_problem_matcher_fits_the_short_format() {
    let documented = text("docs/editors.md");
    let (_, rest) = documented.split_once("\"regexp\": ").expect("a pattern");
    let (pattern, _) = rest.split_once(",\n").expect("its end");
    let pattern: String = serde_json::from_str(pattern).expect("a JSON string");
    let schema = serde_json::json!({ "type": "string", "pattern": pattern });
    let project = crate::support::TempProject::new().file(
        "incidents/a: b.md",
        "---\nserverity: 1\nstatus: x\n---\n# A\n",
    );
    let run = project.run(&["check", "--format", "short"]);
    assert!(run.stdout.lines().count() > 1);
    for line in run.stdout.lines() {
        assert!(jsonschema::is_valid(&schema, &line.into()), "{line}");
    }
}

//! The JSON Schema of book.toml.

use super::{DIALECT, defined, described, map};
use crate::check::rules::RULES;
use crate::config::RULE_LEVELS;
use crate::load::keys::KEYS;
use crate::model::{Role, SectionKind};
use serde_json::{Map, Value, json};

/// Returns the schema of book.toml.
pub fn book() -> Value {
    let mut schema = map(
        "The settings of a casebook. Everything is optional.",
        &[
            ("book", about()),
            (
                "build",
                map(
                    "Where the site goes.",
                    &[(
                        "build-dir",
                        text("Folder of the site, relative to book.toml. Default: site."),
                    )],
                ),
            ),
            ("output", output()),
            (
                "severity",
                map(
                    "How bad incidents can be.",
                    &[
                        ("levels", levels("The worst first.")),
                        ("aliases", lists_by_name("More spellings, by id.")),
                    ],
                ),
            ),
            (
                "status",
                map(
                    "How far reports can be.",
                    &[
                        (
                            "levels",
                            levels(
                                "The first one first; the last means that the report is finished.",
                            ),
                        ),
                        ("aliases", lists_by_name("More spellings, by id.")),
                        (
                            "required-sections",
                            by_name(
                                "Sections that a report of a status must have.",
                                sections("Kinds of sections."),
                            ),
                        ),
                    ],
                ),
            ),
            ("causes", causes()),
            (
                "services",
                by_name(
                    "Services by id. Once one is listed, others are warned of.",
                    service(),
                ),
            ),
            (
                "people",
                by_name("People by the name that reports use.", person()),
            ),
            ("check", check()),
            ("policy", policy()),
            ("front-matter", front_matter()),
            ("sections", more_headings()),
            (
                "audience",
                map(
                    "Who may read the reports.",
                    &[(
                        "default",
                        described(
                            "Who may read reports that do not say it.",
                            json!({ "enum": ["internal", "public"] }),
                        ),
                    )],
                ),
            ),
            (
                "limits",
                map(
                    "Bounds that keep any input from taking unbounded time or memory.",
                    &[
                        ("report-bytes", number("Largest report.")),
                        (
                            "asset-bytes",
                            number("Largest image or other file copied beside a page."),
                        ),
                        ("front-matter-bytes", number("Longest front matter.")),
                        ("events", number("Most events of a timeline.")),
                    ],
                ),
            ),
        ],
    );
    schema["$schema"] = DIALECT.into();
    schema["definitions"] = definitions();
    schema["title"] = "book.toml of a casebook".into();
    schema
}

fn about() -> Value {
    map(
        "What the archive is and how it is read.",
        &[
            ("title", text("Name of the archive, on every page.")),
            ("description", text("What it is, in one or two sentences.")),
            ("authors", texts("Who keeps it.")),
            (
                "language",
                text("Language of the pages, such as en or pt-BR."),
            ),
            (
                "src",
                text("Folder of the reports, relative to book.toml. Default: incidents."),
            ),
            (
                "timezone",
                text("Zone of times that state none, such as Europe/London."),
            ),
            (
                "date-order",
                choice(
                    "How 03/04/2024 is read.",
                    &["day-first", "month-first", "dmy", "mdy"],
                ),
            ),
            (
                "ignore",
                texts("Patterns of files that are no reports, such as drafts/**."),
            ),
        ],
    )
}

fn output() -> Value {
    let html = map(
        "The site.",
        &[
            (
                "theme",
                text("Folder below themes/; what it lacks comes from the built-in theme."),
            ),
            (
                "site-url",
                text("Public address, for feeds, the sitemap and canonical links."),
            ),
            (
                "git-repository-url",
                text("The repository, linked from pages."),
            ),
            (
                "edit-url-template",
                text("Where a report can be edited; {path} becomes its path."),
            ),
            ("additional-css", texts("Style sheets of your own.")),
            ("additional-js", texts("Scripts of your own.")),
            (
                "default-theme",
                choice(
                    "Colours at first sight.",
                    &["auto", "light", "dark", "rust", "coal", "navy", "ayu"],
                ),
            ),
            (
                "preferred-dark-theme",
                text("Accepted because mdBook has it."),
            ),
            ("cname", text("A domain for GitHub Pages.")),
            (
                "raw-html",
                choice(
                    "Raw HTML in reports: keep what is harmless, or show it as text.",
                    &["sanitize", "sanitise", "escape"],
                ),
            ),
            (
                "history",
                described(
                    "Whether pages show the versions of reports that git has. auto: up to 2,000 reports, and not for the public.",
                    json!({ "enum": ["auto", true, false, "on", "off"] }),
                ),
            ),
        ],
    );
    let mut output = map(
        "What is made of the reports. Other tables belong to other tools.",
        &[("html", html)],
    );
    output["additionalProperties"] = true.into();
    output
}

fn levels(description: &str) -> Value {
    let level = map(
        "A level.",
        &[
            ("id", text("What reports write.")),
            ("title", text("What pages show.")),
            ("description", text("What it means.")),
            ("aliases", texts("Other spellings.")),
            (
                "required-sections",
                sections("Sections that a report of this status must have."),
            ),
        ],
    );
    let one = json!({ "anyOf": [{ "type": "string" }, level] });
    described(description, json!({ "type": "array", "items": one }))
}

fn causes() -> Value {
    let own = [
        (
            "built-in",
            truth("Whether to begin with the built-in causes. Default: true."),
        ),
        (
            "suggestions",
            choice(
                "Whether causes that words suggest count where a report codes none. Default: show.",
                &["show", "count"],
            ),
        ),
    ];
    let mut causes = map(
        "Causes beside the built-in ones, or other words for those; the key is `group` or \"group/cause\".",
        &own,
    );
    let aside = described("Puts a built-in cause aside.", json!({ "const": false }));
    causes["additionalProperties"] = json!({ "anyOf": [cause(), aside] });
    causes
}

fn cause() -> Value {
    let roles = Role::ALL.map(Role::as_str);
    map(
        "A cause.",
        &[
            ("title", text("What pages show.")),
            ("description", text("One sentence.")),
            ("aliases", texts("Other names it is read by.")),
            (
                "signs",
                texts("Words that suggest it where a report codes no cause."),
            ),
            (
                "change",
                truth("Whether an incident with it is related to a change."),
            ),
            (
                "role",
                choice("Its role when a report states none.", &roles),
            ),
        ],
    )
}

fn service() -> Value {
    map(
        "A service.",
        &[
            ("title", text("What pages show.")),
            ("owner", text("Who runs it.")),
            ("description", text("One or two sentences.")),
            ("aliases", texts("Other names that reports use.")),
        ],
    )
}

fn person() -> Value {
    map(
        "A person.",
        &[
            ("title", text("What pages show.")),
            ("role", text("What stands for the name in public.")),
            ("active", truth("Whether they are still around.")),
        ],
    )
}

/// How soon things have to be done.
fn policy() -> Value {
    let days = |description: &str| described(description, defined("days"));
    let by_severity = by_name(
        "By severity; `default` stands for all others.",
        days("Such as \"30 days\" or \"2 weeks\"."),
    );
    map(
        "How soon things have to be done.",
        &[
            (
                "action-due",
                described(
                    "How long open actions without a date of their own may take, counted from the day the report was published, else from the incident's end, else from its start.",
                    json!({ "anyOf": [defined("days"), by_severity] }),
                ),
            ),
            (
                "publish-within",
                days("How long after an incident its report is to be published."),
            ),
        ],
    )
}

/// Levels of rules, and the same again below the id of a status.
fn check() -> Value {
    let rules: Map<String, Value> = RULES
        .iter()
        .map(|rule| {
            let first = rule.docs.lines().next().unwrap_or_default();
            (rule.name.to_owned(), described(first, defined("level")))
        })
        .collect();
    let hosts = texts("Hosts that not every reader can reach; those below them, too.");
    let mut keys = rules.clone();
    keys.insert("private-hosts".to_owned(), hosts);
    let of_status = described(
        "Levels for reports of this status.",
        json!({ "type": "object", "properties": rules, "additionalProperties": false }),
    );
    described(
        "How much each rule weighs; a table named like a status holds what is different for its reports.",
        json!({ "type": "object", "properties": keys, "additionalProperties": of_status }),
    )
}

/// What is used in many places.
fn definitions() -> Value {
    let words: Vec<&str> = RULE_LEVELS.iter().map(|(word, _)| *word).collect();
    let kinds = SectionKind::ALL.map(SectionKind::as_str);
    let text = json!({ "type": "string" });
    let texts = json!({ "anyOf": [text, { "type": "array", "items": text }] });
    let days = json!({ "type": "string", "pattern": "^[0-9]+ ?([dDwW]|[dD]ays?|[wW]eeks?)$" });
    json!({ "level": { "enum": words }, "section": { "enum": kinds }, "texts": texts, "days": days })
}

fn front_matter() -> Value {
    let aliases: Vec<(&str, Value)> = KEYS
        .iter()
        .map(|(key, _)| (*key, texts(&format!("More spellings of `{key}`."))))
        .collect();
    map(
        "Keys of front matter.",
        &[
            (
                "aliases",
                map("More spellings, by canonical key.", &aliases),
            ),
            (
                "extra",
                texts("Keys that pass through to templates and exports unread."),
            ),
        ],
    )
}

fn more_headings() -> Value {
    let kinds: Vec<(&str, Value)> = SectionKind::ALL
        .iter()
        .map(|kind| {
            let kind = kind.as_str();
            (kind, texts(&format!("Headings of the section `{kind}`.")))
        })
        .collect();
    map(
        "More headings for the sections that casebook knows.",
        &kinds,
    )
}

fn text(description: &str) -> Value {
    described(description, json!({ "type": "string" }))
}

fn truth(description: &str) -> Value {
    described(description, json!({ "type": "boolean" }))
}

fn number(description: &str) -> Value {
    described(description, json!({ "type": "integer", "minimum": 0 }))
}

fn texts(description: &str) -> Value {
    described(description, defined("texts"))
}

fn choice(description: &str, words: &[&str]) -> Value {
    described(description, json!({ "enum": words }))
}

fn sections(description: &str) -> Value {
    let kinds = defined("section");
    described(
        description,
        json!({ "anyOf": [kinds, { "type": "array", "items": kinds }] }),
    )
}

fn by_name(description: &str, one: Value) -> Value {
    described(
        description,
        json!({ "type": "object", "additionalProperties": one }),
    )
}

fn lists_by_name(description: &str) -> Value {
    by_name(description, texts("Other spellings."))
}

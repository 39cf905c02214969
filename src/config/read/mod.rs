//! Reads book.toml, table by table.

mod about;
mod audience;
mod causes;
mod front_matter;
mod html;
mod levels;
mod limits;
mod names;
mod policy;
mod rules;
mod sections;
mod values;

pub use rules::RULE_LEVELS;

use super::Config;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::source::{SourceId, Sources};
use crate::tree::{Fields, Log, fold_key, read_toml};
use std::path::Path;

const RULE: &str = "invalid-book-toml";

/// A configuration with what was wrong in it.
#[derive(Debug)]
pub struct Loaded {
    /// What to use: what could be read, with defaults for the rest.
    pub config: Config,
    /// The text of book.toml, for findings.
    pub sources: Sources,
    /// book.toml among them.
    pub book: SourceId,
    /// What is wrong in it.
    pub findings: Vec<Diagnostic>,
}

/// Reads `book.toml` below `root`; an absent file is an empty one.
///
/// # Errors
/// When the file is there but cannot be read.
pub fn load(root: &Path) -> Result<Loaded, Error> {
    let path = root.join("book.toml");
    // A pipe would be read for ever.
    if std::fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
        return Err(Error::Told(format!(
            "`{}` is not a file\n  = help: write the settings into a file of that name, or remove what stands there",
            path.display()
        )));
    }
    let text = match std::fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::io("read", &path, error)),
    };
    let name = if root == Path::new(".") {
        "book.toml".to_owned()
    } else {
        path.to_string_lossy().replace('\\', "/")
    };
    Ok(read_as(&name, &text))
}

/// Reads the text of a book.toml.
pub fn read(text: &str) -> Loaded {
    read_as("book.toml", text)
}

/// Reads a book.toml that findings call `name`.
fn read_as(name: &str, text: &str) -> Loaded {
    let mut sources = Sources::default();
    let mut log = Log::new(sources.add(name, text));
    let entries = read_toml(text, 0..text.len(), RULE, &mut log);
    let mut config = Config::default();
    let mut top = Fields::new(&entries);
    about::read_book(&mut top, &mut config, &mut log);
    about::read_build(&mut top, &mut config, &mut log);
    if let Some(mut output) = top.map("output", &mut log) {
        if let Some(html) = output.map("html", &mut log) {
            config.html = html::read_html(html, &mut log);
        }
        // Other outputs belong to other tools, as in mdBook.
        output.rest();
    }
    levels::read_levels(&mut top, &mut config, &mut log);
    causes::read_causes(&mut top, &mut config, &mut log);
    names::read_names(&mut top, &mut config, &mut log);
    rules::read_rules(&mut top, &mut config, &mut log);
    front_matter::read_front_matter(&mut top, &mut config, &mut log);
    sections::read_sections(&mut top, &mut config, &mut log);
    limits::read_limits(&mut top, &mut config, &mut log);
    policy::read_policy(&mut top, &mut config, &mut log);
    audience::read_audience(&mut top, &mut config, &mut log);
    top.finish(TOP_LEVEL, "book.toml", &mut log);
    name_tables(text, &mut log.findings);
    Loaded {
        config,
        sources,
        book: log.file,
        findings: log.findings,
    }
}

/// The keys of tables in which other generators have each other's.
const TABLES: [(&str, &[&str]); 4] = [
    ("[book]", &BOOK),
    ("[build]", &BUILD),
    ("[output.html]", &HTML),
    ("[limits]", &LIMITS),
];
const BOOK: [&str; 8] = [
    "title",
    "description",
    "authors",
    "language",
    "src",
    "timezone",
    "date-order",
    "ignore",
];
const BUILD: [&str; 1] = ["build-dir"];
const HTML: [&str; 11] = [
    "theme",
    "site-url",
    "git-repository-url",
    "edit-url-template",
    "additional-css",
    "additional-js",
    "default-theme",
    "preferred-dark-theme",
    "cname",
    "raw-html",
    "history",
];
const LIMITS: [&str; 4] = [
    "report-bytes",
    "asset-bytes",
    "front-matter-bytes",
    "events",
];

/// Names the table of each key that stands in another one.
fn name_tables(text: &str, findings: &mut [Diagnostic]) {
    let is_of = |scope: &str, message: &str| message.ends_with(&format!(" in {scope}"));
    for finding in findings.iter_mut().filter(|it| it.rule == "unknown-key") {
        let is_in = |scope| is_of(scope, &finding.message);
        if !is_in("book.toml") && !TABLES.iter().any(|(scope, _)| is_in(scope)) {
            continue;
        }
        let written = text.get(finding.place.span.clone()).unwrap_or_default();
        let key = fold_key(written.trim_matches(['"', '\'']));
        if let Some((table, _)) = TABLES.iter().find(|(_, keys)| keys.contains(&key.as_str())) {
            finding.help = Some(format!("it belongs in {table}"));
        }
    }
}

const TOP_LEVEL: &[&str] = &[
    "book",
    "build",
    "output",
    "severity",
    "status",
    "causes",
    "services",
    "people",
    "check",
    "policy",
    "front-matter",
    "sections",
    "audience",
    "limits",
];

#[cfg(test)]
mod tests {
    use super::read;
    use crate::config::Config;
    use crate::diagnostic::Level;
    use crate::model::Audience;
    use crate::source::line_column;

    fn check(text: &str, expected: &[&str]) -> Config {
        let loaded = read(text);
        let seen: Vec<String> = loaded
            .findings
            .iter()
            .map(|finding| {
                let at = line_column(text, finding.place.span.start);
                format!("{}:{} {}", at.line, at.column, finding.message)
            })
            .collect();
        assert_eq!(seen, expected, "{text}");
        loaded.config
    }

    #[test]
    fn an_empty_book_works() {
        assert_eq!(check("", &[]), Config::default());
    }

    #[test]
    fn every_fault_is_found_in_one_run() {
        check(
            "[book]\ntitel = \"x\"\ntimezone = \"Europe/Lodon\"\nauthors = { a = 1 }\n[buld]\n",
            &[
                "4:11 `authors` should be a list of single values, not a map of keys",
                "3:12 `Europe/Lodon` is not a time zone",
                "2:1 the key `titel` has no meaning in [book]",
                "5:2 the key `buld` has no meaning in book.toml",
            ],
        );
    }

    #[test]
    fn a_key_in_another_table_is_told_its_own() {
        let check = |text: &str, expected: &str| {
            let findings = read(text).findings;
            let helps: Vec<&str> = findings
                .iter()
                .filter_map(|it| it.help.as_deref())
                .collect();
            assert_eq!(helps, [expected], "{text}");
        };
        check("[book]\nsite-url = \"/\"\n", "it belongs in [output.html]");
        check("[build]\nsrc = \"docs\"\n", "it belongs in [book]");
        check("build-dir = \"public\"\n", "it belongs in [build]");
        check(
            "[output.html]\nsite_ulr = \"/\"\n",
            "did you mean `site-url`?",
        );
        check("[build]\ntitle-x = 1\n", "known here: `build-dir`");
    }

    #[test]
    fn levels_and_names_are_read() {
        let config = check(
            "[severity]\nlevels = [\"major\", { id = \"minor\", title = \"Minor\", aliases = [\"m\"] }]\n\
             [services.api]\ntitle = \"The API\"\naliases = [\"gateway\"]\n\
             [check]\nunknown-key = \"deny\"\n[limits]\nreport-bytes = 1_000\n",
            &[],
        );
        assert_eq!(
            config.severity("M").map(|level| level.id.as_str()),
            Some("minor")
        );
        assert_eq!(config.service_id("the api"), Some("api"));
        assert_eq!(config.rules.get("unknown-key"), Some(&Some(Level::Error)));
        assert_eq!(config.limits.report_bytes, 1_000);
    }

    #[test]
    fn audiences_and_private_hosts_are_read() {
        let config = check(
            "[audience]\ndefault = \"public\"\n[check]\nprivate-hosts = [\"*.Corp.example\", \"wiki\"]\n",
            &[],
        );
        assert_eq!(config.audience, Audience::Public);
        assert_eq!(config.private_hosts, ["corp.example", "wiki"]);
        check(
            "[audience]\ndefault = \"pubic\"\n",
            &["2:11 `pubic` does not fit `default`"],
        );
    }

    #[test]
    fn the_policy_knows_severities_and_days() {
        let config = check(
            "[policy]\npublish-within = \"2 weeks\"\naction-due = { \"Sev-1\" = \"14d\", p2 = \"30 days\", default = \"90 days\" }\n",
            &[],
        );
        let due = config.policy.action_due;
        assert_eq!((due.get("sev1"), due.get("sev2")), (Some(&14), Some(&30)));
        assert_eq!(config.policy.action_due_default, Some(90));
        assert_eq!(config.policy.publish_within, Some(14));
        let config = check("[policy]\naction-due = \"30 days\"\n", &[]);
        assert_eq!(config.policy.action_due_default, Some(30));
        check(
            "[policy]\npublish-within = 14\npublish = \"1 day\"\n[policy.action-due]\nsev9 = \"14d\"\nsev1 = [1]\nsev2 = \"soon\"\n",
            &[
                "2:18 `14` does not fit `publish-within`",
                "5:1 `sev9` is not one of the configured severities",
                "6:8 `sev1` should be a single value, not a list",
                "7:8 `soon` does not fit `sev2`",
                "3:1 the key `publish` has no meaning in [policy]",
            ],
        );
    }

    #[test]
    fn paths_stay_below_the_book() {
        check(
            "[book]\nsrc = \"../elsewhere\"\n[output.html]\nsite-url = \"javascript:alert(1)\"\n",
            &[
                "2:7 the path `../elsewhere` leads outside the folder of book.toml",
                "4:12 `javascript:alert(1)` does not fit `site-url`",
            ],
        );
    }
}

//! Reads book.toml.

use super::{Config, DateOrder, Html, NamedLevel, PersonEntry, RawHtml, Scheme, Service};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Error;
use crate::model::{Cause, CauseId, Role, SectionKind, Taxonomy};
use crate::source::{SourceId, Sources};
use crate::tree::{Entry, Fields, Found, Log, Value, nearest, read_toml};
use chrono_tz::Tz;
use std::path::{Component, Path, PathBuf};

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
    read_book(&mut top, &mut config, &mut log);
    read_build(&mut top, &mut config, &mut log);
    if let Some(mut output) = top.map("output", &mut log) {
        if let Some(html) = output.map("html", &mut log) {
            config.html = read_html(html, &mut log);
        }
        // Other outputs belong to other tools, as in mdBook.
        output.rest();
    }
    read_levels(&mut top, &mut config, &mut log);
    read_names(&mut top, &mut config, &mut log);
    read_rules(&mut top, &mut config, &mut log);
    read_front_matter(&mut top, &mut config, &mut log);
    read_limits(&mut top, &mut config, &mut log);
    for later in ["policy", "audience"] {
        top.entry(later);
    }
    top.finish(TOP_LEVEL, "book.toml", &mut log);
    Loaded {
        config,
        sources,
        book: log.file,
        findings: log.findings,
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

fn read_book(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut book) = top.map("book", log) else {
        return;
    };
    set(&mut config.title, book.text("title", log));
    config.description = book.text("description", log).map(|found| found.value);
    config.authors = book
        .names("authors", log)
        .into_iter()
        .map(|found| found.value)
        .collect();
    if let Some(found) = book.text("language", log) {
        let tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if found.value.chars().all(tag) && found.value.len() <= 35 {
            config.language = found.value;
        } else {
            unfit(
                log,
                &found,
                "language",
                "a language tag such as `en` or `pt-BR`",
            );
        }
    }
    set_path(&mut config.src, book.text("src", log), log);
    config.timezone = book
        .text("timezone", log)
        .and_then(|found| read_zone(&found, log));
    config.date_order = choose(
        &mut book,
        "date-order",
        &[
            ("day-first", DateOrder::DayFirst),
            ("dmy", DateOrder::DayFirst),
            ("month-first", DateOrder::MonthFirst),
            ("mdy", DateOrder::MonthFirst),
        ],
        log,
    );
    config.ignore = book
        .texts("ignore", log)
        .into_iter()
        .map(|found| found.value)
        .collect();
    book.finish(
        &[
            "title",
            "description",
            "authors",
            "language",
            "src",
            "timezone",
            "date-order",
            "ignore",
        ],
        "[book]",
        log,
    );
}

fn read_zone(found: &Found<String>, log: &mut Log) -> Option<Tz> {
    let zone = found.value.parse::<Tz>().ok();
    if zone.is_none() {
        let near = nearest(
            &found.value,
            chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name()),
        );
        let finding = log.add(
            "invalid-book-toml",
            Level::Error,
            found.span.clone(),
            format!("`{}` is not a time zone", found.value),
        );
        finding.help = Some(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use a name of the tz database, such as `Europe/London` or `UTC`".to_owned(),
        });
    }
    zone
}

fn read_build(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut build) = top.map("build", log) else {
        return;
    };
    set_path(&mut config.build_dir, build.text("build-dir", log), log);
    build.finish(&["build-dir"], "[build]", log);
}

fn read_html(mut fields: Fields<'_>, log: &mut Log) -> Html {
    let text = |fields: &mut Fields<'_>, key: &str, log: &mut Log| fields.text(key, log);
    let theme = text(&mut fields, "theme", log).filter(|found| {
        let plain = Path::new(&found.value)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !plain {
            unfit(log, found, "theme", "the name of a folder below `themes/`");
        }
        plain
    });
    let web = |fields: &mut Fields<'_>, key: &str, log: &mut Log| {
        fields
            .text(key, log)
            .filter(|found| is_web_address(found, key, log))
            .map(|found| found.value)
    };
    let site_url = web(&mut fields, "site-url", log).map(|mut url| {
        if !url.ends_with('/') {
            url.push('/');
        }
        url
    });
    let html = Html {
        theme: theme.map(|found| found.value),
        site_url,
        repository_url: web(&mut fields, "git-repository-url", log),
        edit_url_template: web(&mut fields, "edit-url-template", log),
        additional_css: paths(&mut fields, "additional-css", log),
        additional_js: paths(&mut fields, "additional-js", log),
        scheme: read_scheme(&mut fields, log),
        cname: fields.text("cname", log).map(|found| found.value),
        raw_html: choose(
            &mut fields,
            "raw-html",
            &[
                ("sanitize", RawHtml::Sanitize),
                ("sanitise", RawHtml::Sanitize),
                ("escape", RawHtml::Escape),
            ],
            log,
        )
        .unwrap_or_default(),
    };
    fields.finish(
        &[
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
        ],
        "[output.html]",
        log,
    );
    html
}

/// mdBook's names of themes stand for what they look like.
fn read_scheme(fields: &mut Fields<'_>, log: &mut Log) -> Scheme {
    fields.entry("preferred-dark-theme");
    choose(
        fields,
        "default-theme",
        &[
            ("auto", Scheme::Auto),
            ("light", Scheme::Light),
            ("rust", Scheme::Light),
            ("dark", Scheme::Dark),
            ("coal", Scheme::Dark),
            ("navy", Scheme::Dark),
            ("ayu", Scheme::Dark),
        ],
        log,
    )
    .unwrap_or_default()
}

fn is_web_address(found: &Found<String>, key: &str, log: &mut Log) -> bool {
    let fine = ["https://", "http://"]
        .iter()
        .any(|scheme| found.value.starts_with(scheme))
        && !found.value.contains(['"', '\'', '<', '>', ' ']);
    if !fine {
        unfit(log, found, key, "an address that starts with `https://`");
    }
    fine
}

fn read_levels(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    if let Some(mut severity) = top.map("severity", log) {
        let levels = named_levels(&mut severity, &config.severities, log);
        if !levels.is_empty() {
            config.severities = levels;
        }
        severity.finish(&["levels", "aliases"], "[severity]", log);
    }
    if let Some(mut status) = top.map("status", log) {
        let levels = named_levels(&mut status, &config.statuses, log);
        if !levels.is_empty() {
            config.statuses = levels;
        }
        read_required_sections(&mut status, config, log);
        status.finish(&["levels", "aliases", "required-sections"], "[status]", log);
    }
}

/// A level is an id, or a map with `id`, `title`, `description` and `aliases`.
fn named_levels(
    fields: &mut Fields<'_>,
    defaults: &[NamedLevel],
    log: &mut Log,
) -> Vec<NamedLevel> {
    let mut levels: Vec<NamedLevel> = Vec::new();
    let nodes = fields
        .entry("levels")
        .map_or(&[][..], |entry| crate::tree::nodes_of(&entry.node));
    for node in nodes {
        match &node.value {
            Value::Scalar(scalar) => levels.push(plain_level(&scalar.text, defaults)),
            Value::Map(entries) => levels.extend(level_of_map(entries, defaults, log)),
            other => {
                crate::tree::wrong_type(
                    log,
                    node.span.clone(),
                    "levels",
                    "an id or a map",
                    other.kind(),
                );
            }
        }
    }
    if let Some(mut aliases) = fields.map("aliases", log) {
        let targets = if levels.is_empty() {
            levels.extend_from_slice(defaults);
            &mut levels
        } else {
            &mut levels
        };
        for level in targets.iter_mut() {
            let more = aliases.names(&crate::tree::fold_key(&level.id), log);
            level
                .aliases
                .extend(more.into_iter().map(|found| found.value));
        }
        let known: Vec<&str> = targets.iter().map(|level| level.id.as_str()).collect();
        aliases.finish(&known, "[aliases]", log);
    }
    levels
}

fn plain_level(id: &str, defaults: &[NamedLevel]) -> NamedLevel {
    let known = defaults.iter().find(|level| level.id == id);
    known.cloned().unwrap_or_else(|| NamedLevel {
        id: id.to_owned(),
        title: id.to_owned(),
        description: None,
        aliases: Vec::new(),
        required_sections: Vec::new(),
    })
}

fn level_of_map(entries: &[Entry], defaults: &[NamedLevel], log: &mut Log) -> Option<NamedLevel> {
    let mut fields = Fields::new(entries);
    let id = fields.text("id", log)?;
    let mut level = plain_level(&id.value, defaults);
    set(&mut level.title, fields.text("title", log));
    level.description = fields.text("description", log).map(|found| found.value);
    level.aliases.extend(
        fields
            .names("aliases", log)
            .into_iter()
            .map(|found| found.value),
    );
    level.required_sections = section_kinds(fields.texts("required-sections", log), log);
    fields.finish(
        &["id", "title", "description", "aliases", "required-sections"],
        "a level",
        log,
    );
    Some(level)
}

fn read_required_sections(status: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut required) = status.map("required-sections", log) else {
        return;
    };
    for level in &mut config.statuses {
        let sections = required.texts(&crate::tree::fold_key(&level.id), log);
        if !sections.is_empty() {
            level.required_sections = section_kinds(sections, log);
        }
    }
    let known: Vec<&str> = config
        .statuses
        .iter()
        .map(|level| level.id.as_str())
        .collect();
    required.finish(&known, "[status.required-sections]", log);
}

fn section_kinds(found: Vec<Found<String>>, log: &mut Log) -> Vec<SectionKind> {
    found
        .into_iter()
        .filter_map(|found| section_kind(&found, log))
        .collect()
}

fn section_kind(found: &Found<String>, log: &mut Log) -> Option<SectionKind> {
    let words = SectionKind::ALL.map(SectionKind::as_str);
    let kind = SectionKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == found.value);
    if kind.is_none() {
        let finding = log.add(
            RULE,
            Level::Error,
            found.span.clone(),
            format!("`{}` is not a kind of section", found.value),
        );
        finding.help = Some(match nearest(&found.value, words) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "kinds are {}",
                words.map(|word| format!("`{word}`")).join(", ")
            ),
        });
    }
    kind
}

fn read_names(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    for entry in map_entries(top, "services", log) {
        let Value::Map(keys) = &entry.node.value else {
            continue;
        };
        let mut fields = Fields::new(keys);
        let service = Service {
            title: fields.text("title", log).map(|found| found.value),
            owner: fields.text("owner", log).map(|found| found.value),
            description: fields.text("description", log).map(|found| found.value),
            aliases: fields
                .names("aliases", log)
                .into_iter()
                .map(|found| found.value)
                .collect(),
        };
        fields.finish(
            &["title", "owner", "description", "aliases"],
            "[services.*]",
            log,
        );
        config.services.insert(entry.key.clone(), service);
    }
    for entry in map_entries(top, "people", log) {
        let Value::Map(keys) = &entry.node.value else {
            continue;
        };
        let mut fields = Fields::new(keys);
        let person = PersonEntry {
            title: fields.text("title", log).map(|found| found.value),
            role: fields.text("role", log).map(|found| found.value),
            active: fields.truth("active", log).map(|found| found.value),
        };
        fields.finish(&["title", "role", "active"], "[people.*]", log);
        config.people.insert(entry.key.clone(), person);
    }
    for entry in map_entries(top, "causes", log) {
        read_cause(entry, &mut config.taxonomy, log);
    }
}

fn map_entries<'a>(top: &mut Fields<'a>, name: &str, log: &mut Log) -> Vec<&'a Entry> {
    let Some(mut fields) = top.map(name, log) else {
        return Vec::new();
    };
    let entries = fields.rest();
    for entry in &entries {
        if !matches!(entry.node.value, Value::Map(_)) {
            let kind = entry.node.value.kind();
            crate::tree::wrong_type(
                log,
                entry.node.span.clone(),
                &entry.key,
                "a map of keys",
                kind,
            );
        }
    }
    entries
}

fn read_cause(entry: &Entry, taxonomy: &mut Taxonomy, log: &mut Log) {
    let Value::Map(keys) = &entry.node.value else {
        return;
    };
    let Some(id) = CauseId::new(&entry.key) else {
        let finding = log.add(
            RULE,
            Level::Error,
            entry.key_span.clone(),
            format!("`{}` cannot be the id of a cause", entry.key),
        );
        finding.help =
            Some("ids are lower-case words with hyphens: `group` or `\"group/cause\"`".to_owned());
        return;
    };
    let mut fields = Fields::new(keys);
    let known = taxonomy.get(&id).cloned();
    let mut cause = known.unwrap_or_else(|| Cause {
        title: entry.key.clone(),
        description: String::new(),
        aliases: Vec::new(),
        role: Role::Contributing,
        id,
    });
    set(&mut cause.title, fields.text("title", log));
    set(&mut cause.description, fields.text("description", log));
    cause.aliases.extend(
        fields
            .names("aliases", log)
            .into_iter()
            .map(|found| found.value),
    );
    let roles = Role::ALL.map(|role| (role.as_str(), role));
    if let Some(role) = choose(&mut fields, "role", &roles, log) {
        cause.role = role;
    }
    fields.finish(
        &["title", "description", "aliases", "role"],
        "[causes.*]",
        log,
    );
    taxonomy.insert(cause);
}

/// Levels of rules; a map below the id of a status holds those of its reports.
fn read_rules(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    for entry in rest_of(top, "check", log) {
        let Value::Map(rules) = &entry.node.value else {
            if let Some(level) = rule_level(entry, log) {
                let name = crate::tree::fold_key(&entry.key);
                config.rules.insert(name, level);
            }
            continue;
        };
        let Some(status) = config.status(&entry.key).map(|status| status.id.clone()) else {
            unknown_status(entry, config, log);
            continue;
        };
        let levels = rules.iter().filter_map(|entry| {
            let level = rule_level(entry, log)?;
            Some((crate::tree::fold_key(&entry.key), level))
        });
        let levels: Vec<_> = levels.collect();
        config
            .status_rules
            .entry(status)
            .or_default()
            .extend(levels);
    }
}

fn unknown_status(entry: &Entry, config: &Config, log: &mut Log) {
    let ids = config.statuses.iter().map(|status| status.id.as_str());
    let near = nearest(&entry.key, ids);
    let finding = log.add(
        RULE,
        Level::Error,
        entry.key_span.clone(),
        format!("`{}` is not one of the configured statuses", entry.key),
    );
    finding.help = Some(match near {
        Some(near) => format!("did you mean `[check.{near}]`?"),
        None => "`[check]` holds levels of rules, and maps of them by status".to_owned(),
    });
}

/// Reads a level; `Some(None)` means that the rule is off.
fn rule_level(entry: &Entry, log: &mut Log) -> Option<Option<Level>> {
    let word = match &entry.node.value {
        Value::Scalar(scalar) => scalar.text.as_str(),
        _ => "",
    };
    let level = RULE_LEVELS.iter().find(|(name, _)| *name == word);
    if level.is_none() {
        let found = Found {
            value: word.to_owned(),
            span: entry.node.span.clone(),
        };
        unfit(log, &found, &entry.key, "`allow`, `hint`, `warn` or `deny`");
    }
    level.map(|(_, level)| *level)
}

/// What levels of rules are called; nothing means that the rule is off.
pub const RULE_LEVELS: &[(&str, Option<Level>)] = &[
    ("allow", None),
    ("off", None),
    ("hint", Some(Level::Hint)),
    ("warn", Some(Level::Warning)),
    ("warning", Some(Level::Warning)),
    ("deny", Some(Level::Error)),
    ("error", Some(Level::Error)),
];

fn read_front_matter(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    if let Some(mut fields) = top.map("front-matter", log) {
        for entry in rest_of(&mut fields, "aliases", log) {
            let entries = std::slice::from_ref(entry);
            let names = Fields::new(entries).names(&crate::tree::fold_key(&entry.key), log);
            let names = names.into_iter().map(|found| found.value);
            config
                .key_aliases
                .entry(crate::tree::fold_key(&entry.key))
                .or_default()
                .extend(names);
        }
        config.extra_keys = fields
            .names("extra", log)
            .into_iter()
            .map(|found| found.value)
            .collect();
        fields.finish(&["aliases", "extra"], "[front-matter]", log);
    }
    for entry in rest_of(top, "sections", log) {
        let entries = std::slice::from_ref(entry);
        let names = Fields::new(entries).texts(&crate::tree::fold_key(&entry.key), log);
        let key = Found {
            value: entry.key.clone(),
            span: entry.key_span.clone(),
        };
        if let Some(kind) = section_kind(&key, log) {
            config.section_names.extend(
                names
                    .into_iter()
                    .map(|found| (found.value.to_lowercase(), kind)),
            );
        }
    }
}

fn rest_of<'a>(fields: &mut Fields<'a>, name: &str, log: &mut Log) -> Vec<&'a Entry> {
    fields
        .map(name, log)
        .map_or_else(Vec::new, |mut map| map.rest())
}

fn read_limits(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut limits) = top.map("limits", log) else {
        return;
    };
    set(
        &mut config.limits.report_bytes,
        limits.number("report-bytes", log),
    );
    set(
        &mut config.limits.asset_bytes,
        limits.number("asset-bytes", log),
    );
    let size = |found: Option<Found<u64>>| {
        found.map(|found| Found {
            value: usize::try_from(found.value).unwrap_or(usize::MAX),
            span: found.span,
        })
    };
    set(
        &mut config.limits.front_matter_bytes,
        size(limits.number("front-matter-bytes", log)),
    );
    set(
        &mut config.limits.events,
        size(limits.number("events", log)),
    );
    limits.finish(
        &[
            "report-bytes",
            "asset-bytes",
            "front-matter-bytes",
            "events",
        ],
        "[limits]",
        log,
    );
}

fn set<T>(target: &mut T, found: Option<Found<T>>) {
    if let Some(found) = found {
        *target = found.value;
    }
}

fn set_path(target: &mut PathBuf, found: Option<Found<String>>, log: &mut Log) {
    if let Some(found) = found.filter(|found| inside(found, log)) {
        *target = PathBuf::from(found.value);
    }
}

fn paths(fields: &mut Fields<'_>, name: &str, log: &mut Log) -> Vec<PathBuf> {
    let found = fields.texts(name, log);
    found
        .into_iter()
        .filter(|found| inside(found, log))
        .map(|found| PathBuf::from(found.value))
        .collect()
}

/// Paths of book.toml stay below its folder: a file from elsewhere must not end on a public site.
fn inside(found: &Found<String>, log: &mut Log) -> bool {
    let fine = Path::new(&found.value)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !fine {
        let finding = log.add(
            RULE,
            Level::Error,
            found.span.clone(),
            format!(
                "the path `{}` leads outside the folder of book.toml",
                found.value
            ),
        );
        finding.help = Some(
            "use a path below that folder; the command line's --src and --out may lead anywhere"
                .to_owned(),
        );
    }
    fine
}

fn choose<T: Copy>(
    fields: &mut Fields<'_>,
    name: &str,
    choices: &[(&str, T)],
    log: &mut Log,
) -> Option<T> {
    let found = fields.text(name, log)?;
    let choice = choices
        .iter()
        .find(|(word, _)| *word == found.value.to_lowercase());
    if choice.is_none() {
        let words = choices
            .iter()
            .map(|(word, _)| format!("`{word}`"))
            .collect::<Vec<_>>()
            .join(", ");
        unfit(log, &found, name, &format!("one of {words}"));
    }
    choice.map(|(_, value)| *value)
}

fn unfit(log: &mut Log, found: &Found<String>, key: &str, expected: &str) {
    let finding = log.add(
        RULE,
        Level::Error,
        found.span.clone(),
        format!("`{}` does not fit `{key}`", found.value),
    );
    finding.label = Some(format!("expected {expected}"));
}

#[cfg(test)]
mod tests {
    use super::*;
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
                "4:11 `authors` should be a single value, not a map of keys",
                "3:12 `Europe/Lodon` is not a time zone",
                "2:1 the key `titel` has no meaning in [book]",
                "5:2 the key `buld` has no meaning in book.toml",
            ],
        );
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

//! `[output.html]`: what the site looks like and where it lives.

use super::values::{choose, paths, unfit};
use crate::config::{Html, RawHtml, Scheme, ShowHistory};
use crate::tree::{Fields, Found, Log};
use std::path::{Component, Path};

pub(super) fn read_html(mut fields: Fields<'_>, log: &mut Log) -> Html {
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
        history: read_history(&mut fields, log),
    };
    fields.finish(&super::HTML, "[output.html]", log);
    html
}

/// `true`, `false` or `"auto"`.
fn read_history(fields: &mut Fields<'_>, log: &mut Log) -> ShowHistory {
    let choices = [
        ("auto", ShowHistory::Auto),
        ("true", ShowHistory::On),
        ("on", ShowHistory::On),
        ("false", ShowHistory::Off),
        ("off", ShowHistory::Off),
    ];
    choose(fields, "history", &choices, log).unwrap_or_default()
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

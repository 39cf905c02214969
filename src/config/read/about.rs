//! `[book]` and `[build]`: what the archive is, and where things lie.

use super::RULE;
use super::values::{choose, set, set_path, unfit};
use crate::config::{Config, DateOrder};
use crate::diagnostic::Level;
use crate::tree::{Fields, Found, Log, nearest};
use chrono_tz::Tz;
use icu_locale::Locale;

pub(super) fn read_book(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
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
        // Browsers refuse to count in what is no tag, so a script would stop there.
        // Every language that anybody writes has two or three letters.
        let is_short = found
            .value
            .split('-')
            .next()
            .is_some_and(|part| part.len() <= 3);
        let is_tag = found.value.parse::<Locale>().is_ok() && !found.value.contains('_');
        if is_tag && is_short && found.value.len() <= 35 {
            config.language = found.value;
        } else {
            let named = NAMES.iter().find(|(_, names)| {
                let lower = found.value.to_lowercase();
                names.contains(&lower.as_str())
            });
            unfit(
                log,
                &found,
                "language",
                "a language tag such as `en` or `pt-BR`",
            );
            if let (Some((tag, _)), Some(finding)) = (named, log.findings.last_mut()) {
                finding.help = Some(format!("the tag of that language is `{tag}`"));
            }
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
    book.finish(&super::BOOK, "[book]", log);
}

/// What people call the languages that casebook speaks.
const NAMES: [(&str, &[&str]); 6] = [
    ("ar", &["arabic", "العربية", "عربي"]),
    ("de", &["german", "deutsch"]),
    ("en", &["english"]),
    ("es", &["spanish", "español", "espanol", "castellano"]),
    ("fr", &["french", "français", "francais"]),
    ("ja", &["japanese", "日本語", "jp"]),
];

fn read_zone(found: &Found<String>, log: &mut Log) -> Option<Tz> {
    let zone = found.value.parse::<Tz>().ok();
    if zone.is_none() {
        let near = nearest(
            &found.value,
            chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name()),
        );
        let finding = log.add(
            RULE,
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

pub(super) fn read_build(top: &mut Fields<'_>, config: &mut Config, log: &mut Log) {
    let Some(mut build) = top.map("build", log) else {
        return;
    };
    set_path(&mut config.build_dir, build.text("build-dir", log), log);
    build.finish(&super::BUILD, "[build]", log);
}

//! What changed, in a few words.

use crate::compare::{Comparison, Fate, ItemChange};
use crate::language::Language;

/// Lists what changed, the weightiest first; nothing where nothing did.
pub(super) fn summary(comparison: &Comparison, language: &Language) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    found.extend(fields(comparison, language));
    found.extend(events(&comparison.events, language));
    found.extend(actions(&comparison.actions, language));
    found.extend(sections(comparison, language));
    if comparison.front.is_some() {
        found.push(language.say("history.front-matter").to_owned());
    }
    found
}

/// Short values that say most are told with the key.
fn fields(comparison: &Comparison, language: &Language) -> Option<String> {
    const TELLING: [&str; 2] = ["status", "severity"];
    const MOST: usize = 4;
    let mut told: Vec<String> = comparison
        .fields
        .iter()
        .map(|field| {
            let key = ("name", (&field.key).into());
            match (field.old.as_slice(), field.new.as_slice()) {
                ([], [new]) if TELLING.contains(&field.key.as_str()) => {
                    language.with("history.field-set", &[key, ("new", new.into())])
                }
                ([old], [new]) if TELLING.contains(&field.key.as_str()) => {
                    let args = [key, ("old", old.into()), ("new", new.into())];
                    language.with("history.field-changed", &args)
                }
                ([], _) => language.with("history.thing-added", &[key]),
                (_, []) => language.with("history.thing-removed", &[key]),
                _ => field.key.clone(),
            }
        })
        .collect();
    cut(&mut told, MOST, "history.more-fields", language);
    (!told.is_empty()).then(|| told.join(language.say("lists.comma")))
}

/// Says in the place of what goes beyond `most` how much that is.
fn cut(told: &mut Vec<String>, most: usize, id: &str, language: &Language) {
    if told.len() > most {
        let more = language.counted(id, told.len() - most);
        told.truncate(most);
        told.push(more);
    }
}

/// Counts that are not nothing, one after another.
fn counts<const N: usize>(counts: [(&str, usize); N], language: &Language) -> Option<String> {
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = counts
        .map(|(id, count)| language.counted(id, *count))
        .collect();
    (!parts.is_empty()).then(|| parts.join(language.say("lists.comma")))
}

fn events(changes: &[ItemChange], language: &Language) -> Option<String> {
    let count = |is: &dyn Fn(&ItemChange) -> bool| changes.iter().filter(|it| is(it)).count();
    let timed = |it: &ItemChange| it.changed("time").is_some();
    let other = |it: &ItemChange| !it.is_added && !it.is_removed && !it.is_reworded() && !timed(it);
    let list = counts(
        [
            ("history.added", count(&|it| it.is_added)),
            ("history.removed", count(&|it| it.is_removed)),
            ("history.times-corrected", count(&timed)),
            (
                "history.reworded",
                count(&|it| it.is_reworded() && !timed(it)),
            ),
            ("history.changed", count(&other)),
        ],
        language,
    )?;
    Some(language.with("history.events", &[("list", (&list).into())]))
}

fn actions(changes: &[ItemChange], language: &Language) -> Option<String> {
    let count = |is: &dyn Fn(&ItemChange) -> bool| changes.iter().filter(|it| is(it)).count();
    let is_done = |it: &ItemChange| it.changed("status").is_some_and(|it| it.new == "done");
    let other = |it: &ItemChange| !it.is_added && !it.is_removed && !is_done(it);
    let list = counts(
        [
            ("history.added", count(&|it| it.is_added)),
            ("history.removed", count(&|it| it.is_removed)),
            ("history.done", count(&is_done)),
            ("history.changed", count(&other)),
        ],
        language,
    )?;
    Some(language.with("history.actions", &[("list", (&list).into())]))
}

/// Sections by name; that only the look changed is told once for all.
fn sections(comparison: &Comparison, language: &Language) -> Vec<String> {
    const MOST: usize = 4;
    const LONGEST: usize = 48;
    let mut names: Vec<String> = Vec::new();
    let mut is_reformatted = false;
    let mut is_moved = false;
    for section in &comparison.sections {
        let has = |fates: &[Fate]| section.blocks.iter().any(|it| fates.contains(&it.fate));
        is_reformatted |= has(&[Fate::Reformatted]);
        is_moved |= has(&[Fate::Moved]);
        if !has(&[Fate::Changed, Fate::Added, Fate::Removed]) {
            continue;
        }
        let heading = section.blocks.first().map(|block| block.fate);
        let name = match section.title.trim() {
            "" => language.say("history.above-headings").to_owned(),
            title => {
                let title = shortened(title, LONGEST);
                language.with("history.section", &[("title", (&title).into())])
            }
        };
        let said = |id: &str| language.with(id, &[("name", (&name).into())]);
        names.push(match heading {
            Some(Fate::Added) if !section.title.is_empty() => said("history.thing-added"),
            Some(Fate::Removed) if !section.title.is_empty() => said("history.thing-removed"),
            _ => name,
        });
    }
    cut(&mut names, MOST, "history.more-sections", language);
    if is_moved {
        names.push(language.say("history.text-moved").to_owned());
    }
    if is_reformatted {
        names.push(language.say("history.formatting").to_owned());
    }
    names
}

fn shortened(title: &str, longest: usize) -> String {
    match title.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::compare::{Side, compare};
    use crate::config::Config;
    use crate::language::Language;
    use crate::model::Slug;

    fn told(old: &str, new: &str) -> Vec<String> {
        let slug = Slug::from_name("a").expect("a slug");
        let side = |text: &str| Side::read(text, "a.md", &slug, &Config::default());
        summary(&compare(&side(old), &side(new)), &Language::english())
    }

    #[test]
    fn sections_are_told_by_name() {
        let old = "First.\n\n## Lessons learned\n\nNothing to learn here.\n\n## Impact\n\nNone.\n";
        let new = old.replace("here.", "here, but tell them earlier.");
        assert_eq!(told(old, &new), ["“Lessons learned”"]);
    }

    #[test]
    fn fields_events_and_actions_are_counted() {
        let old = "---\ntitle: A\nstatus: draft\nservices: [api, web]\ntimeline:\n  - {at: 2024-03-02 10:00, text: The alert fires}\n  - {at: 2024-03-02 10:20, text: We roll back the deployment}\nactions:\n  - {title: Test the rollback, status: open}\n  - {title: Page earlier}\n---\n";
        let new = "---\ntitle: A\nstatus: final\nservices: [web, api]\ntimeline:\n  - {at: 2024-03-02 09:50, text: A deployment ends}\n  - {at: 2024-03-02 10:00, text: The alert fires}\n  - {at: 2024-03-02 10:25, text: We roll back the deployment}\nactions:\n  - {title: Test the rollback, status: done}\n---\n";
        let expected = [
            "status draft → final",
            "timeline: 1 added, 1 time corrected",
            "actions: 1 removed, 1 done",
        ];
        assert_eq!(told(old, new), expected);
    }
}

//! What changed, in a few words.

use super::{Comparison, Fate, ItemChange};

/// Lists what changed, the weightiest first.
pub(super) fn summary(comparison: &Comparison) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    found.extend(fields(comparison));
    found.extend(events(&comparison.events));
    found.extend(actions(&comparison.actions));
    found.extend(sections(comparison));
    if comparison.front.is_some() {
        found.push("front matter".to_owned());
    }
    found
}

/// Short values that say most are told with the key.
fn fields(comparison: &Comparison) -> Option<String> {
    const TELLING: [&str; 2] = ["status", "severity"];
    const MOST: usize = 4;
    let mut told: Vec<String> = comparison
        .fields
        .iter()
        .map(|field| match (field.old.as_slice(), field.new.as_slice()) {
            ([], [new]) if TELLING.contains(&field.key.as_str()) => {
                format!("{} {new}", field.key)
            }
            ([old], [new]) if TELLING.contains(&field.key.as_str()) => {
                format!("{} {old} → {new}", field.key)
            }
            ([], _) => format!("{} added", field.key),
            (_, []) => format!("{} removed", field.key),
            _ => field.key.clone(),
        })
        .collect();
    if told.len() > MOST {
        let more = told.len() - MOST;
        told.truncate(MOST);
        told.push(format!("{more} more fields"));
    }
    (!told.is_empty()).then(|| told.join(", "))
}

fn counted(count: usize, what: &str) -> Option<String> {
    (count > 0).then(|| format!("{count} {what}"))
}

fn events(changes: &[ItemChange]) -> Option<String> {
    let count = |is: &dyn Fn(&ItemChange) -> bool| changes.iter().filter(|it| is(it)).count();
    let times = count(&|it| it.changed("time").is_some());
    let parts: Vec<String> = [
        counted(count(&|it| it.is_added), "added"),
        counted(count(&|it| it.is_removed), "removed"),
        counted(
            times,
            if times == 1 {
                "time corrected"
            } else {
                "times corrected"
            },
        ),
        counted(
            count(&|it| it.is_reworded() && it.changed("time").is_none()),
            "reworded",
        ),
        counted(
            count(&|it| {
                !it.is_added && !it.is_removed && !it.is_reworded() && it.changed("time").is_none()
            }),
            "changed",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| format!("timeline: {}", parts.join(", ")))
}

fn actions(changes: &[ItemChange]) -> Option<String> {
    let count = |is: &dyn Fn(&ItemChange) -> bool| changes.iter().filter(|it| is(it)).count();
    let is_done = |it: &ItemChange| it.changed("status").is_some_and(|it| it.new == "done");
    let other = count(&|it| !it.is_added && !it.is_removed && !is_done(it));
    let parts: Vec<String> = [
        counted(count(&|it| it.is_added), "added"),
        counted(count(&|it| it.is_removed), "removed"),
        counted(count(&is_done), "done"),
        counted(other, "changed"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| format!("actions: {}", parts.join(", ")))
}

/// Sections by name; that only the look changed is told once for all.
fn sections(comparison: &Comparison) -> Vec<String> {
    const MOST: usize = 4;
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
        let title = match section.title.trim() {
            "" => "text before the first heading".to_owned(),
            title => format!("“{}”", short(title)),
        };
        names.push(match heading {
            Some(Fate::Added) if !section.title.is_empty() => format!("{title} added"),
            Some(Fate::Removed) if !section.title.is_empty() => format!("{title} removed"),
            _ => title,
        });
    }
    if names.len() > MOST {
        let more = names.len() - MOST;
        names.truncate(MOST);
        names.push(format!("{more} more sections"));
    }
    if is_moved {
        names.push("text moved".to_owned());
    }
    if is_reformatted {
        names.push("formatting".to_owned());
    }
    names
}

fn short(title: &str) -> String {
    const LONGEST: usize = 48;
    match title.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

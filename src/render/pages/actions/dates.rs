//! Dates of what is left to do, for calendars: `actions.ics`.

use super::row::{address, found, owner};
use crate::analyze::actions::Entry;
use crate::config::{Due, DueBy};
use crate::markdown::plain_text;
use crate::model::{Action, Incident, Since};
use crate::render::Book;
use crate::render::calendar::{AllDay, Calendar};
use crate::render::feeds::encoded;

/// Most days in a calendar: programs refuse large ones.
const MOST: usize = 1_000;

/// Prints a day for each open or proposed action that is due on one; where there are too many, those
/// to come and the latest that are over.
pub(super) fn dates(book: &Book) -> String {
    let entries = book.analysis.actions.entries.iter();
    let mut due: Vec<(Due, &Entry)> = entries
        .filter(|entry| entry.is_left())
        .filter_map(|entry| Some((entry.due?, entry)))
        .collect();
    due.sort_by_key(|(due, _)| due.day);
    let is_over = due.partition_point(|(due, _)| due.day < book.today);
    let to_come = due.len() - is_over;
    let first = is_over.saturating_sub(MOST.saturating_sub(to_come));
    let name = book.with(
        "actions.calendar",
        &[("archive", (&book.config.title).into())],
    );
    let mut calendar = Calendar::new(&name);
    for (due, entry) in due[first..].iter().take(MOST) {
        if let Some(found) = found(entry, book) {
            add(&mut calendar, *due, found, book);
        }
    }
    calendar.finish()
}

fn add(calendar: &mut Calendar, due: Due, (incident, action): (&Incident, &Action), book: &Book) {
    let title = plain_text(&action.title);
    let url = book.config.html.site_url.as_ref().map(|site| {
        let path = address(incident, action);
        let (page, id) = path.split_once('#').unwrap_or((&path, ""));
        format!("{site}{}#{id}", encoded(page))
    });
    let mut lines = vec![incident.title.value.clone()];
    lines.extend(
        owner(action, book)
            .map(|owner| book.with("actions.owned-by", &[("owner", (&owner).into())])),
    );
    if let DueBy::Policy { days, since } = due.by {
        let id = match since {
            Since::Published => "actions.due-since-published",
            Since::Ended => "actions.due-since-end",
            Since::Started => "actions.due-since-start",
        };
        lines.push(book.counted(id, days as usize));
    }
    lines.extend(url.clone());
    calendar.all_day(&AllDay {
        uid: &format!("{}.{}@{}", action.id, incident.slug, host(book)),
        stamp: book.today,
        day: due.day,
        summary: &book.with("actions.due-is", &[("title", (&title).into())]),
        description: &lines.join("\n"),
        url: url.as_deref(),
    });
}

/// Where the site lives, so that two archives in one calendar keep apart.
fn host(book: &Book) -> &str {
    let site = book.config.html.site_url.as_deref().unwrap_or_default();
    let rest = site.split_once("://").map_or(site, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() { "casebook" } else { host }
}

//! Long lists on several pages.

use crate::language::Language;
use schemars::JsonSchema;
use serde::Serialize;

/// Rows of incidents on one page: less than 75 KB compressed, whatever their titles.
pub(super) const ROWS: usize = 250;

/// Links to the pages of a list; none where all of it is on one.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct Pages {
    links: Vec<PageLink>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PageLink {
    number: usize,
    /// From the root of the site.
    href: String,
    current: bool,
}

impl Pages {
    /// Makes the links of page `page`, counted from 0, of a list whose first page is `first`.
    pub(super) fn new(first: &str, page: usize, rows: usize, per_page: usize) -> Pages {
        let n = count(rows, per_page);
        if n == 1 {
            return Pages::default();
        }
        let links = (0..n).map(|at| PageLink {
            number: at + 1,
            href: address(first, at),
            current: at == page,
        });
        Pages {
            links: links.collect(),
        }
    }
}

/// Returns how many pages a list takes.
pub(super) fn count(rows: usize, per_page: usize) -> usize {
    rows.div_ceil(per_page).max(1)
}

/// Returns the address of a page, counted from 0: `tags/api.html`, `tags/api.2.html`. No name of a
/// page has a dot in it, so these are never taken.
pub(super) fn address(first: &str, page: usize) -> String {
    match (page, first.strip_suffix(".html")) {
        (0, _) | (_, None) => first.to_owned(),
        (page, Some(stem)) => format!("{stem}.{}.html", page + 1),
    }
}

/// Returns what stands on a page.
pub(super) fn slice<T>(all: &[T], page: usize, per_page: usize) -> &[T] {
    let start = (page * per_page).min(all.len());
    &all[start..all.len().min(start + per_page)]
}

/// Adds to a title which page it is, so that no two pages have one title.
pub(super) fn title(title: &str, page: usize, language: &Language) -> String {
    match page {
        0 => title.to_owned(),
        page => {
            let number = (page + 1).to_string();
            let args = [("title", title.into()), ("number", (&number).into())];
            language.with("list.page-title", &args)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pages, address, count, slice};

    #[test]
    fn lists_are_cut_into_pages() {
        for (rows, pages) in [(0, 1), (1, 1), (250, 1), (251, 2), (1_000, 4)] {
            assert_eq!(count(rows, 250), pages, "{rows}");
            let links = Pages::new("tags/a.html", 0, rows, 250).links.len();
            assert_eq!(links, if pages == 1 { 0 } else { pages });
        }
        assert_eq!(address("tags/a.html", 0), "tags/a.html");
        assert_eq!(address("tags/a.html", 1), "tags/a.2.html");
        assert_eq!(slice(&[1, 2, 3], 1, 2), [3]);
        assert_eq!(slice(&[1, 2, 3], 9, 2), [0; 0]);
    }
}

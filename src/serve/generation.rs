//! One state of the site: its pages, rendered when somebody asks, and what is wrong with it.

use super::media_type;
use super::{Built, Finding};
use crate::error::Error;
use crate::site::{Site, SitePath};
use axum::body::Bytes;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

/// One state of the site.
pub(super) struct Generation {
    /// Counts from one.
    pub(super) number: u64,
    /// What is wrong in the reports.
    pub(super) findings: Arc<[Arc<Finding>]>,
    /// Why the latest build failed, when it did: the pages are then those of an earlier one.
    pub(super) fault: Option<String>,
    pages: Arc<Pages>,
}

/// A site with the pages that were asked for so far.
struct Pages {
    site: Site,
    rendered: Mutex<BTreeMap<SitePath, Bytes>>,
}

/// What there is at an address that somebody asks for.
pub(super) enum Found {
    /// A file.
    File(SitePath, Bytes),
    /// A folder with an index, asked for without the slash that its relative links need.
    Folder(SitePath),
    /// No such file; the page that says so, where the site has one.
    Nothing(Option<Bytes>),
    /// A file that cannot be rendered.
    Broken(Error),
}

impl Generation {
    /// The state after the first build. What weighs most comes first, for few read to the end.
    pub(super) fn first(mut built: Built) -> Generation {
        built.findings.sort_by_key(|finding| Reverse(finding.level));
        Generation {
            number: 1,
            findings: built.findings.into(),
            fault: None,
            pages: Arc::new(Pages {
                site: built.site,
                rendered: Mutex::default(),
            }),
        }
    }

    /// The state after another build.
    pub(super) fn next(&self, built: Built) -> Generation {
        Generation {
            number: self.number + 1,
            ..Generation::first(built)
        }
    }

    /// The state after a build that failed: the pages stay.
    pub(super) fn next_broken(&self, fault: String) -> Generation {
        Generation {
            number: self.number + 1,
            findings: Arc::clone(&self.findings),
            fault: Some(fault),
            pages: Arc::clone(&self.pages),
        }
    }

    /// Finds what a decoded URL path leads to.
    pub(super) fn find(&self, url_path: &str) -> Found {
        let Some(path) = url_path.strip_prefix('/') else {
            return Found::Nothing(self.not_found_page());
        };
        let file = match path {
            "" => "index.html".to_owned(),
            folder if folder.ends_with('/') => format!("{folder}index.html"),
            file => file.to_owned(),
        };
        // A path with `..` or other tricks is no `SitePath`, and so leads nowhere.
        if let Some(at) = SitePath::new(file)
            && self.pages.site.contains(&at)
        {
            return match self.render(&at) {
                Ok(page) => Found::File(at, page),
                Err(fault) => Found::Broken(fault),
            };
        }
        match SitePath::new(format!("{path}/index.html")) {
            Some(index) if self.pages.site.contains(&index) => Found::Folder(index),
            _ => Found::Nothing(self.not_found_page()),
        }
    }

    /// Returns a number that changes when the page at a URL path would look different: when its
    /// bytes change, or those of a style sheet, script or image it names.
    pub(super) fn version(&self, url_path: &str) -> String {
        let mut hasher = DefaultHasher::new();
        match self.find(url_path) {
            Found::File(at, page) => self.hash_page(&at, &page, &mut hasher),
            Found::Folder(index) => index.hash(&mut hasher),
            Found::Nothing(Some(page)) => page.hash(&mut hasher),
            Found::Nothing(None) => {}
            Found::Broken(fault) => fault.to_string().hash(&mut hasher),
        }
        format!("{:016x}", hasher.finish())
    }

    fn hash_page(&self, at: &SitePath, page: &Bytes, hasher: &mut DefaultHasher) {
        page.hash(hasher);
        if !media_type::is_html(at.as_str()) {
            return;
        }
        for named in files_named_in(page, at) {
            if let Ok(file) = self.render(&named) {
                file.hash(hasher);
            }
        }
    }

    fn not_found_page(&self) -> Option<Bytes> {
        SitePath::new("404.html").and_then(|at| self.render(&at).ok())
    }

    /// Renders a page, or returns what was rendered before.
    fn render(&self, at: &SitePath) -> Result<Bytes, Error> {
        let rendered = || {
            let lock = self.pages.rendered.lock();
            lock.unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(page) = rendered().get(at) {
            return Ok(page.clone());
        }
        let page = Bytes::from(self.pages.site.render(at)?);
        rendered().insert(at.clone(), page.clone());
        Ok(page)
    }
}

/// Returns the files that change how a page looks: what any `src` names, and style sheets.
fn files_named_in(page: &[u8], at: &SitePath) -> Vec<SitePath> {
    let text = String::from_utf8_lossy(page);
    let mut named = Vec::new();
    for (attribute, is_wanted) in [
        (" src=\"", (|_| true) as fn(&str) -> bool),
        (" href=\"", |file| file.ends_with(".css")),
    ] {
        for (start, _) in text.match_indices(attribute) {
            let value = text[start + attribute.len()..].split('"').next();
            let value = value.and_then(|value| value.split(['?', '#']).next());
            let file = value.and_then(|value| resolve(value, at));
            named.extend(file.filter(|file| is_wanted(file.as_str())));
        }
    }
    named.sort();
    named.dedup();
    named
}

/// Follows a relative link from a page.
fn resolve(link: &str, from: &SitePath) -> Option<SitePath> {
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    let mut rest = link;
    if let Some(from_root) = link.strip_prefix('/') {
        parts.clear();
        rest = from_root;
    }
    for part in rest.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    SitePath::new(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{files_named_in, resolve};
    use crate::site::SitePath;

    #[test]
    fn links_are_followed_inside_the_site_only() {
        for (from, link, to) in [
            ("index.html", "style.css", Some("style.css")),
            ("a/b.html", "../style.css", Some("style.css")),
            ("a/b.html", "./c.png", Some("a/c.png")),
            ("a/b.html", "/c.png", Some("c.png")),
            ("index.html", "../c.png", None),
            ("index.html", "//elsewhere.example/c.png", None),
            ("index.html", "https://elsewhere.example/c.png", None),
            ("index.html", "data:image/png;base64,AA", None),
        ] {
            let from = SitePath::new(from).expect("a plain address");
            let found = resolve(link, &from);
            assert_eq!(found.as_ref().map(SitePath::as_str), to, "{link}");
        }
    }

    #[test]
    fn a_page_depends_on_what_it_shows_but_not_on_what_it_links_to() {
        let page = br#"<link rel="stylesheet" href="../a.css?v=1"><script src="../b.js"></script>
            <a href="other.html">x</a><img src="c.png">"#;
        let at = SitePath::new("i/p.html").expect("a plain address");
        let named = files_named_in(page, &at);
        let named: Vec<&str> = named.iter().map(SitePath::as_str).collect();
        assert_eq!(named, ["a.css", "b.js", "i/c.png"]);
    }
}

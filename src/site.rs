//! The site as a lazy value: every address is known, nothing is rendered yet.

use crate::error::Error;
use std::collections::BTreeMap;
use std::fmt;

/// The address of a file of the site: relative, with `/`, without `.` and `..`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// Accepts a relative path whose every part is a plain name, so that no address leads outside
    /// the output folder.
    ///
    /// ```
    /// # use casebook::site::SitePath;
    /// assert!(SitePath::new("incidents/a.html").is_some());
    /// assert!(SitePath::new("../etc/passwd").is_none());
    /// assert!(SitePath::new("/etc/passwd").is_none());
    /// ```
    pub fn new(path: impl Into<String>) -> Option<SitePath> {
        let path = path.into();
        let plain = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && !part.contains(['\\', '\0', ':'])
                && !part.chars().any(char::is_control)
        };
        (path.split('/').all(plain)).then_some(SitePath(path))
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the way from this page back to the root of the site: ``, `../`, `../../` ..
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

type Render = Box<dyn Fn() -> Result<Vec<u8>, Error> + Send + Sync>;

type Work = Box<dyn Fn() + Send + Sync>;

/// Pages that share work. Whoever renders all pages renders these one group after the other and first,
/// so that what the work made is gone before the next; whoever renders one page leaves it to the page.
pub struct Together {
    /// The pages.
    pub pages: Vec<SitePath>,
    /// The work, before the first of them.
    pub before: Work,
    /// What frees its memory, after the last of them.
    pub after: Work,
}

/// Knows every address before anything is rendered, and how to render each.
#[derive(Default)]
pub struct Site {
    pages: BTreeMap<SitePath, Render>,
    together: Vec<Together>,
}

impl Site {
    /// Adds a page; `render` is a pure function that may be called from many threads.
    ///
    /// # Errors
    /// [`Error::AddressTaken`] when the address has a page already.
    pub fn insert(
        &mut self,
        at: SitePath,
        render: impl Fn() -> Result<Vec<u8>, Error> + Send + Sync + 'static,
    ) -> Result<(), Error> {
        if self.pages.contains_key(&at) {
            return Err(Error::AddressTaken(at.0));
        }
        self.pages.insert(at, Box::new(render));
        Ok(())
    }

    /// Adds a group of pages that share work.
    pub fn together(&mut self, group: Together) {
        self.together.push(group);
    }

    /// Returns the groups of pages that share work.
    pub fn groups(&self) -> &[Together] {
        &self.together
    }

    /// Returns every address, sorted.
    pub fn addresses(&self) -> impl Iterator<Item = &SitePath> {
        self.pages.keys()
    }

    /// Says whether a page has this address.
    pub fn contains(&self, at: &SitePath) -> bool {
        self.pages.contains_key(at)
    }

    /// Renders one page.
    ///
    /// # Errors
    /// [`Error::NoSuchPage`], or what rendering met: a template fault, an unreadable image.
    pub fn render(&self, at: &SitePath) -> Result<Vec<u8>, Error> {
        match self.pages.get(at) {
            Some(render) => render(),
            None => Err(Error::NoSuchPage(at.0.clone())),
        }
    }
}

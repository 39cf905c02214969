//! The address of a report: its file name in safe characters.

use serde::Serialize;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The address of an incident, or of anything else that has a page: letters, digits and hyphens.
///
/// Links to it live in chat logs for years, so editing a title never changes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// Returns the slug of a name: lower case, diacritics folded, everything that is not a letter
    /// or digit a hyphen. Letters of other scripts stay. `None` when nothing is left.
    ///
    /// ```
    /// # use casebook::model::Slug;
    /// let slug = |name| Slug::from_name(name).map(|slug| slug.to_string());
    /// assert_eq!(slug("2024-03-02 Failover").as_deref(), Some("2024-03-02-failover"));
    /// assert_eq!(slug("Überlast: 503/504").as_deref(), Some("uberlast-503-504"));
    /// assert_eq!(slug("../.."), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Slug> {
        let mut slug = String::with_capacity(name.len());
        for c in name
            .nfkd()
            .filter(|c| !is_accent(*c))
            .flat_map(char::to_lowercase)
        {
            if c.is_alphanumeric() || is_combining_mark(c) {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        // NFKD takes Hangul and voiced kana apart; here they are put together again.
        let slug: String = slug.trim_end_matches('-').nfc().collect();
        let slug = shorten(&slug);
        (!slug.is_empty()).then(|| Slug(slug.to_owned()))
    }

    /// Returns the slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Accents of Latin, Greek and Cyrillic letters; marks of other scripts are letters of their own.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// File systems allow 255 bytes a name; `.html` and a temporary ending must fit too.
fn shorten(slug: &str) -> &str {
    const LONGEST: usize = 200;
    if slug.len() <= LONGEST {
        return slug;
    }
    let mut end = LONGEST;
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    slug[..end].trim_end_matches('-')
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Slug;

    #[test]
    fn names_become_safe_addresses() {
        for (name, slug) in [
            ("2024-03-02-failover", Some("2024-03-02-failover")),
            ("PM2021-006 - All services", Some("pm2021-006-all-services")),
            ("データベース障害", Some("データベース障害")),
            ("<script>", Some("script")),
            ("CON", Some("con")),
            ("---", None),
            ("\u{202E}abc", Some("abc")),
        ] {
            assert_eq!(
                Slug::from_name(name).as_ref().map(Slug::as_str),
                slug,
                "{name:?}"
            );
        }
        assert!(Slug::from_name(&"é".repeat(5000)).is_some_and(|slug| slug.as_str().len() <= 200));
    }
}

//! Which words are forms of one.

use rust_stemmers::{Algorithm, Stemmer};

/// The stemmer of a language, or none where there is none.
pub(super) struct Language(Option<Stemmer>);

impl Language {
    /// Finds the stemmer of a BCP 47 tag.
    pub(super) fn new(tag: &str) -> Language {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let algorithm = match primary.to_lowercase().as_str() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "nl" => Algorithm::Dutch,
            "en" => Algorithm::English,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "es" => Algorithm::Spanish,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return Language(None),
        };
        Language(Some(Stemmer::create(algorithm)))
    }

    /// Returns what all forms of a word have in common; names with digits have no other forms. The
    /// word comes without accents, so that spellings with and without them meet.
    pub(super) fn stem(&self, word: &str) -> String {
        let is_plain = word.chars().all(char::is_alphabetic);
        match &self.0 {
            Some(stemmer) if is_plain => stemmer.stem(word).into_owned(),
            _ => word.to_owned(),
        }
    }
}

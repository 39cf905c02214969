//! Which form of a message goes with a number.

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use std::fmt;
use unic_langid::LanguageIdentifier;

/// A class of numbers that one form of a message is for, as the Unicode CLDR names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// `zero`.
    Zero,
    /// `one`.
    One,
    /// `two`.
    Two,
    /// `few`.
    Few,
    /// `many`.
    Many,
    /// `other`: every language has it.
    Other,
}

impl Form {
    /// All of them, in the order of [`Form`].
    pub const ALL: [Form; 6] = [
        Form::Zero,
        Form::One,
        Form::Two,
        Form::Few,
        Form::Many,
        Form::Other,
    ];

    /// Returns the name that files use.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Zero => "zero",
            Form::One => "one",
            Form::Two => "two",
            Form::Few => "few",
            Form::Many => "many",
            Form::Other => "other",
        }
    }
}

/// The plural rule of a language.
#[derive(Clone)]
pub struct Plurals(Option<PluralRules>);

impl Plurals {
    /// Finds the rule of a language, by the whole tag or its first part.
    pub fn of(tag: &str) -> Plurals {
        let language = tag.split('-').next().unwrap_or_default();
        let rule = [tag, language].iter().find_map(|tag| {
            let tag: LanguageIdentifier = tag.parse().ok()?;
            PluralRules::create(tag, PluralRuleType::CARDINAL).ok()
        });
        Plurals(rule)
    }

    /// Returns the form for a number. A language without a rule has one form.
    pub fn form(&self, n: i64) -> Form {
        let category = self
            .0
            .as_ref()
            .and_then(|rules| rules.select(n.unsigned_abs()).ok());
        match category {
            Some(PluralCategory::ZERO) => Form::Zero,
            Some(PluralCategory::ONE) => Form::One,
            Some(PluralCategory::TWO) => Form::Two,
            Some(PluralCategory::FEW) => Form::Few,
            Some(PluralCategory::MANY) => Form::Many,
            Some(PluralCategory::OTHER) | None => Form::Other,
        }
    }

    /// Returns the forms that whole numbers need.
    pub fn forms(&self) -> Vec<Form> {
        // Every rule of the CLDR repeats itself within 100, but for large round numbers.
        let numbers = (0..=200).chain([1_000, 1_000_000, 2_000_000]);
        let mut forms: Vec<Form> = numbers.map(|n| self.form(n)).chain([Form::Other]).collect();
        forms.sort_unstable();
        forms.dedup();
        forms
    }
}

impl fmt::Debug for Plurals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Plurals").field(&self.forms()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Plurals};

    #[test]
    fn languages_have_the_forms_of_their_rule() {
        use Form::{Few, Many, One, Other, Two, Zero};
        for (tag, forms) in [
            ("en", &[One, Other][..]),
            ("de-AT", &[One, Other]),
            ("ja", &[Other]),
            ("pl", &[One, Few, Many, Other]),
            ("ar", &[Zero, One, Two, Few, Many, Other]),
            ("xx", &[Other]),
            ("no tag", &[Other]),
        ] {
            assert_eq!(Plurals::of(tag).forms(), forms, "{tag}");
        }
    }

    #[test]
    fn numbers_choose_their_form() {
        for (tag, n, form) in [
            ("en", 0, Form::Other),
            ("en", 1, Form::One),
            ("fr", 0, Form::One),
            ("ar", 2, Form::Two),
            ("ar", 105, Form::Few),
            ("ar", 111, Form::Many),
        ] {
            assert_eq!(Plurals::of(tag).form(n), form, "{tag} {n}");
        }
    }
}

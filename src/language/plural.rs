//! Which form of a message goes with a number.

use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use std::fmt;

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

impl From<PluralCategory> for Form {
    fn from(category: PluralCategory) -> Self {
        match category {
            PluralCategory::Zero => Form::Zero,
            PluralCategory::One => Form::One,
            PluralCategory::Two => Form::Two,
            PluralCategory::Few => Form::Few,
            PluralCategory::Many => Form::Many,
            PluralCategory::Other => Form::Other,
        }
    }
}

/// The plural rule of a language.
pub struct Plurals(Option<PluralRules>);

impl Plurals {
    /// Finds the rule of a language.
    pub fn of(tag: &str) -> Plurals {
        let locale = tag.parse::<Locale>().ok();
        let options = PluralRulesOptions::default();
        Plurals(locale.and_then(|locale| PluralRules::try_new((&locale).into(), options).ok()))
    }

    /// Returns the form for a number. A language without a rule has one form.
    pub fn form(&self, n: i64) -> Form {
        let rules = self.0.as_ref();
        rules.map_or(Form::Other, |rules| rules.category_for(n).into())
    }

    /// Returns the forms that a message must have: those of the numbers up to a thousand, and
    /// `other`.
    pub fn needed(&self) -> Vec<Form> {
        let mut forms: Vec<Form> = (0..=1_000).map(|n| self.form(n)).collect();
        forms.push(Form::Other);
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// Returns the forms that a message may have: French has one for whole millions.
    pub fn known(&self) -> Vec<Form> {
        let rules = self.0.iter().flat_map(|rules| rules.categories());
        let mut forms: Vec<Form> = rules.map(Form::from).chain([Form::Other]).collect();
        forms.sort_unstable();
        forms.dedup();
        forms
    }
}

impl fmt::Debug for Plurals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Plurals").field(&self.known()).finish()
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
            ("fr", &[One, Other]),
            ("ja", &[Other]),
            ("pl", &[One, Few, Many, Other]),
            ("ar", &[Zero, One, Two, Few, Many, Other]),
            ("xx", &[Other]),
            ("no tag", &[Other]),
        ] {
            assert_eq!(Plurals::of(tag).needed(), forms, "{tag}");
        }
        assert_eq!(Plurals::of("fr").known(), [One, Many, Other]);
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

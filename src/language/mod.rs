//! The language of the site: its messages, how it counts, and how it writes numbers.
//!
//! A language is a file of messages (`themes/default/languages/`). Pages, feeds and scripts say
//! nothing that is not in it; what stands in the terminal is English.

mod file;
mod lack;
mod message;
mod plural;
mod script;

pub use file::{BUILT_IN, File};
pub use lack::{Lack, lack};
pub use message::{Arg, Message};
pub use plural::{Form, Plurals};

use crate::error::Error;
use crate::markdown::html::{Html, push_text};
use crate::tree::nearest;
use foldhash::HashMap;
use icu_locale::{Locale, LocaleDirectionality};
use std::borrow::Cow;

/// Which way a language runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Returns the value of `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }

    fn of(tag: &str) -> Direction {
        let directions = LocaleDirectionality::new_common();
        match tag.parse::<Locale>() {
            Ok(locale) if directions.is_right_to_left(&locale.id) => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }
}

/// Says whether a word is the tag of a language, written as tags are: `nl`, `pt-BR`.
pub fn is_tag(word: &str) -> bool {
    let is_short = word.split('-').next().is_some_and(|part| part.len() <= 3);
    is_short
        && word
            .parse::<Locale>()
            .is_ok_and(|locale| locale.to_string() == word)
}

/// Messages by id: `home.latest`.
type Messages = HashMap<String, Message>;

/// A language, ready to say things.
#[derive(Debug)]
pub struct Language {
    tag: String,
    direction: Direction,
    plurals: Plurals,
    messages: Messages,
    /// What stands between groups of three digits.
    group: String,
    /// What stands before decimals.
    decimal: String,
    /// The least number whose digits are grouped.
    grouped_from: u64,
}

impl Language {
    /// Makes the language that a tag names: English, and over it the built-in messages and those of
    /// a theme (`own`), first of the language (`pt`), then of its variety (`pt-BR`).
    ///
    /// # Errors
    /// Everything that is wrong with a file of the theme, with file, line and column.
    pub fn load(tag: &str, own: &[File]) -> Result<Language, Error> {
        let mut messages = Messages::default();
        let mut is_spoken = false;
        let language = tag.split('-').next().unwrap_or(tag);
        let mut layers = vec!["en", language, tag];
        layers.dedup();
        let english = (!own.is_empty()).then(Language::english_messages);
        for layer in &layers {
            for (name, text) in BUILT_IN.iter().filter(|(name, _)| name == layer) {
                is_spoken |= [language, tag].contains(name);
                file::read(&File::built_in(name, text), None, &mut messages)?;
            }
            for file in own.iter().filter(|file| file.tag == *layer) {
                is_spoken |= [language, tag].contains(&file.tag.as_str());
                file::read(file, english.as_ref(), &mut messages)?;
            }
        }
        // A language that nobody speaks today may have faults, too.
        for file in own.iter().filter(|it| !layers.contains(&it.tag.as_str())) {
            file::read(file, english.as_ref(), &mut Messages::default())?;
        }
        Ok(Language::new(tag, is_spoken, messages))
    }

    /// The built-in English.
    pub fn english() -> Language {
        Language::new("en", true, Language::english_messages())
    }

    fn english_messages() -> Messages {
        let mut messages = Messages::default();
        for (name, text) in BUILT_IN.iter().filter(|(name, _)| *name == "en") {
            // A test reads every built-in file.
            let read = file::read(&File::built_in(name, text), None, &mut messages);
            debug_assert!(read.is_ok(), "{read:?}");
        }
        messages
    }

    fn new(tag: &str, is_spoken: bool, messages: Messages) -> Language {
        let mut language = Language {
            // Without a file, the words are English, whatever the tag says of the reports.
            tag: if is_spoken { tag } else { "en" }.to_owned(),
            direction: if is_spoken {
                Direction::of(tag)
            } else {
                Direction::Ltr
            },
            plurals: Plurals::of(if is_spoken { tag } else { "en" }),
            messages,
            group: String::new(),
            decimal: String::new(),
            grouped_from: u64::MAX,
        };
        language.group = language.say("numbers.group").to_owned();
        language.decimal = language.say("numbers.decimal").to_owned();
        let from = language.say("numbers.grouped-from").parse();
        language.grouped_from = from.unwrap_or(u64::MAX);
        language
    }

    /// Returns the tag of its words: as book.toml has it, or `en` where nothing speaks that.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Returns which way it runs.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Returns its plural rule.
    pub fn plurals(&self) -> &Plurals {
        &self.plurals
    }

    /// Returns all messages, by id.
    pub fn messages(&self) -> impl Iterator<Item = (&str, &Message)> {
        self.messages
            .iter()
            .map(|(id, message)| (id.as_str(), message))
    }

    /// Returns a message.
    pub fn get(&self, id: &str) -> Option<&Message> {
        self.messages.get(id)
    }

    /// Says a message without slots.
    pub fn say<'s>(&'s self, id: &'s str) -> &'s str {
        let found = self.get(id).and_then(|message| message.text(Form::Other));
        let words = found.and_then(message::Text::plain);
        debug_assert!(words.is_some(), "no message `{id}` without slots");
        words.unwrap_or(id)
    }

    /// Says a message as text, its slots filled.
    pub fn with(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut out = String::new();
        if let Some(text) = self.chosen(id, args) {
            let fill = |out: &mut String, arg: Arg<'_>| match arg {
                Arg::Number(n) => self.push_number(out, n),
                Arg::Text(text) => out.push_str(text),
                Arg::Html(html) => {
                    debug_assert!(false, "markup in `{id}`, which is text");
                    out.push_str(html.as_str());
                }
            };
            text.push(&mut out, fill, |name| found(args, name));
        }
        out
    }

    /// Says a message that counts: `n` fills its slot and chooses its form.
    pub fn counted(&self, id: &str, n: usize) -> String {
        self.with(id, &[("n", n.into())])
    }

    /// Says a message as markup: its words and texts escaped, arguments that are markup as they are.
    pub fn html(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Html {
        let mut out = String::new();
        if let Some(text) = self.chosen(id, args) {
            let fill = |out: &mut String, arg: Arg<'_>| match arg {
                Arg::Number(n) => self.push_number(out, n),
                Arg::Text(text) => push_text(out, text),
                Arg::Html(html) => out.push_str(html.as_str()),
            };
            text.push_html(&mut out, fill, |name| found(args, name));
        }
        Html::trusted(out)
    }

    /// Returns one of the words of a list, the first one being 0.
    pub fn nth<'s>(&'s self, id: &'s str, place: usize) -> &'s str {
        match self.get(id) {
            Some(Message::List(words)) => words.get(place).map_or("", String::as_str),
            _ => {
                debug_assert!(false, "no list `{id}`");
                id
            }
        }
    }

    fn chosen(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Option<&message::Text> {
        let n = match found(args, "n") {
            Some(Arg::Number(n)) => n,
            _ => 0,
        };
        let found = self.get(id).and_then(|it| it.text(self.plurals.form(n)));
        debug_assert!(found.is_some(), "no message `{id}`");
        found
    }

    /// Says a message for a template, or tells what is wrong with the call.
    ///
    /// # Errors
    /// When there is no such message, an argument is missing, or none has its slot.
    pub fn html_checked(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Result<Html, String> {
        let message = match self.get(id) {
            Some(message @ (Message::Text(_) | Message::Plural(_))) => message,
            Some(Message::List(_)) => return Err(format!("the message `{id}` is a list")),
            None => {
                let help = nearest(id, self.messages.keys().map(String::as_str));
                let help = help.map_or_else(
                    || "`casebook theme messages` lists all of them; those of your own templates go into `[own]` of a file in `languages/` of your theme".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(format!("there is no message `{id}`: {help}"));
            }
        };
        let is_plural = matches!(message, Message::Plural(_));
        if is_plural && !matches!(found(args, "n"), Some(Arg::Number(_))) {
            return Err(format!("the message `{id}` needs a number as `n`"));
        }
        let mut needs = message.texts().flat_map(message::Text::needs);
        if let Some(missing) = needs.find(|name| found(args, name).is_none()) {
            return Err(format!("the message `{id}` needs the argument `{missing}`"));
        }
        let has = |slot: &str| {
            (is_plural && slot == "n")
                || message
                    .texts()
                    .any(|text| text.slots().any(|own| own == slot))
        };
        if let Some((name, _)) = args.iter().find(|(name, _)| !has(name)) {
            return Err(format!("the message `{id}` has no place for `{name}`"));
        }
        Ok(self.html(id, args))
    }

    /// Writes a number, its digits grouped: `24,980`.
    pub fn push_number(&self, out: &mut String, number: i64) {
        let absolute = number.unsigned_abs();
        let digits = absolute.to_string();
        if number < 0 {
            out.push('-');
        }
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && absolute >= self.grouped_from && (digits.len() - i).is_multiple_of(3) {
                out.push_str(&self.group);
            }
            out.push(digit);
        }
    }

    /// Returns a number, its digits grouped.
    pub fn number(&self, number: i64) -> String {
        let mut out = String::new();
        self.push_number(&mut out, number);
        out
    }

    /// Turns the point of a number that Rust printed into the language's own: `0.25`, `0,25`.
    pub fn decimal<'n>(&self, printed: &'n str) -> Cow<'n, str> {
        if self.decimal == "." {
            Cow::Borrowed(printed)
        } else {
            Cow::Owned(printed.replace('.', &self.decimal))
        }
    }

    /// Joins words as a sentence lists them: `a`, `a and b`, `a, b and c`.
    pub fn listed(&self, words: &[String]) -> String {
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let comma = self.say("lists.comma");
                let first = first.join(comma);
                self.with(
                    "lists.and",
                    &[("first", (&first).into()), ("last", last.into())],
                )
            }
        }
    }

    /// The same of markup; `and` is the message that joins the last one. Nothing makes nothing.
    pub fn listed_html(&self, and: &str, parts: &[Html]) -> Option<Html> {
        let (last, first) = parts.split_last()?;
        if first.is_empty() {
            return Some(last.clone());
        }
        let comma = Html::escape(self.say("lists.comma"));
        let first: Vec<&str> = first.iter().map(Html::as_str).collect();
        let first = Html::trusted(first.join(comma.as_str()));
        let args = [("first", (&first).into()), ("last", last.into())];
        Some(self.html(and, &args))
    }

    /// Returns the script that says messages, with those of an area.
    pub fn first_script(&self, area: &str) -> String {
        script::first(self, area)
    }

    /// Returns the script that adds the messages of other areas.
    pub fn more_script(&self, areas: &[&str]) -> String {
        script::more(self, areas)
    }
}

fn found<'a>(args: &[(&str, Arg<'a>)], wanted: &str) -> Option<Arg<'a>> {
    let found = args.iter().find(|(name, _)| *name == wanted);
    found.map(|(_, arg)| *arg)
}

#[cfg(test)]
mod tests {
    use super::{Direction, File, Language};

    #[test]
    fn directions_follow_from_the_tag_of_what_is_spoken() {
        let own = |tag: &str| [File::own(tag, format!("{tag}.toml").into(), String::new())];
        for (tag, direction) in [
            ("en", Direction::Ltr),
            ("ar", Direction::Rtl),
            ("he-IL", Direction::Rtl),
            ("pa-Arab", Direction::Rtl),
            ("ar-Latn", Direction::Ltr),
        ] {
            let language = Language::load(tag, &own(tag)).expect("a language");
            assert_eq!(language.direction(), direction, "{tag}");
        }
        let unknown = Language::load("he", &[]).expect("English");
        assert_eq!(unknown.direction(), Direction::Ltr);
    }

    #[test]
    fn messages_come_from_the_nearest_language() {
        let own =
            |tag: &str, text: &str| File::own(tag, format!("{tag}.toml").into(), text.to_owned());
        let files = [
            own("de", "[page]\nhome = \"Daheim\"\nsearch = \"Finden\"\n"),
            own("de-AT", "[page]\nsearch = \"Suchts\"\n"),
        ];
        let language = Language::load("de-AT", &files).expect("a language");
        assert_eq!(language.say("page.home"), "Daheim");
        assert_eq!(language.say("page.search"), "Suchts");
        assert_eq!(language.say("page.feed"), "Feed");
        assert_eq!(language.number(24_980), "24.980");
        assert_eq!(language.decimal("0.25"), "0,25");
        let english = Language::load("en", &files).expect("English");
        assert_eq!(english.say("page.home"), "Home");
    }

    #[test]
    fn faults_of_a_file_are_told_with_their_place() {
        for (text, told) in [
            (
                "[page]\nhom = \"x\"\n",
                "x.toml:2:1\n  |\n2 | hom = \"x\"\n  | ^^^\n  = help: did you mean `page.home`?",
            ),
            ("[pag]\nhome = \"x\"\n", "there is no area `pag`"),
            ("page = 3\n", "x.toml:1:8"),
            ("[page]\nhome = 3\n", "x.toml:2:8"),
            ("[page]\nhome = \"{x}\"\n", "has no slot `x`"),
            ("[page]\nhome = \"{\"\n", "stands alone"),
            (
                "[home]\nincidents = { one = \"x\" }\n",
                "needs the form `other`",
            ),
            (
                "[home]\nincidents = { one = \"x\", few = \"y\", other = \"z\" }\n",
                "never uses `few`",
            ),
            ("[dates]\nmonths = [\"a\"]\n", "12 words"),
            ("[page\n", "x.toml:1:"),
        ] {
            let file = File::own("de", "x.toml".into(), text.to_owned());
            let fault = Language::load("de", &[file]).expect_err(text).to_string();
            assert!(fault.contains(told), "{text}: {fault}");
        }
        let named = File::own("ed", "ed.toml".into(), "[page]\nx = 1\n".to_owned());
        let fault = Language::load("de", &[named])
            .expect_err("a fault")
            .to_string();
        assert!(fault.contains("ed.toml:2:1"), "{fault}");
    }

    #[test]
    fn thousands_stand_apart() {
        let english = Language::english();
        for (number, words) in [
            (0, "0"),
            (999, "999"),
            (24_980, "24,980"),
            (-1_000_000, "-1,000,000"),
        ] {
            assert_eq!(english.number(number), words);
        }
    }

    #[test]
    fn lists_read_as_sentences() {
        let english = Language::english();
        let words = ["a", "b", "c"].map(str::to_owned);
        for (n, expected) in [(0, ""), (1, "a"), (2, "a and b"), (3, "a, b and c")] {
            assert_eq!(english.listed(&words[..n]), expected);
        }
    }
}
